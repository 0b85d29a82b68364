"""`servanda reports`: the brief, the daily report, the waiting diagram, the map; and a check of finished pages."""

import os
import sys
from datetime import datetime
from pathlib import Path

import click
import msgspec

from servanda.adapters.cases import decode_text
from servanda.adapters.pages import write_pages
from servanda.cli.moments import size_or_moment
from servanda.cli.piped import MOST_OF_TEXT, bytes_of
from servanda.errors import InputError, NotFound
from servanda.reports import unsupported
from servanda.runs.spine import Options, run
from servanda.settings import read_settings

_ANSWER_NO = 1


@click.group()
def group() -> None:
    """Write the brief, the daily report, the waiting diagram and the map; check finished pages."""


@group.command(epilog="Example: servanda reports write cases/paris-2026 --only brief.uk.html --out out/paris")
@click.argument("case", type=click.Path(path_type=Path, file_okay=False))
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Folder for pages [default: out/CASE].")
@click.option("--only", multiple=True, metavar="NAME", help="Only this page, such as map.html; may be repeated.")
@click.option(
    "--as-of", "as_of", type=size_or_moment, metavar="SIZE|TIME", help="Size of the ledger or moment to look from."
)
def write(case: Path, out: Path | None, only: tuple[str, ...], as_of: int | datetime | None) -> None:
    """Write every page that applies to a case."""
    folder = out or Path(read_settings(os.environ).out) / case.resolve().name
    pages = run(case, Options(out=folder, as_of=as_of)).pages
    for name in only:
        if name not in pages:
            raise NotFound("page-unknown", f"This case has no page '{name}'.", hint=f"It has: {', '.join(pages)}.")
    chosen = {name: pages[name] for name in only} if only else pages
    for path in write_pages(folder, chosen):
        click.echo(msgspec.json.encode({"path": str(path)}).decode())


@group.command(epilog="Example: servanda reports check out/paris-2026/brief.uk.html")
@click.argument("files", nargs=-1, required=True, type=click.Path(allow_dash=True))
def check(files: tuple[str, ...]) -> None:
    """Check that finished pages support what they say: exit 1 if one does not."""
    faults = [(name, fault) for name in files for fault in unsupported(_page(name))]
    for name, fault in faults:
        click.echo(msgspec.json.encode({"page": name, "says": fault}).decode())
    click.echo(f"{len(files)} pages, {len(faults)} faults", err=True)
    if faults:
        sys.exit(_ANSWER_NO)


def _page(name: str) -> str:
    try:
        with click.open_file(name, "rb") as opened:
            content = bytes_of(opened, name, MOST_OF_TEXT)
    except OSError as problem:
        raise InputError("page-unreadable", f"'{name}' cannot be read: {problem.strerror}.", place=name) from problem
    return decode_text(content, place=name)
