"""Sheets as comma-separated text: read as spreadsheet programs save it, written so that none runs it as a formula."""

import csv
import io
import re
from collections.abc import Sequence

from servanda.adapters.exchange.rows import Account
from servanda.adapters.exchange.tables import Table
from servanda.errors import InputError
from servanda.plain.table import comma
from servanda.plain.table.cell import Cell
from servanda.plain.table.sheet import Line, Sheet
from servanda.wording import say

_RUNS = re.compile(r"'*[=+\-@\t\r＝＋－＠]")
"""Beginnings that spreadsheet programs run as formulas, and what this module makes of them."""
_UTF16 = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_MIXED = re.compile(r"[A-Za-z][\u0400-\u04ff]|[\u0400-\u04ff][A-Za-z]")
_SEPARATOR_LINE = re.compile(r"\A\ufeff?sep=(.)\r?\n", re.IGNORECASE)
_SEPARATORS = {"en": ",", "uk": ";"}
"""What spreadsheet programs expect where a comma divides thousands, and where it divides decimals."""


def sheet_from(raw: bytes, name: str, account: Account) -> Sheet:
    """The table of a text in UTF-8, UTF-16 or Windows-1251, with commas, semicolons or tabs.

    Raises:
        InputError: `sheet-encoding`, `sheet-broken`.
    """
    text = _SEPARATOR_LINE.sub("", _text(raw, name, account))
    sheet = comma.sheet_of(text.encode(), name)
    lines = [Line(line.place, line.number, [Cell(_restored(cell.text)) for cell in line.cells]) for line in sheet.lines]
    return Sheet(name=sheet.name, place=sheet.place, lines=lines)


def text_of(table: Table, lang: str) -> bytes:
    """A sheet as text in UTF-8, with the mark by which spreadsheet programs know it."""
    return rows_text([table.titles, *table.rows], lang)


def rows_text(rows: Sequence[Sequence[str]], lang: str) -> bytes:
    """Rows as text, with the separator that spreadsheet programs of a language expect; no cell runs as a formula."""
    out = io.StringIO()
    csv.writer(out, delimiter=_SEPARATORS.get(lang, ",")).writerows([[defused(cell) for cell in row] for row in rows])
    return out.getvalue().encode("utf-8-sig")


def defused(text: str) -> str:
    """A cell that no program runs: an apostrophe stands before a sign that would begin a formula.

    >>> defused("=1+1"), defused("a=b")
    ("'=1+1", 'a=b')
    """
    return f"'{text}" if _RUNS.match(text) else text


def _restored(text: str) -> str:
    return text[1:] if text.startswith("'") and _RUNS.match(text) else text


def _text(raw: bytes, name: str, account: Account) -> str:
    hint = "Save it as CSV UTF-8, or as .xlsx."
    try:
        return raw.decode(_UTF16.get(raw[:2], "utf-8-sig"))
    except UnicodeDecodeError:
        pass
    try:
        text = raw.decode("cp1251")
    except UnicodeDecodeError as error:
        says = f"Byte {raw[error.start]:02x} at offset {error.start} belongs to no known encoding."
        raise InputError("sheet-encoding", says, place=name, hint=hint) from error
    if mixed := _MIXED.search(text):
        says = f"The text is not UTF-8, and as Windows-1251 it would read '{_around(text, mixed.start())}'."
        raise InputError("sheet-encoding", says, place=name, hint=hint)
    account.told.append(say("exchange.told-encoding", sheet=name))
    return text


def _around(text: str, at: int) -> str:
    return " ".join(text[max(0, at - 10) : at + 10].split())
