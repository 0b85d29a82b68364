"""What is weak in a register and its plan, as data and as a sentence."""

from collections.abc import Mapping
from typing import Any, Protocol

import click

from servanda import commitments as stage
from servanda.adapters.guarantees import Opened
from servanda.cli.asking import MOST_SAID, Asked
from servanda.commitments import View
from servanda.coverage.lint import lint_plan
from servanda.records.record import Wording
from servanda.wording import languages, say


class Weakness(Protocol):
    """One weakness of a register or a plan."""

    @property
    def code(self) -> str:
        """Stable identifier."""

    @property
    def place(self) -> str:
        """What is concerned."""

    @property
    def severity(self) -> str:
        """How bad it is."""

    @property
    def says(self) -> Wording:
        """What is weak."""

    @property
    def hint(self) -> Wording:
        """How to mend it."""


def weaknesses(files: Opened, view: View) -> list[Weakness]:
    """Weaknesses of the register, then those of the plan against it."""
    found: list[Weakness] = [*stage.lint_register(files.register, view, files.drafts)]
    return [*found, *lint_plan(files.plan, files.recorded, view.as_of)]


def fields_of(one: Weakness) -> dict[str, Any]:
    """A weakness as data."""
    return {"code": one.code, "place": one.place, "says": one.says, "hint": one.hint, "severity": one.severity}


def sentence_of(one: Mapping[str, Any]) -> Wording:
    """A weakness for people."""
    return {lang: f"{one['place']}: {one['says'][lang]} {one['hint'][lang]} [{one['code']}]" for lang in languages()}


def say_weaknesses(found: Asked) -> None:
    """Say to people what of the register cannot count for the plan as it may seem; notes are left to `lint`."""
    lints = [
        one for one in lint_plan(found.files.plan, found.files.recorded, found.view.as_of) if one.severity != "note"
    ]
    for one in lints[:MOST_SAID]:
        click.echo(sentence_of(fields_of(one))[found.lang], err=True)
    if len(lints) > MOST_SAID:
        click.echo(say("doors.more", n=len(lints) - MOST_SAID)[found.lang], err=True)
