"""What is left of a promise after partial acts: a withdrawal from one sector is not a withdrawal from all."""

from datetime import datetime

from servanda.records.commitment import Commitment, Scope, StatusEvent
from servanda.records.record import Amount

ENDING = frozenset({"suspended", "expired", "withdrawn", "released", "refused", "ended", "rotated_out"})
"""Steps that take a promise, or a part of it, out of what counts."""


def in_effect(step: StatusEvent, as_of: datetime) -> bool:
    """Whether a step was known at a moment and had taken effect by then."""
    return step.known_on <= as_of and (step.effective_on is None or step.effective_on <= as_of)


def scopes_out(commitment: Commitment, as_of: datetime) -> list[Scope]:
    """Parts of a promise that are withdrawn, suspended or ended at a moment.

    A later step on the same axis that ends nothing brings back the same part, or the whole if it names no part.
    """
    for step in commitment.status:
        if step.scope is not None:
            break
    else:
        return []
    out: dict[str, list[Scope]] = {}
    for step in sorted(commitment.status, key=lambda step: step.known_on):
        if in_effect(step, as_of) and step.value in ENDING and step.scope is not None:
            out.setdefault(step.axis, []).append(step.scope)
        elif in_effect(step, as_of) and step.value not in ENDING:
            kept = [one for one in out.get(step.axis, []) if step.scope is not None and one != step.scope]
            out[step.axis] = kept
    return [scope for scopes in out.values() for scope in scopes]


def amount_left(commitment: Commitment, as_of: datetime) -> Amount:
    """The stated amount less the parts of it that are out; never below nothing."""
    if not isinstance(commitment.quantity, int):
        return commitment.quantity
    out = scopes_out(commitment, as_of)
    return max(0, commitment.quantity - sum(scope.quantity or 0 for scope in out)) if out else commitment.quantity


def is_out(commitment: Commitment, as_of: datetime, *, sector: str, phase: str) -> bool:
    """Whether a promise is withdrawn from one sector in one phase; an empty name stands for any."""
    out = scopes_out(commitment, as_of)
    return bool(out) and any(
        scope.quantity is None
        and (not scope.sectors or sector in scope.sectors)
        and (not scope.phases or phase in scope.phases)
        for scope in out
    )
