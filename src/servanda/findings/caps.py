"""Which caps a term sets, and what is there that counts against one: an interval of a number, at certain times."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pyarrow.compute as pc

from servanda.errors import InputError
from servanda.findings.author import is_author
from servanda.findings.docket import Docket
from servanda.findings.evidence import happened, proves
from servanda.findings.ground import open_term
from servanda.findings.matter import Matter, matter_of
from servanda.findings.on_silence import clipped, is_answered
from servanda.findings.prohibition import applies_here
from servanda.findings.question import Question, every
from servanda.findings.there import is_there
from servanda.logic import Truth, renamed, truth_of
from servanda.records.agreement import OpenRef, Term
from servanda.records.incident import Incident
from servanda.records.time import Interval
from servanda.wording import say

SHARED = ("open:", "unsettled:", "whole:")
"""Unknowns that are the same for all incidents: what the text leaves open. All others are an incident's own."""

_MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True)
class Cap:
    """One cap on one party: no more than so many of a class in a place at any one time."""

    term: Term
    row: int | None
    party: str
    place: str
    thing: str
    most: int | OpenRef


@dataclass(frozen=True)
class Presence:
    """What one incident may add to a number.

    Attributes:
        incident: The incident.
        matter: The incident and the term of the cap.
        counts: Whether it counts against the cap at all; its unknowns are named after the incident.
        low: At least so many, by as many independent origins as the standard asks for.
        start: First moment, within the time judged, at which it was or may have been there.
        end: End of that time; equal to its start for an instant.
        pinned: True if it was there at every moment of that time; false if at some moment of it.
        elsewhen: True if that moment may also lie outside the time judged.
    """

    incident: Incident
    matter: Matter
    counts: Question
    low: int
    start: datetime
    end: datetime
    pinned: bool
    elsewhen: bool

    @property
    def high(self) -> int | None:
        """At most so many; none if nobody knows."""
        return self.incident.count.high

    def truth(self) -> Truth:
        """Whether it counts, as far as that is known."""
        return truth_of(self.counts.expression())


def caps_of(term: Term) -> list[Cap]:
    """The caps of a term: one for each line of its table, or for each party that it binds.

    Raises:
        InputError: `cap-without-number` if neither the line nor the term states one.
    """
    if term.at_most is None:
        return []
    do, place = term.at_most, term.where.in_ if term.where is not None else ""
    if not term.table:
        return [Cap(term, None, party, place, do.thing, _number(do.max, term)) for party in sorted(term.binds)]
    return [
        Cap(term, index, row.binds, row.in_ or place, row.thing or do.thing, _number(_stated(row.max, do.max), term))
        for index, row in enumerate(term.table)
    ]


def _stated(own: int | OpenRef | None, common: int | OpenRef | None) -> int | OpenRef | None:
    return common if own is None else own


def _number(most: int | OpenRef | None, term: Term) -> int | OpenRef:
    if most is None:
        hint = "Write max in at_most, or in each line of the table."
        raise InputError("cap-without-number", f"The cap '{term.id}' states no number.", place=term.id, hint=hint)
    return most


def numbers_of(most: int | OpenRef, docket: Docket) -> dict[str, int] | None:
    """The number, `{"": n}`, or the number under each reading; none if a reading states no number."""
    if not isinstance(most, OpenRef):
        return {"": most}
    term = open_term(most.open, docket)
    found = {name: read.value for name, read in term.readings.items() if isinstance(read.value, int)}
    if term.settled in found:
        return {"": found[term.settled]}
    return found if found and len(found) == len(term.readings) else None


def span_of(cap: Cap, window: Interval | None, docket: Docket) -> Interval:
    """The time judged: the window while the term was in force; without one, the last moment before `as_of`."""
    if window is None:
        return Interval(start=docket.as_of - _MOMENT, end=docket.as_of)
    return clipped(cap.term, window, docket)


def near(cap: Cap, span: Interval, docket: Docket) -> list[Incident]:
    """Incidents of the act that is counted which may fall within a time, by name."""
    act = cap.term.at_most.do if cap.term.at_most is not None else ""
    found = docket.incidents.where(pc.equal(docket.incidents.column("act"), act))
    return [incident for incident in found if _closed(incident, span, docket) is not None]


