"""The cheapest choice that meets the rows known so far: a small covering problem.

HiGHS solves it through SciPy. Where the prices of the rows leave only a few pledges undecided, looking at all choices
of these is faster and just as exact.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, inf

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from servanda.coverage.quiet import quiet
from servanda.coverage.reach import Ints

_TIGHT = 1e-6
_MOST_UNDECIDED = 14
Part = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Cover:
    """The rows known so far."""

    costs: Ints
    """(pledges,) what each costs."""
    rows: Ints
    """(rows, pledges) what each adds; never more than the row needs, which whole choices do not notice."""
    least: Ints
    """(rows,) what is needed."""

    @classmethod
    def of(cls, costs: Ints, adds: Sequence[Ints], least: Sequence[int]) -> "Cover":
        """Rows one below the other."""
        needed = np.array(least, dtype=np.int64)
        table = np.array(adds, dtype=np.int64).reshape(len(least), len(costs))
        return cls(costs, np.minimum(table, needed[:, None]), needed)


@dataclass(frozen=True)
class Choice:
    """What the solver answered."""

    chosen: Part
    """(pledges,) the choice, between 0 and 1; nothing chosen if it found none in time."""
    bound: float
    """No choice that meets the rows costs less."""
    proven: bool
    """Whether it says that no choice costs less than this one."""
    prices: Part
    """(rows,) what one more of each would cost; for a choice in parts only."""


def in_parts(cover: Cover) -> Choice:
    """The cheapest choice if pledges could be taken in parts."""
    nothing = np.zeros(len(cover.costs))
    if not len(cover.costs) or not len(cover.least):
        return Choice(nothing, 0.0, proven=True, prices=np.zeros(len(cover.least)))
    answer = linprog(cover.costs, A_ub=-cover.rows, b_ub=-cover.least, bounds=(0, 1), method="highs")
    if answer.x is None:
        return Choice(nothing, 0.0, proven=False, prices=np.zeros(len(cover.least)))
    return Choice(answer.x, float(answer.fun), answer.status == 0, np.maximum(-answer.ineqlin.marginals, 0))


def first_whole(cover: Cover, parts: Part) -> Part:
    """A whole choice near one in parts: of all pledges drop what no row needs, then exchange for what is cheaper."""
    chosen = np.ones(len(cover.costs))
    spare = cover.rows.sum(axis=1) - cover.least
    for pledge in np.lexsort((-cover.costs, parts)).tolist():
        if np.all(cover.rows[:, pledge] <= spare):
            spare = spare - cover.rows[:, pledge]
            chosen[pledge] = 0
    for pledge in np.argsort(-cover.costs, kind="stable").tolist():
        if chosen[pledge]:
            short = spare - cover.rows[:, pledge]
            able = (chosen == 0) & np.all(cover.rows + short[:, None] >= 0, axis=0)
            other = int(np.where(able, cover.costs, cover.costs[pledge]).argmin())
            if able[other] and cover.costs[other] < cover.costs[pledge]:
                chosen[pledge], chosen[other] = 0, 1
                spare = short + cover.rows[:, other]
    return chosen


def in_whole(cover: Cover, seconds: float = inf) -> Choice:
    """The cheapest choice of whole pledges, by HiGHS."""
    options = {"mip_rel_gap": 0.0} | ({"time_limit": seconds} if seconds < inf else {})
    with quiet():
        answer = milp(
            cover.costs,
            integrality=np.ones(len(cover.costs)),
            bounds=Bounds(0, 1),
            constraints=LinearConstraint(cover.rows, cover.least, np.inf),
            options=options,
        )
    chosen = np.zeros(len(cover.costs)) if answer.x is None else np.round(answer.x)
    bound = 0.0 if answer.mip_dual_bound is None else float(answer.mip_dual_bound)
    return Choice(chosen, bound, answer.status == 0, np.zeros(0))


def by_prices(cover: Cover, prices: Part, best: Part) -> Choice | None:
    """The cheapest whole choice, if the prices decide all but a few pledges; none if they do not.

    Any prices give a bound (weak duality), and a pledge whose other choice would lift the bound above the best known
    cost less one is decided: costs are whole numbers.

    Args:
        cover: The rows.
        prices: (rows,) of the choice in parts.
        best: A whole choice that meets the rows.
    """
    cost = int(cover.costs @ best.astype(np.int64))
    reduced = cover.costs - prices @ cover.rows
    bound = float(prices @ cover.least + np.minimum(reduced, 0).sum())
    undecided = np.flatnonzero(bound + np.abs(reduced) <= cost - 1 + _TIGHT)
    if len(undecided) > _MOST_UNDECIDED:
        return None
    every = np.arange(1 << len(undecided))[:, None] >> np.arange(len(undecided)) & 1
    taken = np.where(reduced < 0, 1, 0)
    taken[undecided] = 0
    costs = taken @ cover.costs + every @ cover.costs[undecided]
    there = (cover.rows @ taken)[:, None] + cover.rows[:, undecided] @ every.T
    costs[(there < cover.least[:, None]).any(axis=0)] = cost
    cheapest = int(costs.argmin())
    if costs[cheapest] >= cost:
        return Choice(best, cost, proven=True, prices=prices)
    taken[undecided] = every[cheapest]
    return Choice(taken.astype(np.float64), float(costs[cheapest]), proven=True, prices=prices)


def whole_bound(bound: float) -> int:
    """The least whole cost that is not below a bound."""
    return max(0, ceil(bound - _TIGHT))
