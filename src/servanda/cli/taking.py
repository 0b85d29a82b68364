"""A file in a format of the field on the command line: how it is to be read, what is written of it, its account."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click
import msgspec
import pyarrow as pa

from servanda.adapters.readers import MAX_FILE, READERS, How, Taken, sniff
from servanda.errors import ExternalError, InputError
from servanda.records.observation import Observation
from servanda.schemas.rows import Rows
from servanda.wording import say

AUTO = "auto"
"""Reader that is chosen by what stands in the file."""


def bytes_of(file: BinaryIO) -> bytes:
    """The bytes of an opened file; one that is too large is refused before it is read.

    Raises:
        InputError: `file-too-large`.
    """
    name = getattr(file, "name", "-")
    size = Path(name).stat().st_size if isinstance(name, str) and Path(name).is_file() else 0
    raw = file.read(MAX_FILE + 1) if size <= MAX_FILE else b""
    if max(size, len(raw)) > MAX_FILE:
        says = f"The file has {max(size, len(raw))} bytes, at most {MAX_FILE} are read."
        raise InputError("file-too-large", says, place=name_of(file), hint="Split it by year or region.")
    return raw


def name_of(file: BinaryIO) -> str:
    """The name under which a file is cited."""
    return Path(getattr(file, "name", "-")).name.strip("<>")


def how_of(options: Mapping[str, object]) -> How:
    """What the options say of a file.

    Raises:
        click.BadParameter: a party without its name, a zone that does not exist.
    """
    zone, received = str(options["zone"]), options["received"]
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise click.BadParameter(f"'{zone[:60]}' is no IANA time zone, such as Europe/Kyiv.") from error
    radius, pairs = options["radius"], options["party"]
    return How(
        received=received if isinstance(received, datetime) else datetime.now(UTC),
        source=str(options["source"] or ""),
        observer=str(options["observer"] or ""),
        zone=zone,
        parties=parties(pairs if isinstance(pairs, tuple) else ()),
        radius_m=radius if isinstance(radius, int) else None,
    )


def parties(pairs: Iterable[str]) -> dict[str, list[str]]:
    """Names in a file → parties they may stand for; several pairs of one name add up.

    >>> parties(["Armed forces=EX-ASTER", "Group=EX-BRINE,EX-CEDAR", "Civilians="])
    {'Armed forces': ['EX-ASTER'], 'Group': ['EX-BRINE', 'EX-CEDAR'], 'Civilians': []}

    Raises:
        click.BadParameter: a pair without the equals sign or the name.
    """
    found: dict[str, list[str]] = {}
    for pair in pairs:
        name, equals, ids = pair.rpartition("=")
        if not equals or not name.strip():
            raise click.BadParameter(f'\'{pair}\' names no party; write "NAME IN THE FILE=ID" or "NAME=ID,ID".')
        found.setdefault(name.strip(), []).extend(each.strip() for each in ids.split(",") if each.strip())
    return found


def taken_as(raw: bytes, name: str, reader: str, how: How) -> tuple[str, Taken]:
    """The reader's name, found out for `auto`, and what it gives.

    Raises:
        InputError: `format-unknown`, and those of the readers.
    """
    known = sniff(raw, name) if reader == AUTO else reader
    if known is None:
        hint = f"Say --as with one of {', '.join(sorted(READERS))}."
        raise InputError("format-unknown", "No format is recognised in the file.", place=name, hint=hint)
    return known, READERS[known](raw, name, how)


def write_lines(records: Iterable[object], out: Path | None) -> None:
    """Records as lines of JSON; a cell that a spreadsheet might take for a formula stays text in them."""
    if out is None:
        for record in records:
            click.echo(msgspec.json.encode(record))
        return
    try:
        with out.open("wb") as file:
            file.writelines(msgspec.json.encode(record) + b"\n" for record in records)
    except OSError as error:
        raise _not_writable(out, error) from error


def write_arrow(table: pa.Table, out: Path) -> None:
    """Columns as an Arrow file."""
    try:
        with pa.OSFile(str(out), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
            writer.write_table(table)
    except OSError as error:
        raise _not_writable(out, error) from error


def _not_writable(out: Path, error: OSError) -> ExternalError:
    hint = "Name a file in a folder that is there and that you may write to."
    says = f"'{out.name}' cannot be written: {error.strerror or error}."
    return ExternalError("out-not-writable", says, place=str(out), hint=hint)


def records_of(taken: Taken, kind: str) -> Sequence[object]:
    """The records of one kind that a reader gave."""
    return taken.watches if kind == "watch" else Rows(taken.observations, Observation) if kind == "observation" else ()


def tell(reader: str, taken: Taken, lang: str) -> None:
    """Say on stderr what was not taken and why, how many rows were, and what became of the columns."""
    for rejection in taken.rejections:
        click.echo(msgspec.json.encode(rejection), err=True)
    counts = {"rows": taken.rows, "taken": taken.taken, "rejected": len(taken.rejections)}
    click.echo(say("observations.read-as", reader=reader, **counts)[lang], err=True)
    if taken.unknown:
        click.echo(say("observations.unknown", columns=taken.unknown)[lang], err=True)
    if taken.unused:
        click.echo(say("observations.unused", columns=taken.unused)[lang], err=True)
