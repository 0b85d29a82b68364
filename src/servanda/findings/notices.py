"""Permitted activity that was announced beforehand: matched to incidents before anything is assessed."""

from dataclasses import replace
from datetime import timedelta

from servanda.findings.ground import open_hinges, open_term
from servanda.findings.matter import Matter
from servanda.findings.question import Question
from servanda.findings.recorded import asked_of_record, fits_kind, fits_place, fits_time
from servanda.logic import NO, YES, All, Any, Expression, OneOf, Truth, kleene, reading_variable, truth_of, unknown
from servanda.records.agreement import Notified, OpenRef
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
    question = asked_of_record(_asks(notified, matter), speaking, matter, register=("notices", notified.to))
    lead = notified.at_least
    if not isinstance(lead, OpenRef):
        return question
    return replace(question, hinges=(*question.hinges, *open_hinges(lead.open, matter.docket)))


def _asks(notified: Notified, matter: Matter) -> Wording:
    body, lead = matter.docket.call(notified.to), notified.at_least
    if isinstance(lead, OpenRef):
        return say("findings.asks_notified_open", body=body, question=matter.docket.question_of(lead.open))
    return say("findings.asks_notified", body=body, lead=_hours(lead))


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
    """Whether a notice came early enough, under each reading where the lead time is not agreed."""
    lead = notified.at_least
    if not isinstance(lead, OpenRef):
        return _early(notice, lead, matter)
    term = open_term(lead.open, matter.docket)
    read = {name: each.value for name, each in term.readings.items() if isinstance(each.value, str)}
    if term.settled in read:
        return _early(notice, read[term.settled], matter)
    variable = reading_variable(lead.open, term)
    if variable is None or len(read) < len(term.readings):
        return unknown(f"unsettled:{lead.open}")
    return Any(tuple(All((OneOf(variable, frozenset({name})), _early(notice, read[name], matter))) for name in read))


def _early(notice: Notice, lead: str, matter: Matter) -> Expression:
    """Lead time as the instrument counts it; a notice without a stated beginning announces nothing in time."""
    due = matter.docket.calendar.days.later(notice.given_at, lead)
    return YES if notice.when.start is not None and due <= notice.when.start else NO


def _known(matter: Matter) -> list[Notice]:
    notices = [notice for notice in matter.docket.facts.notices if notice.given_at <= matter.docket.as_of]
    return sorted(notices, key=lambda notice: notice.id)
