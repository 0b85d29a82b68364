"""One cell as text, with what it was."""

from typing import Literal, NamedTuple, TypeAlias

CellKind: TypeAlias = Literal["text", "number", "moment", "formula", "error", "logical"]
"""What a cell is: only a workbook knows more than text."""


class Cell(NamedTuple):
    """A cell as text, with what it was."""

    text: str
    kind: CellKind = "text"
