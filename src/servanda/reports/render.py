"""The verb of the stage: a dossier → every page that applies to its case, as file name → content."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from types import MappingProxyType

import msgspec

from servanda.records.record import Wording
from servanda.reports.account import account_pages, is_account, without_rows
from servanda.reports.annex import annex_of, ledger_entry
from servanda.reports.brief import brief
from servanda.reports.brief_fit import header, one_page
from servanda.reports.citations import Citations, Entry, token
from servanda.reports.claims import claims_pages
from servanda.reports.daily import daily_pages
from servanda.reports.dossier import Dossier
from servanda.reports.drawings import drawn_apart, links_to
from servanda.reports.formats import full, moment, number, offset
from servanda.reports.map import Chart, chart
from servanda.reports.mission import mission_pages
from servanda.reports.names import Names
from servanda.reports.outcomes import VERDICTS
from servanda.reports.page import Page, Part, Table
from servanda.reports.public_map import PublicMap, public_map
from servanda.reports.public_sheet import graticule
from servanda.reports.templating import environment, hash_of, style
from servanda.reports.waiting import Diagram, diagram
from servanda.wording import languages, say

_REPORTS: Mapping[str, Callable[[Dossier, Names], Sequence[Page]]] = MappingProxyType(
    {"daily": daily_pages, "mission": mission_pages, "account": account_pages, "claims": claims_pages}
)
"""What the manifest calls a report → the function that makes its pages."""
_BRIEF_ROWS = 4
_SHEETS = frozenset({"brief", "said"})
"""Kinds of pages that fit one sheet; their sources follow it."""
_ROOT_SHOWN = 16
_POINTS = 527
_TALLEST = 142
_FIGURE_MARGIN = 4


def render(dossier: Dossier) -> dict[str, str]:
    """Every page of a case: pure, and the same bytes for the same dossier.

    Returns:
        File name → content: `brief.LANG.html`; where somebody waits `waiting.svg` (first language of the case) and
        `waiting.LANG.svg`; with a plan `matrix.LANG.svg`; with a ground arm `report.LANG.html`, for the days of a
        mission also `report-DATE.LANG.html`; for an exercise with drawn places `map.html`.
    """
    names = Names(dossier)
    pages: dict[str, str] = {}
    reported = _reported(dossier, names)
    told = brief(dossier, names)
    annex = {"ledger": ledger_entry(dossier), **annex_of(without_rows(dossier), names)}
    for lang in _languages(dossier):
        drawings = drawn_apart(dossier, names, lang)
        drawn_small = diagram(dossier, names, lang, at_most=_BRIEF_ROWS)
        above = header(_title(dossier, lang), stamped=dossier.is_exercise)
        parts = one_page(told, above + _printed(drawn_small))
        title = full(dossier.case.title, dossier.case.id)
        for page in (Page(stem="brief", kind="brief", title=title, parts=parts), *reported):
            pages[f"{page.stem}.{lang}.html"] = _page(page, dossier, annex, lang, list(drawings))
        pages |= drawings
        if f"waiting.{lang}.svg" in drawings:
            pages.setdefault("waiting.svg", drawings[f"waiting.{lang}.svg"])
    drawn = chart(dossier, names)
    if drawn is not None:
        pages["map.html"] = _map(drawn, dossier)
    public = public_map(dossier, names)
    if public is not None:
        pages["map.html"] = _public_map(public, dossier)
    return dict(sorted(pages.items()))


def one_page_of(page: Page, dossier: Dossier, lang: str) -> str:
    """One page of a case that stands alone: no link leads to another."""
    annex = {"ledger": ledger_entry(dossier), **annex_of(without_rows(dossier), Names(dossier))}
    alone = replace(dossier, case=msgspec.structs.replace(dossier.case, languages=[lang]))
    if page.kind in _SHEETS:
        above = header(page.title[lang], stamped=dossier.is_exercise)
        page = replace(page, parts=one_page(page.parts, above))
    return _page(page, alone, annex, lang, ())


def _reported(dossier: Dossier, names: Names) -> Sequence[Page]:
    """The report of the ground arm that the case asks for; none without a ground arm."""
    if dossier.window is None and not dossier.tallies and not is_account(dossier):
        return ()
    return _REPORTS[dossier.case.report](dossier, names)


def _printed(drawing: Diagram | None) -> float:
    """Height of the small drawing on a sheet of A4, points."""
    return min(drawing.height * _POINTS / drawing.width, _TALLEST) + _FIGURE_MARGIN if drawing else 0.0


def _title(dossier: Dossier, lang: str) -> str:
    return full(dossier.case.title, dossier.case.id)[lang]


def _languages(dossier: Dossier) -> list[str]:
    wanted = [lang for lang in dossier.case.languages if lang in languages()]
    return wanted or list(languages())


def _page(page: Page, dossier: Dossier, annex: Mapping[str, Entry], lang: str, drawings: Sequence[str]) -> str:
    citations = Citations(annex, placed={card.anchor for part in page.parts for card in part.cards})
    css = style("page", "diagram", "bars")
    is_brief = page.kind in _SHEETS
    return (
        environment()
        .get_template("brief.html.j2" if is_brief else "daily.html.j2")
        .render(
            kind=page.kind,
            look="brief" if is_brief else "daily",
            lang=lang,
            css=css,
            css_hash=hash_of(css),
            exercise=dossier.is_exercise,
            case_title=page.title[lang],
            meta=_meta(page, dossier, lang),
            others=[(tag, f"{page.stem}.{tag}.html") for tag in _languages(dossier) if tag != lang],
            links=[(f"{stem}.{lang}.html", label[lang]) for stem, label in page.links] + links_to(drawings, lang),
            parts=page.parts,
            diagram=diagram(dossier, Names(dossier), lang, at_most=_BRIEF_ROWS) if page.kind == "brief" else None,
            word=partial(_word, lang),
            counted=_more,
            left_out=_left_out(page.parts),
            cite=_grouped(citations),
            token=token,
            entries=citations.entries,
        )
    )


def _word(lang: str, key: str) -> str:
    return say(f"reports.{key}")[lang]


def _more(rows: int) -> Wording:
    return say("reports.more", n=rows)


def _left_out(parts: Sequence[Part]) -> list[tuple[str, Table]]:
    """Tables of the rows that the sheet has no room for, each with its anchor."""
    return [
        (f"rest-{part.anchor}-{place}", replace(table, rows=table.rest))
        for part in parts
        for place, table in enumerate(part.tables)
        if table.rest
    ]


def _grouped(citations: Citations) -> Callable[[Iterable[str]], list[tuple[int, int, str]]]:
    """References with runs of numbers drawn together: [4–9] leads to the first of them."""

    def cite(ids: Iterable[str]) -> list[tuple[int, int, str]]:
        groups: list[tuple[int, int, str]] = []
        for one in sorted(citations.cite(ids), key=lambda reference: reference.number):
            if groups and one.number == groups[-1][1] + 1:
                groups[-1] = (groups[-1][0], one.number, groups[-1][2])
            else:
                groups.append((one.number, one.number, one.anchor))
        return groups

    return cite


def _meta(page: Page, dossier: Dossier, lang: str) -> list[tuple[str, str]]:
    zone = dossier.case.time_zone
    said = [(name[lang], value[lang]) for name, value in page.facts]
    said.append((_word(lang, "as-of"), moment(dossier.as_of, zone)[lang]))
    said += [(name[lang], value[lang]) for name, value in page.signed]
    away = offset(dossier.as_of, zone)
    key = "times-in" if away != zone else "times-utc"
    zone_line = say(f"reports.{key}", zone=zone, offset=away)[lang].split(": ", 1)
    root = dossier.ledger_root[:_ROOT_SHOWN] + "…"
    ledger = say("reports.ledger", n=number(dossier.ledger_size), root=root)[lang].split(": ", 1)
    return [*said, (zone_line[0], zone_line[1]), (ledger[0], ledger[1])]


def _map(drawn: Chart, dossier: Dossier) -> str:
    verdicts = [*VERDICTS, *(["none"] if any(mark.verdict == "none" for mark in drawn.marks) else [])]
    bar = drawn.projection.bar_km()
    bar_px = round(bar * drawn.projection.pixels_per_km(), 1)
    return _drawn("map", ("page", "map"), dossier, (bar, bar_px), chart=drawn, verdicts=verdicts)


def _public_map(drawn: PublicMap, dossier: Dossier) -> str:
    sheets = ("page", "map", "public")
    return _drawn("public", sheets, dossier, drawn.sheet.bar(), map=drawn, lines=graticule(drawn.sheet))


def _drawn(template: str, sheets: Sequence[str], dossier: Dossier, bar: tuple[float, float], **own: object) -> str:
    """A page with a drawing, in all languages of the case; `bar` is the scale bar in kilometres and in pixels."""
    langs, css = _languages(dossier), style(*sheets)
    return (
        environment()
        .get_template(f"{template}.html.j2")
        .render(
            langs=langs,
            shown=[*langs[1:], langs[0]],
            css=css,
            css_hash=hash_of(css),
            words={lang: partial(_word, lang) for lang in langs},
            titles=full(dossier.case.title, dossier.case.id),
            as_of=moment(dossier.as_of, dossier.case.time_zone),
            bar={"en": f"{bar[0]} km", "uk": f"{bar[0]} км"},
            bar_px=bar[1],
            **own,
        )
    )
