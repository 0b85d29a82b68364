"""`servanda statements`: who says what, through whom, how certainly."""

from collections.abc import Callable, Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import click
import msgspec

from servanda import plain
from servanda import statements as stage
from servanda.cli import texts
from servanda.cli.assisted import command as assist
from servanda.cli.lazy import LazyGroup
from servanda.cli.piped import MOST_OF_TEXT
from servanda.cli.scored import agree, score
from servanda.errors import InputError
from servanda.records.statement import Statement
from servanda.statements.gold.answering import answer


@click.group(
    cls=LazyGroup,
    lazy={
        "grid": ("servanda.cli.said:grid", "Who takes which position on which matter."),
        "islands": ("servanda.cli.said:islands", "What is agreed and contested, what meets and what parts."),
        "sequence": ("servanda.cli.said:sequence", "Who waits for whom, and what stands in the way."),
        "relations": ("servanda.cli.said:relations", "What contradicts, bears out or answers what."),
        "card": ("servanda.cli.said:card", "Who vouches for one claim, and what of it nobody saw."),
        "support": ("servanda.cli.said:support", "What a case asserts, and the statements behind it."),
        "merges": ("servanda.cli.merges:group", "Which names are one, as people decided."),
        "review": ("servanda.cli.review:command", "Decide about proposals, one key each."),
        "export": ("servanda.cli.said:export_", "FollowTheMoney, W3C annotations, PLOVER, CSV, rDNA."),
    },
)
def group() -> None:
    """Read texts: who says what, through whom, how certainly."""


group.add_command(assist, "assist")
group.add_command(score)
group.add_command(agree)


def _about_the_text(command: Callable[..., None]) -> Callable[..., None]:
    """Options that say about a text what it does not say itself."""
    for option in (
        click.option("--encoding", default="", help="Encoding of the file, where it is not UTF-8."),
        click.option("--source", "name", default="text:article", show_default=True, help="Identifier of the source."),
        click.option("--published", default="", help="When, as an EDTF date; else what the document states."),
        click.option("--publisher", default="", help="Who published the text; else what the document states."),
    ):
        command = option(command)
    return command


@group.command()
@click.argument("file", type=click.Path(allow_dash=True))
@click.option(
    "--lang", type=click.Choice(["uk", "en"]), default="uk", show_default=True, help="Language of the answer."
)
@_about_the_text
@click.option(
    "--registry", "own", default="", help="A case's own entries: a YAML file, or the case folder that holds it."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl", "people", "gold"]),
    default="jsonl",
    show_default=True,
    help="For whom.",
)
def read(**options: str) -> None:
    """Propose statements about a text, page, PDF or letter: a file, an address, or - for standard input.

    Example: servanda statements read article.txt --publisher RBC-Ukraine --format people
    """
    found = texts.document_of(options["file"], options["encoding"])
    text, source = found.text, texts.source_of(found, options)
    with stage.own_registry(_entries(options["own"])) if options["own"] else nullcontext():
        if options["form"] == "gold":
            click.echo(msgspec.json.format(msgspec.json.encode(answer(text, source)), indent=1))
            return
        proposals = stage.propose(text, source)
        if options["form"] == "people":
            click.echo(stage.summary(text, proposals, options["lang"]), nl=False)
            return
        _lines(proposals)


def _entries(place: str) -> Mapping[str, Any]:
    """Entries of a case's own registry: `registry.yaml` of a folder, or the file itself."""
    path = Path(place) / "registry.yaml" if Path(place).is_dir() else Path(place)
    if not path.is_file():
        raise InputError("registry-missing", f"There is no registry at '{path}'.", hint="Name a file or a case folder.")
    data = plain.load(path.read_bytes(), str(path)).data
    if not isinstance(data, dict):
        raise InputError(
            "registry-row", f"'{path}' holds no entries by identifier.", hint="Write `identifier: {kind: …}`."
        )
    return data


@group.command()
@click.argument("file", type=click.Path(allow_dash=True))
@_about_the_text
@click.option("--text", "target", type=click.Path(dir_okay=False, path_type=Path), help="Keep the text in this file.")
def source(file: str, target: Path | None, **options: str) -> None:
    """Say what is known about a text before reading it: source, hashes, language, parts, dates as EDTF.

    Example: servanda statements source letter.eml --text letter.txt
    """
    found = texts.document_of(file, options["encoding"])
    click.echo(msgspec.json.encode(texts.shown(found, texts.source_of(found, options))))
    if target is not None:
        texts.keep(found, target)


@group.command()
@click.argument("file", type=click.Path(allow_dash=True))
@click.option("--frame", default="", help="Only statements of this frame, such as assessment.")
@click.option("--issue", default="", help="Only statements about this issue.")
def channels(file: str, frame: str, issue: str) -> None:
    """Count who vouches for statements: speakers, and the channels they come through.

    Example: servanda statements read article.txt | servanda statements channels - --frame assessment
    """
    chosen = [one for one in _statements(file) if frame in {"", one.frame} and issue in {"", one.issue}]
    click.echo(msgspec.json.encode(stage.chain_card(chosen)))


def _lines(proposals: list[Statement]) -> None:
    for one in proposals:
        click.echo(msgspec.json.encode(one))


def _statements(file: str) -> list[Statement]:
    """Statements from JSON lines."""
    return plain.decode_lines(texts.bytes_from(file, MOST_OF_TEXT)[0], file, Statement)
