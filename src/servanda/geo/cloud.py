"""A region as a cloud: equally weighted positions, and the outline beyond which it certainly was not.

The positions are quantiles, not random draws: the same region gives the same cloud, and a mirrored region gives exactly
the mirrored cloud. No position lies on an axis of symmetry, so a limit drawn through the best estimate halves it.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from statistics import NormalDist

import msgspec
import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from servanda.errors import InputError
from servanda.geo.frame import Frame, Plane, about, middle
from servanda.geo.prism import reachable
from servanda.geo.shape import corners, drawn, path, ring
from servanda.records.agreement import Place
from servanda.records.place import Area, Disc, InPlace, Path, Region, Sector, Spot

CUT = 3.0
"""Errors are cut at three standard deviations: beyond lies *certainly not*."""

RINGS, SPOKES = 40, 64
"""Positions of a round cloud: so many on each of so many rings."""
_BEARINGS, _RANGES = 64, 48
_GRID = (64, 128, 256, 512)
_ENOUGH = 1_000
_STOPS = 64
_INSIDE_CUT = math.erf(CUT / math.sqrt(2))
_QUARTER = 9_000
_STANDARD = NormalDist()


@dataclass(frozen=True)
class Cloud:
    """Equally weighted positions on a chart, the certain outline, and how many stops a path has."""

    frame: Frame
    xy: Plane
    support: BaseGeometry
    radius_m: float | None = None
    """Radius if the outline is a circle about the origin: then distances are exact."""
    stops: int = 1
    """A path is a row of stops: it is near a place if one of its stops is."""
    stop_m: float = 0.0
    """How far from the middle of a stop it may have been, in metres: farther than the outermost of its positions."""


def cloud_of(region: Region, places: Mapping[str, Place]) -> Cloud:
    """The cloud of a region.

    Raises:
        InputError: `place-unknown`, `place-without-shape`, `ring-without-area`.
    """
    match region:
        case Spot():
            return _round(region, np.sqrt(-2 * np.log1p(-_steps(RINGS) * -math.expm1(-(CUT**2) / 2))) * region.sigma_m)
        case Disc():
            return _round(region, np.sqrt(_steps(RINGS)) * region.radius_m)
        case Sector():
            return _sector(region)
        case Area():
            frame = middle(region.ring)
            return _even(ring(region.ring, frame), frame)
        case Path():
            return _path(region)
    return _in_place(msgspec.json.encode(place_of(region, places)))


def place_of(region: InPlace, places: Mapping[str, Place]) -> Place:
    """The place a region names.

    Raises:
        InputError: `place-unknown`.
    """
    place = places.get(region.place)
    if place is None:
        raise InputError(
            "place-unknown",
            f"No place is called '{region.place}'.",
            hint=f"Known places: {', '.join(sorted(places)) or 'none'}.",
        )
    return place


def outer_radius(region: Spot | Disc) -> float:
    """Radius in metres beyond which it certainly was not."""
    return float(region.radius_m if isinstance(region, Disc) else CUT * region.sigma_m)


def true_bearing_cdeg(sector: Sector) -> int:
    """Bearing from true north in hundredths of a degree, -17999 to 18000."""
    turned = (sector.bearing_cdeg + (0 if sector.north == "true" else sector.declination_cdeg)) % 36_000
    return turned - 36_000 if turned > 2 * _QUARTER else turned


def direction(bearing_cdeg: int) -> tuple[float, float]:
    """East and north part of a unit step, exactly mirrored for mirrored bearings."""
    size, side = abs(bearing_cdeg), (1.0 if bearing_cdeg >= 0 else -1.0)
    if size % _QUARTER == 0:
        return (side if size == _QUARTER else 0.0), (0.0 if size == _QUARTER else 1.0 - size / _QUARTER)
    turn = math.radians(size / 100)
    return side * math.sin(turn), math.cos(turn)


def wedge(sector: Sector, *, sides_cdeg: float, near_m: float, far_m: float) -> Plane:
    """Outline of an annulus sector about the bearing: far arc, then near arc back."""
    reach = min(sides_cdeg / 100, 180.0)
    turns = np.radians(np.linspace(-1.0, 1.0, max(9, 2 * math.ceil(reach / 2) + 1)) * reach)
    half = math.radians(2 * reach / (len(turns) - 1)) / 2
    far = _turned(sector, turns) * (far_m / math.cos(half))
    near = _turned(sector, turns)[::-1] * near_m if near_m > 0 else np.zeros((1, 2))
    return np.vstack([far, near])


def _turned(sector: Sector, turns: Plane) -> Plane:
    east, north = direction(true_bearing_cdeg(sector))
    return np.column_stack([east * np.cos(turns) + north * np.sin(turns), north * np.cos(turns) - east * np.sin(turns)])


def _steps(number: int) -> Plane:
    return (np.arange(number) + 0.5) / number


def _normal(number: int) -> Plane:
    shares = 0.5 + _INSIDE_CUT * (np.arange(number // 2) + 0.5) / number
    half = np.array([_STANDARD.inv_cdf(share) for share in shares.tolist()])
    return np.concatenate([-half[::-1], half])


@lru_cache(maxsize=8)
def _spokes(number: int) -> Plane:
    turn = (np.arange(number // 4) + 0.5) * (2 * math.pi / number)
    quarter = np.column_stack([np.sin(turn), np.cos(turn)])
    return np.vstack([quarter * sign for sign in ((1, 1), (-1, 1), (1, -1), (-1, -1))])


def _round(region: Spot | Disc, radii: Plane) -> Cloud:
    outer = outer_radius(region)
    xy = (radii[:, None, None] * _spokes(SPOKES)[None, :, :]).reshape(-1, 2)
    return Cloud(frame=about(region.at), xy=xy, support=shapely.Polygon(round_outline() * outer), radius_m=outer)


@lru_cache(maxsize=1)
def round_outline() -> Plane:
    """Corners about a circle of radius 1: nothing of the circle lies outside."""
    return _spokes(SPOKES)[_around(SPOKES)] / math.cos(math.pi / SPOKES)


def _around(number: int) -> list[int]:
    spokes = _spokes(number)
    return sorted(range(number), key=lambda spoke: math.atan2(spokes[spoke, 0], spokes[spoke, 1]))


def _sector(region: Sector) -> Cloud:
    sides = CUT * region.bearing_sigma_cdeg
    near = max(0.0, region.distance_m - CUT * region.distance_sigma_m)
    far = region.distance_m + CUT * region.distance_sigma_m
    turns = np.clip(_normal(_BEARINGS) * math.radians(region.bearing_sigma_cdeg / 100), -math.pi, math.pi)
    ranges = region.distance_m + _normal(_RANGES) * region.distance_sigma_m
    ranges = np.where(ranges > 0, ranges, region.distance_m * _steps(_RANGES))
    xy = (_turned(region, turns)[:, None, :] * ranges[None, :, None]).reshape(-1, 2)
    outline = shapely.make_valid(shapely.Polygon(wedge(region, sides_cdeg=sides, near_m=near, far_m=far)))
    return Cloud(frame=about(region.post), xy=xy, support=outline)


def _even(shape: BaseGeometry, frame: Frame) -> Cloud:
    west, south, east, north = shape.bounds
    inside = np.empty((0, 2))
    for number in _GRID:
        across, along = np.meshgrid(_steps(number), _steps(number))
        grid = np.column_stack([west + across.ravel() * (east - west), south + along.ravel() * (north - south)])
        inside = grid[shapely.contains_xy(shape, grid)]
        if len(inside) >= _ENOUGH:
            break
    if not len(inside):
        inside = np.array([shape.representative_point().coords[0]])
    return Cloud(frame=frame, xy=inside, support=shape)


def _path(region: Path) -> Cloud:
    frame = middle(region.points)
    if region.moments:
        xy = frame.plane(region.points)
        return _stops(region, frame, xy, reachable(xy, region, CUT * region.sigma_m))
    line = path(region.points, frame)
    stops = shapely.line_interpolate_point(line, np.linspace(0.0, 1.0, _STOPS), normalized=True)
    return _stops(region, frame, shapely.get_coordinates(stops), line.buffer(CUT * region.sigma_m))


def _stops(region: Path, frame: Frame, stops: Plane, support: BaseGeometry) -> Cloud:
    radii = np.sqrt(-2 * np.log1p(-_steps(6) * -math.expm1(-(CUT**2) / 2))) * region.sigma_m
    around = (radii[:, None, None] * _spokes(8)[None, :, :]).reshape(-1, 2)
    xy = (stops[:, None, :] + around[None, :, :]).reshape(-1, 2)
    return Cloud(frame=frame, xy=xy, support=support, stops=len(stops), stop_m=CUT * region.sigma_m)


@lru_cache(maxsize=64)
def _in_place(written: bytes) -> Cloud:
    """The cloud of a place, made once: a thousand settlements, each as wide as its error, take a fifth of a second."""
    place = msgspec.json.decode(written, type=Place)
    frame = middle(corners(place))
    shape = drawn(place, frame)
    return _even(shape if shape.area > 0 else shape.buffer(max(place.error_m, 1)), frame)
