"""What is weak in a register: what, where, and how to mend it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from servanda.commitments.blocs import counted_through_members
from servanda.commitments.fixpoints import at_best, least, solve
from servanda.commitments.guards import atoms_of
from servanda.commitments.network import build
from servanda.commitments.register import STATED, Register, View, choose
from servanda.commitments.status import barred, latest
from servanda.errors import InputError
from servanda.records.commitment import Activation, Commitment
from servanda.records.condition import Guard
from servanda.records.record import Wording
from servanda.wording import say

_ALWAYS = Guard(all=[])
_NO_DRAFTS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class RegisterLint:
    """One weakness."""

    code: str
    """Stable identifier."""
    place: str
    """Commitment concerned."""
    says: Wording
    """What is weak."""
    hint: Wording
    """How to mend it."""
    severity: Literal["error", "warning", "note"]
    """An error makes the register unusable; a warning is a weakness of the promise; a note is for its reader."""


def lint_register(register: Register, view: View, drafts: Mapping[str, str] = _NO_DRAFTS) -> list[RegisterLint]:
    """Weaknesses of a register, by commitment and code.

    Args:
        register: The register.
        view: From where it is looked at; commitments that cannot count in it are left out, except for errors.
        drafts: Draft instrument → final text that replaces it.
    """
    found: list[RegisterLint] = []
    alive = [commitment for commitment in register.commitments if not barred(register, view, commitment)]
    for commitment in register.commitments:
        found += _errors(register, commitment)
    for commitment in alive:
        found += _of_one(commitment, view, drafts)
        found += _of_several(register, commitment, alive)
    if not any(lint.severity == "error" for lint in found):
        found += _handshakes(register, view)
    unique = {(lint.place, lint.code, lint.says["en"]): lint for lint in found}
    return [unique[key] for key in sorted(unique)]


def _lint(
    code: str, commitment: Commitment, severity: Literal["error", "warning", "note"], **values: object
) -> RegisterLint:
    says = say(f"commitments.lint-{code}", commitment=commitment.id, **values)
    return RegisterLint(code, commitment.id, says, say(f"commitments.hint-{code}"), severity)


def _conditions(commitment: Commitment) -> list[Guard]:
    return [commitment.condition, *(reading.condition for reading in commitment.readings)]


def _errors(register: Register, commitment: Commitment) -> Iterator[RegisterLint]:
    for condition in _conditions(commitment):
        try:
            guards = [atom.guard for atom in atoms_of(condition, commitment.id)]
        except InputError:
            yield _lint("guard-not-one-thing", commitment, "error")
            continue
        for name in (name for guard in guards for name in _unknown(register, guard)):
            yield _lint("unknown-reference", commitment, "error", item=name)
    if commitment.supersedes and commitment.supersedes not in register.by_id:
        yield _lint("unknown-reference", commitment, "error", item=commitment.supersedes)


def _unknown(register: Register, guard: Guard) -> list[str]:
    others = [guard.promised, guard.done, guard.rung.commitment if guard.rung else None]
    missing = [name for name in others if name is not None and name not in register.by_id]
    if guard.event is not None and guard.event not in register.event_by_id:
        missing.append(guard.event)
    return missing


def _of_one(commitment: Commitment, view: View, drafts: Mapping[str, str]) -> Iterator[RegisterLint]:
    provider = commitment.provider
    if commitment.quantity == "unquantified":
        yield _lint("no-quantity", commitment, "warning", provider=provider)
    if not isinstance(commitment.sectors, list):
        yield _lint("no-place", commitment, "warning", provider=provider, sectors=commitment.sectors)
    yield from _call(commitment)
    if commitment.renewal_due is not None and commitment.renewal_due <= view.as_of:
        yield _lint("renewal-past", commitment, "warning", provider=provider, when=commitment.renewal_due.isoformat())
    if commitment.instrument in drafts:
        final = drafts[commitment.instrument]
        yield _lint("draft-cited", commitment, "warning", draft=commitment.instrument, final=final)
    if commitment.readings and commitment.condition != commitment.readings[0].condition:
        yield _lint("face-differs", commitment, "warning", reading=commitment.readings[0].id)
    for step in commitment.status:
        if not step.support:
            yield _lint("status-without-support", commitment, "warning", value=step.value, axis=step.axis)
    legal = latest(commitment, "legal", view.as_of)
    if legal is not None and legal.value == "denunciation_notified" and commitment.window.end is None:
        yield _lint("leaving", commitment, "note", when=legal.occurred_on)


def _call(commitment: Commitment) -> Iterator[RegisterLint]:
    """What is missing for the promise to be called in, and to be late."""
    call = commitment.activation or Activation()
    if commitment.readiness_h is None and call.within_h is None:
        yield _lint("no-deadline", commitment, "warning", provider=commitment.provider)
    if commitment.condition == _ALWAYS:
        return  # nothing has to be established, so nobody's silence can stop it
    if not call.verifier:
        yield _lint("no-verifier", commitment, "warning", provider=commitment.provider)
    if call.on_silence == "undefined":
        yield _lint("no-default-on-silence", commitment, "warning", provider=commitment.provider)


def _of_several(register: Register, commitment: Commitment, alive: list[Commitment]) -> Iterator[RegisterLint]:
    yield from _in_two_units(commitment, register, alive)
    members = counted_through_members(register, commitment, alive) if commitment.provider in register.members else []
    if members:
        yield _lint("bloc-and-member", commitment, "note", provider=commitment.provider, members=members)
    if not commitment.instrument or not _promised(commitment):
        return
    signed = {other.provider for other in register.commitments if other.instrument == commitment.instrument}
    blocs = {member for bloc in signed for member in register.members.get(bloc, ())}
    for name in _promised(commitment):
        other = register.by_id.get(name)
        if other is not None and other.provider not in signed | blocs:
            yield _lint(
                "guard-on-non-signatory",
                commitment,
                "warning",
                instrument=commitment.instrument,
                other=name,
                provider=other.provider,
            )


def _in_two_units(commitment: Commitment, register: Register, alive: list[Commitment]) -> Iterator[RegisterLint]:
    """The same pledge in two units, such as two currencies: neither adds to the other, and no rate is invented."""
    before = register.by_id.get(commitment.supersedes)
    if before is not None and before.unit != commitment.unit and before.unit:
        units = [before.unit, commitment.unit or "–"]
        yield _lint("unit-changed", commitment, "note", other=before.id, units=units)
    twins = [other for other in alive if _same_pledge(other, commitment) and other.id > commitment.id]
    for twin in twins:
        yield _lint("two-units", commitment, "warning", other=twin.id, units=[commitment.unit, twin.unit])


def _same_pledge(one: Commitment, other: Commitment) -> bool:
    both = isinstance(one.quantity, int) and isinstance(other.quantity, int) and bool(one.unit) and bool(other.unit)
    return both and one.unit != other.unit and _what(one) == _what(other)


def _what(one: Commitment) -> tuple[object, ...]:
    return one.kind, one.provider, one.beneficiary, one.instrument, one.function, one.sectors, one.phases, one.window


def _promised(commitment: Commitment) -> list[str]:
    try:
        atoms = [atom for condition in _conditions(commitment) for atom in atoms_of(condition, commitment.id)]
    except InputError:
        return []
    return sorted({atom.guard.promised for atom in atoms if atom.guard.promised is not None})


def _handshakes(register: Register, view: View) -> Iterator[RegisterLint]:
    net = build(register, choose(register, view, STATED))
    founded = least(net, at_best(net))
    possible = solve(net).possible
    for node, commitment in enumerate(register.commitments):
        if possible[node] and not founded[node]:
            yield _lint("handshake-only", commitment, "warning", provider=commitment.provider)
