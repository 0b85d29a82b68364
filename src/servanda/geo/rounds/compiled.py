"""Loops over regions, compiled where `numba` is installed (the extra `fast`): the same positions, rings and edges.

Each region looks its edges up by itself; what is asked of them stands in `loops_inside` and `loops_nearer`.
"""

import math
from collections.abc import Callable
from typing import TypeVar, cast

import numpy as np
from numpy.typing import NDArray

try:
    from numba import njit
except ImportError:  # the extra is not installed: the columns of `share` and `reach` do the same
    njit = None

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Words = NDArray[np.uint64]
Shape = tuple[Floats, Whole, Whole, Whole, Floats, Floats]
"""Corners in space; the first corner of each edge; first edge, number, middle and radius of each block of edges."""
About = tuple[Floats, Floats]
"""Positions in space; ways east and north, and how flat the earth is there."""
F = TypeVar("F", bound=Callable[..., object])

INSTALLED = njit is not None
MOST = 4_096
"""Edges about one region; one with more is left to the columns, or to the reference."""
ECCENTRICITY2 = 0.006_694_379_990_141_317
"""Of WGS 84."""
SPOKES, STEP = 64, 2 * math.pi / 64
"""Positions of a ring, and the angle between two."""
ALL, ONE, NONE = np.uint64(0xFFFF_FFFF_FFFF_FFFF), np.uint64(1), np.uint64(0)
"""Words of 64 positions."""
_CURVED = 24 * 6_378_137.0**2 * (1 - ECCENTRICITY2)


def compiled(function: F) -> F:
    """The function, compiled if that is possible."""
    return cast("F", njit(cache=True, nogil=True)(function)) if njit is not None else function


@compiled
def _seen(space: Floats, corner: int, here: Floats, turn: Floats) -> tuple[float, float]:
    """A corner on the chart about a point; `turn` ends with how flat the earth is there."""
    x, y, z = space[corner, 0] - here[0], space[corner, 1] - here[1], space[corner, 2] - here[2]
    east = turn[0] * x + turn[1] * y
    north = turn[2] * x + turn[3] * y + turn[4] * z
    chord = math.sqrt(x * x + y * y + z * z)
    stretch = chord * (1 + (chord * turn[5]) ** 2 / _CURVED) / max(math.hypot(east, north), 1e-9)
    return east * stretch, north * stretch


@compiled
def gather(shape: Shape, about: tuple[Floats, Floats], within: float, ends: Floats) -> int:
    """The edges that may come within a distance, as rows of four coordinates; -1 if there are too many."""
    space, start, block, size, middle, radius = shape
    here, turn = about
    number = 0
    for one in range(len(block)):
        x, y, z = middle[one, 0] - here[0], middle[one, 1] - here[1], middle[one, 2] - here[2]
        room = within + radius[one] + 2.0
        if x * x + y * y + z * z > room * room:
            continue
        if number + size[one] > MOST:
            return -1
        corner = -1
        for edge in range(block[one], block[one] + size[one]):
            if start[edge] == corner:
                ends[number, 0], ends[number, 1] = ends[number - 1, 2], ends[number - 1, 3]
            else:
                ends[number, 0], ends[number, 1] = _seen(space, start[edge], here, turn)
            corner = start[edge] + 1
            ends[number, 2], ends[number, 3] = _seen(space, corner, here, turn)
            number += 1
    return number


@compiled
def foot_of(ends: Floats, edge: int, x: float, y: float) -> tuple[float, float]:
    """Way from a spot to the nearest spot of an edge."""
    ax, ay = ends[edge, 0] - x, ends[edge, 1] - y
    dx, dy = ends[edge, 2] - ends[edge, 0], ends[edge, 3] - ends[edge, 1]
    share = -(ax * dx + ay * dy) / max(dx * dx + dy * dy, 1e-30)
    share = min(1.0, max(0.0, share))
    return ax + share * dx, ay + share * dy
