"""`servanda NOUN list CASE`: what a case gives at one stage, as lines of JSON or as columns."""

import sys
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Literal

import click
import msgspec
import pyarrow as pa

from servanda.cli.moments import size_or_moment
from servanda.errors import ExternalError
from servanda.records.record import Record
from servanda.runs.opened import Opened

Noun = Literal["observations", "tallies", "watches", "incidents", "findings"]


def listed(noun: Noun) -> click.Command:
    """The command that lists one noun of a case."""

    @click.command(
        name="list", epilog=f"Example: servanda {noun} list cases/donbas-2014-2021 --to arrow --out it.arrow"
    )
    @click.argument("case", type=click.Path(path_type=Path, file_okay=False))
    @click.option(
        "--as-of", "as_of", type=size_or_moment, metavar="SIZE|TIME", help="Size of the ledger or moment to look from."
    )
    @click.option("--to", "form", type=click.Choice(["jsonl", "arrow"]), default="jsonl", show_default=True)
    @click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="File instead of stdout.")
    def command(case: Path, as_of: int | datetime | None, form: str, out: Path | None) -> None:
        opened = Opened(case, as_of=as_of)
        if form == "arrow":
            _write([_as_file(getattr(opened, noun).to_arrow())], out)
        else:
            _write((msgspec.json.encode(record) + b"\n" for record in _records(opened, noun)), out)

    command.help = f"List the {noun} of a case: one JSON object a line, or an Arrow file of columns."
    return command


def _records(opened: Opened, noun: Noun) -> Iterable[Record]:
    records: Iterable[Record] = getattr(opened, noun)
    return records


def _as_file(table: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_file(sink, table.schema) as writer:
        writer.write_table(table)
    data: bytes = sink.getvalue().to_pybytes()
    return data


def _write(parts: Iterable[bytes], out: Path | None) -> None:
    if out is None:
        for part in parts:
            sys.stdout.buffer.write(part)
        sys.stdout.buffer.flush()
        return
    try:
        with out.open("wb") as file:
            file.writelines(parts)
    except OSError as error:
        says = f"'{out}' cannot be written: {error.strerror}."
        raise ExternalError("out-not-writable", says, place=str(out), hint="Give a file you may write to.") from error
