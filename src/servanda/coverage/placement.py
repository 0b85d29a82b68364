"""How far the promises cover the plan if units go whole, what is stationed stays, and lift has limits."""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

import numpy as np

from servanda.coverage.instance import Counting, Instance
from servanda.coverage.placeable import Part, parts
from servanda.coverage.progress import Progress, Stopped, silent
from servanda.coverage.reach import Ints
from servanda.coverage.seeking import Search, begin, seek
from servanda.coverage.state import CLASSES


@dataclass(frozen=True)
class Placed:
    """What of a promise serves a sector in a phase."""

    commitment: str
    """Which promise."""
    sector: str
    """Where."""
    phase: str
    """When."""
    amount: int
    """How much is there; all of it where it is indivisible."""


@dataclass(frozen=True)
class Placement:
    """The best placement found, and what none can exceed."""

    missing: int
    """Units of all functions and phases that stay missing with this placement."""
    bound: int
    """No placement leaves less missing."""
    proven: bool
    """Whether no placement leaves less missing: the two are equal."""
    met: Mapping[str, int]
    """Requirement → how much of it is met."""
    placed: tuple[Placed, ...]
    """Where everything is, by name, sector and phase."""
    open: tuple[str, ...]
    """Functions for which a better placement may exist."""

    @property
    def gap(self) -> int:
        """How much less could be missing at most."""
        return self.missing - self.bound


def place_whole(
    instance: Instance, *, counting: Counting = "secured", seconds: float = 30.0, progress: Progress = silent
) -> Placement:
    """The placement of the promises that meets most of the plan, function by function.

    An indivisible promise serves one sector at a time with all it has, and no more than the sector needs counts. What
    is stationed serves the same sectors, in the same amounts, in all its phases. What a provider has in place of one
    function in one phase stays within its lift limits; an indivisible promise counts towards them whole. Divisible
    promises stay divisible, in whole units.

    Args:
        instance: Plan with its lift limits, register and view.
        counting: What counts as standing.
        seconds: After which time to answer with the best so far; a first placement is always made.
        progress: Told how many parts of the plan are done.

    Raises:
        InputError: `coverage-too-many-sectors`.
    """
    until = time.monotonic() + seconds
    standing = instance.now.ranks <= CLASSES.index(counting)
    found = [(part, Search(part.model)) for part in parts(instance, standing)]
    with suppress(Stopped):
        _improve([search for _part, search in found], until, progress)
    return _answer(instance, found)


def _improve(searches: Sequence[Search], until: float, progress: Progress) -> None:
    """Make a first placement of all parts, then share the time that is left among those not yet proven."""
    for search in searches:
        begin(search)
        progress(0, len(searches))
    unproven = [search for search in searches if not search.proven]
    for number, search in enumerate(unproven):
        done = len(searches) - len(unproven) + number
        share = (until - time.monotonic()) / (len(unproven) - number)
        if share > 0:
            seek(search, share, partial(progress, done, len(searches)))


def _answer(instance: Instance, found: Sequence[tuple[Part, Search]]) -> Placement:
    met: dict[str, int] = {}
    placed: list[Placed] = []
    for part, search in found:
        units = search.divided()
        met |= _met(part, units)
        placed += _spread(part, units, instance)
    bound = sum(int(search.model.needs.sum()) - search.bound for _part, search in found)
    missing = sum(int(search.model.needs.sum()) for _part, search in found) - sum(met.values())
    still_open = sorted({part.groups[0].function for part, search in found if not search.proven})
    order = sorted(placed, key=lambda one: (one.commitment, one.phase, one.sector))
    return Placement(missing, bound, missing == bound, met, tuple(order), tuple(still_open))


def _met(part: Part, units: Ints) -> dict[str, int]:
    model = part.model
    there = np.zeros_like(model.needs)
    for column, count in enumerate(units.tolist()):
        for cell in model.served(column):
            there[cell] += count * model.kinds[model.variables[column].kind].each
    met = np.minimum(there, model.needs)
    cells = [(row, place) for row, group in enumerate(part.groups) for place in enumerate(group.sectors)]
    return {
        part.groups[row].requirements[place]: int(met[row, part.sectors.index(sector)])
        for row, (place, sector) in cells
    }


def _spread(part: Part, units: Ints, instance: Instance) -> Iterator[Placed]:
    """Everything that is placed: kinds divided again among their promises."""
    model, left = part.model, dict[tuple[int, int], list[list[int]]]()
    for column, count in enumerate(units.tolist()):
        one = model.variables[column]
        kind = model.kinds[one.kind]
        stock = left.setdefault(
            (one.kind, one.phase), [list(pair) for pair in zip(kind.members, kind.amounts, strict=True)]
        )
        for node, amount in _drawn(stock, count * kind.each):
            for phase in model.phases_of(one):
                name = instance.net.names[node]
                yield Placed(name, part.sectors[one.sector], part.groups[phase].phase, amount)


def _drawn(stock: list[list[int]], amount: int) -> Iterator[tuple[int, int]]:
    """Take an amount off a stock, promise by promise."""
    while amount:
        node, has = stock[-1]
        taken = min(has, amount)
        amount -= taken
        stock[-1][1] -= taken
        if not stock[-1][1]:
            stock.pop()
        yield node, taken
