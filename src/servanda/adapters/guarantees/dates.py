"""EDTF dates (ISO 8601-2:2019, levels 0 and 1): whether a text is one, and the first day it can mean."""

import re
from datetime import date, datetime
from functools import lru_cache

_ONE = re.compile(r"(\d{4}|\d{3}X|\d{2}XX)(?:-(\d{2}|XX)(?:-(\d{2}|XX))?)?[?~%]?")
_SEASONS = range(21, 25)


@lru_cache(maxsize=65_536)
def is_edtf(text: str) -> bool:
    """Whether a text is a year, month, day, instant or interval as EDTF writes them.

    >>> [is_edtf(text) for text in ("2026-01-06", "2026-01~", "2026/..", "6.1.2026", "2026-13")]
    [True, True, True, False, False]
    """
    if "/" in text:
        start, _, end = text.partition("/")
        return all(part in {"", ".."} or is_edtf(part) for part in (start, end)) and text not in {"/", "../.."}
    if "T" in text:
        return _instant(text) is not None
    found = _ONE.fullmatch(text)
    return found is not None and _exists(found[1], found[2], found[3])


@lru_cache(maxsize=65_536)
def first_day(text: str) -> date | None:
    """The first day that a date can mean; none if it is uncertain, open or an interval."""
    if "T" in text:
        moment = _instant(text)
        return moment.date() if moment else None
    parts = text.split("-")
    if not all(part.isdecimal() for part in parts) or not is_edtf(text):
        return None
    year, month, day = (int(part) for part in [*parts, "1", "1"][:3])
    return None if month in _SEASONS else date(year, month, day)


def _instant(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _exists(year: str, month: str | None, day: str | None) -> bool:
    if "X" in year or month is None or month == "XX":
        return year != "0000"
    if int(month) in _SEASONS:
        return day is None
    try:
        date(int(year), int(month), 1 if day in {None, "XX"} else int(day or 1))
    except ValueError:
        return False
    return True
