"""Day, time and zone of a row → an interval that holds every moment it may mean."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from servanda.errors import InputError
from servanda.plain import YEARS

_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ]00:00(?::00)?)?")
_DOTTED = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")
_SLASHED = re.compile(r"[0-9]{1,4}/[0-9]{1,2}/[0-9]{1,4}|[0-9]{1,2}-[0-9]{1,2}-[0-9]{4}")
_CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:\.[0-9]+)?)?(Z|[+-][0-9]{2}:?[0-9]{2})?")
_OFFSET = re.compile(r"(?:UTC|GMT)?([+-])([0-9]{1,2})(?::?([0-9]{2}))?")
_WIDEST = timedelta(hours=14)


class Clock(NamedTuple):
    """A time of day as written, and how exact it is."""

    at: time
    exact: timedelta
    zone: tzinfo | None
    next_day: bool


def day_of(text: str) -> date:
    """A day: year-month-day, or day.month.year with dots.

    Raises:
        InputError: `day-ambiguous`, `date-serial`, `day-unreadable`, `time-out-of-range`.
    """
    word = text.strip()
    if _SLASHED.fullmatch(word):
        says = f"The day '{text}' may be day-month or month-day."
        raise InputError("day-ambiguous", says, hint="Write year-month-day: 2031-03-14.")
    if re.fullmatch(r"[0-9]{5}(?:\.[0-9]+)?", word):
        says = f"The day '{text}' is a serial number, and two calendars count them differently."
        raise InputError("date-serial", says, hint="Format the cell as a date, or write 2031-03-14.")
    iso, dotted = _ISO.fullmatch(word), _DOTTED.fullmatch(word)
    if iso is None and dotted is None:
        raise InputError("day-unreadable", f"The day '{text}' cannot be read.", hint="Write 2031-03-14.")
    year, month, day = (int(part) for part in (iso.groups() if iso else reversed((dotted or iso).groups())))  # type: ignore[union-attr]
    if year not in YEARS:
        raise InputError("time-out-of-range", f"The year of '{text}' is {year}.", hint="Check the year.")
    try:
        return date(year, month, day)
    except ValueError as error:
        raise InputError("day-unreadable", f"The day '{text}' is in no calendar.", hint="Check the month.") from error


def clock_of(text: str) -> Clock | None:
    """A time of day, 24 hours; none if the cell is empty.

    Raises:
        InputError: `time-serial`, `time-unreadable`.
    """
    word = text.strip()
    if not word:
        return None
    if re.fullmatch(r"0?[.,][0-9]+", word):
        says = f"The time '{text}' is a fraction of a day."
        raise InputError("time-serial", says, hint="Format the cell as text, or write 07:05.")
    parts = _CLOCK.fullmatch(word)
    hour, minute, second = (int(part or 0) for part in parts.groups()[:3]) if parts else (99, 0, 0)
    midnight = (hour, minute, second) == (24, 0, 0)
    if parts is None or not ((hour < 24 and minute < 60 and second < 60) or midnight):  # noqa: PLR2004 - a clock
        raise InputError("time-unreadable", f"The time '{text}' is on no clock.", hint="Write 07:05, 24 hours.")
    exact = timedelta(minutes=1) if parts[3] in {None, "00"} else timedelta(seconds=1)
    return Clock(time(hour % 24, minute, second), exact, zone_of(parts[4]) if parts[4] else None, midnight)


def zone_of(text: str) -> tzinfo:
    """A zone by its IANA name or its offset.

    Raises:
        InputError: `zone-unknown`.
    """
    word = text.strip()
    parts = _OFFSET.fullmatch(word)
    if word.upper() in {"Z", "UTC", "GMT"}:
        return UTC
    if parts is not None:
        offset = timedelta(hours=int(parts[2]), minutes=int(parts[3] or 0))
        if offset <= _WIDEST:
            return timezone(-offset if parts[1] == "-" else offset)
    try:
        return ZoneInfo(word)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        says = f"'{text[:60]}' is no time zone."
        raise InputError("zone-unknown", says, hint="Write Europe/Kyiv or UTC+02:00.") from error


def moment_of(day: date, clock: Clock, zone: tzinfo, side: Literal["first", "last"]) -> datetime:
    """The moment of a day and clock; where the clock showed it twice, the first or the last of the two.

    Raises:
        InputError: `time-in-gap` if the clock never showed it.
    """
    local = datetime.combine(day + timedelta(days=clock.next_day), clock.at)
    zone = clock.zone or zone
    both = sorted(local.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    if all(moment.astimezone(zone).replace(tzinfo=None) != local for moment in both):
        says = f"No clock in {zone} showed {local:%Y-%m-%d %H:%M}: it was put forward over that hour."
        raise InputError("time-in-gap", says, hint="Check the hour, or state the zone that your clock showed.")
    return both[0] if side == "first" else both[1]


def midnight(day: date, zone: tzinfo) -> datetime:
    """When a day begins in a zone; where midnight was skipped, the moment that took its place."""
    return datetime.combine(day, time()).replace(tzinfo=zone).astimezone(UTC)
