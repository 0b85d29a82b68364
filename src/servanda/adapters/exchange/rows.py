"""The rows of a sheet → plain data of records, one rejection for each cell that cannot be read."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from openpyxl.utils import get_column_letter

from servanda.adapters.exchange.cells import Written, tidy, value_of
from servanda.adapters.exchange.choices import word_of
from servanda.adapters.exchange.columns import Column, SheetForm
from servanda.adapters.exchange.headings import Heading, heading_of, near_title
from servanda.adapters.exchange.lookalikes import alike
from servanda.errors import InputError
from servanda.plain import Plain
from servanda.plain.table.sheet import Line, Sheet
from servanda.records.record import Wording
from servanda.records.rejection import Rejection, rejected
from servanda.wording import languages, say

_MIXED = re.compile(r"[^\W\d_]*(?:[A-Za-z][\u0400-\u04ff]|[\u0400-\u04ff][A-Za-z])[^\W\d_]*")
"""A word of letters from two alphabets."""
KIND = "sheet row"
"""What rejections of this package are of."""


@dataclass
class Account:
    """What was not taken, and what a person should know of what was."""

    rejections: list[Rejection] = field(default_factory=list)
    told: list[Wording] = field(default_factory=list)
    names: dict[str, dict[str, str]] = field(default_factory=dict)
    """What a name is of → name → the first cell that holds it."""

    def refuse(self, error: InputError, place: str = "") -> None:
        """Keep an error as a rejection at a place."""
        placed = InputError(error.code, error.says, place=place or error.place, hint=error.hint)
        self.rejections.append(rejected(placed, kind=KIND))


@dataclass(frozen=True)
class Row:
    """One row that could be read."""

    place: str
    """File, sheet and row."""
    data: dict[str, Plain]
    """By field of the record."""
    whole: bool = True
    """Whether every cell of it could be read; what a row that is not whole belongs to is known all the same."""
    unread: frozenset[str] = frozenset()
    """First steps of the paths of cells that could not be read."""

    def name(self, key: str) -> str:
        """The text under a key, empty if there is none."""
        value = self.data.get(key)
        return value if isinstance(value, str) else ""


def example_mark(lang: str) -> str:
    """How the first cell of a row begins that only shows how rows are filled in."""
    return say("exchange.example")[lang]


def rows_of(sheet: Sheet, form: SheetForm, account: Account) -> list[Row]:
    """The rows of a sheet below its heading; those that cannot be read whole are marked so."""
    try:
        heading = heading_of(sheet, form)
    except InputError as error:
        if sheet.lines:
            account.refuse(error, sheet.place)
        return []
    body = sheet.lines[heading.row + 1 :]
    _tell_hidden(sheet, body, account)
    for at in _unknown(heading, body):
        says = f"The column '{heading.titles[at]}' is not in the template."
        hint = near_title(heading.titles[at], form, heading.lang)
        account.refuse(InputError("column-unknown", says, hint=hint), f"{sheet.place}!{get_column_letter(at + 1)}")
    return list(_rows(sheet, (heading, form), body, account))


def _rows(sheet: Sheet, read_by: tuple[Heading, SheetForm], body: Sequence[Line], account: Account) -> Iterator[Row]:
    heading, form = read_by
    for line in body:
        number = int(line.number.rpartition("!")[2])
        place = f"{sheet.place}!{number}"
        refused = _refused_whole(line, merged=number in sheet.merged)
        if refused is not None:
            account.refuse(refused, place)
            continue
        before = len(account.rejections)
        data, unread = _data(line, heading, f"{sheet.place}!", account)
        for column in _missing(line, heading, form):
            says = f"'{column.title(heading.lang)}' is empty."
            account.refuse(InputError("cell-missing", says, hint=column.hint[heading.lang]), place)
        yield Row(place, data, whole=len(account.rejections) == before, unread=unread)


def _refused_whole(line: Line, *, merged: bool) -> InputError | None:
    if merged:
        says = "The row is touched by a merged cell, so that it is not certain what stands in it."
        return InputError("row-merged", says, hint="Split the merged cells and write the value in each row.")
    first = next((tidy(cell).text for cell in line.cells if tidy(cell).text), "")
    if any(first.casefold().startswith(example_mark(lang).casefold()) for lang in languages()):
        return InputError("row-example", f"The example '{first[:60]}' was left in.", hint="Delete the row.")
    return None


def _data(line: Line, heading: Heading, sheet: str, account: Account) -> tuple[dict[str, Plain], frozenset[str]]:
    """What the cells of a row say, and the fields of those that could not be read."""
    data: dict[str, Plain] = {}
    unread: set[str] = set()
    axis = _axis(line, heading)
    row = line.number.rpartition("!")[2]
    for at, raw in enumerate(line.cells):
        cell = tidy(raw)
        if not cell.text:
            continue
        place = f"{sheet}{get_column_letter(at + 1)}{row}"
        known = heading.columns[at] if at < len(heading.columns) else None
        if known is None:
            if at >= len(heading.titles) or not heading.titles[at]:
                says = f"'{cell.text[:60]}' stands in a column without a title."
                account.refuse(InputError("cell-without-title", says, hint="Move it under a title."), place)
            continue
        column, language = known
        if column.holds == "mark":
            continue
        try:
            value = value_of(cell, column, Written(heading.lang, axis))
        except InputError as error:
            says = f"{heading.titles[at]}: {error.says}"
            account.refuse(InputError(error.code, says, hint=error.hint), place)
            unread.add(column.path[0])
        else:
            _put(data, (*column.path, language) if language else column.path, value)
            _look((cell.text, value), column, place, account)
    return data, frozenset(unread)


def _axis(line: Line, heading: Heading) -> str:
    """The axis that a row of steps is on; empty if it names none."""
    cells = (
        cell
        for known, cell in zip(heading.columns, line.cells, strict=False)
        if known is not None and known[0].choices == "axis"
    )
    return next((word_of(tidy(cell).text, "axis") for cell in cells), "")


def _look(held: tuple[str, Plain], column: Column, place: str, account: Account) -> None:
    """Keep the names of a cell, and tell of letters of two alphabets in one of them."""
    text, value = held
    if column.holds not in {"name", "names", "places", "condition"}:
        return
    if mixed := _MIXED.search(text):
        account.told.append(say("exchange.told-mixed-letters", place=place, name=mixed[0]))
    if column.of:
        for name in value if isinstance(value, list) else [value] if column.holds == "name" else []:
            account.names.setdefault(column.of, {}).setdefault(str(name), place)


def tell_alike(account: Account) -> None:
    """Tell of different names of one kind that look the same: they are counted as two."""
    for places in account.names.values():
        for one, other in alike(places):
            said = {"name": other, "other": one, "first": places[one]}
            account.told.append(say("exchange.told-names-alike", place=places[other], **said))


def _put(data: dict[str, Plain], whole: tuple[str, ...], value: Plain) -> None:
    *path, last = whole
    holder = data
    for step in path:
        inner = holder.setdefault(step, {})
        if isinstance(inner, dict):
            holder = inner
    holder[last] = value


def _missing(line: Line, heading: Heading, form: SheetForm) -> list[Column]:
    filled = {
        known[0].name
        for known, cell in zip(heading.columns, line.cells, strict=False)
        if known is not None and tidy(cell).text
    }
    return [column for column in form.columns if column.needed and column.name not in filled]


def _unknown(heading: Heading, body: Sequence[Line]) -> list[int]:
    """Columns with a title that nobody knows, and something below it."""
    odd = [at for at, known in enumerate(heading.columns) if known is None and heading.titles[at]]
    return [at for at in odd if any(tidy(cell).text for line in body for cell in line.cells[at : at + 1])]


def _tell_hidden(sheet: Sheet, body: Sequence[Line], account: Account) -> None:
    numbers = [int(line.number.rpartition("!")[2]) for line in body]
    hidden = [number for number in numbers if number in sheet.hidden]
    if hidden:
        account.told.append(say("exchange.told-hidden-rows", sheet=sheet.place, rows=hidden))
    if sheet.concealed:
        account.told.append(say("exchange.told-hidden-sheet", sheet=sheet.place))
