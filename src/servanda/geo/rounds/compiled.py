"""Loops over regions, compiled where `numba` is installed (the extra `fast`): the same positions, rings and edges.

Each region looks its edges up by itself. A ring is halved until the distance of the position in the middle says that
all positions of a part lie on one side of the limit: distances change no faster than positions.
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
F = TypeVar("F", bound=Callable[..., object])

INSTALLED = njit is not None
MOST = 4_096
"""Edges about one region; with more, the columns take it."""
ECCENTRICITY2 = 0.006_694_379_990_141_317
"""Of WGS 84."""
_SPOKES, _STEP = 64, 2 * math.pi / 64
_CURVED = 24 * 6_378_137.0**2 * (1 - 0.006_694_379_990_141_317)
_COS, _SIN = (turn((np.arange(_SPOKES) + 0.5) * _STEP) for turn in (np.cos, np.sin))
_DOUBT_M, _FAR = 1e-5, 5e-17
"""As in `share`."""
_ALL, _ONE, _NONE = np.uint64(0xFFFF_FFFF_FFFF_FFFF), np.uint64(1), np.uint64(0)


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
def _gather(shape: Shape, about: tuple[Floats, Floats], within: float, ends: Floats) -> int:
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
def _foot(ends: Floats, edge: int, x: float, y: float) -> tuple[float, float]:
    """Way from a spot to the nearest spot of an edge."""
    ax, ay = ends[edge, 0] - x, ends[edge, 1] - y
    dx, dy = ends[edge, 2] - ends[edge, 0], ends[edge, 3] - ends[edge, 1]
    share = -(ax * dx + ay * dy) / max(dx * dx + dy * dy, 1e-30)
    share = min(1.0, max(0.0, share))
    return ax + share * dx, ay + share * dy


@compiled
def _away(ways: Floats, number: int, x: float, y: float) -> tuple[float, float, float]:
    """Distance of a spot from the nearest of some edges, and the way to it.

    Args:
        ways: Columns of edges: start, way, inverse square, and room for the way from the spot and its square.
        number: How many.
        x: East.
        y: North.
    """
    for edge in range(number):
        ax, ay, dx, dy = ways[0, edge] - x, ways[1, edge] - y, ways[2, edge], ways[3, edge]
        share = -(ax * dx + ay * dy) * ways[4, edge]
        share = max(0.0, share)
        share = min(1.0, share)
        ax, ay = ax + share * dx, ay + share * dy
        ways[5, edge], ways[6, edge], ways[7, edge] = ax, ay, ax * ax + ay * ay
    best = 0
    for edge in range(1, number):
        if ways[7, edge] < ways[7, best]:
            best = edge
    return math.sqrt(ways[7, best]), ways[5, best], ways[6, best]


@compiled
def _ways(ends: Floats, number: int, ways: Floats) -> None:
    """Edges as `_away` reads them."""
    for edge in range(number):
        ways[0, edge], ways[1, edge] = ends[edge, 0], ends[edge, 1]
        dx, dy = ends[edge, 2] - ends[edge, 0], ends[edge, 3] - ends[edge, 1]
        ways[2, edge], ways[3, edge], ways[4, edge] = dx, dy, 1 / max(dx * dx + dy * dy, 1e-30)


@compiled
def _bearing(ends: Floats, number: int, outer: float, from_m: Floats) -> int:
    """Keeps the edges that are the nearest for some position, sorted by the radius from which on."""
    best, foot_x, foot_y = math.inf, 0.0, 0.0
    for edge in range(number):
        x, y = _foot(ends, edge, 0.0, 0.0)
        if x * x + y * y < best:
            best, foot_x, foot_y = x * x + y * y, x, y
    kept = 0
    for edge in range(number):
        x, y = _foot(ends, edge, 0.0, 0.0)
        apart = max(
            math.hypot(ends[edge, 0] - foot_x, ends[edge, 1] - foot_y),
            math.hypot(ends[edge, 2] - foot_x, ends[edge, 3] - foot_y),
        )
        begin = (x * x + y * y - best - 1.0) / (2 * max(apart, 1e-9))
        if begin > outer:
            continue
        ax, ay, bx, by = ends[edge, 0], ends[edge, 1], ends[edge, 2], ends[edge, 3]
        at = kept
        while at > 0 and from_m[at - 1] > begin:
            from_m[at] = from_m[at - 1]
            ends[at, :] = ends[at - 1, :]
            at -= 1
        from_m[at] = begin
        ends[at, 0], ends[at, 1], ends[at, 2], ends[at, 3] = ax, ay, bx, by
        kept += 1
    return kept


@compiled
def _held(foot: tuple[float, float], radius: float, room: float, spoke: int) -> tuple[int, int]:
    """The run of positions about one that lie within a distance of the nearest spot of the line."""
    away = max(math.hypot(foot[0], foot[1]), 1e-9)
    share = (radius * radius + away * away - room * room) / (2 * radius * away)
    if share <= -1.0:
        return spoke - _SPOKES, spoke + _SPOKES
    half = math.acos(min(1.0, share)) / _STEP
    turn = math.atan2(foot[1], foot[0]) / _STEP - 0.5
    turn += _SPOKES * round((spoke - turn) / _SPOKES)
    return min(spoke, math.ceil(turn - half)), max(spoke, math.floor(turn + half))


@compiled
def _ring(ways: Floats, number: int, radius: float, limit: float, slack: float) -> tuple[np.uint64, np.uint64]:
    """Positions of a ring nearer than the limit, and those so near it that charts may err."""
    bits, doubts = _NONE, _NONE
    low, high = np.empty(80, np.int64), np.empty(80, np.int64)
    low[0], high[0], open_ = 0, _SPOKES, 1
    while open_ > 0:
        open_ -= 1
        begin, end = low[open_], high[open_]
        spoke = (begin + end) // 2
        x, y = radius * _COS[spoke], radius * _SIN[spoke]
        away, to_x, to_y = _away(ways, number, x, y)
        first, last = spoke, spoke
        if abs(away - limit) < slack:
            doubts |= _ONE << np.uint64(spoke)
        elif away < limit:
            first, last = _held((x + to_x, y + to_y), radius, limit - slack, spoke)
        else:
            reach = int(2 * math.asin(min(1.0, (away - limit - slack) / (2 * radius))) / _STEP)
            first, last = spoke - reach, spoke + reach
        first, last = max(begin, first), min(end, last + 1)
        if away < limit:
            run = _ALL if last - first == _SPOKES else (_ONE << np.uint64(last - first)) - _ONE
            bits |= run << np.uint64(first)
        if begin < first:
            low[open_], high[open_] = begin, first
            open_ += 1
        if last < end:
            low[open_], high[open_] = last, end
            open_ += 1
    return bits, doubts


@compiled
def nearer_bits(
    shape: Shape, about: About, asked: tuple[Floats, Floats, Floats, Floats], unit: Floats, found: tuple[Words, Words]
) -> None:
    """For each region and ring the positions nearer than its limit, and the doubtful ones.

    Args:
        shape: Edges, as `Edges.shape` gives them.
        about: Positions in space and ways east and north of the regions.
        asked: σ or radius, distance of the middle to a metre, limit, and what charts may err, of each.
        unit: Radii of the rings.
        found: Filled; all of a region with too many edges is doubtful.
    """
    here, turn = about
    scale, away, limit, slack = asked
    bits, doubts = found
    ends, ways, from_m = np.empty((MOST, 4)), np.empty((8, MOST + 24)), np.empty(MOST)
    for row in range(len(scale)):
        outer = scale[row] * unit[-1]
        gathered = _gather(shape, (here[row], turn[row]), away[row] + 2 * outer + 1.0, ends)
        number = _bearing(ends, gathered, outer, from_m)
        _ways(ends, number, ways)
        used = 0
        for ring in range(len(unit)):
            radius = unit[ring] * scale[row]
            if radius < abs(limit[row] - away[row]) - 2.0:
                bits[row, ring] = _ALL if away[row] < limit[row] else _NONE
                continue
            while used < number and from_m[used] <= radius:
                used += 1
            bits[row, ring], doubts[row, ring] = _ring(ways, used, radius, limit[row], slack[row])
        if gathered < 0:
            doubts[row, :] = _ALL


@compiled
def _turned(x: float, y: float, radius: float) -> tuple[np.uint64, float]:
    """The positions of a ring behind a spot on it, and how near one comes to it, metres."""
    angle = math.atan2(y, x)
    turn = (angle if angle >= 0 else angle + 2 * math.pi) / _STEP - 0.5
    behind = math.ceil(turn)
    apart = min(abs(turn - round(turn)), turn + 0.5, _SPOKES - 0.5 - turn) * _STEP * radius
    return (_ALL << np.uint64(max(0, behind)) if behind < _SPOKES else _NONE), apart


@compiled
def _cross(ends: Floats, edge: int, ring: tuple[float, float]) -> tuple[np.uint64, float]:
    """What one edge turns on one ring, and how near a position or the edge's grazing comes, metres."""
    radius, near = ring
    ax, ay = ends[edge, 0], ends[edge, 1]
    dx, dy = ends[edge, 2] - ax, ends[edge, 3] - ay
    start, end = math.hypot(ax, ay), math.hypot(ends[edge, 2], ends[edge, 3])
    apart = min(abs(near - radius), abs(start - radius), abs(end - radius))
    square, half = dx * dx + dy * dy, ax * dx + ay * dy
    root = half * half - square * (start * start - radius * radius)
    before, after = start < radius, end < radius
    foot = -square < half < 0
    turned = _NONE
    depth = math.sqrt(max(root, 0.0))
    if not before and root > 0 and (after or foot):
        share = (-half - depth) / square
        mask, gap = _turned(ax + share * dx, ay + share * dy, radius)
        turned, apart = turned ^ mask, min(apart, gap)
    if not after and (before or (root > 0 and foot)):
        share = (-half + depth) / square
        mask, gap = _turned(ax + share * dx, ay + share * dy, radius)
        turned, apart = turned ^ mask, min(apart, gap)
    return turned, apart


