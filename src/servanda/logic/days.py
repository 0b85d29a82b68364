"""Counting time as the instrument counts it: exact lengths, or whole local days."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from servanda.errors import InputError
from servanda.records.time import length_of

DayCount = Literal["day_after", "same_day", "unstated"]
"""As in `records.agreement.Agreement.day_count`."""


@dataclass(frozen=True, slots=True)
class Days:
    """How an instrument counts days.

    Attributes:
        zone: IANA time zone of the instrument.
        count: `unstated`: a day is exactly 24 hours. `day_after`: whole local days, the day of the anchor not counted.
            `same_day`: whole local days, the day of the anchor is the first.
    """

    zone: str = "UTC"
    count: DayCount = "unstated"

    def __post_init__(self) -> None:
        """Refuse a time zone that does not exist before anything is counted in it."""
        self._info()

    def later(self, anchor: datetime, duration: str) -> datetime:
        """The moment `duration` after `anchor`.

        Durations with hours, minutes or seconds are exact under every convention. Whole local days end at the local
        midnight after the last of them, whatever the clocks do in between.

        Raises:
            InputError: `duration-not-exact`, `zone-unknown`.

        >>> from datetime import UTC
        >>> Days("Europe/Kyiv", "day_after").later(datetime(2026, 3, 28, 9, tzinfo=UTC), "P1D").isoformat()
        '2026-03-30T00:00:00+03:00'
        """
        length = length_of(duration)
        if self.count == "unstated" or "T" in duration:
            return anchor + length
        first = anchor.astimezone(self._info()).date() + timedelta(days=1 if self.count == "day_after" else 0)
        return self.midnight(first + timedelta(days=length.days))

    def midnight(self, day: date) -> datetime:
        """The first moment of a local day."""
        return datetime.combine(day, time(), tzinfo=self._info())

    def span(self, edtf: str) -> tuple[datetime, datetime] | None:
        """First moment and end of an EDTF year, month, day or instant; `None` for anything uncertain.

        >>> [str(moment) for moment in Days().span("2031-02")]
        ['2031-02-01 00:00:00+00:00', '2031-03-01 00:00:00+00:00']
        """
        if "T" in edtf:
            return _instant(edtf)
        try:
            numbers = [int(part) for part in edtf.split("-")]
            first = date(*[*numbers, 1, 1][:3])
        except (ValueError, TypeError):
            return None
        return self.midnight(first), self.midnight(_after(first, len(numbers)))

    def _info(self) -> ZoneInfo:
        try:
            return ZoneInfo(self.zone)
        except (ZoneInfoNotFoundError, ValueError) as unknown:
            raise InputError("zone-unknown", f"'{self.zone}' is no IANA time zone.") from unknown


def _instant(text: str) -> tuple[datetime, datetime] | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return None if moment.tzinfo is None else (moment, moment)


def _after(first: date, precision: int) -> date:
    """The day after a year (1), month (2) or day (3) that begins with `first`."""
    if precision == 1:
        return date(first.year + 1, 1, 1)
    step = timedelta(days=31 if precision == 2 else 1)  # noqa: PLR2004 - year and month are given
    return (first + step).replace(day=1) if precision == 2 else first + step  # noqa: PLR2004 - same
