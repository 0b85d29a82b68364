"""What is weak in a register: what, where, and how to mend it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any, TypeAlias

from servanda.commitments.bulk import without_cycles
from servanda.commitments.fixpoints import at_best, least, model_of
from servanda.commitments.lint_among import Among
from servanda.commitments.lint_names import lint_names
from servanda.commitments.loops import loops_of
from servanda.commitments.network import build
from servanda.commitments.register import STATED, Register, View, choose
from servanda.commitments.shape import UNCONDITIONAL, ends_of
from servanda.commitments.status import bars, latest
from servanda.commitments.versions import present_of
from servanda.commitments.weakness import RegisterLint, each_once, weak
from servanda.errors import InputError
from servanda.records.commitment import Activation, Commitment
from servanda.records.condition import Guard

Ends: TypeAlias = Sequence[tuple[str, Any]]
"""What a condition speaks of, at its ends."""

_NAMING = frozenset({"event", "promised", "done", "rung"})
_NO_DRAFTS: Mapping[str, str] = MappingProxyType({})


def lint_register(register: Register, view: View, drafts: Mapping[str, str] = _NO_DRAFTS) -> list[RegisterLint]:
    """Weaknesses of a register, by commitment and code.

    Args:
        register: The register.
        view: From where it is looked at; commitments that cannot count in it are left out, except for errors.
        drafts: Draft instrument → final text that replaces it.
    """
    with without_cycles():
        return each_once(_found(register, view, drafts))


def _found(register: Register, view: View, drafts: Mapping[str, str]) -> list[RegisterLint]:
    found = list(lint_names(register))
    barred = bars(register, view)
    alive = [one for one, bar in zip(register.commitments, barred, strict=True) if not bar]
    among = Among(register, alive)
    for commitment, bar in zip(register.commitments, barred, strict=True):
        ends = [_ends(condition, commitment.id) for condition in _conditions(commitment)]
        found += _errors(register, commitment, ends)
        if not bar:
            found += _of_one(commitment, view, drafts)
            found += among.lints(commitment, _promised(ends))
            if register.successors:
                found += _replaced(register, commitment, ends, view.as_of)
    if not any(lint.severity == "error" for lint in found):
        found += _handshakes(register, view)
    return found


def _conditions(commitment: Commitment) -> list[Guard]:
    return [commitment.condition, *(reading.condition for reading in commitment.readings)]


def _ends(condition: Guard, place: str) -> Ends | None:
    """What a condition speaks of; nothing if one of its parts states not exactly one thing."""
    try:
        return ends_of(condition, place)
    except InputError:
        return None


def _promised(ends: Sequence[Ends | None]) -> Collection[str]:
    if None in ends:
        return ()
    return {value for some in ends if some for name, value in some if name == "promised"}


def _errors(register: Register, commitment: Commitment, ends: Sequence[Ends | None]) -> Iterator[RegisterLint]:
    for some in ends:
        if some is None:
            yield weak("guard-not-one-thing", commitment, "error")
            continue
        for name, value in some:
            if name in _NAMING and (item := _named(name, value)) not in _known(register, name):
                yield weak("unknown-reference", commitment, "error", item=item)
    if commitment.supersedes:
        yield from _of_another(register, commitment)


def _of_another(register: Register, commitment: Commitment) -> Iterator[RegisterLint]:
    """An earlier version that is not there, or is another provider's: it replaces nothing then."""
    earlier = register.by_id.get(commitment.supersedes)
    if earlier is None:
        yield weak("unknown-reference", commitment, "error", item=commitment.supersedes)
    elif earlier.provider != commitment.provider:
        who = {"provider": commitment.provider, "other": earlier.id, "whose": earlier.provider}
        yield weak("supersedes-foreign", commitment, "error", **who)


def _replaced(
    register: Register, commitment: Commitment, ends: Sequence[Ends | None], as_of: datetime
) -> Iterator[RegisterLint]:
    """Promises that the conditions name in a version that was replaced."""
    named = {_named(name, value) for some in ends if some for name, value in some if name in _NAMING - {"event"}}
    for name in sorted(named & register.successors.keys()):
        now = present_of(register, name, as_of)
        if list(now) != [name]:
            yield weak("names-old-version", commitment, "note", other=name, now=list(now))


def _named(name: str, value: Any) -> str:  # noqa: ANN401 - what a guard states
    named: str = value.commitment if name == "rung" else value
    return named


def _known(register: Register, name: str) -> Collection[str]:
    return register.event_by_id if name == "event" else register.by_id


def _of_one(commitment: Commitment, view: View, drafts: Mapping[str, str]) -> Iterator[RegisterLint]:
    provider = commitment.provider
    if commitment.quantity == "unquantified":
        yield weak("no-quantity", commitment, "warning", provider=provider)
    if not isinstance(commitment.sectors, list):
        yield weak("no-place", commitment, "warning", provider=provider, sectors=commitment.sectors)
    yield from _call(commitment)
    if commitment.renewal_due is not None and commitment.renewal_due <= view.as_of:
        yield weak("renewal-past", commitment, "warning", provider=provider, when=commitment.renewal_due.isoformat())
    if commitment.instrument in drafts:
        final = drafts[commitment.instrument]
        yield weak("draft-cited", commitment, "warning", draft=commitment.instrument, final=final)
    if commitment.readings and commitment.condition != commitment.readings[0].condition:
        yield weak("face-differs", commitment, "warning", reading=commitment.readings[0].id)
    for step in commitment.status:
        if not step.support:
            yield weak("status-without-support", commitment, "warning", value=step.value, axis=step.axis)
    if commitment.window.end is None and any(step.value == "denunciation_notified" for step in commitment.status):
        yield from _leaving(commitment, view)


def _leaving(commitment: Commitment, view: View) -> Iterator[RegisterLint]:
    legal = latest(commitment, "legal", view.as_of)
    if legal is not None and legal.value == "denunciation_notified":
        yield weak("leaving", commitment, "note", when=legal.occurred_on)


def _call(commitment: Commitment) -> Iterator[RegisterLint]:
    """What is missing for the promise to be called in, and to be late."""
    call = commitment.activation or Activation()
    if commitment.readiness_h is None and call.within_h is None:
        yield weak("no-deadline", commitment, "warning", provider=commitment.provider)
    if commitment.condition == UNCONDITIONAL:
        return  # nothing has to be established, so nobody's silence can stop it
    if not call.verifier:
        yield weak("no-verifier", commitment, "warning", provider=commitment.provider)
    if call.on_silence == "undefined":
        yield weak("no-default-on-silence", commitment, "warning", provider=commitment.provider)


def _handshakes(register: Register, view: View) -> Iterator[RegisterLint]:
    net = build(register, choose(register, view, STATED))
    founded = least(net, at_best(net))
    possible = model_of(net).possible
    for node, commitment in enumerate(register.commitments):
        if possible[node] and not founded[node]:
            yield weak("handshake-only", commitment, "warning", provider=commitment.provider)
    for loop in loops_of(net):
        if loop.odd:
            first = register.by_id[loop.commitments[0]]
            yield weak("incoherent", first, "warning", provider=first.provider, loop=loop.commitments)
