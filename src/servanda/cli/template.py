"""`servanda observations template`: the empty patrol log, to be filled in with a phone and no network."""

from collections.abc import Callable
from pathlib import Path
from types import MappingProxyType

import click

from servanda.adapters.agreements import load
from servanda.adapters.readers.patrol.columns import Lists, lists
from servanda.adapters.readers.patrol.form import form_of
from servanda.adapters.readers.patrol.template import text_of, workbook_of
from servanda.errors import ExternalError, InputError
from servanda.wording import languages, say

FORMATS: MappingProxyType[str, Callable[[Lists, str], bytes]] = MappingProxyType(
    {"xlsx": workbook_of, "csv": lambda _lists, lang: text_of(lang), "xlsform": form_of}
)
"""How the log can be written."""


@click.command(
    epilog="Example: servanda observations template --format xlsx --out log.xlsx --lang uk"
    " --agreement cases/exercise-meridian/agreements"
)
@click.option("--format", "kind", type=click.Choice(list(FORMATS)), default="xlsx", show_default=True, help="What.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="File to write.")
@click.option("--lang", type=click.Choice(languages()), default="en", show_default=True, help="Language.")
@click.option("--agreement", type=click.Path(path_type=Path), help="Folder: its places, parties, weapons as choices.")
def template(kind: str, out: Path, lang: str, agreement: Path | None) -> None:
    """Write the empty patrol log: a workbook, comma-separated text, or a form for ODK Collect and KoboCollect."""
    made = lists(load(agreement) if agreement else ())
    _write(out, FORMATS[kind](made, lang))
    click.echo(say("observations.template", file=out.name)[lang], err=True)


def _write(out: Path, content: bytes) -> None:
    """Write a new file: a log that somebody has filled in is never written over."""
    try:
        with out.open("xb") as file:
            file.write(content)
    except FileExistsError as error:
        says = f"'{out.name}' is there already, and may be filled in."
        raise InputError("template-exists", says, place=str(out), hint="Give another name with --out.") from error
    except OSError as error:
        says = f"'{out.name}' cannot be written: {error.strerror}."
        hint = "Name a file in a folder that is there and that you may write to."
        raise ExternalError("out-not-writable", says, place=str(out), hint=hint) from error
