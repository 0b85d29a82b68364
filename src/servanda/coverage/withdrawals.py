"""Every set of at most k providers that may leave, and what is left in each case."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain, combinations, islice
from math import comb
from typing import Literal

import numpy as np
import numpy.typing as npt

from servanda.commitments.batch import stands_each
from servanda.coverage.pledges import Offered
from servanda.coverage.reach import Bools, Ints
from servanda.coverage.state import Counting
from servanda.errors import InputError

_LABELS: dict[Counting, Literal["credible", "standing", "possible"]] = {
    "secured": "credible",
    "mutual": "standing",
    "possible": "possible",
}
_AT_ONCE = 16_384
_BITS = 62
_MOST = 10**9
"""Promises × cases that are held in memory, one byte each."""


@dataclass(frozen=True)
class Withdrawals:
    """Cases of withdrawal that differ in what is left of some promises; the smallest set stands for those alike."""

    providers: Ints
    """(cases, k) providers that leave, by number; -1 where fewer do."""
    alive: Bools
    """(promises, cases) whether each promise is left."""

    @property
    def most(self) -> int:
        """How many leave at most."""
        return int(self.providers.shape[1])

    @property
    def sizes(self) -> Ints:
        """(cases,) how many leave."""
        sizes: Ints = (self.providers >= 0).sum(axis=1)
        return sizes

    def of(self, rows: Ints) -> "Withdrawals":
        """The cases that differ in these promises, smallest sets first."""
        return _distinct(Withdrawals(self.providers, self.alive[rows]))


def withdrawals(offered: Offered, k: int, counting: Counting, pulse: Callable[[], None]) -> Withdrawals:
    """What is left of commitments and further pledges in every case in which at most k providers leave.

    Cost: one run of the batched fixed point for each 16,384 cases.

    Args:
        offered: Plan, register and further pledges; whom the view assumes gone is gone in every case.
        k: How many more may leave.
        counting: What counts as left.
        pulse: Called after each run; what it raises stops the question.

    Raises:
        InputError: `closure-too-many-cases`.
    """
    _refuse_many(offered, k)
    leaving = [n for n, name in enumerate(offered.providers) if name not in offered.instance.absent]
    every = chain.from_iterable(combinations(leaving, size) for size in range(k + 1))
    found = Withdrawals(np.zeros((0, k), dtype=np.int64), np.zeros((0, 0), dtype=np.bool_))
    while part := list(islice(every, _AT_ONCE)):
        providers = np.full((len(part), k), -1, dtype=np.int64)
        for row, case in enumerate(part):
            providers[row, : len(case)] = case
        more = Withdrawals(providers, _left(offered, providers, counting))
        found = _distinct(more if not len(found.providers) else _joined(found, more))
        pulse()
    return found


def _refuse_many(offered: Offered, k: int) -> None:
    cases = sum(comb(len(offered.providers), size) for size in range(k + 1))
    if cases * (len(offered.instance.net.names) + len(offered.pledges)) > _MOST:
        says = f"There are {cases:,} cases in which at most {k} of {len(offered.providers)} providers leave."
        raise InputError("closure-too-many-cases", says, hint="Ask for fewer withdrawals.")


def _left(offered: Offered, providers: Ints, counting: Counting) -> Bools:
    count = len(offered.instance.net.names)
    gone = np.zeros((count + len(offered.pledges), len(providers)), dtype=np.bool_)
    gone[sorted(offered.instance.gone())] = True
    for provider, rows in enumerate(offered.rows_of):
        gone[np.ix_(rows, np.flatnonzero((providers == provider).any(axis=1)))] = True
    rows = offered.rows
    by_node = np.zeros((len(offered.net.names), len(providers)), dtype=np.bool_)
    by_node[rows] = gone[: len(rows)]
    stands: Bools = getattr(stands_each(offered.net, by_node, _LABELS[counting]), _LABELS[counting])
    return offered.kept(stands[rows], gone)


def _joined(one: Withdrawals, two: Withdrawals) -> Withdrawals:
    return Withdrawals(np.vstack([one.providers, two.providers]), np.hstack([one.alive, two.alive]))


def _distinct(cases: Withdrawals) -> Withdrawals:
    _, first = np.unique(signatures(cases.alive), return_index=True)
    first.sort()
    return Withdrawals(cases.providers[first], cases.alive[:, first])


def signatures(table: Bools) -> npt.NDArray[np.generic]:
    """(columns,) one value for each column; equal columns have equal values."""
    if len(table) <= _BITS:
        return np.left_shift(1, np.arange(len(table))) @ table
    packed = np.ascontiguousarray(np.packbits(table, axis=0).T)
    return packed.view(np.dtype((np.void, packed.shape[1]))).ravel()
