"""Figures inside statements: numbers with what they count, and days of the year, for holding two claims together.

Only what is written in digits is read, and only with the words it stands by: two numbers are held against each other if
they count the same thing, two days if both statements name exactly one.
"""

from collections.abc import Sequence
from typing import NamedTuple

from servanda.records.statement import Statement
from servanda.statements.reading import Token, tokens_of

_STEM = 5
"""Letters by which two forms of a noun are held to be the same."""
_SHORTEST = 3
_MONTHS = (
    ("january", "січн"),
    ("february", "лют"),
    ("march", "берез"),
    ("april", "квіт"),
    ("may", "трав"),
    ("june", "черв"),
    ("july", "лип"),
    ("august", "серп"),
    ("september", "верес"),
    ("october", "жовт"),
    ("november", "листопад"),
    ("december", "груд"),
)
_DAYS = 31
_YEARS = range(1900, 2100)
_BEFORE_YEARS = frozenset({"in", "since", "by", "until", "from", "of", "у", "в", "з", "із", "до", "від"})


class Figure(NamedTuple):
    """One number with the thing it counts, or one day."""

    thing: str
    """First letters of the noun it counts; `day` for a day of the year."""
    value: str
    """The digits; `MM-DD` for a day."""


def figures_of(one: Statement, text: str) -> list[Figure]:
    """The figures inside the spans of a statement, in the order of the text."""
    return [found for span in one.spans for found in _in(tokens_of(text, span.start, span.end))]


def _in(tokens: Sequence[Token]) -> list[Figure]:
    found = []
    for place, token in enumerate(tokens):
        digits = token.fold.replace(",", "").replace("\u00a0", "")
        if not (digits.isascii() and digits.isdecimal()):
            continue
        before = tokens[place - 1].fold if place else ""
        after = tokens[place + 1].fold if place + 1 < len(tokens) else ""
        month = _month(after) or _month(before)
        if month and 0 < int(digits[:3]) <= _DAYS:
            found.append(Figure("day", f"{month:02d}-{int(digits):02d}"))
        elif len(after) >= _SHORTEST and after.isalpha() and not _is_year(before, digits, after):
            found.append(Figure(after[:_STEM], digits))
    return found


def _is_year(before: str, digits: str, after: str) -> bool:
    return int(digits[:5]) in _YEARS and (before in _BEFORE_YEARS or after.startswith("ро"))


def _month(word: str) -> int:
    """Number of a month by its name in either language; 0 if it is none."""
    for number, (english, ukrainian) in enumerate(_MONTHS, 1):
        if word == english or word.startswith(ukrainian):
            return number
    return 0


def differ(left: Sequence[Figure], right: Sequence[Figure]) -> Figure | None:
    """The first figure of the left side for which the right side gives another value and never the same."""
    for one in left:
        others = [two.value for two in right if two.thing == one.thing]
        if len(others) == 1 and others[0] != one.value and [two.thing for two in left].count(one.thing) == 1:
            return one
    return None
