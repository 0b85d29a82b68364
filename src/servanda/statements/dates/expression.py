"""What a text says about time: the words, and what they mean as EDTF."""

from typing import Literal

from servanda.records.record import Record
from servanda.records.statement import Span

Problem = Literal[
    "",
    "no-publication-date",
    "publication-date-doubtful",
    "no-such-day",
    "order-ambiguous",
    "two-digit-year",
    "weekday-disagrees",
    "which-year",
    "which-week",
    "not-from-publication",
]
"""Why a date is not plain: it hangs on a publication date that is missing or doubtful, does not exist, can be read in
two orders, disagrees with its day of the week, may be in either of two years or weeks, or hangs on another event."""


class TimeExpression(Record, frozen=True, kw_only=True):
    """Words about time in a text, and what they can mean; never a guess: what may be either is a set, or empty."""

    span: Span
    """The words."""
    kind: Literal["DATE", "DURATION", "RELATIVE", "VAGUE", "SET"]
    """As in TimeML, with RELATIVE for what hangs on another event and VAGUE for recently, now, soon."""
    value: str = ""
    """EDTF (ISO 8601-2): day, month, season, stretch `a/b`, open side `..`, one of a set `[a,b]`, all of a set `{a,b}`;
    empty if the text does not say."""
    duration: str = ""
    """ISO 8601 duration, where a length is stated; months and years stay months and years."""
    approx: bool = False
    """Whether the value is only about right: an early part of a month, some weeks ago."""
    relative: bool = False
    """Whether the value was counted from the date of publication."""
    problem: Problem = ""
    """Why it is not plain."""
