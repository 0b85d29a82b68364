"""The heading of a sheet → which column is which, by title in any language or by name."""

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from servanda.adapters.exchange.cells import tidy
from servanda.adapters.exchange.columns import EXPLAINED, FORMS, LISTS, Column, SheetForm
from servanda.errors import InputError
from servanda.plain.table.cell import Cell
from servanda.plain.table.sheet import Sheet
from servanda.wording import languages, word

_WITHIN = 20
"""Rows at the top among which the heading is looked for."""
_ENOUGH = 2
"""Known titles that make a row the heading."""


@dataclass(frozen=True)
class Heading:
    """A heading that was understood."""

    row: int
    """Which line of the sheet it is, counted from 0."""
    columns: Sequence[tuple[Column, str] | None]
    """For each column of the sheet: what it is, and the language of a column of sentences; none if it is unknown."""
    titles: Sequence[str]
    """The same as they are written."""
    lang: str = "en"
    """Language that most titles are in."""


def form_named(name: str) -> SheetForm | None:
    """The sheet that a name of a sheet or file stands for, in any language; none for one without records.

    Raises:
        InputError: `sheet-unknown`.
    """
    wanted = _plain(name)
    for form in FORMS.values():
        if wanted in {form.name, *(_plain(form.title(lang)) for lang in languages())}:
            return form
    quiet = {_plain(word(f"exchange.sheet.{one}", lang)) for one in (EXPLAINED, LISTS) for lang in languages()}
    if wanted in quiet | {EXPLAINED, LISTS}:
        return None
    titles = {_plain(form.title(lang)): form.title(lang) for form in FORMS.values() for lang in languages()}
    near = difflib.get_close_matches(wanted, {**dict.fromkeys(FORMS), **titles}, n=1)
    known = titles.values() if not wanted.isascii() else FORMS
    hint = f"Did you mean '{titles.get(near[0], near[0])}'?" if near else f"Known: {', '.join(known)}."
    raise InputError("sheet-unknown", f"No sheet of the template is called '{name}'.", hint=hint)


def heading_of(sheet: Sheet, form: SheetForm) -> Heading:
    """The heading of a sheet.

    Raises:
        InputError: `sheet-without-heading`, `column-missing`, `column-twice`.
    """
    for row, line in enumerate(sheet.lines[:_WITHIN]):
        titles = [tidy(cell).text for cell in line.cells]
        columns = [column_of(title, form) for title in titles]
        known = [one for one in columns if one is not None]
        if len(known) >= min(_ENOUGH, len(form.columns)):
            _check(known, form, (sheet.place, _language(titles, known)))
            return Heading(row, columns, titles, _language(titles, known))
    says = f"No row at the top of '{sheet.name}' holds the titles of its columns."
    raise InputError("sheet-without-heading", says, place=sheet.place, hint="Copy the first row of the template.")


def _language(titles: Sequence[str], known: Sequence[tuple[Column, str]]) -> str:
    written = [_plain(title) for title in titles]
    counted = {
        lang: sum(_plain(column.title(lang, language)) in written for column, language in known) for lang in languages()
    }
    return max(languages(), key=counted.__getitem__)


def column_of(title: str, form: SheetForm) -> tuple[Column, str] | None:
    """The column that a title names, and the language if it is one of sentences."""
    return _titles(form.name).get(_plain(title)) or _in_words(title, form)


def near_title(title: str, form: SheetForm, lang: str) -> str:
    """A hint with the known title that is most like an unknown one, first among those of the sheet's language."""
    groups = [[column.title(each, each) for column in form.columns] for each in (lang, *languages())]
    near = next((one for one in (difflib.get_close_matches(title, group, cutoff=0.6) for group in groups) if one), [])
    return f"Did you mean '{near[0]}'?" if near else "Remove the column, or give it a title of the template."


def _check(known: Sequence[tuple[Column, str]], form: SheetForm, where: tuple[str, str]) -> None:
    place, lang = where
    for one in known:
        if known.count(one) > 1:
            says = f"The column '{one[0].title(lang, one[1])}' stands twice."
            raise InputError("column-twice", says, place=place, hint="Keep one of the two.")
    there = {column.name for column, _ in known}
    for column in form.columns:
        if column.needed and column.name not in there:
            says = f"The column '{column.title(lang)}' is missing."
            raise InputError("column-missing", says, place=place, hint="Copy the first row of the template.")


@lru_cache(maxsize=32)
def _titles(name: str) -> dict[str, tuple[Column, str]]:
    titles: dict[str, tuple[Column, str]] = {}
    for column in FORMS[name].columns:
        if column.holds != "words":
            titles |= {_plain(column.title(lang)): (column, "") for lang in languages()}
            titles.setdefault(column.name, (column, ""))
    return titles


def _in_words(title: str, form: SheetForm) -> tuple[Column, str] | None:
    for column in form.columns:
        if column.holds != "words":
            continue
        for lang in languages():
            before, _, after = column.title(lang, "\0").partition("\0")
            if title.casefold().startswith(before.casefold()) and title.endswith(after):
                return column, title[len(before) : len(title) - len(after)].strip()
    return None


def _plain(title: str) -> str:
    return " ".join(tidy(Cell(title)).text.casefold().split())
