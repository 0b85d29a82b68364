"""The cheapest further pledges for one function: rows are added as long as some are not met."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from servanda.coverage.master import Choice, cheapest, matrix, tightened, whole_bound
from servanda.coverage.reach import Ints
from servanda.coverage.rows import Row
from servanda.coverage.tables import Table

_AT_ONCE = 12
_TRIES = 8
_FIRST_SLICE = 2.0
Part = npt.NDArray[np.float64]


@dataclass
class Function:
    """One function: its further pledges, and a table of rows for each phase."""

    name: str
    """Function."""
    pledges: Ints
    """Its further pledges, by number."""
    costs: Ints
    """(pledges,) what each costs."""
    tables: list[Table] = field(default_factory=list)
    """One for each phase, once they are known."""
    pool: list[Row] = field(default_factory=list)
    """Rows found so far."""
    chosen: Part = field(default_factory=lambda: np.zeros(0))
    """(pledges,) the cheapest choice found so far that meets every row; all of them to begin with."""
    bound: int = 0
    """No choice that meets every row costs less."""

    def __post_init__(self) -> None:
        """Taking all further pledges meets every row that can be met."""
        self.chosen = np.ones(len(self.pledges))

    def begin(self, tables: Sequence[Table]) -> None:
        """Take in the rows of every phase."""
        self.tables = list(tables)

    @property
    def cost(self) -> int:
        """What the choice costs."""
        return int(self.costs @ self.chosen.astype(np.int64))

    @property
    def proven(self) -> bool:
        """Whether no cheaper choice meets every row."""
        return self.cost <= self.bound


def close_function(function: Function, pulse: Callable[[], None]) -> None:
    """Find the cheapest choice for one function; at any moment it holds the best so far and a bound.

    Rows are separated on the solutions in parts first, because those cost little, then on whole ones until none is
    broken: then the whole solution of the rows found so far is one of all rows, and costs the least.

    Args:
        function: Changed in place.
        pulse: Called between steps; what it raises stops the search.
    """
    while _step(function, _solved(function, whole=False, pulse=pulse)):
        pulse()
    _round_up(function)
    while not function.proven and _step(function, _solved(function, whole=True, pulse=pulse)):
        pulse()


def _solved(function: Function, *, whole: bool, pulse: Callable[[], None]) -> Choice:
    """The rows found so far, solved; a whole solution in slices of time, so that it can be stopped."""
    rows = matrix([tightened(row.adds, row.least) for row in function.pool]) if function.pool else None
    least = np.array([row.least for row in function.pool], dtype=np.int64)
    if rows is None:
        return Choice(np.zeros(len(function.costs)), found=True, bound=0.0, proven=True)
    seconds = _FIRST_SLICE
    while True:
        choice = cheapest(function.costs, rows, least, whole=whole, seconds=seconds)
        function.bound = max(function.bound, whole_bound(choice.bound))
        if choice.proven:
            return choice
        pulse()
        seconds *= 2


def _step(function: Function, choice: Choice) -> bool:
    """Add the rows that a choice breaks; a whole one that breaks none is kept. Whether there was any."""
    rows = _broken(function.tables, choice.chosen)
    if not rows and not np.any(choice.chosen % 1):
        _keep(function, choice.chosen)
    function.pool += rows
    return bool(rows)


def _broken(tables: Sequence[Table], chosen: Part) -> list[Row]:
    return [row for table in tables for row in table.broken(chosen, _AT_ONCE)]


def _keep(function: Function, chosen: Part) -> None:
    if int(function.costs @ chosen.astype(np.int64)) < function.cost:
        function.chosen = chosen


def _round_up(function: Function) -> None:
    """A first whole choice: of all pledges drop, the dearest first, what the rows found so far do not need."""
    for _ in range(_TRIES):
        rows = np.array([row.adds for row in function.pool]).reshape(len(function.pool), len(function.costs))
        least = np.array([row.least for row in function.pool], dtype=np.int64)
        chosen = np.ones(len(function.costs))
        for pledge in np.argsort(-function.costs, kind="stable").tolist():
            chosen[pledge] = 0
            if np.any(rows @ chosen < least):
                chosen[pledge] = 1
        broken = _broken(function.tables, chosen)
        if not broken:
            _keep(function, chosen)
            return
        function.pool += broken
