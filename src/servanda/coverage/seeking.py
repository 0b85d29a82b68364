"""Searching a placement: a bound without whole numbers, a first placement, then the solver on all and on parts of it.

HiGHS proves small models and finds few good placements of large ones; so larger ones are improved part by part: some
sectors, or some kinds, are set free, the rest stays as it is.
"""

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from math import floor, inf

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, milp

from servanda.coverage.placing import Floats, Model
from servanda.coverage.quiet import quiet
from servanda.coverage.reach import Ints

_TIGHT = 1e-6
_SLICE = 2.0
_PART_SECONDS = 1.0
_FREE_SECTORS = 4


@dataclass
class Search:
    """The best placement so far, and what no placement can exceed."""

    model: Model
    """Model."""
    units: Ints = field(init=False)
    """(variables,) how many of each are placed; 0 for those that are not whole."""
    met: int = -1
    """What it meets."""
    bound: int = field(init=False)
    """What no placement can exceed."""

    def __post_init__(self) -> None:
        """Nothing placed."""
        self.units = np.zeros(len(self.model.variables), dtype=np.int64)
        self.bound = int(self.model.needs.sum())

    @property
    def all(self) -> Floats:
        """(variables,) the upper limit of each."""
        return self.model.most[: len(self.units)]

    @property
    def proven(self) -> bool:
        """Whether no placement meets more."""
        return self.met >= self.bound

    def keep(self, units: Ints) -> None:
        """Take a placement if it meets more."""
        met = self._met(units)
        if met > self.met:
            self.units, self.met = units, met

    def _met(self, units: Ints) -> int:
        lower, upper = _around(self.model, units, self.model.whole)
        return floor(_solve(self.model, lower, upper, whole=False, seconds=inf).met + _TIGHT)

    def divided(self) -> Ints:
        """(variables,) the placement with what is divisible divided among the sectors, in whole numbers."""
        lower, upper = _around(self.model, self.units, self.model.whole)
        answer = _solve(self.model, lower, upper, whole=True, seconds=inf)
        found = self.units if answer.values is None else np.round(answer.values).astype(np.int64)
        return np.asarray(found, dtype=np.int64)


@dataclass(frozen=True)
class _Answer:
    values: Floats | None
    met: float
    """What the values meet."""
    bound: float
    """What none can exceed."""


def begin(search: Search) -> None:
    """A bound without whole numbers, and a first placement."""
    model = search.model
    search.keep(greedy(model))
    relaxed = _solve(model, np.zeros(len(search.units)), search.all, whole=False, seconds=inf)
    search.bound = min(search.bound, floor(relaxed.bound + _TIGHT))
    if relaxed.values is not None and not search.proven:
        _part(search, np.where(model.whole, np.floor(relaxed.values + _TIGHT), 0), search.all)


def seek(search: Search, seconds: float, pulse: Callable[[], None]) -> None:
    """Improve a placement until it is proven the best, or time is up.

    Args:
        search: Changed in place; it has begun.
        seconds: How long.
        pulse: Called between steps; what it raises stops the search.
    """
    until = time.monotonic() + seconds
    slice_ = _SLICE
    while not search.proven and time.monotonic() + slice_ / 2 < until - seconds / 2:
        pulse()
        _whole(search, min(slice_, until - time.monotonic()))
        slice_ *= 2
    rng = random.Random(0)  # noqa: S311 - chooses which part to search, not a secret
    for lower, upper in _parts(search, rng):
        if search.proven or time.monotonic() >= until:
            return
        pulse()
        _part(search, lower, upper)


def _whole(search: Search, seconds: float) -> None:
    model = search.model
    answer = _solve(model, np.zeros(len(search.units)), search.all, whole=True, seconds=seconds)
    search.bound = min(search.bound, floor(answer.bound + _TIGHT))
    _take(search, answer)


def _part(search: Search, lower: Floats, upper: Floats) -> None:
    _take(search, _solve(search.model, lower, upper, whole=True, seconds=_PART_SECONDS))


def _take(search: Search, answer: _Answer) -> None:
    if answer.values is not None:
        search.keep(np.where(search.model.whole, np.round(answer.values), 0).astype(np.int64))


def _parts(search: Search, rng: random.Random) -> Iterator[tuple[Floats, Floats]]:
    """Limits between which all but a part stays as it is; first some sectors, then some kinds, in turn."""
    model = search.model
    sectors, kinds = range(model.needs.shape[1]), range(len(model.kinds))
    where = np.array([one.sector for one in model.variables])
    which = np.array([one.kind for one in model.variables])
    while True:
        some_sectors = rng.sample(sectors, min(_FREE_SECTORS, len(sectors)))
        some_kinds = rng.sample(kinds, max(1, len(kinds) // 3))
        for free in (np.isin(where, some_sectors), np.isin(which, some_kinds)):
            yield _around(model, search.units, model.whole & ~free)


def _around(model: Model, units: Ints, fixed: npt.NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """Limits that keep some variables as they are."""
    return np.where(fixed, units, 0.0), np.where(fixed, units, model.most[: len(units)])


def greedy(model: Model) -> Ints:
    """A first placement: the largest units first, each where it is of most use."""
    units = np.zeros(len(model.variables), dtype=np.int64)
    needs, left = model.needs.copy(), dict(model.limits)
    columns: dict[tuple[int, int], list[int]] = {}
    for column, one in enumerate(model.variables):
        if model.kinds[one.kind].whole:
            columns.setdefault((one.kind, one.phase), []).append(column)
    for (number, _phase), places in sorted(columns.items(), key=lambda item: -model.kinds[item[0][0]].each):
        for _unit in model.kinds[number].members:
            best = max(places, key=lambda column: _use(model, needs, column))
            if _use(model, needs, best) and _lifted(model, left, best):
                units[best] += 1
                _spend(model, needs, best)
    return units


def _use(model: Model, needs: Ints, column: int) -> int:
    amount = model.kinds[model.variables[column].kind].each
    return sum(min(amount, int(needs[cell])) for cell in model.served(column))


def _spend(model: Model, needs: Ints, column: int) -> None:
    for cell in model.served(column):
        needs[cell] = max(0, needs[cell] - model.kinds[model.variables[column].kind].each)


def _lifted(model: Model, left: dict[tuple[int, int], int], column: int) -> bool:
    one = model.variables[column]
    kind = model.kinds[one.kind]
    keys = [(kind.provider, phase) for phase in model.phases_of(one) if (kind.provider, phase) in left]
    if any(left[key] < kind.each for key in keys):
        return False
    for key in keys:
        left[key] -= kind.each
    return True


def _solve(model: Model, lower: Floats, upper: Floats, *, whole: bool, seconds: float) -> _Answer:
    """The most that can be met with variables between two limits; values of a whole run are whole where they must."""
    matrix, limits = model.rows
    met = np.zeros(model.needs.size)
    integral = np.concatenate([model.whole & whole, met > 0]).astype(np.int64)
    with quiet():
        answer = milp(
            np.concatenate([np.zeros(len(lower)), met - 1]),
            integrality=integral,
            bounds=Bounds(np.concatenate([lower, met]), np.concatenate([upper, model.needs.ravel()])),
            constraints=LinearConstraint(matrix, -np.inf, limits),
            options={"mip_rel_gap": 0.0} | ({"time_limit": seconds} if seconds < inf else {}),
        )
    bound = answer.mip_dual_bound if whole else answer.fun
    best = float(model.needs.sum()) if bound is None or not np.isfinite(bound) else -float(bound)
    if answer.x is None:
        return _Answer(None, -1.0, best)
    return _Answer(answer.x[: len(lower)], -float(answer.fun), best)
