"""What `bench/findings.py` judges: a line, zones and observations with place errors, the same for every method."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from servanda.records.place import Point

E7 = 10_000_000
CORNERS = 5_000
ZONES, LEAST, MOST = 40, 33, 8_001
SIGMA_M = np.array([50, 100, 300, 1_000])
METRES = 111_200.0
SEED = 7


@dataclass(frozen=True)
class World:
    """A line of 5,000 corners, and 40 zones of one ring each; corners in whole numbers of 1e-7 degree."""

    line: NDArray[np.int64]
    zones: list[NDArray[np.int64]]


@dataclass(frozen=True)
class Rows:
    """Observations as columns."""

    lon: NDArray[np.int64]
    lat: NDArray[np.int64]
    sigma_m: NDArray[np.int64]


def world() -> World:
    """A winding line of some 1,200 km through fictional steppe, zones of 33 to 8,001 corners along it."""
    random = np.random.default_rng(SEED)
    along = np.linspace(0.0, 1.0, CORNERS)
    turns = [random.uniform(0.3, 1.0) / wave * np.sin(2 * np.pi * (wave * along + random.random())) for wave in WAVES]
    north, east = 46.5 + 3.5 * along, -36.0 + 6.0 * along
    line = np.column_stack([east - 0.9 * np.sum(turns, axis=0), north + 0.9 * np.sum(turns[::-1], axis=0)])
    line += np.cumsum(random.normal(0, 2e-4, line.shape), axis=0)
    sizes = np.geomspace(LEAST, MOST, ZONES).round().astype(int)
    at = line[random.integers(0, CORNERS, ZONES)] + random.normal(0, 0.08, (ZONES, 2))
    zones = [outline(centre, radius, int(size), random) for centre, radius, size in zip(at, RADII, sizes, strict=True)]
    return World(line=whole(line), zones=zones)


WAVES = (1, 2, 3, 5, 8, 13, 21, 34)
RADII = np.random.default_rng(SEED).uniform(6_000.0, 24_000.0, ZONES)


def outline(centre: NDArray[np.float64], radius_m: float, size: int, random: np.random.Generator) -> NDArray[np.int64]:
    """A closed outline without crossings about a centre: the first corner again at the end."""
    turn = np.linspace(0, 2 * np.pi, size, endpoint=False)
    bumps = sum(random.normal(0, 0.3 / wave) * np.sin(wave * turn + random.uniform(0, 6)) for wave in range(2, 40))
    reach = radius_m * np.clip(1 + 0.5 * bumps, 0.3, 1.7) * (1 + 0.004 * random.normal(size=size))
    ring = np.column_stack([np.sin(turn) / np.cos(np.radians(centre[1])), np.cos(turn)]) * reach[:, None] / METRES
    return whole(np.vstack([centre + ring, centre + ring[:1]]))


def rows(number: int, land: World, seed: int) -> Rows:
    """Seven in ten scatter about the line by 14 km, the others lie anywhere about it."""
    random = np.random.default_rng(seed)
    at = land.line[random.integers(0, CORNERS, number)] / E7
    off = random.normal(0, 14_000 / METRES, (number, 2))
    off[:, 0] /= np.cos(np.radians(at[:, 1]))
    spots = at + off
    low, high = land.line.min(axis=0) / E7 - 0.3, land.line.max(axis=0) / E7 + 0.3
    others = random.random(number) < 0.3
    spots[others] = random.uniform(low, high, (int(others.sum()), 2))
    where = whole(spots)
    return Rows(lon=where[:, 0].copy(), lat=where[:, 1].copy(), sigma_m=SIGMA_M[random.integers(0, 4, number)])


def points(corners: NDArray[np.int64]) -> list[Point]:
    """Corners as records."""
    return [Point(lat_e7=lat, lon_e7=lon) for lon, lat in corners.tolist()]


def whole(degrees: NDArray[np.float64]) -> NDArray[np.int64]:
    """Degrees in whole numbers of 1e-7."""
    return np.rint(degrees * E7).astype(np.int64)
