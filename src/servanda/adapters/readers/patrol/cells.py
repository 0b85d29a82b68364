"""One cell of a patrol log → a figure with its error; what cannot be read without guessing is refused.

No reason repeats a coordinate. Places of errors are added by whoever knows the row.
"""

import math
import re
from functools import lru_cache
from typing import NamedTuple

from servanda.adapters.readers.patrol.columns import CHOICES, CODE_ENDS, asserted
from servanda.errors import InputError
from servanda.records.observation import Calibre, Count
from servanda.wording import say


class Range(NamedTuple):
    """A measured value with its standard deviation."""

    value: float
    sigma: float


UNKNOWN = frozenset({"n/k", "nk", "n/a", "unknown", "?", "н/в", "н/к", "невідомо", "н/д"})
"""Words of the field for *not known*."""

_AT_LEAST = r"(?:at least|no less than|min\.?|≥|>=|щонайменше|не менше(?: ніж)?|принаймні)"
_TO = r"(?:-|–|—|\.\.\.?|…|to|до)"
_ABOUT = r"(?:(?:about|approx\.?|ca\.?|~|≈|близько|бл\.|орієнтовно|приблизно)\s*)?"
_COUNT = re.compile(rf"(?:{_AT_LEAST}\s*([0-9]+)|([0-9]+)\s*\+|([0-9]+)(?:\s*{_TO}\s*([0-9]+))?)")
_LENGTH = re.compile(
    rf"{_ABOUT}([0-9]+(?:[.,][0-9]+)?)\s*(m|km|м|км)?(?:\s*{_TO}\s*([0-9]+(?:[.,][0-9]+)?)\s*(m|km|м|км))?"
)
_CALIBRE = re.compile(rf"([0-9]+(?:[.,][0-9]+)?)(?:\s*{_TO}\s*([0-9]+(?:[.,][0-9]+)?))?\s*(?:mm|мм)?")
_VIEW = re.compile(rf"([0-9]+)\s*°?\s*{_TO}\s*([0-9]+)\s*°?")
_DEGREES = re.compile(r"([0-9]+(?:[.,][0-9]+)?)\s*°?")
_SIGNED = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?")

_MOST, _LARGEST_MM, _FARTHEST_M = 100_000, 1_000, 60_000
_ESTIMATED = 0.25
"""A distance judged by eye or ear without a range: a quarter of it either way is common."""
_EVEN = math.sqrt(12)
_POINTS = ("N", "NNE", "NE", "ENE", "E", "ESE", "SE", "SSE", "S", "SSW", "SW", "WSW", "W", "WNW", "NW", "NNW")
_LATIN = (("ПН", "N"), ("ПД", "S"), ("СХ", "E"), ("ЗХ", "W"))


def count_of(text: str) -> Count:
    """How many: a number, a range, *at least*; what is not known is at least one of what was perceived.

    Raises:
        InputError: `count-unreadable`, `count-nought`, `count-reversed`, `count-too-large`.
    """
    word = " ".join(text.casefold().split())
    if not word or word in UNKNOWN:
        return Count(low=1)
    parts = _COUNT.fullmatch(word)
    if parts is None:
        hint = "Write a whole number, 10-15, at least 5, or N/K."
        raise InputError("count-unreadable", f"The count '{text}' is no whole number.", hint=hint)
    least, more, low, high = (int(part) if part else None for part in parts.groups())
    first = next(value for value in (least, more, low) if value is not None)
    last = high if high is not None else low
    if max(first, last or 0) > _MOST:
        raise InputError("count-too-large", f"The count '{text}' is more than {_MOST}.", hint="Check the figure.")
    if first == 0:
        says = f"The count '{text}' is no observation of it."
        raise InputError("count-nought", says, hint="Choose 'nothing perceived' if you observed and there was none.")
    if last is not None and last < first:
        raise InputError("count-reversed", f"The count goes from {first} to {last}.", hint="Write the smaller first.")
    return Count(low=first, high=last)


def distance_of(text: str) -> Range:
    """A distance or a range of distances, in metres.

    Raises:
        InputError: `distance-unreadable`, `distance-without-unit`, `distance-ambiguous`, `distance-reversed`,
            `distance-out-of-range`.
    """
    low, high = _ends(text)
    if high < low:
        raise InputError("distance-reversed", f"The distance '{text}' goes backwards.", hint="Write the smaller first.")
    if not 0 < high <= _FARTHEST_M:
        says = f"The distance '{text}' is nought, or farther than {_FARTHEST_M // 1000} km."
        raise InputError("distance-out-of-range", says, hint="Check the figure and its unit: m or km.")
    if low == high:
        return Range(high, max(1.0, high * _ESTIMATED))
    return Range((low + high) / 2, max(1.0, (high - low) / _EVEN))


def reach_of(text: str) -> int:
    """A distance out to which somebody could observe, metres: of a range, the nearer end.

    Raises:
        InputError: as for `distance_of`.
    """
    distance_of(text)
    low, high = _ends(text)
    return max(1, math.floor(low or high))


