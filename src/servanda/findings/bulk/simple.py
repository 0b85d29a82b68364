"""Which places can be taken edge by edge: those whose every drawn edge parts inside from outside."""

import math

import shapely

from servanda.geo import has_shape
from servanda.geo.frame import middle
from servanda.geo.shape import corners, drawn, ring
from servanda.records.agreement import Place

_CORNERS = 3
_SAME = 1e-9


def is_line(place: Place) -> bool:
    """Whether a place is drawn as paths."""
    return has_shape(place) and place.is_ == "line"


def is_zone(place: Place) -> bool:
    """Whether a place is drawn as rings that share no edge, overlap nowhere and do not cross themselves.

    Raises:
        InputError: what drawing raises.
    """
    if (
        place.band is not None
        or not has_shape(place)
        or place.is_ == "line"
        or any(len(shape) < _CORNERS for shape in place.shapes)
    ):
        return False
    frame = middle(corners(place))
    rings = [ring(shape, frame) for shape in place.shapes]
    simple = all(isinstance(each, shapely.Polygon) and not each.interiors for each in rings)
    length, area = (sum(getattr(each, name) for each in rings) for name in ("length", "area"))
    whole = drawn(place, frame)
    alike = math.isclose(whole.length, length, rel_tol=_SAME)
    return simple and alike and (place.is_ != "settlements" or math.isclose(whole.area, area, rel_tol=_SAME))
