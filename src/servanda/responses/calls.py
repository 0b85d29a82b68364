"""Which commitments fall due with a step, which of them bind, and for what nobody stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, TypeAlias

from msgspec import structs

from servanda.commitments import Register, View, barred, stand
from servanda.records.commitment import Commitment, Label
from servanda.records.procedure import Step
from servanda.records.response import CalledCommitment
from servanda.wording import say

CallState: TypeAlias = Literal["due", "handshake", "open", "refused", "void"]

_BY_LABEL: dict[Label, CallState] = {"credible": "due", "handshake": "handshake", "open": "open", "void": "void"}
_STANDS: tuple[CallState, ...] = ("due", "handshake")


@dataclass(frozen=True)
class Promises:
    """The register as seen in one view, with the label of every commitment."""

    register: Register
    """Everything promised and refused."""
    view: View
    """From where it is looked at."""
    labels: Mapping[str, Label]
    """Commitment → how it stands."""

    @classmethod
    def seen(cls, register: Register, view: View) -> "Promises":
        """Label every commitment once."""
        return cls(register, view, stand(register, view))


def calls_of(
    step: Step, promises: Promises, *, sectors: Sequence[str], opens: datetime | None
) -> list[CalledCommitment]:
    """The commitments that a step calls on, by function and name.

    A commitment that certainly cannot serve any sector concerned is not called. One whose place is unspecified may or
    may not serve it: it is *open*, whatever its label. Refusals are named, so that nobody waits for them.

    Args:
        step: The step with the functions it calls on.
        promises: The register in its view.
        sectors: Sectors concerned, as far as they are certain; empty if none is.
        opens: When the step opens, if that is the same under every reading.
    """
    found = [
        _called(one, promises, sectors, opens)
        for function in sorted(set(step.calls_on))
        for one in promises.register.commitments
        if one.function == function and _concerned(one, promises, sectors)
    ]
    return sorted(found, key=lambda call: (call.function, call.commitment))


def if_called(call: CalledCommitment) -> CalledCommitment:
    """The same commitment while it is not certain that the step calls on it: nobody is bound, and no time runs."""
    if call.state not in _STANDS:
        return call
    return structs.replace(call, state="open", due=None, says=say("responses.call_uncertain"))


def missing_in(step: Step, promises: Promises, calls: Sequence[CalledCommitment], sectors: Sequence[str]) -> list[str]:
    """Functions for which nobody stands: `FUNCTION@SECTOR`, or `FUNCTION` alone where no sector is certain."""
    standing = [promises.register.by_id[call.commitment] for call in calls if call.state in _STANDS]
    names: list[str] = []
    for function in sorted(set(step.calls_on)):
        serving = [one for one in standing if one.function == function]
        if not sectors and not serving:
            names.append(function)
        names.extend(f"{function}@{sector}" for sector in sectors if not any(_serves(s, sector) for s in serving))
    return names


def _concerned(one: Commitment, promises: Promises, sectors: Sequence[str]) -> bool:
    known = any(status.known_on <= promises.view.as_of for status in one.status)
    if not known or barred(promises.register, promises.view, one) == "superseded":
        return False
    return not sectors or any(_serves(one, sector) is not False for sector in sectors)


def _serves(one: Commitment, sector: str) -> bool | None:
    """Whether a commitment may serve a sector; none if its place is not stated: *unspecified* is not *anywhere*."""
    if sector in one.caveats:
        return False
    return sector in one.sectors if isinstance(one.sectors, list) else None


def _called(one: Commitment, promises: Promises, sectors: Sequence[str], opens: datetime | None) -> CalledCommitment:
    state, reason = _state(one, promises, sectors)
    effect = opens + timedelta(hours=one.readiness_h) if opens is not None and one.readiness_h is not None else None
    return CalledCommitment(
        commitment=one.id,
        provider=one.provider,
        function=one.function,
        state=state,
        due=effect if state not in ("refused", "void") else None,
        says=say(f"responses.call_{reason}"),
    )


def _state(one: Commitment, promises: Promises, sectors: Sequence[str]) -> tuple[CallState, str]:
    bar = barred(promises.register, promises.view, one)
    if bar in ("refusal", "refused"):
        return "refused", "refused"
    state = _BY_LABEL[promises.labels[one.id]]
    if state in _STANDS and sectors and not any(_serves(one, sector) for sector in sectors):
        return "open", "place_unknown"
    return state, state
