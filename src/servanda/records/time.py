"""Instants, half-open intervals and exact durations."""

import re
from datetime import datetime, timedelta
from typing import Annotated, TypeAlias

import msgspec

from servanda.errors import InputError
from servanda.records.record import Record

Instant: TypeAlias = Annotated[datetime, msgspec.Meta(tz=True)]
"""A moment with its zone; naive times are refused because they name no moment."""

DURATION_PATTERN = r"^P(?:\d+W|(?=\d|T)(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?)$"

Duration: TypeAlias = Annotated[str, msgspec.Meta(pattern=DURATION_PATTERN)]
"""ISO 8601 duration in weeks, days, hours, minutes, seconds. Months and years are refused: they have no length."""

_LONGEST = 100_000_000
"""Largest figure in a duration: more than three years in seconds."""
_DURATION_PARTS = re.compile(r"^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$")


def length_of(duration: str) -> timedelta:
    """How long an ISO 8601 duration lasts; a day is 24 hours.

    Raises:
        InputError: `duration-not-exact` for months, years, fractions and anything else without a fixed length;
            `duration-too-long`.

    >>> length_of("P1DT2H")
    datetime.timedelta(days=1, seconds=7200)
    """
    parts = _DURATION_PARTS.match(duration)
    if parts is None or not re.match(DURATION_PATTERN, duration):
        raise InputError(
            "duration-not-exact",
            f"'{duration}' is not a duration of fixed length.",
            hint="Use weeks, or days, hours, minutes and seconds, such as P14D or PT72H.",
        )
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in parts.groups())
    if max(weeks, days, hours, minutes, seconds) > _LONGEST:
        says = f"'{duration[:40]}' is longer than any clock runs."
        raise InputError("duration-too-long", says, hint="Check the figure and its unit.")
    return timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)


class Interval(Record, frozen=True, kw_only=True):
    """From `start` (included) to `end` (excluded); a missing side is open."""

    start: Instant | None = None
    """First moment that belongs to it; none if it began before anybody looked."""
    end: Instant | None = None
    """First moment that no longer belongs to it; none if it has not ended."""

    def __post_init__(self) -> None:
        """Refuse windows that end before they begin."""
        if self.start is not None and self.end is not None and self.end < self.start:
            says = f"the interval ends at {self.end.isoformat()}, before it begins at {self.start.isoformat()}"
            raise ValueError(says)

    def holds(self, moment: datetime) -> bool:
        """Whether a moment lies inside; the end does not."""
        return (self.start is None or self.start <= moment) and (self.end is None or moment < self.end)

    def meets(self, other: "Interval") -> bool:
        """Whether two intervals share a moment; an instant (start equals end) counts as one."""
        return _begins_before_end(self, other) and _begins_before_end(other, self)


def _begins_before_end(left: Interval, right: Interval) -> bool:
    if left.start is None or right.end is None:
        return True
    return left.start < right.end or left.start == right.start
