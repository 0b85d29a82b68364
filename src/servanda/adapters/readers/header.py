"""The first row of a table: which separator divides it, which columns it names, which it should name and does not."""

import csv
import difflib
from collections.abc import Sequence

from servanda.errors import InputError
from servanda.plain.scalars import forbidden_character

SEPARATORS = (",", ";", "\t")
"""Those that are read; the first that divides the header into the needed columns is taken."""
MAX_COLUMNS = 2_000
UNNAMED = "column "
"""What a column without a name is called, before its number."""
_OTHERS = {"|": "bars", ":": "colons", "^": "carets", "~": "tildes", " ": "blanks"}
_NAMED = 5
"""How many missing columns a sentence names."""


def separator_of(raw: bytes, begin: int, needs: Sequence[str]) -> str:
    """The character between the cells of the header: the one that shows most of the needed columns.

    Args:
        raw: The file.
        begin: Where its text begins.
        needs: Columns that the format has.
    """
    first = _first_line(raw, begin)
    return max(SEPARATORS, key=lambda each: (len(set(cells_of(first, each)) & set(needs)), first.count(each)))


def columns_of(text: str, separator: str, place: str, needs: Sequence[str]) -> list[str]:
    """Names of the columns; one without a name is named by its position.

    Args:
        text: The header as it came.
        separator: What divides it.
        place: `file:line` of the header.
        needs: Columns without which it is not that format.

    Raises:
        InputError: `sheet-separator`, `sheet-too-wide`, `sheet-header`, `heading-twice`, `heading-character`.
    """
    names = [name or f"{UNNAMED}{at + 1}" for at, name in enumerate(cells_of(text, separator))]
    _refuse_others(text, place, needs)
    if len(names) > MAX_COLUMNS:
        says = f"The header has {len(names)} columns, at most {MAX_COLUMNS}."
        raise InputError("sheet-too-wide", says, place=place, hint="Check that its line ends were not lost.")
    missing = [each for each in needs if each not in names]
    if missing:
        more = f" and {len(missing) - _NAMED} more" if len(missing) > _NAMED else ""
        says = f"The header lacks {', '.join(missing[:_NAMED])}{more}."
        raise InputError(
            "sheet-header", says, place=place, hint=_nearest(missing, [n for n in names if n not in needs])
        )
    for at, name in enumerate(names):
        if (found := forbidden_character(name)) is not None:
            says = f"The name of column {at + 1} holds the character {found[1]}."
            raise InputError("heading-character", says, place=place, hint="Write the name of the column again.")
        if name in names[:at]:
            says = f"Two columns are called '{name[:40]}'."
            raise InputError("heading-twice", says, place=place, hint="Keep one of the two, or rename one.")
    return names


def cells_of(text: str, separator: str) -> list[str]:
    """Cells of one row, without blanks around them."""
    try:
        return [cell.strip() for cell in next(csv.reader(text.splitlines(keepends=True), delimiter=separator), [])]
    except csv.Error:
        return []


def _first_line(raw: bytes, begin: int) -> str:
    """The first line that is not blank, as far as it is needed."""
    lines = raw[begin : begin + (1 << 20)].lstrip(b"\r\n").splitlines()
    return lines[0].decode("utf-8", "replace") if lines else ""


def _refuse_others(text: str, place: str, needs: Sequence[str]) -> None:
    """Refuse a header whose names stand there, but divided by what no table is divided by."""
    for mark, marks in _OTHERS.items():
        if mark in text and set(needs) <= set(cells_of(text, mark)) and len(needs) > 1:
            says = f"The names of the header are divided by {marks}."
            hint = "Save it with commas, semicolons or tabs."
            raise InputError("sheet-separator", says, place=place, hint=hint)


def _nearest(missing: Sequence[str], others: Sequence[str]) -> str:
    """Which of the other columns a missing one may be."""
    small = {name.casefold().replace(" ", "_"): name for name in reversed(others) if name}
    for each in missing:
        found = difflib.get_close_matches(each.casefold(), list(small), n=1, cutoff=0.5)
        if found:
            return f"Is '{small[found[0]][:40]}' meant for {each}? Leave headings as the format has them."
    return "Choose the reader of this format, and keep its first row."
