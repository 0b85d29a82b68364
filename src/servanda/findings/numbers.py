"""Numbers that a text may leave open: the answer under each reading, and where the answer turns.

Distances, sizes, lead times and spans are all compared with something measured, and every comparison is monotone: it
holds on one side of what was measured and fails on the other. A `Gauge` says so, whichever side is the stricter.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

from servanda.findings.docket import Docket
from servanda.findings.gauge import Gauge
from servanda.findings.ground import open_hinges, open_term
from servanda.logic import NO, YES, All, Any, Expression, OneOf, Truth, reading_variable, truth_of, unknown
from servanda.records.agreement import OpenRef
from servanda.records.finding import Hinge
from servanda.records.record import Wording
from servanda.records.time import DURATION_PATTERN, length_of
from servanda.wording import languages, say

T = TypeVar("T")

_SECOND = timedelta(seconds=1)
_WHOLE: tuple[tuple[str, int], ...] = (("days", 86_400), ("hours", 3_600), ("minutes", 60))


@dataclass(frozen=True)
class Entry:
    """One thing on record that a comparison may be made with, and what it measures, in whole units."""

    fits: Expression
    low: int
    high: int


def duration(value: object) -> str | None:
    """A length of time that a clock can count; none for anything else."""
    return value if isinstance(value, str) and re.match(DURATION_PATTERN, value) else None


def whole_number(value: object) -> int | None:
    """A whole number; none for anything else."""
    return value if isinstance(value, int) else None


def values_of(name: str, docket: Docket, read: Callable[[object], T | None]) -> dict[str, T] | None:
    """The value under each reading of an open term; `{"": value}` once settled; none if a reading states no value."""
    term = open_term(name, docket)
    found = {key: value for key, each in term.readings.items() if (value := read(each.value)) is not None}
    if term.settled in found:
        return {"": found[term.settled]}
    return found if found and len(found) == len(term.readings) else None


def compared(
    number: T | OpenRef, docket: Docket, read: Callable[[object], T | None], answer: Callable[[T], Expression]
) -> Expression:
    """A comparison with a number: the stated one, or the one that each reading states."""
    if not isinstance(number, OpenRef):
        return answer(number)
    if number.open in docket.assumed:
        return YES if docket.assumed[number.open] else NO
    return under_values(number.open, values_of(number.open, docket, read), docket, answer)


def under_values(
    name: str, values: dict[str, T] | None, docket: Docket, answer: Callable[[T], Expression]
) -> Expression:
    """An answer under each reading of an open term, given the value that each states."""
    if values is not None and "" in values:
        return answer(values[""])
    variable = reading_variable(name, open_term(name, docket))
    if values is None or variable is None:
        return unknown(f"unsettled:{name}")
    return Any(tuple(All((OneOf(variable, frozenset({each})), answer(values[each]))) for each in sorted(values)))


def number_hinges(number: object, docket: Docket) -> tuple[tuple[str, Hinge], ...]:
    """The hinges of a number that the text leaves open; none of a stated one."""
    return tuple(open_hinges(number.open, docket)) if isinstance(number, OpenRef) else ()


def gauge_over(name: str, entries: Sequence[Entry], *, rises: bool) -> tuple[Gauge, ...]:
    """Where *some entry is near enough* (`rises`) or *early enough* turns, in seconds; none if no entry surely fits.

    An entry that only may fit can hold the answer open, so it widens the stretch between the two figures.
    """
    possible = [each for each in entries if truth_of(each.fits) is not Truth.FALSE]
    reached = [each.high if rises else each.low for each in possible]
    for value in sorted(set(reached), reverse=not rises):
        enough = [each.fits for each in possible if (each.high <= value if rises else each.low >= value)]
        if truth_of(Any(tuple(enough))) is Truth.TRUE:
            if rises:
                return (Gauge(name, "s", min(each.low for each in possible) - 1, value - 1, rises),)
            return (Gauge(name, "s", value, max(each.high for each in possible), rises),)
    return ()


def counts_exactly(docket: Docket) -> bool:
    """Whether a length of time is the same whenever it begins: no local days, no rest days that move its end."""
    days = docket.calendar.days
    return days.count == "unstated" and not days.moves_on


def seconds_up(length: timedelta) -> int:
    """Whole seconds that are not shorter than a length."""
    return -(-length // _SECOND)


def seconds_down(length: timedelta) -> int:
    """Whole seconds that are not longer than a length."""
    return length // _SECOND


def lasting(seconds: int) -> Wording:
    """A length of time as people say it, in the largest unit in which it is whole."""
    for noun, size in _WHOLE:
        if seconds and seconds % size == 0:
            return say(f"findings.{noun}", n=seconds // size)
    return say("findings.seconds", n=seconds)


def lasting_text(stated: str) -> Wording:
    """A stated duration as people say it: in days where the text counts days, else in hours where it is whole hours."""
    length = length_of(stated)
    hours, rest = divmod(length, timedelta(hours=1))
    if "T" not in stated:
        return lasting(length // _SECOND)
    return dict.fromkeys(languages(), stated) if rest else say("findings.hours", n=hours)
