"""A place of an agreement as a shape on a chart."""

from collections.abc import Sequence

import shapely
from shapely.geometry import LineString, MultiPoint
from shapely.geometry.base import BaseGeometry

from servanda.errors import InputError
from servanda.geo.frame import Frame
from servanda.records.agreement import Place
from servanda.records.place import Point

_RING_CORNERS, _LINE_ENDS = 3, 2
_LEAST_M2 = 1.0


def has_shape(place: Place) -> bool:
    """Whether the place says where it is: a place named without a shape decides nothing."""
    return any(place.shapes)


def corners(place: Place) -> list[Point]:
    """All drawn points of a place.

    Raises:
        InputError: `place-without-shape` if the agreement does not say where it is.
    """
    if not has_shape(place):
        name = next(iter(place.name.values()), "?")
        raise InputError(
            "place-without-shape",
            f"The place '{name}' has no shape, so nothing can be in or near it.",
            hint="Draw it in the agreement's GeoJSON file, or name the open term that leaves it undefined.",
        )
    return [point for shape in place.shapes for point in shape]


def drawn(place: Place, frame: Frame) -> BaseGeometry:
    """The place on a chart: rings of a zone by the even-odd rule, paths of a line, settlements as areas or points.

    Raises:
        InputError: `place-without-shape`, `ring-without-area`, `line-without-length`.
    """
    corners(place)
    if place.is_ == "line":
        return shapely.union_all([path(shape, frame) for shape in place.shapes])
    if place.is_ == "settlements":
        return shapely.union_all([_settlement(shape, frame) for shape in place.shapes])
    whole: BaseGeometry = shapely.Polygon()
    for shape in place.shapes:
        whole = shapely.symmetric_difference(whole, ring(shape, frame))
    if whole.area < _LEAST_M2:
        raise _no_area(f"The rings of '{next(iter(place.name.values()), '?')}' leave no area between them.")
    return whole


def path(points: Sequence[Point], frame: Frame) -> LineString:
    """A line on a chart, whose edges are geodesics.

    Raises:
        InputError: `line-without-length` if it leads nowhere.
    """
    if len({(point.lat_e7, point.lon_e7) for point in points}) < _LINE_ENDS:
        says = f"A line of {len(points)} points has no length."
        raise InputError("line-without-length", says, hint="Give at least two points that differ.")
    return LineString(frame.trail(points, closed=False))


def ring(points: list[Point], frame: Frame) -> BaseGeometry:
    """A polygon on a chart, whose edges are geodesics.

    Raises:
        InputError: `ring-without-area` if it encloses nothing or has fewer than three corners.
    """
    open_ring = points[:-1] if len(points) > 1 and points[0] == points[-1] else points
    polygon = shapely.Polygon(frame.trail(open_ring, closed=True)) if len(open_ring) >= _RING_CORNERS else None
    polygon = shapely.make_valid(polygon) if polygon is not None and not polygon.is_valid else polygon
    if polygon is None or polygon.area < _LEAST_M2:
        raise _no_area(f"A ring of {len(points)} corners encloses no area.")
    return polygon


def _no_area(says: str) -> InputError:
    hint = "Give at least three corners that do not lie on one line, and no ring twice."
    return InputError("ring-without-area", says, hint=hint)


def _settlement(shape: list[Point], frame: Frame) -> BaseGeometry:
    if len(shape) < _RING_CORNERS:
        return MultiPoint(frame.plane(shape))
    return ring(shape, frame)
