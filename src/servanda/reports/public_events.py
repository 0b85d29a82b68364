"""Events of a catalogue on a map: how many are expected in each cell, and how much of that is coarser than a cell."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from servanda.reports.account_events import Events
from servanda.reports.located import spread
from servanda.reports.public_sheet import Sheet

_DECADES = range(-2, 7)
_STEPS = tuple(step * 10.0**power for power in _DECADES for step in (1, 2, 5))
CLASSES = 6
_HALF = 0.5


@dataclass(frozen=True)
class Cells:
    """The expected number of events in each cell.

    Attributes:
        expected: Shape (rows, columns), rows from north to south.
        coarse: The part of it that comes from regions larger than a cell.
        number: Events spread.
        nowhere: Events in places that nobody drew: they are in no cell.
        coarsely: Events whose region is larger than a cell.
    """

    expected: NDArray[np.float64]
    coarse: NDArray[np.float64]
    number: int
    nowhere: int
    coarsely: int

    @property
    def outside(self) -> float:
        """Expected number beyond the edge of the map."""
        return max(0.0, self.number - self.nowhere - float(self.expected.sum()))

    @cached_property
    def limits(self) -> tuple[float, ...]:
        """Least expected number of each class, from the palest; below the first nothing is coloured."""
        most = float(self.expected.max(initial=0.0))
        top = next((place for place, step in enumerate(_STEPS) if step > most), len(_STEPS) - 1)
        low = max(0, top - CLASSES)
        return _STEPS[low : low + CLASSES]

    def of_class(self, number: int) -> NDArray[np.bool_]:
        """Cells of a class."""
        limits = (*self.limits, np.inf)
        return np.asarray((self.expected >= limits[number]) & (self.expected < limits[number + 1]))

    @property
    def pale(self) -> NDArray[np.bool_]:
        """Cells below the first class in which something is expected."""
        return np.asarray((self.expected > 0) & (self.expected < self.limits[0]))

    @property
    def hatched(self) -> NDArray[np.bool_]:
        """Coloured cells of which more than half comes from regions larger than a cell."""
        return np.asarray((self.coarse > _HALF * self.expected) & (self.expected >= self.limits[0]))


def cells_of(events: Events, sheet: Sheet) -> Cells:
    """Each event's mass of one spread evenly over its region.

    Cost: the cells that each different region meets.
    """
    found = events.located
    large = 2 * found.reach_m > sheet.grid.cell_m
    coarse = spread(found, sheet.grid, among=large)
    fine = spread(found, sheet.grid, among=~large)
    weights = found.weights
    return Cells(
        expected=coarse + fine,
        coarse=coarse,
        number=len(events),
        nowhere=int(weights[found.reach_m < 0].sum()),
        coarsely=int(weights[large].sum()),
    )


def squares(chosen: NDArray[np.bool_], sheet: Sheet) -> str:
    """Some cells as the data of one path, neighbours in a row drawn as one."""
    parts = []
    for row in range(chosen.shape[0]):
        edges = np.flatnonzero(np.diff(np.concatenate([[False], chosen[row], [False]]).astype(np.int8)))
        for begin, end in edges.reshape(-1, 2).tolist():
            x, y = round(begin * sheet.cell, 1), round(row * sheet.cell, 1)
            width, height = round((end - begin) * sheet.cell, 1), round(sheet.cell, 1)
            parts.append(f"M{x:g} {y:g}h{width:g}v{height:g}h-{width:g}z")
    return "".join(parts)
