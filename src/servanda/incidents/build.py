"""A group of observations → one incident: what they agree on, where they contradict, who may have done it."""

import hashlib
from collections.abc import Mapping, Sequence
from itertools import combinations

import msgspec

from servanda.geo import can_meet
from servanda.incidents.features import is_claim
from servanda.records.agreement import Place
from servanda.records.incident import Incident, Join
from servanda.records.observation import Calibre, Count, Observation, Reach
from servanda.records.place import Region
from servanda.records.time import Interval

PERCEIVED = frozenset({"saw", "heard", "recorded"})
"""Verbs of the observers' own evidence; what was told or alleged attributes nothing."""

_EXERCISE = "EX-"


def incident_of(
    members: Sequence[Observation], joins: Sequence[Join], *, parties: Sequence[str], places: Mapping[str, Place]
) -> Incident:
    """The incident that some observations speak of.

    Place, time, kind and number rest on what was perceived; what was told counts only where nobody perceived anything,
    a claim of a party only where there is nothing else, and never for attribution.

    Raises:
        InputError: a region names a place that does not exist or has no shape.
    """
    basis = _basis(members, parties)
    claims = [one for one in members if _is_theirs(one, parties)]
    things, things_clash = _agreed([one.things for one in basis])
    named, named_clash = _agreed([one.named for one in basis])
    calibre, calibre_clash = _calibre(basis)
    reach, reach_clash = _reach(basis)
    sizes, sizes_clash = _sizes(basis)
    by, by_clash = _attributed(basis, parties)
    clash = things_clash or named_clash or calibre_clash or reach_clash or sizes_clash or by_clash
    return Incident(
        id=incident_id([one.id for one in members]),
        observations=sorted(one.id for one in members),
        act=members[0].act,
        where=_unique([one.where for one in basis]),
        when=_hull([one.when for one in basis]),
        things=things,
        calibre=calibre,
        reach=reach,
        named=named,
        sizes=sizes,
        count=_count(basis),
        throughout=_throughout(basis),
        by=by,
        by_basis=[one.id for one in basis if _attributes(one, parties)],
        alleged_by=sorted({_complainant(one, parties) for one in claims}),
        alleged_against=sorted({party for one in claims for party in one.by}),
        methods=sorted({one.method for one in members}),
        origins=sorted({one.origin for one in members}),
        joins=list(joins),
        contradictory=clash or _elsewhere(basis, places),
    )


def incident_id(observations: Sequence[str]) -> str:
    """Name of an incident: a hash of its observations, so that it is never used for others."""
    digest = hashlib.sha256(msgspec.json.encode(sorted(observations))).hexdigest()[:12]
    exercise = all(name.startswith(_EXERCISE) for name in observations)
    return f"{_EXERCISE if exercise else ''}INC-{digest}"


def _basis(members: Sequence[Observation], parties: Sequence[str]) -> Sequence[Observation]:
    """The best there is: what was perceived, else what was told, else what was alleged."""
    others = [one for one in members if not _is_theirs(one, parties)]
    return [one for one in others if one.verb in PERCEIVED] or others or members


def _agreed(said: Sequence[Sequence[str]]) -> tuple[list[str], bool]:
    """What everybody who says anything allows; all that was said, and a clash, where nothing is left."""
    stated = [set(names) for names in said if names]
    if not stated:
        return [], False
    common = set.intersection(*stated)
    return (sorted(common), False) if common else (sorted(set.union(*stated)), True)


def _calibre(basis: Sequence[Observation]) -> tuple[Calibre | None, bool]:
    spans = [(one.calibre.low_mm, one.calibre.high_mm) for one in basis if one.calibre is not None]
    (low, high), clash = _narrowed(spans)
    return (Calibre(low_mm=low, high_mm=high) if high is not None else None), clash


def _reach(basis: Sequence[Observation]) -> tuple[Reach | None, bool]:
    spans = [(one.reach.low_m, one.reach.high_m) for one in basis if one.reach is not None]
    (low, high), clash = _narrowed(spans)
    return (Reach(low_m=low, high_m=high) if high is not None else None), clash


def _sizes(basis: Sequence[Observation]) -> tuple[dict[str, Count], bool]:
    """Each measure on its own: who did not count the tanks says nothing about how many there were."""
    found: dict[str, Count] = {}
    clashes = False
    for name in sorted({name for one in basis for name in one.sizes}):
        spans = [(one.sizes[name].low, one.sizes[name].high) for one in basis if name in one.sizes]
        (low, high), clash = _narrowed(spans)
        found[name] = Count(low=low, high=high)
        clashes = clashes or clash
    return found, clashes


def _narrowed(spans: Sequence[tuple[int, int | None]]) -> tuple[tuple[int, int | None], bool]:
    """What all intervals share; from the least to the greatest, and a clash, where they share nothing."""
    lows, highs = [low for low, _ in spans], [high for _, high in spans if high is not None]
    low, high = max(lows, default=0), min(highs, default=None)
    if high is None or low <= high:
        return (low, high), False
    return (min(lows), max(highs) if len(highs) == len(spans) else None), True


def _count(basis: Sequence[Observation]) -> Count:
    """The most that anybody perceived: who perceived fewer of one event missed some."""
    highs = [one.count.high for one in basis]
    known = [high for high in highs if high is not None]
    return Count(low=max(one.count.low for one in basis), high=max(known) if len(known) == len(highs) else None)


def _throughout(basis: Sequence[Observation]) -> bool:
    """Whether it was in view from first to last: the times of those who had it in view all along leave no gap."""
    whole = _hull([one.when for one in basis])
    spans = [one.when for one in basis if one.throughout]
    if whole.start is None:
        return any(span.start is None and span.end == whole.end for span in spans)
    reached = whole.start
    for span in sorted(spans, key=lambda each: each.start or reached):
        if span.start is None or span.start > reached:
            return False
        if span.end is None:
            return True
        reached = max(reached, span.end)
    return bool(spans) and reached == whole.end


def _attributed(basis: Sequence[Observation], parties: Sequence[str]) -> tuple[list[str], bool]:
    stated = [set(one.by) for one in basis if _attributes(one, parties)]
    if not stated:
        return sorted(parties), False
    common = set.intersection(*stated)
    return (sorted(common), False) if common else (sorted(set.union(*stated)), True)


def _attributes(observation: Observation, parties: Sequence[str]) -> bool:
    return bool(observation.by) and observation.verb in PERCEIVED and not _is_theirs(observation, parties)


def _is_theirs(observation: Observation, parties: Sequence[str]) -> bool:
    """Whether a party speaks: a complaint, or its own camera."""
    return is_claim(observation) or observation.observer in parties


def _complainant(observation: Observation, parties: Sequence[str]) -> str:
    names = (observation.observer, observation.origin)
    return next((name for name in names if name in parties), observation.observer)


def _elsewhere(basis: Sequence[Observation], places: Mapping[str, Place]) -> bool:
    regions = _unique([one.where for one in basis])
    return any(not can_meet(left, right, places) for left, right in combinations(regions, 2))


def _hull(windows: Sequence[Interval]) -> Interval:
    starts = [window.start for window in windows if window.start is not None]
    ends = [window.end for window in windows if window.end is not None]
    return Interval(
        start=min(starts) if len(starts) == len(windows) else None,
        end=max(ends) if len(ends) == len(windows) else None,
    )


def _unique(items: Sequence[Region]) -> list[Region]:
    seen: list[Region] = []
    for item in items:
        if item not in seen:
            seen.append(item)
    return seen
