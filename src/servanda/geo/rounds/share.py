"""Which share of each round region lies inside a place: rings of positions, cut by edges in closed form.

On a ring about the middle of the chart an edge can only change sides at its crossings. All positions behind a crossing
change sides, which is one `exclusive or` of 64 bits; so a region costs what its edges cross, not its positions.
"""

import math
from collections.abc import Iterator
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from servanda.geo.bulk.earth import Floats
from servanda.geo.cloud import CUT, RINGS, SPOKES
from servanda.geo.rounds import compiled
from servanda.geo.rounds.edges import At, Edges, Near, Whole
from servanda.geo.rounds.loops_inside import inside_bits

_STEP = 2 * math.pi / SPOKES
_DOUBT_M = 1e-5
"""Charts and crossings are rounded by far less; whoever comes nearer to an edge is asked for alone."""
_FAR = 5e-17
"""Per cubic metre: 6 micrometres at 5 km."""
_ALL = np.uint64(0xFFFF_FFFF_FFFF_FFFF)
_SURE = 1_000_000
NO_NUMBER = -1
Kind = Literal["spot", "disc"]


def rings_of(kind: Kind) -> Floats:
    """Radii of the rings of a cloud, as shares of σ or of the radius."""
    steps = (np.arange(RINGS) + 0.5) / RINGS
    return np.sqrt(-2 * np.log1p(-steps * -math.expm1(-(CUT**2) / 2))) if kind == "spot" else np.sqrt(steps)


def shares_inside(edges: Edges, at: At, scale_m: Floats, within: NDArray[np.bool_], kind: Kind) -> Whole:
    """Probability in parts per million that each region's thing lies inside; `NO_NUMBER` where rounding could turn it.

    Args:
        edges: All edges of the place.
        at: Latitudes and longitudes of the middles, 1e-7 degree.
        scale_m: σ, or radius, of each.
        within: Whether each middle lies inside.
        kind: Which cloud.
    """
    unit = rings_of(kind)
    if compiled.INSTALLED:
        return _compiled(edges, at, (scale_m, within), unit)
    near = edges.near(at, scale_m * unit[-1] + 1.0)
    bits = np.zeros((len(within), RINGS), dtype=np.uint64)
    bits[within] = _ALL
    doubt = _from_the_middle(near, scale_m, unit, bits)
    doubt |= _around(near, scale_m, unit, bits)
    return np.where(doubt, NO_NUMBER, share_of(bits))


def _compiled(edges: Edges, at: At, asked: tuple[Floats, NDArray[np.bool_]], unit: Floats) -> Whole:
    bits = np.empty((len(at[0]), RINGS), dtype=np.uint64)
    room = np.empty(len(bits))
    inside_bits(edges.shape(), edges.about(at), asked, unit, (bits, room))
    return np.where(room < 0, NO_NUMBER, share_of(bits))


def share_of(bits: NDArray[np.uint64]) -> Whole:
    """Positions of each region in parts per million, strictly between none and all."""
    number = np.bitwise_count(bits).sum(axis=1, dtype=np.int64)
    share = np.rint(number / (RINGS * SPOKES) * _SURE).astype(np.int64)
    return np.asarray(np.clip(share, 1, _SURE - 1), dtype=np.int64)


def _from_the_middle(near: Near, scale_m: Floats, unit: Floats, bits: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Carries the side of each middle out to where its rings begin: every edge across that ray turns what is behind."""
    (ax, ay), (bx, by) = near.start.T, near.end.T
    cuts = np.flatnonzero((ay > 0) != (by > 0))
    x = ax[cuts] + (bx[cuts] - ax[cuts]) * (-ay[cuts] / (by[cuts] - ay[cuts]))
    cuts, x = cuts[x > 0], x[x > 0]
    slack = _doubt(near)
    radii = x / scale_m[near.point[cuts]]
    for ring in range(len(unit)):
        beyond = radii < unit[ring]
        np.bitwise_xor.at(bits[:, ring], near.point[cuts[beyond]], _ALL)
    doubt = np.zeros(len(bits), dtype=bool)
    ring = np.clip(np.searchsorted(unit, radii), 0, len(unit) - 1)
    for step in (-1, 0):
        gap = np.abs(radii - unit[np.maximum(0, ring + step)]) * scale_m[near.point[cuts]]
        doubt[near.point[cuts[gap < slack[cuts]]]] = True
    closest = near.closest()
    doubt[near.point[closest < slack]] = True
    return doubt


def _doubt(near: Near) -> Floats:
    """How far an edge may lie from where it is put, metres: corners far from the point are put less exactly."""
    away = np.maximum(np.hypot(*near.start.T), np.hypot(*near.end.T))
    return np.asarray(_DOUBT_M + _FAR * away**3, dtype=np.float64)


def _around(near: Near, scale_m: Floats, unit: Floats, bits: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Turns on every ring all positions behind each crossing; returns the regions where one comes too near."""
    scale, slack = scale_m[near.point], _doubt(near)
    closest = near.closest()
    farthest = np.maximum(np.hypot(*near.start.T), np.hypot(*near.end.T))
    first = np.searchsorted(unit, (closest - slack) / scale, "left")
    number = np.maximum(0, np.searchsorted(unit, (farthest + slack) / scale, "right") - first)
    pair = np.repeat(np.arange(len(number)), number)
    ring = np.arange(len(pair)) - np.repeat(np.cumsum(number) - number, number) + first[pair]
    radius = unit[ring] * scale[pair]
    doubt = np.zeros(len(bits), dtype=bool)
    doubt[near.point[pair[np.abs(closest[pair] - radius) < slack[pair]]]] = True
    for at, spot, grazes in _crossings(near, pair, radius, slack):
        doubt[near.point[pair[grazes]]] = True
        turn = np.mod(np.arctan2(spot[:, 1], spot[:, 0]), 2 * math.pi) / _STEP - 0.5
        behind = np.ceil(turn).astype(np.int64)
        mask = np.where(behind >= SPOKES, np.uint64(0), _ALL << np.clip(behind, 0, SPOKES - 1).astype(np.uint64))
        np.bitwise_xor.at(bits, (near.point[pair[at]], ring[at]), mask)
        apart = np.minimum(np.abs(turn - np.rint(turn)), np.minimum(turn + 0.5, SPOKES - 0.5 - turn))
        close = apart * _STEP * radius[at] < slack[pair[at]]
        doubt[near.point[pair[at[close]]]] = True
    return doubt


def _crossings(near: Near, pair: Whole, radius: Floats, slack: Floats) -> Iterator[tuple[Whole, Floats, Whole]]:
    """Where edges enter rings, then where they leave: which pairs, the spots, and the pairs with an end on the ring."""
    start, end = (np.hypot(*side.T)[pair] for side in (near.start, near.end))
    a, way = near.start[pair], (near.end - near.start)[pair]
    square, half = np.einsum("ij,ij->i", way, way), np.einsum("ij,ij->i", a, way)
    root = half * half - square * (start**2 - radius**2)
    before, after = start < radius, end < radius
    foot = (half < 0) & (half > -square) & (root > 0)
    enters, leaves = ~before & (after | foot), ~after & (before | foot)
    depth = np.sqrt(np.maximum(root, 0.0))
    for which, side, edge in ((enters, -1.0, start), (leaves, 1.0, end)):
        at = np.flatnonzero(which)
        share = (-half[at] + side * depth[at]) / square[at]
        yield at, a[at] + share[:, None] * way[at], np.flatnonzero(np.abs(edge - radius) < slack[pair])
