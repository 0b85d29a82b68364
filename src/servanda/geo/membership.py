"""Is it in the place, and is it nearer than so far: certain, or a probability.

Certainty rests on the whole outline of the region and the error of the drawn place, probabilities on the cloud inside
it. Distances are geodesic and unsigned: how far it is to the nearest point of the place.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from servanda.geo.cloud import Cloud, cloud_of, place_of
from servanda.geo.frame import Plane, middle
from servanda.geo.shape import corners, drawn, has_shape
from servanda.records.agreement import Place
from servanda.records.place import InPlace, Region

_SURE = 1_000_000
_ROUND_UP = 1.003
"""Buffers are drawn with corners: widened by what the corners miss."""
_OUTLINE_STEP_M = 25.0
_OUTLINE_POINTS = 500
_TOUCH_M = 0.005
_SAME_M = 1.0
"""Edges drawn through the same corners lie nearer than this on a chart."""
_BENT = 2e-4
"""A chart bends lengths by less than this share within 200 km of its origin."""
_EXTREMES = 8
"""So many positions, nearest or farthest on the chart, are measured as geodesics to find the extreme."""


@dataclass(frozen=True)
class Chance:
    """How likely something holds; where it is certain, `ppm` is 0 or 1,000,000."""

    ppm: int
    """Probability in parts per million; strictly between 0 and 1,000,000 while undecided."""
    certain: bool | None
    """True: certainly; False: certainly not; None: the measurement does not decide."""


def inside(region: Region, place: Place, places: Mapping[str, Place]) -> Chance:
    """Whether it was in the place.

    A path is in the place if any part of it is. A place drawn with another along one edge is in it or
    beside it, wherever that edge runs.

    Args:
        region: Where it was, with error.
        place: Place of the agreement; `error_m` widens the undecided band on both sides of its edge.
        places: All places, for regions that only name one.

    Raises:
        InputError: `place-unknown`, `place-without-shape`, `ring-without-area`.
    """
    if _names(region, place, places):
        return Chance(ppm=_SURE, certain=True)
    beside = _by_common_edge(region, place, places)
    if beside is not None:
        return Chance(ppm=_SURE if beside else 0, certain=beside)
    cloud = cloud_of(region, places)
    shape = drawn(place, cloud.frame)
    sure = _certainly_inside(cloud, shape, place.error_m)
    if sure is not None:
        return Chance(ppm=_SURE if sure else 0, certain=sure)
    depths = _depths(shape, cloud.xy, within=place.error_m)
    return Chance(ppm=_undecided(_graded(depths, place.error_m), cloud.stops), certain=None)


def nearer_than(region: Region, place: Place, limit_m: int, places: Mapping[str, Place]) -> Chance:
    """Whether it was nearer to the place than a limit; exactly at the limit is not nearer.

    Raises:
        InputError: `place-unknown`, `place-without-shape`, `ring-without-area`.
    """
    if _names(region, place, places):
        return Chance(ppm=_SURE if limit_m > 0 else 0, certain=limit_m > 0)
    cloud = cloud_of(region, places)
    shape = drawn(place, cloud.frame)
    low, high = _span(cloud, shape, place.error_m)
    if high < limit_m or low + _TOUCH_M >= limit_m:
        return Chance(ppm=_SURE if high < limit_m else 0, certain=high < limit_m)
    room = limit_m - _distances_about(cloud, shape, limit_m, place.error_m)
    return Chance(ppm=_undecided(_graded(room, place.error_m), cloud.stops), certain=None)


def distance_range(region: Region, place: Place, places: Mapping[str, Place]) -> tuple[int, int]:
    """Least and greatest distance in metres over the region, widened by the error of the drawn place.

    For a path it is the distance of its nearest part.

    Raises:
        InputError: `place-unknown`, `place-without-shape`, `ring-without-area`.
    """
    if _names(region, place, places):
        return (0, 0)
    cloud = cloud_of(region, places)
    low, high = _span(cloud, drawn(place, cloud.frame), place.error_m)
    return math.floor(low + _TOUCH_M), math.ceil(high - _TOUCH_M)


def distances(cloud: Cloud, shape: BaseGeometry, xy: Plane) -> Plane:
    """Geodesic distances in metres from chart positions to the nearest point of a shape; 0 inside.

    The nearest point is found on the chart; where the chart bends it by a metre in 70 km, the length changes by less
    than a millimetre, because a nearest distance is stationary.
    """
    spots = shapely.points(xy)
    shapely.prepare(shape)
    feet = shapely.get_coordinates(shapely.get_point(shapely.shortest_line(spots, shape), 1))
    return cloud.frame.lengths(xy, feet)


def _names(region: Region, place: Place, places: Mapping[str, Place]) -> bool:
    if not isinstance(region, InPlace):
        return False
    corners(place)
    return place_of(region, places) == place


def _by_common_edge(region: Region, place: Place, places: Mapping[str, Place]) -> bool | None:
    """Whether a region is a place drawn as part of another (true) or beside it (false), along one edge with it.

    Where the two share an edge, it may run elsewhere than it is drawn, but then for both. So only other edges of the
    place can cut into the region; where they part from the common edge they do not count.
    """
    if not isinstance(region, InPlace):
        return None
    named = place_of(region, places)
    if not has_shape(named) or not has_shape(place):
        return None
    frame = middle(corners(named))
    outer, inner = drawn(place, frame), drawn(named, frame)
    if outer.area == 0 or inner.area == 0:
        return None
    part, apart = outer.buffer(_SAME_M).covers(inner), not outer.intersects(inner.buffer(-_SAME_M))
    shared = inner.boundary.intersection(outer.boundary.buffer(_SAME_M))
    reach = place.error_m * _ROUND_UP
    if part is apart or shared.length <= reach:
        return None
    other = outer.boundary.difference(shared.buffer(2 * reach))
    return part if other.is_empty or other.distance(inner) >= reach else None


def _certainly_inside(cloud: Cloud, shape: BaseGeometry, error_m: int) -> bool | None:
    reach = error_m * _ROUND_UP
    wide = shape.buffer(reach) if error_m or shape.area == 0 else shape
    if not wide.intersects(cloud.support):
        return False
    if shape.area == 0:
        return None
    narrow = shape.buffer(-reach) if error_m else shape
    if cloud.stops == 1:
        return True if narrow.covers(cloud.support) else None
    return True if _some_stop_inside(cloud, narrow) else None


def _some_stop_inside(cloud: Cloud, narrow: BaseGeometry) -> bool:
    spots = shapely.buffer(shapely.points(_middles(cloud)), cloud.stop_m * _ROUND_UP)
    return bool(shapely.covers(narrow, spots).any())


def _middles(cloud: Cloud) -> Plane:
    return np.asarray(cloud.xy.reshape(cloud.stops, -1, 2).mean(axis=1), dtype=np.float64)


def _depths(shape: BaseGeometry, xy: Plane, *, within: int | None = None) -> Plane:
    """Metres to the edge: positive inside, negative outside; no more is measured than `within` asks for.

    Only the part of the edge in the box about the positions, that much wider, can be nearer than `within`.
    """
    edge = shape.boundary if shape.area > 0 else shape
    if within is not None:
        low, high = xy.min(axis=0) - within - 1, xy.max(axis=0) + within + 1
        edge = shapely.clip_by_rect(edge, low[0], low[1], high[0], high[1])
    away = np.full(len(xy), math.inf) if edge.is_empty else shapely.distance(shapely.points(xy), edge)
    return np.asarray(np.where(shapely.contains_xy(shape, xy), away, -away), dtype=np.float64)


def _graded(room: Plane, error_m: int) -> Plane:
    """Share of the places the limit may really run for which it holds."""
    if error_m == 0:
        return (room > 0).astype(np.float64)
    return np.clip(0.5 + room / (2 * error_m), 0.0, 1.0)


def _undecided(holds: Plane, stops: int) -> int:
    share = holds.reshape(stops, -1).mean(axis=1).max()
    return int(min(_SURE - 1, max(1, round(float(share) * _SURE))))


def _span(cloud: Cloud, shape: BaseGeometry, error_m: int) -> tuple[float, float]:
    if cloud.radius_m is not None:
        low, high = _round_span(cloud, shape, cloud.radius_m)
    else:
        low, high = _outline_span(cloud, shape)
    return max(0.0, low - error_m), high + error_m


def _round_span(cloud: Cloud, shape: BaseGeometry, radius_m: float) -> tuple[float, float]:
    """A circle: no point of it is farther than its middle plus the radius."""
    centre = np.zeros((1, 2))
    away = float(distances(cloud, shape, centre)[0])
    depth = max(0.0, float(_depths(shape, centre)[0])) if shape.area > 0 else 0.0
    return max(0.0, away - radius_m), max(0.0, away + radius_m - depth)


def _outline_span(cloud: Cloud, shape: BaseGeometry) -> tuple[float, float]:
    step = max(_OUTLINE_STEP_M, cloud.support.length / _OUTLINE_POINTS)
    outline = shapely.get_coordinates(shapely.segmentize(cloud.support, step))
    edge_flat, within_flat = _flat(outline, shape), _flat(cloud.xy, shape)
    edge, within = (_least(cloud, shape, xy, flat) for xy, flat in ((outline, edge_flat), (cloud.xy, within_flat)))
    nearest = min(edge, within)
    low = 0.0 if cloud.support.intersects(shape) else max(0.0, nearest - _sag(step, nearest))
    if cloud.stops > 1:
        return low, _nearest_stop(cloud, shape)
    edge = _greatest(cloud, shape, outline, edge_flat)
    within = _greatest(cloud, shape, cloud.xy, within_flat)
    spread = math.sqrt(cloud.support.area / len(cloud.xy))
    return low, within + spread if within > edge else edge


def _flat(xy: Plane, shape: BaseGeometry) -> Plane:
    """Distances on the chart: they only say which positions are worth measuring."""
    return np.asarray(shapely.distance(shapely.points(xy), shape), dtype=np.float64)


def _least(cloud: Cloud, shape: BaseGeometry, xy: Plane, flat: Plane) -> float:
    return float(distances(cloud, shape, xy[np.argsort(flat, kind="stable")[:_EXTREMES]]).min())


def _greatest(cloud: Cloud, shape: BaseGeometry, xy: Plane, flat: Plane) -> float:
    return float(distances(cloud, shape, xy[np.argsort(-flat, kind="stable")[:_EXTREMES]]).max())


def _nearest_stop(cloud: Cloud, shape: BaseGeometry) -> float:
    """How far the nearest stop of a path may be at most: no point about a stop is farther than its middle and reach."""
    return float(distances(cloud, shape, _middles(cloud)).min()) + cloud.stop_m


def _distances_about(cloud: Cloud, shape: BaseGeometry, limit_m: int, error_m: int) -> Plane:
    """Distances of the cloud: geodesic wherever the limit is near, off the chart where nothing can turn on it."""
    flat = _flat(cloud.xy, shape)
    near = np.abs(flat - limit_m) <= error_m + 1 + _BENT * flat
    if near.any():
        flat[near] = distances(cloud, shape, cloud.xy[near])
    return flat


def _sag(step: float, away: float) -> float:
    """How much nearer a point between two outline points may be."""
    return step if away < step else away - math.sqrt(away**2 - step**2 / 4)
