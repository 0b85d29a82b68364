"""Positions nearer to a line than a limit, region by region.

A ring is halved until what is known of one position decides for all of a part: nearer than the limit is whatever lies
within it of the same spot of the line, farther whatever its distance cannot bring nearer.
"""

import math

import numpy as np

from servanda.geo.rounds.compiled import (
    ALL,
    MOST,
    NONE,
    ONE,
    SPOKES,
    STEP,
    About,
    Floats,
    Shape,
    Words,
    compiled,
    foot_of,
    gather,
)

_COS, _SIN = (turn((np.arange(SPOKES) + 0.5) * STEP) for turn in (np.cos, np.sin))


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
        x, y = foot_of(ends, edge, 0.0, 0.0)
        if x * x + y * y < best:
            best, foot_x, foot_y = x * x + y * y, x, y
    kept = 0
    for edge in range(number):
        x, y = foot_of(ends, edge, 0.0, 0.0)
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
        return spoke - SPOKES, spoke + SPOKES
    half = math.acos(min(1.0, share)) / STEP
    turn = math.atan2(foot[1], foot[0]) / STEP - 0.5
    turn += SPOKES * round((spoke - turn) / SPOKES)
    return min(spoke, math.ceil(turn - half)), max(spoke, math.floor(turn + half))


@compiled
def _ring(ways: Floats, number: int, radius: float, limit: float, slack: float) -> tuple[np.uint64, np.uint64]:
    """Positions of a ring nearer than the limit, and those so near it that charts may err."""
    bits, doubts = NONE, NONE
    low, high = np.empty(80, np.int64), np.empty(80, np.int64)
    low[0], high[0], open_ = 0, SPOKES, 1
    while open_ > 0:
        open_ -= 1
        begin, end = low[open_], high[open_]
        spoke = (begin + end) // 2
        x, y = radius * _COS[spoke], radius * _SIN[spoke]
        away, to_x, to_y = _away(ways, number, x, y)
        first, last = spoke, spoke
        if abs(away - limit) < slack:
            doubts |= ONE << np.uint64(spoke)
        elif away < limit:
            first, last = _held((x + to_x, y + to_y), radius, limit - slack, spoke)
        else:
            reach = int(2 * math.asin(min(1.0, (away - limit - slack) / (2 * radius))) / STEP)
            first, last = spoke - reach, spoke + reach
        first, last = max(begin, first), min(end, last + 1)
        if away < limit:
            run = ALL if last - first == SPOKES else (ONE << np.uint64(last - first)) - ONE
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
        gathered = gather(shape, (here[row], turn[row]), away[row] + 2 * outer + 1.0, ends)
        number = _bearing(ends, gathered, outer, from_m)
        _ways(ends, number, ways)
        used = 0
        for ring in range(len(unit)):
            radius = unit[ring] * scale[row]
            if radius < abs(limit[row] - away[row]) - 2.0:
                bits[row, ring] = ALL if away[row] < limit[row] else NONE
                continue
            while used < number and from_m[used] <= radius:
                used += 1
            bits[row, ring], doubts[row, ring] = _ring(ways, used, radius, limit[row], slack[row])
        if gathered < 0:
            doubts[row, :] = ALL
