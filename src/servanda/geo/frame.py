"""A flat chart about one point: geodesic bearing and distance from its origin are exact.

Charts are azimuthal equidistant on WGS 84 (Karney 2013 by `pyproj.Geod`), so a bearing and a distance from a post map
to a straight ray. Lengths between other points are never read off the chart: they are geodesics again. Longitudes
enter as whole-number differences from the origin, so that a mirrored case takes exactly mirrored values and neither
the antimeridian nor a pole is special.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from pyproj import Geod

from servanda.errors import InputError
from servanda.records.place import Point

Plane: TypeAlias = NDArray[np.float64]
"""Rows of easting and northing in metres."""

E7 = 10_000_000
_TURN_E7 = 360 * E7
_EARTH = Geod(ellps="WGS84")
_EDGE_M = 2_000.0
_MOST_PIECES = 256


def wrap_e7(lon_e7: int) -> int:
    """A difference of longitudes, taken the short way round; half a turn stays half a turn east."""
    wrapped = lon_e7 % _TURN_E7
    return wrapped - _TURN_E7 if wrapped > _TURN_E7 // 2 else wrapped


def wrapped_e7(lon_e7: NDArray[np.int64]) -> NDArray[np.int64]:
    """Differences of longitudes, each as `wrap_e7` takes it."""
    wrapped = lon_e7 % _TURN_E7
    return np.where(wrapped > _TURN_E7 // 2, wrapped - _TURN_E7, wrapped)


@dataclass(frozen=True)
class Frame:
    """A chart about an origin; the origin may lie between two whole e7 units."""

    lat_e7: float
    lon_e7: float

    def degrees(self, points: Sequence[Point]) -> tuple[Plane, Plane]:
        """Longitude relative to the origin and latitude, in degrees."""
        lon = np.array([wrap_e7(point.lon_e7 - int(self.lon_e7)) for point in points], dtype=np.float64)
        lat = np.array([point.lat_e7 for point in points], dtype=np.float64)
        return (lon - (self.lon_e7 - int(self.lon_e7))) / E7, lat / E7

    def chart(self, lon: Plane, lat: Plane) -> Plane:
        """Relative longitudes and latitudes in degrees → metres east and north on the chart."""
        zeros = np.zeros_like(lon)
        azimuth, _, length = _EARTH.inv(zeros, zeros + self.lat_e7 / E7, lon, lat)
        turn = np.radians(azimuth)
        return np.column_stack([length * np.sin(turn), length * np.cos(turn)])

    def earth(self, xy: Plane) -> tuple[Plane, Plane]:
        """Metres on the chart → relative longitudes and latitudes in degrees."""
        zeros = np.zeros(len(xy))
        azimuth = np.degrees(np.arctan2(xy[:, 0], xy[:, 1]))
        lon, lat, _ = _EARTH.fwd(zeros, zeros + self.lat_e7 / E7, azimuth, np.hypot(xy[:, 0], xy[:, 1]))
        return np.asarray(lon), np.asarray(lat)

    def plane(self, points: Sequence[Point]) -> Plane:
        """Points → metres on the chart."""
        return self.chart(*self.degrees(points))

    def points(self, xy: Plane) -> list[Point]:
        """Metres on the chart → points, rounded to 1e-7 degree."""
        lon, lat = self.earth(xy)
        return [
            Point(lat_e7=round(north * E7), lon_e7=wrap_e7(round(self.lon_e7 + east * E7)))
            for east, north in zip(lon.tolist(), lat.tolist(), strict=True)
        ]

    def trail(self, points: Sequence[Point], *, closed: bool) -> Plane:
        """A chain of geodesics on the chart, long edges divided so that chords stay within millimetres of them."""
        lon, lat = dense((*points, points[0]) if closed else tuple(points))
        first = wrap_e7(points[0].lon_e7 - int(self.lon_e7)) - (self.lon_e7 - int(self.lon_e7))
        return self.chart(lon + first / E7, lat)

    def lengths(self, left: Plane, right: Plane) -> Plane:
        """Geodesic lengths in metres between rows of two sets of chart positions."""
        lon_left, lat_left = self.earth(left)
        lon_right, lat_right = self.earth(right)
        return np.asarray(_EARTH.inv(lon_left, lat_left, lon_right, lat_right)[2])


@lru_cache(maxsize=512)
def dense(points: tuple[Point, ...]) -> tuple[Plane, Plane]:
    """A chain of geodesics as close points: longitude relative to the first, and latitude, in degrees.

    The same for every chart, so that a place that is drawn for many regions is divided once.
    """
    lon, lat = about(points[0]).degrees(points)
    west: list[float] = []
    north: list[float] = []
    for here in range(len(lon) - 1):
        start, end = (lon[here], lat[here]), (lon[here + 1], lat[here + 1])
        between = _between(start, end)
        west += [start[0], *(point[0] for point in between)]
        north += [start[1], *(point[1] for point in between)]
    return np.array([*west, lon[-1]]), np.array([*north, lat[-1]])


def _between(start: tuple[float, float], end: tuple[float, float]) -> list[tuple[float, float]]:
    length = _EARTH.inv(*start, *end)[2]
    pieces = min(_MOST_PIECES, int(length // _EDGE_M))
    return [] if pieces == 0 else list(_EARTH.npts(*start, *end, pieces))


def middle(points: Sequence[Point]) -> Frame:
    """The chart about the middle of the points' box.

    Raises:
        InputError: `region-empty` if there are none.
    """
    if not points:
        raise InputError("region-empty", "The region has no points.", hint="Give the points it is made of.")
    first = points[0].lon_e7
    lon = [wrap_e7(point.lon_e7 - first) for point in points]
    lat = [point.lat_e7 for point in points]
    return Frame(lat_e7=(min(lat) + max(lat)) / 2, lon_e7=first + (min(lon) + max(lon)) / 2)


def about(point: Point) -> Frame:
    """The chart about a point."""
    return Frame(lat_e7=point.lat_e7, lon_e7=point.lon_e7)
