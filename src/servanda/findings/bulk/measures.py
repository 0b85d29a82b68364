"""Numbers in which findings of one kind differ: how likely a place, and between which distances."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from servanda.findings.bulk.desk import Desk, Judged, Sheet
from servanda.findings.bulk.kinds import NO_NUMBER
from servanda.findings.bulk.limits import chances_inside, chances_nearer, spans
from servanda.records.finding import Finding

Rows = NDArray[np.int64]


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
    turned = {desk.kinds.place_of_open(flip.open) for flip in finding.flips} & set(desk.limits)
    yield from (Wanted(place) for place in sorted(turned - seen))


def measures_of(desk: Desk, judged: Judged, sheet: Sheet) -> Measures:
    """The numbers of all findings of a term on a batch, sorted by finding and place."""
    asked: dict[Wanted, list[int]] = {}
    for kind, finding in enumerate(desk.kinds.judged):
        for wanted in wanted_of(finding, desk) if kind not in desk.kinds.told else ():
            asked.setdefault(wanted, []).append(kind)
    parts = [_part(wanted, (desk.named[wanted.place], kinds), judged, sheet) for wanted, kinds in asked.items()]
    parts.append(_told(desk, judged))
    joined = [np.concatenate(column) for column in zip(*parts, strict=True)]
    order = np.lexsort((joined[1], joined[0]))
    return Measures(*(column[order] for column in joined))


def _part(wanted: Wanted, of: tuple[int, Sequence[int]], judged: Judged, sheet: Sheet) -> tuple[Rows, ...]:
    """The numbers of all findings of some kinds, at a place under its number."""
    number, kinds = of
    at = np.flatnonzero(np.isin(judged.kind, kinds))
    rows = judged.rows[at]
    on = np.full(len(at), number)
    if wanted.inside:
        none = np.full(len(at), NO_NUMBER)
        return at, on, chances_inside(sheet.ground, wanted.place, rows, sheet.measured), none, none
    low, high = spans(sheet.ground, wanted.place, rows, sheet.measured)
    chance = np.full(len(at), NO_NUMBER)
    if wanted.chance:
        chance = chances_nearer(sheet.ground, wanted.place, wanted.limits, rows, sheet.measured)
    return at, on, chance, low, high


def _told(desk: Desk, judged: Judged) -> tuple[Rows, ...]:
    """The numbers of rows that are kinds of their own."""
    lines = [
        (at, desk.named[place], *numbers)
        for at in np.flatnonzero(np.isin(judged.kind, list(desk.kinds.told))).tolist()
        for place, *numbers in desk.kinds.told[int(judged.kind[at])]
    ]
    return tuple(np.array(lines, dtype=np.int64).reshape(-1, 5).T)
