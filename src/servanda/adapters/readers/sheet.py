"""A table of text with a header, as bytes → columns of text; rows that do not fit it are set aside with a reason."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from servanda.errors import InputError


@dataclass(frozen=True)
class Sheet:
    """Columns of text; an empty cell is an empty text. The rows that came are these and the broken ones."""

    table: pa.Table
    """Columns by the names of the header, all `string`, without nulls."""
    lines: NDArray[np.int64]
    """Line of the file on which each row begins, counted from 1."""
    broken: Sequence[tuple[int, InputError]] = ()
    """Rows that do not fit the header, with their line."""

    @property
    def rows(self) -> int:
        """How many rows came."""
        return len(self.lines) + len(self.broken)


def read_sheet(raw: bytes, name: str, *, needs: Sequence[str], leave: Sequence[str] = ()) -> Sheet:
    """Read comma-separated text.

    Args:
        raw: The file.
        name: Name it is cited by.
        needs: Columns without which it is not that format, in any order.
        leave: Columns that are not read at all.

    Raises:
        InputError: `sheet-encoding`, `sheet-header`.
    """
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        says = f"Byte {raw[error.start]:02x} at offset {error.start} is not UTF-8."
        raise InputError("sheet-encoding", says, place=name, hint="Save the file as UTF-8.") from error
    reader = csv.reader(io.StringIO(text, newline=""))
    header = next(reader, [])
    missing = [each for each in needs if each not in header]
    if missing:
        says = f"The header lacks {', '.join(missing)}."
        raise InputError("sheet-header", says, place=f"{name}:1", hint="Choose the reader of this format.")
    lines: list[int] = []
    cells: list[list[str]] = []
    broken: list[tuple[int, InputError]] = []
    begun = reader.line_num + 1
    for row in reader:
        here, begun = begun, reader.line_num + 1
        if not row or _is_tags(row):
            continue
        if len(row) != len(header):
            says = f"The row has {len(row)} cells, the header {len(header)}."
            broken.append((here, InputError("row-width", says, place=f"{name}:{here}", hint="Check its commas.")))
            continue
        lines.append(here)
        cells.append(row)
    columns = {each: pa.array([row[at] for row in cells], pa.string()) for at, each in enumerate(header)}
    table = pa.table({each: column for each, column in columns.items() if each not in leave})
    return Sheet(table, np.array(lines, dtype=np.int64), broken)


def _is_tags(row: Sequence[str]) -> bool:
    """Whether a row holds HXL tags: every cell empty or beginning with a hash sign, and one at least that does."""
    return any(row) and all(cell.startswith("#") for cell in row if cell.strip())
