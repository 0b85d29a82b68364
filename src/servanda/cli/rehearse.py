"""`servanda rehearse CASE --breach TIME`: what the procedures would do, HYPOTHETICAL on every line."""

import os
import tempfile
from datetime import datetime
from pathlib import Path

import click
import msgspec

from servanda.cli.moments import moment_of
from servanda.responses import list_rehearsal
from servanda.runs.stages import rehearse_breach, stand_commitments
from servanda.runs.workspace import open_case
from servanda.settings import read_settings
from servanda.wording import languages, word


@click.command(epilog="Example: servanda rehearse cases/paris-2026 --breach 2026-07-01T06:00:00Z --lang uk")
@click.argument("case", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--breach",
    "breach_at",
    type=moment_of,
    metavar="TIME",
    required=True,
    help="Moment of the assumed breach, with its zone.",
)
@click.option("--format", "form", type=click.Choice(["people", "json"]), default="people", help="What stdout gets.")
@click.option("--lang", type=click.Choice(languages()), help="Language of the lines [default: SERVANDA_LANG or en].")
def command(case: Path, breach_at: datetime, form: str, lang: str | None) -> None:
    """Show what the procedures of a case would do after a hypothetical breach without place and author."""
    with tempfile.TemporaryDirectory(prefix="servanda-") as scratch:
        workspace = open_case(case, Path(scratch))
        responses = rehearse_breach(workspace, stand_commitments(workspace), breach_at)
    if form == "json":
        for response in responses:
            click.echo(msgspec.json.encode(response))
        return
    chosen = lang or read_settings(os.environ).lang
    mark = word("responses.exercise", chosen) if workspace.case.kind == "exercise" else ""
    plan = workspace.known.plan()
    names = {**plan.functions, **plan.sectors} if plan is not None else {}
    for line in list_rehearsal(responses, workspace.agreements, chosen, names=names, mark=mark):
        click.echo(line)
