"""`servanda responses …`: the procedures under way."""

import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, TypeVar

import click
import msgspec

from servanda import plain
from servanda.adapters import agreements as agreement_files
from servanda.cli.called import called_table
from servanda.cli.moments import moment_of
from servanda.cli.piped import bytes_of
from servanda.cli.tables import lines_of
from servanda.commitments import Register, View
from servanda.errors import NotFound
from servanda.records.agreement import Agreement
from servanda.records.case import Case
from servanda.records.commitment import Commitment, Event
from servanda.records.decision import Judgement
from servanda.records.finding import Finding
from servanda.records.plan import Plan
from servanda.records.record import Record, Wording
from servanda.records.response import Response, StepAct
from servanda.responses import called_in, check_acts, list_called, list_responses, names_of, respond
from servanda.runs.spine import Options, run
from servanda.runs.stages import rehearse_breach, stand_commitments
from servanda.runs.workspace import open_case
from servanda.settings import read_settings
from servanda.wording import languages, word

R = TypeVar("R", bound=Record)

LINES = click.File("rb")
PLACE = click.Path(path_type=Path, exists=True)


@dataclass(frozen=True)
class _Answer:
    """Responses of a case, with what is needed to show them."""

    case: Case
    responses: Sequence[Response]
    agreements: Sequence[Agreement]
    plan: Plan | None

    @property
    def names(self) -> dict[str, Wording]:
        planned = {**self.plan.functions, **self.plan.sectors} if self.plan is not None else {}
        return {**planned, **names_of(self.agreements)}

    def mark(self, lang: str) -> str:
        return word("responses.exercise", lang) if self.case.kind == "exercise" else ""


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
    answer = _answer(case, as_of)
    chosen = lang or read_settings(os.environ).lang
    lines = list_responses(answer.responses, chosen, names=answer.names, mark=answer.mark(chosen))
    _show(answer.responses, lines)


@group.command("called", epilog="Example: servanda responses called cases/paris-2026 --breach 2026-07-01T06:00:00Z")
@click.argument("case", type=click.Path(path_type=Path, file_okay=False))
@click.option("--finding", default="", metavar="ID", help="Only what this finding set going.")
@click.option(
    "--breach", "breach_at", type=moment_of, metavar="TIME", help="Instead: an assumed breach at this moment."
)
@click.option(
    "--as-of",
    "as_of",
    type=moment_of,
    metavar="TIME",
    help="Moment to look from, with its zone [default: that of the case].",
)
@click.option("--format", "shape", type=click.Choice(["lines", "json", "table"]), default="lines", help="Of stdout.")
@click.option("--json", "shape", flag_value="json", help="The same as --format json: one object.")
@click.option("--lang", type=click.Choice(languages()), help="Language of the lines [default: SERVANDA_LANG or en].")
def called_command(
    case: Path, finding: str, breach_at: datetime | None, as_of: datetime | None, **how: str | None
) -> None:
    """List which commitments are called on, who is bound to do what by when: JSON lines, and sentences on stderr."""
    if finding and breach_at is not None:
        raise click.UsageError("Give --finding or --breach, not both: an assumed breach rests on no finding.")
    answer = _answer(case, as_of) if breach_at is None else _rehearsed(case, as_of, breach_at)
    if finding:
        _finding_known(answer.responses, finding)
    calls = called_in(answer.responses, finding)
    chosen = how["lang"] or read_settings(os.environ).lang
    for line in list_called(calls, chosen, names=answer.names, mark=answer.mark(chosen)):
        click.echo(line, err=True)
    if how["shape"] == "json":
        click.echo(msgspec.json.encode({"question": "responses called", "calls": calls}))
    elif how["shape"] == "table":
        click.echo("\n".join(lines_of(called_table(calls, answer.names, answer.case.kind == "exercise"), chosen)))
    else:
        for call in calls:
            click.echo(msgspec.json.encode(call))


def _answer(case: Path, as_of: datetime | None) -> _Answer:
    with tempfile.TemporaryDirectory(prefix="servanda-") as scratch:
        dossier = run(case, Options(out=Path(scratch), as_of=as_of)).dossier
    return _Answer(dossier.case, dossier.responses, dossier.agreements, dossier.plan)


def _rehearsed(case: Path, as_of: datetime | None, breach_at: datetime) -> _Answer:
    with tempfile.TemporaryDirectory(prefix="servanda-") as scratch:
        workspace = open_case(case, Path(scratch), as_of=as_of)
        responses = rehearse_breach(workspace, stand_commitments(workspace), breach_at)
        return _Answer(workspace.case, responses, workspace.agreements, workspace.known.plan())


def _finding_known(responses: Sequence[Response], finding: str) -> None:
    """Refuse a finding that set no procedure going: an empty answer would read as "nobody is bound".

    Raises:
        NotFound: `finding-started-nothing`.
    """
    known = sorted({name for one in responses for name in (*one.started_by, *one.joined_by)})
    if finding not in known:
        says = f"No procedure was started or joined by the finding '{finding}'."
        raise NotFound("finding-started-nothing", says, hint=f"Known: {', '.join(known) or 'none'}.")


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
    if file is None:
        return []
    name = getattr(file, "name", "stdin")
    return plain.decode_lines(bytes_of(file, name), name, kind)
