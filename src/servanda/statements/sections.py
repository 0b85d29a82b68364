"""Sections and sentences of a text, by their places; the text is never changed.

A news text is headline, lede, body and recap. A recap ("Нагадаємо", "As reported earlier") is the outlet's own voice:
an attribution given once for the whole text ends there.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from servanda.errors import InputError
from servanda.statements.cast import enlist
from servanda.statements.lexicon import Hit, lexicon
from servanda.statements.reading import Token, tokens_of

LONGEST_TEXT = 20_000_000
"""Code points; a longer text is refused rather than read for minutes."""
_LONGEST_SENTENCE = 1_200
_LONGEST_TITLE = 220
_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
_STAMP = re.compile(r"\s*(?:date|дата)?:?\s*\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}\S*)?\s*", re.IGNORECASE)
_STOP = re.compile(r"[.!?…]{1,4}[\"»”')\]]{0,3}(?=\s{1,4}[\"«“„(\[]?[^\W\d_a-zа-яіїєґ])")
_NO_TEXT = re.compile("[\ud800-\udfff\x00]")
_SHORT = re.compile(
    r"(?:^|[\s(\"«])(?:[A-ZА-ЯІЇЄҐ]|Mr|Mrs|Ms|Dr|Gen|Sen|U\.S|U\.K|No|St|ім|вул|ст|рр?|напр|тис|млн|млрд)\.$"
)

Section = Literal["headline", "lede", "body", "recap"]


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
    lines = list(_lines(text))
    titled = len(lines) > 1 and _is_title(text, lines[0], lines[1])
    sentences: list[Sentence] = []
    recap = False
    for number, (start, end) in enumerate(lines):
        for first, last in _split(text, start, end):
            tokens = tuple(tokens_of(text, first, last))
            if not tokens:
                continue
            hits = lexicon().find(tokens)
            recap = recap or (number > 0 and any(hit.first == 0 for hit in hits.get("recap", [])))
            section: Section = "recap" if recap else _section(number, titled=titled)
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


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Lines that hold a word, without the date stamp that may open the first one."""
    opening = True
    for match in _LINE.finditer(text):
        start, end = match.span()
        if opening and (stamp := _STAMP.match(text, start, end)):
            start = stamp.end()
        if text[start:end].strip():
            opening = False
            yield start + len(text[start:end]) - len(text[start:end].lstrip()), start + len(text[start:end].rstrip())


def _is_title(text: str, first: tuple[int, int], second: tuple[int, int]) -> bool:
    """A title is one short line without a full stop, followed by something."""
    line = text[first[0] : first[1]]
    return len(line) <= _LONGEST_TITLE and not line.endswith((".", "!", "…", ":")) and second[1] > second[0]


def _section(number: int, *, titled: bool) -> Section:
    if titled and number == 0:
        return "headline"
    return "lede" if number == int(titled) else "body"


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Sentences of a line; a monstrous one is cut into windows so that work stays linear."""
    begin = start
    for stop in _STOP.finditer(text, start, end):
        at = stop.end()
        if at < end and _SHORT.search(text, max(begin, stop.start() - 8), stop.start() + 1):
            continue
        yield from _windows(text, begin, at)
        begin = at
    yield from _windows(text, begin, end)


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
