"""`servanda coverage draw` and `servanda commitments draw`: SVG that can be put before a minister."""

from pathlib import Path

import click
import msgspec

from servanda.adapters.cases import read_manifest
from servanda.cli.asking import PLACE, Asked, asked, view_options
from servanda.cli.desk import refuse_export, say_desk_only
from servanda.errors import ExternalError, InputError, NotFound
from servanda.records.plan import Plan
from servanda.reports.dossier import Dossier
from servanda.reports.drawings import curve_svgs, matrix_svgs, waiting_svg
from servanda.reports.names import Names
from servanda.runs.casefiles import read_agreements
from servanda.runs.drawn import dossier_to_draw, looked_from, unnamed_case, with_coverage, with_waits

OUT = click.option(
    "-o", "--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help="File; the next are FILE-2, …"
)
LANG = click.option("--lang", type=click.Choice(["en", "uk"]), default="en", show_default=True, help="Language.")


@click.command("draw")
@PLACE
@click.argument("what", type=click.Choice(["matrix", "curve"]))
@OUT
@view_options
@LANG
def draw_plan(place: str, what: str, out: Path, lang: str, **options: object) -> None:
    """Draw the plan against the promises: as a matrix, or as a curve of what is left if only firm promises count.

    Example: servanda coverage draw cases/exercise-meridian matrix -o matrix.svg
    """
    found = _asked(place, out, lang, options)
    dossier = with_coverage(_dossier(place, found, found.plan), found.files.register, found.view)
    draw = matrix_svgs if what == "matrix" else curve_svgs
    sheets = draw(dossier, Names(dossier), lang, looked_from(found.view))
    if not sheets:
        raise NotFound("nothing-to-draw", f"The plan of '{place}' needs nothing.", hint="Add requirements to it.")
    _write(out, sheets)


@click.command("draw")
@PLACE
@click.argument("what", type=click.Choice(["waiting"]), default="waiting")
@OUT
@view_options
@LANG
def draw_waiting(place: str, what: str, out: Path, lang: str, **options: object) -> None:  # noqa: ARG001 - one choice
    """Draw who waits for whom, the circles, and the awaited signal with what it would release.

    Example: servanda commitments draw cases/paris-2026 waiting -o waiting.svg
    """
    found = _asked(place, out, lang, options)
    dossier = with_waits(_dossier(place, found, found.files.plan), found.files.register, found.view)
    drawing = waiting_svg(dossier, Names(dossier), lang, looked_from(found.view))
    if not drawing:
        says = f"Nobody in '{place}' waits for anybody."
        raise NotFound("nothing-to-draw", says, hint="See how each promise stands: servanda commitments stand.")
    _write(out, [drawing])


def _asked(place: str, out: Path, lang: str, options: dict[str, object]) -> Asked:
    """The question; a drawing in which somebody is assumed gone is for the desk only.

    Raises:
        AccessDenied: `desk-only`.
    """
    found = asked(place, {**options, "lang": lang, "shape": "lines"})
    if found.view.withdrawn:
        refuse_export(out)
        say_desk_only(lang)
    return found


def _dossier(place: str, found: Asked, plan: Plan | None) -> Dossier:
    folder, files = Path(place), found.files
    if place != "-" and (folder / "case.yaml").is_file():
        case = read_manifest(folder)
        agreements = read_agreements(folder, case)
    else:
        name = "stdin" if place == "-" else folder.name
        case, agreements = unnamed_case(name, files.register, found.view), []
    return dossier_to_draw(case, agreements, files.register, found.view, plan)


def _write(out: Path, sheets: list[str]) -> None:
    """Write sheets into new files; the second beside the first, with its number before the ending."""
    files = [out.with_name(f"{out.stem}-{number}{out.suffix}") for number in range(2, len(sheets) + 1)]
    there = next((file for file in (out, *files) if file.exists()), None)
    if there is not None:
        says = f"'{there.name}' is there already."
        raise InputError("out-exists", says, place=str(there), hint="Give another name, or remove it.")
    for file, sheet in zip((out, *files), sheets, strict=True):
        try:
            with file.open("x", encoding="utf-8", newline="\n") as opened:
                opened.write(sheet)
        except OSError as error:
            says = f"'{file}' cannot be written: {error.strerror}."
            raise ExternalError("out-not-writable", says, place=str(file), hint="Name a file you may write.") from error
        click.echo(msgspec.json.encode({"path": str(file)}).decode())
