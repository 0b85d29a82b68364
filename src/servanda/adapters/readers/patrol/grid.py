"""Military grid references (MGRS) → the middle of the square they name, and its size; each slip has its own reason.

Letters and bands follow NGA.STND.0037, sections 2 and 3; the polar caps are not read. No reason repeats a coordinate.
"""

import math
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from pyproj import Proj

from servanda.errors import InputError
from servanda.records.place import Point

_WRITTEN = re.compile(r"([0-9]{1,2})([A-Z])([A-Z])([A-Z])([0-9]*)")
_BANDS = "CDEFGHJKLMNPQRSTUVWX"
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
_ROWS = "ABCDEFGHJKLMNPQRSTUV"
_LOOKALIKES = str.maketrans("АВСЕНІКМОРТХУ", "ABCEHIKMOPTXY")
"""Letters of a Cyrillic keyboard that look like Latin ones: nobody sees the difference on a phone."""

_ZONES, _MOST_DIGITS = 60, 5
_SQUARE_M, _ROUND_M = 100_000, 2_000_000
_BAND_DEG, _LOWEST_DEG, _HIGHEST_DEG = 8, -80, 84
_TURNS = 5
"""From the equator to a pole, or back, the letters of the rows come round five times."""
_E7 = 10_000_000
Limits: TypeAlias = tuple[float, float]


@dataclass(frozen=True)
class Square:
    """A square of the grid."""

    middle: Point
    size_m: int


def square_of(text: str) -> Square:
    """The square that a reference names: two digits more, ten times smaller.

    Raises:
        InputError: `mgrs-unreadable`, `mgrs-zone`, `mgrs-band`, `mgrs-square`, `mgrs-digits`.
    """
    parts = _WRITTEN.fullmatch(re.sub(r"\s", "", text).upper().translate(_LOOKALIKES))
    if parts is None:
        says = "The MGRS reference is not a zone, three letters and digits."
        raise InputError(
            "mgrs-unreadable",
            says,
            hint="Write it as the device shows it: the zone with its letter, two letters, then digits.",
        )
    zone, band, digits = int(parts[1]), parts[2], parts[5]
    if not 1 <= zone <= _ZONES:
        raise InputError("mgrs-zone", f"The MGRS zone {zone} does not exist.", hint="Zones go from 1 to 60.")
    if band not in _BANDS or (band == "X" and zone in {32, 34, 36}):
        says = f"The MGRS band {band} does not exist in this zone."
        raise InputError("mgrs-band", says, hint="Bands go from C to X, without I and O.")
    if len(digits) % 2 or len(digits) > 2 * _MOST_DIGITS:
        says = f"The MGRS reference has {len(digits)} digits after its letters."
        raise InputError("mgrs-digits", says, hint="As many for east as for north: 2, 4, 6, 8 or 10 digits.")
    half = len(digits) // 2
    size = _SQUARE_M // 10**half
    east = _column(zone, parts[3]) + int(digits[:half] or 0) * size + size / 2
    north = _row(zone, parts[4]) + int(digits[half:] or 0) * size + size / 2
    return Square(_placed(zone, band, (east, north), size), size)


def _column(zone: int, letter: str) -> int:
    letters = _LETTERS[8 * ((zone - 1) % 3) :][:8]
    if letter not in letters:
        says = f"The first letter {letter} of the MGRS square does not exist in zone {zone}."
        raise InputError("mgrs-square", says, hint="Check the zone and the two letters after the band.")
    return (letters.index(letter) + 1) * _SQUARE_M


def _row(zone: int, letter: str) -> int:
    if letter not in _ROWS:
        says = f"The second letter {letter} of the MGRS square does not exist."
        raise InputError("mgrs-square", says, hint="It goes from A to V, without I and O.")
    return (_ROWS.index(letter) - (0 if zone % 2 else 5)) % len(_ROWS) * _SQUARE_M


def _placed(zone: int, band: str, at: tuple[float, float], size: int) -> Point:
    """The one place of that square that lies in its band and zone, to within its own size."""
    lat_limits, lon_limits = _band_limits(band), _zone_limits(zone, band)
    chart = _chart(zone, band < "N")
    for turn in range(_TURNS):
        lon, lat = chart(at[0], at[1] + turn * _ROUND_M, inverse=True)
        away = 6 * zone - 183
        lon_from_middle = (lon - away + 180) % 360 - 180 + away
        off_lat = _beyond(lat, lat_limits) * 111_000
        off_lon = _beyond(lon_from_middle, lon_limits) * 111_000 * math.cos(math.radians(lat))
        if max(off_lat, off_lon) <= size / math.sqrt(2) + 1:
            return Point(lat_e7=round(lat * _E7), lon_e7=round(((lon + 180) % 360 - 180) * _E7))
    says = "The MGRS square does not lie in its zone and band."
    raise InputError("mgrs-square", says, hint="Check the zone, the band and the two letters after it.")


def _beyond(value: float, limits: Limits) -> float:
    return max(limits[0] - value, value - limits[1], 0.0)


def _band_limits(band: str) -> Limits:
    low = _LOWEST_DEG + _BAND_DEG * _BANDS.index(band)
    return low, _HIGHEST_DEG if band == "X" else low + _BAND_DEG


def _zone_limits(zone: int, band: str) -> Limits:
    """Meridians of a zone; four are wider or narrower about Norway and Svalbard."""
    odd = {
        (31, "V"): (0, 3),
        (32, "V"): (3, 12),
        (31, "X"): (0, 9),
        (33, "X"): (9, 21),
        (35, "X"): (21, 33),
        (37, "X"): (33, 42),
    }
    return odd.get((zone, band), (6 * zone - 186, 6 * zone - 180))


@lru_cache(maxsize=120)
def _chart(zone: int, south: bool) -> Proj:  # noqa: FBT001 - which half of the Earth
    return Proj(proj="utm", zone=zone, south=south, ellps="WGS84")
