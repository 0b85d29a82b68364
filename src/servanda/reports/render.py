"""The verb of the stage: a dossier → every page that applies to its case, as file name → content."""

import base64
import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from servanda.records.record import Wording
from servanda.reports.annex import annex_of, ledger_entry
from servanda.reports.brief import brief
from servanda.reports.brief_fit import header, one_page
from servanda.reports.citations import Citations, token
from servanda.reports.daily import daily
from servanda.reports.dossier import Dossier
from servanda.reports.formats import full, moment, number, offset, period
from servanda.reports.map import Chart, chart
from servanda.reports.names import Names
from servanda.reports.outcomes import VERDICTS
from servanda.reports.page import Part, Table
from servanda.reports.waiting import Diagram, diagram
from servanda.wording import languages, say

_BRIEF_ROWS = 4
_ROOT_SHOWN = 16
_POINTS = 527
_TALLEST = 142
_FIGURE_MARGIN = 4


def render(dossier: Dossier) -> dict[str, str]:
    """Every page of a case: pure, and the same bytes for the same dossier.

    Returns:
        File name → content: `brief.LANG.html`, `waiting.svg` (first language of the case), `waiting.LANG.svg`, and
        for a case with a ground arm `report.LANG.html`; for an exercise with drawn places also `map.html`.
    """
    names = Names(dossier)
    pages: dict[str, str] = {}
    for lang in _languages(dossier):
        drawn_small = diagram(dossier, names, lang, at_most=_BRIEF_ROWS)
        above = header(_title(dossier, lang), stamped=dossier.is_exercise)
        parts = one_page(brief(dossier, names), above + _printed(drawn_small))
        pages[f"brief.{lang}.html"] = _page("brief", parts, dossier, lang)
        if dossier.window is not None:
            pages[f"report.{lang}.html"] = _page("daily", daily(dossier, names), dossier, lang)
        drawing = _waiting(dossier, names, lang)
        if drawing:
            pages[f"waiting.{lang}.svg"] = drawing
            pages.setdefault("waiting.svg", drawing)
    drawn = chart(dossier, names)
    if drawn is not None:
        pages["map.html"] = _map(drawn, dossier)
    return dict(sorted(pages.items()))


def _printed(drawing: Diagram | None) -> float:
    """Height of the small drawing on a sheet of A4, points."""
    return min(drawing.height * _POINTS / drawing.width, _TALLEST) + _FIGURE_MARGIN if drawing else 0.0


def _title(dossier: Dossier, lang: str) -> str:
    return full(dossier.case.title, dossier.case.id)[lang]


def _languages(dossier: Dossier) -> list[str]:
    wanted = [lang for lang in dossier.case.languages if lang in languages()]
    return wanted or list(languages())


def _page(kind: str, parts: Sequence[Part], dossier: Dossier, lang: str) -> str:
    names = Names(dossier)
    annex = {"ledger": ledger_entry(dossier), **annex_of(dossier, names)}
    citations = Citations(annex, placed={card.anchor for part in parts for card in part.cards})
    css = _style("page", "diagram")
    name = "brief" if kind == "brief" else "report"
    return (
        _environment()
        .get_template(f"{kind}.html.j2")
        .render(
            kind=kind,
            lang=lang,
            css=css,
            css_hash=_hash(css),
            exercise=dossier.is_exercise,
            case_title=_title(dossier, lang),
            meta=_meta(dossier, lang, with_period=kind == "daily"),
            others=[(tag, f"{name}.{tag}.html") for tag in _languages(dossier) if tag != lang],
            parts=parts,
            diagram=diagram(dossier, names, lang, at_most=_BRIEF_ROWS) if kind == "brief" else None,
            word=partial(_word, lang),
            counted=_more,
            left_out=_left_out(parts),
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


def _meta(dossier: Dossier, lang: str, *, with_period: bool) -> list[tuple[str, str]]:
    zone = dossier.case.time_zone
    said = [(_word(lang, "as-of"), moment(dossier.as_of, zone)[lang])]
    if with_period and dossier.window is not None:
        said.insert(0, (_word(lang, "period"), period(dossier.window, zone)[lang]))
    if with_period and dossier.case.mission:
        said.append((_word(lang, "issued-by"), full(dossier.case.mission)[lang]))
    away = offset(dossier.as_of, zone)
    key = "times-in" if away != zone else "times-utc"
    zone_line = say(f"reports.{key}", zone=zone, offset=away)[lang].split(": ", 1)
    root = dossier.ledger_root[:_ROOT_SHOWN] + "…"
    ledger = say("reports.ledger", n=number(dossier.ledger_size), root=root)[lang].split(": ", 1)
    return [*said, (zone_line[0], zone_line[1]), (ledger[0], ledger[1])]


def _waiting(dossier: Dossier, names: Names, lang: str) -> str:
    drawing = diagram(dossier, names, lang)
    if drawing is None:
        return ""
    css = _style("diagram", "ground")
    return _environment().get_template("waiting.svg.j2").render(diagram=drawing, css=css, lang=lang)


def _map(drawn: Chart, dossier: Dossier) -> str:
    langs = _languages(dossier)
    css = _style("page", "map")
    bar = drawn.projection.bar_km()
    return (
        _environment()
        .get_template("map.html.j2")
        .render(
            chart=drawn,
            langs=langs,
            shown=[*langs[1:], langs[0]],
            css=css,
            css_hash=_hash(css),
            words={lang: partial(_word, lang) for lang in langs},
            titles=full(dossier.case.title, dossier.case.id),
            as_of=moment(dossier.as_of, dossier.case.time_zone),
            bar={"en": f"{bar} km", "uk": f"{bar} км"},
            bar_px=round(bar * drawn.projection.pixels_per_km(), 1),
            verdicts=[*VERDICTS, *(["none"] if any(mark.verdict == "none" for mark in drawn.marks) else [])],
        )
    )


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("servanda.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _style(*sheets: str) -> Markup:
    folder = resources.files("servanda.reports") / "styles"
    text = "".join((folder / f"{sheet}.css").read_text("utf-8") for sheet in sheets)
    return Markup(text)  # noqa: S704 - our own style sheet, never a value of a case


def _hash(css: str) -> str:
    return base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
