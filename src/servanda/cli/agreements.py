"""`servanda agreements`: check, show and describe agreements as data."""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import click
import msgspec

from servanda import agreements as stage
from servanda.adapters.agreements import ReadAgreement, load_sources, places_of, read_each, read_text
from servanda.agreements import Lint
from servanda.cli import position
from servanda.errors import InputError
from servanda.plain import MAX_BYTES, Loaded, path_text
from servanda.records.rejection import rejected
from servanda.wording import say

PATHS = click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=str))
LANG = click.option("--lang", type=click.Choice(["en", "uk"]), default="en", show_default=True, help="Language.")


@click.group()
def group() -> None:
    """Agreements as data: check, show, describe."""


@group.command()
@PATHS
@LANG
def check(paths: Sequence[str], lang: str) -> None:
    """Say what no schema can say about instruments: one JSON line for each doubt; exit 1 if one is an error.

    Example: servanda agreements check agreements/paris-2026
    """
    reads, errors = _read(paths)
    known = [source.id for path in paths if path != "-" for source in load_sources(path)]
    found = stage.lint([read.agreement for read in reads], sources=known or None)
    texts = places_of(reads)
    for error in errors:
        _line(rejected(error, kind="agreement"))
    for lint in found:
        _line(_placed(lint, texts))
    wrong = sum(lint.severity == "error" for lint in found)
    counts = {"instruments": len(reads), "errors": wrong, "warnings": len(found) - wrong, "rejected": len(errors)}
    click.echo(say("agreements.checked", **counts)[lang], err=True)
    if errors:
        sys.exit(2)
    if wrong:
        sys.exit(1)


@group.command()
@PATHS
@LANG
def show(paths: Sequence[str], lang: str) -> None:
    """Show instruments to people: how far they have come, how they hang together, what is open and who reads it how.

    Example: servanda agreements show agreements/paris-2026 --lang uk
    """
    reads, errors = _read(paths)
    for line in stage.show([read.agreement for read in reads], lang):
        click.echo(line)
    if errors:
        raise errors[0]


@group.command()
def schema() -> None:
    """Print the JSON Schema (2020-12) of an instrument.

    Example: servanda agreements schema > agreement.schema.json
    """
    click.echo(msgspec.json.format(msgspec.json.encode(stage.schema()), indent=1).decode())


def _read(paths: Sequence[str]) -> tuple[list[ReadAgreement], list[InputError]]:
    reads: list[ReadAgreement] = []
    errors: list[InputError] = []
    for path in paths:
        taken, bad = _piped() if path == "-" else read_each(path)
        reads += taken
        errors += bad
    return reads, errors


def _piped() -> tuple[list[ReadAgreement], list[InputError]]:
    try:
        return [read_text(sys.stdin.buffer.read(MAX_BYTES + 1), "-", Path())], []
    except InputError as error:
        return [], [error]


def _placed(lint: Lint, texts: Mapping[str, Loaded]) -> Lint:
    """The lint with file and line in place of the instrument's name."""
    path = tuple(lint.path)
    where = f"{texts[lint.agreement].where(path)}: {path_text(path)}"
    return msgspec.structs.replace(lint, place=where.removesuffix(": "))


def _line(record: msgspec.Struct) -> None:
    click.echo(msgspec.json.encode(record).decode())


group.add_command(position.command)
