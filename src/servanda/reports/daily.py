"""The daily report: what was recorded, what it amounts to, who must act, and what could not be seen."""

from collections import Counter

from servanda.records.finding import Finding
from servanda.reports.annex import term_id
from servanda.reports.annex_ground import incident_line, perceived
from servanda.reports.citations import Line
from servanda.reports.daily_act import coverage_part, rejections_part, responses_part
from servanda.reports.daily_findings import findings_part
from servanda.reports.daily_watch import access_part, unseen_part
from servanda.reports.dossier import Dossier
from servanda.reports.formats import full, moment, number, period
from servanda.reports.names import Names, phrase
from servanda.reports.outcomes import (
    VERDICTS,
    count_rows,
    established,
    sectors_of,
    verdict_counts,
    watch_of,
    watch_of_sector,
)
from servanda.reports.page import Page, Part, Row, Table
from servanda.wording import say


def daily_pages(dossier: Dossier, names: Names) -> tuple[Page, ...]:
    """The daily report: one page, signed by the mission of the case."""
    zone = dossier.case.time_zone
    facts = [] if dossier.window is None else [(say("reports.period"), period(dossier.window, zone))]
    signed = [(say("reports.issued-by"), full(dossier.case.mission))] if dossier.case.mission else []
    title = full(dossier.case.title, dossier.case.id)
    parts = _parts(dossier, names)
    return (Page(stem="report", kind="daily", title=title, parts=parts, facts=tuple(facts), signed=tuple(signed)),)


def _parts(dossier: Dossier, names: Names) -> tuple[Part, ...]:
    """The sections of the daily report, in fixed order."""
    parts = (
        _summary(dossier, names),
        terms_part(dossier, names),
        _by_sector(dossier, names),
        unseen_part(dossier, names),
        access_part(dossier, names),
        findings_part(dossier, names),
        responses_part(dossier, names),
        coverage_part(dossier, names),
        rejections_part(dossier),
        _incidents(dossier, names),
    )
    return tuple(part for part in parts if part is not None)


def _summary(dossier: Dossier, names: Names) -> Part:
    accepted, rejected = len(dossier.observations), _rejected(dossier)
    taken = say(
        "reports.summary-taken",
        all=number(accepted + rejected),
        taken=number(accepted),
        rejected=number(rejected),
        incidents=len(dossier.incidents),
    )
    support = tuple(sorted(known.id for known in dossier.observations)) or ("ledger",)
    lines = [Line(taken, support)]
    if dossier.window is not None:
        lines.insert(
            0, Line(say("reports.summary-period", when=period(dossier.window, dossier.case.time_zone)), ("ledger",))
        )
    lines.append(Line(say("reports.summary-methods", counts=_methods(dossier)), support))
    title = say("reports.part-summary")
    heads = (say("reports.head-outcome"), say("reports.head-findings"))
    counts = Table(title=say("reports.table-outcomes"), heads=heads, rows=tuple(count_rows(dossier.findings)))
    watch = Table(
        title=say("reports.table-watch"),
        heads=(say("reports.head-sector"), say("reports.head-watch")),
        rows=tuple(
            Row(cells=(Line(names.place(sector)), watch_of_sector(sector, dossier, names)))
            for sector in sectors_of(dossier, names)
        ),
    )
    return Part(anchor="summary", title=title, lines=tuple(lines), tables=(counts, watch))


def _rejected(dossier: Dossier) -> int:
    return sum(1 for one in dossier.rejections if one.kind == "observation")


def _methods(dossier: Dossier) -> dict[str, str]:
    counts = Counter(known.method for known in dossier.observations)
    said = [
        say("reports.count-of", what=phrase("method", method), n=number(counts[method])) for method in sorted(counts)
    ]
    return (
        say("reports.semicolons", list=said)
        if not said
        else {lang: "; ".join(one[lang] for one in said) for lang in said[0]}
    )


def terms_part(dossier: Dossier, names: Names) -> Part:
    """For each term, how many findings have each verdict, with the watch beside."""
    terms: dict[tuple[str, str], list[Finding]] = {}
    for finding in dossier.findings:
        terms.setdefault((finding.agreement, finding.term), []).append(finding)
    rows = []
    for (agreement, name), findings in sorted(terms.items()):
        term = names.term(agreement, name)
        label = Line(full(term.says, name) if term else full({}, name), (term_id(agreement, name),))
        silent = [finding for finding in findings if finding.watched is not None]
        cells = (label, *verdict_counts(findings), established(findings), watch_of(silent))
        rows.append(Row(cells=cells))
    title = say("reports.part-terms")
    table = Table(title=title, heads=(say("reports.head-term"), *_count_heads()), rows=tuple(rows), wide=True)
    lines = (Line(say("reports.counts-note"), ("ledger",)),)
    return Part(anchor="terms", title=title, lines=lines, tables=(table,))


def _by_sector(dossier: Dossier, names: Names) -> Part:
    rows = []
    for sector in [*sectors_of(dossier, names), ""]:
        findings = [finding for finding in dossier.findings if finding.subject.sector == sector]
        if not findings and not sector:
            continue
        label = Line(names.place(sector)) if sector else Line(say("reports.sector-uncertain"))
        watch = watch_of_sector(sector, dossier, names) if sector else Line(say("reports.watch-unknown"), ("ledger",))
        rows.append(Row(cells=(label, *verdict_counts(findings), established(findings), watch)))
    title = say("reports.part-sectors")
    table = Table(title=title, heads=(say("reports.head-sector"), *_count_heads()), rows=tuple(rows), wide=True)
    return Part(anchor="sectors", title=title, tables=(table,))


def _count_heads() -> tuple[dict[str, str], ...]:
    verdicts = tuple(phrase("verdict", verdict) for verdict in VERDICTS)
    return (*verdicts, say("reports.head-established"), say("reports.head-watch"))


def _incidents(dossier: Dossier, names: Names) -> Part:
    zone = dossier.case.time_zone
    observations = {known.id: known for known in dossier.observations}
    tables = []
    for incident in sorted(dossier.incidents, key=lambda known: (known.when.start or dossier.as_of, known.id)):
        rows = []
        for name in incident.observations:
            known = observations.get(name)
            if known is None:
                continue
            remark = full(known.says) if known.says else full({}, "—")
            rows.append(
                Row(
                    cells=(
                        Line(period(known.when, zone), (name,)),
                        Line(names.party(known.observer)),
                        Line(phrase("verb", known.verb)),
                        Line(phrase("method", known.method)),
                        Line(perceived(known)),
                        Line(remark),
                    )
                )
            )
        title = incident_line(incident, zone)
        tables.append(Table(title=title, heads=_observation_heads(), rows=tuple(rows), wide=True))
    lines = (Line(say("reports.incidents-note", at=moment(dossier.as_of, zone)), ("ledger",)),)
    return Part(anchor="observations", title=say("reports.part-observations"), lines=lines, tables=tuple(tables))


def _observation_heads() -> tuple[dict[str, str], ...]:
    return tuple(say(f"reports.head-{name}") for name in ("when", "observer", "verb", "method", "act", "remark"))
