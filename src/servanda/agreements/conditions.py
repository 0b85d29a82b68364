"""Conditions that can be asked where they stand, and numbers and classes they can be asked with."""

from collections.abc import Iterator

from servanda.agreements.procedures import known_term
from servanda.agreements.scope import Lint, Path, Scope, walk
from servanda.records.agreement import Thing
from servanda.records.observation import MEASURES
from servanda.records.open_term import OpenRef
from servanda.records.term import Answers, Condition, Counted, Notified, Sequence, Size, Term
from servanda.records.time import length_of

_OF_THE_ACT = (
    *("notified", "authorised_by", "operated_by", "before_it", "after_it"),
    *("inside", "in_order", "answers", "size"),
)
"""Conditions on an act on the ground, which the guard of a step does not speak of."""
_LEAST = 2
"""Things that can come one after the other."""


def conditions(scope: Scope) -> Iterator[Lint]:
    """Conditions in the wrong place, and those that nothing can meet."""
    for path, part in scope.parts:
        if isinstance(part, Condition):
            yield from _condition(scope, path, part)
        elif isinstance(part, Size):
            yield from _size(scope, path, part)
        elif isinstance(part, Counted):
            yield from _counted(scope, path, part)
        elif isinstance(part, Answers):
            yield from _answers(scope, path, part)
        elif isinstance(part, Notified):
            yield from _open_kind(scope, (*path, "at_least"), part.at_least, "duration")
        elif isinstance(part, Sequence):
            yield from _span(scope, (*path, "within"), part.within)


def places_of_conditions(scope: Scope) -> Iterator[Lint]:
    """Counts of findings within terms, thresholds of terms that are not judged on acts, guards about acts."""
    for number, term in enumerate(scope.agreement.terms):
        yield from _term(scope, ("terms", number), term)
    for number, procedure in enumerate(scope.agreement.procedures):
        for index, step in enumerate(procedure.steps):
            path = ("procedures", number, "steps", index, "only_if")
            for where, part in walk(step.only_if, path) if step.only_if is not None else ():
                given = [name for name in _OF_THE_ACT if getattr(part, name, None) is not None]
                if isinstance(part, Condition) and given:
                    yield scope.warning("guard-of-an-act", where, given=given[0], step=step.id)


def classes(scope: Scope) -> Iterator[Lint]:
    """Classes by range or name, and classes left open, that hold nothing or two things at once."""
    for name, thing in scope.agreement.things.items():
        path = ("things", name)
        low, high = thing.range_min_m, thing.range_max_m
        if low is not None and high is not None and low > high:
            yield scope.error("range-reversed", path, name=name, low=low, high=high)
        if thing.named_are and not thing.named:
            yield scope.error("named-are-idle", (*path, "named_are"), name=name)
        if thing.open:
            yield from _left_open(scope, path, name, thing)


def _term(scope: Scope, path: Path, term: Term) -> Iterator[Lint]:
    for where, part in walk(term, path):
        if isinstance(part, Condition) and part.findings is not None:
            yield scope.error("findings-outside-steps", (*where, "findings"), name=term.id)
    if term.only_if is not None and term.must_not is None:
        yield scope.error("only-if-idle", (*path, "only_if"), name=term.id)


def _condition(scope: Scope, path: Path, condition: Condition) -> Iterator[Lint]:
    if condition.in_order is not None and len(condition.in_order) < _LEAST:
        yield scope.error("in-order-short", (*path, "in_order"), n=len(condition.in_order))


def _size(scope: Scope, path: Path, size: Size) -> Iterator[Lint]:
    if size.of not in MEASURES:
        yield scope.error("size-unknown", (*path, "of"), name=size.of, known=", ".join(MEASURES))
    if isinstance(size.at_least, int) and size.at_least < 1:
        yield scope.error("threshold-nothing", (*path, "at_least"), value=size.at_least)
    yield from _open_kind(scope, (*path, "at_least"), size.at_least, "number")


def _counted(scope: Scope, path: Path, counted: Counted) -> Iterator[Lint]:
    for number, name in enumerate(counted.terms):
        if not known_term(scope, name):
            yield scope.error("unknown-term", (*path, "terms", number), name=name)
    if not counted.terms:
        yield scope.error("counted-without-terms", path)
    if isinstance(counted.count, int) and counted.count < 1:
        yield scope.error("threshold-nothing", (*path, "count"), value=counted.count)
    yield from _open_kind(scope, (*path, "count"), counted.count, "number")
    yield from _span(scope, (*path, "within"), counted.within)


def _answers(scope: Scope, path: Path, answers: Answers) -> Iterator[Lint]:
    body = scope.agreement.parties.get(answers.judged_by)
    if body is not None and body.role == "party":
        yield scope.error("answers-judged-by-party", (*path, "judged_by"), name=answers.judged_by)
    yield from _span(scope, (*path, "within"), answers.within)


def _span(scope: Scope, path: Path, within: str | OpenRef | None) -> Iterator[Lint]:
    if isinstance(within, str) and not length_of(within):
        yield scope.error("span-nothing", path, value=within)
    yield from _open_kind(scope, path, within, "duration")


def _open_kind(scope: Scope, path: Path, value: object, kind: str) -> Iterator[Lint]:
    """An open term that stands for a number of one kind must be of that kind."""
    term = scope.agreement.open.get(value.open) if isinstance(value, OpenRef) else None
    if isinstance(value, OpenRef) and term is not None and term.kind != kind:
        yield scope.error("open-kind", path, name=value.open, kind=term.kind, wanted=kind)


def _left_open(scope: Scope, path: Path, name: str, thing: Thing) -> Iterator[Lint]:
    limits = (thing.calibre_min_mm, thing.calibre_max_mm, thing.range_min_m, thing.range_max_m)
    if thing.is_ or thing.named or any(limit is not None for limit in limits):
        yield scope.error("thing-open-defined", path, name=name)
    term = scope.agreement.open.get(thing.open)
    for reading, each in (term.readings if term is not None else {}).items():
        known = scope.agreement.things.get(each.value) if isinstance(each.value, str) else None
        if known is None or known.open:
            yield scope.error("thing-open-no-class", (*path, "open"), name=name, reading=reading)
