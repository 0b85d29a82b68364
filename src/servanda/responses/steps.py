"""One step as it stands in all readings together: state, deadlines, hinges, calls, and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from servanda.records.procedure import Step
from servanda.records.record import Wording
from servanda.records.response import Deadline, StepState
from servanda.responses.calls import Calling, calls_of, if_called, missing_in
from servanda.responses.episodes import Episode, Matter
from servanda.responses.ground import Doubt, Passage, Start, distinct
from servanda.responses.standing import Promises
from servanda.responses.states import State, state_of
from servanda.responses.worlds import mattering, question_of, reading_of
from servanda.wording import say

Walks: TypeAlias = Sequence[tuple[Mapping[str, str], Passage]]
"""World and passage of one step, for every world."""

_LANGUAGES = ("en", "uk")


@dataclass(frozen=True, slots=True)
class Merger:
    """The walks of one start, one in each world in which it started."""

    matter: Matter
    """The procedure."""
    episodes: tuple[Episode, ...]
    """The walks; never empty."""
    doubts: tuple[Doubt, ...]
    """Why it is not certain that it started; empty if it is."""
    promises: Promises
    """The register in its view."""

    @property
    def start(self) -> Start:
        """The earliest start."""
        return min((one.start for one in self.episodes), key=lambda start: (start.at, start.id))


def joined_sentences(sentences: Sequence[Wording]) -> Wording:
    """Several sentences as one text, each said once."""
    unique = {tuple(sorted(one.items())): one for one in sentences if one}
    return {lang: " ".join(one[lang] for one in unique.values()) for lang in _LANGUAGES} if unique else {}


def step_state(merger: Merger, step: Step) -> StepState:
    """The step of a response at the moment asked for."""
    now = merger.matter.as_of
    walks = [(one.world, one.passages[step.id]) for one in merger.episodes]
    states = {state_of(passage, now) for _, passage in walks}
    deadlines = [] if _gone(merger, step) else _deadlines(merger, walks)
    state, doubts = _state_and_doubts(merger, walks, differs=len(states) > 1)
    calling = _calling(merger, step, walks)
    calls = [] if state == "not_reached" else calls_of(calling, merger.promises)
    return StepState(
        step=step.id,
        who=list(step.who),
        do=step.do,
        state=state,
        deadlines=deadlines,
        if_silent=step.if_silent,
        if_silent_says=step.if_silent_says,
        why=_why(merger, step, walks, doubts, state),
        hinges=sorted({doubt.on for doubt in doubts}),
        calls=[if_called(call) for call in calls] if state == "undetermined" else calls,
        missing=[] if state == "not_reached" else missing_in(calling, merger.promises, calls),
    )


def _calling(merger: Merger, step: Step, walks: Walks) -> Calling:
    """The step with its times, as far as they are the same under every reading."""
    opens = {passage.opens for _, passage in walks}
    due = {passage.due for _, passage in walks}
    start = merger.start
    return Calling(
        step,
        sectors=start.sectors,
        opens=opens.pop() if len(opens) == 1 else None,
        due=due.pop() if len(due) == 1 else None,
        findings=start.findings,
        as_of=merger.matter.as_of,
    )


def _gone(merger: Merger, step: Step) -> bool:
    """Whether a step is not reached in any world."""
    now = merger.matter.as_of
    return all(state_of(one.passages[step.id], now) == "not_reached" for one in merger.episodes)


def _state_and_doubts(merger: Merger, walks: Walks, *, differs: bool) -> tuple[State, tuple[Doubt, ...]]:
    now = merger.matter.as_of
    if merger.doubts:
        own = [doubt for _, passage in walks for doubt in passage.doubts if passage.doubtful_from is None]
        return "undetermined", distinct([*merger.doubts, *own, *_rival(merger, walks)])
    first = state_of(walks[0][1], now)
    rival = _rival(merger, walks)
    if differs:
        by_state = mattering([(world, state_of(passage, now)) for world, passage in walks])
        return "undetermined", distinct([*_term_doubts(merger, by_state), *_doubts_now(walks, now)])
    if first == "waiting" and rival:
        return "undetermined", rival
    if first == "undetermined":
        return first, distinct([*_doubts_now(walks, now), *rival])
    return first, rival if first in ("running", "suspended") else ()


def _rival(merger: Merger, walks: Walks) -> tuple[Doubt, ...]:
    """Open terms whose reading alone changes when a step opens or is due."""
    terms = mattering([(world, _times(passage)) for world, passage in walks])
    return _term_doubts(merger, terms)


def _times(passage: Passage) -> tuple[datetime | None, datetime | None]:
    return passage.opens or passage.not_before, passage.due


def _doubts_now(walks: Walks, now: datetime) -> list[Doubt]:
    return [doubt for _, passage in walks if state_of(passage, now) == "undetermined" for doubt in passage.doubts]


def _term_doubts(merger: Merger, terms: Sequence[str]) -> tuple[Doubt, ...]:
    agreement = merger.matter.agreement
    found: list[Doubt] = []
    for term in terms:
        number = len({one.world[term] for one in merger.episodes})
        says = say("responses.readings_differ", question=question_of(agreement, term), n=number)
        found.append(Doubt(term, says))
    return tuple(found)


def _deadlines(merger: Merger, walks: Walks) -> list[Deadline]:
    terms = mattering([(world, _times(passage)) for world, passage in walks])
    found: dict[tuple[str, ...], Deadline] = {}
    for world, passage in walks:
        chosen = tuple(world[term] for term in terms)
        opens, due = _times(passage)
        if opens is not None or due is not None or terms:
            label = _label(terms, chosen)
            held = _held_by(merger, terms, world)
            found.setdefault(chosen, Deadline(reading=label, opens=opens, due=due, held_by=held))
    return list(found.values())


def _label(terms: Sequence[str], chosen: Sequence[str]) -> str:
    if len(terms) == 1:
        return chosen[0]
    return ", ".join(f"{term}={reading}" for term, reading in zip(terms, chosen, strict=True))


def _held_by(merger: Merger, terms: Sequence[str], world: Mapping[str, str]) -> list[str]:
    readings = [reading_of(merger.matter.agreement, term, world) for term in terms]
    return sorted({name for reading in readings if reading is not None for name in reading.held_by})


def _why(
    merger: Merger,
    step: Step,
    walks: Walks,
    doubts: Sequence[Doubt],
    state: State,
) -> Wording:
    own = [doubt for doubt in doubts if doubt not in merger.doubts]
    sentences = [doubt.says for doubt in own or doubts]
    sentences += [note for _, passage in walks for note in passage.notes]
    start = merger.start
    is_first = step.id == merger.matter.procedure.steps[0].id
    if is_first and start.provisional_until is not None:
        sentences.append(say("responses.provisional", at=start.provisional_until))
    if state == "not_reached" and not sentences:
        sentences.append(say("responses.not_reached"))
    if state in ("waiting", "undetermined") and any(_projected(passage, merger) for _, passage in walks):
        sentences.append(say("responses.projected"))
    return joined_sentences(sentences)


def _projected(passage: Passage, merger: Merger) -> bool:
    """Whether the times of a step rest on the steps before it running out in silence."""
    return passage.turn is not None and passage.turn > merger.matter.as_of and _times(passage) != (None, None)
