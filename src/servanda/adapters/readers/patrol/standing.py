"""Where the observer stood: position of the phone, degrees, grid reference or a named post → a point and its error.

Posts of observers are desk-only: no reason repeats a coordinate.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from pyproj import Geod

from servanda.adapters.readers.patrol.columns import CODE_ENDS, OWN
from servanda.adapters.readers.patrol.grid import square_of
from servanda.adapters.readers.patrol.row import LogRow
from servanda.adapters.readers.taken import How
from servanda.errors import InputError
from servanda.records.place import Disc, Point, Region, Spot

_DEGREES = re.compile(r"[+-]?[0-9]{1,3}(?:[.,]([0-9]*))?")
_E7, _DEGREE_M = 10_000_000, 111_320
_RECEIVER_M = 10
"""Standard deviation of a phone's receiver under open sky, each direction."""
_HALF_SURE = 1.515
"""A phone states the radius that holds 68 % of positions; this many standard deviations of one direction."""
_NO_FIX_E7 = 10_000
_SLACK_M = 200
_EARTH = Geod(ellps="WGS84")


@dataclass(frozen=True)
class Standing:
    """A position with its error."""

    at: Point
    sigma_m: float
    """Standard deviation in each direction, metres."""
    radius_m: int
    """The whole of where it may be."""


def standing_of(row: LogRow, how: How) -> Standing | None:
    """Where the observer stood, by the most exact of what is given; none if nothing is.

    Raises:
        InputError: `position-unreadable`, `position-half`, `position-out-of-range`, `position-without-fix`,
            `positions-differ`, `post-unknown`, `post-without-position`, and those of `square_of`.
    """
    found = [one for one in (_from_phone(row), _from_degrees(row), _from_grid(row), _from_post(row, how)) if one]
    found.sort(key=lambda one: one.sigma_m)
    for better, other in pairwise(found):
        if _apart(better.at, other.at) > better.radius_m + other.radius_m + _SLACK_M:
            says = "The row gives two positions that lie farther apart than their errors."
            raise InputError("positions-differ", says, hint="Keep the one that was measured.")
    return found[0] if found else None


def _from_phone(row: LogRow) -> Standing | None:
    parts = row.text("position").split()
    if not parts:
        return None
    if len(parts) not in {2, 3, 4}:
        says = "The position of the phone is not latitude, longitude, altitude, accuracy."
        raise InputError("position-unreadable", says, hint="Export it as the form gives it.")
    accuracy = parts[3] if len(parts) == 4 else row.text("accuracy")  # noqa: PLR2004 - the four of a geopoint
    return _point(parts[0], parts[1], accuracy)


def _from_degrees(row: LogRow) -> Standing | None:
    lat, lon = row.text("lat"), row.text("lon")
    if not lat and not lon:
        return None
    if not lat or not lon:
        says = f"The {'latitude' if lon else 'longitude'} is missing."
        raise InputError("position-half", says, hint="Write both.")
    return _point(lat, lon, row.text("accuracy"))


def _point(lat: str, lon: str, accuracy: str) -> Standing:
    """A point in degrees: its error is that of the receiver, and of the digits that were written."""
    values, digits = [], 0
    for text in (lat, lon):
        parts = _DEGREES.fullmatch(text.strip())
        if parts is None:
            says = "A coordinate is not degrees with decimals."
            raise InputError(
                "position-unreadable", says, hint="Write degrees with decimals: no letters, minutes or seconds."
            )
        values.append(round(float(text.replace(",", ".")) * _E7))
        digits = max(digits, len(parts[1] or ""))
    if abs(values[0]) > 90 * _E7 or abs(values[1]) > 180 * _E7:
        says = "The latitude is beyond a pole, or the longitude beyond half a turn."
        raise InputError("position-out-of-range", says, hint="Check whether the two are swapped.")
    if max(abs(value) for value in values) <= _NO_FIX_E7:
        says = "The position is that of a receiver without a fix."
        raise InputError("position-without-fix", says, hint="Write where you stood.")
    stated = _DEGREES.fullmatch(accuracy)
    receiver = max(_RECEIVER_M, float(accuracy.replace(",", ".")) / _HALF_SURE) if stated else _RECEIVER_M
    step = _DEGREE_M / 10**digits
    radius = math.ceil(3 * receiver + step * math.sqrt(0.5))
    return Standing(Point(lat_e7=values[0], lon_e7=values[1]), math.hypot(receiver, step / math.sqrt(12)), radius)


def _from_grid(row: LogRow) -> Standing | None:
    text = row.text("mgrs")
    if not text:
        return None
    square = square_of(text)
    sigma = math.hypot(_RECEIVER_M, square.size_m / math.sqrt(12))
    return Standing(square.middle, sigma, math.ceil(3 * _RECEIVER_M + square.size_m * math.sqrt(0.5)))


def _from_post(row: LogRow, how: How) -> Standing | None:
    text = row.text("post")
    if not text:
        return None
    measured = any(row.text(name) for name in ("position", "lat", "mgrs"))
    region = named(text, how.places)
    if region is None and not measured:
        says = f"The post '{text}' is not on the list of this file."
        raise InputError("post-unknown", says, hint="Give the list of posts, or write latitude and longitude.")
    found = _of_region(region) if region is not None else None
    if found is None and not measured:
        says = f"The post '{text}' is known as a place without a point."
        raise InputError("post-without-position", says, hint="Write latitude and longitude, or MGRS.")
    return found


def _of_region(region: Region) -> Standing | None:
    match region:
        case Spot():
            return Standing(region.at, region.sigma_m, 3 * region.sigma_m)
        case Disc():
            return Standing(region.at, region.radius_m / 2, region.radius_m)
    return None


def named(text: str, places: Mapping[str, Region]) -> Region | None:
    """The place that a cell names, by its code, its label or the whole; none if it is not listed."""
    by_name = {" ".join(name.casefold().split()): region for name, region in places.items()}
    code, _, label = text.removeprefix(OWN).partition(CODE_ENDS)
    for word in (text, code, label):
        if (region := by_name.get(" ".join(word.casefold().split()))) is not None:
            return region
    return None


def _apart(one: Point, other: Point) -> float:
    lon = [one.lon_e7 / _E7, other.lon_e7 / _E7]
    return float(_EARTH.inv(lon[0], one.lat_e7 / _E7, lon[1], other.lat_e7 / _E7)[2])
