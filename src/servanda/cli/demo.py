"""`servanda demo`: the bundled cases through the whole chain, and what a bit of damage does, in one screen."""

import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from datetime import datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from servanda.adapters.pages import write_pages
from servanda.cli.article import read_article
from servanda.cli.reading import article_lines
from servanda.cli.serve import show
from servanda.coverage import Closure, close_gap, instance_of
from servanda.errors import IntegrityError, NotFound
from servanda.ledger import verify
from servanda.records.response import Response
from servanda.reports import Beside, Verified, summary
from servanda.runs.spine import Options, Result, run
from servanda.runs.stages import rehearse_breach
from servanda.settings import read_settings

REAL, EXERCISE = "paris-2026", "exercise-meridian"
RECORDS = ("smm-2020-09", "donbas-2014-2021", "truces-2025")
"""Cases of records alone: a mission's week, a catalogue, claims."""
_OF_A_DAY = re.compile(r"report-\d{4}-.*")
"""Pages of single days are found from their overview."""


@click.command(epilog="Example: servanda demo --article talks.txt")
@click.option("--cases", type=click.Path(path_type=Path, file_okay=False), default=Path("cases"), help="Bundled cases.")
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), default=Path("out"), help="Folder for results."
)
@click.option("--article", type=click.Path(path_type=Path, dir_okay=False, exists=True), help="An article of yours.")
@click.option("--lang", type=click.Choice(["en", "uk"]), help="Language of what is printed.")
def command(cases: Path, out: Path, article: Path | None, lang: str | None) -> None:
    """Run the bundled cases: read, wait, rehearse, judge, respond, verify; then name what to open."""
    language = lang or read_settings(os.environ).lang
    if not (cases / REAL).is_dir():
        raise NotFound("cases-not-found", f"'{cases}' holds no bundled cases.", hint="Run it in the repository.")
    given = read_article(article) if article else None
    results = [
        run(cases / REAL, Options(out=out / REAL, article=given)),
        *(run(cases / name, Options(out=out / name)) for name in RECORDS if (cases / name).is_dir()),
        run(cases / EXERCISE, Options(out=out / EXERCISE)),
    ]
    written = [path for result in results for path in write_pages(result.workspace.ledger_folder.parent, result.pages)]
    if given is not None:
        for line in article_lines(results[0], given, language):
            click.echo(line)
    beside = Beside(
        rehearsals=rehearsed(results[0]),
        closures={result.dossier.case.id: closed(result) for result in results},
        verified=verified(results),
        written=[str(path) for path in written if not _OF_A_DAY.fullmatch(path.name)],
    )
    for line in summary([result.dossier for result in results], beside, lang=language):
        click.echo(line)
    if sys.stdin.isatty() and sys.stdout.isatty():
        show(out)


def rehearsed(result: Result) -> list[Response]:
    """The procedures of a case after a breach at six in the morning of its own day and zone: a hypothesis."""
    zone = ZoneInfo(result.dossier.case.time_zone)
    day = result.workspace.moment.astimezone(zone).date()
    return rehearse_breach(result.workspace, result.promises, datetime.combine(day, time(6), zone))


def closed(result: Result) -> list[Closure]:
    """What would close the gap of the plan, for good and whoever leaves, where a case says what could be asked for."""
    plan = result.dossier.plan
    if plan is None or not plan.further:
        return []
    instance = instance_of(plan, result.promises.register, result.promises.view)
    return [close_gap(instance, k) for k in (0, 1)]


def verified(results: list[Result]) -> Verified:
    """Every ledger verified; then a copy of the last with one bit flipped, which must be refused."""
    folders = [result.workspace.ledger_folder for result in results]
    sound = sum(verify(folder).ok for folder in folders)
    with tempfile.TemporaryDirectory() as temporary:
        copy = Path(temporary) / "copy"
        shutil.copytree(folders[-1], copy)
        refused = next(refusals(copy), "")
    return Verified(ok=sound, of=len(folders), refused_at=refused)


def refusals(copy: Path) -> Iterator[str]:
    """Flip one bit in the middle of the entries of a copy; yields the place at which it is refused."""
    entries = copy / "entries.jsonl"
    raw = bytearray(entries.read_bytes())
    raw[len(raw) // 2] ^= 1
    entries.write_bytes(raw)
    try:
        verify(copy)
    except IntegrityError as error:
        yield error.place
