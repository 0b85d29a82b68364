"""Tokens → classes: every word of a date becomes one letter, so that shapes of dates are short regular expressions."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from servanda.plain import bundled
from servanda.statements.reading import Token
from servanda.statements.sections import Sentence

_LETTERS = {
    "month": "M", "month_first": "A", "weekday": "W", "recurring": "v", "each": "e", "day": "R", "year_shift": "r",
    "shift": "X", "rolling": "O", "year": "Y", "year_mark": "k", "unit": "U", "season_adverb": "S", "season": "s",
    "part": "E", "part_of_day": "D", "half": "H", "ordinal": "q", "number": "n", "long": "Z", "in": "b", "since": "f",
    "until": "t", "through": "T", "during": "g", "hence": "c", "for": "l", "ago": "a", "after": "p", "before": "P",
    "between": "w", "and": "j", "or": "i", "article": "h", "of": "o",
}  # fmt: skip
"""Class of the word list → letter. Besides them: d day number, y year, F full date in figures, C decade, K quarter,
V vague phrase, x dash, m comma, z slash, u full stop."""
_MARKS = {"-": "x", ",": "m", "(": "m", "/": "z", ".": "u"}
CORE = frozenset("dyDFCKMAWvRrUYsSEZV")
"""A sentence without any of these says nothing about time."""
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th|-?го|-?е|-?му|-?ого)?")
_YEAR = re.compile(r"((?:19|20)\d\d)(?:-?го|-?му|-?й|-?ий)?")
_DECADE = re.compile(r"((?:19|20)\d)0(?:s|-?х|-?ті|-?тих)")
_QUARTER = re.compile(r"[qк]([1-4])")
_FULL = re.compile(r"(\d{4})[-.](\d{1,2})[-.](\d{1,2})(?:t\d{2})?|(\d{1,2})([-.])(\d{1,2})[-.](\d{4}|\d{2})")
_LONG = re.compile(
    r"(\d{1,4})-(?:(годин|hours?$)|(ден|дн|days?$)|(тижн|weeks?$)|(місяч|months?$)|(річ|years?$))", re.IGNORECASE
)
_BY_UNIT = {"H": "PT{}H", "D": "P{}D", "W": "P{}W", "M": "P{}M", "": "P{}Y"}
_UNITS = ("PT{}H", "P{}D", "P{}W", "P{}M", "P{}Y")
_LONGEST_NUMBER = 4
_LAST_DAY = 31


@dataclass(frozen=True, slots=True)
class Word:
    """A token, or a part of one with dashes, with its class and what it stands for."""

    letter: str
    """Its class; a space if it has none."""
    value: str
    """Month, weekday, shift, unit, figure; empty for words that only join."""
    fold: str
    """Lower-case form."""
    start: int
    """First code point."""
    end: int
    """One past the last."""


@lru_cache(maxsize=1)
def lists() -> dict[str, Any]:
    """The word lists of dates, as data of the package."""
    file = resources.files("servanda.statements") / "lexicon" / "times.yaml"
    loaded: dict[str, Any] = bundled(file.read_text("utf-8"))
    return loaded


@lru_cache(maxsize=1)
def _known() -> dict[str, tuple[str, str, bool]]:
    known: dict[str, tuple[str, str, bool]] = {}
    for name, letter in _LETTERS.items():
        for value, forms in lists()[name].items():
            for form in _inflected(forms):
                known.setdefault(form.removeprefix("=").lower(), (letter, str(value), form.startswith("=")))
    return known


def _inflected(forms: Iterable[str]) -> Iterator[str]:
    """Forms; one that ends with ~ is the stem of a Ukrainian adjective and stands for all of its forms."""
    for form in forms:
        if form.endswith("~"):
            yield from (f"{form[:-1]}{ending}" for ending in lists()["adjective"])
        else:
            yield form


@lru_cache(maxsize=1)
def _phrases() -> dict[str, list[tuple[tuple[str, ...], str, str]]]:
    """Phrases by their first word, longest first, with their class and what they stand for."""
    phrases: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    rows = [("V", value, form) for value, forms in lists()["vague"].items() for form in forms]
    rows += [(_LETTERS[name], "", form) for name, forms in lists()["phrases"].items() for form in forms]
    for letter, value, form in sorted(rows, key=lambda row: -len(row[2])):
        words = tuple(form.split())
        phrases.setdefault(words[0], []).append((words, letter, value))
    return phrases


def words_of(sentence: Sentence) -> list[Word]:
    """Words of a sentence with their classes; none if it says nothing about time."""
    found = [_class_of(token.plain, token.fold) for token in sentence.tokens]
    phrases = _phrases()
    if not any(letter in CORE for letter, _ in found) and not any(one.fold in phrases for one in sentence.tokens):
        return []
    words: list[Word] = []
    for token, (letter, value) in zip(sentence.tokens, found, strict=True):
        if letter == " " and "-" in token.fold and (parts := _parts(token)):
            words.extend(parts)
        else:
            words.append(Word(letter, value, token.fold, token.start, token.end))
    return _with_phrases(words)


@lru_cache(maxsize=65_536)
def _class_of(plain: str, fold: str) -> tuple[str, str]:
    if fold[0].isdigit():
        return _class_of_figure(fold)
    if found := _known().get(fold) or _known().get(fold.removesuffix("'s")):
        letter, value, capital = found
        return (letter, value) if not capital or (plain[0].isupper() and not plain.isupper()) else (" ", "")
    if fold in _MARKS:
        return _MARKS[fold], ""
    if "-" in fold:
        return _class_of_length(fold)
    quarter = _QUARTER.fullmatch(fold)
    return ("K", quarter[1]) if quarter else (" ", "")


def _class_of_length(fold: str) -> tuple[str, str]:
    """*five-year*, *three-month*: a number in words and a unit."""
    number, _, unit = fold.partition("-")
    count, length = _known().get(number, (" ", "", False)), _known().get(unit, (" ", "", False))
    if count[0] != "n" or count[1] == "0" or length[0] not in "UY" or length[1] not in _BY_UNIT:
        return " ", ""
    return "Z", _BY_UNIT[length[1]].format(count[1])


def _class_of_figure(fold: str) -> tuple[str, str]:
    if _FULL.fullmatch(fold):
        return "F", fold
    if (found := _DAY.fullmatch(fold)) and 1 <= int(found[1]) <= _LAST_DAY:
        return "d", found[1]
    if found := _YEAR.fullmatch(fold):
        return "y", found[1]
    if found := _DECADE.fullmatch(fold):
        return "C", f"{found[1]}X"
    if (found := _LONG.match(fold)) and "old" not in fold:
        which = next(number for number in range(5) if found[number + 2])
        return "Z", _UNITS[which].format(int(found[1]))
    return ("n", fold) if fold.isdecimal() and fold.isascii() and len(fold) <= _LONGEST_NUMBER else (" ", "")


def figures(fold: str) -> tuple[str, str, str, str]:
    """The three figures of a date in figures as they stand, and the mark between them unless the year comes first.

    >>> figures("2026-01-06"), figures("05.06.2026")
    (('2026', '01', '06', ''), ('05', '06', '2026', '.'))
    """
    found = _FULL.fullmatch(fold)
    if found is None:
        return "", "", "", ""
    return (found[1], found[2], found[3], "") if found[1] else (found[4], found[6], found[7], found[5])


def _parts(token: Token) -> list[Word]:
    """Parts of a word with dashes, if every one of them belongs to a date: *6-7*, *mid-January*, *січень-березень*."""
    pieces = token.plain.split("-")
    if token.end - token.start != len(token.plain) or not all(pieces):
        return []
    words: list[Word] = []
    at = token.start
    for number, piece in enumerate(pieces):
        letter, value = _class_of(piece, piece.lower())
        if letter == "d" and words and words[-1].letter == "y" and len(piece) == 2:  # noqa: PLR2004 - 2024-25
            letter, value = "y", words[-1].value[:2] + piece
        if letter not in "dyMAWEsSn":
            return []
        if number and words[-1].letter != "E":
            words.append(Word("x", "", "-", at - 1, at))
        words.append(Word(letter, value, piece.lower(), at, at + len(piece)))
        at += len(piece) + 1
    return words


def _with_phrases(words: list[Word]) -> list[Word]:
    """The same with each phrase as one word: *for now*, *no later than*."""
    phrases = _phrases()
    joined: list[Word] = []
    at = 0
    while at < len(words):
        for phrase, letter, value in phrases.get(words[at].fold, ()):
            last = at + len(phrase)
            if tuple(one.fold for one in words[at:last]) == phrase:
                joined.append(Word(letter, value, " ".join(phrase), words[at].start, words[last - 1].end))
                at = last
                break
        else:
            joined.append(words[at])
            at += 1
    return joined
