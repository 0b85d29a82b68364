"""The credibility curve: how much is covered if only promises of some firmness count."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from servanda.commitments import RUNGS, Register, View
from servanda.coverage.instance import Instance, instance_of
from servanda.coverage.progress import Progress, silent
from servanda.coverage.state import CLASSES, STANDINGS, Met, Standing
from servanda.coverage.supply import Serving
from servanda.records.commitment import Rung
from servanda.records.plan import Plan


@dataclass(frozen=True)
class Tally:
    """Requirements added up. Unlike units are added as bare numbers; needs without a number are in no sum."""

    needed: int
    """What requirements with a number need."""
    secured: int
    """Met by credible promises."""
    mutual: int
    """Met in addition only while a circle of promises is kept."""
    possible: int
    """Met in addition only if named unknowns turn true."""
    missing: int
    """Met by nothing that counts."""
    unquantified: int
    """Requirements without a number."""
    standings: Mapping[Standing, int]
    """All requirements, with a number or without, counted by their standing."""


@dataclass(frozen=True)
class GroupTally:
    """One function in one phase."""

    function: str
    """Function."""
    phase: str
    """Phase."""
    tally: Tally
    """Its requirements."""


@dataclass(frozen=True)
class CurvePoint:
    """Coverage if only promises from one rung upwards count."""

    floor: Rung
    """The lowest rung that counts."""
    tally: Tally
    """All requirements."""
    groups: tuple[GroupTally, ...]
    """By function and phase."""


def credibility_curve(
    plan: Plan, register: Register, view: View, *, progress: Progress = silent
) -> tuple[CurvePoint, ...]:
    """Coverage for each rung as the floor, lowest first; the floor of the view is not looked at.

    A promise that is not firm enough counts neither itself nor for others that wait for it, and a bloc does not come in
    for a member that is not. So every sum *secured* falls along the curve or stays, and what is missing grows or stays,
    unless a condition says *unless*: what holds only while another promise does not may come in where that one goes.

    Raises:
        InputError: as `assess`.
        Stopped: if the progress stops it; a curve with points left out would mislead.
    """
    points = []
    for number, floor in enumerate(RUNGS):
        progress(number, len(RUNGS))
        points.append(_point(instance_of(plan, register, replace(view, floor=floor)), floor))
    return tuple(points)


def _point(instance: Instance, floor: Rung) -> CurvePoint:
    groups = tuple(
        GroupTally(serving.cells[0].function, serving.cells[0].phase, _tally(serving, met))
        for serving, met in zip(instance.serving, instance.now.met, strict=True)
    )
    return CurvePoint(floor, _together(group.tally for group in groups), groups)


def _tally(serving: Serving, met: Met) -> Tally:
    needed = sum(serving.needs)
    secured, mutual, possible = (sum(added) for added in met.parts)
    counted = Counter(met.standings)
    return Tally(
        needed=needed,
        secured=secured,
        mutual=mutual,
        possible=possible,
        missing=met.shortfall(serving.needs, len(CLASSES) - 1),
        unquantified=len(serving.cells) - len(serving.counted),
        standings={standing: counted[standing] for standing in STANDINGS},
    )


def _together(tallies: Iterable[Tally]) -> Tally:
    every = list(tallies)
    return Tally(
        needed=sum(one.needed for one in every),
        secured=sum(one.secured for one in every),
        mutual=sum(one.mutual for one in every),
        possible=sum(one.possible for one in every),
        missing=sum(one.missing for one in every),
        unquantified=sum(one.unquantified for one in every),
        standings={standing: sum(one.standings[standing] for one in every) for standing in STANDINGS},
    )
