"""Everything that is the same for all findings of one instrument: the agreement, and the facts known at a moment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from servanda.errors import InputError
from servanda.findings.memory import Memory
from servanda.geo import Chance
from servanda.logic import Calendar
from servanda.records.agreement import Agreement, Place, Proof, Term
from servanda.records.facts import Facts
from servanda.records.incident import Incident
from servanda.records.observation import Observation
from servanda.records.record import Wording
from servanda.records.time import Interval
from servanda.schemas.rows import ByName, Rows
from servanda.wording import languages

if TYPE_CHECKING:
    from servanda.findings.regions import Regions

NO_STANDARD = Proof(
    confirmed_by=["own_senses", "camera", "acoustic", "seismic", "satellite_fire", "uav", "inspection", "document"],
    kept_needs_watch=1_000_000,
)
"""For a term that names no standard: any observation that is not a claim; silence only under a complete watch."""


@dataclass(frozen=True)
class Docket:
    """One instrument and the facts on which its terms are judged.

    Attributes:
        agreement: The instrument in one version.
        facts: What was known at `as_of`.
        as_of: The moment for which is judged.
        calendar: Its clocks.
        seen: Observations recorded by then, by name.
        incidents: Incidents as known then, sorted by name.
        regions: Where the incidents were, each distinct region once: only a memory, it changes no result.
        others: Other instruments, whose procedures may start on breaches of this one.
        assumed: Open numbers whose comparisons are taken to hold, or to fail, whatever the number: to find where a
            verdict flips.
        measured: Regions already measured against places: only a memory, it changes no result.
        spans: Distances already measured, metres: only a memory too.
        memory: Findings of the judgement before, if it is judged again; it changes no result either.
    """

    agreement: Agreement
    facts: Facts
    as_of: datetime
    calendar: Calendar
    seen: ByName[Observation]
    incidents: Rows[Incident]
    regions: "Regions" = field(compare=False)
    others: Sequence[Agreement] = ()
    assumed: Mapping[str, bool] = field(default_factory=dict)
    measured: dict[tuple[str, bytes], Chance] = field(default_factory=dict, compare=False)
    spans: dict[tuple[str, bytes], tuple[int, int]] = field(default_factory=dict, compare=False)
    memory: Memory | None = field(default=None, compare=False)

    @property
    def parties(self) -> list[str]:
        """The parties proper, sorted: those who can break or keep a term."""
        return sorted(name for name, party in self.agreement.parties.items() if party.role == "party")

    @property
    def places(self) -> Mapping[str, Place]:
        """The places of the instrument."""
        return self.agreement.places

    @property
    def sectors(self) -> list[str]:
        """Places that are sectors, sorted."""
        return sorted(name for name, place in self.places.items() if place.is_ == "sector")

    def place(self, name: str) -> Place:
        """A place by name.

        Raises:
            InputError: `place-unknown`.
        """
        if name not in self.places:
            raise InputError("place-unknown", f"The instrument '{self.agreement.id}' has no place '{name}'.")
        return self.places[name]

    def standard(self, term: Term) -> Proof:
        """The standard of proof of a term.

        Raises:
            InputError: `proof-unknown`.
        """
        if not term.proof:
            return NO_STANDARD
        if term.proof not in self.agreement.proof:
            raise InputError("proof-unknown", f"The term '{term.id}' names the standard '{term.proof}'.", place=term.id)
        return self.agreement.proof[term.proof]

    def observations(self, incident: Incident) -> list[Observation]:
        """Its observations that are at hand, by identifier; a missing one is withheld."""
        return [self.seen[name] for name in sorted(incident.observations) if name in self.seen]

    def call(self, name: str) -> Wording:
        """What a party, place or class is called in each language; its identifier where it has no name."""
        for group in (self.agreement.parties, self.agreement.places, self.agreement.things):
            if name in group:
                return {lang: group[name].name.get(lang, name) for lang in languages()}
        return dict.fromkeys(languages(), name)

    def question_of(self, open_term: str) -> Wording:
        """The question of an open term; its name where the instrument does not define it."""
        term = self.agreement.open.get(open_term)
        return {lang: term.question.get(lang, open_term) if term else open_term for lang in languages()}


def covers(outer: Interval, inner: Interval) -> bool | None:
    """Whether one time lies within another: certainly, certainly not, or `None` where they only overlap.

    >>> from datetime import UTC, datetime
    >>> day = Interval(start=datetime(2031, 3, 14, tzinfo=UTC), end=datetime(2031, 3, 15, tzinfo=UTC))
    >>> covers(day, Interval(start=datetime(2031, 3, 14, tzinfo=UTC), end=datetime(2031, 3, 14, 1, tzinfo=UTC)))
    True
    """
    starts = outer.start is None or (inner.start is not None and outer.start <= inner.start)
    instant = inner.start == inner.end
    if instant and inner.start is not None and outer == inner:
        return True  # two instants that are one
    ends = outer.end is None or (
        inner.end is not None and (inner.end < outer.end if instant else inner.end <= outer.end)
    )
    if starts and ends:
        return True
    return None if outer.meets(inner) else False