@compiled
def _ray(ends: Floats, edge: int, unit: Floats, scale: float, bits: Words) -> float:
    """Carries the side of the middle out along a ray: an edge across it turns all rings behind; how near one comes."""
    ax, ay, bx, by = ends[edge, 0], ends[edge, 1], ends[edge, 2], ends[edge, 3]
    if (ay > 0) == (by > 0):
        return math.inf
    x = ax + (bx - ax) * (-ay / (by - ay))
    apart = math.inf
    for ring in range(len(unit)):
        radius = unit[ring] * scale
        if 0 < x < radius:
            bits[ring] ^= _ALL
        apart = min(apart, abs(x - radius))
    return apart


@compiled
def inside_bits(
    shape: Shape, about: About, asked: tuple[Floats, NDArray[np.bool_]], unit: Floats, found: tuple[Words, Floats]
) -> None:
    """For each region and ring the positions inside, and by how much rounding would have to err, metres.

    Args:
        shape: Edges, as `Edges.shape` gives them.
        about: Positions in space and ways east and north of the regions.
        asked: σ or radius, and whether the middle lies inside, of each.
        unit: Radii of the rings.
        found: Filled; room below nothing for a region with too many edges.
    """
    here, turn = about
    scale, within = asked
    bits, room = found
    ends = np.empty((MOST, 4))
    for row in range(len(scale)):
        outer = scale[row] * unit[-1]
        number = _gather(shape, (here[row], turn[row]), outer + 1.0, ends)
        bits[row, :] = _ALL if within[row] else _NONE
        room[row] = math.inf if number >= 0 else -1.0
        for edge in range(number):
            x, y = _foot(ends, edge, 0.0, 0.0)
            near = math.hypot(x, y)
            far = max(math.hypot(ends[edge, 0], ends[edge, 1]), math.hypot(ends[edge, 2], ends[edge, 3]))
            slack = _DOUBT_M + _FAR * far**3
            apart = min(near, _ray(ends, edge, unit, scale[row], bits[row]))
            for ring in range(np.searchsorted(unit, (near - slack) / scale[row]), len(unit)):
                radius = unit[ring] * scale[row]
                if radius > far + slack:
                    break
                turned, gap = _cross(ends, edge, (radius, near))
                bits[row, ring] ^= turned
                apart = min(apart, gap)
            room[row] = min(room[row], apart - slack)
