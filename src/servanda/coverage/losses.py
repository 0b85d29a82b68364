"""What the absence of some costs one function and phase, in many cases at once.

Against everything that could count, a set of sectors U is short by *what is lost of what reaches U* less *the slack of
U*. Of all sets only a few can tell (`reach.telling`); up to 14 sectors they are all known, and the answer is exact.
Beyond that there are two bounds, *low* from the sets met so far and *high* from the least slack of any set, and one
case at a time is settled by augmenting paths, which find the set that shows its whole shortfall (lazy cuts).
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from servanda.coverage.division import MOST_CUTS, Heaps, tightest
from servanda.coverage.instance import Group
from servanda.coverage.reach import Bools, Ints, reach, sums, telling
from servanda.coverage.scenarios import Cases
from servanda.coverage.transport import Transport


class Slack:
    """The sets of sectors of one function and phase that can show a shortfall, with what each has to spare."""

    def __init__(self, group: Group, able: Bools) -> None:
        """Find the sets that can tell.

        Args:
            group: The function and phase.
            able: (commitments,) promises that count in some case; what is lost is counted from them.
        """
        mine = able[group.commitments]
        self.nodes: list[int] = group.commitments[mine].tolist()
        self.masks, self.amounts = group.masks[mine], group.amounts[mine]
        self.needs: list[int] = group.needs.tolist()
        self.known = len(self.needs) <= MOST_CUTS
        if self.known:
            slack = reach(len(self.needs), self.masks, self.amounts) - sums(self.needs)
            self.cuts = telling(slack).tolist()
            self.slack = slack[self.cuts]
            self.least = min(self.slack.tolist(), default=0)
        else:
            self.cuts = [(1 << len(self.needs)) - 1]
            self.slack = np.array([sum(self.amounts.tolist()) - sum(self.needs)], dtype=np.int64)
            self.least = self._least()

    def in_cases(self, cases: Cases) -> "Losses":
        """What is short in each of many cases."""
        places: dict[int, int] = {}
        rows = [places.setdefault(cases.full & ~cases.stands[node], len(places)) for node in self.nodes]
        return Losses(self, cases, tuple(places), np.array(rows, dtype=np.int64))

    def add(self, cut: int) -> None:
        """Take note of a set of sectors that shows a shortfall."""
        reaching = int(self.amounts[(self.masks & cut) > 0].sum())
        needed = sum(need for sector, need in enumerate(self.needs) if cut >> sector & 1)
        self.cuts.append(cut)
        self.slack = np.append(self.slack, np.int64(reaching - needed))

    def _least(self) -> int:
        """Least slack of any set: less than nothing if something is short, else what some sector could get beyond."""
        least: int = sum(self.amounts.tolist()) - sum(self.needs)
        transport = Transport()
        transport.add(zip(self.masks.tolist(), self.amounts.tolist(), strict=True))
        short = sum(need - transport.fill(sector, need) for sector, need in enumerate(self.needs))
        for sector, need in enumerate(self.needs if not short else ()):
            spare = transport.fill(sector, need + least)
            transport.take_back(sector, spare)
            least = min(least, spare)
        return least if not short else -short


@dataclass
class Losses:
    """What one function and phase is short of in each case: between two bounds, which are equal where it is settled."""

    slack: Slack
    cases: Cases
    rows: tuple[int, ...]
    """Cases in which some offers do not stand, as bits; each once."""
    row_of: Ints
    """(offers,) which of the rows."""

    def __post_init__(self) -> None:
        """Bound every case."""
        self._down = self.cases.table(self.rows)
        self.low = np.zeros(len(self.cases.sets), dtype=np.int64)
        self._raise_low(self.slack.cuts, self.slack.slack)
        if self.slack.known:
            self.high = self.low
        else:
            every = self._lost(np.ones((1, len(self.slack.masks)), dtype=np.bool_))[0]
            self.high = np.maximum(every - self.slack.least, 0)

    def settle(self, case: int) -> None:
        """Make both bounds of one case equal."""
        if self.low[case] == self.high[case]:
            return
        up = np.array([not self.rows[row] >> case & 1 for row in self.row_of.tolist()], dtype=np.bool_)
        masks, amounts = self.slack.masks[up], self.slack.amounts[up]
        cut = sum(1 << sector for sector in tightest(self.slack.needs, Heaps(masks, amounts)))
        if cut and cut not in self.slack.cuts:
            self.slack.add(cut)
            self._raise_low([cut], self.slack.slack[-1:])
        self.high[case] = self.low[case]

    def _raise_low(self, cuts: list[int], slack: Ints) -> None:
        hit = (np.array(cuts, dtype=np.int64)[:, None] & self.slack.masks) > 0
        np.maximum(self.low, (self._lost(hit) - slack[:, None]).max(axis=0, initial=0), out=self.low)

    def _lost(self, hit: Bools) -> Ints:
        """(cuts, cases) what is lost of the offers that hit each cut."""
        kind = _exact(int(self.slack.amounts.sum()))
        weights = np.zeros((len(self.rows), len(hit)), dtype=np.int64)
        np.add.at(weights, self.row_of, np.where(hit, self.slack.amounts, 0).T)
        lost: Ints = (weights.T.astype(kind) @ self._down.astype(kind)).astype(np.int64)
        return lost


def _exact(largest: int) -> npt.DTypeLike:
    """The fastest kind of number that holds every sum up to the largest exactly."""
    if largest < 1 << 24:
        return np.float32
    return np.float64 if largest < 1 << 53 else np.int64
