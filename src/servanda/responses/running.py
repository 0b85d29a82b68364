"""One open step and its clock: acts that count, time that stands still, and what silence brings about."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from servanda.records.procedure import Step
from servanda.records.record import Wording
from servanda.records.response import StepAct
from servanda.records.time import Interval
from servanda.responses.ground import Doubt, Ground, Passage
from servanda.responses.passing import prolonged
from servanda.responses.worlds import EXTENSION, NOT_ALLOWED, SUSPENSION
from servanda.wording import say

Clock = tuple[datetime, datetime]
"""Where a clock begins, and where it would end without pauses."""


@dataclass(slots=True)
class _Course:
    """A step while its acts are taken one after another."""

    ground: Ground
    clock: Clock | None
    pauses: list[Interval]
    doers: set[str] = field(default_factory=set)
    agreed: dict[tuple[str, datetime | None], set[str]] = field(default_factory=dict)
    done_at: datetime | None = None
    notes: list[Wording] = field(default_factory=list)

    @property
    def due(self) -> datetime | None:
        return prolonged(*self.clock, self.pauses) if self.clock is not None else None

    @property
    def paused(self) -> bool:
        return bool(self.pauses) and self.pauses[-1].end is None

    def note(self, key: str, act: StepAct) -> None:
        """Say what became of an act, with its reason."""
        said = say(key, who=self.ground.name_of(act.by), at=act.at, until=act.until or act.at)
        self.notes.append(
            {lang: " ".join(part for part in (said[lang], act.reason.get(lang)) if part) for lang in said}
        )

    def end_pause(self, at: datetime) -> None:
        if self.paused:
            begun = self.pauses[-1].start
            self.pauses[-1] = Interval(start=begun, end=max(at, begun) if begun is not None else at)


def run(ground: Ground, step: Step, begun: Passage, clock: Clock | None) -> Passage:
    """Let a step run its course.

    Args:
        ground: What the walk reads; its acts are in order of time.
        step: The step.
        begun: How it began: its turn, opening and doubts.
        clock: Begin and plain end of its time; none if it has no time, or none that is known.

    Returns:
        The same passage with due time, end and the way it ended.
    """
    course = _Course(ground, clock, list(begun.pauses))
    for act in ground.acts:
        if act.step == step.id and not _take(course, act, ground, step, begun):
            break
    if course.done_at is not None:
        course.end_pause(course.done_at)
    ended = replace(begun, due=course.due, pauses=tuple(course.pauses), notes=begun.notes + tuple(course.notes))
    if course.done_at is not None:
        return replace(ended, ended=course.done_at, how="done", doubts=())
    return ended if begun.opens is None else _silent(step, ended, course)


def _take(course: _Course, act: StepAct, ground: Ground, step: Step, begun: Passage) -> bool:
    """Take one act; false if nothing after it can count any more."""
    if _too_late(course, act, step, begun):
        course.note("responses.act_late", act)
        return False
    if act.does == "done":
        return _do(course, act, step, begun)
    if begun.opens is None or act.at < begun.opens:
        course.note("responses.act_early", act)
    elif act.does == "extend":
        _extend(course, act, ground, step)
    elif act.does == "suspend":
        _suspend(course, act, ground, step)
    else:
        course.end_pause(act.at)
        course.agreed.pop(("suspend", None), None)
    return True


def _too_late(course: _Course, act: StepAct, step: Step, begun: Passage) -> bool:
    """Whether silence had already taken effect; an undefined silence never does."""
    if begun.opens is None or course.due is None or step.if_silent == "undefined":
        return False
    return act.at > max(course.due, begun.opens)


def _do(course: _Course, act: StepAct, step: Step, begun: Passage) -> bool:
    course.doers.add(act.by)
    if course.doers >= set(step.who):
        course.done_at = max(moment for moment in (act.at, begun.turn, begun.opens) if moment is not None)
        return False
    left = [course.ground.name_of(one) for one in sorted(set(step.who) - course.doers)]
    course.notes.append(say("responses.act_partial", who=course.ground.name_of(act.by), others=left))
    return True


def _extend(course: _Course, act: StepAct, ground: Ground, step: Step) -> None:
    refused = step.extend_by == "none" or ground.world.get(step.id + EXTENSION) == NOT_ALLOWED
    if refused:
        course.note("responses.extension_refused", act)
    elif step.extend_by == "consensus" and not _agreed(course, act, step):
        course.note("responses.extension_alone", act)
    elif act.until is not None and (course.due is None or act.until > course.due):
        course.clock = (act.at, act.until)
        course.note("responses.extended", act)


def _suspend(course: _Course, act: StepAct, ground: Ground, step: Step) -> None:
    if step.suspend_by == "none" or ground.world.get(step.id + SUSPENSION) == NOT_ALLOWED:
        course.note("responses.suspension_refused", act)
    elif step.suspend_by == "consensus" and not _agreed(course, act, step):
        course.note("responses.suspension_alone", act)
    elif not course.paused:
        course.pauses.append(Interval(start=act.at))
        course.note("responses.suspended", act)


def _agreed(course: _Course, act: StepAct, step: Step) -> bool:
    """Whether with this act all who must act have said the same."""
    said = course.agreed.setdefault((act.does, act.until), set())
    said.add(act.by)
    return said >= set(step.who)


def _silent(step: Step, ended: Passage, course: _Course) -> Passage:
    """What silence brings about, given a step that opened and was not done."""
    opens = ended.opens
    if course.paused or opens is None:
        return ended
    if ended.due is None:
        return _timeless(step, ended)
    expiry = max(ended.due, opens)
    if step.if_silent == "undefined":
        doubt = Doubt(f"{step.id}.if_silent", say("responses.silence_undefined"))
        return replace(ended, doubts=(doubt,), doubtful_from=expiry)
    how = "silent" if step.if_silent == "proceeds" else "lapsed"
    return replace(ended, ended=expiry, how=how)


def _timeless(step: Step, ended: Passage) -> Passage:
    """No deadline: silence never takes effect; where it has no meaning either, the step cannot be broken."""
    if step.if_silent != "undefined":
        return replace(ended, notes=(*ended.notes, say("responses.no_deadline")))
    says = say("responses.cannot_be_violated")
    doubts = (Doubt(f"{step.id}.when", says), Doubt(f"{step.id}.if_silent", says))
    return replace(ended, doubts=doubts, doubtful_from=ended.opens)
