"""Exactly one: a term has one kind, a condition one atom, a place one relation, a clock and a timing one origin."""

from collections.abc import Iterator

from servanda.agreements.scope import Lint, Path, Scope
from servanda.records.agreement import Clock
from servanda.records.open_term import Timing
from servanda.records.term import Condition, Term, Where

_TERM = ("must_not", "must", "at_most", "states")
_CONDITION = {
    "all": "all",
    "any": "any",
    "not_": "not",
    "notified": "notified",
    "authorised_by": "authorised_by",
    "operated_by": "operated_by",
    "before_it": "before_it",
    "after_it": "after_it",
    "judged": "judged",
    "open": "open",
    "inside": "inside",
    "in_order": "in_order",
    "answers": "answers",
    "size": "size",
    "findings": "findings",
}
_WHERE = {"in_": "in", "outside": "outside", "crosses": "crosses", "nearer_than": "nearer_than"}
_CLOCK = ("at", "after", "event", "quiet", "open")


def kinds(scope: Scope) -> Iterator[Lint]:
    """Records that state none, or several, of things that exclude each other."""
    for path, part in scope.parts:
        if isinstance(part, Term):
            yield from _one(scope, "term-kind", path, _given(part, {name: name for name in _TERM}))
        elif isinstance(part, Condition):
            yield from _condition(scope, path, part)
        elif isinstance(part, Where):
            yield from _where(scope, path, part)
        elif isinstance(part, Clock):
            yield from _clock(scope, path, part)
        elif isinstance(part, Timing):
            yield from _timing(scope, path, part)


def _given(part: object, names: dict[str, str]) -> list[str]:
    return [written for name, written in names.items() if getattr(part, name) not in (None, "")]


def _one(scope: Scope, code: str, path: Path, given: list[str]) -> Iterator[Lint]:
    if len(given) != 1:
        yield scope.error(code, path, given=", ".join(given) or "—")


def _condition(scope: Scope, path: Path, condition: Condition) -> Iterator[Lint]:
    yield from _one(scope, "condition-atoms", path, _given(condition, _CONDITION))
    if condition.all == [] or condition.any == []:
        yield scope.error("condition-empty", path)


def _where(scope: Scope, path: Path, where: Where) -> Iterator[Lint]:
    yield from _one(scope, "where-kind", path, _given(where, _WHERE))
    if (where.nearer_than is None) != (where.to == ""):
        yield scope.error("where-distance", path)
    line = scope.agreement.places.get(where.crosses)
    if line is not None and line.is_ not in {"line", "undefined"}:
        yield scope.error("crosses-no-line", (*path, "crosses"), name=where.crosses, kind=line.is_)


def _clock(scope: Scope, path: Path, clock: Clock) -> Iterator[Lint]:
    yield from _one(scope, "clock-kind", path, _given(clock, {name: name for name in _CLOCK}))
    if clock.plus is not None and not clock.after:
        yield scope.error("clock-plus", path)


def _timing(scope: Scope, path: Path, timing: Timing) -> Iterator[Lint]:
    stated = bool(timing.counted_from or timing.within or timing.after)
    if bool(timing.open) == stated:
        yield scope.error("timing-kind", path)
    elif stated and not timing.counted_from:
        yield scope.error("timing-anchor", path)
    elif stated and timing.within is None and timing.after is None:
        yield scope.error("timing-empty", path)
