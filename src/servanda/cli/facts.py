"""A document of facts on the command line: read, judged under each instrument, and what was not taken said."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import click

from servanda.adapters import agreements as agreement_files
from servanda.adapters.scenarios import Given, read_facts
from servanda.cli.piped import bytes_of
from servanda.records.agreement import Agreement
from servanda.records.facts import Facts
from servanda.records.rejection import Rejection
from servanda.records.time import Interval
from servanda.runs.doubts import Doubt
from servanda.runs.judging import Judged, judge_alone
from servanda.wording import say

MOST_SAID = 20
"""Rejections that are said one by one to people; all stand in the JSON answer."""


@dataclass(frozen=True)
class Asked:
    """A question about facts: under which instruments, for which moment and window."""

    instruments: Sequence[Agreement]
    """The instruments."""
    given: Given
    """What the document says."""
    as_of: datetime
    """The moment."""
    window: Interval | None
    """Time over which silence and caps are judged."""

    def judged(self) -> Iterator[Judged]:
        """Findings under each instrument."""
        return judge_alone(self.instruments, self.given.facts, as_of=self.as_of, window=self.window)


def asked_of(agreement: Path, facts: BinaryIO, as_of: datetime | None, window: Interval | None) -> Asked:
    """Read instruments and facts; options win over what the document says.

    Raises:
        click.UsageError: neither names a moment.
        InputError: something is not readable.
    """
    name = getattr(facts, "name", "-")
    name = "-" if name == "<stdin>" else str(name)
    given = read_facts(bytes_of(facts, name), name)
    moment = as_of or given.as_of
    if moment is None:
        says = f"'{name}' names no moment for which is judged."
        hint = 'Add --as-of 2031-03-15T06:00Z, or "as_of": "2031-03-15T06:00:00Z" to the document.'
        raise click.UsageError(f"{says} {hint}")
    return Asked(agreement_files.load(str(agreement)), given, moment, window or given.window)


def distinct_rejections(judged: Sequence[Judged]) -> list[Rejection]:
    """What instruments do not know, each once: several may say the same of one record."""
    return list(dict.fromkeys(rejection for one in judged for rejection in one.rejections))


def tell_rejections(rejections: Sequence[Rejection], facts: Facts, lang: str, *, mark: str) -> None:
    """Say to people what was not taken, and count it, if there is any."""
    for one in rejections[:MOST_SAID]:
        click.echo(f"{mark}{one.place}: {one.says} {one.hint} [{one.code}]", err=True)
    if len(rejections) > MOST_SAID:
        click.echo(mark + say("doors.facts_more", n=len(rejections) - MOST_SAID)[lang], err=True)
    if rejections:
        taken = sum(len(getattr(facts, name)) for name in Facts.__struct_fields__)
        click.echo(mark + say("doors.facts_taken", n=len(rejections), taken=taken)[lang], err=True)


def tell_doubts(doubts: Sequence[Doubt], lang: str, *, mark: str) -> None:
    """Say to people which words look like slips."""
    for one in doubts[:MOST_SAID]:
        click.echo(f"{mark}{one.says[lang]}", err=True)
    if len(doubts) > MOST_SAID:
        click.echo(mark + say("doors.facts_more", n=len(doubts) - MOST_SAID)[lang], err=True)
