"""Rows for more sectors than sets can be looked at: a maximum flow finds a set that is not met, its cut is the row."""

from collections.abc import Iterator, Sequence
from itertools import islice

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from scipy.sparse.csgraph import breadth_first_order, maximum_flow

from servanda.coverage.reach import Ints, refuse_large
from servanda.coverage.rows import Floats, Row
from servanda.coverage.supplies import Supplies

_LARGEST = 2**30
_PARTS = 1_000
_SLACK = 1e-3
_TRIED_IN_PARTS = 60


class Network:
    """Amounts that reach some sectors each → the sectors' needs."""

    def __init__(self, masks: Ints, needs: Ints) -> None:
        """Lay out the edges: source → one node for each mask → sectors → sink."""
        self._needs, self._masks, self._sink = needs, len(masks), 1 + len(masks) + len(needs)
        mask, sector = np.nonzero(masks[:, None] >> np.arange(len(needs)) & 1)
        first = 1 + len(masks)
        self._tail = np.concatenate([np.zeros(len(masks), int), 1 + mask, first + np.arange(len(needs))])
        self._head = np.concatenate([1 + np.arange(len(masks)), first + sector, np.full(len(needs), self._sink)])
        self._mask = mask

    def short(self, amounts: Ints, parts: int) -> tuple[int, int]:
        """What is missing, and the smallest set of sectors that shows it, as bits; all in so many parts of a unit."""
        needs = self._needs * parts
        capacity = np.concatenate([amounts, amounts[self._mask], needs]).astype(np.int32)
        graph = csr_array((capacity, (self._tail, self._head)), shape=(self._sink + 1, self._sink + 1))
        result = maximum_flow(graph, 0, self._sink)
        missing = int(needs.sum() - result.flow_value)
        if not missing:
            return 0, 0
        left = csr_array(((graph - result.flow) > 0).astype(np.int8).T)
        reached = breadth_first_order(left, self._sink, return_predecessors=False) - 1 - self._masks
        return missing, sum(1 << int(sector) for sector in reached if 0 <= sector < len(needs))


class FlowTable:
    """Rows of one function and phase, found one by one.

    A set of sectors, once found, is looked at in all cases at once; flows are asked only where no known set is broken.
    """

    def __init__(self, number: int, supplies: Supplies) -> None:
        """Lay out the flow.

        Raises:
            InputError: `coverage-too-large` if the sums do not fit the exact arithmetic.
        """
        refuse_large(supplies.total, _LARGEST)
        self._number, self.supplies = number, supplies
        self._parts = max(1, min(_PARTS, _LARGEST // max(1, supplies.total)))
        masks = supplies.masks_left
        self._all_masks = np.unique(np.concatenate([masks, supplies.masks[supplies.masks > 0]]))
        self._place = np.searchsorted(self._all_masks, masks)
        self._network = Network(self._all_masks, supplies.group.needs)
        self._allowed = np.zeros(len(supplies.cases.providers), dtype=np.int64)
        self._given = supplies.pledged * supplies.amounts[:, None]
        self._sets: list[int] = []
        self._lacks: list[Ints] = []

    def worst(self, chosen: Floats, size: int) -> tuple[int, Row | None]:
        """The largest shortfall when at most so many leave, and its row; none if nothing is missing."""
        amounts = self._amounts(chosen, 1)
        most, where = 0, (0, 0)
        for case in self._failing(amounts, np.flatnonzero(self.supplies.cases.sizes <= size), 1):
            missing, sectors = self._network.short(amounts[:, case], 1)
            if missing > most:
                most, where = missing, (sectors, case)
        return most, self._row(*where) if most else None

    def allow(self, missing: Sequence[int]) -> None:
        """Ask for less by what nothing can meet: so much may be missing when 0, 1, … leave."""
        self._allowed = np.array(missing, dtype=np.int64)[self.supplies.cases.sizes]
        self._lacks = [self._lacking(one) for one in self._sets]

    def broken(self, chosen: Floats, most: int) -> list[Row]:
        """Rows that a choice, whole or in parts, does not meet; for a whole one none only if it meets all."""
        rows = self._known(chosen, most)
        if rows:
            return rows
        whole = not np.any(chosen % 1)
        parts = 1 if whole else self._parts
        amounts = self._amounts(chosen, parts)
        order = np.argsort(amounts.sum(axis=0), kind="stable")
        failing = self._failing(amounts, np.sort(order) if whole else order[:_TRIED_IN_PARTS], parts)
        for case in islice(failing, most):
            self._add(self._network.short(amounts[:, case], parts)[1])
        return self._known(chosen, most)

    def certificate(self, row: Row) -> tuple[int, int]:
        """The case of withdrawal and the set of sectors of a row."""
        sectors, case = row.place
        return case, sectors

    def _failing(self, amounts: Ints, cases: Ints, parts: int) -> Iterator[int]:
        """Cases with more missing than allowed. What suffices with the least of each amount suffices in all cases."""
        if not len(cases):
            return
        least = amounts[:, cases].min(axis=1)
        if self._network.short(least, parts)[0] <= self._allowed[cases].min() * parts:
            return
        if len(cases) == 1:
            yield int(cases[0])
            return
        half = len(cases) // 2
        yield from self._failing(amounts, cases[:half], parts)
        yield from self._failing(amounts, cases[half:], parts)

    def _amounts(self, chosen: Floats, parts: int) -> Ints:
        """(masks, cases) what is left for each mask, with the pledges chosen."""
        amounts = np.zeros((len(self._all_masks), self._given.shape[1]), dtype=np.int64)
        amounts[self._place] = self.supplies.by_mask(np.arange(amounts.shape[1])) * np.int64(parts)
        for pledge in np.flatnonzero((chosen > 0) & (self.supplies.masks > 0)).tolist():
            place = np.searchsorted(self._all_masks, self.supplies.masks[pledge])
            amounts[place] += np.round(self._given[pledge] * chosen[pledge] * parts).astype(np.int64)
        return amounts

    def _add(self, sectors: int) -> None:
        if sectors not in self._sets:
            self._sets.append(sectors)
            self._lacks.append(self._lacking(sectors))

    def _lacking(self, sectors: int) -> Ints:
        group = self.supplies.group
        reach = group.amounts * ((group.masks & sectors) > 0)
        needs = sum(int(need) for bit, need in enumerate(group.needs) if sectors >> bit & 1)
        lacks: Ints = needs - (reach @ self.supplies.left.astype(np.int64)) - self._allowed
        return lacks

    def _known(self, chosen: Floats, most: int) -> list[Row]:
        if not self._sets:
            return []
        reached = (self.supplies.masks & np.array(self._sets)[:, None]) > 0
        over = np.array(self._lacks) - (reached * chosen) @ self._given
        sets = over.argmax(axis=0)
        amount = over[sets, np.arange(over.shape[1])]
        cases = np.argsort(-amount, kind="stable")[:most]
        return [self._row(self._sets[int(sets[case])], int(case)) for case in cases if amount[case] > _SLACK]

    def _row(self, sectors: int, case: int) -> Row:
        adds: npt.NDArray[np.int64] = self._given[:, case] * ((self.supplies.masks & sectors) > 0)
        return Row(self._number, (sectors, case), adds, int(self._lacking(sectors)[case]))
