"""Findings as cards: outcome, what it hinges on, the flip point, notices matched, replies word for word."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from servanda.records.finding import Finding, Hinge
from servanda.records.incident import Incident
from servanda.records.record import Wording
from servanda.records.tally import Tally
from servanda.reports.annex import term_id
from servanda.reports.annex_ground import incident_line
from servanda.reports.brief_change import reading_name
from servanda.reports.citations import Line, anchor
from servanda.reports.dossier import Dossier
from servanda.reports.formats import full, inner, joined, moment, percent, period, same
from servanda.reports.names import Names, phrase
from servanda.reports.outcomes import VERDICTS, attribution, outcome_of
from servanda.reports.page import Card, Outcome, Part, Row, Table
from servanda.reports.replied import said_of
from servanda.reports.tallies import tally_line, watch_behind
from servanda.wording import say


def findings_part(dossier: Dossier, names: Names) -> Part:
    """All findings: breaches first, then what is undetermined, kept, not in force."""
    lines = (Line(say("reports.findings-lead"), ("ledger",)),)
    cards = finding_cards(dossier.findings, dossier, names)
    return Part(anchor="findings", title=say("reports.part-findings"), lines=lines, cards=cards)


def finding_cards(findings: Sequence[Finding], dossier: Dossier, names: Names) -> tuple[Card, ...]:
    """A card for each of some findings, breaches first."""
    ordered = sorted(findings, key=lambda known: (VERDICTS.index(known.outcome.verdict), _moment(known), known.id))
    judged = _Judged(
        incidents={incident.id: incident for incident in dossier.incidents},
        tallies={tally.id: tally for tally in dossier.tallies},
    )
    return tuple(_card(finding, judged, dossier, names) for finding in ordered)


@dataclass(frozen=True, kw_only=True)
class _Judged:
    """What findings judge, by identifier."""

    incidents: Mapping[str, Incident]
    tallies: Mapping[str, Tally]


def _moment(finding: Finding) -> str:
    start = finding.subject.when.start
    return start.isoformat() if start else ""


def _card(finding: Finding, judged: _Judged, dossier: Dossier, names: Names) -> Card:
    term = names.term(finding.agreement, finding.term)
    title = full(term.says, finding.term) if term else same(finding.term)
    zone = dossier.case.time_zone
    lines = [
        _subject(finding, judged, names),
        *_hinges(finding, zone),
        *(Line(full(flip.says), (finding.id,)) for flip in finding.flips),
        *_permitted(finding, dossier, names),
        *_watched(finding),
        *_watch_of_count(finding, judged, dossier, names),
        *said_of(finding, names),
        _finality(finding, zone),
    ]
    tables = (_readings(finding, dossier, names),) if finding.by_reading else ()
    return Card(
        anchor=anchor(finding.id),
        title=Line(title, (term_id(finding.agreement, finding.term),)),
        outcome=outcome_of(finding, names),
        lines=tuple(lines),
        tables=tables,
    )


def _subject(finding: Finding, judged: _Judged, names: Names) -> Line:
    incident, tally = judged.incidents.get(finding.subject.id), judged.tallies.get(finding.subject.id)
    where = finding.subject.place or finding.subject.sector
    if finding.subject.kind == "incident" and incident is not None:
        says = incident_line(incident, names.zone)
    elif finding.subject.kind == "count" and tally is not None:
        told = say("reports.counted-by", names=names.parties([tally.observer]))
        says, where = joined([told, tally_line(tally, names)], "; "), ""
    else:
        says = joined([phrase("subject", finding.subject.kind), period(finding.subject.when, names.zone)], "; ")
    if where:
        says = joined([says, names.place(where)], "; ")
    return Line(says, tuple(finding.evidence) or (finding.id,))


def _watch_of_count(finding: Finding, judged: _Judged, dossier: Dossier, names: Names) -> list[Line]:
    """The watch behind a number that was judged: no count is shown without it."""
    tally = judged.tallies.get(finding.subject.id)
    if finding.subject.kind != "count" or tally is None:
        return []
    return [watch_behind(tally, dossier, names)]


def _hinges(finding: Finding, zone: str) -> list[Line]:
    verdict = [Line(say("reports.hinges-on", says=_hinge(hinge, zone)), (finding.id,)) for hinge in finding.hinges]
    author = [
        Line(say("reports.author-hinges-on", says=_hinge(hinge, zone)), (finding.id,))
        for hinge in finding.attribution_hinges
    ]
    return [*verdict, *author]


def _hinge(hinge: Hinge, zone: str) -> Wording:
    parts = [inner(full(hinge.says, hinge.on))]
    share = percent(hinge.chance) if hinge.chance is not None else None
    if share and not all(share[lang] in text for lang, text in parts[0].items()):
        parts.append(say("reports.chance", share=share))
    if hinge.gaps:
        parts.append(say("reports.nobody-watched", when=joined([period(gap, zone) for gap in hinge.gaps], "; ")))
    return joined(parts, "; ")


def _permitted(finding: Finding, dossier: Dossier, names: Names) -> list[Line]:
    lines = []
    if finding.exemption:
        term = names.term(finding.agreement, finding.term)
        known = next((one for one in term.unless if one.id == finding.exemption), None) if term else None
        says = full(known.says, finding.exemption) if known else same(finding.exemption)
        lines.append(Line(say("reports.exempted", says=says), (term_id(finding.agreement, finding.term),)))
    notices = {notice.id: notice for notice in dossier.notices}
    for name in finding.notices:
        notice = notices.get(name)
        if notice is not None:
            zone = dossier.case.time_zone
            when, given = period(notice.when, zone), moment(notice.given_at, zone)
            says = say("reports.notified", by=names.party(notice.by), when=when, given=given)
            lines.append(Line(says, (name,)))
    return lines


def _watched(finding: Finding) -> list[Line]:
    if finding.watched is None:
        return []
    return [Line(say("reports.watch-share", share=percent(finding.watched)), tuple(finding.evidence) or (finding.id,))]


def _finality(finding: Finding, zone: str) -> Line:
    if finding.final:
        return Line(say("reports.final"), (finding.id,))
    if finding.reply_until is None:
        return Line(say("reports.not-final"), (finding.id,))
    return Line(say("reports.reply-until", at=moment(finding.reply_until, zone)), (finding.id,))


def _readings(finding: Finding, dossier: Dossier, names: Names) -> Table:
    rows = []
    for one in finding.by_reading:
        said = []
        for name, reading in sorted(one.readings.items()):
            term = names.open_term(name)
            known = term.readings.get(reading) if term else None
            said.append(full(known.says, reading) if known else reading_name(dossier, reading))
        settled = finding.outcome.attribution
        by = attribution(one.verdict, settled)
        outcome = Outcome(verdict=one.verdict, attribution=settled, says=phrase("verdict", one.verdict), by=by)
        rows.append(Row(cells=(Line({}), Line(joined(said, "; "), (finding.id,))), outcome=outcome))
    heads = (say("reports.head-outcome"), say("reports.head-if-read"))
    return Table(title=say("reports.table-readings"), heads=heads, rows=tuple(rows))
