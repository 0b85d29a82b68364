"""Which places can be taken edge by edge: those whose every drawn edge parts inside from outside."""

import math

import shapely

from servanda.geo import has_shape
from servanda.geo.frame import E7, middle, wrap_e7
from servanda.geo.shape import corners, drawn, ring
from servanda.records.agreement import Place

_CORNERS = 3
_SAME = 1e-9
_POLAR_E7, _WIDE_E7 = 84 * E7, 80 * E7


def is_line(place: Place) -> bool:
    """Whether a place is drawn as paths."""
    return has_shape(place) and place.is_ == "line" and _is_mapped(place)


def _is_mapped(place: Place) -> bool:
    """Whether it has a box of degrees: not near a pole, not half round the earth."""
    points = corners(place)
    wide = [abs(wrap_e7(point.lon_e7 - points[0].lon_e7)) for point in points]
    return max(wide) < _WIDE_E7 and max(abs(point.lat_e7) for point in points) < _POLAR_E7


def is_zone(place: Place) -> bool:
    """Whether a place is drawn as rings that share no edge, overlap nowhere and do not cross themselves.

    Raises:
        InputError: what drawing raises.
    """
    if place.band is not None or not has_shape(place) or place.is_ == "line" or not _is_mapped(place):
        return False
    if any(len(shape) < _CORNERS for shape in place.shapes):
        return False
    frame = middle(corners(place))
    rings = [ring(shape, frame) for shape in place.shapes]
    simple = all(isinstance(each, shapely.Polygon) and not each.interiors for each in rings)
    length, area = (sum(getattr(each, name) for each in rings) for name in ("length", "area"))
    whole = drawn(place, frame)
    alike = math.isclose(whole.length, length, rel_tol=_SAME)
    return simple and alike and (place.is_ != "settlements" or math.isclose(whole.area, area, rel_tol=_SAME))
