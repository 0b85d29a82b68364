"""The edges of a place near each of many points, on the chart about that point.

`near` puts corners on the chart by the chord through the earth: to micrometres within 5 km, to a millimetre within
25 km; whoever needs the chart to the last digit asks `exactly`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Geod

from servanda.geo.bulk.earth import Floats, along, in_space
from servanda.geo.frame import E7, dense, wrap_e7, wrapped_e7
from servanda.geo.rounds.compiled import ECCENTRICITY2, Shape
from servanda.records.place import Point

_EARTH = Geod(ellps="WGS84")
_DEGREE_M = 110_500.0
"""No degree of latitude is shorter."""
_ROOM = 1.02
_BLOCK = 8
_CHORD_M = 2.0
"""Chords are shorter than ways along the earth by less, within 150 km."""
Whole = NDArray[np.int64]
At = tuple[Whole, Whole]
"""Latitudes and longitudes, 1e-7 degree."""


@dataclass(frozen=True)
class Near:
    """Pairs of a point and an edge, sorted by point: both ends in metres east and north of the point."""

    point: Whole
    edge: Whole
    start: Floats
    end: Floats

    def only(self, pairs: NDArray[np.bool_] | Whole) -> "Near":
        """Some of the pairs."""
        return Near(self.point[pairs], self.edge[pairs], self.start[pairs], self.end[pairs])

    def closest(self) -> Floats:
        """Distance of each edge from its point on the chart."""
        return np.asarray(np.hypot(*self.feet().T), dtype=np.float64)

    def feet(self) -> Floats:
        """The nearest spot of each edge on the chart."""
        way = self.end - self.start
        square = np.maximum(np.einsum("ij,ij->i", way, way), 1e-30)
        share = np.clip(-np.einsum("ij,ij->i", self.start, way) / square, 0.0, 1.0)
        return np.asarray(self.start + share[:, None] * way, dtype=np.float64)


class Edges:
    """Chains of geodesics in the pieces in which they are drawn on every chart.

    Args:
        chains: Corners of each chain; a ring ends with its first corner.
        block: So many pieces are looked up together.
    """

    def __init__(self, chains: Sequence[Sequence[Point]], *, block: int = 1) -> None:
        self._first_e7 = chains[0][0].lon_e7
        parts = [dense(tuple(chain)) for chain in chains]
        turned = [wrap_e7(chain[0].lon_e7 - self._first_e7) / E7 for chain in chains]
        self._lon = np.concatenate([lon + turn for (lon, _), turn in zip(parts, turned, strict=True)])
        self._lat = np.concatenate([lat for _, lat in parts])
        self._space = np.column_stack(in_space(self._lon, self._lat))
        last = np.cumsum([len(lon) for lon, _ in parts]) - 1
        self._start = np.setdiff1d(np.arange(len(self._lon)), last)
        self._block = np.arange(0, len(self._start), block)
        self._size = np.diff(np.append(self._block, len(self._start)))
        ends = [np.stack([axis[self._start], axis[self._start + 1]]) for axis in (self._lon, self._lat)]
        low = [np.minimum.reduceat(axis.min(axis=0), self._block) for axis in ends]
        high = [np.maximum.reduceat(axis.max(axis=0), self._block) for axis in ends]
        self._tree = shapely.STRtree(shapely.box(*low, *high))
        corners = [self._space[np.array([self._start[self._block], self._start[self._block + self._size - 1] + 1])]]
        self._middle = corners[0].mean(axis=0)
        away = np.linalg.norm(self._space[self._start] - np.repeat(self._middle, self._size, axis=0), axis=1)
        long = np.linalg.norm(self._space[self._start + 1] - self._space[self._start], axis=1)
        self._radius = np.maximum.reduceat(away + long, self._block)

    def near(self, at: At, within_m: Floats) -> Near:
        """The edges that may come within a distance of each point, and perhaps some others."""
        lat_e7, lon_e7 = at
        lon, lat = wrapped_e7(lon_e7 - self._first_e7) / E7, lat_e7 / E7
        tall = within_m * _ROOM / _DEGREE_M
        wide = tall / np.maximum(0.01, np.cos(np.radians(np.minimum(89.0, np.abs(lat) + tall))))
        point, block = self._tree.query(shapely.box(lon - wide, lat - tall, lon + wide, lat + tall))
        order = np.lexsort((block, point))
        point, block = point[order], block[order]
        space = np.column_stack(in_space(lon, lat))
        if len(self._block) < len(self._start):
            away = np.linalg.norm(space[point] - self._middle[block], axis=1) - self._radius[block]
            keep = away <= within_m[point] + _CHORD_M
            point, block = point[keep], block[keep]
            size = self._size[block]
            begin = np.cumsum(size) - size
            block = np.arange(size.sum()) - np.repeat(begin, size) + np.repeat(self._block[block], size)
            point = np.repeat(point, size)
        turn = _turns(lon, lat)
        corner = self._start[block]
        start, end = (_seen(self._space[corner + step] - space[point], turn[point], lat[point]) for step in (0, 1))
        return Near(point, block, start, end)

    def shape(self) -> Shape:
        """What compiled loops read."""
        return self._space, self._start, self._block, self._size, self._middle, self._radius

    def about(self, at: At) -> tuple[Floats, Floats]:
        """Points in space, and for each the ways east and north and how flat the earth is there."""
        lon, lat = wrapped_e7(at[1] - self._first_e7) / E7, at[0] / E7
        flat = 1 - ECCENTRICITY2 * np.sin(np.radians(lat)) ** 2
        return np.column_stack(in_space(lon, lat)), np.column_stack([_turns(lon, lat), flat])

    def exactly(self, near: Near, at: At) -> Near:
        """The same pairs with their corners as `Frame.chart` puts them."""
        ends = [self._charted(self._start[near.edge] + step, at[0][near.point], at[1][near.point]) for step in (0, 1)]
        return Near(near.point, near.edge, ends[0], ends[1])

    def _charted(self, corner: Whole, lat_e7: Whole, lon_e7: Whole) -> Floats:
        east = self._lon[corner] - wrapped_e7(lon_e7 - self._first_e7) / E7
        azimuth, _, length = _EARTH.inv(np.zeros(len(corner)), lat_e7 / E7, east, self._lat[corner])
        turn = np.radians(azimuth)
        return np.column_stack([length * np.sin(turn), length * np.cos(turn)])


def _turns(lon: Floats, lat: Floats) -> Floats:
    """East and north at each point as ways in space: rows of six numbers."""
    east, north = np.radians(lon), np.radians(lat)
    sine, cosine = np.sin(east), np.cos(east)
    return np.column_stack([-sine, cosine, -np.sin(north) * cosine, -np.sin(north) * sine, np.cos(north)])


def _seen(way: Floats, turn: Floats, lat: Floats) -> Floats:
    """Chords in space from points → metres east and north on their charts, as long as the way along the earth."""
    x, y, z = way.T
    east = turn[:, 0] * x + turn[:, 1] * y
    north = turn[:, 2] * x + turn[:, 3] * y + turn[:, 4] * z
    flat = np.hypot(east, north)
    stretch = along(np.sqrt(x * x + y * y + z * z), lat) / np.maximum(flat, 1e-9)
    return np.column_stack([east * stretch, north * stretch])


def edges_of_zone(rings: Sequence[Sequence[Point]]) -> Edges:
    """The edges of rings."""
    return Edges([ring if ring[0] == ring[-1] else [*ring, ring[0]] for ring in rings], block=_BLOCK)


def edges_of_line(paths: Sequence[Sequence[Point]]) -> Edges:
    """The edges of paths."""
    return Edges(paths, block=_BLOCK)
