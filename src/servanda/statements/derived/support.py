"""What a case asserts, and the accepted statements each assertion rests on; an assertion without any is unsupported.

Sources are named beside statements, but a page is no statement: only what was read from a text and accepted by a person
carries an assertion.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, TypeAlias

import msgspec

from servanda.records.commitment import Commitment, Event
from servanda.records.plan import Plan
from servanda.records.record import Wording
from servanda.records.statement import Statement
from servanda.statements.derived.basis import feeds

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
    firm: bool = True
    """Whether it asserts that something is so; rival readings and what is undecided assert no such thing."""


class Backing(msgspec.Struct, frozen=True, kw_only=True):
    """An assertion with the accepted statements among its support."""

    asserted: Asserted
    """The assertion."""
    statements: list[str]
    """Accepted statements it names, in its order; empty if it is unsupported."""


def backing(asserted: Iterable[Asserted], accepted: Sequence[Statement]) -> list[Backing]:
    """Each assertion with the accepted statements it rests on.

    What asserts that something is so rests on none that is only possible or unknown.

    Args:
        asserted: What the case asserts.
        accepted: The accepted statements.
    """
    every, firm = {one.id for one in accepted}, {one.id for one in accepted if feeds(one)}
    return [
        Backing(
            asserted=one,
            statements=[name for name in dict.fromkeys(one.support) if name in (firm if one.firm else every)],
        )
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
            yield Asserted(kind="reading", id=name, says=reading.says, support=reading.support, firm=False)
    for event in events:
        named = [name for state in event.states for name in state.support]
        yield Asserted(kind="event", id=event.id, says=event.says, support=named, firm=False)
        for number, state in enumerate(event.states):
            name, settled = f"{event.id}#{number}-{state.value}", state.value != "unknown"
            yield Asserted(kind="event-state", id=name, says={}, support=state.support, firm=settled)
    for need in plan.requirements if plan else ():
        yield Asserted(kind="requirement", id=need.id, says={}, support=need.support)
