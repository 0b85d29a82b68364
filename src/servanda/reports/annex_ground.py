"""Annex entries of the ground arm: observations, watches, notices, incidents, findings, replies."""

from collections.abc import Iterator

from servanda.records.finding import Finding
from servanda.records.incident import Incident
from servanda.records.observation import Count, Notice, Observation, Watch
from servanda.records.place import InPlace, Region
from servanda.records.record import Wording
from servanda.reports.citations import Entry
from servanda.reports.dossier import Dossier
from servanda.reports.formats import full, joined, moment, number, period, same
from servanda.reports.names import Names, phrase
from servanda.reports.outcomes import outcome_of
from servanda.reports.replied import said_of
from servanda.wording import say

_COUNTED = ("fire", "station", "fly", "cross")
"""Acts whose kind and number matter even where nobody could tell them."""


def ground_entries(dossier: Dossier, names: Names) -> Iterator[Entry]:
    """Entries of everything perceived, watched, announced, fused, judged and replied."""
    zone = dossier.case.time_zone
    for observation in dossier.observations:
        yield _observation(observation, zone, names)
    for watch in dossier.watches:
        yield _watch(watch, zone, names)
    for notice in dossier.notices:
        yield _notice(notice, zone, names)
    for incident in dossier.incidents:
        title = incident_line(incident, zone)
        yield Entry(incident.id, say("reports.kind-incident"), title, (), tuple(incident.observations))
    for finding in dossier.findings:
        yield _finding(finding, names)
    for response in dossier.responses:
        yield Entry(response.id, say("reports.kind-response"), same(response.procedure), (), tuple(response.started_by))
    for reply in dossier.replies:
        facts = (moment(reply.at, zone), names.party(reply.by))
        yield Entry(reply.id, say("reports.kind-reply"), full(reply.says), facts)
    for judgement in dossier.judgements:
        title = say("reports.judged", body=names.party(judgement.body), answer=judgement.answer)
        yield Entry(judgement.id, say("reports.kind-judgement"), title, (moment(judgement.at, zone),))


def count_of(count: Count) -> Wording:
    """How many: a number, a range, or *at least*."""
    if count.high == count.low:
        return number(count.low)
    if count.high is None:
        return say("reports.at-least", n=number(count.low))
    return joined([number(count.low), number(count.high)], "–")


def things_of(things: list[str]) -> Wording:
    """Kinds it may have been, joined by *or*."""
    return joined([phrase("thing", thing) for thing in things], " / ") if things else say("reports.thing-unknown")


def place_of(region: Region, names: Names) -> Wording:
    """Where, without coordinates: the agreement's own place, or how the place was measured."""
    if isinstance(region, InPlace):
        return names.place(region.place)
    return phrase("region", str(region.__struct_config__.tag))


def incident_line(incident: Incident, zone: str) -> Wording:
    """One incident in one line: act, kind, number, time, means."""
    means = joined([phrase("method", method) for method in incident.methods])
    counted = incident.things or incident.act in _COUNTED
    return say(
        "reports.incident-line" if counted else "reports.incident-plain",
        act=phrase("act", incident.act),
        things=things_of(incident.things),
        count=count_of(incident.count),
        when=period(incident.when, zone),
        means=means,
    )


def perceived(observation: Observation) -> Wording:
    """What one observer perceived: act, and kind and number wherever they matter."""
    act = phrase("act", observation.act)
    if not (observation.things or observation.act in _COUNTED):
        return act
    return say("reports.perceived", act=act, things=things_of(observation.things), count=count_of(observation.count))


def _observation(observation: Observation, zone: str, names: Names) -> Entry:
    counted = observation.things or observation.act in _COUNTED
    title = say(
        "reports.observation-line" if counted else "reports.observation-plain",
        verb=phrase("verb", observation.verb),
        observer=names.party(observation.observer),
        method=phrase("method", observation.method),
        act=phrase("act", observation.act),
        things=things_of(observation.things),
        count=count_of(observation.count),
    )
    facts = [joined([period(observation.when, zone), place_of(observation.where, names)], "; ")]
    if observation.says:
        facts.append(full(observation.says))
    return Entry(observation.id, say("reports.kind-observation"), title, tuple(facts))


def _finding(finding: Finding, names: Names) -> Entry:
    term = names.term(finding.agreement, finding.term)
    title = full(term.says, finding.term) if term else same(finding.term)
    outcome = outcome_of(finding, names)
    said = (line.says for line in said_of(finding, names))
    facts = (say("reports.outcome", verdict=outcome.says, by=outcome.by), same(finding.subject.id), *said)
    rests = (*finding.evidence, *finding.notices)
    return Entry(finding.id, say("reports.kind-finding"), title, facts, rests)


def _watch(watch: Watch, zone: str, names: Names) -> Entry:
    who = [names.party(watch.observer), phrase("method", watch.method)]
    facts = [joined([period(watch.when, zone), place_of(watch.where, names)], "; ")]
    facts += [say("reports.fact-interrupted", when=period(gap, zone)) for gap in watch.interrupted]
    if watch.says:
        facts.append(full(watch.says))
    return Entry(watch.id, say("reports.kind-watch"), joined(who), tuple(facts))


def _notice(notice: Notice, zone: str, names: Names) -> Entry:
    title = say("reports.notice-line", by=names.party(notice.by), act=phrase("act", notice.act))
    facts = (period(notice.when, zone), say("reports.fact-given", at=moment(notice.given_at, zone)))
    return Entry(notice.id, say("reports.kind-notice"), title, facts)
