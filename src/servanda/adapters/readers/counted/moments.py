"""Dates and times as they are written → moments with a zone; what names no one moment is refused."""

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from servanda.errors import InputError
from servanda.plain import YEARS
from servanda.records.time import Interval

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:\d{2})?")


def instant_in(text: str, zone: str, place: str) -> datetime:
    """A date and time; without an offset it is local time of the zone.

    Raises:
        InputError: `time-unreadable`; `time-ambiguous` where clocks of the zone show it twice or never.
    """
    written = text.strip()
    if not _INSTANT.fullmatch(written):
        raise _unreadable(written, place)
    try:
        moment = datetime.fromisoformat(written)
    except ValueError as error:
        raise _unreadable(written, place) from error
    _check_year(moment.date(), written, place)
    return moment.astimezone(UTC) if moment.tzinfo else local(moment, zone, place)


def local(moment: datetime, zone: str, place: str) -> datetime:
    """Local time as a moment, in UTC.

    Raises:
        InputError: `time-ambiguous` where clocks of the zone show it twice or never.
    """
    known = moment.replace(tzinfo=ZoneInfo(zone))
    if known.utcoffset() != known.replace(fold=1).utcoffset():
        says = f"Clocks in {zone} show {moment.isoformat(' ')} twice or never."
        raise InputError("time-ambiguous", says, place=place, hint="Write the offset, such as +02:00.")
    return known.astimezone(UTC)


def day_in(text: str, place: str) -> date:
    """A date.

    Raises:
        InputError: `time-unreadable`.
    """
    written = text.strip()
    if not _DAY.fullmatch(written):
        raise _unreadable(written, place)
    try:
        day = date.fromisoformat(written)
    except ValueError as error:
        raise _unreadable(written, place) from error
    _check_year(day, written, place)
    return day


def begin_of(day: date, zone: str, place: str) -> datetime:
    """The first moment of a day in a zone."""
    return local(datetime(day.year, day.month, day.day), zone, place)  # noqa: DTZ001 - local time by design


def end_of(day: date, zone: str, place: str) -> datetime:
    """The first moment after a day in a zone: what is known only to the day was known by then."""
    return begin_of(day + timedelta(days=1), zone, place)


def period(start: datetime | None, end: datetime | None, place: str) -> Interval:
    """A time counted over.

    Raises:
        InputError: `period-reversed` unless it ends after it begins.
    """
    if start is not None and end is not None and end <= start:
        says = f"The period begins at {start.isoformat()} and ends at {end.isoformat()}."
        raise InputError("period-reversed", says, place=place, hint="Swap the two, or mend the date.")
    return Interval(start=start, end=end)


def _unreadable(written: str, place: str) -> InputError:
    says = f"'{written[:40]}' is no date or time of the form YYYY-MM-DD or YYYY-MM-DDTHH:MM."
    return InputError("time-unreadable", says, place=place, hint="Write it in that form.")


def _check_year(day: date, written: str, place: str) -> None:
    if day.year not in YEARS:
        says = f"'{written[:40]}' lies outside the years {YEARS.start} to {YEARS.stop - 1}."
        raise InputError("year-out-of-range", says, place=place, hint="Check the year.")
