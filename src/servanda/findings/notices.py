"""Permitted activity that was announced beforehand: matched to incidents before anything is assessed."""

from collections.abc import Sequence
from dataclasses import replace

from servanda.findings.gauge import Gauge
from servanda.findings.matter import Matter
from servanda.findings.numbers import (
    Entry,
    compared,
    counts_exactly,
    duration,
    gauge_over,
    lasting_text,
    number_hinges,
    seconds_down,
)
from servanda.findings.question import Question
from servanda.findings.recorded import Listed, asked_of_record, fits_kind, fits_place, fits_time
from servanda.logic import NO, YES, All, Expression, OneOf, Truth, kleene, truth_of
from servanda.records.agreement import Notified, OpenRef
from servanda.records.observation import Notice
from servanda.records.record import Wording
from servanda.wording import say


def matched_notices(matter: Matter) -> list[str]:
    """Notices that may speak of an incident, in time or not: whoever reads the finding sees them too."""
    return [each.id for each in _known(matter) if truth_of(_speaks_of(each, matter)) is not Truth.FALSE]


def is_notified(notified: Notified, matter: Matter) -> Question:
    """Whether the activity was announced to the right body, long enough before the announced beginning."""
    notices = [notice for notice in _known(matter) if notice.to == notified.to]
    told = [(each, _speaks_of(each, matter)) for each in notices]
    cases = [(each.id, All((_in_time(each, notified, matter), speaks))) for each, speaks in told]
    speaking = [(name, case) for name, case in cases if truth_of(case) is not Truth.FALSE]
    listed = Listed("notices", notified.to, str(notified.at_least))
    question = asked_of_record(_asks(notified, matter), speaking, matter, register=listed, what="notified")
    lead = notified.at_least
    return replace(
        question,
        hinges=(*question.hinges, *number_hinges(lead, matter.docket)),
        gauges=_gauges(lead.open, told, matter) if isinstance(lead, OpenRef) else (),
    )


def _gauges(name: str, told: Sequence[tuple[Notice, Expression]], matter: Matter) -> tuple[Gauge, ...]:
    """How early the notices came, where a day is 24 hours; days by the calendar have no such figure."""
    leads = [(each.when.start - each.given_at, speaks) for each, speaks in told if each.when.start is not None]
    entries = [Entry(speaks, seconds_down(lead), seconds_down(lead)) for lead, speaks in leads]
    return gauge_over(name, entries, rises=False) if counts_exactly(matter.docket) else ()


def _asks(notified: Notified, matter: Matter) -> Wording:
    body, lead = matter.docket.call(notified.to), notified.at_least
    if isinstance(lead, OpenRef):
        return say("findings.asks_notified_open", body=body, question=matter.docket.question_of(lead.open))
    return say("findings.asks_notified", body=body, lead=lasting_text(lead))


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
    if notice.when.start is None:
        return NO
    return compared(notified.at_least, matter.docket, duration, lambda lead: _early(notice, lead, matter))


def _early(notice: Notice, lead: str, matter: Matter) -> Expression:
    """Lead time as the instrument counts it; a notice without a stated beginning announces nothing in time."""
    due = matter.docket.calendar.days.later(notice.given_at, lead)
    return YES if notice.when.start is not None and due <= notice.when.start else NO


def _known(matter: Matter) -> list[Notice]:
    notices = [notice for notice in matter.docket.facts.notices if notice.given_at <= matter.docket.as_of]
    return sorted(notices, key=lambda notice: notice.id)
