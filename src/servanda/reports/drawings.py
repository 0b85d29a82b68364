"""Drawings of the plan as files: sheets of A4 across, each an SVG that stands alone."""

from collections.abc import Sequence

from servanda.reports.dossier import Dossier
from servanda.reports.matrix import matrix
from servanda.reports.names import Names
from servanda.reports.sheet import Looked, Sheet
from servanda.reports.templating import environment, style

_HERE = Looked()


def plan_drawings(dossier: Dossier, names: Names, lang: str) -> dict[str, str]:
    """The matrix of a case with a plan, as file name → SVG; further sheets are `matrix-2.LANG.svg` and so on."""
    return _files("matrix", lang, matrix_svgs(dossier, names, lang))


def matrix_svgs(dossier: Dossier, names: Names, lang: str, looked: Looked = _HERE) -> list[str]:
    """The sheets of the matrix; none without a plan."""
    return [_svg(sheet, lang) for sheet in matrix(dossier, names, lang, looked)]


def _files(stem: str, lang: str, sheets: Sequence[str]) -> dict[str, str]:
    return {f"{stem}{f'-{n}' if n > 1 else ''}.{lang}.svg": sheet for n, sheet in enumerate(sheets, 1)}


def _svg(sheet: Sheet, lang: str) -> str:
    return environment().get_template("sheet.svg.j2").render(s=sheet, lang=lang, css=style("sheet"))
