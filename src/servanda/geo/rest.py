"""What is left of the ground of a watch when observers were kept from some of it.

The watch is read narrowly and the restriction widely, so what is left was certainly within reach. It is given as
polygons where it can be drawn, since nobody may take the part that was lost for a part of equal worth elsewhere.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from servanda.geo.cloud import cloud_of, place_of
from servanda.geo.cover import seen_shape
from servanda.geo.frame import Frame, about, middle
from servanda.geo.shape import corners, drawn, has_shape
from servanda.records.agreement import Place
from servanda.records.place import Area, Disc, InPlace, Path, Region, Sector, Spot

_WHOLE = 1_000_000
_LEAST_M2 = 100.0
_MARGIN_M = 0.05
"""What is left is drawn so much smaller that rounding to 1e-7 degree adds nothing to it."""


@dataclass(frozen=True)
class Rest:
    """What is left of a region.

    Attributes:
        lost: Share of the region that is lost, parts per million, rounded up.
        pieces: What is left, each with its share of the region, rounded down; none if it cannot be drawn as areas.
    """

    lost: int
    pieces: tuple[tuple[Area, int], ...] | None = None


def rest_of(region: Region, taken: Sequence[Region], places: Mapping[str, Place]) -> Rest:
    """What is left of the ground of a watch without what restrictions took, ground taken twice counted once.

    Where nobody knows how much was taken, because a place has no shape, all of it is.

    Raises:
        InputError: `place-unknown`, `ring-without-area`.
    """
    if not taken:
        return Rest(lost=0)
    same = any(isinstance(one, InPlace) and one == region for one in taken)
    if same or not all(_drawn(one, places) for one in (region, *taken)):
        return Rest(lost=_WHOLE, pieces=())
    frame = _frame(region, places)
    shape = seen_shape(region, frame, places)
    away = shapely.union_all([_widely(one, frame, places) for one in taken])
    left = shapely.difference(shape, away)
    if shape.area <= 0:
        size = shape.length or float(shapely.get_num_coordinates(shape))
        kept = left.length if shape.length else float(shapely.get_num_coordinates(left))
        return Rest(lost=_up(1 - kept / size))
    if left.equals(shape):
        return Rest(lost=0)
    pieces = [(_area(piece, frame), math.floor(_WHOLE * piece.area / shape.area)) for piece in _pieces(left)]
    return Rest(lost=_up(1 - sum(share for _, share in pieces) / _WHOLE), pieces=tuple(pieces))


def _up(share: float) -> int:
    return min(_WHOLE, max(0, math.ceil(_WHOLE * share - 1e-6)))


def _drawn(region: Region, places: Mapping[str, Place]) -> bool:
    return not isinstance(region, InPlace) or has_shape(place_of(region, places))


def _frame(region: Region, places: Mapping[str, Place]) -> Frame:
    match region:
        case Spot() | Disc():
            return about(region.at)
        case Sector():
            return about(region.post)
        case Area():
            return middle(region.ring)
        case Path():
            return middle(region.points)
    return middle(corners(place_of(region, places)))


def _widely(region: Region, frame: Frame, places: Mapping[str, Place]) -> BaseGeometry:
    """All the ground that a restriction may have meant, on the chart of the watch."""
    if isinstance(region, InPlace):
        place = place_of(region, places)
        return drawn(place, frame).buffer(max(place.error_m, 1))
    cloud = cloud_of(region, places)

    def moved(xy: np.ndarray) -> np.ndarray:
        return frame.plane(cloud.frame.points(xy))

    return shapely.make_valid(shapely.transform(cloud.support, moved))


def _pieces(left: BaseGeometry) -> Iterator[shapely.Polygon]:
    """Polygons without holes that together make up what is left; one with a hole is cut through it, north to south."""
    for part in shapely.get_parts(left.buffer(-_MARGIN_M, join_style="mitre")):
        if part.area < _LEAST_M2:
            continue
        if not part.interiors:
            yield part
            continue
        west, south, east, north = part.bounds
        cut = (part.interiors[0].bounds[0] + part.interiors[0].bounds[2]) / 2
        for side in (shapely.box(west, south, cut, north), shapely.box(cut, south, east, north)):
            yield from _pieces(part.intersection(side))


def _area(piece: shapely.Polygon, frame: Frame) -> Area:
    return Area(ring=frame.points(np.array(piece.exterior.coords[:-1])))
