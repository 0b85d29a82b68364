"""What the guards of a procedure's steps ask for."""

from collections.abc import Iterator

from servanda.records.procedure import Procedure
from servanda.records.term import Condition, Counted


def counted_by(procedure: Procedure) -> list[Counted]:
    """What the guards of a procedure count, in the order of its steps."""
    guards = [step.only_if for step in procedure.steps if step.only_if is not None]
    return [condition.findings for guard in guards for condition in _parts(guard) if condition.findings is not None]


def _parts(condition: Condition) -> Iterator[Condition]:
    """A condition and all it joins."""
    yield condition
    inner = [condition.not_] if condition.not_ is not None else []
    for part in (*(condition.all or []), *(condition.any or []), *inner):
        yield from _parts(part)
