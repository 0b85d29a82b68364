"""Which of many points lie in which zones, and whose edges their errors reach."""

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from servanda.errors import InputError
from servanda.geo.bulk.cells import Few, Numbers
from servanda.geo.bulk.earth import Column, Floats, placed
from servanda.geo.bulk.metre import CLOSE_M, Brink, close_to, decided
from servanda.geo.bulk.nearest import Nearest
from servanda.geo.bulk.pieces import Chain, box_of, divided, middle_meridian, pieces_of
from servanda.geo.bulk.raster import ONE, Bits, edges_of, ends_of, looked_up, map_of, raster_of
from servanda.geo.bulk.reach import WIDEST_M, near_words, reach_class
from servanda.records.place import Point

IN, OUT, ASK = 0, 1, 2
"""Surely inside, surely outside; the error comes within a metre of the edge: ask the reference."""

_MOST = 64
_ROWS = 32_768
_AROUND_M, _FINEST_M = 12_000.0, 250.0
_NOWHERE = (np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int32), np.empty((2, 0)))
_LEAST_DEGREES2 = 1e-10


class ZoneIndex:
    """At most 64 zones, prepared for many points; zone k is bit k of a word.

    Args:
        zones: For each zone its rings, as drawn: even-odd.

    Raises:
        InputError: `bulk-too-many-zones`, `bulk-too-wide`, `line-without-length`, `region-empty`, `ring-without-area`.
    """

    def __init__(self, zones: Sequence[Sequence[Sequence[Point]]]) -> None:
        if len(zones) > _MOST:
            hint = f"One index holds {_MOST}: build several."
            raise InputError("bulk-too-many-zones", f"{len(zones)} zones are too many for one index.", hint=hint)
        self.zones = len(zones)
        self._meridian = middle_meridian([ring for zone in zones for ring in zone])
        self._chains = [[divided(ring, self._meridian, closed=True) for ring in zone] for zone in zones]
        shapes = [_even_odd(chains) for chains in self._chains]
        self._map = map_of(box_of([ring for zone in self._chains for ring in zone]), WIDEST_M)
        self._edges = edges_of(self._chains, self._map)
        self._raster = raster_of(shapes, self._edges, self._map)
        self._brink = Brink(*ends_of(self._chains), self._edges.lists, shapes, self._map.step)
        self._near = near_words(self._edges, self.zones, self._map)
        self._nearest: dict[int, Nearest] = {}

    def members(self, lon: Column, lat: Column) -> Bits:
        """Which zones each point itself lies in: one word for each."""
        return self._members(lon, lat)[0]

    def screen(self, lon: Column, lat: Column, reach_m: Floats) -> tuple[Bits, Bits]:
        """Which zones each point lies in, and which edges come within its reach and a metre: two words for each.

        Args:
            lon: Longitudes.
            lat: Latitudes.
            reach_m: How far the error of each point reaches, metres; 0 for the point itself.

        Raises:
            InputError: `bulk-not-a-place`, `bulk-no-reach`.
        """
        if np.isnan(reach_m).any():
            says = f"Row {int(np.flatnonzero(np.isnan(reach_m))[0])} has no reach."
            raise InputError("bulk-no-reach", says, hint="Give metres; infinity for what may be anywhere.")
        inside, cell = self._members(lon, lat)
        near = self._near[reach_class(reach_m), cell]
        rows = np.flatnonzero(near)
        spot = np.array(placed(lon[rows], lat[rows], self._meridian))
        ask = np.zeros(len(inside), dtype=np.uint64)
        ask[rows] = self._asked(spot, near[rows], reach_m[rows] + CLOSE_M)
        return inside, ask

    def codes(self, lon: Column, lat: Column, reach_m: Floats) -> NDArray[np.int8]:
        """`IN`, `OUT` or `ASK`: one row for each point, one column for each zone; else as `screen`."""
        inside, ask = self.screen(lon, lat, reach_m)
        zone = np.arange(self.zones, dtype=np.uint64)
        codes = np.where(inside[:, None] >> zone & ONE, np.int8(IN), np.int8(OUT))
        codes[(ask[:, None] >> zone & ONE).astype(np.bool_)] = ASK
        return codes

    def edge_m(self, zone: int, lon: Column, lat: Column) -> Floats:
        """Geodesic distances in metres to the edge of one zone; best for points within 12 km of it."""
        return self._edge(zone).distance_m(*placed(lon, lat, self._meridian))

    def _edge(self, zone: int) -> Nearest:
        """The edge of a zone, prepared when it is first asked for."""
        if zone not in self._nearest:
            chains = self._chains[zone]
            self._nearest[zone] = Nearest(pieces_of(chains), box_of(chains), _AROUND_M, _FINEST_M)
        return self._nearest[zone]

    def _members(self, lon: Column, lat: Column) -> tuple[Bits, Few]:
        """Zones and cell of each point: looked up first, then all points in small cells with an edge together."""
        words, cell = np.empty(len(lon), dtype=np.uint64), np.empty(len(lon), dtype=np.int32)
        at_edge: list[tuple[Numbers, Few, Floats]] = [_NOWHERE]
        for begin in range(0, len(words), _ROWS):
            some = slice(begin, begin + _ROWS)
            east, north = placed(lon[some], lat[some], self._meridian)
            words[some], cell[some], edge, place = looked_up(self._raster, self._map, east, north)
            at_edge.append((edge + begin, place, np.array([east[edge], north[edge]])))
        rows, place, spot = (np.concatenate(part, axis=-1) for part in zip(*at_edge, strict=True))
        words[rows] = self._by_the_edge(spot, place)
        return words, cell

    def _by_the_edge(self, spot: Floats, place: Few) -> Bits:
        """Zones of points in small cells with an edge: by the drawn shape, in the last metre by the reference."""
        words, crossed = self._raster.clear[place], self._edges.zones[place]
        for zone, shape in enumerate(self._brink.shapes):
            mine = np.flatnonzero(crossed >> np.uint64(zone) & ONE)
            words[mine] |= shapely.contains_xy(shape, *spot[:, mine]).astype(np.uint64) << np.uint64(zone)
        close = close_to(self._brink, spot, place)
        inside = decided(self._brink, close, self._map.middle_of(self._edges.number[place[close.row]]))
        bit = ONE << close.zone.astype(np.uint64)
        np.bitwise_and.at(words, close.row, ~bit)
        np.bitwise_or.at(words, close.row, bit * inside)
        return words

    def _asked(self, spot: Floats, near: Bits, limit_m: Floats) -> Bits:
        """Of the zones that may be near each point, those whose edge is within a limit."""
        ask = np.zeros(len(near), dtype=np.uint64)
        for zone in range(self.zones):
            mine = np.flatnonzero(near & (ONE << np.uint64(zone)))
            if len(mine):
                reached = self._edge(zone).within(spot[0, mine], spot[1, mine], limit_m[mine])
                ask[mine] |= reached.astype(np.uint64) << np.uint64(zone)
        return ask


def _even_odd(rings: Sequence[Chain]) -> BaseGeometry:
    whole: BaseGeometry = shapely.Polygon()
    for lon, lat in rings:
        whole = shapely.symmetric_difference(whole, shapely.make_valid(shapely.Polygon(np.column_stack([lon, lat]))))
    if whole.area < _LEAST_DEGREES2:
        hint = "Give at least three corners that do not lie on one line, and no ring twice."
        raise InputError("ring-without-area", "The rings of a zone leave no area between them.", hint=hint)
    shapely.prepare(whole)
    return whole
