"""Moments and days as text in ISO form; what a spreadsheet program made of them is read only where it is certain."""

import re
from datetime import date, datetime, timedelta

from servanda.errors import InputError
from servanda.plain import YEARS
from servanda.plain.table.cell import Cell

_DOTTED = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")
_SLASHED = re.compile(r"[0-9]{1,4}/[0-9]{1,2}/[0-9]{1,4}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}.*")
_YEAR = re.compile(r"[0-9]{4}")
_SERIAL = re.compile(r"[0-9]{5}(?:\.[0-9]+)?")
_FIRST = date(1899, 12, 30)
_ISO = "Format the cell as text and write 2026-01-06T20:00Z; Z is UTC, +02:00 an offset."


def moment_of(cell: Cell) -> str:
    """A moment with its zone, as a record writes it.

    Raises:
        InputError: `date-serial`, `moment-without-zone`, `moment-unreadable`, `time-out-of-range`.
    """
    text = cell.text.strip()
    _refuse_serial(cell, text, _ISO)
    if cell.kind == "moment" or _DAY.fullmatch(text) or _DOTTED.fullmatch(text):
        raise InputError("moment-without-zone", f"'{text}' is no moment: its time or its zone is missing.", hint=_ISO)
    try:
        moment = datetime.fromisoformat(text) if _MOMENT.fullmatch(text) else None
    except ValueError:
        moment = None
    if moment is None:
        raise InputError("moment-unreadable", f"'{text[:40]}' is no moment.", hint=_ISO)
    if moment.tzinfo is None:
        raise InputError("moment-without-zone", f"'{text}' is no moment: its zone is missing.", hint=_ISO)
    if moment.year not in YEARS:
        says = f"The year of '{text}' is {moment.year}."
        raise InputError("time-out-of-range", says, hint=f"Write a year from {YEARS.start} to {YEARS.stop - 1}.")
    return moment.isoformat()


def day_of(cell: Cell) -> str:
    """A date in EDTF as it is written; `06.01.2026`, and a cell that is a date, become 2026-01-06.

    Raises:
        InputError: `date-serial`, `date-ambiguous`, `date-unreadable`.
    """
    text = cell.text.strip()
    hint = "Format the cell as text and write 2026-01-06."
    if not (_YEAR.fullmatch(text) and int(text) in YEARS):
        _refuse_serial(cell, text, hint)
    if _SLASHED.fullmatch(text):
        raise InputError("date-ambiguous", f"'{text}' may be day and month, or month and day.", hint=hint)
    found = _DOTTED.fullmatch(text)
    written = f"{found[3]}-{int(found[2]):02d}-{int(found[1]):02d}" if found else text
    if found or _DAY.fullmatch(written):
        try:
            date.fromisoformat(written)
        except ValueError as error:
            raise InputError("date-unreadable", f"'{text}' is no day of the calendar.", hint=hint) from error
    return written


def _refuse_serial(cell: Cell, text: str, hint: str) -> None:
    """A count of days says nothing certain: two calendars count them from different days."""
    if cell.kind == "number" or _SERIAL.fullmatch(text):
        counted = int(text.split(".", maxsplit=1)[0]) if _SERIAL.fullmatch(text) else 0
        guess = f" (perhaps {(_FIRST + timedelta(days=counted)).isoformat()})" if counted else ""
        says = f"'{text[:40]}' is the serial number of a day{guess}: the program turned what was written into it."
        raise InputError("date-serial", says, hint=hint)
