"""The edges of a place near each of many points, on the chart about that point."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Geod

from servanda.geo.frame import E7, dense, wrap_e7, wrapped_e7
from servanda.records.place import Point

_EARTH = Geod(ellps="WGS84")
_DEGREE_M = 110_500.0
"""No degree of latitude is shorter."""
_ROOM = 1.02
Whole = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Near:
    """Pairs of a point and an edge, sorted by point: both ends in metres east and north of the point."""

    point: Whole
    edge: Whole
    start: Floats
    end: Floats


class Edges:
    """Chains of geodesics in the pieces in which they are drawn on every chart.

    Args:
        chains: Corners of each chain; a ring ends with its first corner.
    """

    def __init__(self, chains: Sequence[Sequence[Point]]) -> None:
        self._first_e7 = chains[0][0].lon_e7
        parts = [dense(tuple(chain)) for chain in chains]
        turned = [wrap_e7(chain[0].lon_e7 - self._first_e7) / E7 for chain in chains]
        self._lon = np.concatenate([lon + turn for (lon, _), turn in zip(parts, turned, strict=True)])
        self._lat = np.concatenate([lat for _, lat in parts])
        ends = np.cumsum([len(lon) for lon, _ in parts])
        self._start = np.setdiff1d(np.arange(len(self._lon)), ends - 1)
        lines = shapely.linestrings(
            np.stack([np.column_stack([self._lon, self._lat])[self._start + step] for step in (0, 1)], axis=1)
        )
        self._tree = shapely.STRtree(lines)

    def near(self, lat_e7: Whole, lon_e7: Whole, within_m: Floats) -> Near:
        """The edges that may come within a distance of each point, and perhaps some others."""
        lon, lat = wrapped_e7(lon_e7 - self._first_e7) / E7, lat_e7 / E7
        tall = within_m * _ROOM / _DEGREE_M
        wide = tall / np.maximum(0.01, np.cos(np.radians(np.minimum(89.0, np.abs(lat) + tall))))
        boxes = shapely.box(lon - wide, lat - tall, lon + wide, lat + tall)
        point, edge = self._tree.query(boxes)
        order = np.lexsort((edge, point))
        point, edge = point[order], edge[order]
        start = self._charted(self._start[edge], lat_e7[point], lon_e7[point])
        end = self._charted(self._start[edge] + 1, lat_e7[point], lon_e7[point])
        return Near(point, edge, start, end)

    def _charted(self, corner: Whole, lat_e7: Whole, lon_e7: Whole) -> Floats:
        """Corners on the chart about a point each, as `Frame.chart` puts them."""
        zeros = np.zeros(len(corner))
        east = self._lon[corner] - wrapped_e7(lon_e7 - self._first_e7) / E7
        azimuth, _, length = _EARTH.inv(zeros, lat_e7 / E7, east, self._lat[corner])
        turn = np.radians(azimuth)
        return np.column_stack([length * np.sin(turn), length * np.cos(turn)])


def edges_of_zone(rings: Sequence[Sequence[Point]]) -> Edges:
    """The edges of rings."""
    return Edges([ring if ring[0] == ring[-1] else [*ring, ring[0]] for ring in rings])


def edges_of_line(paths: Sequence[Sequence[Point]]) -> Edges:
    """The edges of paths."""
    return Edges(paths)
