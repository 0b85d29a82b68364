"""Numbers in which findings of one kind differ: how likely a place, and between which distances."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from servanda.findings.bulk.desk import Desk, Judged, Sheet
from servanda.findings.bulk.limits import chances_inside, chances_nearer, spans
from servanda.records.agreement import OpenRef, Term
from servanda.records.finding import Finding

Rows = NDArray[np.int64]
NO_NUMBER = -1


@dataclass(frozen=True)
class Measures:
    """One line for each finding and place that it turns on; -1 for no number.

    Attributes:
        at: Number of the finding.
        on: Number of the place.
        chance: Probability, parts per million.
        low_m: Least distance, metres.
        high_m: Greatest distance, metres.
    """

    at: Rows
    on: Rows
    chance: Rows
    low_m: Rows
    high_m: Rows


@dataclass(frozen=True)
class Wanted:
    """What is wanted of a row and a place: how likely it lies in it, or nearer than a limit, and how far away."""

    place: str
    inside: bool = False
    limits: tuple[int, ...] = ()
    chance: bool = False


def wanted_of(finding: Finding, desk: Desk) -> Iterator[Wanted]:
    """The numbers that a finding states of its row."""
    seen = set()
    for hinge in (*finding.hinges, *finding.attribution_hinges):
        if hinge.cause != "measurement":
            continue
        if hinge.on in desk.places and hinge.chance is not None:
            yield Wanted(hinge.on, inside=True, chance=True)
        elif hinge.on in desk.limits:
            seen.add(hinge.on)
            yield Wanted(hinge.on, limits=tuple(desk.limits[hinge.on]), chance=True)
    turned = {place_of_open(flip.open, desk.term) for flip in finding.flips}
    yield from (Wanted(place) for place in sorted(turned - seen))


def place_of_open(name: str, term: Term) -> str:
    """The place to which an open distance of a term is measured, where it stands once."""
    ends = [(row.nearer_than, row.to) for row in term.table]
    ends += [(term.where.nearer_than, term.where.to)] if term.where is not None else []
    return next(to for limit, to in ends if isinstance(limit, OpenRef) and limit.open == name)


def measures_of(desk: Desk, judged: Judged, sheet: Sheet, names: dict[str, int]) -> Measures:
    """The numbers of all findings of a term on a batch, sorted by finding."""
    listed = [list(wanted_of(finding, desk)) for finding in desk.kinds.judged]
    asked: dict[Wanted, list[int]] = {}
    for kind, each in enumerate(listed):
        for wanted in each:
            asked.setdefault(wanted, []).append(kind)
    parts = [_part(wanted, kinds, judged, sheet, names) for wanted, kinds in asked.items()]
    joined = [np.concatenate([np.zeros(0, dtype=np.int64), *column]) for column in zip(*parts, strict=True)]
    if not joined:
        return Measures(*(np.zeros(0, dtype=np.int64) for _ in range(5)))
    order = np.lexsort((joined[1], joined[0]))
    return Measures(*(column[order] for column in joined))


def _part(
    wanted: Wanted, kinds: Sequence[int], judged: Judged, sheet: Sheet, names: dict[str, int]
) -> tuple[Rows, ...]:
    at = np.flatnonzero(np.isin(judged.kind, kinds))
    rows = judged.rows[at]
    on = np.full(len(at), names.setdefault(wanted.place, len(names)))
    if wanted.inside:
        none = np.full(len(at), NO_NUMBER)
        return at, on, chances_inside(sheet.ground, wanted.place, rows, sheet.measured), none, none
    low, high = spans(sheet.ground, wanted.place, rows, sheet.measured)
    chance = np.full(len(at), NO_NUMBER)
    if wanted.chance:
        chance = chances_nearer(sheet.ground, wanted.place, wanted.limits, rows, sheet.measured)
    return at, on, chance, low, high
