"""Comma-separated text as bytes → rows of cells with their places."""

import csv
import io
from collections.abc import Iterator

from servanda.errors import InputError
from servanda.plain.table.cell import Cell
from servanda.plain.table.sheet import Line, Sheet

_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def sheet_of(raw: bytes, name: str) -> Sheet:
    """The table of a text: commas, semicolons or tabs, as its first line has them.

    Raises:
        InputError: `sheet-encoding`, `sheet-broken`.
    """
    text = _text(raw, name)
    first = text.split("\n", 1)[0]
    ends = max(",;\t", key=first.count)
    return Sheet(name=name, place=name, lines=list(_lines(text, ends, name)))


def _text(raw: bytes, name: str) -> str:
    hint = "Save it as CSV UTF-8."
    if raw.startswith(_UTF16):
        raise InputError("sheet-encoding", "The text is UTF-16, not UTF-8.", place=name, hint=hint)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        says = f"Byte {raw[error.start]:02x} at offset {error.start} is not UTF-8."
        raise InputError("sheet-encoding", says, place=name, hint=hint) from error


def _lines(text: str, ends: str, name: str) -> Iterator[Line]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=ends)
    begun = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield Line(f"{name}:{begun}", str(begun), [Cell(cell) for cell in cells])
            begun = reader.line_num + 1
    except csv.Error as error:
        says = f"The text cannot be divided into cells: {error}."
        hint = "Check the quotation marks, and save it again."
        raise InputError("sheet-broken", says, place=f"{name}:{begun}", hint=hint) from error
