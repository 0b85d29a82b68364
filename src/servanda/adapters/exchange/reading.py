"""A filled-in workbook, file of CSV or folder of them → a register and a plan."""

from collections.abc import Iterator
from pathlib import Path

from servanda.adapters import bytes_in
from servanda.adapters.exchange.comma import sheet_from
from servanda.adapters.exchange.headings import form_named
from servanda.adapters.exchange.rows import Account, Row, rows_of, tell_alike
from servanda.adapters.exchange.taken import TakenSheets, taken_from
from servanda.errors import InputError, NotFound
from servanda.plain.table.guards import MAX_BYTES, is_workbook
from servanda.plain.table.sheet import Sheet
from servanda.plain.table.workbook import sheets_of


def read_sheets(path: Path) -> TakenSheets:
    """Read filled-in sheets; what cannot be taken is refused row by row.

    Args:
        path: A workbook, one file of CSV, or a folder of such files.

    Raises:
        NotFound: `sheets-not-found` if there is none.
        InputError: the workbook cannot be opened safely (as `servanda.plain.table`), or `sheets-too-large`.
    """
    account = Account()
    rows: dict[str, list[Row]] = {}
    for sheet in _sheets(path, account):
        try:
            form = form_named(sheet.name)
        except InputError as error:
            account.refuse(error, sheet.place)
            continue
        if form is not None:
            rows.setdefault(form.name, []).extend(rows_of(sheet, form, account))
    tell_alike(account)
    return taken_from(rows, account)


def _sheets(path: Path, account: Account) -> Iterator[Sheet]:
    files = sorted(path.glob("*.csv")) if path.is_dir() else [path]
    if not files or not any(file.exists() for file in files):
        says = f"'{path.name}' is no workbook, no file of CSV and no folder with such files."
        raise NotFound("sheets-not-found", says, place=str(path), hint="Name what was filled in.")
    for file in files:
        raw = bytes_in(file.parent, file.name, MAX_BYTES + 1) or b""
        if len(raw) > MAX_BYTES:
            says = f"'{file.name}' has more than {MAX_BYTES} bytes."
            raise InputError("sheets-too-large", says, place=file.name, hint="Split it.")
        if is_workbook(raw):
            yield from sheets_of(raw, file.name)
        else:
            yield from _comma(raw, file, account)


def _comma(raw: bytes, file: Path, account: Account) -> Iterator[Sheet]:
    try:
        sheet = sheet_from(raw, file.name, account)
    except InputError as error:
        account.refuse(error, file.name)
        return
    yield Sheet(name=file.stem, place=sheet.place, lines=sheet.lines)
