"""A filled-in patrol log as bytes → what it gives; each row is taken or refused with its place."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from servanda.adapters.readers.patrol.cells import choice_of
from servanda.adapters.readers.patrol.entries import Entry, File, digest_of, entry_of
from servanda.adapters.readers.patrol.heading import Heading, heading_of, no_heading
from servanda.adapters.readers.patrol.row import LogRow, concealed
from servanda.adapters.readers.taken import How, Taken
from servanda.errors import InputError
from servanda.observations import table_of
from servanda.observations.together import Read, without_swaps
from servanda.plain.table import comma, workbook
from servanda.plain.table.guards import MAX_BYTES, is_workbook
from servanda.plain.table.sheet import Line, Sheet
from servanda.records.observation import Observation, Watch
from servanda.records.rejection import Rejection, rejected

_HEADING_WITHIN = 20
"""Rows at the top of a sheet among which its heading is looked for."""


@dataclass
class _Account:
    """Rows as they are settled, by their order in the file."""

    rows: int = 0
    taken: dict[int, tuple[LogRow, Entry]] = field(default_factory=dict)
    refused: dict[int, Rejection] = field(default_factory=dict)

    def refuse(self, at: int, row: LogRow, error: InputError) -> None:
        kind = "watch" if _is_watch(row) else "observation"
        placed = InputError(error.code, concealed(error.says), place=row.place, hint=error.hint)
        self.taken.pop(at, None)
        self.refused[at] = rejected(placed, kind=kind, raw=digest_of(row))


def _is_watch(row: LogRow) -> bool:
    try:
        return choice_of(row.text("what"), "what") == "watch"
    except InputError:
        return False


def read_patrol_log(raw: bytes, name: str, how: How) -> Taken:
    """Read a patrol log: .xlsx, CSV, or the CSV that ODK Central or KoboToolbox export for its form.

    Args:
        raw: The file.
        name: Name it is cited by.
        how: Zone of its times, when it was received, places and parties by their names.

    Raises:
        InputError: `file-too-large`, `sheet-header`, `heading-twice`, and those of the file as a whole.
    """
    if len(raw) > MAX_BYTES:
        says = f"The file has {len(raw)} bytes, at most {MAX_BYTES}."
        raise InputError("file-too-large", says, place=name, hint="Split it by month.")
    sheets = workbook.sheets_of(raw, name) if is_workbook(raw) else [comma.sheet_of(raw, name)]
    found = _with_heading(sheets, name)
    file = File(name=name, digest=hashlib.sha256(raw).hexdigest(), how=how)
    account = _Account()
    for at, row in enumerate(_rows(found)):
        account.rows = at + 1
        try:
            account.taken[at] = (row, entry_of(row, file))
        except InputError as error:
            account.refuse(at, row, error)
    _refuse_swapped(account)
    _refuse_doubled(account)
    return _settled(account, [heading for _, heading, _ in found])


Found = tuple[Sheet, Heading, Sequence[Line]]


def _with_heading(sheets: Sequence[Sheet], name: str) -> list[Found]:
    """Sheets that are logs, with their rows below the heading."""
    found: list[Found] = []
    for sheet in sheets:
        for at, line in enumerate(islice(sheet.lines, _HEADING_WITHIN)):
            heading = heading_of([cell.text for cell in line.cells], line.place)
            if heading is not None:
                found.append((sheet, heading, sheet.lines[at + 1 :]))
                break
    if not found:
        first = sheets[0].lines[0].cells if sheets and sheets[0].lines else ()
        raise no_heading(name, [cell.text for cell in first])
    return found


def _rows(found: Sequence[Found]) -> Iterator[LogRow]:
    for sheet, heading, lines in found:
        for line in lines:
            row = heading.row(line.cells, line.place, line.number)
            wrong = _unseen(sheet, line) or row.wrong
            yield LogRow(place=row.place, number=row.number, cells=row.cells, further=row.further, wrong=wrong)


def _unseen(sheet: Sheet, line: Line) -> InputError | None:
    number = int(line.number.rpartition("!")[2])
    if sheet.concealed or number in sheet.hidden:
        says = "The row is hidden: who sent the file may not have seen it."
        return InputError("row-hidden", says, hint="Show all rows and sheets, clear the filter, and send it again.")
    if number in sheet.merged:
        says = "A merged cell touches the row: nobody can tell for which rows it was meant."
        return InputError("cells-merged", says, hint="Divide the cells and write the value in each row.")
    return None


def _refuse_swapped(account: _Account) -> None:
    """Refuse rows whose position fits the others only after latitude and longitude are swapped."""
    lines: list[Read[Any]] = [Read(entry, str(at), b"") for at, (_, entry) in account.taken.items()]
    for line, _ in without_swaps(lines)[1]:
        says = "The position lies far from all others of the file, and near them if swapped."
        error = InputError("coordinates-swapped", says, hint="Swap latitude and longitude.")
        account.refuse(int(line.place), account.taken[int(line.place)][0], error)


def _refuse_doubled(account: _Account) -> None:
    first: dict[str, LogRow] = {}
    for at, (row, entry) in list(account.taken.items()):
        kept = first.setdefault(entry.id, row)
        if kept is not row:
            says = f"The number '{entry.id}' stands before, at {kept.place}."
            hint = "Give each row a number of its own, or none; send each form once."
            account.refuse(at, row, InputError("id-used-twice", says, hint=hint))


def _settled(account: _Account, headings: Sequence[Heading]) -> Taken:
    entries = [entry for _, entry in account.taken.values()]
    observations = [entry for entry in entries if isinstance(entry, Observation)]
    return Taken(
        rows=account.rows,
        taken=len(entries),
        observations=table_of(observations, Observation),
        watches=[entry for entry in entries if isinstance(entry, Watch)],
        rejections=[account.refused[at] for at in sorted(account.refused)],
        unknown=sorted({title for heading in headings for title in heading.unknown}),
        unused=sorted({title for heading in headings for title in heading.unused}),
    )
