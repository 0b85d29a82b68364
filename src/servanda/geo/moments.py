"""Where a region lies on average and how far it spreads: what fusion of many reports works with."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from servanda.geo.cloud import cloud_of
from servanda.geo.frame import about
from servanda.records.agreement import Place
from servanda.records.place import Point, Region

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
    """Mean and spread of a region.

    Raises:
        InputError: `place-unknown`, `place-without-shape`, `ring-without-area`.
    """
    cloud = cloud_of(region, places)
    mean = cloud.xy.mean(axis=0)
    off = cloud.xy - mean
    spread = off.T @ off / len(off)
    return Moments(
        at=cloud.frame.points(mean.reshape(1, 2))[0],
        east_m2=max(1, round(float(spread[0, 0]))),
        north_m2=max(1, round(float(spread[1, 1]))),
        both_m2=round(float(spread[0, 1])),
    )


def same_place_likelihood(a: Region, b: Region, places: Mapping[str, Place]) -> int:
    """How densely two regions overlap: the chance in millionths that both lie in one given square kilometre near them.

    Compare it with the density of unrelated incidents to get a likelihood ratio. Errors are taken as normal with the
    regions' own spread; 0 if they are more than about five common deviations apart.

    Raises:
        InputError: `place-unknown`, `place-without-shape`, `ring-without-area`.
    """
    left, right = moments_of(a, places), moments_of(b, places)
    gap = about(left.at).plane([right.at])[0]
    spread = np.array(
        [
            [left.east_m2 + right.east_m2, left.both_m2 + right.both_m2],
            [left.both_m2 + right.both_m2, left.north_m2 + right.north_m2],
        ],
        dtype=np.float64,
    )
    z2 = float(gap @ np.linalg.solve(spread, gap))
    density = math.exp(-z2 / 2) / (2 * math.pi * math.sqrt(float(np.linalg.det(spread))))
    return round(density * _KM2 * 1_000_000)
