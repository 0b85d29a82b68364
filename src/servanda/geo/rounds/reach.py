"""Which share of each round region lies nearer to a line than a limit: rings of positions, cut in closed form.

What is nearer to an edge than a limit is a strip along it and a disc about each end. On a ring about the middle of the
chart each of them begins and ends at two angles; a region costs what its edges can reach, not its positions. Positions
so near the limit that the chart bends could decide are measured as geodesics, as the cloud is.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pyproj import Geod

from servanda.geo.bulk.earth import Floats
from servanda.geo.cloud import RINGS, SPOKES
from servanda.geo.frame import E7
from servanda.geo.rounds import compiled
from servanda.geo.rounds.edges import At, Edges, Near, Whole
from servanda.geo.rounds.loops_nearer import nearer_bits
from servanda.geo.rounds.share import Kind, rings_of, share_of

_STEP = 2 * math.pi / SPOKES
_SURE = 1_000_000
_ONE = np.uint64(1)
_ALL = np.uint64(0xFFFF_FFFF_FFFF_FFFF)
_NEAR_M, _FAR = 1e-3, 5e-16
"""Charts by chord order distances as geodesics do but for a millimetre, and 8 mm at 25 km, 60 mm at 50 km."""
_ROWS = 2_000
Words = NDArray[np.uint64]
_EARTH = Geod(ellps="WGS84")


@dataclass(frozen=True)
class Limits:
    """Round regions near a limit each.

    Attributes:
        at: Middles.
        scale_m: σ, or radius, of each.
        away_m: How far each middle is from the line, to a metre.
        limit_m: The limit of each.
    """

    at: At
    scale_m: Floats
    away_m: Floats
    limit_m: Floats

    def only(self, rows: slice | NDArray[np.int64]) -> "Limits":
        """Some of them."""
        at = self.at[0][rows], self.at[1][rows]
        return Limits(at, self.scale_m[rows], self.away_m[rows], self.limit_m[rows])


def shares_nearer(edges: Edges, limits: Limits, kind: Kind) -> Whole:
    """Probability in parts per million that each region's thing is nearer than the limit, strictly between 0 and 1."""
    starts = range(0, len(limits.scale_m), _ROWS)
    parts = [_shares(edges, limits.only(slice(start, start + _ROWS)), kind) for start in starts]
    return np.concatenate([np.zeros(0, dtype=np.int64), *parts])


def _shares(edges: Edges, limits: Limits, kind: Kind) -> Whole:
    unit = rings_of(kind)
    if compiled.INSTALLED:
        return _compiled(edges, limits, unit)
    outer = limits.scale_m * unit[-1]
    near, from_m = bearing(edges.near(limits.at, limits.away_m + 2 * outer + 1.0), outer)
    gap = np.abs(limits.limit_m - limits.away_m) - 2.0
    first = np.searchsorted(unit, 0.0) + (unit[None, :] * limits.scale_m[:, None] < gap[:, None]).sum(axis=1)
    bits = np.where((limits.away_m < limits.limit_m)[:, None] & (np.arange(RINGS) < first[:, None]), _ALL, np.uint64(0))
    begin = np.maximum(first[near.point], np.searchsorted(unit, from_m / limits.scale_m[near.point]))
    doubts = _cover(near, _cut(begin), limits, unit, bits)
    _settle(edges, limits, unit, near, (bits, doubts))
    return share_of(bits)


def _compiled(edges: Edges, limits: Limits, unit: Floats) -> Whole:
    bits, doubts = (np.zeros((len(limits.scale_m), RINGS), dtype=np.uint64) for _ in range(2))
    asked = (limits.scale_m, limits.away_m, limits.limit_m, _slack(limits.away_m))
    nearer_bits(edges.shape(), edges.about(limits.at), asked, unit, (bits, doubts))
    rows = np.flatnonzero(doubts.any(axis=1))
    some = limits.only(rows)
    outer = some.scale_m * unit[-1]
    near, _ = bearing(edges.near(some.at, some.away_m + 2 * outer + 1.0), outer)
    settled = bits[rows]
    _settle(edges, some, unit, near, (settled, doubts[rows]))
    bits[rows] = settled
    return share_of(bits)


