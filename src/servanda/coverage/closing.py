"""The cheapest further pledges for one function: rows are added as long as some are not met."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from servanda.coverage.master import Choice, Cover, Part, by_prices, first_whole, in_parts, in_whole, whole_bound
from servanda.coverage.reach import Ints
from servanda.coverage.rows import Row
from servanda.coverage.tables import Table

_AT_ONCE = 12
_TRIES = 8
_FIRST_SLICE = 2.0


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
    choice = in_parts(_cover(function))
    while _step(function, choice):
        pulse()
        choice = in_parts(_cover(function))
    _round_up(function, choice)
    while not function.proven and _step(function, _whole(function, choice.prices, pulse)):
        pulse()


def _cover(function: Function) -> Cover:
    return Cover.of(function.costs, [row.adds for row in function.pool], [row.least for row in function.pool])


def _whole(function: Function, prices: Part, pulse: Callable[[], None]) -> Choice:
    """The rows found so far in whole pledges; HiGHS in slices of time, so that it can be stopped."""
    cover = _cover(function)
    prices = np.concatenate([prices, np.zeros(len(cover.least) - len(prices))])
    choice = by_prices(cover, prices, function.chosen)
    seconds = _FIRST_SLICE
    while choice is None:
        found = in_whole(cover, seconds)
        function.bound = max(function.bound, whole_bound(found.bound))
        choice = found if found.proven else None
        pulse()
        seconds *= 2
    return choice


def _step(function: Function, choice: Choice) -> bool:
    """Add the rows that a choice breaks; a whole one that breaks none is kept. Whether there was any."""
    function.bound = max(function.bound, whole_bound(choice.bound))
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


def _round_up(function: Function, parts: Choice) -> None:
    """A first whole choice, from the one in parts."""
    for _ in range(_TRIES):
        cover = _cover(function)
        chosen = first_whole(cover, parts.chosen)
        broken = _broken(function.tables, chosen)
        if not broken:
            _keep(function, chosen)
            return
        function.pool += broken
