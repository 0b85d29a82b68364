"""`servanda observations`: lines of JSON → what was seen, heard, measured or alleged."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

import click
import msgspec

from servanda import plain
from servanda.cli.listed import listed
from servanda.cli.template import template
from servanda.observations import Collected, Row, collect_records
from servanda.records.observation import Notice, Observation, Watch
from servanda.wording import languages, say

_READERS: dict[str, Callable[[list[Row]], Collected[Any]]] = {
    "observation": lambda rows: collect_records(rows, Observation),
    "watch": lambda rows: collect_records(rows, Watch),
    "notice": lambda rows: collect_records(rows, Notice),
}
LANG = click.option("--lang", type=click.Choice(languages()), default="en", show_default=True, help="Language.")


@click.group()
def group() -> None:
    """Read what was seen, heard, measured or alleged."""


group.add_command(template)


@group.command(epilog="Example: servanda observations read cases/exercise-meridian/observations.jsonl > taken.jsonl")
@click.argument("file", type=click.File("rb"))
@click.option("--kind", type=click.Choice(sorted(_READERS)), default="observation", show_default=True, help="Record.")
@LANG
def read(file: BinaryIO, kind: str, lang: str) -> None:
    """Read JSON lines (- reads standard input): records on stdout, each rejection with its reason on stderr."""
    collected = _READERS[kind](numbered(file))
    for record in collected.records:
        click.echo(msgspec.json.encode(record))
    for rejection in collected.rejections:
        click.echo(msgspec.json.encode(rejection), err=True)
    taken, rejected = len(collected.records), len(collected.rejections)
    click.echo(say("observations.read", rows=collected.rows, taken=taken, rejected=rejected)[lang], err=True)


def numbered(file: BinaryIO) -> list[Row]:
    """The lines of a file with their places; blank lines are left out."""
    name = Path(getattr(file, "name", "-")).name.strip("<>")
    return plain.lines_of(file.read(), name)


group.add_command(listed("observations"))
