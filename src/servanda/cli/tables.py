"""Tables for people: columns that line up, numbers to the right, words of the glossary."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from servanda.records.record import Wording

Cell = str | int | Wording


@dataclass(frozen=True)
class Table:
    """One table of an answer."""

    heads: Sequence[Wording]
    """What each column holds."""
    rows: Sequence[Sequence[Cell]]
    """Its rows; a text in several languages is shown in one."""
    title: Wording | None = None
    """What it shows, where that is not plain from its heads."""
    note: Wording | None = None
    """What must be known to read it."""


def lines_of(table: Table, lang: str) -> Iterator[str]:
    """A table as lines of text; nothing if it has no rows."""
    if not table.rows:
        return
    rows = [[_text(cell, lang) for cell in row] for row in table.rows]
    heads = [head[lang] for head in table.heads]
    widths = [max(map(_width, column)) for column in zip(heads, *rows, strict=True)]
    right = [all(isinstance(row[n], int) for row in table.rows) for n in range(len(heads))]
    if table.title is not None:
        yield table.title[lang]
    yield _line(heads, widths, right)
    yield "  ".join("─" * width for width in widths)
    for row in rows:
        yield _line(row, widths, right)
    if table.note is not None:
        yield table.note[lang]


def _text(cell: Cell, lang: str) -> str:
    text = cell[lang] if isinstance(cell, dict) else str(cell)
    return " ".join(text.split()) or "–"


def _width(text: str) -> int:
    return sum(not unicodedata.combining(one) for one in text)


def _line(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    padded = (
        " " * (width - _width(cell)) + cell if to_right else cell + " " * (width - _width(cell))
        for cell, width, to_right in zip(cells, widths, right, strict=True)
    )
    return "  ".join(padded).rstrip()
