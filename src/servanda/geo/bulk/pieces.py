"""Edges of drawn shapes as short pieces: each so short that any straight line through its ends is the geodesic."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from pyproj import Geod

from servanda.errors import InputError
from servanda.geo.bulk.earth import Floats, in_space, relative
from servanda.geo.frame import E7, middle
from servanda.records.place import Point

Chain: TypeAlias = tuple[Floats, Floats]
"""Longitudes from a meridian and latitudes, degrees."""

Box: TypeAlias = tuple[float, float, float, float]
"""West, south, east, north in degrees."""

_EARTH = Geod(ellps="WGS84")
_POLAR, _HALF_TURN = 85.0, 180.0
_SAME_M = 1e-6
_PIECE_M = 250.0
"""A chord of this length lies 1.2 mm below the earth, and 3 mm beside the geodesic on a map of degrees at 65°."""


def middle_meridian(chains: Sequence[Sequence[Point]]) -> float:
    """The meridian in the middle of the chains, degrees.

    Raises:
        InputError: `region-empty` if there are none.
    """
    return middle([point for chain in chains for point in chain]).lon_e7 / E7


def divided(chain: Sequence[Point], meridian: float, *, closed: bool) -> Chain:
    """A chain of geodesics as close points: longitude from a meridian, and latitude, in degrees.

    A ring ends where it began.

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
    return relative(np.append(east, lon[-1]), meridian), np.append(north, lat[-1])


def box_of(chains: Sequence[Chain]) -> Box:
    """West, south, east, north of divided chains.

    Raises:
        InputError: `bulk-too-wide` if they lie about a pole or half round the earth.
    """
    lon, lat = (np.concatenate(part) for part in zip(*chains, strict=True))
    if np.abs(lat).max() > _POLAR or np.ptp(lon) >= _HALF_TURN:
        says = f"The shape reaches to latitude {np.abs(lat).max():.1f}° and over {np.ptp(lon):.1f}° of longitude."
        hint = f"In bulk, shapes lie below {_POLAR:.0f}° and span less than 180°: ask for each region instead."
        raise InputError("bulk-too-wide", says, hint=hint)
    return float(lon.min()), float(lat.min()), float(lon.max()), float(lat.max())


@dataclass(frozen=True)
class Pieces:
    """Pieces in space: starts `a` and ways `d`, three rows each, metres; `inverse` is 1 / |d|²."""

    a: Floats
    d: Floats
    inverse: Floats
    follows: NDArray[np.bool_]
    """Whether a piece begins where the one before it ends."""

    @cached_property
    def table(self) -> Floats:
        """One row of 64 bytes for each piece: start, way, inverse, nothing."""
        return np.column_stack([self.a.T, self.d.T, self.inverse, np.zeros(len(self.inverse))])


def pieces_of(chains: Sequence[Chain]) -> Pieces:
    """Divided chains → pieces; those without length are left out."""
    spots = [np.array(in_space(lon, lat)) for lon, lat in chains]
    a = np.concatenate([spot[:, :-1] for spot in spots], axis=1)
    d = np.concatenate([np.diff(spot, axis=1) for spot in spots], axis=1)
    square = (d * d).sum(axis=0)
    long = square > 0
    a, d = a[:, long], d[:, long]
    follows = np.append(False, (np.abs(a[:, 1:] - a[:, :-1] - d[:, :-1]) < _SAME_M).all(axis=0))
    return Pieces(a=a, d=d, inverse=1 / square[long], follows=follows)
