"""Findings asked of a case or its ledger, at a size or a moment, instead of a document of facts."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

import click

from servanda.records.agreement import Agreement
from servanda.records.facts import Facts
from servanda.records.finding import Finding
from servanda.records.time import Interval
from servanda.runs.adopted import name_of
from servanda.runs.judging import Judged
from servanda.runs.opened import Opened


@dataclass(frozen=True)
class OfCase:
    """A case looked at from a point of knowledge."""

    opened: Opened
    """The case."""

    @property
    def instruments(self) -> list[Agreement]:
        """All versions on its record."""
        return list(self.opened.workspace.versions)

    @property
    def as_of(self) -> datetime:
        """The moment for which is judged."""
        return self.opened.moment

    @property
    def window(self) -> Interval | None:
        """The time over which silence is judged."""
        return self.opened.window

    @cached_property
    def facts(self) -> Facts:
        """What was known."""
        return self.opened.facts

    def judged(self) -> list[Judged]:
        """Findings under each version that was judged."""
        texts = {name_of(one): one for one in self.instruments}
        under: dict[str, list[Finding]] = {}
        for finding in self.opened.findings:
            under.setdefault(finding.agreement, []).append(finding)
        return [Judged(texts[name], self.opened.facts_under(texts[name]), found, ()) for name, found in under.items()]


def case_at(place: Path) -> Path | None:
    """The case that a place is, or whose ledger it is; none for a folder or file of instruments."""
    for folder in (place, place.parent):
        if (folder / "case.yaml").is_file() and (folder == place or (place / "checkpoint").is_file()):
            return folder
    return None


def of_case(place: Path, as_of: int | datetime | None, window: Interval | None) -> OfCase:
    """A case, opened.

    Raises:
        click.UsageError: it is no case, or a window is given: the case states its own.
    """
    case = case_at(place)
    if case is None:
        raise click.UsageError(f"'{place}' is no case: name a document of facts, or - for standard input.")
    if window is not None:
        raise click.UsageError("A case states its own window; --window goes with a document of facts.")
    return OfCase(Opened(case, as_of=as_of))


def moment_only(as_of: int | datetime | None) -> datetime | None:
    """A moment; a size is one of a ledger, which a document of facts has not.

    Raises:
        click.UsageError: it is a size.
    """
    if isinstance(as_of, int):
        raise click.UsageError(f"--as-of {as_of} is a size of a ledger; a document of facts takes a moment.")
    return as_of
