"""The parts that pages are made of: sentences, tables and cards, all with their support."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from servanda.records.record import Wording
from servanda.reports.citations import Line


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """Verdict and attribution, which never travel alone."""

    verdict: str
    attribution: str
    says: Wording
    by: Wording


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of a table."""

    cells: tuple[Line, ...]
    anchor: str = ""
    outcome: Outcome | None = None


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table with its heads; `more` says how many rows are only in the annex."""

    title: Wording
    heads: tuple[Wording, ...]
    rows: tuple[Row, ...]
    more: int = 0
    wide: bool = False


@dataclass(frozen=True, kw_only=True)
class Card:
    """One finding or response: a title, its outcome, sentences, tables."""

    anchor: str
    title: Line
    outcome: Outcome | None = None
    lines: tuple[Line, ...] = ()
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Part:
    """One section of a page."""

    anchor: str
    title: Wording
    lines: tuple[Line, ...] = ()
    tables: tuple[Table, ...] = ()
    cards: tuple[Card, ...] = ()
    diagram: bool = False


def fitting(rows: Sequence[Row], widths: Sequence[int], budget: int) -> tuple[tuple[Row, ...], int]:
    """As many rows as fit a number of printed lines, and how many are left for the annex.

    Args:
        rows: Rows in order of importance.
        widths: Characters that one printed line of each column holds.
        budget: Printed lines at hand.
    """
    taken: list[Row] = []
    for row in rows:
        budget -= _height(row, widths)
        if budget < 0:
            break
        taken.append(row)
    return tuple(taken), len(rows) - len(taken)


def _height(row: Row, widths: Sequence[int]) -> int:
    pairs = zip(row.cells, widths, strict=True)
    return max(-(-len(text) // width) for cell, width in pairs for text in [*cell.says.values(), " "])


def support_of(lines: Iterable[Line]) -> tuple[str, ...]:
    """What several sentences rest on together."""
    return tuple(dict.fromkeys(name for line in lines for name in line.support))
