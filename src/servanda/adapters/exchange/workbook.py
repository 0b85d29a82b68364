"""Sheets as a workbook: all cells text, drop-down lists, explanations on the second sheet."""

import io
from collections.abc import Sequence
from datetime import UTC, datetime

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from servanda.adapters.exchange.cells import LONGEST
from servanda.adapters.exchange.columns import EXPLAINED, LISTS, Column
from servanda.adapters.exchange.explanations import explanations, words_of
from servanda.adapters.exchange.tables import Table
from servanda.errors import InputError
from servanda.plain.table.writing import TEXT, write_text
from servanda.wording import word

BLANK = 200
"""Rows prepared for writing below those that are filled in; more may be added."""

_HEAD = PatternFill("solid", fgColor="FF1F3A5F")
_NEEDED = PatternFill("solid", fgColor="FF7A2E12")
_PROMPT_TITLE, _PROMPT = 32, 255
"""Longest texts that a spreadsheet program shows beside a cell."""
_TOP = Alignment(wrap_text=True, vertical="top")
_TALL = 45
_STRICT = frozenset({"choice", "yes"})


def workbook_of(tables: Sequence[Table], lang: str, notice: str = "") -> bytes:
    """The sheets as one workbook.

    Args:
        tables: The sheets with their rows.
        lang: Language of titles, explanations and choices.
        notice: What stands at the top of each printed page.

    Raises:
        InputError: `cell-too-long` if a text is longer than a cell holds.
    """
    book = Workbook()
    del book["Sheet"]
    sheets = [book.create_sheet(table.form.title(lang)) for table in tables]
    shelf = book.create_sheet(word(f"exchange.sheet.{LISTS}", lang))
    ranges = _shelved(shelf, tables, lang)
    for sheet, table in zip(sheets, tables, strict=True):
        _fill(sheet, table, ranges, lang)
    _explain(book.create_sheet(word(f"exchange.sheet.{EXPLAINED}", lang), 1), lang)
    for sheet in book.worksheets:
        sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = "landscape", 1, 0
        if sheet.oddHeader is not None:
            sheet.oddHeader.center.text = notice or None
    return _saved(book)


def _saved(book: Workbook) -> bytes:
    book.properties.creator = "Servanda"
    book.properties.created = book.properties.modified = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(sheet: Worksheet, table: Table, ranges: dict[str, str], lang: str) -> None:
    last = len(table.rows) + 1 + BLANK
    for number, ((column, _), title) in enumerate(zip(table.columns, table.titles, strict=True), start=1):
        head = write_text(sheet, 1, number, title)
        head.font, head.fill = Font(bold=True, color="FFFFFFFF"), _NEEDED if column.needed else _HEAD
        head.alignment = Alignment(wrap_text=True, vertical="center")
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = column.width
        sheet.column_dimensions[letter].number_format = TEXT
        entry = _entry(column, title, ranges.get(column.choices, ""), lang)
        entry.add(f"{letter}2:{letter}{last}")
        sheet.add_data_validation(entry)
    for at, row_texts in enumerate(table.rows, start=2):
        for number, text in enumerate(row_texts, start=1):
            write_text(sheet, at, number, _held(text, f"{sheet.title}!{get_column_letter(number)}{at}"))
    sheet.row_dimensions[1].height = _TALL
    sheet.freeze_panes = "B2"


def _held(text: str, place: str) -> str:
    if len(text) > LONGEST:
        says = f"A text of {len(text)} characters is longer than a cell of a workbook holds, {LONGEST}."
        raise InputError("cell-too-long", says, place=place, hint="Write it as CSV or JSON.")
    return text


def _entry(column: Column, title: str, cells: str, lang: str) -> DataValidation:
    """What a cell shows when somebody enters it, and its drop-down list."""
    if cells:
        entry = DataValidation(type="list", formula1=cells, allow_blank=True, showErrorMessage=column.holds in _STRICT)
    else:
        entry = DataValidation(allow_blank=True)
    entry.showInputMessage = True
    entry.promptTitle, entry.prompt = title[:_PROMPT_TITLE], column.hint[lang][:_PROMPT]
    return entry


def _shelved(shelf: Worksheet, tables: Sequence[Table], lang: str) -> dict[str, str]:
    """Write the lists behind the drop-downs; where each stands."""
    lists = {
        column.choices: words_of(column, lang) for table in tables for column, _ in table.columns if column.choices
    }
    ranges: dict[str, str] = {}
    for number, (name, words) in enumerate(lists.items(), start=1):
        for row, text in enumerate(words, start=1):
            write_text(shelf, row, number, text)
        letter = get_column_letter(number)
        ranges[name] = f"'{shelf.title}'!${letter}$1:${letter}${len(words)}"
    shelf.sheet_state = "hidden"
    return ranges


def _explain(sheet: Worksheet, lang: str) -> None:
    for row, cells in enumerate(explanations(lang), start=1):
        for number, text in enumerate(cells, start=1):
            if text:
                write_text(sheet, row, number, text).alignment = _TOP
        sheet.cell(row=row, column=1).font = Font(bold=True)
    for letter, width in zip("ABCD", (34, 80, 12, 60), strict=True):
        sheet.column_dimensions[letter].width = width
