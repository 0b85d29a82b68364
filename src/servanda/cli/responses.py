"""`servanda responses …`: the procedures under way."""

import os
import tempfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, TypeVar

import click
import msgspec

from servanda import plain
from servanda.adapters import agreements as agreement_files
from servanda.cli.moments import moment_of
from servanda.commitments import Register, View
from servanda.records.commitment import Commitment, Event
from servanda.records.decision import Judgement
from servanda.records.finding import Finding
from servanda.records.record import Record
from servanda.records.response import Response, StepAct
from servanda.responses import check_acts, list_responses, names_of, respond
from servanda.runs.spine import Options, run
from servanda.settings import read_settings
from servanda.wording import languages, word

R = TypeVar("R", bound=Record)

LINES = click.File("rb")
PLACE = click.Path(path_type=Path, exists=True)


@click.group()
def group() -> None:
    """Who must do what by when, and what silence means."""


@group.command("list", epilog="Example: servanda responses list cases/exercise-meridian --lang uk")
@click.argument("case", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--as-of",
    "as_of",
    type=moment_of,
    metavar="TIME",
    help="Moment to look from, with its zone [default: that of the case].",
)
@click.option("--lang", type=click.Choice(languages()), help="Language of the lines [default: SERVANDA_LANG or en].")
def list_command(case: Path, as_of: datetime | None, lang: str | None) -> None:
    """Say where every procedure of a case stands: JSON lines on stdout, lines for people on stderr."""
    with tempfile.TemporaryDirectory(prefix="servanda-") as scratch:
        dossier = run(case, Options(out=Path(scratch), as_of=as_of)).dossier
    chosen = lang or read_settings(os.environ).lang
    mark = word("responses.exercise", chosen) if dossier.case.kind == "exercise" else ""
    plan = dossier.plan
    names = {**plan.functions, **plan.sectors} if plan is not None else {}
    _show(
        dossier.responses,
        list_responses(dossier.responses, chosen, names={**names, **names_of(dossier.agreements)}, mark=mark),
    )


@group.command(
    "start", epilog="Example: servanda responses start --agreements A --findings - --as-of 2031-03-15T06:00Z"
)
@click.option("--agreements", "places", type=PLACE, multiple=True, required=True, help="Folder or file of instruments.")
@click.option("--findings", type=LINES, required=True, help="Findings as JSON lines; - for stdin.")
@click.option(
    "--as-of", "as_of", type=moment_of, metavar="TIME", required=True, help="Moment to look from, with its zone."
)
@click.option("--commitments", type=LINES, help="Commitments that steps call on, as JSON lines.")
@click.option("--events", type=LINES, help="Events that commitments and clocks wait for, as JSON lines.")
@click.option("--acts", type=LINES, help="What was done in procedures, as JSON lines.")
@click.option("--judgements", type=LINES, help="What named bodies judged, as JSON lines.")
@click.option("--lang", type=click.Choice(languages()), help="Language of the lines [default: SERVANDA_LANG or en].")
def start_command(places: Sequence[Path], as_of: datetime, lang: str | None, **files: BinaryIO | None) -> None:
    """Start procedures from findings in a file: JSON lines on stdout, lines for people on stderr."""
    agreements = [one for place in places for one in agreement_files.load(place)]
    acts = _records(files["acts"], StepAct)
    members = {name: tuple(party.members) for one in agreements for name, party in one.parties.items() if party.members}
    register = Register(
        tuple(_records(files["commitments"], Commitment)), tuple(_records(files["events"], Event)), members
    )
    for rejection in check_acts(agreements, acts):
        click.echo(f"{rejection.place}: {rejection.says} {rejection.hint} [{rejection.code}]", err=True)
    responses = respond(
        agreements,
        _records(files["findings"], Finding),
        register=register,
        view=View(as_of=as_of),
        step_acts=acts,
        judgements=_records(files["judgements"], Judgement),
        as_of=as_of,
    )
    chosen = lang or read_settings(os.environ).lang
    _show(responses, list_responses(responses, chosen, names=names_of(agreements)))


def _show(responses: Sequence[Response], lines: Sequence[str]) -> None:
    for line in lines:
        click.echo(line, err=True)
    for response in responses:
        click.echo(msgspec.json.encode(response))


def _records(file: BinaryIO | None, kind: type[R]) -> list[R]:
    """The records of a file of JSON lines; no file, no records."""
    return plain.decode_lines(file.read(), getattr(file, "name", "stdin"), kind) if file is not None else []
