"""Findings as columns, for counting: what is alike in them is told once, and how many there are of each."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from servanda.findings import as_findings
from servanda.records.finding import Verdict
from servanda.reports.account_events import OPEN, whole
from servanda.reports.dossier import Dossier
from servanda.reports.names import Names
from servanda.reports.outcomes import VERDICTS
from servanda.schemas.distinct import Numbers, distinct

Key: TypeAlias = tuple[str, str]
"""What a verdict hangs on: a cause, `location` or `date` for a measurement; and an open term by name, or nothing."""
Counts: TypeAlias = Sequence[int]
"""A number for each verdict, in the order of `VERDICTS`."""

_ALIKE = ("agreement", "term", "verdict", "attribution", "causes", "hinge_on", "readings")
_READ = ("kind", "subject", "incident_row", "start", "end", "sector")
"""Columns of all findings that are read; the others are the same for all of a kind."""
_MONTHS = 12
NO_MONTH = -1


@dataclass(frozen=True, kw_only=True)
class Alike:
    """Findings that differ only in their subject, place and time."""

    agreement: str
    term: str
    verdict: str
    attribution: str
    hinges: frozenset[tuple[str, str]]
    """Cause and what it is about, of each hinge."""
    keys: frozenset[Key]
    """The same, as people would settle it."""
    readings: tuple[tuple[str, frozenset[tuple[str, str]]], ...]
    """Verdict under each combination of open terms with readings."""
    number: int
    """How many there are."""


@dataclass(frozen=True)
class Judged:
    """All findings of a case, counted."""

    table: pa.Table
    alike: Sequence[Alike]
    of: Numbers = field(repr=False)
    """Kind of each finding."""

    def __len__(self) -> int:
        return len(self.of)

    def total(self, alike: Iterable[Alike] | None = None) -> Counts:
        """How many findings have each verdict."""
        known = self.alike if alike is None else alike
        counts = dict.fromkeys(VERDICTS, 0)
        for one in known:
            counts[one.verdict] += one.number
        return [counts[verdict] for verdict in VERDICTS]

    def terms(self) -> list[tuple[str, str]]:
        """Instrument and term of all findings, sorted."""
        return sorted({(one.agreement, one.term) for one in self.alike})

    def of_term(self, agreement: str, term: str) -> list[Alike]:
        """What the findings of a term have in common."""
        return [one for one in self.alike if (one.agreement, one.term) == (agreement, term)]

    @cached_property
    def verdicts(self) -> Numbers:
        """Number of the verdict of each finding."""
        return np.array([VERDICTS.index(one.verdict) for one in self.alike], dtype=np.int64)[self.of]

    def by(self, group: Numbers, size: int, *, among: NDArray[np.bool_] | None = None) -> NDArray[np.int64]:
        """Verdicts by group, shape (size, verdicts)."""
        flat = group * len(VERDICTS) + self.verdicts
        chosen = flat if among is None else flat[among]
        return np.bincount(chosen, minlength=size * len(VERDICTS)).reshape(size, len(VERDICTS))

    def sectors(self) -> list[tuple[str, Counts]]:
        """Verdicts by the sector in which the subject certainly lies, by name; last, with no name, where none is."""
        column = self.table.column("sector").combine_chunks().dictionary_encode()
        known = column.dictionary.to_pylist()
        counts = self.by(np.asarray(column.indices, dtype=np.int64), len(known)).tolist()
        found = sorted(zip(known, counts, strict=True))
        return [*(item for item in found if item[0]), *(item for item in found if not item[0])]

    def months(self, zone: str) -> Numbers:
        """Month in which the time judged begins in a zone, counted from year 0; -1 if its begin is open."""
        start = self.table.column("start")
        local = pc.cast(start, pa.timestamp("us", tz=zone))
        month = whole(pc.year(local), 0) * _MONTHS + whole(pc.month(local), 1) - 1
        return np.where(np.asarray(pc.is_valid(start)), month, NO_MONTH)

    def straddling(self, zone: str) -> int:
        """Findings whose time may end in a later month than it begins in."""
        start, end = (whole(pc.cast(self.table.column(side), pa.int64()), OPEN) for side in ("start", "end"))
        last = pc.cast(pa.array(np.maximum(end - 1, start)), pa.timestamp("us", tz="UTC"))
        local = pc.cast(last, pa.timestamp("us", tz=zone))
        month = whole(pc.year(local), 0) * _MONTHS + whole(pc.month(local), 1) - 1
        return int(((month != self.months(zone)) & (start != OPEN) & (end != OPEN)).sum())

    @cached_property
    def subjects(self) -> tuple[list[str], Numbers]:
        """What was judged: each subject once, and its number for each finding."""
        column = self.table.column("subject").combine_chunks().dictionary_encode()
        return column.dictionary.to_pylist(), np.asarray(column.indices, dtype=np.int64)

    def hanging_on(self, cause: str, about: str) -> Numbers:
        """Numbers of the subjects of the findings that hang on one thing, each once."""
        kinds = [number for number, one in enumerate(self.alike) if (cause, about) in one.hinges]
        return np.unique(self.subjects[1][np.isin(self.of, kinds)])


def judged_of(dossier: Dossier, names: Names) -> Judged:
    """The findings of a case as columns.

    Cost: the table of findings, one sort for each column that is compared, one look at each kind.
    """
    findings = as_findings(dossier.findings)
    table = findings.to_arrow(_READ)
    kinds, kind = findings.kinds()
    first, alike = distinct([kinds.column(name) for name in _ALIKE])
    rows, of = kinds.select(_ALIKE).take(pa.array(first)).to_pylist(), alike[kind]
    numbers = np.bincount(of, minlength=len(rows)).tolist()
    return Judged(table, [_alike(row, number, names) for row, number in zip(rows, numbers, strict=True)], of)


def _alike(row: dict[str, Verdict | str | list[str]], number: int, names: Names) -> Alike:
    known = names.agreement(str(row["agreement"]))
    clocks: Collection[str] = known.clocks.keys() - known.places.keys() if known else ()
    parts = [hinge.partition(":") for hinge in row["hinge_on"]]
    hinges = frozenset((cause, on) for cause, _, on in parts)
    return Alike(
        agreement=str(row["agreement"]),
        term=str(row["term"]),
        verdict=str(row["verdict"]),
        attribution=str(row["attribution"]),
        hinges=hinges,
        keys=frozenset(_key(cause, on, clocks) for cause, on in hinges),
        readings=tuple(_reading(text) for text in row["readings"]),
        number=number,
    )


def _key(cause: str, on: str, clocks: Collection[str]) -> Key:
    if cause == "measurement":
        return ("date" if on in clocks else "location", "")
    return (cause, on if cause == "open_term" else "")


def _reading(text: str) -> tuple[str, frozenset[tuple[str, str]]]:
    verdict, *under = text.split("|")
    return verdict, frozenset((name, reading) for name, _, reading in (one.partition("=") for one in under))
