"""A second opinion on explanations: recomputes every node from its parts, and leaves from agreement and facts.

It shares no code with the evaluator on purpose: its own clocks, its own geodesics, its own count of origins. It checks
that every answer follows from the answers below it, that nodes are named by their path, that every fact named is on
record and was known, that the verdict is what the answers make it, and, of leaves that carry a claim, that the claim
is true. Of what it cannot compute again by itself (quiet clocks, open terms, regions that are no circles, registers) it
checks no more than that the facts named exist.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from itertools import pairwise

import shapely
from pyproj import Geod
from shapely.geometry.base import BaseGeometry

from servanda.errors import IntegrityError
from servanda.records.agreement import Agreement, Clock, Place
from servanda.records.facts import Facts
from servanda.records.finding import Claim, Finding, Reason
from servanda.records.incident import Incident
from servanda.records.observation import Observation
from servanda.records.place import Disc, Point, Spot
from servanda.records.time import Interval, length_of

_EARTH = Geod(ellps="WGS84")
_OPPOSITE = {"true": "false", "false": "true", "unknown": "unknown"}
_PERCEIVED = ("saw", "heard", "recorded")
_SPACING_M, _PAIR = 2_000.0, 2
_HERE = shapely.Point(0, 0)
_LARGEST_MM = 10_000
_LEEWAY_M, _LEEWAY = 3.0, 0.01
"""Drawn shapes are sampled: a distance may be off by so many metres, and by such a share of itself."""


def check_explanation(reason: Reason) -> None:
    """Refuse an explanation in which an answer does not follow from its parts.

    Raises IntegrityError `explanation-does-not-follow`, naming the first such node.

    >>> check_explanation(Reason(id="1", asks={"en": "Is it so?"}, truth="unknown"))
    """
    _follows(reason, "1")


def check_finding(finding: Finding, reason: Reason, agreement: Agreement, facts: Facts, as_of: datetime) -> None:
    """Refuse a finding whose explanation does not hold against agreement and facts (incidents included) at a moment."""
    check_explanation(reason)
    now = Interval(start=as_of, end=as_of)
    own = () if finding.subject.kind == "incident" else (finding.subject.when,)
    ground = _Ground(agreement, facts, as_of, (now, *own))
    if finding.agreement != f"{agreement.id}@{agreement.version}" or all(
        finding.term != each.id for each in agreement.terms
    ):
        raise _wrong("1", f"'{finding.agreement}:{finding.term}' is no term of '{agreement.id}@{agreement.version}'")
    made = _verdict(finding, reason)
    if made is not None and made != finding.outcome.verdict:
        raise _wrong("1", f"the answers make it {made}, the finding says {finding.outcome.verdict}")
    for name in finding.evidence:
        ground.known(name, "1")
    _leaves(reason, ground, {})


def _follows(reason: Reason, path: str) -> None:
    if reason.id != path:
        raise _wrong(path, f"the node '{reason.id}' stands there")
    for index, part in enumerate(reason.parts, start=1):
        _follows(part, f"{path}.{index}")
    made = _joined(reason)
    if made != reason.truth:
        raise _wrong(path, f"it says {reason.truth}, but its parts ({reason.joined}) make it {made}")


def _joined(reason: Reason) -> str:
    answers = [part.truth for part in reason.parts]
    if reason.joined == "leaf":
        return reason.truth if not answers else "a leaf with parts"
    if reason.joined == "not":
        return _OPPOSITE[answers[0]] if len(answers) == 1 else "a negation of several"
    decisive, otherwise = ("false", "true") if reason.joined == "all" else ("true", "false")
    if decisive in answers:
        return decisive
    return "unknown" if "unknown" in answers else otherwise


def _verdict(finding: Finding, reason: Reason) -> str | None:
    """What force and breach, or force and kept, make together; none where they leave it open or do not decide alone."""
    if len(reason.parts) != _PAIR:
        return None
    force, answer = (part.truth for part in reason.parts)
    asks_kept = finding.watched is not None or finding.subject.kind in ("duty", "silence", "cap")
    if force == "false":
        return "not_in_force"
    if force == "unknown" or answer == "unknown":
        return None if force == "unknown" else "undetermined"
    if finding.subject.kind == "silence" or (finding.watched is not None and answer == "false"):
        return "kept" if answer == "true" else None
    return "kept" if (answer == "true") is asks_kept else "breached"


def _leaves(reason: Reason, ground: "_Ground", assumed: Mapping[str, str]) -> None:
    here = {**assumed, **reason.assumes}
    for name in reason.rests_on:
        ground.known(name, reason.id)
    if reason.claim is not None:
        expected = _CLAIMS[reason.claim.kind](reason.claim, ground, here)
        if expected is not None and expected != reason.truth:
            says = f"{reason.claim.kind} {', '.join(reason.claim.on)} is {expected} by the record, not {reason.truth}"
            raise _wrong(reason.id, says)
    for part in reason.parts:
        _leaves(part, ground, here)


@dataclass(frozen=True)
class _Ground:
    """Agreement and facts, looked up by name."""

    agreement: Agreement
    facts: Facts
    as_of: datetime
    judged: tuple[Interval, ...]

    @cached_property
    def seen(self) -> dict[str, Observation]:
        return {each.id: each for each in self.facts.observations if each.recorded_at <= self.as_of}

    @cached_property
    def incidents(self) -> dict[str, Incident]:
        return {each.id: each for each in self.facts.incidents}

    @cached_property
    def names(self) -> set[str]:
        """Everything that may be named: records, what incidents are made of, and parts of the text."""
        facts, text = self.facts, self.agreement
        lists = (facts.tallies, facts.watches, facts.notices, facts.registers, facts.acts, facts.judgements)
        found = {str(each.id) for records in (*lists, facts.events, facts.adoptions) for each in records}
        found |= {name for each in facts.incidents for name in (each.id, *each.observations)} | set(self.seen)
        found |= {part for term in text.terms for part in (term.id, term.cite)} | {f"{text.id}@{text.version}"}
        return found.union(text.clocks, text.open, text.places, text.things, text.parties, text.proof)

    def known(self, name: str, path: str) -> None:
        """Refuse a name that stands for nothing on record, or for what was recorded later."""
        if name not in self.names and not name.startswith(f"{self.agreement.id}@"):
            raise _wrong(path, f"'{name}' is not on record, or was recorded only later")

    def behind(self, incident: Incident) -> list[Observation]:
        return [self.seen[name] for name in incident.observations if name in self.seen]

    def proves(self, one: Observation, methods: list[str]) -> bool:
        party = one.observer in self.agreement.parties and self.agreement.parties[one.observer].role == "party"
        told = one.verb not in _PERCEIVED or one.method == "party_complaint"
        return not told and not party and one.method in methods


def _clock(claim: Claim, ground: _Ground, _: Mapping[str, str]) -> str | None:
    """A stated moment, or one counted from such in exact time, against the time of what is judged."""
    if claim.when not in [*ground.judged, *(each.when for each in ground.facts.incidents)]:
        return "asked of a time that nothing on record has"
    moment, when = _moment(ground.agreement.clocks.get(claim.on[0]), ground), claim.when
    if moment is None or when is None:
        return None
    if when.start is not None and moment <= when.start:
        return "true"
    ends = when.end is not None and (when.end < moment or (when.end == moment and when.start != when.end))
    return "false" if ends else "unknown"


def _moment(clock: Clock | None, ground: _Ground) -> datetime | None:
    if clock is None or clock.at is not None:
        return clock.at if clock is not None else None
    plain = isinstance(clock.plus, str) and ("T" in clock.plus or ground.agreement.day_count == "unstated")
    anchor = _moment(ground.agreement.clocks.get(clock.after), ground) if clock.after else None
    if anchor is None or (clock.plus is not None and not plain):
        return None
    return anchor + (length_of(str(clock.plus)) if clock.plus is not None else timedelta())


def _author(claim: Claim, ground: _Ground, assumed: Mapping[str, str]) -> str | None:
    """Whoever the incident allows: all of them, none, or some of those asked about."""
    taken = assumed.get(f"author:{claim.about}")
    incident = ground.incidents.get(claim.about)
    if taken is not None or incident is None:
        return None if taken is None else ("true" if taken in claim.on else "false")
    if not set(incident.by) & set(claim.on):
        return None  # whether others can be ruled out is a matter of the standard
    return None if set(incident.by) <= set(claim.on) else "unknown"


def _proof(claim: Claim, ground: _Ground, assumed: Mapping[str, str]) -> str | None:
    incident, standard = ground.incidents.get(claim.about), ground.agreement.proof.get(claim.on[0])
    if incident is None or standard is None or "proof" in assumed:
        return None
    methods = [str(method) for method in standard.confirmed_by]
    have = len({each.origin for each in ground.behind(incident) if ground.proves(each, methods)})
    if (have, standard.independent) != (claim.low, claim.limit):
        return f"proven by {have} of {standard.independent}"
    return "true" if have >= standard.independent else "unknown"


def _class(claim: Claim, ground: _Ground, assumed: Mapping[str, str]) -> str | None:
    """Kinds and calibre against a class that is defined by those alone."""
    incident, thing = ground.incidents.get(claim.about), ground.agreement.things.get(claim.on[0])
    if incident is None or thing is None or "class" in assumed or not incident.things:
        return None
    if thing.named or thing.open or thing.range_min_m or thing.range_max_m or not thing.is_:
        return None  # defined by more than kind and calibre
    kinds = [kind in thing.is_ for kind in incident.things]
    if not any(kinds):
        return "false"
    least, most = thing.calibre_min_mm or 0, thing.calibre_max_mm or _LARGEST_MM
    low, high = (
        (incident.calibre.low_mm, incident.calibre.high_mm) if incident.calibre is not None else (1, _LARGEST_MM)
    )
    if high < least or low > most:
        return "false"
    return "true" if all(kinds) and least <= low and high <= most else "unknown"


def _inside(claim: Claim, ground: _Ground, _: Mapping[str, str]) -> str | None:
    """A circle and a drawn zone, where the edge is farther away than anything that could matter."""
    measured = _measured(claim, ground)
    if measured is None or measured[2].is_ == "line":
        return None
    away, radius, place, within = measured
    if away <= (radius + place.error_m) * (1 + _LEEWAY) + _LEEWAY_M:
        return None
    return "true" if within else "false"


def _nearer(claim: Claim, ground: _Ground, _: Mapping[str, str]) -> str | None:
    """A circle measured again: the claimed least and greatest distance, and what they say of the limit."""
    measured = _measured(claim, ground)
    if measured is None or claim.low is None or claim.high is None or measured[3]:
        return None
    away, radius, place, _within = measured
    least, most, leeway = away - radius - place.error_m, away + radius + place.error_m, _LEEWAY_M + _LEEWAY * away
    if abs(max(0.0, least) - claim.low) > leeway or abs(most - claim.high) > leeway:
        return f"{away:.0f} m away"
    if claim.limit is None or claim.limit in (claim.low, claim.high):
        return None
    if claim.high < claim.limit:
        return "true"
    return "false" if claim.low >= claim.limit else None


def _measured(claim: Claim, ground: _Ground) -> tuple[float, float, Place, bool] | None:
    """How far a circle's middle is from what is drawn, its radius, the place, and whether the middle lies within."""
    incident, place = ground.incidents.get(claim.about), ground.agreement.places.get(claim.on[0])
    region = incident.where[0] if incident is not None and len(incident.where) == 1 else None
    if not isinstance(region, Spot | Disc) or place is None or not place.shapes:
        return None
    radius = float(region.radius_m if isinstance(region, Disc) else 3 * region.sigma_m)
    shapes = [_about(region.at, shape, ring=place.is_ != "line" and len(shape) > _PAIR) for shape in place.shapes]
    within = sum(isinstance(one, shapely.Polygon) and one.contains(_HERE) for one in shapes) % 2 == 1
    edges = (one.exterior if isinstance(one, shapely.Polygon) else one for one in shapes)
    return min(edge.distance(_HERE) for edge in edges), radius, place, within


