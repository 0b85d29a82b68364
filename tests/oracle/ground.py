"""The oracle's own map: boxes, points and north-south lines near one latitude, measured by two radii of the ellipsoid.

Nothing of the system's geometry is used. Where a measurement lies so near an edge that two honest computations could
differ, the case is left out (`TooClose`).
"""

import math
from collections.abc import Sequence

from servanda.records.agreement import Place
from servanda.records.place import Disc, InPlace, Point, Region, Spot

MARGIN_M = 40.0
_A, _E2 = 6_378_137.0, 0.006_694_379_990_14
Box = tuple[float, float, float, float]
"""South, west, north, east in degrees."""


class TooClose(Exception):
    """Nobody should decide this case by another formula."""


def metres(origin: Point, other: Point) -> tuple[float, float]:
    """East and north of a point from another, metres."""
    middle = math.radians((origin.lat_e7 + other.lat_e7) / 2e7)
    bend = 1 - _E2 * math.sin(middle) ** 2
    north = math.radians((other.lat_e7 - origin.lat_e7) / 1e7) * _A * (1 - _E2) / bend**1.5
    east = math.radians((other.lon_e7 - origin.lon_e7) / 1e7) * _A / math.sqrt(bend) * math.cos(middle)
    return east, north


def reach(region: Disc | Spot) -> float:
    """How far from its middle a thing may have been."""
    return float(region.radius_m if isinstance(region, Disc) else 3 * region.sigma_m)


def inside(region: Region, name: str, places: dict[str, Place]) -> bool | None:
    """Whether it was in a box: certainly, certainly not, or perhaps."""
    place = places[name]
    south, west, north, east = _edges(place)
    if isinstance(region, InPlace):
        return True if region.place == name else _of_box(_edges(places[region.place]), (south, west, north, east))
    at, room = _spot(region).at, reach(_spot(region)) + place.error_m
    west_m, south_m = metres(at, Point(lat_e7=south, lon_e7=west))
    east_m, north_m = metres(at, Point(lat_e7=north, lon_e7=east))
    depth = min(-west_m, -south_m, east_m, north_m)
    if depth >= 0:
        return _sorted(depth - room, certain=True)
    gap = math.hypot(max(west_m, 0.0, -east_m), max(south_m, 0.0, -north_m))
    return _sorted(gap - room, certain=False)


def within_disc(region: Region, disc: Disc) -> bool | None:
    """Whether it was in a disc that somebody announced; the outer twentieth of a disc may be cut."""
    spot = _spot(region)
    gap, room = math.hypot(*metres(disc.at, spot.at)), reach(spot)
    if gap + room < 0.94 * disc.radius_m:
        return True
    if gap - room > disc.radius_m + MARGIN_M:
        return False
    if gap + room > disc.radius_m + MARGIN_M and gap - room < 0.94 * disc.radius_m:
        return None
    raise TooClose


def distances(region: Region, place: Place) -> tuple[float, float]:
    """Least and greatest distance to a line or to the nearest of some points."""
    spot = _spot(region)
    gap = min(_to_path(spot.at, path) for path in place.shapes)
    room = reach(spot) + place.error_m
    return max(0.0, gap - room), gap + room


def _to_path(at: Point, path: Sequence[Point]) -> float:
    if len(path) == 1:
        return math.hypot(*metres(at, path[0]))
    low, high = sorted(point.lat_e7 for point in path)
    if not low < at.lat_e7 < high:
        raise TooClose  # the drawn lines are longer than the land
    return abs(metres(at, Point(lat_e7=at.lat_e7, lon_e7=path[0].lon_e7))[0])


def _spot(region: Region) -> Disc | Spot:
    if not isinstance(region, Disc | Spot):
        raise TooClose
    return region


def _edges(place: Place) -> tuple[int, int, int, int]:
    (ring,) = place.shapes
    lats, lons = [point.lat_e7 for point in ring], [point.lon_e7 for point in ring]
    return min(lats), min(lons), max(lats), max(lons)


def _of_box(inner: tuple[int, int, int, int], outer: tuple[int, int, int, int]) -> bool | None:
    if inner[0] > outer[0] and inner[1] > outer[1] and inner[2] < outer[2] and inner[3] < outer[3]:
        return True
    apart = inner[0] > outer[2] or inner[2] < outer[0] or inner[1] > outer[3] or inner[3] < outer[1]
    return False if apart else None


def _sorted(room: float, *, certain: bool) -> bool | None:
    if abs(room) < MARGIN_M:
        raise TooClose
    return certain if room > 0 else None
