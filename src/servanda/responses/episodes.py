"""Starts of a procedure in one world: one after the other, never two at once for the same matter."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from servanda.records.agreement import Agreement
from servanda.records.decision import Judgement
from servanda.records.procedure import Procedure
from servanda.records.response import StepAct
from servanda.responses.ground import NONE_COUNTED, Breach, Counted, Ground, Passage, Start, distinct
from servanda.responses.trigger import completions, doubts_of, need_of
from servanda.responses.walk import ending, walk


@dataclass(frozen=True, slots=True)
class Matter:
    """One procedure with everything recorded about it by the moment asked for."""

    agreement: Agreement
    """The instrument."""
    procedure: Procedure
    """Its procedure."""
    acts: tuple[StepAct, ...]
    """Acts in it, in order of time."""
    judgements: tuple[Judgement, ...]
    """Judgements in force."""
    clocks: Mapping[str, datetime]
    """Moments of the instrument's clocks, as far as they are known."""
    as_of: datetime
    """The moment asked for."""
    sector: str = ""
    """Sector for which breaches are counted; empty if they are counted for all together."""
    counted: Counted = field(default_factory=lambda: NONE_COUNTED)
    """The breaches that each guard of a step counts."""

    @property
    def reference(self) -> str:
        """`INSTRUMENT:PROCEDURE`."""
        return f"{self.agreement.id}:{self.procedure.id}"


@dataclass(frozen=True, slots=True)
class Episode:
    """One start in one world, and the walk that follows from it."""

    world: Mapping[str, str]
    """Readings of open terms."""
    start: Start
    """What started it."""
    passages: Mapping[str, Passage]
    """Step → how it goes."""
    ends: datetime | None
    """When it ends; none if it does not, or if nobody can say."""

    def covers(self, moment: datetime) -> bool:
        """Whether it is under way at a moment."""
        return self.start.at <= moment and (self.ends is None or moment < self.ends)


def episode(matter: Matter, start: Start, world: Mapping[str, str]) -> Episode:
    """Walk from a start through one world."""
    acts = tuple(act for act in matter.acts if act.at >= start.at and act.response in ("", start.id))
    ground = Ground(
        agreement=matter.agreement,
        procedure=matter.procedure,
        start=start,
        acts=acts,
        judgements=matter.judgements,
        clocks=matter.clocks,
        sector=matter.sector,
        counted=matter.counted,
        world=world,
    )
    passages = walk(ground)
    return Episode(world, start, passages, ending(ground, passages))


def certain_episodes(matter: Matter, found: Sequence[Breach], world: Mapping[str, str]) -> list[Episode]:
    """What certainly started: each begins after the one before it has ended; breaches in between join it."""
    need = need_of(matter.agreement, matter.procedure.trigger, world)
    certain = [one for one in found if one.certain]
    runs = [] if need.doubts else completions(certain, need, matter.agreement)
    episodes: list[Episode] = []
    for run in runs:
        last = episodes[-1] if episodes else None
        if last is None or (last.ends is not None and run[0].at >= last.ends):
            episodes.append(_begin(matter, run, certain, world))
    return episodes


def possible_episode(
    matter: Matter, found: Sequence[Breach], world: Mapping[str, str], certain: Sequence[Episode]
) -> Episode | None:
    """The earliest start that is possible, not certain, and not within one that is certain; none if there is none.

    Where one breach is enough, all that are possible at that moment are named: none of them comes before the others.
    """
    need = need_of(matter.agreement, matter.procedure.trigger, world)
    runs = [
        run
        for run in completions(found, need, matter.agreement)
        if doubts_of(run, need) and not any(under_way.covers(run[-1].at) for under_way in certain)
    ]
    if not runs:
        return None
    run, doubts = runs[0], doubts_of(runs[0], need)
    if need.count == 1:
        run = tuple(one for (one,) in runs if one.at == run[0].at)
        doubts = doubts_of([_either(run)], need)
    started = start_of(matter, run)
    later = [one for one in found if one.at >= started.at and one not in run]
    return episode(matter, replace(_joined(started, run, later), doubts=doubts), world)


def _either(ones: Sequence[Breach]) -> Breach:
    """Possible breaches of one moment, each of which would do, as one."""
    return replace(
        ones[0],
        findings=tuple(sorted(name for one in ones for name in one.findings)),
        terms=tuple(sorted({term for one in ones for term in one.terms})),
        certain=any(one.certain for one in ones),
        doubts=distinct(doubt for one in ones for doubt in one.doubts),
        under=tuple(sorted({reading for one in ones for reading in one.under})),
    )


def start_of(matter: Matter, run: Sequence[Breach]) -> Start:
    """The start that a run of breaches makes; its name is made from procedure, first finding and sector."""
    first = next((one for one in run if not one.certain), run[0])
    return Start(
        at=run[-1].at,
        first=run[0].at,
        id=response_id(matter, first.findings[0]),
        findings=tuple(sorted(name for one in run for name in one.findings)),
        subjects=tuple(one.subject for one in run),
        provisional_until=max((one.provisional_until for one in run if one.provisional_until), default=None),
    )


def response_id(matter: Matter, finding: str) -> str:
    """Name of a response: made from procedure, first finding and the sector that is counted."""
    parts = [matter.reference, finding, *([matter.sector] if matter.sector else [])]
    canonical = json.dumps(parts, ensure_ascii=True, separators=(",", ":"))
    return f"R-{hashlib.sha256(canonical.encode()).hexdigest()[:12]}"


def _begin(matter: Matter, run: Sequence[Breach], certain: Sequence[Breach], world: Mapping[str, str]) -> Episode:
    started = start_of(matter, run)
    alone = episode(matter, _joined(started, run, ()), world)
    later = [one for one in certain if alone.covers(one.at) and one not in run]
    return replace(alone, start=_joined(started, run, later))


def _joined(start: Start, run: Sequence[Breach], later: Sequence[Breach]) -> Start:
    sectors = {one.sector for one in (*run, *later) if one.sector}
    names = sorted(name for one in later for name in one.findings)
    return replace(start, sectors=tuple(sorted(sectors)), joined=tuple(names))