def _slack(away_m: Floats) -> Floats:
    """How far a distance on a chart by chords may be off, metres."""
    return np.asarray(_NEAR_M + _FAR * away_m**3, dtype=np.float64)


def bearing(near: Near, outer_m: Floats) -> tuple[Near, Floats]:
    """The edges that are the nearest for some position of their region, and a few others; from which radius on.

    An edge point x is nearer than the foot f of the middle for a position within r only if |x|² - |f|² < 2 r |x - f|.
    """
    away, feet = near.closest(), near.feet()
    least = np.full(len(outer_m), np.inf)
    np.minimum.at(least, near.point, away)
    foot = np.zeros((len(outer_m), 2))
    best = away == least[near.point]
    foot[near.point[best]] = feet[best]
    apart = [np.hypot(*(end - foot[near.point]).T) for end in (near.start, near.end)]
    from_m = (away**2 - least[near.point] ** 2 - 1.0) / (2 * np.maximum(1e-9, np.maximum(*apart)))
    stays = from_m <= outer_m[near.point]
    return near.only(stays), from_m[stays]


def _cut(begin: Whole) -> tuple[Whole, Whole]:
    """Pairs of an edge and a ring that the limit may cut: of each edge all rings from one on."""
    number = RINGS - begin
    pair = np.repeat(np.arange(len(number)), number)
    return pair, np.arange(len(pair)) - np.repeat(np.cumsum(number) - number, number) + begin[pair]


def _cover(
    near: Near, pairs: tuple[Whole, Whole], limits: Limits, unit: Floats, bits: NDArray[np.uint64]
) -> NDArray[np.uint64]:
    """Sets the positions that are nearer to some edge than the limit; returns those so near it that charts may err."""
    pair, ring = pairs
    point = near.point[pair]
    radius, limit = unit[ring] * limits.scale_m[point], limits.limit_m[point]
    slack = _slack(limits.away_m)[point]
    way = near.end - near.start
    long = np.maximum(np.hypot(*way.T), 1e-9)
    along = way / long[:, None]
    beside = np.column_stack([-along[:, 1], along[:, 0]])
    from_ = np.einsum("ij,ij->i", near.start, along)
    off = np.einsum("ij,ij->i", near.start, beside)
    doubts = np.zeros_like(bits)
    strip = _arc(along[pair], from_[pair], radius, None)[0]
    strip &= _arc(-along[pair], -(from_ + long)[pair], radius, None)[0]
    for side in (1.0, -1.0):
        least = side * off[pair] - limit
        some = np.flatnonzero(least > -radius - slack)
        inner, close = _arc(side * beside[pair[some]], least[some], radius[some], slack[some])
        strip[some] &= inner
        np.bitwise_or.at(doubts, (point[some], ring[some]), close)
    np.bitwise_or.at(bits, (point, ring), strip)
    for end in (near.start, near.end):
        away = np.maximum(np.hypot(*end.T), 1e-9)[pair]
        least = (radius**2 + away**2 - limit**2) / (2 * away)
        some = np.flatnonzero(least < radius + slack)
        inner, close = _arc(end[pair[some]] / away[some, None], least[some], radius[some], slack[some])
        np.bitwise_or.at(bits, (point[some], ring[some]), inner)
        np.bitwise_or.at(doubts, (point[some], ring[some]), close)
    return doubts


