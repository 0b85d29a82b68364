"""Where a region lies on average and how far it spreads: what fusion of many reports works with."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from servanda.geo.cloud import cloud_of, direction, outer_radius, true_bearing_cdeg
from servanda.geo.frame import E7, Frame, Plane, about, wrapped_e7
from servanda.records.agreement import Place
from servanda.records.place import Disc, Point, Region, Sector, Spot

_KM2 = 1_000_000.0


@dataclass(frozen=True)
class Moments:
    """Mean position and spread of a region, square metres."""

    at: Point
    """Mean position."""
    east_m2: int
    """Variance eastwards."""
    north_m2: int
    """Variance northwards."""
    both_m2: int
    """Covariance; changes sign in the mirror."""


def moments_of(region: Region, places: Mapping[str, Place]) -> Moments:
    """Mean and spread of a region; spots and bearings in closed form, other shapes by their cloud.

    Raises:
        InputError: `place-unknown`, `place-without-shape`, `ring-without-area`.
    """
    match region:
        case Spot():
            return Moments(at=region.at, east_m2=region.sigma_m**2, north_m2=region.sigma_m**2, both_m2=0)
        case Disc():
            quarter = max(1, region.radius_m**2 // 4)
            return Moments(at=region.at, east_m2=quarter, north_m2=quarter, both_m2=0)
        case Sector():
            return _of_sector(region)
    cloud = cloud_of(region, places)
    mean = cloud.xy.mean(axis=0)
    off = cloud.xy - mean
    return _rounded(cloud.frame, mean, off.T @ off / len(off))


def flat_positions(lat_e7: NDArray[np.int64], lon_e7: NDArray[np.int64]) -> Plane:
    """Points on one chart about their middle, metres; for nearby points only, since a chart bends far lengths."""
    if not len(lat_e7):
        return np.empty((0, 2))
    west = wrapped_e7(lon_e7 - lon_e7[0])
    frame = Frame(
        lat_e7=int(lat_e7.min() + lat_e7.max()) / 2,
        lon_e7=int(lon_e7[0]) + int(west.min() + west.max()) / 2,
    )
    lon = wrapped_e7(lon_e7 - int(frame.lon_e7)) - (frame.lon_e7 - int(frame.lon_e7))
    return frame.chart(lon / E7, lat_e7 / E7)


def can_meet(a: Region, b: Region, places: Mapping[str, Place]) -> bool:
    """Whether one thing can have been in both regions: whether their outlines at three deviations touch.

    Raises:
        InputError: `place-unknown`, `place-without-shape`, `ring-without-area`.
    """
    if isinstance(a, Spot | Disc) and isinstance(b, Spot | Disc):
        apart = about(a.at).plane([b.at])[0]
        return math.hypot(apart[0], apart[1]) <= outer_radius(a) + outer_radius(b)
    left, right = cloud_of(a, places), cloud_of(b, places)
    moved = shapely.transform(right.support, lambda xy: left.frame.plane(right.frame.points(xy)))
    return bool(left.support.intersects(moved))


def same_place_likelihood(a: Region, b: Region, places: Mapping[str, Place]) -> int:
    """How densely two regions overlap: the chance in millionths that both lie in one given square kilometre near them.

    Compare it with the density of unrelated incidents to get a likelihood ratio. Errors are taken as normal with the
    regions' own spread; 0 if they are more than about five common deviations apart.

    Raises:
        InputError: `place-unknown`, `place-without-shape`, `ring-without-area`.
    """
    left, right = moments_of(a, places), moments_of(b, places)
    gap = about(left.at).plane([right.at])[0]
    both = left.both_m2 + right.both_m2
    spread = np.array([[left.east_m2 + right.east_m2, both], [both, left.north_m2 + right.north_m2]], dtype=np.float64)
    z2 = float(gap @ np.linalg.solve(spread, gap))
    density = math.exp(-z2 / 2) / (2 * math.pi * math.sqrt(float(np.linalg.det(spread))))
    return round(density * _KM2 * 1_000_000)


def _of_sector(region: Sector) -> Moments:
    """Moments of a normal bearing and a normal distance about the post."""
    turn2 = math.radians(region.bearing_sigma_cdeg / 100) ** 2
    near, twice = math.exp(-turn2 / 2), math.exp(-2 * turn2)
    square = region.distance_m**2 + region.distance_sigma_m**2
    along = square * (1 + twice) / 2 - (region.distance_m * near) ** 2
    across = square * (1 - twice) / 2
    east, north = direction(true_bearing_cdeg(region))
    turned = np.array([[east, north], [north, -east]])
    spread = turned.T @ np.diag([along, across]) @ turned
    return _rounded(about(region.post), np.array([east, north]) * (region.distance_m * near), spread)


def _rounded(frame: Frame, mean: Plane, spread: Plane) -> Moments:
    return Moments(
        at=frame.points(mean.reshape(1, 2))[0],
        east_m2=max(1, round(float(spread[0, 0]))),
        north_m2=max(1, round(float(spread[1, 1]))),
        both_m2=round(float(spread[0, 1])),
    )
