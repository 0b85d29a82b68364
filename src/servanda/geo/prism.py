"""Where a thing may have been between fixes: the space-time prisms of time geography.

Between two fixes it was within the ellipse about both whose long axis is the way it can have made in that time
(Hägerstrand 1970; Pfoser and Jensen 1999). Where nothing bounds its speed, or two fixes lie farther apart than it can
have moved, it may have been anywhere.
"""

import math
from itertools import pairwise

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from servanda.geo.frame import Plane
from servanda.records.place import Path

_CORNERS = 128
_BENT = 1.001
"""Lengths between other points than the origin are bent on a chart: prisms are drawn so much larger."""
_ANYWHERE_M = 2_000_000.0


def reachable(fixes: Plane, track: Path, reach_m: float) -> BaseGeometry:
    """All the ground on which a thing may have been, on the chart of its fixes.

    Args:
        fixes: One row for each fix, metres east and north.
        track: The track, with the moment of each fix.
        reach_m: How far a fix may be from where the thing was.
    """
    if track.speed_max_mps is None:
        return _anywhere()
    ways = [track.speed_max_mps * (right - left).total_seconds() for left, right in pairwise(track.moments)]
    prisms = [_prism(fixes[index], fixes[index + 1], way, reach_m) for index, way in enumerate(ways)]
    whole = [prism for prism in prisms if prism is not None]
    return shapely.union_all(whole) if len(whole) == len(prisms) else _anywhere()


def _prism(left: Plane, right: Plane, way_m: float, reach_m: float) -> BaseGeometry | None:
    """The ellipse about two fixes; none if they lie farther apart than it can have moved."""
    apart = math.hypot(*(right - left))
    if apart > way_m * _BENT + 2 * reach_m:
        return None
    long = (way_m * _BENT + 2 * reach_m) / 2
    short = math.sqrt(max(0.0, long**2 - (apart / 2) ** 2))
    turns = np.arange(_CORNERS) * (2 * math.pi / _CORNERS)
    outward = 1 / math.cos(math.pi / _CORNERS)
    flat = np.column_stack([long * np.cos(turns), short * np.sin(turns)]) * outward
    east, north = (right - left) / apart if apart else (1.0, 0.0)
    turned = np.column_stack([flat[:, 0] * east - flat[:, 1] * north, flat[:, 0] * north + flat[:, 1] * east])
    ends = shapely.MultiPoint([left, right]).buffer(reach_m * outward)
    return shapely.union(shapely.Polygon(turned + (left + right) / 2), ends)


def _anywhere() -> BaseGeometry:
    return shapely.Point(0, 0).buffer(_ANYWHERE_M)
