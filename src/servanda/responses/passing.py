"""How the time of a procedure passes: as its instrument counts it, and not at all while it is suspended."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from servanda.logic import Calendar, CountedIn, Days, moment_of
from servanda.records.agreement import Agreement
from servanda.records.commitment import Event
from servanda.records.time import Interval


def later(agreement: Agreement, start: datetime, duration: str, counted_in: CountedIn = "days") -> datetime:
    """The moment so long after another, in UTC, counted as the instrument counts days.

    Durations with hours, minutes or seconds are exact. Whole days are exact too unless the instrument says how days are
    counted: then they end at the local midnight that closes the last of them, whatever the clocks do in between.
    Holidays are those that the instrument names: none is invented.

    Raises:
        InputError: what `Days.later` raises.
    """
    return Days.of(agreement).later(start, duration, counted_in).astimezone(UTC)


def due(agreement: Agreement, start: datetime, duration: str, counted_in: CountedIn = "days") -> datetime:
    """The moment a period has run out, in UTC: as `later`, moved on from a rest day where the instrument says so.

    Raises:
        InputError: what `Days.due` raises.
    """
    return Days.of(agreement).due(start, duration, counted_in).astimezone(UTC)


def closing(agreement: Agreement, ran_out: datetime, duration: str) -> datetime:
    """The anchor of a duration that follows a time which itself ran out.

    Where whole days are counted, such a time ends at the midnight that closes a day; that day, not the one which the
    midnight opens, is the day of the anchor. Otherwise each stage after another would lose a day.
    """
    whole = agreement.day_count != "unstated" and "T" not in duration
    return ran_out - timedelta(microseconds=1) if whole else ran_out


def prolonged(start: datetime, end: datetime, pauses: Sequence[Interval]) -> datetime | None:
    """A due time after the clock stood still: later by the part of each pause that fell between start and end.

    Args:
        start: When the clock began.
        end: When it would have run out without pauses.
        pauses: Suspensions in order of time, none overlapping; the last may still last.

    Returns:
        The new due time; none while a pause that began before it has no end.
    """
    for pause in pauses:
        begins = pause.start
        if begins is None or begins >= end or (pause.end is not None and pause.end <= start):
            continue
        if pause.end is None:
            return None
        end += pause.end - max(begins, start)
    return end


def known_clocks(agreement: Agreement, events: Mapping[str, Event], as_of: datetime) -> dict[str, datetime]:
    """The clocks of an instrument whose moment is known exactly and under every reading; the others stay unknown.

    Raises:
        InputError: a clock is not well formed.
    """
    calendar = Calendar(
        clocks=agreement.clocks,
        as_of=as_of,
        open=agreement.open,
        events=events,
        days=Days.of(agreement),
    )
    known: dict[str, datetime] = {}
    for name in sorted(agreement.clocks):
        moments = moment_of(name, calendar)
        if len(moments) == 1 and moments[0].earliest is not None and moments[0].earliest == moments[0].latest:
            known[name] = moments[0].earliest.astimezone(UTC)
    return known
