"""How far supplies of one function and phase can meet the needs of its sectors, exactly.

Supplies are divisible, each reaches some sectors, so the most that can be met is a maximum flow; by Hall's theorem it
is the least, over all sets U of sectors, of *what can reach U* plus *what is needed outside U*. Up to 14 sectors all
sets are looked at, with numpy; beyond that the same numbers come from augmenting paths.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from servanda.coverage.reach import Ints, reach, refuse_large, sums
from servanda.coverage.transport import Transport

MOST_CUTS = 14
"""Number of sectors up to which all sets of sectors are looked at."""


@dataclass(frozen=True)
class Supply:
    """An amount that can be spent on some of the sectors."""

    amount: int
    """How much, in the unit of the plan."""
    reaches: frozenset[int]
    """Sectors it reaches, by number."""


@dataclass(frozen=True)
class Heaps:
    """Supplies as columns."""

    masks: Ints
    """(supplies,) the sectors each reaches, as bits; beyond 62 sectors whole numbers of any size."""
    amounts: Ints
    """(supplies,) how much each is."""

    def pairs(self) -> list[tuple[int, int]]:
        """The same as whole numbers."""
        return list(zip(self.masks.tolist(), self.amounts.tolist(), strict=True))


def heaps_of(supplies: Sequence[Supply]) -> Heaps:
    """Supplies as columns.

    Raises:
        InputError: `coverage-too-large`.
    """
    refuse_large(sum(supply.amount for supply in supplies))
    masks = [sum(1 << sector for sector in supply.reaches) for supply in supplies]
    kind = np.int64 if max(masks, default=0) < 1 << 62 else np.object_
    amounts = np.array([supply.amount for supply in supplies], dtype=np.int64)
    return Heaps(np.array(masks, dtype=kind), amounts)


def divide(needs: Sequence[int], classes: Sequence[Sequence[Supply]]) -> list[list[int]]:
    """What each class of supplies adds in each sector, the classes one after the other.

    Earlier classes are used first, so that a later one only adds; each goes first to the sectors that later classes can
    help least. A shortage that several sectors share is booked on those that come last.

    Args:
        needs: What each sector needs.
        classes: Supplies of each class, strongest first.

    Returns:
        For each class the amounts added in each sector.

    Raises:
        InputError: `coverage-too-large` if the sums do not fit the exact arithmetic.
    """
    refuse_large(sum(supply.amount for supplies in classes for supply in supplies))
    return divided(needs, [heaps_of(supplies) for supplies in classes])


def divided(needs: Sequence[int], classes: Sequence[Heaps]) -> list[list[int]]:
    """As `divide`, of supplies as columns."""
    return (_by_cuts if len(needs) <= MOST_CUTS else _by_paths)(needs, classes)


def tightest_cut(needs: Sequence[int], supplies: Sequence[Supply]) -> list[int]:
    """The smallest set of sectors whose needs exceed what can reach them by the whole shortfall; empty if none do.

    Raises:
        InputError: `coverage-too-large`.
    """
    return tightest(needs, heaps_of(supplies))


def tightest(needs: Sequence[int], supplies: Heaps) -> list[int]:
    """As `tightest_cut`, of supplies as columns. Where two sets show all of it, what they share does too."""
    if len(needs) > MOST_CUTS:
        return _cut_by_paths(needs, supplies)
    lacking = sums(needs) - reach(len(needs), supplies.masks, supplies.amounts)
    worst = int(lacking.max())
    if worst <= 0:
        return []
    smallest = min(np.flatnonzero(lacking == worst).tolist(), key=lambda one: (one.bit_count(), one))
    return [sector for sector in range(len(needs)) if smallest >> sector & 1]


def _least_helped_first(help_left: Sequence[int]) -> list[int]:
    """Sectors in the order in which they are filled: first those that later classes can help least."""
    return sorted(range(len(help_left)), key=lambda sector: (help_left[sector], sector))


def _by_cuts(needs: Sequence[int], classes: Sequence[Heaps]) -> list[list[int]]:
    """A sector gains the least that is to spare on any set it lies in (the greedy rule of a polymatroid, Edmonds)."""
    size = len(needs)
    refuse_large(sum(int(need) for need in needs))
    lacking = [int(need) for need in needs]
    spare = np.zeros(1 << size, dtype=np.int64)
    added: list[list[int]] = []
    for number, one in enumerate(classes):
        gained = [0] * size
        added.append(gained)
        if not len(one.masks) or not any(lacking):
            continue
        spare += reach(size, one.masks, one.amounts)
        help_left = sum((_to_each(later, size) for later in classes[number + 1 :]), np.zeros(size, dtype=np.int64))
        for sector in _least_helped_first(help_left.tolist()):
            sets = spare.reshape(-1, 2, 1 << sector)[:, 1, :]
            gained[sector] = min(lacking[sector], int(sets.min())) if lacking[sector] else 0
            sets -= gained[sector]
            lacking[sector] -= gained[sector]
    return added


def _to_each(heaps: Heaps, size: int) -> Ints:
    """(sectors,) how much could reach each sector, if it got all."""
    reached: Ints = heaps.amounts @ (heaps.masks[:, None] >> np.arange(size, dtype=np.int64) & 1)
    return reached


def _by_paths(needs: Sequence[int], classes: Sequence[Heaps]) -> list[list[int]]:
    transport = Transport()
    added = []
    for number, one in enumerate(classes):
        transport.add(one.pairs())
        later = Transport()
        for rest in classes[number + 1 :]:
            later.add(rest.pairs())
        gained = [0] * len(needs)
        for sector in _least_helped_first([later.reaching(sector) for sector in range(len(needs))]):
            gained[sector] = transport.fill(sector, int(needs[sector]))
        added.append(gained)
    return added


def _cut_by_paths(needs: Sequence[int], supplies: Heaps) -> list[int]:
    transport = Transport()
    transport.add(supplies.pairs())
    short = [s for s, need in enumerate(needs) if transport.fill(s, int(need)) < need]
    return sorted(transport.entangled(short))