def _ends(text: str) -> tuple[float, float]:
    parts = _LENGTH.fullmatch(" ".join(text.casefold().split()))
    hint = "Write 800 m, 4 km or 3-5 km."
    if parts is None:
        raise InputError("distance-unreadable", f"The distance '{text}' is not a number or a range.", hint=hint)
    left, left_unit, right, right_unit = parts.groups()
    if not (right_unit or left_unit):
        raise InputError("distance-without-unit", f"The distance '{text}' has no unit.", hint=hint)
    if any(re.fullmatch(r"[0-9]+[.,][0-9]{3}", part or "") for part in (left, right)):
        says = f"The distance '{text}' may mean thousands or thousandths."
        raise InputError("distance-ambiguous", says, hint="Write 1.5 km or 1500 m.")
    last = _metres(right or left, right_unit or left_unit)
    return _metres(left, left_unit or right_unit), last


def _metres(number: str, unit: str) -> float:
    return _number(number) * (1000 if unit in {"km", "км"} else 1)


def bearing_of(text: str) -> Range:
    """A bearing in degrees clockwise from north: figures, or one of the sixteen points, whose width is its error.

    Raises:
        InputError: `bearing-unreadable`, `bearing-out-of-range`.
    """
    word = re.sub(r"[\s.-]", "", text.upper())
    for cyrillic, latin in _LATIN:
        word = word.replace(cyrillic, latin)
    if word in _POINTS:
        return Range(_POINTS.index(word) * 22.5, 22.5 / _EVEN)
    degrees = _DEGREES.fullmatch(text.strip())
    if degrees is None:
        says = f"The bearing '{text}' is neither degrees nor one of the sixteen points."
        raise InputError("bearing-unreadable", says, hint="Write 315 or NW, not both.")
    value = _number(degrees[1])
    if value > 360:  # noqa: PLR2004 - a full turn
        says = f"The bearing '{text}' is more than a full turn."
        raise InputError("bearing-out-of-range", says, hint="Write degrees from 0 to 360, not mils.")
    return Range(value % 360, 0.5 / math.sqrt(3))


def view_of(text: str) -> Range:
    """A field of view from one bearing clockwise to another: its middle, and half of its width.

    Raises:
        InputError: `view-unreadable`.
    """
    parts = _VIEW.fullmatch(text.strip())
    left, right = (int(parts[1]), int(parts[2])) if parts else (0, 0)
    width = (right - left) % 360
    if parts is None or width == 0 or max(left, right) > 360:  # noqa: PLR2004 - a full turn
        says = f"The field of view '{text}' is not from one bearing to another."
        raise InputError("view-unreadable", says, hint="Write 300-60, clockwise; leave it empty for all round.")
    return Range((left + width / 2) % 360, width / 2)


def declination_of(text: str) -> int:
    """Declination in hundredths of a degree, east positive.

    Raises:
        InputError: `declination-unreadable`.
    """
    value = _number(text) if _SIGNED.fullmatch(text.strip()) else math.inf
    if abs(value) > 90:  # noqa: PLR2004 - a quarter turn
        says = f"The declination '{text}' is not degrees between -90 and 90."
        raise InputError("declination-unreadable", says, hint="Write 8.5 for east, -3 for west.")
    return round(value * 100)


def calibre_of(text: str) -> Calibre | None:
    """Calibre in whole millimetres about the figure; none if it is not known.

    Raises:
        InputError: `calibre-unreadable`.
    """
    word = text.strip().casefold()
    if not word or word in UNKNOWN:
        return None
    parts = _CALIBRE.fullmatch(word)
    low, high = (_number(parts[1]), _number(parts[2] or parts[1])) if parts else (0.0, 0.0)
    if not 1 <= low <= high <= _LARGEST_MM:
        says = f"The calibre '{text}' is not millimetres between 1 and {_LARGEST_MM}, the smaller first."
        raise InputError("calibre-unreadable", says, hint="Write 120 or 82-120; leave it empty if it is not known.")
    return Calibre(low_mm=math.floor(low), high_mm=math.ceil(high))


def choice_of(text: str, name: str) -> str:
    """The code of a choice that is written as its code or its label in any language; empty if nothing is.

    Raises:
        InputError: `choice-unknown`.
    """
    word = " ".join(text.casefold().split())
    if not word:
        return ""
    code = _codes(name).get(word)
    if code is None:
        says = f"'{text}' is not among the choices of the column '{say(f'patrol.column.{name}')['en']}'."
        raise InputError("choice-unknown", says, hint=f"Choose from the list: {', '.join(CHOICES[name])}.")
    return code


def weapons_of(text: str) -> tuple[list[str], str]:
    """Kinds it may have been, and the words that name no known kind: these are kept, and stand for nothing."""
    codes = _codes("weapon")
    written = [text] if CODE_ENDS in text else text.split()
    own = [asserted(part) or codes.get(part.casefold(), "") for part in written]
    if own and all(own):
        return sorted({kind for code in own for kind in code.split("/")}), ""
    words = [" ".join(part.casefold().split()) for part in text.split("/")]
    words = [word for word in words if word and word not in UNKNOWN]
    if all(word in codes for word in words):
        return sorted({codes[word] for word in words}), ""
    return [], text  # a kind that is not read may be the right one: the others are then not all it may have been


@lru_cache(maxsize=16)
def _codes(name: str) -> dict[str, str]:
    codes = {code.casefold(): code for code in CHOICES[name]}
    labels = {label.casefold(): code for code in CHOICES[name] for label in say(f"patrol.{name}.{code}").values()}
    return labels | codes


def _number(text: str) -> float:
    return float(text.strip().replace(",", "."))
