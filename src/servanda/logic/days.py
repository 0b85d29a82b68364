"""Counting time as the instrument counts it: exact lengths, whole local days, or working days.

Rest days count like any other unless a text asks for working days; a period of whole days that would end on one ends on
the next working day only where the text says so (European Convention on the Calculation of Time-Limits, Basle 1972,
arts 3 and 5).
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Literal, TypeAlias
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from servanda.errors import InputError
from servanda.records.agreement import Agreement
from servanda.records.time import length_of

WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
"""Days of the week as instruments name them."""

CountedIn: TypeAlias = Literal["days", "working_days"]
"""As in `records.agreement.Clock.counted_in`."""

DayCount = Literal["day_after", "same_day", "unstated"]
"""As in `records.agreement.Agreement.day_count`."""


@dataclass(frozen=True, slots=True)
class Days:
    """How an instrument counts days.

    Attributes:
        zone: IANA time zone of the instrument.
        count: `unstated`: a day is exactly 24 hours. `day_after`: whole local days, the day of the anchor not counted.
            `same_day`: whole local days, the day of the anchor is the first.
        rest: Days of the week on which nobody works, Monday being 0.
        holidays: Local dates on which nobody works.
        moves_on: Whether a period of whole days that would end on a rest day ends on the next working day.
    """

    zone: str = "UTC"
    count: DayCount = "unstated"
    rest: frozenset[int] = frozenset()
    holidays: frozenset[date] = frozenset()
    moves_on: bool = False

    def __post_init__(self) -> None:
        """Refuse a time zone that does not exist before anything is counted in it."""
        self._info()

    @classmethod
    def of(cls, agreement: Agreement) -> "Days":
        """How an instrument counts days.

        Raises:
            InputError: `zone-unknown`, `holiday-no-date`.
        """
        return cls(
            agreement.time_zone,
            agreement.day_count,
            frozenset(WEEK.index(day) for day in agreement.rest_days),
            frozenset(_date(text) for text in agreement.holidays),
            agreement.on_rest_day == "moves_on",
        )

    def due(self, anchor: datetime, duration: str, counted_in: CountedIn = "days") -> datetime:
        """When a period that begins at `anchor` has run out: as `later`, moved on from a rest day if the text says so.

        Raises:
            InputError: as `later`.
        """
        end = self.later(anchor, duration, counted_in)
        if not self.moves_on or not self._whole(duration) or not length_of(duration):
            return end
        last = (end - timedelta(microseconds=1)).astimezone(self._info()).date()
        return end if self.works(last) else self.midnight(self._working(last, 1) + timedelta(days=1))

    def later(self, anchor: datetime, duration: str, counted_in: CountedIn = "days") -> datetime:
        """The moment `duration` after `anchor`.

        Durations with hours, minutes or seconds are exact under every convention. Whole local days end at the local
        midnight after the last of them, whatever the clocks do in between.

        Args:
            anchor: Where counting begins.
            duration: How long.
            counted_in: `working_days` leaves out rest days and holidays; it needs to be known which days count.

        Raises:
            InputError: `duration-not-exact`, `zone-unknown`; `working-days-uncounted` if the instrument does not say
                whether the day of the anchor counts, or the duration is not of whole days.

        >>> from datetime import UTC
        >>> Days("Europe/Kyiv", "day_after").later(datetime(2026, 3, 28, 9, tzinfo=UTC), "P1D").isoformat()
        '2026-03-30T00:00:00+03:00'
        """
        length = length_of(duration)
        if not self._whole(duration):
            if counted_in == "working_days":
                raise _uncounted(duration)
            return anchor.astimezone(UTC) + length  # adding to a local time would move its hands, not the time
        before = anchor.astimezone(self._info()).date() - timedelta(days=0 if self.count == "day_after" else 1)
        last = before + length if counted_in == "days" else self._working(before, length.days)
        return self.midnight(last + timedelta(days=1))

    def works(self, day: date) -> bool:
        """Whether a local day is neither a rest day nor a holiday."""
        return day.weekday() not in self.rest and day not in self.holidays

    def _working(self, day: date, number: int) -> date:
        """The last of so many working days after a day."""
        if len(self.rest) == len(WEEK):
            raise InputError("no-working-days", "Every day of the week is a rest day.", hint="Leave one out.")
        while number:
            day += timedelta(days=1)
            number -= self.works(day)
        return day

    def _whole(self, duration: str) -> bool:
        """Whether a duration is counted in whole local days."""
        return self.count != "unstated" and "T" not in duration

    def midnight(self, day: date) -> datetime:
        """The first moment of a local day, with its distance from UTC: sums and comparisons of it are exact."""
        first = datetime.combine(day, time(), tzinfo=self._info())
        return first.astimezone(timezone(first.utcoffset() or timedelta()))

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


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        hint = "Write a day of the calendar, such as 2026-01-01."
        raise InputError("holiday-no-date", f"'{text}' is no day of the calendar.", hint=hint) from error


def _uncounted(duration: str) -> InputError:
    says = f"'{duration}' cannot be counted in working days."
    hint = "State day_count (day_after or same_day), and write the duration in whole days."
    return InputError("working-days-uncounted", says, hint=hint)
