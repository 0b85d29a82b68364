"""How much of a place watches could cover."""

import math
from collections.abc import Mapping, Sequence

import shapely
from shapely.geometry.base import BaseGeometry

from servanda.geo.cloud import cloud_of, place_of, wedge
from servanda.geo.frame import Frame, about, middle
from servanda.geo.shape import corners, drawn, path, ring
from servanda.records.agreement import Place
from servanda.records.place import Area, Disc, InPlace, Path, Region, Sector

_WHOLE = 1_000_000


def share_covered(watch_region: Region, place: Place, places: Mapping[str, Place]) -> int:
    """Share of a place that one watch could cover, in parts per million; see `share_covered_together`.

    Raises:
        InputError: `place-unknown`, `place-without-shape`, `ring-without-area`.
    """
    return share_covered_together([watch_region], place, places)


def share_covered_together(regions: Sequence[Region], place: Place, places: Mapping[str, Place]) -> int:
    """Share of a place that several watches could cover together, ground seen twice counted once.

    The region of a watch is read narrowly, since what is only perhaps seen is not watched: a sector from its post out
    to its distance and one standard deviation to each side, a spot or path out to one standard deviation. Of a zone it
    is a share of area, of a line a share of length, of settlements drawn as points a share of their number.
    Rounded down.

    Raises:
        InputError: `place-unknown`, `place-without-shape`, `ring-without-area`.
    """
    frame = middle(corners(place))
    if any(isinstance(region, InPlace) and place_of(region, places) == place for region in regions):
        return _WHOLE
    shape = drawn(place, frame)
    seen = shapely.union_all([seen_shape(region, frame, places) for region in regions])
    return min(_WHOLE, math.floor(_WHOLE * _size(shape.intersection(seen), shape) / _size(shape, shape) + 1e-6))


def _size(part: BaseGeometry, whole: BaseGeometry) -> float:
    if whole.area > 0:
        return float(part.area)
    if whole.length > 0:
        return float(part.length)
    return float(shapely.get_num_coordinates(part))


def seen_shape(region: Region, frame: Frame, places: Mapping[str, Place]) -> BaseGeometry:
    """The ground that a watch certainly saw, on a chart.

    Raises:
        InputError: `place-unknown`, `place-without-shape`, `ring-without-area`.
    """
    match region:
        case InPlace():
            return drawn(place_of(region, places), frame)
        case Area():
            return ring(region.ring, frame)
        case Path():
            return path(region.points, frame).buffer(region.sigma_m)
        case Sector():
            outline = wedge(region, sides_cdeg=region.bearing_sigma_cdeg, near_m=0, far_m=region.distance_m)
            return shapely.make_valid(shapely.Polygon(frame.plane(about(region.post).points(outline))))
    spot = region if isinstance(region, Disc) else Disc(at=region.at, radius_m=region.sigma_m)
    round_ = cloud_of(spot, places)
    return shapely.Polygon(frame.plane(round_.frame.points(shapely.get_coordinates(round_.support)[:-1])))
