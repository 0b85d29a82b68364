"""The outline of a region for maps: never a point."""

import math
from collections.abc import Mapping

import numpy as np
import shapely

from servanda.geo.cloud import CUT, cloud_of, place_of, wedge
from servanda.geo.frame import about, middle
from servanda.geo.shape import corners, path
from servanda.records.agreement import Place
from servanda.records.place import Area, Disc, InPlace, Path, Point, Region, Sector, Spot

_SHOWN = 0.95
_ROUND = math.sqrt(-2 * math.log1p(-_SHOWN * -math.expm1(-(CUT**2) / 2)))
"""Radius in standard deviations that holds 95 % of a spot cut at three."""
_EACH = 2.2064
"""Half-width in standard deviations that holds 97.47 % of a cut error: 95 % for bearing and distance together."""


def region_polygon(region: Region, places: Mapping[str, Place]) -> list[list[Point]]:
    """Rings that together hold the thing with a probability of 95 % at least; discs, areas and places are drawn whole.

    Rings are not closed: the first corner is not repeated. A sector about a post is drawn as a disc, so that nobody can
    tell from a map where the post stands.

    Raises:
        InputError: `place-unknown`, `place-without-shape`.
    """
    match region:
        case Spot():
            return _scaled(Disc(at=region.at, radius_m=max(1, math.ceil(_ROUND * region.sigma_m))), places)
        case Disc():
            return _scaled(region, places)
        case Sector():
            sigma = region.distance_sigma_m * _EACH
            near, far = max(0.0, region.distance_m - sigma), region.distance_m + sigma
            outline = wedge(region, sides_cdeg=region.bearing_sigma_cdeg * _EACH, near_m=near, far_m=far)
            return _scaled(_around(region, shapely.MultiPoint(outline)), places)
        case Area():
            return [list(region.ring)]
        case Path():
            frame = middle(region.points)
            band = path(region.points, frame).buffer(_ROUND * region.sigma_m, quad_segs=4)
            return [frame.points(np.array(band.exterior.coords[:-1]))]
    return _place_rings(region, places)


def _around(region: Sector, outline: shapely.MultiPoint) -> Disc:
    """The smallest disc about a sector: its straight sides, drawn as they are, would meet in the post."""
    center = np.array(shapely.minimum_bounding_circle(outline).centroid.coords)
    (at,) = about(region.post).points(center)
    return Disc(at=at, radius_m=math.ceil(shapely.minimum_bounding_radius(outline)) + 1)


def _scaled(disc: Disc, places: Mapping[str, Place]) -> list[list[Point]]:
    cloud = cloud_of(disc, places)
    return [cloud.frame.points(shapely.get_coordinates(cloud.support)[:-1])]


def _place_rings(region: InPlace, places: Mapping[str, Place]) -> list[list[Point]]:
    place = place_of(region, places)
    corners(place)
    return [list(shape) for shape in place.shapes]
