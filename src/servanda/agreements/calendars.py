"""Calendars: days that can be counted, and rest days that change something."""

from collections.abc import Iterator
from datetime import date

from servanda.agreements.scope import Lint, Path, Scope
from servanda.logic import WEEK
from servanda.records.agreement import Clock
from servanda.records.open_term import Timing


def calendars(scope: Scope) -> Iterator[Lint]:
    """Working days nobody can count, holidays that are none, and rest days without effect."""
    agreement = scope.agreement
    for number, text in enumerate(agreement.holidays):
        if not _is_date(text):
            yield scope.error("holiday-no-date", ("holidays", number), value=text)
    if set(agreement.rest_days) == set(WEEK):
        yield scope.error("no-working-days", ("rest_days",))
    counted = [(path, part) for path, part in scope.parts if _in_working_days(part)]
    for path, part in counted:
        yield from _countable(scope, path, part)
    yield from _without_effect(scope, counted=bool(counted))


def _in_working_days(part: object) -> bool:
    return isinstance(part, Clock | Timing) and part.counted_in == "working_days"


def _countable(scope: Scope, path: Path, part: object) -> Iterator[Lint]:
    agreement = scope.agreement
    if not agreement.rest_days and not agreement.holidays:
        yield scope.error("working-days-without-rest", (*path, "counted_in"))
    if agreement.day_count == "unstated":
        yield scope.error("working-days-uncounted", (*path, "counted_in"))
    for field in ("plus", "within", "after"):
        value = getattr(part, field, None)
        if isinstance(value, str) and "T" in value:
            yield scope.error("working-days-in-hours", (*path, field), value=value)


def _without_effect(scope: Scope, *, counted: bool) -> Iterator[Lint]:
    agreement = scope.agreement
    rest = bool(agreement.rest_days or agreement.holidays)
    moves = agreement.on_rest_day == "moves_on"
    if moves and (not rest or agreement.day_count == "unstated"):
        yield scope.error("rest-day-rule-idle", ("on_rest_day",))
    if rest and not moves and not counted:
        yield scope.warning("rest-days-idle", ("rest_days" if agreement.rest_days else "holidays",))


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
