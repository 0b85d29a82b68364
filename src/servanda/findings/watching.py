"""How much of a place and time was watched: silence is data only there.

Only watches that could have proved a breach count: by a method the standard accepts, by nobody whose term it is,
looking for this act. Watches at the same time are joined on the map, ground seen twice counts once.
"""

from collections import deque
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise

import msgspec

from servanda.findings.docket import Docket
from servanda.findings.ground import drawn_behind
from servanda.geo import has_shape, share_covered_together
from servanda.records.agreement import Place, Proof
from servanda.records.observation import Watch
from servanda.records.place import InPlace
from servanda.records.time import Interval

_WHOLE = 1_000_000


@dataclass(frozen=True)
class Watched:
    """How far a place was watched over a time.

    Attributes:
        share: Share of place and time, parts per million, rounded down.
        gaps: When the share of the place that was watched lay below the standard, joined.
        watches: Watches that contributed.
    """

    share: int
    gaps: tuple[Interval, ...]
    watches: tuple[str, ...]


def watched(place: str | Place, act: str, window: Interval, docket: Docket, standard: Proof) -> Watched:
    """How far a place was watched for an act over a time with both ends.

    Cost grows with the number of times a watch begins or ends, times the watches at work then.

    Args:
        place: Place of the instrument, or a region as one; empty for everywhere, which nobody can have watched.
        act: Act that would have been noticed.
        window: The time, with both ends.
        docket: The instrument and the facts.
        standard: The standard of proof.
    """
    if window.start is None or window.end is None or window.start >= window.end:
        return Watched(0, (window,), ())
    start, end = window.start, min(window.end, docket.as_of)
    watches = [watch for watch in usable(docket, standard) if act in watch.acts and watch.when.meets(window)]
    memo: dict[tuple[str, ...], int] = {}
    total, gaps = 0, []
    for left, right, active in _slices(start, max(start, end), watches):
        names = tuple(watch.id for watch in active)
        if names not in memo:
            memo[names] = _share(place, active, docket)
        total += memo[names] * _micro(left, right)
        if memo[names] < standard.kept_needs_watch:
            gaps.append(Interval(start=left, end=right))
    if end < window.end:
        gaps.append(Interval(start=max(start, end), end=window.end))
    used = {name for names, share in memo.items() if share for name in names}
    return Watched(total // _micro(start, window.end), tuple(_merged(gaps)), tuple(sorted(used)))


def watched_by_reading(
    place: str | Place, act: str, window: Interval, docket: Docket, standard: Proof
) -> dict[str, Watched]:
    """How far a place was watched, by the places drawn for its readings where the text leaves it open; else by itself.

    A watch that names the open place watched it, wherever it may lie.

    Args:
        place: As in `watched`.
        act: Act that would have been noticed.
        window: The time, with both ends.
        docket: The instrument and the facts.
        standard: The standard of proof.
    """
    drawn = drawn_behind(place, docket) if isinstance(place, str) and place else None
    if drawn is None or "" in drawn:
        return {place if isinstance(place, str) else "": watched(place, act, window, docket, standard)}
    found = {}
    for name in sorted(set(drawn.values())):
        watches = [_drawn(watch, InPlace(place=str(place)), InPlace(place=name)) for watch in docket.facts.watches]
        facts = msgspec.structs.replace(docket.facts, watches=watches)
        found[name] = watched(name, act, window, replace(docket, facts=facts), standard)
    return found


def _drawn(watch: Watch, open_place: InPlace, drawn: InPlace) -> Watch:
    return msgspec.structs.replace(watch, where=drawn) if watch.where == open_place else watch


def least(watches: Collection[Watched]) -> Watched:
    """What was watched whichever reading holds: the smallest share, and every gap."""
    gaps = sorted({gap for each in watches for gap in each.gaps}, key=lambda gap: (str(gap.start), str(gap.end)))
    names = sorted({name for each in watches for name in each.watches})
    return Watched(min(each.share for each in watches), tuple(gaps), tuple(names))


def usable(docket: Docket, standard: Proof) -> list[Watch]:
    """Watches that could have proved something under a standard, by identifier."""
    watches = [
        watch
        for watch in docket.facts.watches
        if watch.method in standard.confirmed_by and watch.observer not in docket.parties
    ]
    return sorted(watches, key=lambda watch: watch.id)


def _share(place: str | Place, active: Sequence[Watch], docket: Docket) -> int:
    """Share of the place that the watches at work cover together.

    Watches that cover their ground only in part are not laid over each other: nobody knows which part.
    """
    whole = [watch for watch in active if watch.share == _WHOLE]
    partial = [_covered(place, [watch], docket) * watch.share // _WHOLE for watch in active if watch.share < _WHOLE]
    return max([_covered(place, whole, docket) if whole else 0, *partial])


def _covered(place: str | Place, watches: Sequence[Watch], docket: Docket) -> int:
    if not place:
        return 0
    record = docket.place(place) if isinstance(place, str) else place
    regions = [watch.where for watch in watches]
    if any(isinstance(region, InPlace) and region.place == place for region in regions):
        return _WHOLE
    drawn = [each for each in regions if not isinstance(each, InPlace) or has_shape(docket.place(each.place))]
    if not drawn or not has_shape(record):
        return 0
    return share_covered_together(drawn, record, docket.places)


def _slices(
    start: datetime, end: datetime, watches: Sequence[Watch]
) -> Iterator[tuple[datetime, datetime, list[Watch]]]:
    """Stretches of time in which nothing begins or ends, with the watches at work all through each."""
    spans = [span for watch in watches for span in (watch.when, *watch.interrupted)]
    marks = {mark for span in spans for mark in (span.start, span.end) if mark is not None and start < mark < end}
    waiting = deque(sorted(watches, key=lambda each: (each.when.start or start, each.id)))
    begun: list[Watch] = []
    for left, right in pairwise(sorted({start, end, *marks})):
        while waiting and (waiting[0].when.start or start) <= left:
            begun.append(waiting.popleft())
        begun = [watch for watch in begun if watch.when.end is None or right <= watch.when.end]
        at_work = (watch for watch in begun if not any(broken.holds(left) for broken in watch.interrupted))
        yield left, right, sorted(at_work, key=lambda each: each.id)


def _merged(gaps: Sequence[Interval]) -> list[Interval]:
    merged: list[Interval] = []
    for gap in gaps:
        if merged and merged[-1].end == gap.start:
            gap = Interval(start=merged.pop().start, end=gap.end)  # noqa: PLW2901 - the gap goes on
        merged.append(gap)
    return merged


def _micro(left: datetime, right: datetime) -> int:
    span = right - left
    return (span.days * 86_400 + span.seconds) * 1_000_000 + span.microseconds
