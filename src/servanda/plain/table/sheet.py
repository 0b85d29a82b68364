"""A sheet as lines of cells, whatever it was read from."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from servanda.plain.table.cell import Cell


class Line(NamedTuple):
    """Cells of one row, blank rows left out."""

    place: str
    number: str
    cells: Sequence[Cell]


@dataclass(frozen=True)
class Sheet:
    """One sheet of a file."""

    name: str
    place: str
    """How errors of the whole sheet are cited."""
    lines: Sequence[Line]
    merged: frozenset[int] = field(default_factory=frozenset)
    """Rows that a merged cell touches."""
    hidden: frozenset[int] = field(default_factory=frozenset)
    """Rows that nobody sees."""
    concealed: bool = False
    """Whether the whole sheet is hidden."""
