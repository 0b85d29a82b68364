"""The text of a condition → its words, names, figures, moments and marks, each with its place in the cell."""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple, TypeAlias

from servanda.adapters.exchange.words import PHRASES
from servanda.errors import InputError

TokenKind: TypeAlias = Literal["mark", "word", "name", "number", "moment", "end"]


class Token(NamedTuple):
    """One piece of a condition."""

    kind: TokenKind
    value: str
    """Mark, meaning of the word, name without its quotation marks, digits, moment."""
    at: int
    """Character in the cell, counted from 1."""


NAME = re.compile(r"\w(?:[\w.:/\-]*\w)?")
"""Names that need no quotation marks, unless they are words of the notation, figures or moments."""
FIGURE = re.compile(r"-?[0-9]+(?![\w.:/\-])")
MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[Tt ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?)?"
    r"(?:[Zz]|[+-][0-9:]{5,8})?(?![\w.:/\-])"
)
_QUOTED = re.compile(r"\"((?:[^\"]|\"\")*)\"|[“„]([^”“]*)[”“]|«([^»]*)»")
_MARKS = re.compile(r"[(),;]|>=|=>|≥")
_SAME = {"=>": ">=", "≥": ">=", ";": ","}
_SPACE = re.compile(r"\s*")
_SHOWN = 20


def tokens_of(text: str) -> list[Token]:
    """The pieces of a condition, with one that ends it.

    Raises:
        InputError: `condition-unreadable` at the first character that belongs to none.
    """
    pieces = list(_pieces(text))
    return [*_phrased(pieces), Token("end", "", len(text) + 1)]


def _pieces(text: str) -> Iterator[Token]:
    at = _after_space(text, 0)
    while at < len(text):
        token, at = _next(text, at)
        yield token
        at = _after_space(text, at)


def _after_space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _next(text: str, at: int) -> tuple[Token, int]:
    if quoted := _QUOTED.match(text, at):
        inner = next(part for part in quoted.groups() if part is not None)
        value = inner.replace('""', '"') if quoted[1] is not None else inner
        return Token("name", value, at + 1), quoted.end()
    kinds: tuple[tuple[TokenKind, re.Pattern[str]], ...]
    kinds = (("moment", MOMENT), ("number", FIGURE), ("word", NAME), ("mark", _MARKS))
    for kind, pattern in kinds:
        if found := pattern.match(text, at):
            return Token(kind, _SAME.get(found[0], found[0]), at + 1), found.end()
    says = f"Character {at + 1} of the condition, '{text[at : at + _SHOWN]}', belongs to no name or word."
    hint = 'Put a name with other signs in quotation marks: "my event".'
    raise InputError("condition-unreadable", says, hint=hint)


def _phrased(pieces: list[Token]) -> Iterator[Token]:
    """Words of the notation as one piece each; every other bare word is a name."""
    at = 0
    while at < len(pieces):
        length, meaning = _phrase_at(pieces, at)
        piece = pieces[at]
        if length:
            yield Token("word", meaning, piece.at)
        else:
            yield Token("name", piece.value, piece.at) if piece.kind == "word" else piece
        at += length or 1


def _phrase_at(pieces: list[Token], at: int) -> tuple[int, str]:
    bare = [piece.value.casefold() if piece.kind == "word" else "" for piece in pieces[at : at + 2]]
    for phrase, meaning in PHRASES:
        if tuple(bare[: len(phrase)]) == phrase:
            return len(phrase), meaning
    return 0, ""
