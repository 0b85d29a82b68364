"""Drawings of the plan as files: sheets of A4 across, each an SVG that stands alone."""

from collections.abc import Sequence

from servanda.reports.curve import curve
from servanda.reports.dossier import Dossier
from servanda.reports.matrix import matrix
from servanda.reports.names import Names
from servanda.reports.sheet import Looked, Sheet
from servanda.reports.templating import environment, style

_HERE = Looked()


def plan_drawings(dossier: Dossier, names: Names, lang: str) -> dict[str, str]:
    """Matrix and credibility curve of a case with a plan, as file name → SVG; a second sheet is `matrix-2.LANG.svg`."""
    sheets = {"matrix": matrix_svgs(dossier, names, lang), "curve": curve_svgs(dossier, names, lang)}
    return {name: svg for stem, svgs in sheets.items() for name, svg in _files(stem, lang, svgs).items()}


def matrix_svgs(dossier: Dossier, names: Names, lang: str, looked: Looked = _HERE) -> list[str]:
    """The sheets of the matrix; none without a plan."""
    return [_svg(sheet, lang) for sheet in matrix(dossier, names, lang, looked)]


def curve_svgs(dossier: Dossier, names: Names, lang: str, looked: Looked = _HERE) -> list[str]:
    """The sheets of the credibility curve; none without a plan."""
    return [_svg(sheet, lang) for sheet in curve(dossier, names, lang, looked)]


def _files(stem: str, lang: str, sheets: Sequence[str]) -> dict[str, str]:
    return {f"{stem}{f'-{n}' if n > 1 else ''}.{lang}.svg": sheet for n, sheet in enumerate(sheets, 1)}


def _svg(sheet: Sheet, lang: str) -> str:
    return environment().get_template("sheet.svg.j2").render(s=sheet, lang=lang, css=style("sheet"))
