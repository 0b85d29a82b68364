"""Counts of one layer in one document: what was asked and hit, what was given and right. They add up over documents."""

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple, TypeVar

Ours = TypeVar("Ours")
Theirs = TypeVar("Theirs")


class Tally(NamedTuple):
    """Four counts. A share (how many of the matched are right) uses the first two only."""

    hit: int
    """Items of the gold that were found."""
    asked: int
    """Items of the gold."""
    right: int = 0
    """Items of the reader that the gold has."""
    given: int = 0
    """Items of the reader."""

    def plus(self, other: "Tally") -> "Tally":
        """Both together."""
        return Tally(*(one + two for one, two in zip(self, other, strict=True)))

    @property
    def recall(self) -> Fraction:
        """Found of asked; for a share, the share."""
        return Fraction(self.hit, self.asked) if self.asked else Fraction(0)

    @property
    def precision(self) -> Fraction:
        """Right of given."""
        return Fraction(self.right, self.given) if self.given else Fraction(0)

    @property
    def f1(self) -> Fraction:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else Fraction(0)


def share(marks: Iterable[bool]) -> Tally:
    """How many are true, of how many."""
    known = list(marks)
    return Tally(sum(known), len(known))


def either(ours: Sequence[Ours], theirs: Sequence[Theirs], fits: Callable[[Ours, Theirs], bool]) -> Tally:
    """Each side counted on its own: an item is found if anything on the other side fits it."""
    return Tally(
        hit=sum(any(fits(one, two) for two in theirs) for one in ours),
        asked=len(ours),
        right=sum(any(fits(one, two) for one in ours) for two in theirs),
        given=len(theirs),
    )


def matched(pairs: int, asked: int, given: int) -> Tally:
    """Counts of a matching one to one."""
    return Tally(pairs, asked, pairs, given)
