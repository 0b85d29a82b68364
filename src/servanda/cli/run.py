"""`servanda run CASE`: the whole chain over a case."""

import os
import time
from datetime import datetime
from pathlib import Path

import click
import msgspec

from servanda.adapters.pages import write_pages
from servanda.cli.article import read_article
from servanda.cli.moments import size_or_moment
from servanda.reports import summary
from servanda.runs.outcome import outcome_of
from servanda.runs.spine import Options, run
from servanda.settings import read_settings
from servanda.wording import say


@click.command(epilog="Example: servanda run cases/paris-2026 --format json --as-of 2026-01-07T12:00:00Z")
@click.argument("case", type=click.Path(path_type=Path, file_okay=False))
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Folder for results [default: out/CASE].")
@click.option("--format", "form", type=click.Choice(["people", "json"]), default="people", help="What stdout gets.")
@click.option(
    "--as-of", "as_of", type=size_or_moment, metavar="SIZE|TIME", help="Size of the ledger or moment to look from."
)
@click.option("--article", type=click.Path(path_type=Path, dir_okay=False, exists=True), help="An article of yours.")
@click.option("--timings", is_flag=True, help="Say what each stage cost.")
def command(  # noqa: PLR0913 - one parameter an option
    case: Path, out: Path | None, form: str, as_of: int | datetime | None, article: Path | None, *, timings: bool
) -> None:
    """Run the whole chain over a case: read, stand, join, judge, respond, report, verify."""
    settings = read_settings(os.environ)
    folder = out or Path(settings.out) / case.resolve().name
    given = read_article(article) if article else None
    clock = time.perf_counter if timings else None
    result = run(case, Options(out=folder, as_of=as_of, article=given, clock=clock))
    written = write_pages(folder, result.pages)
    outcome = outcome_of(result, written)
    if form == "json":
        click.echo(msgspec.json.encode(outcome).decode())
        return
    for line in summary([result.dossier], lang=settings.lang):
        click.echo(line)
    for stage, count in result.meter.counts.items() if timings else ():
        said = {"stage": stage, "rows": count.rows, "taken": count.taken, "seconds": f"{count.seconds:.2f}"}
        click.echo(say("runs.cost", **said)[settings.lang], err=True)
    for path in written:
        click.echo(f"{path}", err=True)
