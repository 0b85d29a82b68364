"""`servanda commitments`: who promised what, what stands, who waits for whom, what an event would release."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar, get_args

import click
import msgspec

from servanda import commitments as stage
from servanda.adapters.cases import read_manifest
from servanda.adapters.register import RegisterFolder, read_register, register_from
from servanda.cli.exchange import COMMANDS
from servanda.cli.moments import moment_of
from servanda.commitments import EventValue, View
from servanda.errors import InputError
from servanda.wording import say

F = TypeVar("F", bound=Callable[..., object])

PLACE = click.argument("place", metavar="CASE|FILE|-")
LANG = click.option("--lang", type=click.Choice(["en", "uk"]), default="en", show_default=True, help="Language.")


@dataclass(frozen=True)
class Asked:
    """A register and the view under which it is asked."""

    files: RegisterFolder
    """What the files say."""
    view: View
    """From where they are looked at."""


def view_options(command: F) -> F:
    """The options that make a view."""
    for option in reversed(_VIEW_OPTIONS):
        command = option(command)
    return command


_VIEW_OPTIONS = (
    click.option("--as-of", default="", help="Moment of knowledge; by default that of the case."),
    click.option("--floor", type=click.Choice(stage.RUNGS), default="signalled", help="Lowest rung that counts."),
    click.option("--reading", default=stage.STATED, help="Reading of the disputed conditions."),
    click.option("--without", multiple=True, help="A provider or commitment assumed to be gone."),
    click.option("--events", type=click.Path(exists=True), help="Events, when commitments come from standard input."),
    click.option("--assume", multiple=True, metavar="EVENT=VALUE", help="An event assumed true, false or unknown."),
)


def asked(place: str, options: dict[str, object]) -> Asked:
    """Read a register and make the view; rejected items go to stderr.

    Raises:
        NotFound: there is no such case.
        InputError: the files or the options are wrong.
    """
    files = opened(place, str(options["events"] or ""))
    view = View(
        as_of=_moment(place, str(options["as_of"])),
        floor=msgspec.convert(options["floor"], stage.Rung),
        withdrawn=frozenset(_words(options["without"])),
        assume=dict(_assumed(text) for text in _words(options["assume"])),
    )
    return Asked(files, stage.choose(files.register, view, str(options["reading"])))


def opened(place: str, events: str = "") -> RegisterFolder:
    """What a case folder, a file of commitments or standard input says; rejected items go to stderr.

    Raises:
        NotFound: there is no such case.
        InputError: the text is not in the restricted form.
    """
    beside = Path(events) if events else None
    files = register_from(sys.stdin.buffer.read(), "-", beside) if place == "-" else read_register(Path(place))
    for rejection in files.rejections:
        click.echo(f"{rejection.place}: {rejection.says} {rejection.hint} [{rejection.code}]", err=True)
    return files


def line(record: object) -> None:
    """Write one record as one JSON line."""
    click.echo(msgspec.json.encode(record))


@click.group()
def group() -> None:
    """Commitments: who promised what, and what stands."""


for _command in COMMANDS:
    group.add_command(_command)


@group.command("list")
@PLACE
def list_(place: str) -> None:
    """Write every commitment as one JSON line.

    Example: servanda commitments list cases/paris-2026
    """
    for commitment in opened(place).register.commitments:
        line(commitment)


@group.command()
@PLACE
@view_options
@LANG
def stand(place: str, lang: str, **options: object) -> None:
    """Say of every commitment how it stands, and why.

    Example: servanda commitments stand cases/paris-2026 --assume peace-agreement=true
    """
    found = asked(place, options)
    reasons = stage.why_each(found.files.register, found.view)
    for reason in reasons:
        line(reason)
    counts = {label: sum(reason.label == label for reason in reasons) for label in get_args(stage.Label)}
    click.echo(say("commitments.counted", **counts)[lang], err=True)


@group.command()
@PLACE
@view_options
@LANG
def waits(place: str, lang: str, **options: object) -> None:
    """Say who waits for whom, and where everyone waits for everyone.

    Example: servanda commitments waits cases/paris-2026
    """
    found = asked(place, options)
    for circle in stage.circles(found.files.register, found.view):
        line({"kind": "circle", **msgspec.to_builtins(circle)})
        click.echo(circle.says[lang], err=True)
    for wait in stage.waits(found.files.register, found.view):
        line({"kind": "wait", **msgspec.to_builtins(wait)})


@group.command()
@PLACE
@click.argument("event")
@view_options
@LANG
def release(place: str, event: str, lang: str, **options: object) -> None:
    """Say what an event would release, under each reading, and what would still be missing.

    Example: servanda commitments release cases/paris-2026 us-signal
    """
    found = asked(place, options)
    chosen = [] if found.view.reading == stage.STATED else [found.view.reading]
    for one in stage.released_by(found.files.register, found.view, event, chosen):
        line(one)
        click.echo(f"{one.reading}: {one.says[lang]}", err=True)


@group.command()
@PLACE
@view_options
@LANG
def lint(place: str, lang: str, **options: object) -> None:
    """Say what is weak in a register, where, and how to mend it; exit 1 if something is wrong.

    Example: servanda commitments lint cases/paris-2026
    """
    found = asked(place, options)
    lints = stage.lint_register(found.files.register, found.view)
    for one in lints:
        line(one)
        click.echo(f"{one.place}: {one.says[lang]} {one.hint[lang]} [{one.code}]", err=True)
    if any(one.severity == "error" for one in lints):
        sys.exit(1)


def _moment(place: str, text: str) -> datetime:
    if text:
        return moment_of(text)
    if place == "-" or not (Path(place) / "case.yaml").is_file():
        says = f"'{place}' is no case, so the moment of knowledge is not known."
        raise InputError("as-of-missing", says, hint="Add --as-of 2026-01-07T12:00:00Z.")
    return read_manifest(Path(place)).as_of


def _words(values: object) -> Sequence[str]:
    return [str(value) for value in values] if isinstance(values, tuple) else []


def _assumed(text: str) -> tuple[str, EventValue]:
    event, _, value = text.partition("=")
    if value not in get_args(EventValue):
        raise InputError("assume-value", f"'{text}' assumes no value.", hint="Write EVENT=true, =false or =unknown.")
    return event, msgspec.convert(value, EventValue)
