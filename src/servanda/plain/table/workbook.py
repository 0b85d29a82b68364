"""A workbook (.xlsx) as bytes → sheets as lines of cells; it is guarded first, and read cell by cell.

Formulas are read as formulas, so that a row with one can be refused: the value stored beside it is whatever the last
program computed. Dates are taken by the type of their cell and the calendar of the workbook (1900 or 1904).
"""

import io
import math
import re
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from xml.etree.ElementTree import ParseError, iterparse

import openpyxl
from openpyxl.utils.cell import range_boundaries

from servanda.errors import InputError
from servanda.plain.table.cell import Cell
from servanda.plain.table.guards import archive_of
from servanda.plain.table.sheet import Line, Sheet

_MOST_ROWS, _MOST_COLUMNS, _MOST_SHEETS = 100_000, 256, 50
_EPOCHS = frozenset({date(1899, 12, 30), date(1899, 12, 31), date(1900, 1, 1), date(1904, 1, 1)})
"""Days that a cell with nothing but a time falls on."""
_EXACT = 1e15
"""Whole numbers below it are exact in a double."""
_MIDNIGHT = re.compile(r"T00:00:00$")
_DAMAGE = (ValueError, KeyError, TypeError, IndexError, AttributeError, OverflowError, ParseError, zipfile.BadZipFile)
"""What the library lets through when a part is not what it should be."""


def sheets_of(raw: bytes, name: str) -> list[Sheet]:
    """The sheets of a workbook, in its order.

    Raises:
        InputError: those of `archive_of`, `workbook-broken`, `workbook-too-large`.
    """
    archive = archive_of(raw, name)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # extensions of the format that hold no cells
            return list(_sheets(raw, archive, name))
    except _DAMAGE as error:
        says = "The workbook is damaged: a part of it cannot be read."
        raise InputError("workbook-broken", says, place=name, hint="Open it, save it again, and send it.") from error


def _sheets(raw: bytes, archive: zipfile.ZipFile, name: str) -> Iterator[Sheet]:
    book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=False, keep_links=False)
    parts = _parts(archive)
    for sheet in book.worksheets[:_MOST_SHEETS]:
        sheet.reset_dimensions()  # what a sheet claims of its size is not what it holds
        merged, hidden = _marks(archive, parts.get(sheet.title, ""))
        place = f"{name}:{sheet.title}"
        lines = list(_lines(sheet.iter_rows(), place, sheet.title))
        yield Sheet(sheet.title, place, lines, merged, hidden, sheet.sheet_state != "visible")


def _lines(rows: Iterator[Any], place: str, title: str) -> Iterator[Line]:
    taken = 0
    for number, row in enumerate(rows, start=1):
        cells = [_cell(one) for one in row[:_MOST_COLUMNS]]
        if not any(cell.text.strip() for cell in cells):
            continue
        taken += 1
        if taken > _MOST_ROWS:
            says = f"The sheet has more than {_MOST_ROWS} rows."
            raise InputError("workbook-too-large", says, place=place, hint="Split it by month.")
        yield Line(f"{place}!{number}", f"{title}!{number}", cells)


def _cell(cell: Any) -> Cell:  # noqa: ANN401 - the library's cells have no common type
    if cell.value is None:
        return Cell("")
    if cell.data_type == "f":
        return Cell("=", "formula")
    if cell.data_type == "e":
        return Cell(str(cell.value), "error")
    return _value(cell.value)


def _value(value: Any) -> Cell:  # noqa: ANN401 - same
    match value:
        case bool():
            return Cell(str(value).upper(), "logical")
        case int() | float():
            return Cell(_plain(value), "number")
        case datetime() | date() | time() | timedelta():
            return Cell(_moment(value), "moment")
    return Cell(str(value))


def _plain(value: float) -> str:
    """A number as a person writes it: as many digits as a double holds for certain."""
    if not math.isfinite(value) or abs(value) >= _EXACT or value != int(value):
        return format(value, ".15g")
    return str(int(value))


def _moment(value: datetime | date | time | timedelta) -> str:
    if isinstance(value, timedelta):
        seconds = round(value.total_seconds())
        return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
    if isinstance(value, datetime):
        value = _whole(value)
        if value.date() in _EPOCHS:
            return value.time().isoformat()
        return _MIDNIGHT.sub("", value.isoformat())
    return _whole_time(value).isoformat() if isinstance(value, time) else value.isoformat()


def _whole(value: datetime) -> datetime:
    """To the nearest second: a fraction of a day seldom hits one."""
    return (value + timedelta(microseconds=500_000)).replace(microsecond=0)


def _whole_time(value: time) -> time:
    return _whole(datetime.combine(date(2000, 1, 1), value)).time()


def _parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Title of each sheet → the part that holds it."""
    targets = {
        element.get("Id"): element.get("Target", "")
        for element in _elements(archive, "xl/_rels/workbook.xml.rels", "Relationship")
    }
    parts = {}
    for element in _elements(archive, "xl/workbook.xml", "sheet"):
        linked = next((value for key, value in element.items() if key.endswith("}id")), "")
        target = targets.get(linked, "")
        parts[element.get("name", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return parts


def _marks(archive: zipfile.ZipFile, part: str) -> tuple[frozenset[int], frozenset[int]]:
    """Rows that merged cells touch, and rows that are hidden."""
    merged, hidden = set[int](), set[int]()
    number = 0
    for element in _elements(archive, part, "row", "mergeCell"):
        if element.tag.endswith("}mergeCell"):
            _, top, _, bottom = range_boundaries(element.get("ref", ""))
            merged |= set(range(int(top or 1), min(int(bottom or 1), int(top or 1) + _MOST_ROWS) + 1))
            continue
        number = int(element.get("r", number + 1))
        if element.get("hidden") in {"1", "true"}:
            hidden.add(number)
    return frozenset(merged), frozenset(hidden)


def _elements(archive: zipfile.ZipFile, part: str, *tags: str) -> Iterator[Any]:
    if part not in archive.namelist():
        return
    with archive.open(part) as stream:
        for _, element in iterparse(stream):  # noqa: S314 - parts with entities were refused before
            if element.tag.rpartition("}")[2] in tags:
                yield element
                element.clear()
