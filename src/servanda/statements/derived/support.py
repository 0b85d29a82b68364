"""What a case asserts, and the accepted statements each assertion rests on; an assertion without any is unsupported.

Sources are named beside statements, but a page is no statement: only what was read from a text and accepted by a person
carries an assertion.
"""

from collections.abc import Collection, Iterable, Iterator
from typing import Literal, TypeAlias

import msgspec

from servanda.records.commitment import Commitment, Event
from servanda.records.plan import Plan
from servanda.records.record import Wording

AssertedKind: TypeAlias = Literal["commitment", "status", "reading", "event", "event-state", "requirement"]
"""What sort of thing a case asserts."""


class Asserted(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that a record of the case asserts."""

    kind: AssertedKind
    """What sort of thing."""
    id: str
    """The record; for a part of it, `RECORD#PART`."""
    says: Wording
    """What it says; empty for a step of a history."""
    support: list[str]
    """What the record names as its support."""


class Backing(msgspec.Struct, frozen=True, kw_only=True):
    """An assertion with the accepted statements among its support."""

    asserted: Asserted
    """The assertion."""
    statements: list[str]
    """Accepted statements it names, in its order; empty if it is unsupported."""


def backing(asserted: Iterable[Asserted], accepted: Collection[str]) -> list[Backing]:
    """Each assertion with the accepted statements it rests on.

    Args:
        asserted: What the case asserts.
        accepted: Names of the accepted statements.
    """
    return [
        Backing(asserted=one, statements=[name for name in dict.fromkeys(one.support) if name in accepted])
        for one in asserted
    ]


def asserted_by(
    commitments: Iterable[Commitment], events: Iterable[Event], plan: Plan | None = None
) -> Iterator[Asserted]:
    """Everything that a register and a plan assert: promises and their histories, readings, events, needs."""
    for promise in commitments:
        yield Asserted(kind="commitment", id=promise.id, says=promise.says, support=promise.support)
        for number, step in enumerate(promise.status):
            yield Asserted(kind="status", id=f"{promise.id}#{number}-{step.value}", says={}, support=step.support)
        for reading in promise.readings:
            name = f"{promise.id}#{reading.id}"
            yield Asserted(kind="reading", id=name, says=reading.says, support=reading.support)
    for event in events:
        named = [name for state in event.states for name in state.support]
        yield Asserted(kind="event", id=event.id, says=event.says, support=named)
        for number, state in enumerate(event.states):
            yield Asserted(kind="event-state", id=f"{event.id}#{number}-{state.value}", says={}, support=state.support)
    for need in plan.requirements if plan else ():
        yield Asserted(kind="requirement", id=need.id, says={}, support=need.support)
