"""The facts of a decision: who perceived what, by what, when and where; what is on record, and what was judged."""

from collections.abc import Iterator

from servanda.findings import facts_used
from servanda.findings.recorded import called
from servanda.records.observation import Observation, Watch
from servanda.records.place import Area, Disc, InPlace, Path, Region, Sector, Spot
from servanda.records.record import Wording
from servanda.reports.decided import Decided
from servanda.reports.formats import full, moment, period, same
from servanda.reports.names import phrase
from servanda.wording import languages, say

_E7 = 10_000_000
_CUT = 3
_SURE = 4
"""Decimal places of a position that is shown: eleven metres, less than any error that is on record."""


def facts_of(decided: Decided) -> Iterator[tuple[int, Wording]]:
    """Each fact that the finding or an answer rests on, in a sentence."""
    seen = {each.id: each for each in decided.facts.observations}
    watches = {each.id: each for each in decided.facts.watches}
    tallies = {each.id for each in decided.facts.tallies}
    for name in decided.finding.evidence:
        if name in seen:
            yield 0, _seen(seen[name], decided)
        elif name in watches:
            yield 0, _watched(watches[name], decided)
        else:
            yield 0, say("decision.other" if name in tallies else "decision.withheld", id=decided.cited(name))
    yield from ((0, line) for line in _entries(decided))


def _entries(decided: Decided) -> Iterator[Wording]:
    """Entries of registers and judgements that an answer rests on."""
    used, facts, zone = (
        {*facts_used(decided.reason), *decided.finding.notices},
        decided.facts,
        decided.agreement.time_zone,
    )
    for notice in sorted((each for each in facts.notices if each.id in used), key=lambda each: each.id):
        yield say(
            "decision.noticed",
            id=decided.cited(notice.id),
            by=decided.call(notice.by),
            to=decided.call(notice.to),
            given=moment(notice.given_at, zone),
            act=phrase("act", notice.act),
            when=period(notice.when, zone),
            where=_where(notice.where, decided),
        )
    for act in sorted((each for each in facts.acts if each.id in used), key=lambda each: each.id):
        to = say("decision.acted_to", to=decided.call(act.to)) if act.to else same("")
        when, by = period(act.when, zone), decided.call(act.by)
        yield say("decision.acted", id=decided.cited(act.id), event=called(act.event), by=by, to=to, when=when)
    for one in sorted((each for each in facts.judgements if each.id in used), key=lambda each: each.id):
        question = decided.agreement.open.get(one.question)
        yield say(
            "decision.judged",
            id=decided.cited(one.id),
            body=decided.call(one.body),
            at=moment(one.at, zone),
            question=full(question.question, one.question) if question is not None else same(one.question),
            answer=say(f"decision.answer_{one.answer}") if one.answer in {"yes", "no"} else same(one.answer),
        )


def _seen(one: Observation, decided: Decided) -> Wording:
    what = {lang: f" ({', '.join(phrase('thing', kind)[lang] for kind in one.things)})" for lang in languages()}
    who = [decided.call(name) for name in one.by]
    return say(
        "decision.seen",
        id=decided.cited(one.id),
        observer=decided.call(one.observer),
        verb=say(f"decision.{one.verb}"),
        when=period(one.when, decided.agreement.time_zone),
        act=phrase("act", one.act),
        what=what if one.things else same(""),
        method=phrase("method", one.method),
        where=_where(one.where, decided),
        who=say("reports.names", names=who) if who else say("decision.nobody"),
    )


def _watched(one: Watch, decided: Decided) -> Wording:
    return say(
        "decision.watched",
        id=decided.cited(one.id),
        observer=decided.call(one.observer),
        when=period(one.when, decided.agreement.time_zone),
        method=phrase("method", one.method),
        where=_where(one.where, decided),
    )


def _where(region: Region, decided: Decided) -> Wording:
    """Where it was, with its error; of a bearing never where the post stands."""
    match region:
        case InPlace():
            return say("decision.where_place", place=decided.call(region.place))
        case Spot() | Disc():
            radius = region.radius_m if isinstance(region, Disc) else _CUT * region.sigma_m
            at = f"{region.at.lat_e7 / _E7:.{_SURE}f}, {region.at.lon_e7 / _E7:.{_SURE}f}"
            return say("decision.where_within", radius=radius, at=at)
        case Path():
            return say("decision.where_line", n=len(region.points), radius=_CUT * region.sigma_m)
        case Area():
            return say("decision.where_area", n=len(region.ring))
        case Sector():
            return say("decision.where_bearing", distance=region.distance_m)
