"""Sets of facts as ways to turn something on: one of several, all of several, so many of several.

Of two ways of which one holds the other only the smaller is kept. Ways come smallest first, and where there are too
many the larger ones are dropped and it is said so. What is kept turns it on all the same.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from math import isqrt
from typing import NamedTuple

Way = frozenset[int]
"""Leaves that hold."""

MOST_STATES = 64
"""So many partial sums of a gate that counts or weighs are followed."""

FEWEST_PAIRS = 8


@dataclass(frozen=True)
class Ways:
    """Ways to turn a node on."""

    sets: tuple[Way, ...]
    """Smallest first; none holds another."""
    complete: bool
    """Whether these are all, each as small as it can be."""


class Breadth(NamedTuple):
    """How much is kept and tried."""

    width: int
    """Ways of one node."""
    pairs: int
    """Pairs of ways that are joined for one gate."""


ALREADY = Ways((frozenset(),), complete=True)
NEVER = Ways((), complete=True)


def kept_of(pool: Iterable[Way], width: int, *, complete: bool = True) -> Ways:
    """The smallest ways of a pool, without those that hold another.

    Args:
        pool: Ways to turn something on.
        width: Keep so many.
        complete: Whether the pool has all.
    """
    kept: list[Way] = []
    holding: dict[int, list[Way]] = {}
    told = 0
    for way in sorted(dict.fromkeys(pool), key=len):
        if not way:
            return ALREADY
        while told < len(kept) and len(kept[told]) < len(way):
            holding.setdefault(max(kept[told]), []).append(kept[told])
            told += 1
        if holding and any(smaller <= way for leaf in way if leaf in holding for smaller in holding[leaf]):
            continue
        if len(kept) == width:
            return Ways(tuple(kept), complete=False)
        kept.append(way)
    return Ways(tuple(kept), complete)


def one_of(inputs: Sequence[Ways], width: int) -> Ways:
    """Ways to turn on one of several."""
    pool = chain.from_iterable(each.sets for each in inputs)
    return kept_of(pool, width, complete=all(each.complete for each in inputs))


def all_of(inputs: Sequence[Ways], breadth: Breadth) -> Ways:
    """Ways to turn on all of several."""
    if any(not each.sets for each in inputs):
        return Ways((), complete=any(not each.sets and each.complete for each in inputs))
    single = [each for each in inputs if len(each.sets) == 1]
    several = sorted((each for each in inputs if len(each.sets) > 1), key=lambda each: len(each.sets))
    joint = frozenset[int]().union(*(each.sets[0] for each in single))
    found = Ways((joint,), all(each.complete for each in single))
    pairs = max(FEWEST_PAIRS, breadth.pairs // max(len(several), 1))
    for each in several:
        found = _both(found, each, Breadth(breadth.width, pairs))
    return found


def weight_of(inputs: Sequence[tuple[Ways, int]], need: int, breadth: Breadth) -> Ways:
    """Ways to turn on so much weight of several.

    Args:
        inputs: Ways of each input, and its weight.
        need: The weight that is needed.
        breadth: How much is kept and tried.
    """
    need -= sum(weight for ways, weight in inputs if ways is ALREADY)
    free = [(ways, weight) for ways, weight in inputs if ways is not ALREADY and (ways.sets or not ways.complete)]
    whole, smallest = sum(weight for _ways, weight in free), min((weight for _ways, weight in free), default=0)
    if need <= 0 or whole < need:
        return ALREADY if need <= 0 else NEVER
    if need <= smallest:
        return one_of([ways for ways, _weight in free], breadth.width)
    if need > whole - smallest:
        return all_of([ways for ways, _weight in free], breadth)
    return _sums(sorted(free, key=_smallest_first), need, breadth)


def _smallest_first(one: tuple[Ways, int]) -> tuple[int, int]:
    ways, weight = one
    return (len(ways.sets[0]) if ways.sets else 0, -weight)


def _sums(inputs: Sequence[tuple[Ways, int]], need: int, breadth: Breadth) -> Ways:
    """The weight reached so far → ways to reach it, input by input."""
    most = min(MOST_STATES, max(2, breadth.pairs // (FEWEST_PAIRS * len(inputs))))
    pairs = max(FEWEST_PAIRS, breadth.pairs // (len(inputs) * min(most, need)))
    narrow = Breadth(breadth.width, pairs)
    left = sum(weight for _ways, weight in inputs)
    reached, complete = {0: ALREADY}, True
    for ways, weight in inputs:
        left -= weight
        pools: dict[int, list[Ways]] = {}
        for sum_, so_far in reached.items():
            if sum_ == need or sum_ + left >= need:
                pools.setdefault(sum_, []).append(so_far)
            if sum_ < need and sum_ + weight + left >= need:
                pools.setdefault(min(need, sum_ + weight), []).append(_both(so_far, ways, narrow))
        complete = complete and len(pools) <= most
        kept = islice(sorted(pools.items(), reverse=True), most)
        reached = {sum_: one_of(each, breadth.width) for sum_, each in kept}
    found = reached.get(need, Ways((), complete=False))
    return Ways(found.sets, complete=complete and found.complete)


def _both(one: Ways, other: Ways, breadth: Breadth) -> Ways:
    these = min(len(one.sets), max(1, isqrt(breadth.pairs)))
    those = min(len(other.sets), max(1, breadth.pairs // max(these, 1)))
    these = min(len(one.sets), max(1, breadth.pairs // max(those, 1)))
    pool = (way | more for way in one.sets[:these] for more in other.sets[:those])
    whole = these == len(one.sets) and those == len(other.sets)
    return kept_of(pool, breadth.width, complete=whole and one.complete and other.complete)
