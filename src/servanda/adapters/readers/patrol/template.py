"""The empty patrol log as a workbook and as comma-separated text.

All cells are text, so that no program turns 3-12 into a date; choices are drop-down lists.
"""

import csv
import io
from collections.abc import Iterable
from datetime import UTC, datetime

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from servanda.adapters.readers.patrol.columns import COLUMNS, Column, Lists
from servanda.plain.table.writing import TEXT, write_text
from servanda.wording import languages, say, word

ROWS = 500
"""Rows prepared for writing; more may be added below."""

_HELP = ("rows", "verbs", "where", "nothing", "access", "unknown", "harm")
_HEAD = PatternFill("solid", fgColor="FF1F3A5F")
_NEEDED = PatternFill("solid", fgColor="FF7A2E12")
_ALWAYS = ("what", "observer", "day")
_TALL, _TITLE_TALL = 60, 22
_PROMPT_TITLE, _PROMPT = 32, 255
"""Longest texts that a spreadsheet program shows beside a cell."""
_TOP = Alignment(wrap_text=True, vertical="top")


def workbook_of(lists: Lists, lang: str) -> bytes:
    """The log as a workbook: log, instructions in every language, lists behind the drop-downs.

    Args:
        lists: The choices.
        lang: Language of headings and choices.
    """
    book = Workbook()
    del book["Sheet"]
    log = book.create_sheet(word("patrol.sheet.log", lang))
    _helped(book.create_sheet(word("patrol.sheet.help", lang)), lists)
    shelf = book.create_sheet(word("patrol.sheet.lists", lang))
    shelf.sheet_state = "hidden"
    ranges = _shelved(shelf, lists, lang)
    for number, column in enumerate(COLUMNS, start=1):
        _headed(log, number, column, lang)
        _offered(log, number, _entry(column, ranges.get(column.choices, ""), lang))
    log.row_dimensions[1].height = _TALL
    log.freeze_panes = "D2"
    log.page_setup.orientation, log.page_setup.fitToWidth, log.page_setup.fitToHeight = "landscape", 1, 0
    book.properties.creator = "Servanda"
    book.properties.created = book.properties.modified = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def text_of(lang: str) -> bytes:
    """The log as comma-separated text: its heading, with the mark by which spreadsheet programs know UTF-8."""
    out = io.StringIO()
    csv.writer(out).writerow([column.title[lang] for column in COLUMNS])
    return out.getvalue().encode("utf-8-sig")


def _headed(log: Worksheet, number: int, column: Column, lang: str) -> None:
    head = write_text(log, 1, number, column.title[lang])
    head.font = Font(bold=True, color="FFFFFFFF")
    head.fill = _NEEDED if column.name in _ALWAYS else _HEAD
    head.alignment = Alignment(wrap_text=True, vertical="center")
    letter = get_column_letter(number)
    log.column_dimensions[letter].width = column.width
    for row in range(2, ROWS + 2):
        log.cell(row=row, column=number).number_format = TEXT


def _entry(column: Column, cells: str, lang: str) -> DataValidation:
    """What a cell shows when somebody enters it, and its drop-down list.

    Where several choices may stand in a cell, and for lists of agreements, other words are allowed too.
    """
    if cells:
        strict = column.name not in {"place", "party"} and not column.several
        entry = DataValidation(type="list", formula1=cells, allow_blank=True, showErrorMessage=strict)
    else:
        entry = DataValidation(allow_blank=True)
    entry.showInputMessage = True
    entry.promptTitle, entry.prompt = column.title[lang][:_PROMPT_TITLE], column.hint[lang][:_PROMPT]
    return entry


def _offered(log: Worksheet, number: int, entry: DataValidation) -> None:
    letter = get_column_letter(number)
    entry.add(f"{letter}2:{letter}{ROWS + 1}")
    log.add_data_validation(entry)


def _shelved(shelf: Worksheet, lists: Lists, lang: str) -> dict[str, str]:
    """Write the lists; where each stands."""
    ranges: dict[str, str] = {}
    for number, (name, choices) in enumerate(lists.of.items(), start=1):
        for row, choice in enumerate(choices, start=1):
            write_text(shelf, row, number, choice.written(lang))
        if choices:
            letter = get_column_letter(number)
            ranges[name] = f"'{shelf.title}'!${letter}$1:${letter}${len(choices)}"
    return ranges


def _helped(sheet: Worksheet, lists: Lists) -> None:
    """Instructions in every language, side by side: what to do, then each column."""
    rows: list[Iterable[str]] = [[title.get(lang, "") for lang in languages()] for title in lists.titles]
    rows += [list(say(f"patrol.help.{one}").values()) for one in _HELP]
    for row, texts in enumerate(rows, start=1):
        for at, text in enumerate(texts):
            write_text(sheet, row, 1 + 2 * at, text).alignment = _TOP
            sheet.merge_cells(start_row=row, start_column=1 + 2 * at, end_row=row, end_column=2 + 2 * at)
        sheet.row_dimensions[row].height = _TALL
    for row, column in enumerate(COLUMNS, start=len(rows) + 2):
        for at, lang in enumerate(languages()):
            write_text(sheet, row, 1 + 2 * at, column.title[lang]).font = Font(bold=True)
            write_text(sheet, row, 2 + 2 * at, column.hint[lang]).alignment = _TOP
        sheet.row_dimensions[row].height = 2 * _TITLE_TALL
    for letter, width in zip("ABCD", (30, 60, 30, 60), strict=True):
        sheet.column_dimensions[letter].width = width
