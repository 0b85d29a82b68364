"""Average-link joining: two groups are one event only if their members agree on average, never through a chain.

The pair of groups with the highest mean score joins first; equal scores are settled by names, so that the order of
arrival does not matter. Pairs without a score count as the floor.
"""

import heapq
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from servanda.incidents.pairs import FLOOR

Key = tuple[int, int]


@dataclass
class _Group:
    members: list[int]
    units: int = 1
    """Rows that count: those joined by a decision count as one, so that none of them votes the others out."""
    near: dict[int, int] = field(default_factory=dict)
    """Other group → sum of scored pairs above the floor, in thousandths."""


def average_link(
    size: int, scores: Mapping[Key, int], *, start: Sequence[Sequence[int]], apart: Iterable[Key]
) -> list[list[int]]:
    """Group rows 0 … size-1.

    Args:
        size: Number of rows.
        scores: Score of each scored pair, left row first.
        start: Groups of rows that must stay together.
        apart: Pairs of rows that must not come together.

    Returns:
        Groups of rows, each sorted, in the order of their first row.
    """
    joining = _Joining(size, start)
    for (left, right), score in sorted(scores.items()):
        joining.add(left, right, score - FLOOR)
    for left, right in apart:
        joining.forbid(left, right)
    joining.run()
    return sorted(sorted(group.members) for group in joining.groups.values())


class _Joining:
    """Greedy joining with a heap; group names are their least rows."""

    def __init__(self, size: int, start: Sequence[Sequence[int]]) -> None:
        self.of = list(range(size))
        for rows in start:
            for row in rows:
                self.of[row] = min(rows)
        self.groups: dict[int, _Group] = {}
        for row, name in enumerate(self.of):
            self.groups.setdefault(name, _Group([])).members.append(row)
        self.barred: dict[int, set[int]] = {}
        self.age: dict[int, int] = {}

    def add(self, left: int, right: int, gain: int) -> None:
        """Count a scored pair between two groups; rows that a decision holds together speak by their best pair."""
        one, other = self.of[left], self.of[right]
        if one != other:
            for name, near in ((one, other), (other, one)):
                self.groups[name].near[near] = max(self.groups[name].near.get(near, 0), gain)

    def forbid(self, left: int, right: int) -> None:
        """Keep the groups of two rows apart."""
        one, other = self.of[left], self.of[right]
        if one != other:
            self.barred.setdefault(one, set()).add(other)
            self.barred.setdefault(other, set()).add(one)

    def run(self) -> None:
        """Join until no pair of groups agrees on average."""
        heap = [entry for one in self.groups for other in self.groups[one].near if (entry := self._entry(one, other))]
        heapq.heapify(heap)
        while heap:
            _, one, other, ages = heapq.heappop(heap)
            fresh = one in self.groups and other in self.groups and ages == self._ages(one, other)
            if fresh:
                self._join(one, other)
                for near in self.groups[one].near:
                    if entry := self._entry(min(one, near), max(one, near)):
                        heapq.heappush(heap, entry)

    def _ages(self, one: int, other: int) -> Key:
        return self.age.get(one, 0), self.age.get(other, 0)

    def _entry(self, one: int, other: int) -> tuple[float, int, int, Key] | None:
        if one >= other or other in self.barred.get(one, ()):
            return None
        pairs = self.groups[one].units * self.groups[other].units
        mean = self.groups[one].near[other] / pairs + FLOOR
        return (-mean, one, other, self._ages(one, other)) if mean > 0 else None

    def _join(self, one: int, other: int) -> None:
        kept, gone = self.groups[one], self.groups.pop(other)
        kept.members += gone.members
        kept.units += gone.units
        kept.near.pop(other, None)
        for name, gain in gone.near.items():
            if name != one:
                kept.near[name] = kept.near.get(name, 0) + gain
                near = self.groups[name].near
                near.pop(other)
                near[one] = kept.near[name]
        for name in self.barred.pop(other, set()):
            self.barred[name].discard(other)
            self.barred[name].add(one)
            self.barred.setdefault(one, set()).add(name)
        self.age[one] = self.age.get(one, 0) + 1
