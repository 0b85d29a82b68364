"""Milestones of a promise in the words of OCDS: scheduled, met, partiallyMet, notMet, with the dates behind them."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, Literal, TypeAlias

from servanda.adapters.exchange.columns import LEGAL
from servanda.adapters.exchange.condition_text import moment_text
from servanda.commitments import axis_value, carried_out
from servanda.commitments.parts import in_effect, scopes_out
from servanda.records.commitment import Commitment, StatusEvent

Met: TypeAlias = Literal["scheduled", "met", "partiallyMet", "notMet"]
Milestone: TypeAlias = dict[str, Any]

_APPROVED = frozenset(LEGAL[LEGAL.index("domestically_approved") : LEGAL.index("ended")])
_SIGNED = frozenset({"signed", "provisionally_applied"})
_OVER = frozenset({"violated", "expired", "withdrawn", "released", "refused"})


def milestones(commitment: Commitment, as_of: datetime, *, renewed: bool) -> list[Milestone]:
    """The milestones of a promise as they stood at a moment; a refusal has none.

    Args:
        commitment: The promise, with the steps that were known.
        as_of: The moment.
        renewed: Whether a later version replaced it.
    """
    if commitment.kind == "refusal":
        return []
    found = [
        *_approval(commitment, as_of),
        *_delivery(commitment, as_of),
        *_renewal(commitment, as_of, renewed=renewed),
    ]
    return [*found, *_call(commitment, as_of), *_term(commitment, as_of)]


def _approval(commitment: Commitment, as_of: datetime) -> Iterator[Milestone]:
    legal = axis_value(commitment, "legal", as_of)
    status: Met = "met" if legal in _APPROVED else "partiallyMet" if legal in _SIGNED else "scheduled"
    if legal == "ended":
        status = "notMet"
    yield _milestone("approval", status, None, _steps(commitment, as_of, "legal", _APPROVED))


def _delivery(commitment: Commitment, as_of: datetime) -> Iterator[Milestone]:
    kept = [step for step in commitment.status if in_effect(step, as_of) and step.value in {"in_place", "satisfied"}]
    if carried_out(commitment, as_of):
        status: Met = "partiallyMet" if scopes_out(commitment, as_of) else "met"
    elif kept:
        status = "partiallyMet"
    else:
        status = "notMet" if _is_over(commitment, as_of) or _past(commitment.window.end, as_of) else "scheduled"
    dates = (*kept[:1], *_last(commitment, as_of, ("material", "stance")))
    yield _milestone("delivery", status, commitment.window.start, (kept[:1], list(dates)))


def _renewal(commitment: Commitment, as_of: datetime, *, renewed: bool) -> Iterator[Milestone]:
    if commitment.renewal_due is None:
        return
    status: Met = "met" if renewed else "notMet" if _past(commitment.renewal_due, as_of) else "scheduled"
    yield _milestone("renewal", status, commitment.renewal_due, ([], []))


def _call(commitment: Commitment, as_of: datetime) -> Iterator[Milestone]:
    """What is owed within a time of the call; the condition met is the nearest that is on record to a call."""
    call = commitment.activation
    if call is None or call.within_h is None:
        return
    met = [step for step in commitment.status if in_effect(step, as_of) and step.value == "detached"]
    since = max((step.effective_on or step.known_on for step in met), default=None)
    due = _after(since, call.within_h) if since else None
    late = _past(due, as_of) or _is_over(commitment, as_of)
    status: Met = "met" if carried_out(commitment, as_of) else "notMet" if late else "scheduled"
    yield {**_milestone("call", status, due, ([], met)), "onSilence": call.on_silence}


def _after(since: datetime, hours: int) -> datetime | None:
    """A moment so many hours later; none if no calendar holds it."""
    try:
        return since + timedelta(hours=hours)
    except OverflowError:
        return None


def _term(commitment: Commitment, as_of: datetime) -> Iterator[Milestone]:
    end = commitment.window.end
    if end is None:
        return
    over = _is_over(commitment, min(as_of, end)) or axis_value(commitment, "legal", min(as_of, end)) == "ended"
    status: Met = "notMet" if over else "met" if _past(end, as_of) else "scheduled"
    yield _milestone("term", status, end, ([], []))


def _steps(
    commitment: Commitment, as_of: datetime, axis: str, values: frozenset[str]
) -> tuple[list[StatusEvent], list[StatusEvent]]:
    known = [step for step in commitment.status if step.axis == axis and in_effect(step, as_of)]
    return [step for step in known if step.value in values][:1], known


def _last(commitment: Commitment, as_of: datetime, axes: tuple[str, ...]) -> list[StatusEvent]:
    return [step for step in commitment.status if step.axis in axes and in_effect(step, as_of)]


def _milestone(
    name: str, status: Met, due: datetime | None, steps: tuple[list[StatusEvent], list[StatusEvent]]
) -> Milestone:
    met, changed = steps
    dates = {
        "dueDate": moment_text(due) if due else None,
        "dateMet": met[0].occurred_on if met and status in {"met", "partiallyMet"} else None,
        "dateModified": moment_text(max(step.known_on for step in changed)) if changed else None,
    }
    return {"id": name, "type": name, "status": status, **{key: date for key, date in dates.items() if date}}


def _is_over(commitment: Commitment, as_of: datetime) -> bool:
    return axis_value(commitment, "stance", as_of) in _OVER


def _past(moment: datetime | None, as_of: datetime) -> bool:
    return moment is not None and moment <= as_of
