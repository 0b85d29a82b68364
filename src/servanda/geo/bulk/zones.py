"""Which of many points lie in which zones."""

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from servanda.errors import InputError
from servanda.geo.bulk.earth import Column, Floats, degrees, relative
from servanda.geo.bulk.nearest import Nearest
from servanda.geo.bulk.pieces import box_of, divided, middle_meridian, pieces_of
from servanda.geo.frame import E7, Frame
from servanda.geo.shape import drawn
from servanda.records.agreement import Place
from servanda.records.place import Point

IN, OUT, ASK = 0, 1, 2
"""Surely inside, surely outside; the error comes within a metre of the edge: ask the reference."""

_MOST = 64
_MARGIN_M = 1.0
_REACH_M = 20_000.0
_CLOSE_DEGREES = 2e-4
Bits = NDArray[np.uint64]


class ZoneIndex:
    """At most 64 zones, prepared for many points; zone k is bit k.

    Args:
        zones: For each zone its rings, as drawn: even-odd.

    Raises:
        InputError: `bulk-too-many-zones`, `bulk-too-wide`, `ring-without-area`.
    """

    def __init__(self, zones: Sequence[Sequence[Sequence[Point]]]) -> None:
        if len(zones) > _MOST:
            hint = f"One index holds {_MOST}: build several."
            raise InputError("bulk-too-many-zones", f"{len(zones)} zones are too many for one index.", hint=hint)
        self.zones = len(zones)
        self._meridian = middle_meridian([ring for zone in zones for ring in zone])
        self._places = [Place(name={}, is_="zone", shapes=[list(ring) for ring in zone]) for zone in zones]
        self._shapes: list[BaseGeometry] = []
        self._edges: list[Nearest] = []
        for zone in zones:
            chains = [divided(ring, self._meridian, closed=True) for ring in zone]
            self._edges.append(Nearest(pieces_of(chains), box_of(chains), _REACH_M))
            self._shapes.append(_even_odd(chains))

    def members(self, lon: Column, lat: Column) -> Bits:
        """Which zones each point itself lies in."""
        east, north = relative(degrees(lon), self._meridian), degrees(lat)
        found = np.zeros(len(east), dtype=np.uint64)
        for zone, shape in enumerate(self._shapes):
            inside = shapely.contains_xy(shape, east, north)
            self._last_metre(zone, east, north, inside)
            found |= inside.astype(np.uint64) << np.uint64(zone)
        return found

    def _last_metre(self, zone: int, east: Floats, north: Floats, inside: NDArray[np.bool_]) -> None:
        """Let the reference decide about points within a metre of an edge: each on a chart of its own."""
        close = shapely.dwithin(self._shapes[zone].boundary, shapely.points(east, north), _CLOSE_DEGREES)
        for row in np.flatnonzero(close).tolist():
            frame = Frame(lat_e7=north[row] * E7, lon_e7=(east[row] + self._meridian) * E7)
            inside[row] = shapely.contains_xy(drawn(self._places[zone], frame), 0.0, 0.0)

    def screen(self, lon: Column, lat: Column, reach_m: Floats) -> tuple[Bits, Bits]:
        """Which zones each point lies in, and which edges come within its reach and a metre."""
        ask = np.zeros(len(lon), dtype=np.uint64)
        for zone, edge in enumerate(self._edges):
            near = edge.distance_m(relative(degrees(lon), self._meridian), degrees(lat)) <= reach_m + _MARGIN_M
            ask |= near.astype(np.uint64) << np.uint64(zone)
        return self.members(lon, lat), ask

    def codes(self, lon: Column, lat: Column, reach_m: Floats) -> NDArray[np.int8]:
        """`IN`, `OUT` or `ASK`, one row for each point and one column for each zone.

        Args:
            lon: Longitudes.
            lat: Latitudes.
            reach_m: How far the error of each point reaches, metres; 0 for the point itself.
        """
        inside, ask = self.screen(lon, lat, reach_m)
        zone = np.arange(self.zones, dtype=np.uint64)
        codes = np.where(inside[:, None] >> zone & np.uint64(1), np.int8(IN), np.int8(OUT))
        codes[(ask[:, None] >> zone & np.uint64(1)).astype(np.bool_)] = ASK
        return codes


def _even_odd(rings: Sequence[tuple[Floats, Floats]]) -> BaseGeometry:
    whole: BaseGeometry = shapely.Polygon()
    for lon, lat in rings:
        whole = shapely.symmetric_difference(whole, shapely.make_valid(shapely.Polygon(np.column_stack([lon, lat]))))
    shapely.prepare(whole)
    return whole
