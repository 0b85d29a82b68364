"""What the absence of some costs one function and phase, in many cases at once.

Against everything that could count, a set of sectors U is short by *what is lost of what reaches U* less *the slack of
U*. Of all sets only a few can tell (`reach.telling`); up to 14 sectors they are all known, and the answer is exact.
Beyond that there are two bounds, *low* from the sets met so far and *high* from the least slack of any set, and one
case at a time is settled by augmenting paths, which find the set that shows its whole shortfall (lazy cuts).
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from servanda.coverage.division import MOST_CUTS, Heaps, tightest
from servanda.coverage.instance import Group
from servanda.coverage.reach import Bools, Ints, reach, sums, telling
from servanda.coverage.scenarios import Cases
from servanda.coverage.transport import Transport


@dataclass(frozen=True)
class Offers:
    """Who can give how much to which sectors, and what these need."""

    nodes: Ints
    """(offers,) node of each promise."""
    amounts: Ints
    """(offers,) how much each can give."""
    reaches: Bools
    """(offers, sectors) the sectors each can reach."""
    needs: Ints
    """(sectors,) what each needs."""


def slacks_of(group: Group, able: Bools) -> list["Slack"]:
    """The sets of sectors that can show a shortfall; where the sectors fall apart, those of each part.

    Sectors that the same offers can reach are one sector: whoever counts one of them may count all.

    Args:
        group: The function and phase.
        able: (commitments,) promises that count in some case; what is lost is counted from them.
    """
    mine = able[group.commitments]
    reaches = (group.masks[mine, None] >> np.arange(len(group.needs), dtype=np.int64) & 1) > 0
    whole = _twins_joined(Offers(group.commitments[mine], group.amounts[mine], reaches, group.needs))
    if len(whole.needs) <= MOST_CUTS:
        return [Slack(whole)]
    return [Slack(part) for part in _apart(whole)]


def _twins_joined(offers: Offers) -> Offers:
    patterns, place = np.unique(offers.reaches, axis=1, return_inverse=True)
    needs = np.zeros(patterns.shape[1], dtype=np.int64)
    np.add.at(needs, place.reshape(-1), offers.needs)
    return Offers(offers.nodes, offers.amounts, patterns, needs)


def _apart(offers: Offers) -> list[Offers]:
    """Parts that no offer joins; a shortfall of the whole is the sum of theirs."""
    count, part = connected_components(csr_array(offers.reaches.T.astype(np.int64) @ offers.reaches), directed=False)
    parts = []
    for number in range(count):
        sectors = part == number
        mine = np.logical_or.reduce(offers.reaches[:, sectors], 1)
        reaches = offers.reaches[mine][:, sectors]
        parts.append(Offers(offers.nodes[mine], offers.amounts[mine], reaches, offers.needs[sectors]))
    return parts


class Slack:
    """The sets of sectors that can show a shortfall, with what each has to spare."""

    def __init__(self, offers: Offers) -> None:
        """Find the sets that can tell."""
        self.nodes: list[int] = offers.nodes.tolist()
        self.masks: Ints = offers.reaches @ (1 << np.arange(len(offers.needs), dtype=np.int64))
        self.amounts = offers.amounts
        self.needs: list[int] = offers.needs.tolist()
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
    """What some sectors are short of in each case: between two bounds, which are equal where it is settled."""

    slack: Slack
    cases: Cases
    rows: tuple[int, ...]
    """Cases in which some offers do not stand, as bits; each once."""
    row_of: Ints
    """(offers,) which of the rows."""

    def __post_init__(self) -> None:
        """Bound every case."""
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
        lost: Ints = (weights.T.astype(kind) @ self.cases.table(self.rows).astype(kind)).astype(np.int64)
        return lost


def _exact(largest: int) -> npt.DTypeLike:
    """The fastest kind of number that holds every sum up to the largest exactly."""
    if largest < 1 << 24:
        return np.float32
    return np.float64 if largest < 1 << 53 else np.int64