def _arc(
    towards: Floats, least: Floats, radius: Floats, slack: Floats | None
) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Positions of a ring that reach at least so far in a direction; and those within `slack` of just so far."""
    share = least / radius
    half = np.arccos(np.clip(share, -1.0, 1.0)) / _STEP
    turn = np.arctan2(towards[:, 1], towards[:, 0]) / _STEP - 0.5
    low, high = np.ceil(turn - half).astype(np.int64), np.floor(turn + half).astype(np.int64)
    number = np.where(share <= -1.0, SPOKES, np.where(share >= 1.0, 0, high - low + 1))
    inner = _rotated(number, low)
    if slack is None:
        return inner, inner
    close = np.zeros_like(inner)
    for edge in (turn - half, turn + half):
        nearest = np.rint(edge)
        apart = np.abs(edge - nearest) * _STEP
        doubtful = (np.sin(half * _STEP) * apart + apart**2 / 2) * radius < slack
        doubtful &= (share > -1.0 - slack / radius) & (share < 1.0 + slack / radius)
        close |= np.where(doubtful, _ONE << np.mod(nearest, SPOKES).astype(np.uint64), np.uint64(0))
    return inner, close


def _rotated(number: Whole, low: Whole) -> NDArray[np.uint64]:
    """Words with so many bits set from a bit on, round the word."""
    number, low = np.clip(number, 0, SPOKES), np.mod(low, SPOKES)
    run = np.where(number == SPOKES, _ALL, (_ONE << np.minimum(number, SPOKES - 1).astype(np.uint64)) - _ONE)
    up, down = low.astype(np.uint64), np.mod(SPOKES - low, SPOKES).astype(np.uint64)
    return np.where(low == 0, run, (run << up) | (run >> down))


def _settle(edges: Edges, limits: Limits, unit: Floats, near: Near, words: tuple[Words, Words]) -> None:
    """Measures the doubtful positions as geodesics and sets or clears each."""
    bits, doubts = words
    rows, ring = np.nonzero(doubts)
    which, turn = np.nonzero((doubts[rows, ring][:, None] >> np.arange(SPOKES, dtype=np.uint64)) & _ONE)
    rows, ring = rows[which], ring[which]
    if not len(rows):
        return
    angle = (turn + 0.5) * _STEP
    spot = np.column_stack([np.cos(angle), np.sin(angle)]) * (unit[ring] * limits.scale_m[rows])[:, None]
    foot = _feet(edges.exactly(near.only(np.isin(near.point, rows)), limits.at), rows, spot)
    bit = _ONE << turn.astype(np.uint64)
    holds = _lengths(limits.at[0][rows], spot, foot) < limits.limit_m[rows]
    np.bitwise_or.at(bits, (rows[holds], ring[holds]), bit[holds])
    np.bitwise_and.at(bits, (rows[~holds], ring[~holds]), ~bit[~holds])


def _feet(near: Near, rows: Whole, spot: Floats) -> Floats:
    """The nearest spot of the line to each of some spots about the points of these rows."""
    first = np.searchsorted(near.point, rows)
    size = np.searchsorted(near.point, rows, "right") - first
    owner = np.repeat(np.arange(len(rows)), size)
    pair = np.arange(len(owner)) - np.repeat(np.cumsum(size) - size, size) + first[owner]
    moved = Near(owner, pair, near.start[pair] - spot[owner], near.end[pair] - spot[owner])
    away, feet = moved.closest(), moved.feet()
    least = np.minimum.reduceat(away, np.cumsum(size) - size)
    best = np.flatnonzero(away == least[owner])
    foot = np.empty_like(spot)
    foot[owner[best]] = feet[best] + spot[owner[best]]
    return foot


def _lengths(lat_e7: Whole, left: Floats, right: Floats) -> Floats:
    """Geodesics between two spots each on the charts about points of these latitudes, as `Frame.lengths` measures."""
    lat, zero = lat_e7 / E7, np.zeros(len(lat_e7))
    ends = [
        _EARTH.fwd(zero, lat, np.degrees(np.arctan2(spot[:, 0], spot[:, 1])), np.hypot(*spot.T))
        for spot in (left, right)
    ]
    return np.asarray(_EARTH.inv(ends[0][0], ends[0][1], ends[1][0], ends[1][1])[2])
