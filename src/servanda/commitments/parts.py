"""What is left of a promise after partial acts: a withdrawal from one sector is not a withdrawal from all."""

from collections.abc import Iterable
from datetime import datetime

from servanda.records.commitment import Commitment, Scope, StatusEvent
from servanda.records.record import Amount

ENDING = frozenset({"suspended", "expired", "withdrawn", "released", "refused", "ended", "rotated_out"})
"""Steps that end or suspend a promise, or a part of it."""

BARRING = ENDING | {"violated"}
"""Steps that take a promise, or a part of it, out of what counts."""

RESTORING = frozenset({
    "conditional", "detached",
    "statement", "political", "signed", "provisionally_applied", "domestically_approved", "in_force",
    "indicative", "quantified", "allocated", "ready", "in_place",
})  # fmt: skip
"""Steps that bring back what was taken out on their axis; a notice, a breach or a performance brings nothing back."""


def in_effect(step: StatusEvent, as_of: datetime) -> bool:
    """Whether a step was known at a moment and had taken effect by then."""
    return step.known_on <= as_of and (step.effective_on is None or step.effective_on <= as_of)


def is_partial(step: StatusEvent) -> bool:
    """Whether a step concerns a part of the promise; a scope that names nothing is the whole."""
    scope = step.scope
    return scope is not None and (scope.quantity is not None or bool(scope.sectors or scope.phases))


def _has_parts(commitment: Commitment) -> bool:
    for step in commitment.status:  # noqa: SIM110 - asked of every promise several times, and twice as fast so
        if step.scope is not None:
            return True
    return False


def scopes_out(commitment: Commitment, as_of: datetime) -> list[Scope]:
    """Parts of a promise that are withdrawn, suspended or ended at a moment.

    A later step on the same axis that restores brings back the same part, or the whole if it names no part. The same
    part that is out on two axes is out once.
    """
    if not _has_parts(commitment):
        return []
    out: dict[str, list[Scope]] = {}
    for step in sorted(commitment.status, key=lambda step: step.known_on):
        if not in_effect(step, as_of):
            continue
        parts = out.setdefault(step.axis, [])
        if step.value in BARRING and step.scope is not None and is_partial(step):
            parts.append(step.scope)
        elif step.value in RESTORING:
            out[step.axis] = [one for one in parts if is_partial(step) and one != step.scope]
    return _once(out.values())


def _once(axes: Iterable[list[Scope]]) -> list[Scope]:
    """Parts that are out on some axis, each as often as on the axis that names it most often."""
    found: list[Scope] = []
    for scopes in axes:
        left = list(found)
        for scope in scopes:
            if scope in left:
                left.remove(scope)
            else:
                found.append(scope)
    return found


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


def in_phase(commitment: Commitment, phase: str) -> bool:
    """Whether a promise is meant for a phase; one that names none is meant for all, an empty name stands for any."""
    return not phase or not commitment.phases or phase in commitment.phases


def somewhere(commitment: Commitment, as_of: datetime) -> bool:
    """Whether a promise may serve anywhere: some sector and phase is neither excluded nor withdrawn.

    Without a list of sectors, or of phases, nobody knows which there are, so parts never add up to all of them.
    """
    placed = isinstance(commitment.sectors, list) and bool(commitment.sectors)
    if not (placed and commitment.caveats) and not _has_parts(commitment):
        return True
    sectors = [one for one in commitment.sectors if one not in commitment.caveats] if placed else [""]
    return any(
        not is_out(commitment, as_of, sector=sector, phase=phase)
        for sector in sectors
        for phase in commitment.phases or [""]
    )
