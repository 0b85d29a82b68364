"""Permitted activity that was announced beforehand: matched to incidents before anything is assessed."""

from datetime import timedelta

from servanda.findings.matter import Matter
from servanda.findings.question import Question
from servanda.findings.recorded import asked_of_record, fits_kind, fits_place, fits_time
from servanda.logic import NO, YES, All, Expression, OneOf, Truth, kleene, truth_of
from servanda.records.agreement import Notified
from servanda.records.observation import Notice
from servanda.records.record import Wording
from servanda.records.time import length_of
from servanda.wording import languages, say


def matched_notices(matter: Matter) -> list[str]:
    """Notices that may speak of an incident, in time or not: whoever reads the finding sees them too."""
    return [each.id for each in _known(matter) if truth_of(_speaks_of(each, matter)) is not Truth.FALSE]


def is_notified(notified: Notified, matter: Matter) -> Question:
    """Whether the activity was announced to the right body, long enough before the announced beginning."""
    notices = [notice for notice in _known(matter) if notice.to == notified.to]
    cases = [(each.id, All((_in_time(each, notified, matter), _speaks_of(each, matter)))) for each in notices]
    speaking = [(name, case) for name, case in cases if truth_of(case) is not Truth.FALSE]
    asks = say("findings.asks_notified", body=matter.docket.call(notified.to), lead=_hours(notified.at_least))
    return asked_of_record(asks, speaking, matter, register=("notices", notified.to))


def _hours(duration: str) -> Wording:
    """A lead time as people say it: in whole hours where it is whole hours."""
    hours, rest = divmod(length_of(duration), timedelta(hours=1))
    return dict.fromkeys(languages(), duration) if rest else say("findings.hours", n=hours)


def _speaks_of(notice: Notice, matter: Matter) -> Expression:
    """Whether a notice speaks of an incident; the map is asked last, because that costs most."""
    if notice.act != matter.incident.act:
        return NO
    cheap = All(
        (
            OneOf(matter.author, frozenset({notice.by})),
            fits_time(notice.id, notice.when, matter),
            fits_kind(notice.id, notice.things, matter),
        )
    )
    return NO if kleene(cheap) is Truth.FALSE else All((cheap, fits_place(notice.id, notice.where, matter)))


def _in_time(notice: Notice, notified: Notified, matter: Matter) -> Expression:
    """Lead time as the instrument counts it; a notice without a stated beginning announces nothing in time."""
    due = matter.docket.calendar.days.later(notice.given_at, notified.at_least)
    return YES if notice.when.start is not None and due <= notice.when.start else NO


def _known(matter: Matter) -> list[Notice]:
    notices = [notice for notice in matter.docket.facts.notices if notice.given_at <= matter.docket.as_of]
    return sorted(notices, key=lambda notice: notice.id)
