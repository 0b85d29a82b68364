"""Who gives how much to which sector: supplies divided one sector after the other, by augmenting paths.

Exact in whole numbers of any size, for any number of sectors; supplies that reach the same sectors are one heap.
"""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass
class Transport:
    """Heaps of supplies, and what each gives to each sector so far."""

    left: dict[int, int] = field(default_factory=dict)
    """Heap, named by the bits of the sectors it reaches → what it has not given."""
    gives: dict[int, dict[int, int]] = field(default_factory=dict)
    """Heap → sector → what it gives there."""
    met: dict[int, int] = field(default_factory=dict)
    """Sector → what it gets."""
    _heaps: dict[int, list[int]] = field(default_factory=dict)

    def add(self, supplies: Iterable[tuple[int, int]]) -> None:
        """Add supplies: the bits of the sectors each reaches, and how much it is."""
        new = []
        for mask, amount in supplies:
            if mask not in self.left:
                self.left[mask], self.gives[mask] = 0, {}
                new.append(mask)
            self.left[mask] += amount
        for mask in sorted(new, key=int.bit_count):  # those that reach few are used first: less must be moved later
            for sector in _bits(mask):
                self._heaps.setdefault(sector, []).append(mask)

    def reaching(self, sector: int) -> int:
        """How much could reach a sector, if it got all."""
        return sum(self.left[heap] + sum(self.gives[heap].values()) for heap in self._heaps.get(sector, ()))

    def fill(self, sector: int, need: int) -> int:
        """Give a sector as much as possible up to its need, taking nothing from what others get; how much it gained."""
        before = self.met.get(sector, 0)
        for heap in self._heaps.get(sector, ()):
            moved = min(self.left[heap], need - self.met.get(sector, 0))
            if moved > 0:
                self._shift(sector, (sector, heap), {}, moved)
        while (wanted := need - self.met.get(sector, 0)) > 0:
            if not self._augment(sector, wanted):
                break
        return self.met.get(sector, 0) - before

    def take_back(self, sector: int, amount: int) -> None:
        """Take an amount from what a sector gets, from whichever heap."""
        self.met[sector] = self.met.get(sector, 0) - amount
        for heap in self._heaps.get(sector, ()):
            taken = min(amount, self.gives[heap].get(sector, 0))
            if taken:
                self._move(heap, sector, -taken)
                self.left[heap] += taken
                amount -= taken

    def entangled(self, short: Iterable[int]) -> set[int]:
        """The sectors that are short, and those whose supplies could have been moved to them."""
        found = set(short)
        queue = deque(found)
        while queue:
            for heap in self._heaps.get(queue.popleft(), ()):
                for other in self.gives[heap]:
                    if other not in found:
                        found.add(other)
                        queue.append(other)
        return found

    def _augment(self, sector: int, wanted: int) -> int:
        came: dict[int, tuple[int, int]] = {}
        seen: set[int] = set()
        queue = deque([sector])
        while queue:
            here = queue.popleft()
            for heap in self._heaps.get(here, ()):
                if heap in seen:
                    continue
                seen.add(heap)
                if self.left[heap] > 0:
                    return self._shift(sector, (here, heap), came, wanted)
                for other in self.gives[heap]:
                    if other not in came and other != sector:
                        came[other] = (here, heap)
                        queue.append(other)
        return 0

    def _shift(self, sector: int, end: tuple[int, int], came: dict[int, tuple[int, int]], wanted: int) -> int:
        """Along the way found: each sector on it gets from the next heap what its own heap gives one nearer."""
        way = [end]
        while way[-1][0] != sector:
            way.append(came[way[-1][0]])
        moved = min(wanted, self.left[end[1]], *(self.gives[heap][way[n][0]] for n, (_, heap) in enumerate(way[1:])))
        self.left[end[1]] -= moved
        for number, (here, heap) in enumerate(way):
            self._move(heap, here, moved)
            if number:
                self._move(heap, way[number - 1][0], -moved)
        self.met[sector] = self.met.get(sector, 0) + moved
        return moved

    def _move(self, heap: int, sector: int, amount: int) -> None:
        given = self.gives[heap]
        given[sector] = given.get(sector, 0) + amount
        if not given[sector]:
            del given[sector]


def _bits(mask: int) -> list[int]:
    return [bit for bit in range(mask.bit_length()) if mask >> bit & 1]
