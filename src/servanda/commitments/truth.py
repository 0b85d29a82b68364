"""What is known of the facts that conditions wait for. Unknown stays unknown."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from servanda.commitments.names import named
from servanda.commitments.register import EventValue, Register, View
from servanda.commitments.status import RUNGS, Barred, barred, carried_out, rung
from servanda.errors import InputError
from servanda.logic import Truth
from servanda.records.commitment import Commitment, Event
from servanda.records.condition import Guard

TRUTH: dict[str, Truth] = {"true": Truth.TRUE, "false": Truth.FALSE, "unknown": Truth.UNKNOWN}
"""Recorded value of an event → truth."""

_MAY_STILL: frozenset[Barred] = frozenset({
    "", "below-floor", "suspended", "not-known-yet", "violated", "rotated-out",
})  # fmt: skip
"""A promise that cannot count so may still be carried out, or become firmer."""


@dataclass(frozen=True)
class Fact:
    """One fact a condition waits for."""

    kind: Literal["event", "act", "rung", "time"]
    """Something that happens, that a guarantor does, that a promise reaches, or a moment that comes."""
    name: str
    """The event, or `done:…`, `rung:…`, `after:…`, `before:…`."""
    about: str
    """The event, commitment or moment concerned."""
    truth: Truth
    """What is known of it."""


def truth_of(event: Event, as_of: datetime, assume: EventValue | None = None) -> Truth:
    """What was known of an event at a moment: the last recorded state, or the assumed one; unknown before the first."""
    if assume is not None:
        return TRUTH[assume]
    known = [
        (state.known_on, place, state.value) for place, state in enumerate(event.states) if state.known_on <= as_of
    ]
    return TRUTH[max(known)[2]] if known else Truth.UNKNOWN


def fact_of(register: Register, view: View, guard: Guard, place: str) -> Fact:
    """The fact that a guard without parts waits for, and what is known of it.

    An act not yet done, a rung not yet reached and a moment not yet come are undecided, not false, unless the
    commitment concerned can no longer come to it, or the moment comes after the window of the promise that waits.

    Raises:
        InputError: `guard-unknown-reference` or `guard-unknown-rung`.
    """
    if guard.event is not None:
        return _event(register, view, guard.event, place)
    if guard.done is not None:
        other = _commitment(register, guard.done, place)
        return Fact(
            "act", named("done", other.id), other.id, _reached(register, view, other, carried_out(other, view.as_of))
        )
    if guard.rung is not None:
        return _rung(register, view, guard, place)
    if guard.not_before is not None:
        come = guard.not_before <= view.as_of
        moment = guard.not_before.isoformat()
        never = Truth.FALSE if _too_late(register, guard.not_before, place) else Truth.UNKNOWN
        return Fact("time", named("after", moment), moment, Truth.TRUE if come else never)
    if guard.not_after is not None:
        moment = guard.not_after.isoformat()
        return Fact(
            "time", named("before", moment), moment, Truth.TRUE if view.as_of < guard.not_after else Truth.FALSE
        )
    raise InputError("guard-not-a-fact", "The condition states no fact.", place=place, hint="See the guard's page.")


def _too_late(register: Register, moment: datetime, place: str) -> bool:
    """Whether a moment comes only when the window of the promise that waits for it is over."""
    waiting = register.by_id.get(place)
    return waiting is not None and waiting.window.end is not None and moment >= waiting.window.end


def _event(register: Register, view: View, name: str, place: str) -> Fact:
    event = register.event_by_id.get(name)
    if event is None:
        says = f"A condition names the event '{name}', which is not in the register."
        raise InputError("guard-unknown-reference", says, place=place, hint="Record the event or mend its name.")
    return Fact("event", name, name, truth_of(event, view.as_of, view.assume.get(name)))


def _rung(register: Register, view: View, guard: Guard, place: str) -> Fact:
    wanted = guard.rung
    if wanted is None or wanted.rung not in RUNGS:
        says = f"A condition names the rung '{wanted.rung if wanted else ''}'."
        raise InputError("guard-unknown-rung", says, place=place, hint=f"Rungs: {', '.join(RUNGS)}.")
    other = _commitment(register, wanted.commitment, place)
    high = RUNGS.index(rung(other, view.as_of)) >= next(n for n, name in enumerate(RUNGS) if name == wanted.rung)
    reached = high and not barred(register, view, other)
    return Fact("rung", named("rung", f"{other.id}>={wanted.rung}"), other.id, _reached(register, view, other, reached))


def _reached(register: Register, view: View, other: Commitment, reached: bool) -> Truth:  # noqa: FBT001 - private, one caller each
    if reached:
        return Truth.TRUE
    may_still = other.kind == "promise" and barred(register, view, other) in _MAY_STILL
    return Truth.UNKNOWN if may_still else Truth.FALSE


def _commitment(register: Register, name: str, place: str) -> Commitment:
    if name not in register.by_id:
        says = f"A condition names the commitment '{name}', which is not in the register."
        raise InputError("guard-unknown-reference", says, place=place, hint="Record it or mend its name.")
    return register.by_id[name]
