"""A prohibition judged on silence: *kept* only where it was watched and nothing that may be a breach happened."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from servanda.findings.counted_there import counted_there
from servanda.findings.disturbing import disturbing
from servanda.findings.docket import Docket
from servanda.findings.ground import (
    chance_inside,
    drawn_behind,
    inside_hinge,
    region_place,
    undefined_hinges,
    under_readings,
)
from servanda.findings.identity import finding_id, version_of, with_replies
from servanda.findings.question import Question, every, settled
from servanda.findings.reads import Reads, reads_of
from servanda.findings.stamped import Stamped
from servanda.findings.verdicts import hinges_named
from servanda.findings.versions import clipped_to_version, in_force
from servanda.findings.watching import Watched, least, usable, watched_by_reading
from servanda.geo import Chance, has_shape, share_covered
from servanda.logic import NO, YES, All, Diagram, Expression, Not, choose, moment_of, unknown
from servanda.records.agreement import Place, Term
from servanda.records.finding import Claim, Finding, Hinge, Outcome, Subject, Verdict
from servanda.records.incident import Incident
from servanda.records.place import InPlace, Region
from servanda.records.record import Wording
from servanda.records.time import Interval
from servanda.wording import say

_PERCENT = 10_000
"""Parts per million."""


@dataclass(frozen=True)
class Silence:
    """A term, a place and a time, with the questions that decide whether silence there means *kept*."""

    term: Term
    place: str
    window: Interval
    watch: Watched
    force: Question
    quiet: Question


def judge_silence(term: Term, window: Interval, made: Stamped, docket: Docket) -> list[Finding]:
    """Findings on silence: one for each place the term names, or each sector that somebody watched for its act.

    Args:
        term: A prohibition.
        window: The time, with both ends.
        made: Findings of the same term on incidents: a breach there leaves no silence to judge.
        docket: The instrument and the facts.
    """
    reads = reads_of(term, docket)
    found = [_judged(place, window, made, reads) for place in places_of(term, docket)]
    return [with_replies(finding, term, docket, about=()) for finding in found if finding is not None]


def _judged(place: str, window: Interval, made: Stamped, reads: Reads | None) -> Finding | None:
    term, docket = made.term, made.docket

    def judged() -> Finding | None:
        silence = silence_at(term, place, window, made, docket)
        return None if silence is None else finding_on(silence, _subject(silence, docket), docket)

    if reads is None:
        return judged()
    span = clipped(term, window, docket)
    numbers = disturbing(made, place, span)
    broken = (
        None if numbers is None else [(made[number], docket.incidents[int(made.rows[number])]) for number in numbers]
    )
    return reads.recall(reads.silence(place, span, broken), judged)


def places_of(term: Term, docket: Docket) -> list[str]:
    """Where silence is judged.

    The zone of the term, split into sectors where the instrument has sectors; for a term that applies everywhere, the
    sectors if any watch looked for its act, else everywhere at once. Distances are not judged on silence: nobody can
    have watched all ground near a line by not seeing a gun.
    """
    if term.must_not is None or term.table or (term.where is not None and not term.where.in_):
        return []
    act = term.must_not.do
    looked_for = any(act in watch.acts for watch in usable(docket, docket.standard(term)))
    if term.where is not None:
        zone = term.where.in_
        within = [sector for sector in docket.sectors if _overlaps(zone, sector, docket)]
        return within if zone not in docket.sectors and within and looked_for else [zone]
    return docket.sectors if docket.sectors and looked_for else [""]


def _overlaps(zone: str, sector: str, docket: Docket) -> bool:
    places = docket.places
    drawn = has_shape(docket.place(zone)) and has_shape(places[sector])
    return drawn and share_covered(InPlace(place=zone), places[sector], places) > 0


def silence_at(term: Term, place: str, window: Interval, made: Stamped, docket: Docket) -> Silence | None:
    """The questions for one place; none if a breach certainly happened there, so that it was not silent."""
    span = clipped(term, window, docket)
    act = term.must_not.do if term.must_not else ""
    watches = watched_by_reading(place, act, span, docket, docket.standard(term))
    candidates = disturbing(made, place, span)
    if candidates is None:
        return None
    disturbances: list[Question] = []
    for number in candidates:
        finding, incident = made[number], docket.incidents[int(made.rows[number])]
        if not _refuted(finding, incident, place, docket, term):
            disturbances.append(_disturbance(finding, incident, place, docket))
    counted = counted_there(term, place, span, docket)
    if counted is None:
        return None
    parts = [_watch_by_reading(watches, place, docket, term), *disturbances, *counted]
    asks = say("findings.asks_quiet", place=_called(place, docket))
    return Silence(term, place, span, least(watches.values()), in_force(term, span, docket), every(asks, parts))


def clipped(term: Term, window: Interval, docket: Docket) -> Interval:
    """The part of the window in which version and term were in force, where that is exactly known."""
    window = clipped_to_version(window, docket)
    start, end = window.start, window.end
    if term.during is None or start is None or end is None:
        return window
    opens = _exact(term.during.from_, docket)
    closes = _exact(term.during.until, docket) if term.during.until else None
    if opens is not None and start < opens < end:
        start = opens
    if closes is not None and start < closes < end:
        end = closes
    return Interval(start=start, end=end)


def _exact(clock: str, docket: Docket) -> datetime | None:
    moments = moment_of(clock, docket.calendar)
    return moments[0].latest if len(moments) == 1 and moments[0].earliest == moments[0].latest else None


def _refuted(finding: Finding, incident: Incident, place: str, docket: Docket, term: Term) -> bool:
    return finding.outcome.verdict != "breached" and is_answered(incident, place, docket, term)


def is_answered(incident: Incident, place: str, docket: Docket, term: Term) -> bool:
    """Whether it is a mere claim about a time and spot that were watched to the standard: that breaks no silence."""
    standard = docket.standard(term)
    claimed = all(each.method == "party_complaint" or each.verb == "alleged" for each in docket.observations(incident))
    withheld = len(docket.observations(incident)) < len(incident.observations)
    if not claimed or withheld or incident.when.start is None:
        return False
    moment = incident.when if incident.when.start != incident.when.end else _second_after(incident.when)
    spots = [place, *(_spot(region, docket) for region in incident.where)]
    return not any(
        each.gaps
        for spot in spots
        for each in watched_by_reading(spot, incident.act, moment, docket, standard).values()
    )


def _spot(region: Region, docket: Docket) -> Place | str:
    """Where a claim says that it happened, as a place: watching the rest of the sector does not answer it."""
    return region.place if isinstance(region, InPlace) else region_place(region, docket)


def _second_after(when: Interval) -> Interval:
    return Interval(start=when.start, end=when.start + timedelta(seconds=1)) if when.start else when


def _disturbance(finding: Finding, incident: Incident, place: str, docket: Docket) -> Question:
    """That an incident which may be a breach, there, was none."""
    name = finding.subject.id
    hinges = [(f"{name}:{hinge.cause}:{hinge.on}", hinge) for hinge in finding.hinges]
    breach = All(tuple(unknown(each) for each, _ in hinges))
    there, where = _was_there(place, incident, docket)
    return Question(
        say("findings.asks_disturbance", incident=name),
        answer=Not(All((breach, there))),
        rests_on=tuple(finding.evidence),
        hinges=(*hinges, *where),
        claim=Claim(kind="undisturbed", on=[name, place]),
    )


def _was_there(place: str, incident: Incident, docket: Docket) -> tuple[Expression, list[tuple[str, Hinge]]]:
    """That an incident was in a place, under each reading where the text leaves the place open; and its unknowns."""
    drawn = drawn_behind(place, docket) if place else {"": ""}
    itself = _chance(place, incident, docket)
    if drawn is None or "" in drawn or (itself is not None and itself.certain is not None):
        return _surely(place, itself, incident, docket)
    parts = {name: _surely(name, _chance(name, incident, docket), incident, docket) for name in set(drawn.values())}
    there = under_readings(place, drawn, lambda name: parts[name][0], docket)
    hinges = [hinge for name in sorted(parts) for hinge in parts[name][1]]
    return there, [*undefined_hinges(place, docket), *hinges]


def _chance(place: str, incident: Incident, docket: Docket) -> Chance | None:
    if not place:
        return Chance(ppm=1_000_000, certain=True)
    return chance_inside(place, incident.where, docket, either=incident.contradictory)


def _surely(
    place: str, there: Chance | None, incident: Incident, docket: Docket
) -> tuple[Expression, list[tuple[str, Hinge]]]:
    if there is not None and there.certain is not None:
        return (YES if there.certain else NO), []
    name = f"{incident.id}:in:{place}"
    return unknown(name), [(name, inside_hinge(place, there, docket))]


def _watch_by_reading(watches: Mapping[str, Watched], place: str, docket: Docket, term: Term) -> Question:
    """Whether enough was watched, under each reading of a place that the text leaves open."""
    drawn = drawn_behind(place, docket) if place else {"": ""}
    if drawn is None or "" in drawn:
        return watch_question(watches[place], place, docket, term)
    parts = {name: watch_question(watch, name, docket, term) for name, watch in watches.items()}
    joined = watch_question(least(watches.values()), place, docket, term)
    if joined.answer is YES or not any(part.answer is YES for part in parts.values()):
        return joined
    return replace(
        joined,
        answer=under_readings(
            place, drawn, lambda name: YES if parts[name].answer is YES else unknown(f"watch:{name}"), docket
        ),
        hinges=(
            *undefined_hinges(place, docket),
            *((f"watch:{name}", hinge) for name, part in parts.items() for _, hinge in part.hinges),
        ),
    )


def watch_question(watch: Watched, place: str, docket: Docket, term: Term) -> Question:
    """Whether enough of a place and time was watched for silence to mean anything."""
    need = docket.standard(term).kept_needs_watch
    told = need - _PERCENT if need - _PERCENT < watch.share < need else watch.share  # never shown as what is needed
    asks = say("findings.asks_watched", share=told, need=need)
    claim = Claim(kind="watched", on=[place], low=watch.share, limit=need)
    if watch.share >= need:
        return settled(asks, holds=True, rests_on=watch.watches, claim=claim)
    says = say("findings.hinge_unobserved", place=_called(place, docket), share=told, need=need)
    hinge = Hinge(cause="unobserved", on=place or term.id, says=says, gaps=list(watch.gaps))
    return Question(asks, answer=unknown("watch"), rests_on=watch.watches, hinges=(("watch", hinge),), claim=claim)


def _called(place: str, docket: Docket) -> Wording:
    return docket.call(place) if place else say("findings.everywhere")


def _subject(silence: Silence, docket: Docket) -> Subject:
    return Subject(
        kind="silence",
        id=silence.place or silence.term.id,
        when=silence.window,
        place=silence.place,
        sector=silence.place if silence.place in docket.sectors else "",
    )


def finding_on(silence: Silence, subject: Subject, docket: Docket) -> Finding:
    """What the questions of a silence come to, before anybody replied."""
    diagram = silence_diagram(silence)
    verdict: Verdict = _verdict(diagram)
    named = dict((*silence.force.all_hinges(), *silence.quiet.all_hinges()))
    return Finding(
        id=finding_id(silence.term, subject, docket),
        agreement=version_of(docket),
        term=silence.term.id,
        subject=subject,
        outcome=Outcome(verdict=verdict, attribution="not_applicable"),
        hinges=hinges_named(diagram.hinges(), named) if verdict == "undetermined" else [],
        evidence=sorted(silence.watch.watches),
        watched=silence.watch.share,
    )


def silence_diagram(silence: Silence) -> Diagram:
    """The decision diagram: not in force, kept, or (a possibility only) broken unseen."""
    cases: list[tuple[Expression, str]] = [
        (Not(silence.force.expression()), "not_in_force"),
        (silence.quiet.expression(), "kept"),
    ]
    return choose(cases, otherwise="breached")


def _verdict(diagram: Diagram) -> Verdict:
    reached = diagram.outcomes()
    if reached == {"kept"}:
        return "kept"
    return "not_in_force" if reached == {"not_in_force"} else "undetermined"
