"""Which stretch of one annotation is which of another: overlaps, and pairs one to one."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import TypeVar

from servanda.statements.gold.quotes import Place

Places = Sequence[Place]
Left = TypeVar("Left")
Right = TypeVar("Right")


def size(places: Places) -> int:
    """Code points that some stretches cover, each counted once."""
    return sum(end - start for start, end in _joined(places))


def shared(left: Places, right: Places) -> int:
    """Code points that both cover."""
    return sum(max(0, min(one[1], two[1]) - max(one[0], two[0])) for one in _joined(left) for two in _joined(right))


def iou(left: Places, right: Places) -> Fraction:
    """Intersection over union, in code points.

    >>> iou([(0, 10)], [(5, 15)])
    Fraction(1, 3)
    """
    both = shared(left, right)
    union = size(left) + size(right) - both
    return Fraction(both, union) if union else Fraction(0)


def of_smaller(left: Places, right: Places) -> Fraction:
    """Intersection over the smaller of the two."""
    smaller = min(size(left), size(right))
    return Fraction(shared(left, right), smaller) if smaller else Fraction(0)


def touches(left: Places, right: Places) -> bool:
    """Whether they share a code point."""
    return shared(left, right) > 0


def paired(
    left: Sequence[Left], right: Sequence[Right], worth: Callable[[Left, Right], Fraction]
) -> list[tuple[int, int]]:
    """Pairs one to one, best first; those worth nothing are left out.

    Greedy: the best pair is taken, then the best of what is left; ties in the order of the text.

    Returns:
        Places in both sequences, sorted.
    """
    known = [
        (value, one, two)
        for one, first in enumerate(left)
        for two, second in enumerate(right)
        if (value := worth(first, second)) > 0
    ]
    taken: list[tuple[int, int]] = []
    ones: set[int] = set()
    twos: set[int] = set()
    for _, one, two in sorted(known, key=lambda row: (-row[0], row[1], row[2])):
        if one not in ones and two not in twos:
            taken.append((one, two))
            ones.add(one)
            twos.add(two)
    return sorted(taken)


def _joined(places: Places) -> list[Place]:
    """The same stretches without overlaps."""
    joined: list[Place] = []
    for start, end in sorted(places):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
