"""Text into a workbook's cell, so that no program makes anything else of it."""

from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

TEXT = "@"
"""Number format of a cell that holds text."""


def write_text(sheet: Worksheet, row: int, column: int, text: str) -> Cell:
    """Write a text as a text, whatever it begins with: a name that begins with = is no formula."""
    cell = sheet.cell(row=row, column=column, value=text)
    cell.data_type = "s"
    cell.number_format = TEXT
    return cell
