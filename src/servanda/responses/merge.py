"""One response out of the walks through all readings: what is the same in all stands, the rest is undetermined."""

from collections.abc import Sequence
from datetime import datetime

from servanda.records.open_term import OpenRef
from servanda.records.record import Wording
from servanda.records.response import Response, StepState
from servanda.responses.episodes import Matter
from servanda.responses.ground import Doubt
from servanda.responses.states import stage_of
from servanda.responses.steps import Merger, joined_sentences, step_state
from servanda.responses.walk import leads_back
from servanda.responses.worlds import question_of
from servanda.wording import say

_OVER = ("done", "silent", "lapsed", "not_reached")


def merged(merger: Merger, *, hypothetical: bool = False) -> Response:
    """The response that the walks amount to at the moment asked for."""
    procedure, now = merger.matter.procedure, merger.matter.as_of
    start = merger.start
    stages = {stage_of(procedure, one.passages, now) for one in merger.episodes}
    state = stages.pop() if len(stages) == 1 and not merger.doubts else "undetermined"
    steps = [step_state(merger, step) for step in procedure.steps]
    return Response(
        id=start.id,
        procedure=merger.matter.reference,
        started_by=list(start.findings),
        started_at=start.at,
        first_breach_at=start.first,
        sector=start.sectors[0] if len(start.sectors) == 1 else "",
        state=state,
        steps=steps,
        next_deadline=_next_deadline(steps, now)
        if state in ("running", "undetermined") and not merger.doubts
        else None,
        joined_by=list(start.joined),
        why=_why_undetermined(merger, steps) if state == "undetermined" else {},
        hypothetical=hypothetical,
    )


def missing_start(matter: Matter) -> tuple[Doubt, ...]:
    """Doubts of a start that some readings of the trigger do not give."""
    trigger = matter.procedure.trigger
    terms = [value.open for value in (trigger.count, trigger.within) if isinstance(value, OpenRef)]
    return tuple(
        Doubt(term, say("responses.trigger_open", question=question_of(matter.agreement, term))) for term in terms
    )


def _why_undetermined(merger: Merger, steps: Sequence[StepState]) -> Wording:
    sentences = [doubt.says for doubt in merger.doubts]
    if not sentences:
        sentences = [step.why for step in steps if step.state == "undetermined"][:1]
    back = leads_back(merger.matter.procedure)
    if back and not sentences:
        sentences = [say("responses.leads_back", step=back)]
    return joined_sentences(sentences)


def _next_deadline(steps: Sequence[StepState], now: datetime) -> datetime | None:
    running = [step for step in steps if step.state not in _OVER and step.state != "suspended"]
    ahead = [line.due for step in running for line in step.deadlines if line.due is not None and line.due > now]
    return min(ahead, default=None)
