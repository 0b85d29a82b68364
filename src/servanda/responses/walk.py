"""One walk through a procedure under one choice of readings: which step opens, runs out, ends, and when.

A table of steps is followed from the trigger, each step at most once, so that a text that leads back to an earlier step
ends here too. Times beyond the moment asked for are what would happen if nobody spoke any more.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from servanda.logic import Truth
from servanda.records.open_term import Timing
from servanda.records.procedure import Procedure, Step
from servanda.records.time import Interval
from servanda.responses.gate import gate_of
from servanda.responses.gates import Gate
from servanda.responses.ground import Doubt, Ground, Passage
from servanda.responses.passing import closing, due, later, prolonged
from servanda.responses.running import run
from servanda.responses.worlds import question_of, timing_of
from servanda.wording import say

_UNTIMED = Timing()


@dataclass(frozen=True, slots=True)
class _Anchor:
    """What a time counts from."""

    at: datetime | None = None
    """The moment; none without doubt if it is merely still to come."""
    ran_out: bool = False
    """True if it is the end of a step whose own time ran out in silence."""
    doubts: tuple[Doubt, ...] = ()
    """Why it is not known."""

    def begins(self, ground: Ground, timing: Timing) -> datetime | None:
        """When something begins that waits so long after it, as the instrument counts."""
        if self.at is None or timing.after is None:
            return None
        anchor = self._counted_from(self.at, ground, timing.after)
        return later(ground.agreement, anchor, timing.after, timing.counted_in)

    def ends(self, ground: Ground, timing: Timing) -> datetime | None:
        """When a period that it begins has run out, as the instrument counts."""
        if self.at is None or timing.within is None:
            return None
        anchor = self._counted_from(self.at, ground, timing.within)
        return due(ground.agreement, anchor, timing.within, timing.counted_in)

    def _counted_from(self, at: datetime, ground: Ground, duration: str) -> datetime:
        return closing(ground.agreement, at, duration) if self.ran_out else at


def walk(ground: Ground) -> dict[str, Passage]:
    """Walk through a procedure.

    Args:
        ground: Instrument, start, acts, judgements and the readings of this walk.

    Returns:
        One passage for each step, by its name, in the order of the text.
    """
    passed: dict[str, Passage] = {}
    turn: datetime | None = ground.start.at
    over: datetime | None = None
    for step in chain(ground.procedure):
        passage = Passage(step.id, over=over) if over is not None else _passage(ground, step, turn, passed)
        passed[step.id] = passage
        turn = passage.ended
        over = over or (passage.ended or ground.start.at if _ends_here(step, passage) else None)
    return {step.id: passed.get(step.id, Passage(step.id, over=ground.start.at)) for step in ground.procedure.steps}


def ending(ground: Ground, passed: Mapping[str, Passage]) -> datetime | None:
    """When the procedure ends; none if it does not, or if nobody can say."""
    steps = chain(ground.procedure)
    if not steps:
        return ground.start.at
    ends = [passed[step.id] for step in steps if _ends_here(step, passed[step.id])]
    return ends[0].ended if ends else None


def chain(procedure: Procedure) -> list[Step]:
    """The steps in the order in which they follow each other, each once."""
    steps = {step.id: step for step in procedure.steps}
    found: dict[str, Step] = {}
    step = procedure.steps[0] if procedure.steps else None
    while step is not None and step.id not in found:
        found[step.id] = step
        step = steps.get(step.next)
    return list(found.values())


def leads_back(procedure: Procedure) -> str:
    """The earlier step to which the last step of the chain leads back; empty if the chain has an end."""
    steps = chain(procedure)
    return steps[-1].next if steps and steps[-1].next in {step.id for step in steps} else ""


def _ends_here(step: Step, passage: Passage) -> bool:
    """Whether the procedure ends with this step, whenever that is."""
    if passage.how == "done":
        return step.if_done == "ends" or not step.next
    return passage.how in ("lapsed", "barred") or (passage.how == "silent" and not step.next)


def _passage(ground: Ground, step: Step, turn: datetime | None, passed: Mapping[str, Passage]) -> Passage:
    gate = gate_of(step.only_if, ground)
    pauses = _last_pauses(passed)
    if gate.truth is Truth.FALSE and not gate.pending:
        notes = (say("responses.judged_no", names=list(gate.rests_on)),)
        ended = None if turn is None else max(turn, gate.since or turn)
        return Passage(step.id, turn=turn, ended=ended, how="barred", notes=notes, pauses=pauses)
    timing, doubts = _timing(ground, step)
    anchor = _anchor(ground, timing, passed)
    not_before = _not_before(ground, timing, anchor, pauses)
    unsure = doubts + anchor.doubts + gate.doubts
    begun = Passage(step.id, turn=turn, not_before=not_before, doubts=unsure, pauses=pauses, notes=gate.pending)
    begun = replace(begun, opens=_opening(begun, gate))
    ran = run(ground, step, begun, _due(ground, step, begun, anchor))
    return _given_up(ran) if gate.pending else ran


def _given_up(ran: Passage) -> Passage:
    """A step whose precondition has not come to hold: its turn passes when its own time runs out."""
    if ran.how or ran.doubts or ran.due is None or ran.turn is None:
        return ran
    return replace(ran, ended=max(ran.due, ran.turn), how="lapsed")


def _timing(ground: Ground, step: Step) -> tuple[Timing, tuple[Doubt, ...]]:
    if step.when is None:
        return _UNTIMED, ()
    timing = timing_of(ground.agreement, step.when, ground.world)
    if timing is not None:
        return timing, ()
    term = step.when.open
    return _UNTIMED, (Doubt(term, say("responses.left_open", question=question_of(ground.agreement, term))),)


def _anchor(ground: Ground, timing: Timing, passed: Mapping[str, Passage]) -> _Anchor:
    name = timing.counted_from
    fixed = {"": None, "trigger": ground.start.at, "first-breach": ground.start.first}
    if name in fixed:
        return _Anchor(fixed[name])
    if name in ground.clocks:
        return _Anchor(ground.clocks[name])
    step, _, side = name.rpartition(".")
    if any(step == known.id for known in ground.procedure.steps) and side in ("opened", "ended"):
        passage = passed.get(step, Passage(step))
        if side == "opened":
            return _Anchor(passage.opens)
        return _Anchor(passage.ended, ran_out=passage.how == "silent" and passage.ended == passage.due)
    return _Anchor(doubts=(Doubt(name, say("responses.clock_unknown", clock=name)),))


def _not_before(ground: Ground, timing: Timing, anchor: _Anchor, pauses: Sequence[Interval]) -> datetime | None:
    """When a step's own clock lets it begin; pauses make that later too."""
    if anchor.at is None or timing.after is None:
        return None
    begins = anchor.begins(ground, timing)
    return prolonged(anchor.at, begins, pauses) if begins is not None else None


def _opening(begun: Passage, gate: Gate) -> datetime | None:
    if begun.turn is None or begun.doubts or gate.pending:
        return None
    return max(moment for moment in (begun.turn, begun.not_before, gate.since) if moment is not None)


def _due(ground: Ground, step: Step, begun: Passage, anchor: _Anchor) -> tuple[datetime, datetime] | None:
    """Where the clock of a step begins and where it would end without pauses; none if there is none or none known."""
    timing = _timing(ground, step)[0]
    if timing.counted_from == f"{step.id}.opened":
        anchor = _Anchor(begun.opens)
    ends = anchor.ends(ground, timing)
    return (anchor.at, ends) if anchor.at is not None and ends is not None else None


def _last_pauses(passed: Mapping[str, Passage]) -> tuple[Interval, ...]:
    return next((passage.pauses for passage in reversed(list(passed.values()))), ())
