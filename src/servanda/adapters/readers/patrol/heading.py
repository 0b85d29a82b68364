"""The heading of a table → which column is which: by name, by title in any language, or as form servers export it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from servanda.adapters.readers.patrol.columns import COLUMNS, NEEDED
from servanda.adapters.readers.patrol.row import LogRow, concealed
from servanda.errors import InputError
from servanda.plain.table.cell import Cell
from servanda.wording import say

GROUPS = ("stood", "seen", "watched")
"""Groups of the form; servers write them before the names of its questions."""

WIDGETS = ("bearing_read", "bearing_phone")
"""Questions of the form from which another one, the bearing, is put together."""

_ALSO = {
    "position-latitude": "lat",
    "position-longitude": "lon",
    "position-accuracy": "accuracy",
    "_position_latitude": "_",
    "_position_longitude": "_",
    "_position_altitude": "_",
    "_position_precision": "_",
    "position-altitude": "_",
    "position": "position",
    "_uuid": "id",
    "key": "id",
    "meta/instanceid": "_",
    "instanceid": "_",
}
"""Names that servers of forms give; `_` for what the row says elsewhere."""

_META = re.compile(
    r"start|end|today|device_?id|subscriberid|simserial|phonenumber|username|email|audit|submissiondate|submitter(?:id|name)"
    r"|attachments(?:present|expected)|status|reviewstate|edits|formversion|_.*|formhub/uuid|meta[-/].*|notices/.*|weapon/.*"
)
"""Columns about the device, the sender and the server: they may name people, so nothing of them is kept."""


@dataclass(frozen=True)
class Heading:
    """A heading that was understood."""

    columns: Sequence[str]
    """For each column of the table: the name of the log's column, `_` for one that is not used, empty for none."""
    titles: Sequence[str]
    """The same columns as they are written."""

    @property
    def unknown(self) -> list[str]:
        """Columns that the log does not have."""
        return [title for name, title in zip(self.columns, self.titles, strict=True) if not name and title]

    @property
    def unused(self) -> list[str]:
        """Columns of forms that nothing is kept of."""
        return [title for name, title in zip(self.columns, self.titles, strict=True) if name == "_"]

    def row(self, cells: Sequence[Cell], place: str, number: str) -> LogRow:
        """The cells of a row by column."""
        wrong = _wrong(cells, len(self.columns))
        known, further = dict[str, Cell](), dict[str, str]()
        for name, title, cell in zip(self.columns, self.titles, cells, strict=False):
            if cell.text.strip() and name and name != "_":
                known[name] = cell
            elif cell.text.strip() and title and not name:
                further[title] = concealed(cell.text)
        return LogRow(place=place, number=number, cells=known, further=further, wrong=wrong)


def heading_of(titles: Sequence[str], place: str) -> Heading | None:
    """The heading that a row of cells is; none if it lacks a needed column.

    Raises:
        InputError: `heading-twice` if two columns have one name.
    """
    names = [_name(title) for title in titles]
    if not all(name in names for name in NEEDED):
        return None
    for name, title in zip(names, titles, strict=True):
        if name not in {"", "_"} and names.count(name) > 1:
            says = f"Two columns are headed '{title.strip()}'."
            raise InputError("heading-twice", says, place=place, hint="Keep one of the two.")
    return Heading(names, [title.strip() for title in titles])


def no_heading(place: str, first: Sequence[str]) -> InputError:
    """The error of a table in which no heading was found: it names what is missing."""
    names = [_name(title) for title in first]
    missing = [say(f"patrol.column.{name}")["en"] for name in NEEDED if name not in names]
    says = f"The table lacks the columns {' and '.join(repr(name) for name in missing)}."
    return InputError("sheet-header", says, place=place, hint="Use the template, and leave its headings as they are.")


def _name(title: str) -> str:
    word = _plain(title)
    for group in _groups():
        word = word.removeprefix(f"{group}-").removeprefix(f"{group}/")
    if word in _ALSO:
        return _ALSO[word]
    named = _titles().get(word)
    if named is not None:
        return named
    return "_" if _META.fullmatch(word) else ""


@lru_cache(maxsize=1)
def _titles() -> dict[str, str]:
    titles = {_plain(title): one.name for one in COLUMNS for title in one.title.values()}
    widgets = {_plain(title): "_" for name in WIDGETS for title in say(f"patrol.form.{name}").values()}
    phone = {_plain(title): "position" for title in say("patrol.column.position").values()}
    return titles | phone | widgets | dict.fromkeys(WIDGETS, "_") | {one.name: one.name for one in COLUMNS}


@lru_cache(maxsize=1)
def _groups() -> tuple[str, ...]:
    return (*GROUPS, *(_plain(title) for name in GROUPS for title in say(f"patrol.form.{name}").values()))


def _plain(title: str) -> str:
    return " ".join(title.casefold().split())


def _wrong(cells: Sequence[Cell], width: int) -> InputError | None:
    """What makes a row unfit before it is read."""
    if any(cell.kind == "formula" for cell in cells):
        says = "A cell holds a formula: what it shows depends on the program that opens it."
        return InputError("cell-formula", says, hint="Copy the row and paste its values only.")
    if broken := next((cell for cell in cells if cell.kind == "error"), None):
        says = f"A cell holds the error {broken.text}."
        return InputError("cell-error", says, hint="Write the value, or leave it empty.")
    if any(cell.text.strip() for cell in cells[width:]):
        says = f"The row has more cells than the {width} columns of the heading."
        return InputError("row-width", says, hint="Check commas in its texts; quote them.")
    return None
