"""A mission's days: one page for each of its reports, made from its published summaries, and an overview of all."""

from collections.abc import Sequence

from servanda.records.finding import Finding
from servanda.records.record import Wording
from servanda.reports.citations import Line
from servanda.reports.daily_act import rejections_part
from servanda.reports.daily_findings import finding_cards
from servanda.reports.dossier import Dossier
from servanda.reports.formats import day as date_of
from servanda.reports.formats import full, joined, period, same
from servanda.reports.mission_counts import summary_part, violations_part
from servanda.reports.mission_days import Day, days_of
from servanda.reports.mission_observed import observed_parts
from servanda.reports.mission_overview import overview_parts
from servanda.reports.mission_watch import watched_part
from servanda.reports.names import Names
from servanda.reports.page import Page, Part
from servanda.wording import say

_OVERVIEW = "report"


def mission_pages(dossier: Dossier, names: Names) -> tuple[Page, ...]:
    """The overview, and a page for each report of the mission in order of time."""
    days = days_of(dossier)
    pages = [_overview(days, dossier, names)]
    pages += [_page(place, days, dossier, names) for place in range(len(days))]
    return tuple(pages)


def findings_parts(findings: Sequence[Finding], dossier: Dossier, names: Names) -> tuple[Part, ...]:
    """What the text makes of it, one section for each layer: the version in which a term was first agreed."""
    layers: dict[tuple[str, str], list[Finding]] = {}
    for finding in sorted(findings, key=lambda known: known.id):
        layers.setdefault(_layer(finding, names), []).append(finding)
    if not layers:
        title = say("reports.part-findings")
        return (Part(anchor="findings", title=title, lines=(Line(say("reports.findings-none"), ("ledger",)),)),)
    return tuple(_layer_part(place, layers[layer], dossier, names) for place, layer in enumerate(sorted(layers), 1))


def _layer(finding: Finding, names: Names) -> tuple[str, str]:
    known = names.origin_of(finding.agreement, finding.term)
    instrument, _, version = finding.agreement.partition("@")
    return (known.id, known.version) if known else (instrument, version)


def _layer_part(place: int, findings: Sequence[Finding], dossier: Dossier, names: Names) -> Part:
    layer = _layer(findings[0], names)
    named = "@".join(layer)
    agreement = names.agreement(named)
    title = joined([full(agreement.title, named) if agreement else same(named), same(layer[1])])
    judged = sorted({finding.agreement for finding in findings})
    under = joined([same(one.partition("@")[2]) for one in judged], "; ")
    lines = (
        Line(say("reports.findings-lead"), (named,)),
        Line(say("reports.judged-under", versions=under), tuple(judged)),
    )
    return Part(
        anchor=f"findings-{place}",
        title=say("reports.part-makes-of-it", agreement=title),
        lines=lines,
        cards=finding_cards(findings, dossier, names),
    )


def _page(place: int, days: Sequence[Day], dossier: Dossier, names: Names) -> Page:
    day = days[place]
    links = [(_OVERVIEW, say("reports.link-overview"))]
    if place:
        links.append((days[place - 1].stem, say("reports.link-before")))
    if place + 1 < len(days):
        links.append((days[place + 1].stem, say("reports.link-after")))
    return Page(
        stem=day.stem,
        kind="mission-day",
        title=joined([_date(day, names), full(dossier.case.title, dossier.case.id)], " – "),
        parts=(
            summary_part(day, dossier, names),
            violations_part(day, dossier, names),
            *observed_parts(day, names),
            watched_part(day, dossier, names),
            *findings_parts(day.findings, dossier, names),
            rejections_part(dossier),
        ),
        facts=((say("reports.period"), period(day.period, names.zone)), *_mission(dossier)),
        links=tuple(links),
    )


def _overview(days: Sequence[Day], dossier: Dossier, names: Names) -> Page:
    told = {one.id for day in days for one in day.findings}
    left = [one for one in dossier.findings if one.id not in told]
    facts = [] if dossier.window is None else [(say("reports.period"), period(dossier.window, names.zone))]
    return Page(
        stem=_OVERVIEW,
        kind="mission",
        title=full(dossier.case.title, dossier.case.id),
        parts=(
            *overview_parts(days, dossier, names),
            *(findings_parts(left, dossier, names) if left else ()),
            rejections_part(dossier),
        ),
        facts=(*facts, *_mission(dossier)),
        links=tuple((day.stem, _date(day, names)) for day in days),
    )


def _date(day: Day, names: Names) -> Wording:
    return date_of(day.period.end, names.zone) if day.period.end else same(day.date.isoformat())


def _mission(dossier: Dossier) -> tuple[tuple[Wording, Wording], ...]:
    return ((say("reports.reporting-mission"), full(dossier.case.mission)),) if dossier.case.mission else ()
