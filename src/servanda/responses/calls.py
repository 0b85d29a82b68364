"""Which commitments a step calls on, who is bound to do what by when, and for what nobody stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from msgspec import structs

from servanda.commitments import barred, is_out, needs_each
from servanda.records.commitment import Activation, Commitment
from servanda.records.procedure import OnSilence, Step
from servanda.records.record import Wording
from servanda.records.response import CalledCommitment
from servanda.responses.standing import STANDS, Promises, Standing, detached_at, standing
from servanda.wording import say

_UNSTATED = Activation()


@dataclass(frozen=True, slots=True)
class Calling:
    """A step while it calls on commitments."""

    step: Step
    """The step with the functions it calls on."""
    sectors: Sequence[str] = ()
    """Sectors concerned, as far as they are certain; empty if none is."""
    opens: datetime | None = None
    """When it opens; none if that is not known or differs between readings."""
    due: datetime | None = None
    """When its time runs out; none if it has none or readings differ."""
    findings: Sequence[str] = ()
    """Findings that started the procedure."""
    as_of: datetime | None = None
    """The moment asked for; in a rehearsal that of the assumed breach."""

    @property
    def begun(self) -> bool:
        """Whether the step has opened by the moment asked for."""
        return self.opens is not None and self.as_of is not None and self.opens <= self.as_of


def calls_of(calling: Calling, promises: Promises) -> list[CalledCommitment]:
    """The commitments that a step calls on, by function and name.

    A commitment that certainly cannot serve any sector concerned is not called. One whose place is unspecified may or
    may not serve it: it is *open*, whatever its label. Refusals are named, so that nobody waits for them.

    Args:
        calling: The step and its times.
        promises: The register in its view.
    """
    found = [
        _called(one, calling, promises)
        for function in sorted(set(calling.step.calls_on))
        for one in promises.register.commitments
        if one.function == function and _concerned(one, promises, calling.sectors)
    ]
    return sorted(_with_needs(found, promises), key=lambda call: (call.function, call.commitment))


def if_called(call: CalledCommitment) -> CalledCommitment:
    """The same commitment while it is not certain that the step calls on it: nobody is bound, and no time runs."""
    uncertain = structs.replace(call, called=False, detached_by=[])
    if call.state not in STANDS:
        return uncertain
    says = say("responses.call_uncertain")
    return structs.replace(uncertain, state="open", due=None, clock="", ready_at=None, says=says)


def missing_in(calling: Calling, promises: Promises, calls: Sequence[CalledCommitment]) -> list[str]:
    """Functions for which nobody stands: `FUNCTION@SECTOR`, or `FUNCTION` alone where no sector is certain."""
    bound = [promises.register.by_id[call.commitment] for call in calls if call.state in STANDS]
    names: list[str] = []
    for function in sorted(set(calling.step.calls_on)):
        serving = [one for one in bound if one.function == function]
        if not calling.sectors and not serving:
            names.append(function)
        lacking = (at for at in calling.sectors if not any(_serves(one, at, promises) for one in serving))
        names.extend(f"{function}@{sector}" for sector in lacking)
    return names


def _with_needs(calls: Sequence[CalledCommitment], promises: Promises) -> list[CalledCommitment]:
    """Promises that wait, or lean on others, with what they wait for."""
    waiting = [one.commitment for one in calls if promises.labels[one.commitment] in ("open", "handshake")]
    needs = needs_each(promises.register, promises.view, waiting)
    told = []
    for call in calls:
        missing = [need.says for need in needs.get(call.commitment, ()) if not need.met and not need.against]
        if call.state in ("open", "handshake") and missing:
            waits = say(f"responses.call_{call.state}_for", missing=missing)
            told.append(structs.replace(call, says={lang: f"{call.says[lang]} {waits[lang]}" for lang in waits}))
        else:
            told.append(call)
    return told


def _concerned(one: Commitment, promises: Promises, sectors: Sequence[str]) -> bool:
    known = any(status.known_on <= promises.view.as_of for status in one.status)
    if not known or barred(promises.register, promises.view, one) == "superseded":
        return False
    return not sectors or any(_serves(one, sector, promises) is not False for sector in sectors)


def _serves(one: Commitment, sector: str, promises: Promises) -> bool | None:
    """Whether a commitment may serve a sector; none if its place is not stated: *unspecified* is not *anywhere*."""
    if sector in one.caveats or is_out(one, promises.view.as_of, sector=sector, phase=""):
        return False
    return sector in one.sectors if isinstance(one.sectors, list) else None


def _called(one: Commitment, calling: Calling, promises: Promises) -> CalledCommitment:
    found = _standing(one, calling, promises)
    silence, silence_says = _silence(one, calling.step)
    called = calling.begun
    return _timed(
        CalledCommitment(
            commitment=one.id,
            provider=one.provider,
            function=one.function,
            does=one.says,
            state=found.state,
            called_at=calling.opens,
            called=called,
            detached_by=list(calling.findings) if called and found.state in STANDS else [],
            step_due=calling.due,
            if_silent=silence,
            if_silent_says=silence_says,
            since=found.since,
            support=list(found.support),
            says=found.says,
        ),
        one,
        promises,
    )


def _standing(one: Commitment, calling: Calling, promises: Promises) -> Standing:
    found = standing(one, promises, calling.opens)
    if found.state not in STANDS:
        return found
    callers = (one.activation or _UNSTATED).called_by
    if callers and not set(callers) & set(calling.step.who):
        return Standing("open", say("responses.call_by_others", names=callers))
    sectors = calling.sectors
    if sectors and not any(_serves(one, sector, promises) for sector in sectors):
        return Standing("open", say("responses.call_place_unknown"))
    return found


def _timed(call: CalledCommitment, one: Commitment, promises: Promises) -> CalledCommitment:
    """With the clock that governs: what the promise allows from the call, else its readiness, else the step's time."""
    if call.state not in STANDS or call.called_at is None:
        return call
    start = detached_at(one, promises, call.called_at)
    within, ready = ((_hours(start, hours)) for hours in ((one.activation or _UNSTATED).within_h, one.readiness_h))
    clocks: list[tuple[Literal["promise", "readiness", "step"], datetime | None]] = [
        ("promise", within),
        ("readiness", ready),
        ("step", call.step_due),
    ]
    clock, due = next(((name, moment) for name, moment in clocks if moment is not None), ("", None))
    says = call.says
    if ready is not None and call.step_due is not None and ready > call.step_due:
        late = say("responses.call_ready_late", ready=ready, at=call.step_due)
        says = {lang: f"{says[lang]} {late[lang]}" for lang in says}
    return structs.replace(call, called_at=start, due=due, clock=clock, ready_at=ready, says=says)


def _hours(start: datetime, hours: int | None) -> datetime | None:
    return None if hours is None else start + timedelta(hours=hours)


def _silence(one: Commitment, step: Step) -> tuple[OnSilence, Wording]:
    """What silence means for a promise: what its own text says, else what the step's silence leads to."""
    own = (one.activation or _UNSTATED).on_silence
    if own != "undefined":
        return own, say(f"responses.call_own_silence_{own}")
    return step.if_silent, say(f"responses.call_silence_{step.if_silent}")
