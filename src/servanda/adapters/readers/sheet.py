"""A table of text with a header, as bytes → columns of text; rows that do not fit it are set aside with a reason.

`foreign` tells what is no such text at all, `layout` where its rows lie, `header` what they are called, `fitting` which
of them are whole; here the whole ones become columns.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from pyarrow import csv

from servanda.adapters.readers.fitting import Text, header_text, misfits, sound
from servanda.adapters.readers.foreign import may_hold_forbidden, text_begin
from servanda.adapters.readers.header import UNNAMED, columns_of, separator_of
from servanda.adapters.readers.layout import layout_of
from servanda.errors import InputError
from servanda.plain.scalars import forbidden_character

MAX_CELL = 1 << 16
"""Bytes of one cell: twice what a cell of a spreadsheet can hold."""

_BLOCK = 1 << 20


@dataclass(frozen=True)
class Sheet:
    """Columns of text; an empty cell is an empty text. The rows that came are these and the broken ones."""

    table: pa.Table
    """Columns by the names of the header, all `string`, in normal form C, without nulls."""
    lines: NDArray[np.int64]
    """Line of the file on which each row begins, counted from 1."""
    broken: Sequence[tuple[int, InputError]] = ()
    """Rows that do not fit the header, with their line."""
    left: Sequence[str] = ()
    """Columns of the file that were not read."""

    @property
    def rows(self) -> int:
        """How many rows came."""
        return len(self.lines) + len(self.broken)


@dataclass(frozen=True)
class _Places:
    """Where the rows of a table stand in its file."""

    text: Text
    whole: NDArray[np.int64]

    def of(self, row: int) -> str:
        return self.text.place(int(self.whole[row]))


def read_sheet(raw: bytes, name: str, *, needs: Sequence[str], leave: Sequence[str] = ()) -> Sheet:
    """Read comma-separated text; semicolons and tabs are read too where they divide the header as the format has it.

    Args:
        raw: The file.
        name: Name it is cited by.
        needs: Columns without which it is not that format, in any order.
        leave: Columns that are not read at all.

    Raises:
        InputError: `sheet-empty`, `sheet-format`, `sheet-binary`, `sheet-encoding`, `sheet-separator`, `sheet-header`,
            `sheet-misfit`, `sheet-too-long`, `sheet-broken`, `heading-twice`, `heading-character`.
    """
    begin = text_begin(raw, name)
    separator = separator_of(raw, begin, needs)
    text = Text(raw, name, separator, layout_of(raw, begin, separator))
    columns = columns_of(header_text(text), separator, text.place(0), needs)
    broken = misfits(text)
    good = sound(text, broken)
    whole = np.flatnonzero(good)
    table = _table(text, good, columns, leave)
    places = _Places(text, whole)
    odd = _long_cells(table, places) | (_strange_cells(table, places) if may_hold_forbidden(raw, begin) else {})
    broken |= {int(whole[row]): error for row, error in odd.items()}
    kept = np.ones(len(whole), dtype=bool)
    kept[list(odd)] = False
    lines = text.layout.lines
    set_aside = [(int(lines[index]), error) for index, error in sorted(broken.items())]
    left = [each for each in columns if each in leave]
    return Sheet(_normal(table.filter(pa.array(kept)) if odd else table), lines[whole[kept]], set_aside, left)


def _table(text: Text, good: NDArray[np.bool_], columns: Sequence[str], leave: Sequence[str]) -> pa.Table:
    """Columns of the rows that are whole."""
    reads = [each for each in columns if each not in leave]
    schema = pa.schema([(each, pa.string()) for each in reads])
    spans = list(_spans(text, good))
    if not spans:
        return schema.empty_table()
    longest = int((text.layout.ends - text.layout.starts)[good].max())
    # one span is read where it lies; several are put together first; a block holds the longest row
    source = pa.py_buffer(spans[0] if len(spans) == 1 else b"\n".join(spans))
    try:
        table = csv.read_csv(
            pa.BufferReader(source),
            read_options=csv.ReadOptions(
                column_names=list(columns), block_size=max(_BLOCK, 2 * longest), use_threads=False
            ),
            parse_options=csv.ParseOptions(delimiter=text.separator, newlines_in_values=True),
            convert_options=csv.ConvertOptions(column_types=schema, include_columns=reads, strings_can_be_null=False),
        )
    except pa.ArrowInvalid as error:  # says rows: they are not repeated
        says = f"The text cannot be divided into cells: {type(error).__name__}."
        raise InputError("sheet-broken", says, place=text.name, hint="Save it again.") from error
    unnamed = [
        each for each in reads if each.startswith(UNNAMED) and pc.max(pc.binary_length(table[each])).as_py() == 0
    ]
    return table.drop_columns(unnamed)


def _spans(text: Text, good: NDArray[np.bool_]) -> Iterator[memoryview]:
    """Parts of the file that hold whole rows and nothing else, as long as can be."""
    edges = np.diff(np.concatenate([[False], good, [False]]).astype(np.int8))
    layout, view = text.layout, memoryview(text.raw)
    for first, behind in zip(np.flatnonzero(edges == 1), np.flatnonzero(edges == -1), strict=True):
        yield view[int(layout.starts[first]) : int(layout.ends[behind - 1])]


def _long_cells(table: pa.Table, places: _Places) -> dict[int, InputError]:
    """Rows with a cell longer than any that is meant."""
    found: dict[int, InputError] = {}
    for name in table.column_names if table.num_rows else ():
        lengths = pc.binary_length(table[name])
        if pc.max(lengths).as_py() > MAX_CELL:
            for row in np.flatnonzero(np.asarray(pc.greater(lengths, MAX_CELL))).tolist():
                says = f"{name} has {lengths[row].as_py()} bytes, at most {MAX_CELL}."
                hint = "Send long texts as documents."
                found[row] = InputError("cell-too-long", says, place=places.of(row), hint=hint)
    return found


def _strange_cells(table: pa.Table, places: _Places) -> dict[int, InputError]:
    """Rows with a cell that holds a character that no record may."""
    found: dict[int, InputError] = {}
    for name in table.column_names if table.num_rows else ():
        for row, character in _forbidden(table[name]):
            says = f"{name} holds the invisible character {character}."
            found[row] = InputError("cell-character", says, place=places.of(row), hint="Write the cell again by hand.")
    return found


def _forbidden(column: pa.ChunkedArray) -> Iterator[tuple[int, str]]:
    """Rows of a column with a character that no record may hold, and which; each text is looked at once."""
    encoded = pc.dictionary_encode(column.combine_chunks())
    named = [forbidden_character(cell) for cell in encoded.dictionary.to_pylist()]
    if not any(named):
        return
    index = np.asarray(encoded.indices)
    for row in np.flatnonzero(np.array([each is not None for each in named])[index]).tolist():
        character = named[index[row]]
        if character is not None:
            yield row, character[1]


def _normal(table: pa.Table) -> pa.Table:
    """The table in normal form C: a name that one system writes in parts is the name that another writes whole."""
    for at, name in enumerate(table.column_names):
        if not pc.all(pc.string_is_ascii(table[name])).as_py():
            table = table.set_column(at, name, pc.utf8_normalize(table[name], form="NFC"))
    return table
