"""The record of the second opinion: agreement and facts known at a moment, read by code of its own."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import TypeAlias
from zoneinfo import ZoneInfo

from servanda.records.agreement import Agreement, OpenRef, Proof
from servanda.records.facts import Facts
from servanda.records.finding import Finding
from servanda.records.incident import Incident
from servanda.records.observation import Observation
from servanda.records.place import InPlace
from servanda.records.tally import Tally
from servanda.records.time import Interval, length_of

Assumed: TypeAlias = Mapping[str, str]
"""What is taken to be so on a branch: unknown to alternative."""
Strike: TypeAlias = tuple[datetime | None, datetime | None, bool]
"""When a clock does not strike before, by when it has, and whether it is known that it never will."""

WHOLE = 1_000_000
_PERCEIVED = ("saw", "heard", "recorded")
_NO_STANDARD = ["own_senses", "camera", "acoustic", "seismic", "satellite_fire", "uav", "inspection", "document"]
_REGISTERS = {"authorisation": "authorisations", "coordination-attempt": "coordination", "leadership-order": "orders"}


def covers(outer: Interval, inner: Interval) -> bool:
    """Whether one time certainly lies within another."""
    begins = outer.start is None or (inner.start is not None and outer.start <= inner.start)
    ends = outer.end is None or (inner.end is not None and inner.end <= outer.end)
    return begins and ends and not (inner.start == inner.end == outer.end is not None)


class Record:
    """Agreement and facts known at a moment, looked up by name; a number that was counted is an incident of anybody."""

    def __init__(self, finding: Finding, agreement: Agreement, facts: Facts, as_of: datetime) -> None:
        self.finding, self.text, self.facts, self.as_of = finding, agreement, facts, as_of
        self.term = next(each for each in agreement.terms if each.id == finding.term)
        self.parties = sorted(name for name, each in agreement.parties.items() if each.role == "party")
        none = Proof(confirmed_by=_NO_STANDARD, kept_needs_watch=WHOLE)
        self.standard = agreement.proof.get(self.term.proof, none)
        self.seen = {each.id: each for each in facts.observations if each.recorded_at <= as_of}
        later = {each.id for each in facts.observations} - set(self.seen)
        known = [each for each in facts.incidents if not each.observations or not later.issuperset(each.observations)]
        self.incidents = {each.id: each for each in sorted(known, key=lambda each: each.id)}
        lists = (facts.watches, facts.notices, facts.registers, facts.acts, facts.judgements, facts.tallies)
        self.names = {str(each.id) for some in (*lists, facts.events, facts.adoptions) for each in some}
        self.names |= {name for each in known for name in (each.id, *each.observations)} - later | set(self.seen)
        self.names.update(part for term in agreement.terms for part in (term.id, term.cite))
        self.names.update(agreement.clocks, agreement.open, agreement.places, agreement.things, agreement.proof)
        now = Interval(start=as_of, end=as_of)
        own = self.incidents.get(finding.subject.id) if finding.subject.kind == "incident" else None
        self.times = [own.when] if own is not None else [now, finding.subject.when, *(each.when for each in known)]
        self.tallies = {each.id: each for each in facts.tallies}
        counted = self.tallies.get(finding.subject.id) if finding.subject.kind == "count" else None
        self.incidents |= {counted.id: self._as_incident(counted)} if counted is not None else {}

    def is_total(self, name: str) -> bool:
        """Whether a mission counted, not a party."""
        return name in self.tallies and self.tallies[name].basis == "mission_total"

    def _as_incident(self, tally: Tally) -> Incident:
        lost = isinstance(tally.where, InPlace) and tally.where.place not in self.text.places
        where = [tally.where] if tally.where is not None and not lost else []
        return Incident(
            id=tally.id,
            observations=[],
            act=tally.act,
            where=where,
            when=tally.when,
            by=self.parties,
            methods=[],
            origins=[],
        )

    def register(self, event: str) -> str:
        """The kind of register that would hold an event."""
        return "notices" if event == "notice" else _REGISTERS.get(event, "")

    def counts(self, one: Observation) -> bool:
        """Whether an observation proves anything by the standard of the term."""
        told = one.verb not in _PERCEIVED or one.method == "party_complaint" or one.observer in self.parties
        return not told and one.method in self.standard.confirmed_by

    def origins(self, names: list[str]) -> set[str]:
        """Independent origins among some observations."""
        return {self.seen[name].origin for name in names if name in self.seen and self.counts(self.seen[name])}

    def authors(self, name: str) -> list[str]:
        """Whoever may have done it: all whom not enough independent origins rule out."""
        it, excepted = self.incidents[name], set[str]()
        left = [each.when for each in self.term.unless]
        while left:
            one = left.pop()
            excepted |= {one.operated_by} if one.operated_by is not None else set()
            left += [*(one.all or []), *(one.any or []), *([one.not_] if one.not_ is not None else [])]
        against = {
            who: [each for each in it.by_basis if each in self.seen and who not in self.seen[each].by]
            for who in {*it.by, *self.parties, *excepted}
        }
        need = self.standard.independent
        return sorted(who for who, told in against.items() if who in it.by or len(self.origins(told)) < need)

    def read(self, name: str, assumed: Assumed) -> list[object]:
        """The values of an open term: under the reading that is agreed or assumed, else under each."""
        term = self.text.open.get(name)
        taken = assumed.get(f"open:{name}") or (term.settled if term is not None else "")
        readings = term.readings if term is not None else {}
        return [readings[taken].value] if taken in readings else [each.value for each in readings.values()]

    def strikes(self, name: str, assumed: Assumed) -> list[Strike] | None:
        """Not before, and by when a clock strikes, under each reading; none for a clock that has to be quiet first."""
        clock = self.text.clocks.get(name)
        if clock is None or clock.quiet is not None or clock.counted_in != "days":
            return None
        if clock.at is not None:
            return [(clock.at, clock.at, False)]
        if clock.event:
            return [self._of_event(clock.event)]
        if not clock.after:
            return [self._dated(each) for each in self.read(clock.open, assumed)] or [(None, None, False)]
        plus = clock.plus or "PT0S"
        lengths = self.read(plus.open, assumed) or [None] if isinstance(plus, OpenRef) else [plus]
        anchors = self.strikes(clock.after, assumed)
        return None if anchors is None else [self._later(each, length) for each in anchors for length in lengths]

    def _later(self, strike: Strike, length: object) -> Strike:
        low, high, never = strike
        if not isinstance(length, str):
            return low, None, never
        return low and self._after(low, length), high and self._after(high, length), never

    def _after(self, anchor: datetime, length: str) -> datetime:
        if "T" in length or self.text.day_count == "unstated":
            return anchor + length_of(length)
        zone = ZoneInfo(self.text.time_zone)
        days = length_of(length).days + (self.text.day_count == "day_after")
        return datetime.combine(anchor.astimezone(zone).date() + timedelta(days=days), time(), tzinfo=zone)

    def _of_event(self, name: str) -> Strike:
        states = [state for each in self.facts.events if each.id == name for state in each.states]
        known = sorted((each for each in states if each.known_on <= self.as_of), key=lambda each: each.known_on)
        if not known or known[-1].value != "true":
            return None, None, bool(known) and known[-1].value == "false"
        low, high, never = self._dated(known[-1].occurred_on)
        return low, high or known[-1].known_on, never

    def _dated(self, text: object) -> Strike:
        """A local day or an instant; of anything else it is not known when it is."""
        try:
            at = datetime.fromisoformat(str(text))
        except ValueError:
            return None, None, False
        if at.tzinfo is not None:
            return at, at, False
        day = at.replace(tzinfo=ZoneInfo(self.text.time_zone))
        return (day, day + timedelta(days=1), False) if "T" not in str(text) else (None, None, False)

    def complete(self, kind: str, whose: str, when: Interval) -> bool:
        """Whether a register is declared complete for a time, by who keeps it or by no party."""
        fit = [each for each in self.facts.registers if (each.of, each.to) == (kind, whose) and each.at <= self.as_of]
        fair = [each for each in fit if each.declared_by == each.to or each.declared_by not in self.parties]
        return any(covers(each.when, when) for each in fair)
