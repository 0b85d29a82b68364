"""Single points of failure: guarantors whose leaving alone breaks something.

For the desk only, like every list of those whose leaving hurts.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from servanda.coverage.instance import Instance
from servanda.coverage.progress import Progress, silent
from servanda.coverage.scenarios import able_to_leave
from servanda.coverage.state import CLASSES, STANDINGS, Counting, Met, State
from servanda.coverage.supply import Serving
from servanda.coverage.whatif import WhatIf, compared


@dataclass(frozen=True)
class SinglePoint:
    """A guarantor whose leaving alone breaks something, and what."""

    provider: str
    """Who."""
    requirements: tuple[str, ...]
    """Requirements that get less in the functions and phases that are short by more than before, and those without a
    number that no longer stand at what counts; sorted."""
    fall: WhatIf
    """All that changes if this guarantor leaves, with certificates."""


def single_points(
    instance: Instance, *, counting: Counting = "secured", progress: Progress = silent
) -> tuple[SinglePoint, ...]:
    """Guarantors whose leaving alone breaks something, by name; the order says nothing about their weight.

    Broken is a function in a phase that is short by more than before, and a requirement without a number that stood
    at least at what counts and then does not. Which sector a shared shortage is booked on does not matter.

    Args:
        instance: The instance.
        counting: What counts as met.
        progress: Told how far it is.

    Cost: one what-if for each guarantor.

    Raises:
        InputError: as `assess`.
        Stopped: if the progress stops it.
    """
    found = []
    there = able_to_leave(instance)
    for number, place in enumerate(there):
        progress(number, len(there))
        after = instance.state(instance.gone() | frozenset(instance.nodes_of[place].tolist()), instance.now)
        broken = _broken(instance, after, CLASSES.index(counting))
        if broken:
            name = instance.providers[place]
            fall = compared(instance, (instance, after), [name], counting)
            found.append(SinglePoint(name, tuple(sorted(broken)), fall))
    return tuple(found)


def _broken(instance: Instance, after: State, level: int) -> list[str]:
    broken: list[str] = []
    for serving, one, other in zip(instance.serving, instance.now.met, after.met, strict=True):
        broken += _in_group(serving, (one, other), level) if one is not other else ()
    return broken


def _in_group(serving: Serving, met: tuple[Met, Met], level: int) -> Iterator[str]:
    before, after = met
    if after.shortfall(serving.needs, level) > before.shortfall(serving.needs, level):
        pairs = zip(serving.counted, before.upto(level), after.upto(level), strict=True)
        yield from (serving.cells[place].id for place, had, has in pairs if has < had)
    for place, cell in enumerate(serving.cells):
        met_before = STANDINGS.index(before.standings[place]) <= level
        if cell.quantity == "unquantified" and met_before and STANDINGS.index(after.standings[place]) > level:
            yield cell.id
