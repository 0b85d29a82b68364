"""Procedures: a trigger that can fire, steps that can be reached, clocks and words for silence."""

from collections.abc import Iterator

from servanda.agreements.scope import Lint, Path, Scope
from servanda.agreements.terms import bloc_and_member
from servanda.records.open_term import Timing
from servanda.records.procedure import Procedure, Step


def procedures(scope: Scope) -> Iterator[Lint]:
    """What would keep a procedure from running as the text means it."""
    for number, procedure in enumerate(scope.agreement.procedures):
        path: Path = ("procedures", number)
        yield from _trigger(scope, path, procedure)
        if not procedure.verifier:
            yield scope.warning("procedure-without-verifier", path, name=procedure.id)
        if not procedure.steps:
            yield scope.error("trigger-without-steps", path, name=procedure.id)
            continue
        yield from _order(scope, path, procedure)
        for index, step in enumerate(procedure.steps):
            yield from _step(scope, (*path, "steps", index), step)


def _trigger(scope: Scope, path: Path, procedure: Procedure) -> Iterator[Lint]:
    trigger = procedure.trigger
    if not trigger.terms and not trigger.event and not _branch_of_duty(scope, procedure):
        yield scope.error("trigger-without-terms", (*path, "trigger"), name=procedure.id)
    for number, name in enumerate(trigger.terms):
        if not known_term(scope, name):
            yield scope.error("unknown-term", (*path, "trigger", "terms", number), name=name)
    if isinstance(trigger.count, int) and trigger.count < 1:
        yield scope.error("trigger-count", (*path, "trigger", "count"), count=trigger.count)


def _branch_of_duty(scope: Scope, procedure: Procedure) -> bool:
    """Whether a duty starts it by being done, or by being late."""
    duties = [term.must for term in scope.agreement.terms if term.must is not None]
    return any(procedure.id in (duty.if_done, duty.if_late) for duty in duties)


def known_term(scope: Scope, name: str) -> bool:
    """Whether `TERM` of this instrument or `INSTRUMENT:TERM` exists."""
    instrument, colon, term = name.partition(":")
    versions = scope.instruments.get(instrument, []) if colon else [scope.agreement]
    return any(known.id == (term if colon else name) for version in versions for known in version.terms)


def _order(scope: Scope, path: Path, procedure: Procedure) -> Iterator[Lint]:
    steps = {step.id: (number, step) for number, step in enumerate(procedure.steps)}
    reached: list[str] = []
    at = procedure.steps[0].id
    while at in steps and at not in reached:
        reached.append(at)
        number, step = steps[at]
        if step.next and step.next not in steps:
            name = ", ".join(steps)
            yield scope.error("unknown-step", (*path, "steps", number, "next"), name=step.next, known=name)
        if step.next in reached:
            yield scope.error("step-circle", (*path, "steps", number, "next"), name=step.id, next=step.next)
        at = step.next
    for name, (number, step) in steps.items():
        if name not in reached:
            yield scope.error("step-unreachable", (*path, "steps", number), name=name)
        yield from _waits(scope, (*path, "steps", number), step, reached)


def _waits(scope: Scope, path: Path, step: Step, order: list[str]) -> Iterator[Lint]:
    anchor = step.when.counted_from.partition(".")[0] if step.when is not None else ""
    later = order[order.index(step.id) :] if step.id in order else []
    if anchor in later and not (anchor == step.id and step.when is not None and _opened(step)):
        yield scope.error("step-waits-for-later", (*path, "when"), name=step.id, later=anchor)


def _opened(step: Step) -> bool:
    return step.when is not None and step.when.counted_from.endswith(".opened")


def _step(scope: Scope, path: Path, step: Step) -> Iterator[Lint]:
    if not step.who:
        yield scope.error("step-without-actor", path, name=step.id)
    timed = _has_deadline(scope, step)
    if step.if_silent == "undefined":
        yield scope.warning("step-without-default" if timed else "dead-letter", path, name=step.id)
    elif step.when is None:
        yield scope.warning("step-without-clock", path, name=step.id)
    if not step.if_silent_says:
        yield scope.error("silence-without-words", path, name=step.id)
    yield from bloc_and_member(scope, (*path, "who"), step.who)


def _has_deadline(scope: Scope, step: Step) -> bool:
    """Whether the text, or a reading of it that somebody holds, gives the step a time that can run out."""
    if step.when is None:
        return False
    if not step.when.open:
        return step.when.within is not None
    term = scope.agreement.open.get(step.when.open)
    values = [reading.value for reading in term.readings.values()] if term is not None else []
    return any(isinstance(value, Timing) and value.within is not None for value in values)