def presences(cap: Cap, span: Interval, docket: Docket) -> list[Presence]:
    """Everything that counts against a cap within a time, or may, by incident.

    A mere claim about a spot and moment that were watched to the standard of the term counts for nothing.
    """
    found = []
    for incident in near(cap, span, docket):
        presence = _presence(cap, incident, span, docket)
        if presence is not None and not is_answered(incident, cap.place, docket, cap.term):
            found.append(presence)
    return sorted(found, key=lambda each: each.incident.id)


def _presence(cap: Cap, incident: Incident, span: Interval, docket: Docket) -> Presence | None:
    when = _closed(incident, span, docket)
    if when is None or incident.count.high == 0:
        return None
    matter = matter_of(cap.term, incident, docket)
    if cap.party not in matter.author.options or not matter.classes.may_be(cap.thing):
        return None
    counts = _own(_counts(cap, matter), incident.id)
    if truth_of(counts.expression()) is Truth.FALSE:
        return None
    whole = _within(incident.when, span)
    instant = incident.when.start is not None and incident.when.start == incident.when.end
    pinned = instant or (incident.throughout and incident.when.start is not None)
    return Presence(incident, matter, counts, _proven(matter), *when, pinned, not (pinned or whole))


def _proven(matter: Matter) -> int:
    """How many there were at least, as the standard of the term has it.

    The number itself must be told by as many independent origins as the standard asks for: what an outlet adds to
    what an inspector counted is not proven by him. While the incident as a whole is unproven, that stands before it.
    """
    standard = matter.docket.standard(matter.term)
    told: dict[str, int] = {}
    for each in matter.docket.observations(matter.incident):
        if proves(each, matter.docket, standard):
            told[each.origin] = max(told.get(each.origin, 0), each.count.low)
    lows = sorted(told.values(), reverse=True)
    return lows[standard.independent - 1] if len(lows) >= standard.independent else matter.incident.count.low


def _counts(cap: Cap, matter: Matter) -> Question:
    """Whether an incident counts against a cap: that party's, proven, of that class, there."""
    docket, incident, term = matter.docket, matter.incident, matter.term
    parts = [is_author("asks_row_party", [cap.party], matter.author, docket), happened(incident, term, docket)]
    if cap.thing:
        parts.append(matter.classes.belongs(cap.thing))
    if term.where is not None:
        parts.append(applies_here(matter))
    if cap.place and (term.where is None or term.where.in_ != cap.place):
        parts.append(is_there(cap.place, incident, docket))
    return every(say("findings.asks_counts", incident=incident.id), parts)


def _closed(incident: Incident, span: Interval, docket: Docket) -> tuple[datetime, datetime] | None:
    """When it was there, within the time judged; what has not ended was there until it was recorded."""
    start, end = incident.when.start, incident.when.end
    if end is None:
        known = [each.recorded_at for each in docket.observations(incident)]
        last = max(known, default=docket.as_of)
        end = last if start is None else max(start, last)
    if span.start is None or span.end is None or not Interval(start=start, end=end).meets(span):
        return None
    first = span.start if start is None else max(start, span.start)
    return first, max(first, min(end, span.end))


def _within(when: Interval, span: Interval) -> bool:
    return not (_before(when.start, span.start) or when.end is None or (span.end is not None and when.end > span.end))


def _before(moment: datetime | None, bound: datetime | None) -> bool:
    return moment is None or (bound is not None and moment < bound)


def _own(question: Question, incident: str) -> Question:
    """Names the unknowns of a question after its incident, unless the text leaves them open for all."""
    if question.joined != "leaf":
        return replace(question, parts=tuple(_own(part, incident) for part in question.parts))
    names = {name: f"{name}@{incident}" for name, _ in question.hinges if not name.startswith(SHARED)}
    hinges = tuple((names.get(name, name), hinge) for name, hinge in question.hinges)
    return replace(question, answer=renamed(question.answer, names), hinges=hinges)
