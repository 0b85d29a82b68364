"""Which rows of a text fit its header: those that do not are set aside, each with its line and its reason."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from servanda.adapters.readers.foreign import coding_of, is_utf8
from servanda.adapters.readers.layout import Layout
from servanda.errors import InputError

MAX_ROW = 1 << 22
"""Bytes of one row."""
_MANY = 100_000

Broken = dict[int, InputError]
"""Index of a row in the layout → why it is no row of the table."""


@dataclass(frozen=True)
class Text:
    """A file that is a table of text, and where its rows lie."""

    raw: bytes
    name: str
    separator: str
    layout: Layout

    def row(self, index: int) -> bytes:
        """A row as it came."""
        return self.raw[int(self.layout.starts[index]) : int(self.layout.ends[index])]

    def place(self, index: int) -> str:
        """Where a row begins, `file:line`."""
        return f"{self.name}:{int(self.layout.lines[index])}"


def misfits(text: Text) -> Broken:
    """Rows behind the header that do not fit it.

    Raises:
        InputError: `sheet-misfit` if most of very many do not, `sheet-encoding` if more than a few are no UTF-8.
    """
    _refuse_misfit(text)
    return {**_not_utf8(text), **_again(text), **_wide(text), **_long(text)}


def _refuse_misfit(text: Text) -> None:
    """Refuse a file most of whose many rows do not fit its header: a reason for each would help nobody."""
    rows = np.flatnonzero((text.layout.widths != text.layout.widths[0]) & ~_blank(text))
    if len(rows) > max(_MANY, len(text.layout.widths) // 2):
        says = f"{len(rows)} of {len(text.layout.widths) - 1} rows do not fit the header."
        hint = "Check what divides its cells and lines, and that the right file was sent."
        raise InputError("sheet-misfit", says, place=text.place(int(rows[0])), hint=hint)


def header_text(text: Text) -> str:
    """The header as it came.

    Raises:
        InputError: `sheet-encoding` if it is no UTF-8.
    """
    try:
        return text.row(0).decode()
    except UnicodeDecodeError as error:
        raise _coding(text, 0, error.start) from error


def tag_rows(text: Text) -> list[int]:
    """Rows of HXL tags: every cell empty or beginning with a hash sign, and one at least that does."""
    firsts = _first_bytes(text)
    candidates = np.flatnonzero(np.isin(firsts, [ord(each) for each in f'#"{text.separator} ']))
    return [int(index) for index in candidates if _is_tags(text, int(index))]


def _is_tags(text: Text, index: int) -> bool:
    row = text.row(index)
    if not row.lstrip(b'" ' + text.separator.encode()).startswith(b"#"):
        return False
    try:
        cells = next(csv.reader([row.decode("latin-1")], delimiter=text.separator), [])
    except csv.Error:
        return False
    return all(cell.startswith("#") for cell in map(str.strip, cells) if cell)


def _first_bytes(text: Text) -> NDArray[np.uint8]:
    return np.frombuffer(text.raw, dtype=np.uint8)[text.layout.starts]


def _again(text: Text) -> Broken:
    """The header, further down: two files were put together."""
    lengths = text.layout.ends - text.layout.starts
    alike = np.flatnonzero(lengths == lengths[0])[1:]
    hint = "Remove the row; check that both parts have the same columns."
    return {
        int(index): InputError("header-again", "The row is the header again.", place=text.place(int(index)), hint=hint)
        for index in alike
        if text.row(int(index)) == text.row(0)
    }


def _wide(text: Text) -> Broken:
    """Rows with another number of cells than the header, or whose quotation marks do not pair."""
    widths = text.layout.widths
    found: Broken = {}
    for index in np.flatnonzero((widths != widths[0]) & ~_blank(text)).tolist():
        says = f"The row has {widths[index]} cells, the header {widths[0]}."
        hint = "Check its commas, and that the file is whole."
        found[index] = InputError("row-width", says, place=text.place(index), hint=hint)
    for index in text.layout.unpaired:
        says = "A quotation mark opens or closes no cell."
        hint = "Double the marks inside a text; check that the file is whole."
        found[index] = InputError("row-quotes", says, place=text.place(index), hint=hint)
    return found


def _long(text: Text) -> Broken:
    lengths = text.layout.ends - text.layout.starts
    hint = "Check that its line ends were not lost."
    return {
        index: InputError("row-too-long", f"The row has {lengths[index]} bytes.", place=text.place(index), hint=hint)
        for index in np.flatnonzero(lengths > MAX_ROW).tolist()
    }


def _not_utf8(text: Text) -> Broken:
    """Rows that are no UTF-8: one, or one in a hundred, was damaged; more are a file in another encoding."""
    if is_utf8(text.raw):
        return {}
    wrong = dict(_undecodable(text))
    if len(wrong) > max(1, len(text.layout.starts) // 100):
        index, at = next(iter(wrong.items()))
        raise _coding(text, index, at)
    return {index: _damaged(text, index, at) for index, at in wrong.items()}


def _undecodable(text: Text) -> Iterator[tuple[int, int]]:
    """Each row that is no UTF-8, and the offset in it of the first byte that is not."""
    for index in range(len(text.layout.starts)):
        try:
            text.row(index).decode()
        except UnicodeDecodeError as error:
            yield index, error.start


def _damaged(text: Text, index: int, at: int) -> InputError:
    says = f"Byte {text.row(index)[at]:02x} of the row is not UTF-8."
    return InputError("row-encoding", says, place=text.place(index), hint="Write the name again.")


def _coding(text: Text, index: int, at: int) -> InputError:
    row = text.row(index)
    says = f"Byte {row[at]:02x} is not UTF-8."
    return InputError("sheet-encoding", says, place=text.place(index), hint=coding_of(text.raw))


def sound(text: Text, without: Mapping[int, object]) -> NDArray[np.bool_]:
    """Which rows are rows of data, well-formed: neither the header, nor tags, nor blank, nor set aside."""
    good = ~_blank(text)
    good[[0, *without, *tag_rows(text)]] = False
    return good


def _blank(text: Text) -> NDArray[np.bool_]:
    """Rows of separators alone: blank lines of a spreadsheet."""
    layout = text.layout
    return np.asarray(layout.ends - layout.starts == layout.widths - 1, dtype=bool)
