"""Positions as points of space, and how a straight chord through the earth becomes the way along it.

In space nothing is projected: no meridian is special, and chords rank as geodesics do. A chord c becomes the arc
c (1 + c²/24R²), R² being the product of the two radii of curvature where the point stands. The radii differ by 0.7 %
at most, so that leaving out the direction of the way costs no more than c³/24R² · 0.0067: 2.4 mm at 70 km, 1 cm at
110 km, 2 cm at 140 km; beyond 600 km higher powers count, and it is metres.
"""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from servanda.errors import InputError
from servanda.geo.frame import E7

Floats: TypeAlias = NDArray[np.float64]
Column: TypeAlias = NDArray[np.float64] | NDArray[np.int64] | NDArray[np.int32]
"""Degrees, or whole numbers of 1e-7 degree."""

RADIUS_M = 6_371_000.0
"""Of a round earth: for sizes, never for distances."""
_AXIS_M = 6_378_137.0
_E2 = 0.006_694_379_990_141_317
"""WGS 84: half the great axis, and the square of the eccentricity."""
_TURN = 360.0


def degrees(column: Column, most: float) -> Floats:
    """A column of coordinates in degrees.

    Raises:
        InputError: `bulk-not-a-place` if one is not a number, or beyond so many degrees.
    """
    values = np.asarray(column, dtype=np.float64)
    values = values / E7 if column.dtype.kind in "iu" else values
    if len(values) and not (values.min() >= -most and values.max() <= most):
        row = int(np.flatnonzero(~(np.abs(values) <= most))[0])
        says = f"Row {row} has {values[row]} degrees."
        raise InputError("bulk-not-a-place", says, hint=f"Give numbers from {-most:.0f} to {most:.0f}.")
    return values


def relative(lon: Floats, middle: float) -> Floats:
    """Longitudes from a meridian, the short way round, -180 to 180 degrees."""
    east = lon - middle
    if len(east) and (east.min() < -_TURN / 2 or east.max() > _TURN / 2):
        east -= _TURN * np.rint(east / _TURN)
    return east


def placed(lon: Column, lat: Column, meridian: float) -> tuple[Floats, Floats]:
    """Longitudes from a meridian, and latitudes, in degrees.

    Raises:
        InputError: `bulk-not-a-place`.
    """
    return relative(degrees(lon, _TURN), meridian), degrees(lat, _TURN / 4)


def in_space(lon: Floats, lat: Floats) -> tuple[Floats, Floats, Floats]:
    """Degrees → metres from the middle of the earth, on WGS 84."""
    east, north = np.radians(lon), np.radians(lat)
    sine, cosine = np.sin(north), np.cos(north)
    across = _AXIS_M / np.sqrt(1 - _E2 * sine * sine)
    cosine *= across
    return cosine * np.cos(east), cosine * np.sin(east), across * sine * (1 - _E2)


def along(chord: Floats, lat: Floats) -> Floats:
    """Chords in metres from points at these latitudes → geodesics in metres."""
    flat = 1 - _E2 * np.sin(np.radians(lat)) ** 2
    return np.asarray(chord * (1 + (chord * flat) ** 2 / (24 * _AXIS_M**2 * (1 - _E2))), dtype=np.float64)
