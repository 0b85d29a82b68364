"""Reading a walk at one moment: where each step stands, and where the whole procedure stands."""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal, TypeAlias

from servanda.records.procedure import Procedure
from servanda.responses.ground import Passage
from servanda.responses.walk import chain, leads_back

State: TypeAlias = Literal["waiting", "running", "done", "silent", "lapsed", "suspended", "undetermined", "not_reached"]
Stage: TypeAlias = Literal["running", "ended", "suspended", "undetermined"]

_ENDED: dict[str, State] = {"done": "done", "silent": "silent", "lapsed": "lapsed"}
_STAGES: dict[State, Stage] = {
    "running": "running",
    "waiting": "running",
    "suspended": "suspended",
    "undetermined": "undetermined",
}


def state_of(passage: Passage, now: datetime) -> State:
    """Where a step stands at a moment."""
    if passage.how == "barred" or (passage.over is not None and passage.over <= now):
        return "not_reached"
    if passage.ended is not None and passage.ended <= now:
        return _ENDED[passage.how]
    if passage.doubts and passage.doubtful_from is None:
        return "undetermined"
    if passage.opens is None or passage.opens > now:
        return "waiting"
    if passage.doubtful_from is not None and passage.doubtful_from <= now:
        return "undetermined"
    return "suspended" if _paused(passage, now) else "running"


def stage_of(procedure: Procedure, passages: Mapping[str, Passage], now: datetime) -> Stage:
    """Where the procedure stands: that of the step after the last one that ended."""
    steps = chain(procedure)
    states = [state_of(passages[step.id], now) for step in steps]
    over = [place for place, state in enumerate(states) if state in _ENDED]
    current = over[-1] + 1 if over else 0
    if current >= len(states):
        settled = bool(over) and steps[over[-1]].if_done == "ends" and states[over[-1]] == "done"
        return "undetermined" if leads_back(procedure) and not settled and states[-1:] != ["lapsed"] else "ended"
    return _STAGES.get(states[current], "ended")


def _paused(passage: Passage, now: datetime) -> bool:
    return any(pause.holds(now) for pause in passage.pauses)
