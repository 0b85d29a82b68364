"""The last metre: a point so near an edge is decided on a chart of its own, as the reference decides for one region.

On the chart about a point, ways from it are straight and edges are geodesics. Whether the point lies in a zone follows
from a second spot in the same cell, well away from the edge, by how often the way between them crosses the edge; only
pieces of the edge in that cell can cross it.
"""

from dataclasses import dataclass

import numpy as np
import shapely
from pyproj import Geod
from shapely.geometry.base import BaseGeometry

from servanda.geo.bulk.cells import Bools, Few, Lists, Numbers, pairs
from servanda.geo.bulk.earth import RADIUS_M, Floats

CLOSE_M = 1.0
_EARTH = Geod(ellps="WGS84")
_WIDER = 1.01
"""The plane on which pieces are sought is true to half a hundredth."""
_SPOTS = np.array([[0.0, 0.0], [0.3, 0.2], [-0.2, 0.3], [-0.3, -0.2], [0.2, -0.3]])


@dataclass(frozen=True)
class Brink:
    """Edges of zones in degrees: both ends of each piece, the zone of each piece, and the pieces of small cells."""

    ends: Floats
    zone: Numbers
    lists: Lists
    shapes: list[BaseGeometry]
    step: tuple[float, float]
    """Width and height of a small cell."""


@dataclass(frozen=True)
class Close:
    """Points close to the edge of a zone: row, zone, and where the point is; and the pairs with pieces of that zone."""

    row: Numbers
    zone: Numbers
    spot: Floats
    owner: Numbers
    piece: Numbers


def close_to(brink: Brink, spot: Floats, cell: Few) -> Close:
    """Which points, each in a small cell with an edge, lie within a metre of the edge of which zone."""
    first, size = brink.lists.first[cell], brink.lists.size[cell]
    owner, place = pairs(first, size)
    piece = brink.lists.piece[place].astype(np.int64)
    near = _away(brink.ends[:, piece], spot[:, owner]) < CLOSE_M * _WIDER
    key = owner * (brink.zone.max() + 1) + brink.zone[piece]
    found, again = np.unique(key[near]), np.flatnonzero(np.isin(key, key[near]))
    row, zone = np.divmod(found, brink.zone.max() + 1)
    return Close(row, zone, spot[:, row], np.searchsorted(found, key[again]), piece[again])


def decided(brink: Brink, close: Close, middle: Floats) -> Bools:
    """Whether each close point lies in its zone; `middle` is the middle of its small cell."""
    start = _clear_spot(brink, close, middle)
    inside = np.zeros(len(close.row), dtype=np.bool_)
    for zone in np.unique(close.zone).tolist():
        mine = np.flatnonzero(close.zone == zone)
        inside[mine] = shapely.contains_xy(brink.shapes[zone], *start[:, mine])
    way = _chart(close.spot, start)
    here = close.spot[:, close.owner]
    crossed, on_edge = _crossed(
        way[:, close.owner], _chart(here, brink.ends[:2, close.piece]), _chart(here, brink.ends[2:, close.piece])
    )
    odd = np.bincount(close.owner, weights=crossed, minlength=len(inside)).astype(np.int64) % 2 == 1
    lies_on = np.bincount(close.owner, weights=on_edge, minlength=len(inside)) > 0
    return np.asarray((inside ^ odd) & ~lies_on, dtype=np.bool_)


def _clear_spot(brink: Brink, close: Close, middle: Floats) -> Floats:
    """Of some spots in the small cell the one farthest from the edge."""
    best, clear = middle.copy(), np.full(len(close.row), -1.0)
    begin = np.searchsorted(close.owner, np.arange(len(close.row)))
    for off in _SPOTS:
        spot = middle + off[:, None] * np.array(brink.step)[:, None]
        away = np.minimum.reduceat(_away(brink.ends[:, close.piece], spot[:, close.owner]), begin)
        better = away > clear
        best[:, better], clear[better] = spot[:, better], away[better]
    return best


def _crossed(way: Floats, a: Floats, b: Floats) -> tuple[Bools, Bools]:
    """Whether the straight way from the origin crosses a piece, and whether the origin lies on it."""
    sides = (_cross(way, a) >= 0) != (_cross(way, b) >= 0)
    along, across = _cross(a, b - a), _cross(way, b - a)
    beyond = np.divide(along, across, out=np.full(len(along), -1.0), where=sides & (across != 0))
    return sides & (beyond > 0) & (beyond < 1), (along == 0) & ((a * b).sum(axis=0) <= 0)


def _cross(left: Floats, right: Floats) -> Floats:
    return np.asarray(left[0] * right[1] - left[1] * right[0], dtype=np.float64)


def _chart(origin: Floats, spot: Floats) -> Floats:
    """Metres east and north of spots on the chart about an origin each."""
    azimuth, _, length = _EARTH.inv(origin[0], origin[1], spot[0], spot[1])
    turn = np.radians(azimuth)
    return np.array([length * np.sin(turn), length * np.cos(turn)])


def _away(ends: Floats, spot: Floats) -> Floats:
    """Metres from spots to a piece each, on a plane true to half a hundredth over a kilometre."""
    scale = np.radians(RADIUS_M) * np.array([np.cos(np.radians(spot[1])), np.ones(spot.shape[1])])
    start, way = (ends[:2] - spot) * scale, (ends[2:] - ends[:2]) * scale
    square = np.maximum((way * way).sum(axis=0), 1e-12)
    start += np.clip(-(start * way).sum(axis=0) / square, 0.0, 1.0) * way
    return np.asarray(np.hypot(start[0], start[1]), dtype=np.float64)
