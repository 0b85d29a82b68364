"""Sections and sentences of a text, by their places; the text is never changed.

A news text is headline, lede, body, subheadings and recap; lines that point at other texts ("Read also") are left out.
A recap ("Нагадаємо", "As reported earlier") is the outlet's own voice: an attribution given once for the whole text
ends there.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Literal

from servanda.errors import InputError
from servanda.plain import bundled
from servanda.statements.cast import enlist
from servanda.statements.lexicon import Hit, lexicon
from servanda.statements.lines import lines_of
from servanda.statements.reading import Token, tokens_of

LONGEST_TEXT = 20_000_000
"""Code points; a longer text is refused rather than read for minutes."""
_LONGEST_SENTENCE = 1_200
_LONGEST_TITLE = 220
_LONGEST_HEADING = 90
_LISTS = ":;,"
_BULLETS = "-–—•*·▪0123456789"
_STOP = re.compile(r"[.!?…]{1,4}[\"»”')\]]{0,3}(?=\s{1,4}[\"«“„(\[]?[^\W_a-zа-яіїєґ])")
_NO_TEXT = re.compile("[\ud800-\udfff\x00]")
_INITIALS = re.compile(r"(?:[A-ZА-ЯІЇЄҐ]\.){0,3}[A-ZА-ЯІЇЄҐ]")
_LONGEST_SHORT = 8

Section = Literal["headline", "lede", "body", "subheading", "recap"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence with what the word lists found in it."""

    start: int
    """First code point."""
    end: int
    """One past the last."""
    section: Section
    """Where it stands."""
    paragraph: int
    """Number of its line."""
    tokens: tuple[Token, ...]
    """Words and marks."""
    hits: dict[str, list[Hit]]
    """What was found, by tag."""

    def of(self, tag: str) -> list[Hit]:
        """Hits of a tag, in order."""
        return self.hits.get(tag, [])


def sentences_of(text: str) -> list[Sentence]:
    """Sentences in order, each with its section.

    Raises:
        InputError: `statement-text-empty`, `statement-text-too-long`, `statement-text-not-unicode`.
    """
    _check(text)
    lines = lines_of(text)
    titled = len(lines) > 1 and _is_title(text, lines[0], lines[1])
    headings = _headings(text, lines, int(titled))
    sentences: list[Sentence] = []
    recap = False
    for number, (start, end) in enumerate(lines):
        for first, last in _split(text, start, end):
            tokens = tuple(tokens_of(text, first, last))
            if not tokens:
                continue
            hits = lexicon().find(tokens)
            recap = recap or (number > 0 and any(hit.first == 0 for hit in hits.get("recap", [])))
            section = _section(number, titled=titled)
            if number in headings:
                section = "subheading"
            elif recap:
                section = "recap"
            sentences.append(Sentence(first, last, section, number, tokens, hits))
    enlist([(one.tokens, one.hits) for one in sentences])
    return sentences


def _check(text: str) -> None:
    if not text.strip():
        raise InputError("statement-text-empty", "The text holds no words.", hint="Give a text to read.")
    if len(text) > LONGEST_TEXT:
        says = f"The text has {len(text)} characters; at most {LONGEST_TEXT} are read at once."
        raise InputError("statement-text-too-long", says, hint="Split it into articles.")
    if bad := _NO_TEXT.search(text):
        at = bad.start()
        says = f"Character {at} of the text (U+{ord(text[at]):04X}) cannot stand in a text."
        raise InputError(
            "statement-text-not-unicode", says, hint="Decode the file with its true encoding, usually UTF-8."
        )


def _is_title(text: str, first: tuple[int, int], second: tuple[int, int]) -> bool:
    """A title is one short line without a full stop, followed by something."""
    line = text[first[0] : first[1]]
    return len(line) <= _LONGEST_TITLE and not line.endswith((".", "!", "…", ":")) and second[1] > second[0]


def _headings(text: str, lines: list[tuple[int, int]], lede: int) -> set[int]:
    """Lines between paragraphs that are headings: short, without a mark at the end, not of a list, text after them."""
    short = [
        end - start <= _LONGEST_HEADING and (text[end - 1].isalnum() or text[end - 1] in '?)»”"')
        for start, end in lines
    ]
    return {
        number
        for number in range(lede + 1, len(lines) - 1)
        if short[number]
        and not short[number - 1]
        and not short[number + 1]
        and text[lines[number - 1][1] - 1] not in _LISTS
        and text[lines[number][0]] not in _BULLETS
        and not text[lines[number][0]].islower()
    }


def _section(number: int, *, titled: bool) -> Section:
    if titled and number == 0:
        return "headline"
    return "lede" if number == int(titled) else "body"


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Sentences of a line; a monstrous one is cut into windows so that work stays linear."""
    begin = start
    for stop in _STOP.finditer(text, start, end):
        at = stop.end()
        if at < end and text[stop.start() : at] == "." and _is_short(text, begin, stop.start()):
            continue
        yield from _windows(text, begin, at)
        begin = at
    yield from _windows(text, begin, end)


def _is_short(text: str, begin: int, stop: int) -> bool:
    """Whether the word before a full stop is an abbreviation, an initial, or the number of a point in a list."""
    words = text[max(begin, stop - 2 * _LONGEST_SHORT) : stop].split()
    word = words[-1].lstrip("(«\"'„“[") if words else ""
    if not word or len(word) > _LONGEST_SHORT:
        return False
    if word[0].isdigit():
        return len(word) <= 2 and not text[max(begin, stop - 2 * _LONGEST_SHORT) : stop - len(word)].strip()  # noqa: PLR2004 - points of a list
    short, places = _abbreviations()
    if word in places:
        return not (len(words) > 1 and words[-2][-1].isdigit())
    return word in short or _INITIALS.fullmatch(word) is not None


@lru_cache(maxsize=1)
def _abbreviations() -> tuple[frozenset[str], frozenset[str]]:
    file = resources.files("servanda.statements") / "lexicon" / "abbreviations.yaml"
    loaded = bundled(file.read_text("utf-8"))
    return frozenset(loaded["short"]), frozenset(loaded["place"])


def _windows(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end - start > _LONGEST_SENTENCE:
        cut = text.rfind(" ", start + _LONGEST_SENTENCE // 2, start + _LONGEST_SENTENCE)
        cut = cut if cut > 0 else start + _LONGEST_SENTENCE
        yield start, cut
        start = cut
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
