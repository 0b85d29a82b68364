"""Bands: the part of a place that lies at certain distances from a line, drawn so that watches and maps can use it.

What lies in a band is measured as a distance (see `findings`); the outline drawn here is for shares of ground.
"""

from collections.abc import Mapping

import msgspec
import shapely
from shapely.geometry.base import BaseGeometry

from servanda.geo.frame import Frame, middle
from servanda.geo.shape import corners, drawn, has_shape
from servanda.records.agreement import Band, Place
from servanda.records.open_term import OpenRef, OpenTerm, metres
from servanda.records.place import Point

_CORNERS = 32
"""Corners drawn for a quarter of a circle: the outline lies within 0.1 % of the distance."""
_LEAST_M2 = 1.0

Limits = tuple[int, int]
"""Where a band begins and ends, metres from its line; the first belongs to it, the second does not."""


def limits_m(band: Band, open_terms: Mapping[str, OpenTerm]) -> Limits | None:
    """The limits of a band; none while one of them is not agreed."""
    beyond, up_to = (_settled(each, open_terms) for each in (band.beyond, band.up_to))
    return None if beyond is None or up_to is None else (beyond, up_to)


def _settled(limit: str | OpenRef, open_terms: Mapping[str, OpenTerm]) -> int | None:
    if not isinstance(limit, OpenRef):
        return metres(limit)
    term = open_terms.get(limit.open)
    reading = term.readings.get(term.settled) if term is not None else None
    return metres(reading.value) if reading is not None else None


def with_bands(places: Mapping[str, Place], open_terms: Mapping[str, OpenTerm]) -> dict[str, Place]:
    """The places, with an outline for every band whose limits, line and surroundings are known.

    Raises:
        InputError: what the shapes raise.
    """
    found = dict(places)
    for _ in places:
        drawable = {name: made for name, each in found.items() if (made := _drawn(each, found, open_terms)) is not None}
        if not drawable:
            break
        found |= drawable
    return found


def _drawn(place: Place, places: Mapping[str, Place], open_terms: Mapping[str, OpenTerm]) -> Place | None:
    band = place.band
    if band is None or has_shape(place) or band.within not in places or band.from_ not in places:
        return None
    whole, line, limits = places[band.within], places[band.from_], limits_m(band, open_terms)
    if limits is None or not has_shape(whole) or not has_shape(line):
        return None
    frame = middle([*corners(whole), *corners(line)])
    strip = drawn(whole, frame).intersection(_strip(drawn(line, frame), limits))
    rings = [ring for part in _polygons(strip) for ring in _rings(part, frame)]
    error_m = max(place.error_m, whole.error_m + line.error_m)
    return msgspec.structs.replace(place, shapes=rings, error_m=error_m) if rings else None


def _strip(line: BaseGeometry, limits: Limits) -> BaseGeometry:
    outer, inner = (line.buffer(limit, quad_segs=_CORNERS) for limit in (limits[1], limits[0]))
    return outer.difference(inner) if limits[0] else outer


def _polygons(shape: BaseGeometry) -> list[shapely.Polygon]:
    parts = [part for part in shapely.get_parts(shape) if isinstance(part, shapely.Polygon)]
    return [part for part in parts if part.area >= _LEAST_M2]


def _rings(part: shapely.Polygon, frame: Frame) -> list[list[Point]]:
    return [frame.points(shapely.get_coordinates(ring)[:-1]) for ring in (part.exterior, *part.interiors)]
