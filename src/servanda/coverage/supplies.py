"""One function and phase: what is on record, what could be asked for, and what is left of both in each case."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from servanda.coverage.instance import Group, Ints
from servanda.coverage.withdrawals import Bools, Withdrawals

_SMALL = 2**31 - 1


@dataclass(frozen=True)
class Supplies:
    """The promises and the further pledges of a group, in every case of withdrawal."""

    group: Group
    """Needs and promises."""
    cases: Withdrawals
    """Cases of withdrawal; its promises are those of the group, then the further pledges."""
    masks: Ints
    """(pledges,) the sectors each further pledge can reach."""
    amounts: Ints
    """(pledges,) what each adds there."""

    @property
    def left(self) -> Bools:
        """(promises, cases) what is left of the register."""
        return self.cases.alive[: len(self.group.commitments)]

    @property
    def pledged(self) -> Bools:
        """(pledges, cases) what is left of the further pledges, if taken."""
        return self.cases.alive[len(self.group.commitments) :]

    @cached_property
    def total(self) -> int:
        """Everything added up: no sum of the group is larger."""
        return sum(int(part.sum()) for part in (self.group.needs, self.group.amounts, self.amounts))

    @cached_property
    def by_mask(self) -> tuple[Ints, Ints]:
        """Distinct masks, and (masks, promises) the amounts of the promises that bear each."""
        masks, kind = np.unique(self.group.masks, return_inverse=True)
        weights = np.zeros((len(masks), len(kind)), dtype=np.int64)
        weights[kind.ravel(), np.arange(len(kind))] = self.group.amounts
        return masks, weights

    def reach(self, cases: Ints) -> Ints:
        """(sets, cases) what the register leaves for every set of sectors: all but what lies wholly outside it."""
        masks, weights = self.by_mask
        dtype = np.int32 if self.total <= _SMALL else np.int64
        sectors = len(self.group.needs)
        inside = np.zeros((1 << sectors, len(cases)), dtype=dtype)
        inside[masks] = weights.astype(np.float64) @ self.left[:, cases]
        for sector in range(sectors):
            halves = inside.reshape(-1, 2, (1 << sector) * len(cases))
            halves[:, 1] += halves[:, 0]
        return inside[-1] - inside[::-1]

    def lacking(self, cases: Ints, sets: Ints) -> Ints:
        """(sets, cases) what sets of sectors lack without further pledges; below nothing if something is spare."""
        reach = ((self.group.masks & sets[:, None]) > 0) * self.group.amounts
        lacks: Ints = sums_of(self.group.needs)[sets][:, None] - reach @ self.left[:, cases].astype(np.int64)
        return lacks


def sums_of(needs: Ints) -> Ints:
    """(sets,) what every set of sectors needs."""
    sums = np.zeros(1, dtype=np.int64)
    for need in needs:
        sums = np.concatenate([sums, sums + need])
    return sums
