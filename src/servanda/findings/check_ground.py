"""Ground of the second opinion: a circle against what is drawn, by geodesics of its own."""

import math
from collections.abc import Sequence
from itertools import pairwise

import shapely
from pyproj import Geod
from shapely.geometry.base import BaseGeometry

from servanda.records.agreement import Place
from servanda.records.incident import Incident
from servanda.records.place import Disc, Point, Spot

_EARTH, _HERE = Geod(ellps="WGS84"), shapely.Point(0, 0)
_SPACING_M, _PAIR, _CUT = 2_000.0, 2, 3


def measured(it: Incident | None, place: Place | None) -> tuple[float, float, Place, bool] | None:
    """How far a circle's middle is from what is drawn, its radius, the place, and whether the middle lies within."""
    region = it.where[0] if it is not None and len(it.where) == 1 else None
    if not isinstance(region, Spot | Disc) or place is None or not place.shapes:
        return None
    radius = float(region.radius_m if isinstance(region, Disc) else _CUT * region.sigma_m)
    shapes = [_about(region.at, shape, ring=place.is_ != "line" and len(shape) > _PAIR) for shape in place.shapes]
    within = sum(isinstance(one, shapely.Polygon) and one.contains(_HERE) for one in shapes) % 2 == 1
    edges = (one.exterior if isinstance(one, shapely.Polygon) else one for one in shapes)
    return min(edge.distance(_HERE) for edge in edges), radius, place, within


def _about(at: Point, shape: Sequence[Point], *, ring: bool) -> BaseGeometry:
    """What is drawn, on a chart about a point: distances and bearings from there are geodesic."""
    here = (at.lon_e7 / 1e7, at.lat_e7 / 1e7)
    corners = [(point.lon_e7 / 1e7, point.lat_e7 / 1e7) for point in ([*shape, shape[0]] if ring else shape)]
    dense = corners[:1]
    for one, other in pairwise(corners):
        dense += [*_EARTH.npts(*one, *other, max(1, int(_EARTH.inv(*one, *other)[2] // _SPACING_M))), other]
    polar = [_EARTH.inv(*here, *spot) for spot in dense]
    chart = [(away * math.sin(math.radians(turn)), away * math.cos(math.radians(turn))) for turn, _, away in polar]
    if ring:
        return shapely.Polygon(chart)
    return shapely.LineString(chart) if len(chart) > 1 else shapely.Point(chart)
