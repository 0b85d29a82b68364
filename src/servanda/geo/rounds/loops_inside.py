"""Positions inside a place, region by region: each edge turns what lies behind its crossings of each ring."""

import math

import numpy as np
from numpy.typing import NDArray

from servanda.geo.rounds.compiled import (
    ALL,
    MOST,
    NONE,
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

_DOUBT_M, _FAR = 1e-5, 5e-17
"""As in `share`."""


@compiled
def _turned(x: float, y: float, radius: float) -> tuple[np.uint64, float]:
    """The positions of a ring behind a spot on it, and how near one comes to it, metres."""
    angle = math.atan2(y, x)
    turn = (angle if angle >= 0 else angle + 2 * math.pi) / STEP - 0.5
    behind = math.ceil(turn)
    apart = min(abs(turn - round(turn)), turn + 0.5, SPOKES - 0.5 - turn) * STEP * radius
    return (ALL << np.uint64(max(0, behind)) if behind < SPOKES else NONE), apart


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
    turned = NONE
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
            bits[ring] ^= ALL
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
        number = gather(shape, (here[row], turn[row]), outer + 1.0, ends)
        bits[row, :] = ALL if within[row] else NONE
        room[row] = math.inf if number >= 0 else -1.0
        for edge in range(number):
            x, y = foot_of(ends, edge, 0.0, 0.0)
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
