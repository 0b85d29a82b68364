"""Where a promise stands for a call: bound, waiting, refused, suspended, withdrawn, over; since when, by what act."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import Literal, TypeAlias

from servanda.commitments import Barred, Register, View, barred, condition_of, stand
from servanda.records.commitment import Commitment, Label, StatusEvent
from servanda.records.condition import Guard
from servanda.records.record import Wording
from servanda.wording import say

CallState: TypeAlias = Literal["due", "handshake", "open", "refused", "suspended", "withdrawn", "void"]

STANDS: tuple[CallState, ...] = ("due", "handshake")
"""States in which somebody is bound."""

_BY_LABEL: dict[Label, CallState] = {"credible": "due", "handshake": "handshake", "open": "open", "void": "void"}
_BY_BAR: dict[Barred, CallState] = {
    "refusal": "refused",
    "refused": "refused",
    "suspended": "suspended",
    "withdrawn": "withdrawn",
    "withdrawn-in-view": "withdrawn",
}


@dataclass(frozen=True)
class Promises:
    """The register as seen in one view, with the label of every commitment."""

    register: Register
    """Everything promised and refused."""
    view: View
    """From where it is looked at."""
    labels: Mapping[str, Label]
    """Commitment → how it stands."""
    _earlier: dict[datetime, Mapping[str, Label]] = field(default_factory=dict, compare=False)

    @classmethod
    def seen(cls, register: Register, view: View) -> "Promises":
        """Label every commitment once."""
        return cls(register, view, stand(register, view))

    @cached_property
    def changes(self) -> list[datetime]:
        """Moments at which anything in the register became known or took effect, sorted."""
        moments = {state.known_on for event in self.register.events for state in event.states}
        for one in self.register.commitments:
            moments |= {step.known_on for step in one.status}
            moments |= {step.effective_on for step in one.status if step.effective_on is not None}
            moments |= {edge for edge in (one.window.start, one.window.end) if edge is not None}
            moments |= set(_named_in(condition_of(one, self.view)))
        return sorted(moments)

    def stood_at(self, moment: datetime, commitment: str) -> bool:
        """Whether a commitment stood at an earlier moment, by what was known then."""
        if moment not in self._earlier:
            self._earlier[moment] = stand(self.register, replace(self.view, as_of=moment))
        return _BY_LABEL[self._earlier[moment][commitment]] in STANDS


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one promise stands for a call."""

    state: CallState
    """The state."""
    says: Wording
    """Why."""
    since: str = ""
    """EDTF date of the act that brought it there; empty if there is none."""
    support: tuple[str, ...] = ()
    """Statements or sources of that act."""


def standing(one: Commitment, promises: Promises, opens: datetime | None) -> Standing:
    """Where a promise stands, for a call at a moment that may lie ahead.

    Args:
        one: The promise.
        promises: The register in its view.
        opens: When it would be called on; none if that is not known.
    """
    bar = barred(promises.register, promises.view, one)
    if bar == "withdrawn-in-view":
        return Standing("withdrawn", say("responses.call_assumed_gone"))
    if bar in _BY_BAR or bar in ("expired", "released", "ended"):
        return _left(one, bar, promises.view.as_of)
    over = one.window.end
    if over is not None and (bar == "window-over" or (opens is not None and over <= opens)):
        return Standing("void", say("responses.call_over", at=over))
    state = _BY_LABEL[promises.labels[one.id]]
    return Standing(state, say(f"responses.call_{state}"))


def detached_at(one: Commitment, promises: Promises, opens: datetime) -> datetime:
    """From when a promise that stands is called on: not before its own condition held.

    A call cannot make a promise late for a time in which it did not yet bind, even if the step opened earlier.
    """
    starts = max(opens, one.window.start or opens)
    now = promises.view.as_of
    if starts >= now or promises.stood_at(starts, one.id):
        return starts
    since = now
    for moment in reversed([moment for moment in promises.changes if starts < moment <= now]):
        if not promises.stood_at(moment, one.id):
            break
        since = moment
    return since


def _named_in(guard: Guard) -> Iterator[datetime]:
    """Moments that a condition names."""
    yield from (moment for moment in (guard.not_before, guard.not_after) if moment is not None)
    several = [*(guard.all or ()), *(guard.any or ()), *(guard.at_least.of if guard.at_least is not None else ())]
    for part in [*several, *([guard.unless] if guard.unless is not None else [])]:
        yield from _named_in(part)


def _left(one: Commitment, bar: Barred, as_of: datetime) -> Standing:
    reason = "refused" if bar == "refusal" else bar
    state = _BY_BAR.get(bar, "void")
    act = _act(one, reason, as_of) or (_said(one, as_of) if bar == "refusal" else None)
    if act is None:
        key = "responses.call_refused" if reason == "refused" else "responses.call_part_by_part"
        return Standing(state, say(key), support=tuple(one.support))
    says = say(f"responses.call_{reason}_since", since=act.occurred_on, acts=list(act.support))
    return Standing(state, says, act.occurred_on, tuple(act.support))


def _said(one: Commitment, as_of: datetime) -> StatusEvent | None:
    """The first step that was known of a refusal: the act by which it was said."""
    known = [step for step in one.status if step.scope is None and step.known_on <= as_of]
    return min(known, key=lambda step: step.known_on, default=None)


def _act(one: Commitment, value: str, as_of: datetime) -> StatusEvent | None:
    """The last step of the whole promise to a value that was known and in effect at a moment."""
    steps = [step for step in one.status if step.value == value and step.scope is None]
    known = [step for step in steps if max(step.known_on, step.effective_on or step.known_on) <= as_of]
    return max(known, key=lambda step: step.known_on, default=None)
