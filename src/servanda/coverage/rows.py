"""What further pledges must add in one function and phase: one row for each case of withdrawal and set of sectors.

After a withdrawal K the plan is covered there if and only if, for every set U of sectors, what is left and can reach U
is at least what U needs (Hall). What the register lacks of it is computed once; cases in which the same further
pledges are left, and sets that the same ones can reach, share a row, of which only the largest counts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from servanda.coverage.reach import Ints, refuse_large
from servanda.coverage.supplies import Supplies, sums_of
from servanda.coverage.withdrawals import signatures

Floats: TypeAlias = npt.NDArray[np.floating[Any]]

_BLOCK = 128
_EXACT = 2**23
_LARGEST = 2**52
_SLACK = 1e-3


@dataclass(frozen=True)
class Row:
    """The chosen pledges must add at least so much in some cases of withdrawal, to some sectors."""

    group: int
    """Which function and phase, by number."""
    place: tuple[int, int]
    """Where it stands in the table of its group."""
    adds: Ints
    """(pledges,) what each adds; 0 for those that leave, fall or reach none of the sectors."""
    least: int
    """How much is needed of it."""


@dataclass(frozen=True)
class Alike:
    """Things of which only the worst counts, because further pledges meet them alike."""

    kind: Ints
    """(things,) number of the kind of each."""
    first: Ints
    """(kinds,) one thing of each kind."""

    @classmethod
    def of(cls, columns: npt.NDArray[np.bool_]) -> "Alike":
        """Columns of a table are of one kind if they are equal."""
        _, first, kind = np.unique(signatures(columns), return_index=True, return_inverse=True)
        return cls(kind.ravel(), first)

    def order(self) -> tuple[Ints, Ints]:
        """Things kind by kind, and where each kind begins."""
        order = np.argsort(self.kind, kind="stable")
        return order, np.searchsorted(self.kind[order], np.arange(len(self.first)))


class CutTable:
    """All rows of one function and phase with at most 14 sectors: kinds of sets × kinds of cases."""

    def __init__(self, number: int, supplies: Supplies) -> None:
        """Compute what every row needs.

        Cost: cases × 2^sectors × sectors.

        Raises:
            InputError: `coverage-too-large` if the sums do not fit the exact arithmetic.
        """
        refuse_large(supplies.total, _LARGEST)
        self._number, self.supplies = number, supplies
        every_set = np.arange(1 << len(supplies.group.needs))
        self._sets = Alike.of((np.unique(supplies.masks)[:, None] & every_set) > 0)
        self._cases = Alike.of(np.vstack([supplies.pledged, _bits(supplies.cases.sizes)]))
        self._dtype = np.dtype(np.float32 if supplies.total < _EXACT else np.float64)
        self._lacks = self._largest()
        self._set_kinds, self._case_kinds = np.arange(len(self._sets.first)), np.arange(len(self._cases.first))
        self._reached = ((supplies.masks & self._sets.first[:, None]) > 0).astype(self._dtype)
        self._given = (supplies.pledged[:, self._cases.first] * supplies.amounts[:, None]).astype(self._dtype)
        self._sizes = supplies.cases.sizes[self._cases.first]
        self._trim()

    def worst(self, chosen: Floats, size: int) -> tuple[int, Row | None]:
        """The largest shortfall when at most so many leave, and its row; none if nothing is missing."""
        over = np.where(self._sizes <= size, self._over(chosen), 0)
        if not over.size or over.max() <= 0:
            return 0, None
        place = int(over.argmax())
        return round(float(over.flat[place])), self._row(*divmod(place, over.shape[1]))

    def allow(self, missing: Sequence[int]) -> None:
        """Ask for less by what nothing can meet: so much may be missing when 0, 1, … leave."""
        self._lacks = self._lacks - np.array(missing, dtype=self._dtype)[self._sizes]
        self._trim()

    def broken(self, chosen: Floats, most: int) -> list[Row]:
        """Rows that a choice, whole or in parts, does not meet: at most so many, the most broken first."""
        over = self._over(chosen)
        if not over.size:
            return []
        sets = over.argmax(axis=0)
        amount = over[sets, np.arange(over.shape[1])]
        cases = np.argsort(-amount, kind="stable")[:most]
        return [self._row(int(sets[case]), int(case)) for case in cases if amount[case] > _SLACK]

    def certificate(self, row: Row) -> tuple[int, int]:
        """The case of withdrawal and the smallest set of sectors in which a row needs the most."""
        kind_of_set, kind_of_case = row.place
        cases = np.flatnonzero(self._cases.kind == kind_of_case)
        sets = np.flatnonzero(self._sets.kind == kind_of_set)
        needs = sums_of(self.supplies.group.needs)[sets]
        lacks = needs[:, None] - self.supplies.reach(cases)[sets]
        places = np.argwhere(lacks == lacks.max())
        set_, case = min(places.tolist(), key=lambda one: (int(sets[one[0]]).bit_count(), one[1], one[0]))
        return int(cases[case]), int(sets[set_])

    def _over(self, chosen: Floats) -> Floats:
        taken = np.flatnonzero(chosen)
        parts = self._given[taken] * chosen[taken, None].astype(self._dtype)
        over: Floats = self._lacks - self._reached[:, taken] @ parts
        return over

    def _row(self, set_: int, case: int) -> Row:
        adds = (self._reached[set_] * self._given[:, case]).astype(np.int64)
        place = (int(self._set_kinds[set_]), int(self._case_kinds[case]))
        return Row(self._number, place, adds, round(float(self._lacks[set_, case])))

    def _trim(self) -> None:
        """Drop what the register meets by itself in every case."""
        sets, cases = np.flatnonzero((self._lacks > 0).any(axis=1)), np.flatnonzero((self._lacks > 0).any(axis=0))
        self._lacks = np.ascontiguousarray(self._lacks[np.ix_(sets, cases)])
        self._set_kinds, self._case_kinds = self._set_kinds[sets], self._case_kinds[cases]
        self._reached, self._given, self._sizes = self._reached[sets], self._given[:, cases], self._sizes[cases]

    def _largest(self) -> Floats:
        sets, set_starts = self._sets.order()
        cases, _ = self._cases.order()
        largest = np.full((len(self._sets.first), len(self._cases.first)), -np.inf, dtype=self._dtype)
        needs = sums_of(self.supplies.group.needs)[sets]
        for start in range(0, len(cases), _BLOCK):
            block = cases[start : start + _BLOCK]
            lacks = np.maximum.reduceat(_less(needs, self.supplies.reach(block)[sets]), set_starts, axis=0)
            kinds = self._cases.kind[block]
            starts = np.flatnonzero(np.r_[True, kinds[1:] != kinds[:-1]])
            there = slice(int(kinds[0]), int(kinds[-1]) + 1)
            largest[:, there] = np.maximum(largest[:, there], np.maximum.reduceat(lacks, starts, axis=1))
        return largest


def _less(needs: Ints, reach: Ints) -> Ints:
    """Needs less what reaches them, in the whole numbers of the latter."""
    return np.subtract(needs[:, None].astype(reach.dtype), reach, out=reach)


def _bits(sizes: Ints) -> npt.NDArray[np.bool_]:
    return (sizes >> np.arange(8)[:, None] & 1) > 0
