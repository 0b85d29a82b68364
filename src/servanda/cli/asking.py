"""A question about a register and a plan: where they are read, from where they are seen, how it is answered."""

import gc
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar, get_args

import click
import msgspec

from servanda import commitments as stage
from servanda.adapters.guarantees import MAX_BYTES, Opened, open_place, open_text, strangers
from servanda.cli.moments import moment_of
from servanda.commitments import EventValue, View
from servanda.errors import InputError, NotFound
from servanda.records.guarantees import GivenView
from servanda.records.plan import Plan
from servanda.wording import say

F = TypeVar("F", bound=Callable[..., object])

PLACE = click.argument("place", metavar="CASE|FILE|-")
MOST_SAID = 20
"""Items that are said one by one to people; the rest is counted, and stands whole in the JSON answer."""

_SHAPE = (
    click.option(
        "--format", "shape", type=click.Choice(["lines", "json", "table"]), default="lines", help="Of stdout."
    ),
    click.option("--json", "shape", flag_value="json", help="The same as --format json: one object."),
    click.option("--lang", type=click.Choice(["en", "uk"]), default="en", show_default=True, help="Language."),
)
_VIEW = (
    click.option("--as-of", default="", help="Moment of knowledge; by default that of the case or document."),
    click.option("--floor", type=click.Choice(stage.RUNGS), help="Lowest rung that counts  [default: signalled]."),
    click.option("--reading", help="Reading of the disputed conditions  [default: stated]."),
    click.option("--without", multiple=True, help="A provider or commitment assumed to be gone."),
    click.option("--assume", multiple=True, metavar="EVENT=VALUE", help="An event assumed true, false or unknown."),
    click.option("--events", type=click.Path(exists=True, dir_okay=False), help="Events beside a list of commitments."),
)


@dataclass(frozen=True)
class Asked:
    """A register and the view under which it is asked."""

    files: Opened
    """What the case, file or text says."""
    view: View
    """From where it is looked at."""
    place: str
    """What was named on the command line."""
    shape: str
    """`lines`, `json` or `table`."""
    lang: str
    """Language of what people read."""

    @property
    def plan(self) -> Plan:
        """The plan.

        Raises:
            NotFound: `plan-not-found`.
        """
        if self.files.plan is None:
            hint = "Name a case folder with a plan.yaml, or give the document a plan."
            raise NotFound("plan-not-found", f"'{self.place}' holds no plan.", hint=hint)
        return self.files.plan


def shape_options(command: F) -> F:
    """The options that say what the answer looks like."""
    return _with(command, _SHAPE)


def view_options(command: F) -> F:
    """The options that make a view."""
    return _with(command, _VIEW)


def question(command: F) -> F:
    """Argument and options of every question that is asked under a view."""
    return PLACE(_with(_with(command, _SHAPE), _VIEW))


def _with(command: F, options: Sequence[Callable[[F], F]]) -> F:
    for option in reversed(options):
        command = option(command)
    return command


def asked(place: str, options: Mapping[str, Any]) -> Asked:
    """Read a register and make the view; rejected items go to stderr.

    Raises:
        NotFound: there is no such case.
        InputError: the files or the options are wrong.
    """
    files = opened(place, str(options["events"] or ""), str(options["lang"]))
    given = _merged(files.view, options)
    view = View(
        as_of=_moment(place, str(options["as_of"] or ""), files),
        floor=given.floor,
        withdrawn=frozenset(given.without),
        assume=given.assume,
    )
    refuse_strangers(files, given)
    view = stage.choose(files.register, view, given.reading)
    return Asked(files, view, place, str(options["shape"] or "lines"), str(options["lang"]))


def opened(place: str, events: str = "", lang: str = "en") -> Opened:
    """What a case folder, a document, a list of commitments or standard input says; rejected items go to stderr.

    Raises:
        NotFound: there is no such case.
        InputError: the text is not readable.
    """
    beside = Path(events) if events else None
    if place == "-":
        files = open_text(sys.stdin.buffer.read(MAX_BYTES + 1), "-", beside=beside)
    else:
        files = open_place(Path(place), beside=beside)
    _keep_whole()
    mark = f"{say('doors.exercise')[lang]} · " if files.exercise else ""
    for rejection in files.rejections[:MOST_SAID]:
        click.echo(f"{mark}{rejection.place}: {rejection.says} {rejection.hint} [{rejection.code}]", err=True)
    if len(files.rejections) > MOST_SAID:
        click.echo(mark + say("doors.more", n=len(files.rejections) - MOST_SAID)[lang], err=True)
    return files


def _keep_whole() -> None:
    """Nobody searches the register for garbage while its question lasts: that takes a third of the time."""
    asking = click.get_current_context(silent=True)
    if asking is not None:
        gc.freeze()
        asking.call_on_close(gc.unfreeze)


def refuse_strangers(files: Opened, view: GivenView) -> None:
    """Refuse a view that names nobody: its answer would be taken for one about somebody.

    Raises:
        InputError: `without-unknown`, `assume-unknown`.
    """
    for error in strangers(view, files.those, files.events):
        raise error


def _merged(view: GivenView, options: Mapping[str, Any]) -> GivenView:
    """The view of the document, with what the command line says instead."""
    return GivenView(
        floor=options["floor"] or view.floor,
        reading=options["reading"] or view.reading,
        without=list(options["without"]) or view.without,
        assume=dict(_assumed(text) for text in options["assume"]) or view.assume,
    )


def _moment(place: str, text: str, files: Opened) -> datetime:
    if text:
        return moment_of(text)
    if files.as_of is None:
        says = f"'{place}' names no moment, and nothing in it is dated."
        raise InputError("as-of-missing", says, hint="Add --as-of 2026-01-07T12:00:00Z.")
    return files.as_of


def _assumed(text: str) -> tuple[str, EventValue]:
    event, _, value = text.partition("=")
    if value not in get_args(EventValue):
        raise InputError("assume-value", f"'{text}' assumes no value.", hint="Write EVENT=true, =false or =unknown.")
    return event, msgspec.convert(value, EventValue)
