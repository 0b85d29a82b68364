"""Open terms: what a text leaves undecided, and the readings on the table."""

from typing import Annotated, Literal, TypeAlias

import msgspec

from servanda.records.record import Record, Wording
from servanda.records.time import Duration

_UNITS = {"m": 1, "km": 1000}

Distance: TypeAlias = Annotated[str, msgspec.Meta(pattern=r"^\d+(\.\d{1,3})? (m|km)$")]
"""A length as the text writes it: `700 m`, `25 km`, `1.5 km`."""


def metres(distance: object) -> int | None:
    """A stated length in whole metres, rounded down; a whole number is metres; anything else is no length.

    >>> metres("1.5 km"), metres(700), metres("far")
    (1500, 700, None)
    """
    if isinstance(distance, int):
        return distance
    number, _, unit = distance.partition(" ") if isinstance(distance, str) else ("", "", "")
    whole, _, part = number.partition(".")
    if unit not in _UNITS or not (whole + part).isdigit():
        return None
    return int(whole + part.ljust(3, "0")[:3]) * _UNITS[unit] // 1000


class OpenRef(Record, frozen=True, kw_only=True):
    """Points to an open term in the place of a value."""

    open: str
    """Identifier of the open term."""


class Timing(Record, frozen=True, kw_only=True):
    """When something is due, or when it begins."""

    counted_from: str = ""
    """Clock, `trigger`, `first-breach`, or a step: `STEP.opened`, `STEP.ended`; empty only with `open`."""
    within: Duration | None = None
    """Due no later than this after the anchor."""
    after: Duration | None = None
    """Begins this long after the anchor."""
    counted_in: Literal["days", "working_days"] = "days"
    """Whether whole days are all days or only those that are neither rest days nor holidays of the instrument."""
    open: str = ""
    """Open term whose readings are the rival timings; then nothing else is stated."""


class Reading(Record, frozen=True, kw_only=True):
    """One way to understand an open term."""

    says: Wording
    """The reading in words."""
    value: str | int | Timing | None = None
    """Its value: a distance, duration, number, place, instant or timing; none if it is not a value."""
    held_by: list[str] = []
    """Who holds it: parties, or `reported` if only the press does."""
    support: list[str] = []
    """Sources."""


class OpenTerm(Record, frozen=True, kw_only=True):
    """A question that the text leaves undecided, with the readings on the table."""

    question: Wording
    """What is not agreed."""
    kind: Literal[
        "distance", "duration", "number", "place", "thing", "instant", "timing", "role", "consent", "other"
    ] = "other"
    """What sort of value would settle it; only numbers, distances and durations have flip points."""
    readings: dict[str, Reading] = {}
    """Readings by name; none if nobody has proposed any."""
    settled: str = ""
    """Name of the agreed reading, once there is one."""
    support: list[str] = []
    """Sources that say it is open."""
