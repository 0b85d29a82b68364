"""`servanda incidents`: observations → the events they speak of."""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import click
import msgspec

from servanda.adapters import agreements as agreement_files
from servanda.adapters.cases import read_case
from servanda.cli.listed import listed
from servanda.cli.observations import LANG, numbered
from servanda.incidents import Detected, detect_with_rejections
from servanda.observations import collect
from servanda.records.agreement import Agreement
from servanda.records.incident import Incident
from servanda.wording import say


@click.group()
def group() -> None:
    """Join observations into incidents, with reasons."""


@group.command(
    epilog="Example: servanda incidents detect cases/exercise-meridian/observations.jsonl"
    " --case cases/exercise-meridian --format people"
)
@click.argument("file", type=click.File("rb"))
@click.option(
    "--case",
    "folder",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    required=True,
    help="Case whose parties, places and decisions apply.",
)
@click.option("--format", "form", type=click.Choice(["json", "people"]), default="json", show_default=True)
@LANG
def detect(file: BinaryIO, folder: Path, form: str, lang: str) -> None:
    """Join the observations of a file (- reads standard input) into incidents, with the reasons for joining them."""
    collected = collect(numbered(file))
    case = read_case(folder)
    instruments = [one for name in case.case.agreements for one in agreement_files.load(str(folder / name))]
    judged = [one for one in instruments if one.id in case.case.judged] or instruments
    found: Detected = detect_with_rejections(
        collected.records,
        parties=_parties(judged),
        decisions=case.decisions,
        places={name: place for one in judged for name, place in one.places.items()},
    )
    for incident in found.incidents:
        click.echo("\n".join(_lines(incident, lang)) if form == "people" else msgspec.json.encode(incident))
    for rejection in (*collected.rejections, *found.rejections):
        click.echo(msgspec.json.encode(rejection), err=True)
    summary = say("incidents.detected", n=len(found.incidents), taken=len(collected.records))
    click.echo(summary[lang], err=True)


def _parties(instruments: list[Agreement]) -> list[str]:
    return sorted({name for one in instruments for name, party in one.parties.items() if party.role == "party"})


def _lines(incident: Incident, lang: str) -> Iterator[str]:
    begin = incident.when.start.strftime("%Y-%m-%d %H:%M UTC") if incident.when.start else "…"
    who = say("incidents.by" if len(incident.by) == 1 else "incidents.by_nobody_known", names=incident.by)[lang]
    mark = say("incidents.exercise")[lang] if incident.id.startswith("EX-") else ""
    yield f"{mark}{incident.id}  {begin}  {incident.act}  {who}  [{', '.join(incident.observations)}]"
    if incident.alleged_by:
        names = {"by": incident.alleged_by, "against": incident.alleged_against}
        yield f"{mark}    {say('incidents.alleged', **names)[lang]}"
    if incident.contradictory:
        yield f"{mark}    {say('incidents.contradictory')[lang]}"
    for join in incident.joins:
        yield f"{mark}    {join.left} + {join.right}: {join.says[lang]}"


group.add_command(listed("incidents"))
