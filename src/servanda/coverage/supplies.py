"""One function and phase: what is on record, what could be asked for, and what is left of both in each case."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from servanda.coverage.instance import Group
from servanda.coverage.reach import Bools, Ints
from servanda.coverage.withdrawals import Withdrawals


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
    def masks_left(self) -> Ints:
        """Distinct masks of the promises, sorted."""
        return np.unique(self.group.masks)

    def by_mask(self, cases: Ints) -> Ints:
        """(masks, cases) what is left of the promises that bear each mask."""
        order = np.argsort(self.group.masks, kind="stable")
        if not len(order):
            return np.zeros((0, len(cases)), dtype=self._dtype)
        starts = np.searchsorted(self.group.masks[order], self.masks_left)
        amounts = self.group.amounts[order, None].astype(self._dtype) * self.left[np.ix_(order, cases)]
        sums: Ints = np.add.reduceat(amounts, starts, axis=0, dtype=self._dtype)
        return sums

    @property
    def _dtype(self) -> type[np.signedinteger[Any]]:
        """The smallest whole numbers in which no sum overflows; small ones are faster."""
        return next(kind for kind in (np.int16, np.int32, np.int64) if self.total <= np.iinfo(kind).max)

    def reach(self, cases: Ints) -> Ints:
        """(sets, cases) what the register leaves for every set of sectors: all but what lies wholly outside it."""
        sectors = len(self.group.needs)
        inside = np.zeros((1 << sectors, len(cases)), dtype=self._dtype)
        inside[self.masks_left] = self.by_mask(cases)
        for sector in range(sectors):
            halves = inside.reshape(-1, 2, (1 << sector) * len(cases))
            halves[:, 1] += halves[:, 0]
        whole: Ints = inside[-1] - inside[::-1]
        return whole


def sums_of(needs: Ints) -> Ints:
    """(sets,) what every set of sectors needs."""
    sums = np.zeros(1, dtype=np.int64)
    for need in needs:
        sums = np.concatenate([sums, sums + need])
    return sums
