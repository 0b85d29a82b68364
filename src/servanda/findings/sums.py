"""Numbers known as intervals, added up and held against a limit: certainly over it, certainly within, or either.

Two sums are the same only if they are whatever the numbers turn out to be; so a diagram over sums tells apart exactly
what can still matter.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

Bounds = tuple[int, int | None]
"""At least, at most; none if nobody knows."""

Room = tuple[int, frozenset[int]]
"""How much is left below the limit after all that is known exactly, and whose numbers may still fill it."""


@dataclass(frozen=True)
class Undecided:
    """Over the limit or within, as the numbers turn out: over if any of these rooms is overfilled.

    Attributes:
        rooms: None implies another.
        turned: True if what is over the limit is then no breach (the text may turn out to say the opposite).
    """

    rooms: frozenset[Room]
    turned: bool = False


def held(limit: int, sums: Iterable[Collection[int]], bounds: Sequence[Bounds]) -> bool | Undecided:
    """Whether the greatest of several sums is over a limit.

    Args:
        limit: The most allowed; the limit itself is allowed.
        sums: Which numbers are added up in each.
        bounds: The numbers.

    >>> held(75, [[0]], [(70, 80)])
    Undecided(rooms=frozenset({(75, frozenset({0}))}), turned=False)
    >>> held(75, [[0, 1], [1]], [(70, 80), (6, 6)]), held(90, [[0, 1]], [(70, 80), (6, 6)])
    (True, False)
    """
    rooms = {_room(limit, set(which), bounds) for which in sums}
    if any(_least(room, bounds) > 0 for room in rooms):
        return True
    open_ = {part for room in rooms if _overfilled(room, bounds) for part in _parts(room)}
    if not open_:
        return False
    return Undecided(frozenset(room for room in open_ if not _implied(room, open_, bounds)))


def _room(limit: int, which: set[int], bounds: Sequence[Bounds]) -> Room:
    exact = {one for one in which if bounds[one][0] == bounds[one][1]}
    return limit - sum(bounds[one][0] for one in exact), frozenset(which - exact)


def _least(room: Room, bounds: Sequence[Bounds]) -> int:
    """By how much a room is certainly overfilled."""
    left, which = room
    return sum(bounds[one][0] for one in which) - left


def _overfilled(room: Room, bounds: Sequence[Bounds]) -> bool:
    left, which = room
    highs = [bounds[one][1] for one in which]
    return None in highs or sum(high for high in highs if high is not None) > left


def _parts(room: Room) -> list[Room]:
    """A room without any place is overfilled if any one thing is there: each of them alone."""
    left, which = room
    return [(left, frozenset({one})) for one in which] if left == 0 else [room]


def _implied(room: Room, others: Collection[Room], bounds: Sequence[Bounds]) -> bool:
    """Whether another room is overfilled whenever this one is; of two that imply each other the lesser stays."""
    return any(
        _implies(room, other, bounds) and (not _implies(other, room, bounds) or _key(other) < _key(room))
        for other in others
        if other != room
    )


def _implies(room: Room, other: Room, bounds: Sequence[Bounds]) -> bool:
    (left, which), (left_other, which_other) = room, other
    highs = [bounds[one][1] for one in which - which_other]
    if None in highs:
        return False
    gained = sum(high for high in highs if high is not None) - left
    return gained <= sum(bounds[one][0] for one in which_other - which) - left_other


def _key(room: Room) -> tuple[int, list[int]]:
    return room[0], sorted(room[1])
