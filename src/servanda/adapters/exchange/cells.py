"""One cell → what a record holds; what cannot be read without guessing is refused."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import msgspec

from servanda.adapters.exchange.choices import choice_of, label, word_of
from servanda.adapters.exchange.columns import CellHolds, Column
from servanda.adapters.exchange.conditions import condition_of
from servanda.adapters.exchange.figures import whole_of
from servanda.adapters.exchange.moments import day_of, moment_of
from servanda.adapters.exchange.names import names_of
from servanda.errors import InputError
from servanda.plain import Plain
from servanda.plain.table.cell import Cell

LONGEST = 32_767
"""Characters that a cell of a workbook holds."""


@dataclass(frozen=True)
class Written:
    """How a cell is written, beyond what its column says.

    Attributes:
        lang: Language of the sheet.
        axis: Axis of the row's step; empty if it names none.
    """

    lang: str = "en"
    axis: str = ""


_PLAIN = Written()
_DEEPEST = 34
"""Levels of data below a condition: a file of a case holds 40, and six stand above a condition of a reading."""
_UNSEEN = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad]")
"""Signs without width that come with text copied from a page."""
_EDGES = " \t\r\n\u00a0\u2007\u2009\u202f"


def tidy(cell: Cell) -> Cell:
    """A cell without what nobody sees: spaces at its ends, signs without width, letters in two pieces."""
    if not cell.text:
        return cell
    return Cell(unicodedata.normalize("NFC", _UNSEEN.sub("", cell.text)).strip(_EDGES), cell.kind)


def value_of(cell: Cell, column: Column, how: Written = _PLAIN) -> Plain:
    """What a cell that is not empty says.

    Args:
        cell: The cell.
        column: What it stands under.
        how: Language of the sheet, in whose words hints are given, and axis of the row.

    Raises:
        InputError: what is wrong with it, without its place.
    """
    _refuse_kind(cell, column)
    if len(cell.text) > LONGEST:
        says = f"The cell has {len(cell.text)} characters, at most {LONGEST}."
        raise InputError("cell-too-long", says, hint="Shorten it.")
    return _READ[column.holds](cell, column, how)


def _refuse_kind(cell: Cell, column: Column) -> None:
    if cell.kind == "formula":
        says = "The cell holds a formula, and what it last gave is not certain."
        raise InputError("cell-formula", says, hint="Write the value itself: copy, then paste values only.")
    if cell.kind == "error":
        raise InputError("cell-error", f"The cell holds the error {cell.text}.", hint="Write the value itself.")
    if cell.kind == "moment" and column.holds not in {"moment", "day"}:
        says = f"The cell is a date, {cell.text}: the program took what was written for one."
        raise InputError("cell-became-date", says, hint="Format the cell as text and write it again.")
    if cell.kind == "logical" and column.choices not in {"yes", "known"}:
        says = f"The cell is the logical value {cell.text}."
        raise InputError("cell-logical", says, hint="Format the cell as text and write it again.")


def _whole(cell: Cell, column: Column, _how: Written) -> Plain:
    return whole_of(cell.text, column.least)


def _amount(cell: Cell, column: Column, how: Written) -> Plain:
    if unsaid := word_of(cell.text, "amount"):
        return unsaid
    try:
        return whole_of(cell.text, column.least)
    except InputError as error:
        if error.code != "figure-unreadable":
            raise
        hint = f"Write a whole number, or '{label('amount', 'unquantified', how.lang)}' if none was stated."
        raise InputError(error.code, error.says, hint=hint) from error


def _places(cell: Cell, _column: Column, _how: Written) -> Plain:
    return word_of(cell.text, "places") or list[Plain](names_of(cell.text))


def _yes(cell: Cell, _column: Column, how: Written) -> Plain:
    if cell.kind == "logical":
        return cell.text == "TRUE"
    return choice_of(cell.text, "yes", how.lang) == "yes"


def _choice(cell: Cell, column: Column, how: Written) -> Plain:
    return choice_of(cell.text, column.choices, how.lang, how.axis if column.choices == "step" else "")


def _condition(cell: Cell, _column: Column, how: Written) -> Plain:
    plain: Plain = msgspec.to_builtins(condition_of(cell.text, how.lang))
    if _levels(plain) > _DEEPEST:
        says = "Parts of the condition stand too deep in each other for a file of a case."
        raise InputError("condition-too-deep", says, hint="Name parts of it as events of their own.")
    return plain


def _levels(data: Plain) -> int:
    parts = data.values() if isinstance(data, dict) else data if isinstance(data, list) else None
    return 0 if parts is None else 1 + max(map(_levels, parts), default=0)


_READ: Mapping[CellHolds, Callable[[Cell, Column, Written], Plain]] = MappingProxyType(
    {
        "text": lambda cell, *_: cell.text,
        "words": lambda cell, *_: cell.text,
        "name": lambda cell, *_: cell.text,
        "names": lambda cell, *_: list[Plain](names_of(cell.text)),
        "places": _places,
        "whole": _whole,
        "amount": _amount,
        "moment": lambda cell, *_: moment_of(cell),
        "day": lambda cell, *_: day_of(cell),
        "yes": _yes,
        "choice": _choice,
        "condition": _condition,
    }
)
