"""Who counted what where; and arithmetic of numbers that are intervals."""

from collections.abc import Iterable, Iterator
from typing import Literal, TypeAlias

import msgspec

from servanda.records.observation import Count
from servanda.records.record import Wording
from servanda.records.tally import Tally
from servanda.wording import languages, say

Key: TypeAlias = tuple[str, ...]
Result: TypeAlias = Literal["agrees", "contradicts", "compatible", "not_comparable"]


def place_of(tally: Tally) -> str:
    """The place of a tally as a key: its region, else the words of the source, else nothing."""
    return msgspec.json.encode(tally.where).decode() if tally.where is not None else tally.place_name


def counter_of(tally: Tally) -> Key:
    """Who counted what, of whom."""
    return (tally.basis, tally.observer, tally.measure, *sorted(tally.against))


def by_counter(tallies: Iterable[Tally]) -> Iterator[list[Tally]]:
    """Tallies of one counter, measure and place together, in order of time and name."""
    groups: dict[tuple[Key, str], list[Tally]] = {}
    for each in tallies:
        groups.setdefault((counter_of(each), place_of(each)), []).append(each)
    for group in groups.values():
        yield sorted(group, key=lambda each: (str(each.when.end or ""), each.id))


def fits(left: Count | None, right: Count | None) -> Result:
    """Whether two numbers for the same thing can both be right.

    >>> fits(Count(low=3, high=3), Count(low=3, high=3)), fits(Count(low=3, high=3), Count(low=4, high=4))
    ('agrees', 'contradicts')
    >>> fits(Count(low=950), Count(low=1000, high=1000)), fits(None, Count(low=1))
    ('compatible', 'not_comparable')
    """
    if left is None or right is None:
        return "not_comparable"
    if not overlap(left, right):
        return "contradicts"
    exact = left == right and left.low == left.high
    return "agrees" if exact else "compatible"


def overlap(left: Count, right: Count) -> bool:
    """Whether some number lies in both."""
    return (left.high is None or right.low <= left.high) and (right.high is None or left.low <= right.high)


def total(counts: Iterable[Count | None]) -> Count | None:
    """The sum of numbers; none if one of them is not known."""
    low, high = 0, 0
    open_above = False
    for each in counts:
        if each is None:
            return None
        low += each.low
        high += each.high or 0
        open_above = open_above or each.high is None
    return Count(low=low, high=None if open_above else high)


def difference(later: Count | None, earlier: Count | None) -> tuple[int | None, int | None] | None:
    """Least and greatest growth from one number to another, a side without bound as none; none if one is not known."""
    if later is None or earlier is None:
        return None
    least = later.low - earlier.high if earlier.high is not None else None
    return least, later.high - earlier.low if later.high is not None else None


def said(number: Tally | Count | None) -> Wording:
    """A number in words: as it was written, exactly, *at least*, between two, or not given."""
    if isinstance(number, Tally):
        if number.written:
            return dict.fromkeys(languages(), number.written)
        number = number.count
    if number is None:
        return say("observations.number_none")
    if number.high == number.low:
        return dict.fromkeys(languages(), str(number.low))
    if number.high is None:
        return say("observations.number_least", n=number.low)
    return say("observations.number_between", low=number.low, high=number.high)
