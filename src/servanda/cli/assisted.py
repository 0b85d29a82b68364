"""`servanda statements assist`: a second reading by a language model that the user configured."""

import os
from pathlib import Path
from typing import BinaryIO

import click
import msgspec

from servanda import statements as stage
from servanda.adapters import models
from servanda.adapters.documents import read_document
from servanda.cli.piped import MOST_OF_TEXT, bytes_of
from servanda.errors import InputError
from servanda.records.source import Source
from servanda.settings import Settings, read_settings
from servanda.statements.assisted import Assisted, assist

_SECONDS = 120
FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("file", type=click.File("rb"))
@click.option("--publisher", default="publisher", help="Who published the text.")
@click.option("--published", default="", help="When, as a date.")
@click.option("--source", "name", default="text:article", show_default=True, help="Identifier of the source.")
@click.option("--record", type=FILE, help="Append the answers of the model to this file.")
@click.option("--replay", type=FILE, help="Take the answers from this file; nobody is asked.")
@click.option(
    "--lang", type=click.Choice(["uk", "en"]), default="uk", show_default=True, help="Language of the answer."
)
@click.option(
    "--format", "form", type=click.Choice(["jsonl", "people"]), default="jsonl", show_default=True, help="For whom."
)
def command(file: BinaryIO, record: Path | None, replay: Path | None, **options: str) -> None:
    """Let a configured language model propose statements: quotes it gives are found in the text, or rejected.

    The rules veto certainty that its words do not bear. SERVANDA_MODEL_URL and SERVANDA_MODEL say whom to ask.

    Example: servanda statements assist article.txt --publisher RBC-Ukraine --replay answers.jsonl --format people
    """
    settings = read_settings(os.environ)
    text = read_document(bytes_of(file, file.name, MOST_OF_TEXT), Path(file.name).name).text
    source = Source(
        id=options["name"],
        kind="article",
        publisher=options["publisher"],
        lang=options["lang"],
        published=options["published"],
    )
    claims, refused = models.ask(text, settings.model or "recorded", _endpoint(settings, record, replay))
    found = assist(text, source, claims, models.model_name(settings.model or "recorded"))
    _tell(text, msgspec.structs.replace(found, rejections=[*refused, *found.rejections]), options)


def _endpoint(settings: Settings, record: Path | None, replay: Path | None) -> models.Speaks:
    if replay is not None:
        if not replay.is_file():
            says = f"'{replay}' holds no recorded answers."
            raise InputError("model-answers-missing", says, hint="Record some with --record.")
        return models.Recorded(replay)
    endpoint = models.open_endpoint(settings.model_url, settings.model_key, _SECONDS)
    return models.recording(endpoint, record) if record is not None else endpoint


def _tell(text: str, found: Assisted, options: dict[str, str]) -> None:
    for rejection in found.rejections:
        click.echo(f"{rejection.place}: {rejection.says} {rejection.hint} [{rejection.code}]", err=True)
    if options["form"] == "people":
        click.echo(stage.summary(text, found.statements, options["lang"]), nl=False)
        return
    for one in found.statements:
        click.echo(msgspec.json.encode(one))
    for rejection in found.rejections:
        click.echo(msgspec.json.encode({"type": "rejection", **msgspec.to_builtins(rejection)}))
    if found.vetoed:
        click.echo(msgspec.json.encode({"type": "veto", "statements": found.vetoed}))
