"""Every set of at most k providers that may leave, and what is left in each case."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain, combinations, islice
from typing import Literal

import numpy as np
import numpy.typing as npt

from servanda.commitments.batch import stands_each
from servanda.coverage.instance import Counting, Instance, Ints

Bools = npt.NDArray[np.bool_]

_LABELS: dict[Counting, Literal["credible", "standing", "possible"]] = {
    "secured": "credible",
    "mutual": "standing",
    "possible": "possible",
}
_AT_ONCE = 16_384


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
        return self.providers.shape[1]

    @property
    def sizes(self) -> Ints:
        """(cases,) how many leave."""
        return (self.providers >= 0).sum(axis=1)

    def of(self, rows: Ints) -> "Withdrawals":
        """The cases that differ in these promises, smallest sets first."""
        return _distinct(self.providers, self.alive[rows])


def withdrawals(instance: Instance, k: int, counting: Counting, pulse: Callable[[], None]) -> Withdrawals:
    """What is left of the promises in every case in which at most k providers leave.

    Cost: one run of the batched fixed point for each 16,384 cases.

    Args:
        instance: Plan and register; whom its view assumes gone is gone in every case.
        k: How many more may leave.
        counting: What counts as left.
        pulse: Called after each run; what it raises stops the question.
    """
    leaving = [n for n, name in enumerate(instance.providers) if name not in instance.absent]
    cases = chain.from_iterable(combinations(leaving, size) for size in range(k + 1))
    found: Withdrawals | None = None
    for part in iter(lambda: list(islice(cases, _AT_ONCE)), []):
        providers = np.full((len(part), k), -1, dtype=np.int64)
        for row, case in enumerate(part):
            providers[row, : len(case)] = case
        more = _distinct(providers, _left(instance, providers, counting))
        found = more if found is None else _joined(found, more)
        pulse()
    return found or Withdrawals(np.zeros((0, k), dtype=np.int64), np.zeros((0, 0), dtype=np.bool_))


def _left(instance: Instance, providers: Ints, counting: Counting) -> Bools:
    gone = np.zeros((len(instance.net.names), len(providers)), dtype=np.bool_)
    gone[sorted(instance.gone())] = True
    for provider, nodes in enumerate(instance.nodes_of):
        gone[np.ix_(nodes, np.flatnonzero((providers == provider).any(axis=1)))] = True
    return getattr(stands_each(instance.net, gone, _LABELS[counting]), _LABELS[counting])


def _joined(one: Withdrawals, two: Withdrawals) -> Withdrawals:
    return _distinct(np.vstack([one.providers, two.providers]), np.hstack([one.alive, two.alive]))


def _distinct(providers: Ints, alive: Bools) -> Withdrawals:
    _, first = np.unique(signatures(alive), return_index=True)
    first.sort()
    return Withdrawals(providers[first], alive[:, first])


def signatures(table: Bools) -> npt.NDArray[np.void]:
    """(columns,) one value for each column; equal columns have equal values."""
    packed = np.ascontiguousarray(np.packbits(table, axis=0).T)
    if not packed.shape[1]:
        packed = np.zeros((table.shape[1], 1), dtype=np.uint8)
    return packed.view(np.dtype((np.void, packed.shape[1]))).ravel()
