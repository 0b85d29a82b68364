"""Drawings as files: the plan on sheets of A4 across, and who waits for whom; each an SVG that stands alone."""

from collections.abc import Sequence

from servanda.reports.curve import curve
from servanda.reports.dossier import Dossier
from servanda.reports.matrix import matrix
from servanda.reports.names import Names
from servanda.reports.sheet import HERE, Looked, Sheet
from servanda.reports.templating import environment, style
from servanda.reports.waiting import diagram
from servanda.wording import say


def drawn_apart(dossier: Dossier, names: Names, lang: str) -> dict[str, str]:
    """Waiting graph, matrix and credibility curve, those that the case has, as file name → SVG.

    A drawing that takes several sheets goes on in `matrix-2.LANG.svg` and so on.
    """
    sheets = {
        "waiting": [svg] if (svg := waiting_svg(dossier, names, lang)) else [],
        "matrix": matrix_svgs(dossier, names, lang),
        "curve": curve_svgs(dossier, names, lang),
    }
    return {name: svg for stem, svgs in sheets.items() for name, svg in _files(stem, lang, svgs).items()}


def links_to(files: Sequence[str], lang: str) -> list[tuple[str, str]]:
    """What each drawing is called on the pages that lead to it."""
    links = []
    for file in files:
        stem, _, sheet = file.partition(".")[0].partition("-")
        links.append((file, say(f"drawings.link-{stem}")[lang] + (f" ({sheet})" if sheet else "")))
    return links


def matrix_svgs(dossier: Dossier, names: Names, lang: str, looked: Looked = HERE) -> list[str]:
    """The sheets of the matrix; none without a plan."""
    return [_svg(sheet, lang) for sheet in matrix(dossier, names, lang, looked)]


def curve_svgs(dossier: Dossier, names: Names, lang: str, looked: Looked = HERE) -> list[str]:
    """The sheets of the credibility curve; none without a plan."""
    return [_svg(sheet, lang) for sheet in curve(dossier, names, lang, looked)]


def waiting_svg(dossier: Dossier, names: Names, lang: str, looked: Looked = HERE) -> str:
    """Who waits for whom; empty if nobody does."""
    drawing = diagram(dossier, names, lang, looked=looked)
    if drawing is None:
        return ""
    css = style("diagram", "ground")
    return environment().get_template("waiting.svg.j2").render(diagram=drawing, css=css, lang=lang)


def _files(stem: str, lang: str, sheets: Sequence[str]) -> dict[str, str]:
    return {f"{stem}{f'-{n}' if n > 1 else ''}.{lang}.svg": sheet for n, sheet in enumerate(sheets, 1)}


def _svg(sheet: Sheet, lang: str) -> str:
    return environment().get_template("sheet.svg.j2").render(s=sheet, lang=lang, css=style("sheet"))
