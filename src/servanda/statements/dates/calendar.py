"""Days, months, weeks, seasons as EDTF (ISO 8601-2:2019), counted from the day of publication."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

_PUBLISHED = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?=$|[T?~%]))?)?(?:T[^/]*)?[?~%]?")
_FIRST_YEAR, _LAST_YEAR = 1_000, 8_999
WEEK = 7
_THIRDS = {"early": (0, 1), "mid": (1, 2), "late": (2, 3)}


@dataclass(frozen=True, slots=True)
class Published:
    """When a text was published, as far as it is known."""

    day: date | None
    """The day; none if only a month, a year, a stretch or nothing is known."""
    exact: bool
    """False if the date is marked as doubtful."""


def published_on(edtf: str) -> Published:
    """The day in an EDTF date or instant of publication.

    >>> published_on("2026-01-06T09:30:00+02:00").day, published_on("2026-01").day
    (datetime.date(2026, 1, 6), None)
    """
    found = _PUBLISHED.fullmatch(edtf)
    if found is None or found[3] is None or not _FIRST_YEAR <= int(found[1]) <= _LAST_YEAR:
        return Published(None, exact=False)
    return Published(day_of(int(found[1]), int(found[2]), int(found[3])), exact=edtf[-1] not in "?~%")


def is_publication_date(edtf: str) -> bool:
    """Whether a text is an EDTF year, month, day or instant, or a stretch between two.

    >>> [is_publication_date(one) for one in ("2026-01~", "2026-01-06T10:00Z", "06/01/2026", "2026-02-30")]
    [True, True, False, False]
    """
    ends = edtf.split("/")
    return len(ends) <= 2 and all(map(_is_date, ends))  # noqa: PLR2004 - a stretch has two ends


def _is_date(edtf: str) -> bool:
    found = _PUBLISHED.fullmatch(edtf)
    if found is None or day_of(int(found[1]), int(found[2] or 1), int(found[3] or 1)) is None:
        return False
    if "T" not in edtf:
        return True
    try:
        return datetime.fromisoformat(edtf.rstrip("?~%")).year > 0
    except ValueError:
        return False


def day_of(year: int, month: int, day: int) -> date | None:
    """A day, if the calendar has it."""
    if not 1 <= year <= _LAST_YEAR + 1_000 or not 1 <= month <= 12:  # noqa: PLR2004 - months of a year
        return None
    return date(year, month, day) if 1 <= day <= calendar.monthrange(year, month)[1] else None


def plus_months(day: date, months: int) -> date:
    """The same day so many months on; the last of the month where that month is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= _LAST_YEAR + 1_000:
        return day
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def plus(day: date, count: int, unit: str) -> date | None:
    """So many days, weeks, months or years on; none if no calendar reaches it."""
    if unit in {"D", "W"}:
        days = count * (WEEK if unit == "W" else 1)
        return day + timedelta(days=days) if abs(days) < 200_000 else None  # noqa: PLR2004 - five centuries
    months = count * {"M": 1, "6M": 6, "Q": 3, "Y": 12}[unit]
    return plus_months(day, months) if abs(months) < 6_000 else None  # noqa: PLR2004 - five centuries


def between(first: date, last: date) -> str:
    """Days from one to another, both included."""
    return f"{first.isoformat()}/{last.isoformat()}" if first != last else first.isoformat()


def one_of(values: list[str]) -> str:
    """One of several, nobody knows which: EDTF level 2."""
    return values[0] if len(values) == 1 else f"[{','.join(values)}]"


def all_of(values: list[str]) -> str:
    """Every one of several: EDTF level 2."""
    return values[0] if len(values) == 1 else f"{{{','.join(values)}}}"


def week_of(day: date) -> tuple[date, date]:
    """Monday and Sunday of the week of a day."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=WEEK - 1)


def bounds(value: str) -> tuple[date, date] | None:
    """First and last day of a year, month, day, season, quarter or closed stretch; none if it is open or a set."""
    if "/" in value:
        ends = [bounds(part) for part in value.split("/")]
        return (ends[0][0], ends[1][1]) if ends[0] and ends[1] else None
    parts = value.split("-")
    if not value or not all(part.isdigit() for part in parts):
        return None
    year, month = int(parts[0]), int(parts[1]) if len(parts) > 1 else 0
    if len(parts) == 3:  # noqa: PLR2004 - year, month, day
        day = day_of(year, month, int(parts[2]))
        return (day, day) if day else None
    first, length = _months(month)
    start = date(year, first, 1)
    return start, plus_months(start, length) - timedelta(days=1)


def _months(code: int) -> tuple[int, int]:
    """First month and number of months of an EDTF code: a month, a season 21–24, a quarter 33–36, or the year."""
    if code == 0:
        return 1, 12
    if code > 32:  # noqa: PLR2004 - quarters of ISO 8601-2
        return (code - 33) * 3 + 1, 3
    if code > 20:  # noqa: PLR2004 - seasons
        return {21: 3, 22: 6, 23: 9, 24: 12}[code], 3
    return code, 1


def third(part: str, value: str) -> str:
    """The early, middle or late part of a period, by thirds: whole months of a year, days of anything shorter."""
    ends = bounds(value)
    if ends is None:
        return ""
    first, last = ends
    low, high = _THIRDS[part]
    if (last - first).days > 300:  # noqa: PLR2004 - a year
        return f"{first.year}-{1 + low * 4:02d}/{first.year}-{high * 4:02d}"
    days = (last - first).days + 1
    return between(first + timedelta(days=days * low // 3), first + timedelta(days=days * high // 3 - 1))
