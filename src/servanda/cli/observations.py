"""`servanda observations`: files of our own or of a format of the field → what was seen, heard, measured or alleged."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

import click
import msgspec
import pyarrow as pa

from servanda import plain
from servanda.adapters.readers import READERS
from servanda.cli.listed import listed
from servanda.cli.moments import moment_of
from servanda.cli.taking import AUTO, bytes_of, how_of, name_of, records_of, taken_as, tell, write_arrow, write_lines
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


@group.command(epilog="Example: servanda observations read --as auto cases/donbas-2014-2021/ged.csv > taken.jsonl")
@click.argument("file", type=click.File("rb"))
@click.option("--kind", type=click.Choice(sorted(_READERS)), default="observation", show_default=True, help="Record.")
@click.option("--as", "reader", type=click.Choice([AUTO, *sorted(READERS)]), help="Format [default: our JSON lines].")
@click.option("--party", multiple=True, metavar="NAME=ID[,ID]", help="Parties that a name in the file may stand for.")
@click.option("--zone", default="UTC", show_default=True, metavar="ZONE", help="IANA zone of times that state none.")
@click.option("--received", type=moment_of, metavar="TIME", help="When the file reached the record [default: now].")
@click.option("--source", metavar="SOURCE", help="Source that the file comes from.")
@click.option("--observer", metavar="NAME", help="Name under which whoever observed is shown.")
@click.option(
    "--radius", type=click.IntRange(1, 1_000_000), metavar="METRES", help="Precision of rows that state none."
)
@click.option(
    "--to", type=click.Choice(["jsonl", "arrow"]), default="jsonl", show_default=True, help="What is written."
)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="File to write [default: stdout].")
@LANG
def read(file: BinaryIO, kind: str, lang: str, **options: Any) -> None:  # noqa: ANN401 - one an option
    """Read observations (- reads standard input): records on stdout, each rejection with its reason on stderr."""
    if options["to"] == "arrow" and (options["out"] is None or kind != "observation"):
        raise click.UsageError("--to arrow writes observations, and needs --out FILE.")
    raw, name = bytes_of(file), name_of(file)
    if options["reader"] is not None:
        reader, taken = taken_as(raw, name, options["reader"], how_of(options))
        _write(taken.observations, records_of(taken, kind), options)
        tell(reader, taken, lang)
        return
    collected = _READERS[kind](plain.lines_of(raw, name))
    _write(collected.table, collected.records, options)
    for rejection in collected.rejections:
        click.echo(msgspec.json.encode(rejection), err=True)
    accepted, rejected = len(collected.records), len(collected.rejections)
    click.echo(say("observations.read", rows=collected.rows, taken=accepted, rejected=rejected)[lang], err=True)


def _write(table: pa.Table, records: Sequence[object], options: Mapping[str, Any]) -> None:
    if options["to"] == "arrow":
        write_arrow(table, options["out"])
    else:
        write_lines(records, options["out"])


def numbered(file: BinaryIO) -> list[Row]:
    """The lines of a file with their places; blank lines are left out."""
    return plain.lines_of(bytes_of(file), name_of(file))


group.add_command(listed("observations"))
