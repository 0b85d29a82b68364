"""Clocks of an instrument: when a named moment comes, as far as it is known, under every reading that matters."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from servanda.errors import InputError
from servanda.logic.days import CountedIn, Days
from servanda.logic.expressions import YES, All, Any, Expression, OneOf, Variable
from servanda.logic.quiet import Spell, quiet_after
from servanda.logic.truth import Truth
from servanda.records.agreement import Clock, OpenRef, OpenTerm
from servanda.records.commitment import Event
from servanda.records.time import length_of


@dataclass(frozen=True, slots=True)
class Wait:
    """Why a moment is not known: an open term, or something that has not happened as far as we know."""

    cause: Literal["open_term", "pending_clock"]
    on: str


@dataclass(frozen=True, slots=True)
class Moment:
    """When a clock strikes, under one combination of readings and disputed acts.

    Attributes:
        earliest: It does not strike before this; `None` if nothing is known.
        latest: It has struck by this; `None` if it may still be ahead, or never come.
        given: The condition under which this result holds; the conditions of all results of a clock exclude each
            other and together always hold.
        readings: Open terms read so, as (open term, reading).
        waits_for: What the missing bound hangs on.
        never: It is known that it will not strike.
    """

    earliest: datetime | None
    latest: datetime | None
    given: Expression = YES
    readings: tuple[tuple[str, str], ...] = ()
    waits_for: tuple[Wait, ...] = ()
    never: bool = False

    def has_struck_by(self, moment: datetime) -> Truth:
        """Whether the clock has struck at a moment; windows are half-open, so the stroke itself belongs."""
        if self.latest is not None and self.latest <= moment:
            return Truth.TRUE
        if self.never or (self.earliest is not None and moment < self.earliest):
            return Truth.FALSE
        return Truth.UNKNOWN


@dataclass(frozen=True, slots=True)
class Calendar:
    """Everything the clocks of one instrument are read from.

    Attributes:
        clocks: The clocks by name.
        open: The open terms by name.
        events: The events by name, with what was known of them and since when.
        as_of: Events count as they were known at this moment.
        days: How the instrument counts days.
        spells: For quiet clocks: what was recorded of the act that resets them.
    """

    clocks: Mapping[str, Clock]
    as_of: datetime
    open: Mapping[str, OpenTerm] = field(default_factory=dict)
    events: Mapping[str, Event] = field(default_factory=dict)
    days: Days = field(default_factory=Days)
    spells: Mapping[str, Spell] = field(default_factory=dict)


def moment_of(clock: str, calendar: Calendar) -> tuple[Moment, ...]:
    """When a clock strikes: one result for each combination of readings and disputed acts.

    Raises:
        InputError: `clock-unknown`, `clock-circle`, `open-unknown`, `clock-empty`, and what durations raise.
    """
    return _merged(_moments(clock, calendar, ()))


def reading_variable(name: str, term: OpenTerm) -> Variable | None:
    """The alternatives of an open term: its readings by name; `None` if it has none or is settled."""
    return None if term.settled or not term.readings else Variable(f"open:{name}", tuple(sorted(term.readings)))


def _moments(name: str, calendar: Calendar, above: tuple[str, ...]) -> list[Moment]:
    clock = calendar.clocks.get(name)
    if clock is None:
        raise InputError("clock-unknown", f"There is no clock '{name}'.", hint="Define it under `clocks`.")
    if name in above:
        raise InputError("clock-circle", f"The clocks {' → '.join((*above, name))} wait for each other.")
    if clock.at is not None:
        return [Moment(clock.at, clock.at)]
    if clock.after:
        anchors = _moments(clock.after, calendar, (*above, name))
        return [moment for anchor in anchors for moment in _shifted(anchor, clock, calendar)]
    if clock.event:
        return [_of_event(clock.event, calendar)]
    if clock.quiet is not None:
        return _of_quiet(name, clock.quiet.for_, calendar)
    if clock.open:
        return _of_open(clock.open, calendar)
    raise InputError(
        "clock-empty", f"The clock '{name}' states no moment.", hint="Give at, after, event, quiet or open."
    )


def _shifted(anchor: Moment, clock: Clock, calendar: Calendar) -> list[Moment]:
    if isinstance(clock.plus, OpenRef):
        reads = _read(clock.plus.open, calendar)
        return [_later(_under(anchor, read), read.value, clock.counted_in, calendar) for read in reads]
    return [_later(anchor, clock.plus or "PT0S", clock.counted_in, calendar)]


def _later(anchor: Moment, duration: object, counted_in: CountedIn, calendar: Calendar) -> Moment:
    if not isinstance(duration, str):
        return Moment(anchor.earliest, None, anchor.given, anchor.readings, anchor.waits_for, anchor.never)
    earliest = anchor.earliest and calendar.days.due(anchor.earliest, duration, counted_in)
    latest = anchor.latest and calendar.days.due(anchor.latest, duration, counted_in)
    return Moment(earliest, latest, anchor.given, anchor.readings, anchor.waits_for, anchor.never)


def _of_event(name: str, calendar: Calendar) -> Moment:
    wait = (Wait("pending_clock", name),)
    event = calendar.events.get(name)
    known = [state for state in (event.states if event else []) if state.known_on <= calendar.as_of]
    states = sorted(known, key=lambda state: state.known_on)
    if not states or states[-1].value == "unknown":
        return Moment(None, None, waits_for=wait)
    if states[-1].value == "false":
        return Moment(None, None, waits_for=wait, never=True)
    span = calendar.days.span(states[-1].occurred_on)
    if span is None:
        return Moment(None, states[-1].known_on, waits_for=wait)
    return Moment(*span)  # it has a date, if a rough one: what is missing further on is not this


def _of_quiet(name: str, length: str, calendar: Calendar) -> list[Moment]:
    spell = calendar.spells.get(name)
    wait = (Wait("pending_clock", name),)
    if spell is None:
        return [Moment(None, None, waits_for=wait)]
    return [
        Moment(earliest, latest, given, waits_for=wait)
        for (earliest, latest), given in quiet_after(spell, length_of(length))
    ]


def _of_open(name: str, calendar: Calendar) -> list[Moment]:
    return [_under(_stated(read.value, calendar), read) for read in _read(name, calendar)]


def _stated(value: object, calendar: Calendar) -> Moment:
    span = calendar.days.span(value) if isinstance(value, str) else None
    return Moment(*(span or (None, None)))


@dataclass(frozen=True, slots=True)
class _Read:
    """One reading of an open term, or its absence."""

    value: object
    given: Expression
    readings: tuple[tuple[str, str], ...]
    waits_for: tuple[Wait, ...]


def _read(name: str, calendar: Calendar) -> list[_Read]:
    term = calendar.open.get(name)
    if term is None:
        raise InputError("open-unknown", f"There is no open term '{name}'.", hint="Define it under `open`.")
    wait = (Wait("open_term", name),)
    if term.settled:
        value = _reading(name, term, term.settled)
        return [_Read(value, YES, (), () if isinstance(value, str) else wait)]
    variable = reading_variable(name, term)
    if variable is None:
        return [_Read(None, YES, (), wait)]
    return [
        _Read(term.readings[each].value, OneOf(variable, frozenset({each})), ((name, each),), wait)
        for each in variable.options
    ]


def _reading(name: str, term: OpenTerm, reading: str) -> object:
    if reading not in term.readings:
        raise InputError("reading-unknown", f"'{name}' is settled as '{reading}', which is none of its readings.")
    return term.readings[reading].value


def _under(moment: Moment, read: _Read) -> Moment:
    return Moment(
        moment.earliest,
        moment.latest,
        All((moment.given, read.given)),
        tuple(sorted({*moment.readings, *read.readings})),
        tuple(dict.fromkeys((*moment.waits_for, *read.waits_for))),
        moment.never,
    )


def _merged(moments: Sequence[Moment]) -> tuple[Moment, ...]:
    """Equal moments become one that holds under either condition; readings that made no difference are not named."""
    groups: dict[tuple[datetime | None, datetime | None, bool], list[Moment]] = {}
    for moment in moments:
        groups.setdefault((moment.earliest, moment.latest, moment.never), []).append(moment)
    return tuple(_joined(group) for group in groups.values())


def _joined(group: Sequence[Moment]) -> Moment:
    if len(group) == 1:
        return group[0]
    first = group[0]
    shared = set(first.readings).intersection(*(moment.readings for moment in group))
    return Moment(
        first.earliest,
        first.latest,
        Any(tuple(moment.given for moment in group)),
        tuple(sorted(shared)),
        _unique(wait for moment in group for wait in moment.waits_for),
        first.never,
    )


def _unique(waits: Iterable[Wait]) -> tuple[Wait, ...]:
    return tuple(dict.fromkeys(waits))
