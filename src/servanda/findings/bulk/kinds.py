"""Kinds of rows to one term, each judged once by the reference; what is certain of its ground is handed to it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import msgspec
import pyarrow as pa

from servanda.findings.bulk.facets import alone
from servanda.findings.bulk.table import observation_of
from servanda.findings.crossing import across_key
from servanda.findings.distance import limit_key
from servanda.findings.docket import Docket
from servanda.findings.on_incident import judge_incident
from servanda.findings.regions import UNMEASURED
from servanda.geo import ACROSS, Chance
from servanda.records.agreement import OpenRef, Term
from servanda.records.finding import Finding

Key: TypeAlias = tuple[int, ...]
Told: TypeAlias = tuple[str, int, int, int]
"""Place, chance in parts per million, least and greatest distance in metres; -1 for no number."""
NO_NUMBER = -1
SURE = 1_000_000
NOBODY = -1
"""The term does not speak of rows of such a kind."""


@dataclass(frozen=True)
class Lie:
    """How a row lies to the ground of its term.

    Attributes:
        codes: What is certain of each place.
        across: The same for lines that may have been crossed.
        limits: For each line, the limits with how many are certainly respected and how many may be.
    """

    codes: Mapping[str, int]
    across: Mapping[str, int]
    limits: Mapping[str, tuple[Sequence[int], int, int]]

    def known(self, docket: Docket, region: bytes) -> Docket:
        """The docket that remembers all this of a region."""
        chances = {(place, region): _chance(code) for place, code in self.codes.items() if code != UNMEASURED}
        chances |= {
            (across_key(line), region): _chance(code) for line, code in self.across.items() if code != UNMEASURED
        }
        spans = {}
        for line, (limits, certain, possible) in self.limits.items():
            for number, limit in enumerate(limits):
                nearer = number >= possible
                sure = nearer or number < certain
                chances[limit_key(line, limit), region] = Chance(SURE * nearer, nearer) if sure else Chance(1, None)
            spans[line, region] = (0, 1)
        return replace(docket, measured=chances, spans=spans)


def _chance(code: int) -> Chance:
    return Chance(1, None) if code == ACROSS else Chance(SURE * code, bool(code))


def _place_of_open(name: str, docket: Docket) -> str:
    """The place to which an open distance is measured; empty for a number that is no distance."""
    ends = [(row.nearer_than, row.to) for term in docket.agreement.terms for row in term.table]
    ends += [(term.where.nearer_than, term.where.to) for term in docket.agreement.terms if term.where is not None]
    bands = [place.band for place in docket.places.values() if place.band is not None]
    ends += [(limit, band.from_) for band in bands for limit in (band.beyond, band.up_to)]
    return next((to for limit, to in ends if isinstance(limit, OpenRef) and limit.open == name), "")


class Kinds:
    """The findings of one term by kind of row, each judged when the first such row is met."""

    def __init__(self, term: Term, docket: Docket) -> None:
        self.term = term
        self.judged: list[Finding] = []
        self.told: dict[int, list[Told]] = {}
        """What the findings of rows that are kinds of their own say of a measurement."""
        self._docket = docket
        self._known: dict[Key, int] = {}
        self._places: dict[str, str] = {}

    def number(self, key: Key, lie: Callable[[], Lie], batch: pa.RecordBatch, row: int) -> int:
        """The kind of a row, as a number in `judged`; `NOBODY` if the term does not speak of it."""
        if key not in self._known:
            observation = observation_of(batch, row)
            incident, docket = alone(observation, self._docket)
            self._known[key] = self._entered(
                judge_incident(self.term, incident, lie().known(docket, msgspec.json.encode(observation.where)))
            )
        return self._known[key]

    def turns(self, kind: int) -> bool:
        """Whether a distance that was taken as unknown can still turn a finding."""
        return kind != NOBODY and self.judged[kind].outcome.verdict not in {"kept", "not_in_force"}

    def own(self, batch: pa.RecordBatch, row: int) -> int:
        """A row that is a kind of its own: judged by the reference, map and all."""
        observation = observation_of(batch, row)
        incident, docket = alone(observation, self._docket)
        found = judge_incident(self.term, incident, docket)
        number = self._entered(found)
        if found is not None:
            self.told[number] = self._told(found, docket, msgspec.json.encode(observation.where))
        return number

    def place_of_open(self, name: str) -> str:
        """The place to which an open distance is measured; empty for a number that is no distance."""
        if name not in self._places:
            self._places[name] = _place_of_open(name, self._docket)
        return self._places[name]

    def _told(self, finding: Finding, docket: Docket, region: bytes) -> list[Told]:
        """The numbers that a finding states: of each place the chance, and the distances where one was measured."""
        found: dict[str, Told] = {}
        for hinge in (*finding.hinges, *finding.attribution_hinges):
            low, high = docket.spans.get((hinge.on, region), (NO_NUMBER, NO_NUMBER))
            if hinge.cause == "measurement" and (hinge.chance is not None or high != NO_NUMBER):
                found[hinge.on] = (hinge.on, NO_NUMBER if hinge.chance is None else hinge.chance, low, high)
        for flip in finding.flips:
            place = self.place_of_open(flip.open)
            if place and place not in found and (place, region) in docket.spans:
                found[place] = (place, NO_NUMBER, *docket.spans[place, region])
        return sorted(found.values())

    def _entered(self, found: Finding | None) -> int:
        if found is None:
            return NOBODY
        self.judged.append(found)
        return len(self.judged) - 1
