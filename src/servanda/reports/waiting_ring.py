"""A circle of waiting, drawn as one: its members stand on a circle, each at a height of its own.

Because no two members share a height, an arrow from outside reaches every one of them on a level line.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from servanda.reports.dossier import Wait

_TURNS = 180
_ROUND = 6
"""Up to so many stand at equal angles; more of them at equal heights."""


@dataclass(frozen=True)
class Ring:
    """The members of a circle about its middle.

    Attributes:
        radius: Of the circle on which they stand.
        spots: Member → place, from the middle.
    """

    radius: int
    spots: Mapping[str, tuple[int, int]]


def rings_of(waits: Sequence[Wait]) -> list[list[str]]:
    """Members of each circle, each next to one it waits for where that is possible."""
    after: dict[str, list[str]] = {}
    joined: dict[str, set[str]] = {}
    for wait in sorted(waits, key=lambda one: (one.who, one.for_whom)):
        if wait.in_circle and wait.who != wait.for_whom:
            after.setdefault(wait.who, []).append(wait.for_whom)
            joined.setdefault(wait.who, set()).add(wait.for_whom)
            joined.setdefault(wait.for_whom, set()).add(wait.who)
    rings = []
    left = sorted(joined)
    while left:
        members = _reached(left[0], joined)
        rings.append(_around(sorted(members), after))
        left = [name for name in left if name not in members]
    return rings


def _reached(start: str, joined: Mapping[str, set[str]]) -> set[str]:
    found, front = {start}, [start]
    while front:
        new = joined[front.pop()] - found
        found |= new
        front += sorted(new)
    return found


def _around(members: Sequence[str], after: Mapping[str, Sequence[str]]) -> list[str]:
    ring: list[str] = []
    while len(ring) < len(members):
        nearest = [name for name in after.get(ring[-1], []) if name not in ring] if ring else []
        ring.append(nearest[0] if nearest else next(name for name in members if name not in ring))
    return ring


def ring(members: Sequence[str], pitch: int, least: int) -> Ring:
    """A circle for members in their order.

    Args:
        members: Who stands on it; at least two.
        pitch: Height that each of them takes.
        least: The smallest radius.
    """
    turn = max(range(_TURNS), key=lambda degrees: round(_closest(len(members), degrees), 6))
    if len(members) > _ROUND:
        return _level(members, pitch)
    radius = max(least, math.ceil(pitch / _closest(len(members), turn)))
    angles = [_angle(len(members), turn, number) for number in range(len(members))]
    spots = {
        name: (round(radius * math.cos(angle)), round(radius * math.sin(angle)))
        for name, angle in zip(members, angles, strict=True)
    }
    return Ring(radius, spots)


def _angle(members: int, turn: int, number: int) -> float:
    return math.radians(turn) + 2 * math.pi * number / members


def _closest(members: int, turn: int) -> float:
    """The smallest difference in height between two members of a circle of radius one."""
    levels = sorted(math.sin(_angle(members, turn, number)) for number in range(members))
    return min(after - before for before, after in pairwise(levels))


def _level(members: Sequence[str], pitch: int) -> Ring:
    """Down the right side and up the left, at equal heights."""
    count = len(members)
    radius = math.ceil(pitch * (count - 1) / 2)
    right, left = list(range(0, count, 2)), list(range(1, count, 2))
    spots = {}
    for name, level in zip(members, [*right, *reversed(left)], strict=True):
        y = pitch * level - radius if count > 1 else 0
        x = math.isqrt(max(radius * radius - y * y, 0))
        spots[name] = (x if level % 2 == 0 else -x, y)
    return Ring(radius, spots)
