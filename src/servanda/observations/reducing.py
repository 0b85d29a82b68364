"""Watches as they really were: watch that was lost, and ground that observers were kept from, are taken off.

Only an observer's own facts reduce its watch. Time and ground are taken off as widely as the facts may mean, since what
was perhaps not watched can support no *kept*.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

import msgspec
import pyarrow as pa
import pyarrow.compute as pc

from servanda.geo import Rest, can_meet, rest_of
from servanda.records.agreement import Place
from servanda.records.observation import Observation, Watch
from servanda.records.record import Wording
from servanda.records.time import Interval
from servanda.schemas.rows import Rows
from servanda.wording import say

LOST = "lose_watch"
"""Act of a camera, sensor or post that went out of service: nothing was watched meanwhile."""

RESTRICTED = ("deny_access", "delay_access", "condition_access", "restrict_access")
"""Acts that kept observers from the ground where they say it was."""

ON_THE_GROUND = ("own_senses", "inspection")
"""Methods of observers who must get there: only these does a restriction of movement keep away."""

_WHOLE = 1_000_000


@dataclass(frozen=True)
class _Fact:
    """A fact that reduces a watch, and the time of the watch that it may concern."""

    observation: Observation
    start: datetime
    end: datetime


def reduce_watches(
    watches: Iterable[Watch], observations: Iterable[Observation], places: Mapping[str, Place]
) -> list[Watch]:
    """Take off each watch what its observer's own facts say was not watched.

    A lost watch is interrupted, for the whole of the time that may be meant; a fact without an end, or known at one
    moment only, goes on to the end of the watch. A restriction interrupts it too, and what is left of the ground
    meanwhile becomes a watch of its own, `NAME/1`, `NAME/2`, …, in the order of time.

    Args:
        watches: Watches as they were planned or reported.
        observations: Observations in any order; those that another one corrects are left out.
        places: Places that regions name.

    Returns:
        The watches in their order, each followed by what is left of it; who and why stand in `says`.

    Raises:
        InputError: `place-unknown`, `ring-without-area`.
    """
    facts = _facts(observations)
    reduced: list[Watch] = []
    for watch in watches:
        reduced += _reduced(watch, _meeting(watch, facts.get(watch.observer, ())), places)
    return reduced


def _facts(observations: Iterable[Observation]) -> dict[str, list[Observation]]:
    """Facts that reduce watches, by observer, in an order of their own."""
    acts = (LOST, *RESTRICTED)
    if isinstance(observations, Rows):
        corrected = set(pc.unique(observations.column("corrects")).to_pylist())
        chosen: Iterable[Observation] = observations.where(pc.is_in(observations.column("act"), pa.array(acts)))
    else:
        chosen = list(observations)
        corrected = {one.corrects for one in chosen}
    by_observer: dict[str, list[Observation]] = {}
    for one in sorted(chosen, key=lambda one: one.id):
        if one.act in acts and one.id not in corrected:
            by_observer.setdefault(one.observer, []).append(one)
    return by_observer


def _meeting(watch: Watch, observations: Sequence[Observation]) -> list[_Fact]:
    """The facts that concern the time of a watch; a watch without both ends is left as it is."""
    begins, ends = watch.when.start, watch.when.end
    if begins is None or ends is None:
        return []
    facts = []
    for one in observations:
        instant = one.when.start is not None and one.when.start == one.when.end
        start = max(begins, one.when.start or begins)
        end = ends if instant or one.when.end is None else min(ends, one.when.end)
        if start < end:
            facts.append(_Fact(one, start, end))
    return sorted(facts, key=lambda fact: (fact.start, fact.end, fact.observation.id))


def _reduced(watch: Watch, facts: Sequence[_Fact], places: Mapping[str, Place]) -> list[Watch]:
    stopping = [fact for fact in facts if _stops(watch, fact, places)]
    if not stopping:
        return [watch]
    says = _told(watch, stopping, places)
    gaps = [*watch.interrupted, *(Interval(start=fact.start, end=fact.end) for fact in stopping)]
    whole = msgspec.structs.replace(watch, interrupted=_joined(gaps), says=says)
    parts = [part for span in _spans(stopping) for part in _left(watch, span, stopping, places)]
    named = [
        msgspec.structs.replace(part, id=f"{watch.id}/{number}", says=says) for number, part in enumerate(parts, 1)
    ]
    return [whole, *named]


def _stops(watch: Watch, fact: _Fact, places: Mapping[str, Place]) -> bool:
    """Whether a fact takes anything off: a loss of the same means there, a closed road for who must go there.

    A small aircraft lost in one region takes nothing off another in the next; a checkpoint stops no camera.
    """
    one = fact.observation
    if one.act == LOST:
        return one.method == watch.method and can_meet(watch.where, one.where, places)
    return watch.method in ON_THE_GROUND and rest_of(watch.where, [one.where], places).lost > 0


def _spans(facts: Sequence[_Fact]) -> list[Interval]:
    """Stretches of time in which no fact begins or ends."""
    marks = sorted({mark for fact in facts for mark in (fact.start, fact.end)})
    return [Interval(start=left, end=right) for left, right in pairwise(marks)]


def _left(watch: Watch, span: Interval, facts: Sequence[_Fact], places: Mapping[str, Place]) -> list[Watch]:
    """What is left of a watch during one stretch of time; nothing where no fact holds, for then it goes on whole."""
    holding = [fact.observation for fact in facts if span.start is not None and fact.start <= span.start < fact.end]
    if not holding or any(one.act == LOST for one in holding):
        return []
    rest = rest_of(watch.where, [one.where for one in holding], places)
    gaps = [gap for gap in watch.interrupted if gap.meets(span)]
    during = msgspec.structs.replace(watch, when=span, interrupted=gaps)
    if rest.pieces is None:
        share = max(0, watch.share - rest.lost)
        return [msgspec.structs.replace(during, share=share)] if share else []
    return list(_pieces(during, rest))


def _pieces(watch: Watch, rest: Rest) -> list[Watch]:
    """A watch for each piece; ground that was not covered anyway may all lie in any one of them."""
    missing = _WHOLE - watch.share
    made = []
    for area, of_whole in rest.pieces or ():
        share = _WHOLE - -(-missing * _WHOLE // of_whole) if of_whole else 0
        if share > 0:
            made.append(msgspec.structs.replace(watch, where=area, share=share))
    return made


def _told(watch: Watch, facts: Sequence[_Fact], places: Mapping[str, Place]) -> Wording:
    """The watch's own remark, then each fact that reduced it."""
    says = dict(watch.says)
    for fact in facts:
        one = fact.observation
        lost = _WHOLE if one.act == LOST else rest_of(watch.where, [one.where], places).lost
        told = say(f"observations.{one.act}", start=fact.start, end=fact.end, share=lost, fact=one.id)
        says = {lang: f"{says[lang]} {text}" if lang in says else text for lang, text in told.items()} | {
            lang: text for lang, text in says.items() if lang not in told
        }
    return says


def _joined(gaps: Sequence[Interval]) -> list[Interval]:
    """Interruptions in order, those that touch made one; they lie within the watch."""
    joined: list[Interval] = []
    for gap in sorted(gaps, key=lambda gap: (gap.start is not None, gap.start, gap.end is None, gap.end)):
        last = joined[-1] if joined else None
        if last is None or (last.end is not None and gap.start is not None and last.end < gap.start):
            joined.append(gap)
        elif last.end is not None and (gap.end is None or gap.end > last.end):
            joined[-1] = Interval(start=last.start, end=gap.end)
    return joined
