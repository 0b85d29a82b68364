"""How far supplies of one function and phase can meet the needs of its sectors, exactly.

Supplies are divisible, each reaches some sectors, so the most that can be met is a maximum flow; by Hall's theorem it
is the least, over all sets U of sectors, of *what can reach U* plus *what is needed outside U*. Up to 14 sectors all
sets are looked at, with numpy; beyond that the same number comes from a maximum flow.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from scipy.sparse.csgraph import breadth_first_order, maximum_flow

from servanda.errors import InputError

MOST_CUTS = 14
"""Number of sectors up to which all sets of sectors are looked at."""

_LARGEST = 2**31 - 1
_LARGEST_CUT_SUM = 2**61
_Table = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Supply:
    """An amount that can be spent on some of the sectors."""

    amount: int
    """How much, in the unit of the plan."""
    reaches: frozenset[int]
    """Sectors it reaches, by number."""


def divide(needs: Sequence[int], classes: Sequence[Sequence[Supply]]) -> list[list[int]]:
    """What each class of supplies adds in each sector, the classes one after the other.

    Earlier classes are used first, so that a later one only adds; each goes first to the sectors that later classes can
    help least. A shortage that several sectors share is booked on those that come last.

    Args:
        needs: What each sector needs.
        classes: Supplies of each class, strongest first.

    Returns:
        For each class the amounts added in each sector.

    Raises:
        InputError: `coverage-too-large` if the sums do not fit the exact arithmetic.
    """
    met = [0] * len(needs)
    added: list[list[int]] = []
    supplies: list[Supply] = []
    for number, further in enumerate(classes):
        supplies = supplies + list(further)
        most = _most_met(len(needs), supplies)
        gained = [0] * len(needs)
        for sector in _least_helped_first(len(needs), classes[number + 1 :]):
            raised = [*met[:sector], needs[sector], *met[sector + 1 :]]
            gained[sector] = most(raised) - sum(met)
            met[sector] += gained[sector]
        added.append(gained)
    return added


def tightest_cut(needs: Sequence[int], supplies: Sequence[Supply]) -> list[int]:
    """The smallest set of sectors whose needs exceed what can reach them by the whole shortfall; empty if none do.

    Raises:
        InputError: `coverage-too-large`.
    """
    if len(needs) > MOST_CUTS:
        return _cut_by_flow(needs, supplies)
    lacking = _sums(needs) - _reach(len(needs), supplies)
    worst = int(lacking.max())
    if worst <= 0:
        return []
    sets = np.flatnonzero(lacking == worst).tolist()
    smallest = min(sets, key=lambda one: (one.bit_count(), one))
    return [sector for sector in range(len(needs)) if smallest >> sector & 1]


def _least_helped_first(sectors: int, later: Sequence[Sequence[Supply]]) -> list[int]:
    """Sectors in the order in which they are filled: first those that later classes can help least."""
    help_left = [
        sum(one.amount for rest in later for one in rest if sector in one.reaches) for sector in range(sectors)
    ]
    return sorted(range(sectors), key=lambda sector: (help_left[sector], sector))


def _most_met(sectors: int, supplies: Sequence[Supply]) -> Callable[[Sequence[int]], int]:
    if sectors > MOST_CUTS:
        return lambda needs: _flow(needs, supplies)[0]
    reach = _reach(sectors, supplies)

    def most(needs: Sequence[int]) -> int:
        return int((reach + sum(needs) - _sums(needs)).min())

    return most


def _sums(needs: Sequence[int]) -> _Table:
    """Sum of the needs of every set of sectors."""
    _refuse_large(sum(needs), _LARGEST_CUT_SUM)
    table = np.zeros(1, dtype=np.int64)
    for need in needs:
        table = np.concatenate([table, table + need])
    return table


def _reach(sectors: int, supplies: Sequence[Supply]) -> _Table:
    """What can reach every set of sectors: all supplies but those that lie wholly outside it (a zeta transform)."""
    _refuse_large(sum(supply.amount for supply in supplies), _LARGEST_CUT_SUM)
    inside = np.zeros(1 << sectors, dtype=np.int64)
    for supply in supplies:
        inside[sum(1 << sector for sector in supply.reaches)] += supply.amount
    for sector in range(sectors):
        halves = inside.reshape(-1, 2, 1 << sector)
        halves[:, 1, :] += halves[:, 0, :]
    whole: _Table = inside[-1] - inside[::-1]
    return whole


def _flow(needs: Sequence[int], supplies: Sequence[Supply]) -> tuple[int, csr_array]:
    """Maximum flow and what is left of the capacities; nodes are source, supplies, sectors, sink."""
    whole = sum(needs) + sum(supply.amount for supply in supplies)
    _refuse_large(whole, _LARGEST)
    first = 1 + len(supplies)
    sink = first + len(needs)
    edges = [(0, 1 + n, supply.amount) for n, supply in enumerate(supplies)]
    edges += [(1 + n, first + s, supply.amount) for n, supply in enumerate(supplies) for s in sorted(supply.reaches)]
    edges += [(first + sector, sink, need) for sector, need in enumerate(needs)]
    rows, columns, capacity = np.array(edges, dtype=np.int32).reshape(-1, 3).T
    graph = csr_array((capacity, (rows, columns)), shape=(sink + 1, sink + 1))
    result = maximum_flow(graph, 0, sink)
    return int(result.flow_value), graph - result.flow


def _cut_by_flow(needs: Sequence[int], supplies: Sequence[Supply]) -> list[int]:
    value, left = _flow(needs, supplies)
    if value == sum(needs):
        return []
    first = 1 + len(supplies)
    backwards = csr_array((left > 0).astype(np.int8).T)
    short = set(breadth_first_order(backwards, first + len(needs), return_predecessors=False).tolist())
    return [sector for sector in range(len(needs)) if first + sector in short]


def _refuse_large(amount: int, limit: int) -> None:
    if amount > limit:
        says = f"The amounts of one function and phase add up to {amount}; at most {limit} can be divided exactly."
        raise InputError("coverage-too-large", says, hint="State them in a larger unit.")
