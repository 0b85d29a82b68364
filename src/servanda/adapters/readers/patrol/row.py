"""A row of a patrol log as it came: cells by the names of the columns, and what the log does not know."""

import re
from dataclasses import dataclass, field

from servanda.errors import InputError
from servanda.plain.table.cell import Cell

_DATED = frozenset({"day", "day_to", "from", "to"})
_FREE = frozenset({"remark", "direction", "observer", "who_told"})
_POSITIONS = frozenset({"lat", "lon", "mgrs", "position", "accuracy", "post"})
_LONGEST = 4_000
_EXACT = re.compile(
    r"[0-9]{1,2}\s*[A-Z]\s*[A-Z]{2}[\s0-9]{2,}|[0-9]+\s*°[^a-z]*|[0-9]+[.,][0-9]{3,}|[0-9]{6,}|[0-9]{4,5}\s+[0-9]{4,5}",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class LogRow:
    """One row with its place."""

    place: str
    number: str
    """Number of the row in its file, for a name if it has none."""
    cells: dict[str, Cell]
    """By name of the column; empty ones are left out."""
    further: dict[str, str] = field(default_factory=dict)
    """Cells of columns that the log does not have; what may be a position is left out of them."""
    wrong: InputError | None = None
    """Why the row cannot be taken, seen before its cells are read."""

    def text(self, name: str) -> str:
        """The text of a cell, empty if there is none.

        Raises:
            InputError: `cell-became-date`, `cell-logical`, `cell-too-long`.
        """
        cell = self.cells.get(name, Cell(""))
        shown = "" if name in _POSITIONS else cell.text
        if cell.kind == "moment" and name not in _DATED | _FREE:
            says = f"The cell is a date, {shown}: the program took what was written for one."
            raise InputError("cell-became-date", says, hint="Format the cell as text and write it again.")
        if cell.kind == "logical" and name not in _FREE:
            says = f"The cell is the logical value {shown}."
            raise InputError("cell-logical", says, hint="Format the cell as text and write it again.")
        if cell.kind == "number" and name in {"day", "day_to"}:
            says = f"The day '{cell.text}' is a serial number, and two calendars count them differently."
            raise InputError("date-serial", says, hint="Format the cell as a date, or write 2031-03-14.")
        if len(cell.text) > _LONGEST:
            says = f"The cell has {len(cell.text)} characters."
            raise InputError("cell-too-long", says, hint=f"At most {_LONGEST}; send longer texts as documents.")
        return cell.text.strip()


def concealed(text: str) -> str:
    """A sentence without figures that may be a position: a cell may stand in the wrong column.

    >>> concealed("The distance '48.12345' has no unit.")
    "The distance '…' has no unit."
    """
    return _EXACT.sub("…", text)
