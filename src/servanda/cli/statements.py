"""`servanda statements`: who says what, through whom, how certainly."""

from pathlib import Path

import click
import msgspec

from servanda import plain
from servanda import statements as stage
from servanda.adapters.cases import decode_text
from servanda.cli.assisted import command as assist
from servanda.cli.piped import MOST_OF_TEXT, bytes_of
from servanda.cli.scored import agree, score
from servanda.errors import InputError
from servanda.records.source import Source
from servanda.records.statement import Statement
from servanda.statements.gold.answering import answer


@click.group()
def group() -> None:
    """Read texts: who says what, through whom, how certainly."""


group.add_command(assist, "assist")
group.add_command(score)
group.add_command(agree)


@group.command()
@click.argument("file", type=click.Path(allow_dash=True))
@click.option(
    "--lang", type=click.Choice(["uk", "en"]), default="uk", show_default=True, help="Language of the answer."
)
@click.option("--publisher", default="publisher", help="Who published the text.")
@click.option("--published", default="", help="When, as a date.")
@click.option("--source", "name", default="text:article", show_default=True, help="Identifier of the source.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl", "people", "gold"]),
    default="jsonl",
    show_default=True,
    help="For whom.",
)
def read(**options: str) -> None:
    """Propose statements about a text.

    Example: servanda statements read article.txt --publisher RBC-Ukraine --format people
    """
    text = _text(options["file"])
    source = Source(
        id=options["name"],
        kind="article",
        publisher=options["publisher"],
        lang=options["lang"],
        published=options["published"],
    )
    if options["form"] == "gold":
        click.echo(msgspec.json.format(msgspec.json.encode(answer(text, source)), indent=1))
        return
    proposals = stage.propose(text, source)
    if options["form"] == "people":
        click.echo(stage.summary(text, proposals, options["lang"]), nl=False)
        return
    _lines(proposals)


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
    return plain.decode_lines(_text(file).encode(), file, Statement)


def _text(file: str) -> str:
    """A text from a file or standard input, exactly as it is.

    Raises:
        InputError: `file-not-readable`, or what is wrong with its bytes.
    """
    try:
        with click.open_file(file, "rb") as opened:
            raw = bytes_of(opened, "standard input" if file == "-" else Path(file).name, MOST_OF_TEXT)
    except OSError as error:
        raise InputError(
            "file-not-readable", f"'{file}' cannot be read: {error.strerror}.", hint="Check the path."
        ) from error
    return decode_text(raw, place="standard input" if file == "-" else Path(file).name)
