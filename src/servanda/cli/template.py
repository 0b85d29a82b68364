"""`servanda observations template`: the empty patrol log, to be filled in with a phone and no network."""

from collections.abc import Callable
from pathlib import Path
from types import MappingProxyType

import click

from servanda.adapters.agreements import load
from servanda.adapters.readers.patrol.columns import Lists, lists
from servanda.adapters.readers.patrol.form import form_of
from servanda.adapters.readers.patrol.template import text_of, workbook_of
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
    out.write_bytes(FORMATS[kind](made, lang))
    click.echo(say("observations.template", file=out.name)[lang], err=True)