def _about(at: Point, shape: list[Point], *, ring: bool) -> BaseGeometry:
    """What is drawn, on a chart about a point: distances and bearings from there are geodesic."""
    here = (at.lon_e7 / 1e7, at.lat_e7 / 1e7)
    corners = [(point.lon_e7 / 1e7, point.lat_e7 / 1e7) for point in ([*shape, shape[0]] if ring else shape)]
    dense = corners[:1]
    for one, other in pairwise(corners):
        dense += [*_EARTH.npts(*one, *other, max(1, int(_EARTH.inv(*one, *other)[2] // _SPACING_M))), other]
    polar = [_EARTH.inv(*here, *spot) for spot in dense]
    chart = [(away * math.sin(math.radians(turn)), away * math.cos(math.radians(turn))) for turn, _, away in polar]
    if ring:
        return shapely.Polygon(chart)
    return shapely.LineString(chart) if len(chart) > 1 else shapely.Point(chart)


def _judged(claim: Claim, ground: _Ground, _: Mapping[str, str]) -> str | None:
    about = ("", claim.about, f"incident:{claim.about}")
    found = [
        each
        for each in ground.facts.judgements
        if (each.question, each.body) == (claim.on[0], claim.on[1]) and each.about in about and each.at <= ground.as_of
    ]
    last = max(found, key=lambda each: (each.about != "", each.at, each.id), default=None)
    return {"yes": "true", "no": "false"}.get(last.answer, "unknown") if last is not None else "unknown"


_CLAIMS = {
    "clock": _clock,
    "author": _author,
    "proof": _proof,
    "class": _class,
    "inside": _inside,
    "nearer": _nearer,
    "judged": _judged,
}


def _wrong(path: str, says: str) -> IntegrityError:
    return IntegrityError("explanation-does-not-follow", f"At '{path}' {says}.", place=path)
