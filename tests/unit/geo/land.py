"""Lines, zones and points for the tests of points in bulk."""

import numpy as np
from numpy.typing import NDArray
from pyproj import Geod

from servanda.records.place import Point

EARTH = Geod(ellps="WGS84")
Ring = list[Point]


def point(lon: float, lat: float) -> Point:
    return Point(lat_e7=round(lat * 1e7), lon_e7=round(((lon + 180) % 360 - 180) * 1e7))


def winding(lon: float, lat: float, *, corners: int = 40, seed: int = 7) -> list[Point]:
    """A line of some 200 km, with edges from 100 m to 15 km."""
    random = np.random.default_rng(seed)
    azimuth, length = 30 + np.cumsum(random.normal(0, 25, corners)), 10 ** random.uniform(2, 4.2, corners)
    points = [point(lon, lat)]
    for turn, step in zip(azimuth, length, strict=True):
        lon, lat, _ = EARTH.fwd(lon, lat, turn, step)
        points.append(point(lon, lat))
    return points


def wheel(lon: float, lat: float) -> list[Point]:
    """A circle of 20 km about a place, and a spoke from it: at its middle all pieces are equally near."""
    turn = np.linspace(0, 360, 500)
    same = np.ones(len(turn))
    east, north, _ = EARTH.fwd(lon * same, lat * same, turn, 20_000 * same)
    return [point(lon, lat + 0.15), *(point(*spot) for spot in zip(east, north, strict=True))]


def around(points: list[Point], number: int, away_m: tuple[float, float]) -> tuple[NDArray, NDArray]:
    """Points so far from the corners of a line, in degrees."""
    random = np.random.default_rng(11)
    start = random.integers(0, len(points), number)
    lon = np.array([points[n].lon_e7 for n in start]) / 1e7
    lat = np.array([points[n].lat_e7 for n in start]) / 1e7
    east, north, _ = EARTH.fwd(lon, lat, random.uniform(0, 360, number), random.uniform(*away_m, number))
    return np.asarray(east), np.asarray(north)


def star(lon: float, lat: float, radius_m: float, corners: int, seed: int = 3) -> Ring:
    random = np.random.default_rng(seed)
    turn = np.sort(random.uniform(0, 360, corners))
    same = np.ones(corners)
    east, north, _ = EARTH.fwd(lon * same, lat * same, turn, radius_m * random.uniform(0.5, 1.0, corners))
    return [point(*spot) for spot in zip(east, north, strict=True)]


def zones_at(lon: float, lat: float) -> list[list[Ring]]:
    """A large zone of few corners, a zone with a hole, a small one of many corners, and one that touches the first."""
    first = star(lon, lat, 40_000, 7)
    return [
        [first],
        [star(lon + 0.1, lat, 30_000, 50), star(lon + 0.1, lat, 8_000, 20)],
        [star(lon, lat + 0.2, 5_000, 800)],
        [[first[0], first[1], point(lon + 0.9, lat + 0.6)]],
    ]


def spread(lon: float, lat: float, number: int, seed: int = 5) -> tuple[NDArray, NDArray]:
    """Points over the zones, in whole numbers of 1e-7 degree."""
    random = np.random.default_rng(seed)
    east, north = random.uniform(-0.9, 0.9, number), random.uniform(-0.6, 0.7, number)
    west = (lon + east + 180) % 360 - 180
    return np.rint(west * 1e7).astype(np.int64), np.rint((lat + north) * 1e7).astype(np.int64)


def beside(ring: Ring, number: int, off_m: tuple[float, float]) -> tuple[NDArray, NDArray]:
    """Points a little to both sides of the edges of a ring."""
    random = np.random.default_rng(13)
    edge = random.integers(0, len(ring), number)
    a, b = [ring[n] for n in edge], [ring[(n + 1) % len(ring)] for n in edge]
    lon_a, lat_a, lon_b, lat_b = (
        np.array([getattr(one, name) for one in side]) / 1e7 for side in (a, b) for name in ("lon_e7", "lat_e7")
    )
    azimuth, _, length = EARTH.inv(lon_a, lat_a, lon_b, lat_b)
    share = random.uniform(0, 1, number) * length
    lon, lat, back = EARTH.fwd(lon_a, lat_a, azimuth, share)
    side = np.where(random.random(number) < 0.5, 90, -90)
    lon, lat, _ = EARTH.fwd(lon, lat, back + 180 + side, random.uniform(*off_m, number))
    return np.rint(lon * 1e7).astype(np.int64), np.rint(lat * 1e7).astype(np.int64)
