"""Edges of drawn shapes as short pieces: each so short that any straight line through its ends is the geodesic."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from pyproj import Geod

from servanda.errors import InputError
from servanda.geo.bulk.earth import Floats, in_space
from servanda.geo.frame import E7, middle
from servanda.records.place import Point

_EARTH = Geod(ellps="WGS84")
_PIECE_M = 250.0
"""A chord of this length lies 1.2 mm below the earth, and 3 mm beside the geodesic on a map of degrees at 65°."""


def middle_meridian(chains: Sequence[Sequence[Point]]) -> float:
    """The meridian in the middle of the chains, degrees.

    Raises:
        InputError: `region-empty` if there are none.
    """
    return middle([point for chain in chains for point in chain]).lon_e7 / E7


def divided(chain: Sequence[Point], *, closed: bool) -> tuple[Floats, Floats]:
    """A chain of geodesics as close points: longitude and latitude in degrees; a ring ends where it began.

    Raises:
        InputError: `line-without-length` if it leads nowhere.
    """
    points = [*chain, chain[0]] if closed and chain and chain[0] != chain[-1] else list(chain)
    lon = np.array([point.lon_e7 for point in points], dtype=np.float64) / E7
    lat = np.array([point.lat_e7 for point in points], dtype=np.float64) / E7
    azimuth, _, length = _EARTH.inv(lon[:-1], lat[:-1], lon[1:], lat[1:])
    if not len(length) or not length.any():
        says = f"A line of {len(chain)} points has no length."
        raise InputError("line-without-length", says, hint="Give at least two points that differ.")
    number = np.maximum(1, np.ceil(length / _PIECE_M)).astype(np.int64)
    edge = np.repeat(np.arange(len(number)), number)
    share = (np.arange(number.sum()) - np.repeat(np.cumsum(number) - number, number)) / number[edge]
    east, north, _ = _EARTH.fwd(lon[edge], lat[edge], azimuth[edge], share * length[edge])
    start = share == 0
    east[start], north[start] = lon[:-1], lat[:-1]
    return np.append(east, lon[-1]), np.append(north, lat[-1])


@dataclass(frozen=True)
class Pieces:
    """Pieces in space: starts `a` and ways `d`, three rows each, metres; `inverse` is 1 / |d|²."""

    a: Floats
    d: Floats
    inverse: Floats


def pieces_of(chains: Sequence[tuple[Floats, Floats]]) -> Pieces:
    """Divided chains → pieces; those without length are left out."""
    spots = [np.array(in_space(lon, lat)) for lon, lat in chains]
    a = np.concatenate([spot[:, :-1] for spot in spots], axis=1)
    d = np.concatenate([np.diff(spot, axis=1) for spot in spots], axis=1)
    square = (d * d).sum(axis=0)
    long = square > 0
    return Pieces(a=a[:, long], d=d[:, long], inverse=1 / square[long])
