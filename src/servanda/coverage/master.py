"""The cheapest choice that meets the rows known so far: a small covering problem, solved by HiGHS through SciPy."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, inf

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from servanda.coverage.quiet import quiet
from servanda.coverage.reach import Ints

_TIGHT = 1e-6
_GAP = 0.0


@dataclass(frozen=True)
class Choice:
    """What the solver answered."""

    chosen: npt.NDArray[np.float64]
    """(variables,) the choice, between 0 and 1; nothing chosen if it found none in time."""
    found: bool
    """Whether it found one."""
    bound: float
    """No choice that meets the rows costs less."""
    proven: bool
    """Whether it says that no choice costs less than this one."""


def cheapest(costs: Ints, rows: csr_array, least: Ints, *, whole: bool, seconds: float = inf) -> Choice:
    """The cheapest choice of variables between 0 and 1 with `rows @ chosen >= least`.

    Args:
        costs: (variables,) cost of each.
        rows: (rows, variables) what each adds.
        least: (rows,) what is needed.
        whole: Only 0 and 1; else parts too, for a bound.
        seconds: When to stop.
    """
    if not len(costs) or not len(least):
        return Choice(np.zeros(len(costs)), found=True, bound=0.0, proven=True)
    options = {"mip_rel_gap": _GAP} | ({"time_limit": seconds} if seconds < inf else {})
    with quiet():
        answer = milp(
            costs,
            integrality=np.full(len(costs), int(whole)),
            bounds=Bounds(0, 1),
            constraints=LinearConstraint(rows, least, np.inf),
            options=options,
        )
    found = answer.x is not None
    chosen = answer.x if found else np.zeros(len(costs))
    bound = answer.mip_dual_bound if whole else answer.fun
    proven = answer.status == 0
    return Choice(np.round(chosen) if whole else chosen, found, 0.0 if bound is None else float(bound), proven)


def tightened(adds: Ints, least: int) -> Ints:
    """A row in which nothing adds more than is needed: the same whole choices meet it, fewer in parts."""
    return np.minimum(adds, least)


def whole_bound(bound: float) -> int:
    """The least whole cost that is not below a bound."""
    return max(0, ceil(bound - _TIGHT))


def matrix(rows: Sequence[Ints]) -> csr_array:
    """Rows one below the other."""
    return csr_array(np.vstack(rows))
