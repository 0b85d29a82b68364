"""Paragraphs of a text, by their places: lines, wrapped lines as one, without what points elsewhere.

A paragraph is a line; where a text was wrapped at a margin, as letters are, lines that run on are one paragraph. The
date that may open a text and lines that point at other texts or at the reader are left out.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from importlib import resources
from itertools import pairwise

from servanda.plain import bundled

_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
_STAMP = re.compile(r"\s*(?:date|дата)?:?\s*(\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}\S*)?)\s*", re.IGNORECASE)
_LONGEST_ASIDE = 60
_MARGIN = range(50, 101)
"""Width of a text that was wrapped."""
_RAGGED = 18
"""How much shorter than the margin a full line may be: one long word."""
_MOST = 0.6
_ENDS = ".!?…:;"
_CLOSERS = "\"»”')]"

_Place = tuple[int, int]


def lines_of(text: str) -> list[_Place]:
    r"""Paragraphs that hold a word, in order.

    >>> text = "Leaders meet\n\nThe leaders of both sides\nmet in Oslo.\nRead also: Others"
    >>> [text[start:end] for start, end in lines_of(text)]
    ['Leaders meet', 'The leaders of both sides\nmet in Oslo.']
    """
    lines = list(_plain(text))
    full = _full_width(text, lines)
    joined: list[_Place] = []
    last = -2
    for number, (start, end) in enumerate(lines):
        if _is_aside(text[start : min(end, start + _LONGEST_ASIDE)]):
            continue
        if number == last + 1 and _runs_on(text, lines[last], start, full if last else 0):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
        last = number
    return joined


def stamp_of(text: str) -> tuple[int, int] | None:
    """Where the date stands that may open a text, before its title; none if it opens with words.

    >>> stamp_of(" date 2026-01-06 Leaders meet")
    (6, 16)
    """
    found = _STAMP.match(text)
    return found.span(1) if found else None


def _plain(text: str) -> Iterator[_Place]:
    """Lines that hold a word, without the date stamp that may open the first one and without spaces around."""
    opening = True
    for match in _LINE.finditer(text):
        start, end = match.span()
        if opening and (stamp := _STAMP.match(text, start, end)):
            start = stamp.end()
        line = text[start:end]
        if line.strip():
            opening = False
            yield start + len(line) - len(line.lstrip()), start + len(line.rstrip())


def _full_width(text: str, lines: list[_Place]) -> int:
    """From how many characters on a line is full, in a text that was wrapped at a margin; 0 in any other."""
    widest = max((end - start for start, end in lines), default=0)
    if widest not in _MARGIN:
        return 0
    followed = [end - start for (start, end), (after, _) in pairwise(lines) if not _blank_between(text, end, after)]
    full = sum(width >= widest - _RAGGED for width in followed)
    return widest - _RAGGED if full > 1 and full >= _MOST * len(followed) else 0


def _runs_on(text: str, line: _Place, after: int, full: int) -> bool:
    """Whether a line goes on in the next: its sentence is open, and the next begins small or the margin was reached."""
    start, end = line
    if text[start:end].rstrip(_CLOSERS)[-1:] in _ENDS or _blank_between(text, end, after):
        return False
    return text[after].islower() or 0 < full <= end - start


def _blank_between(text: str, end: int, after: int) -> bool:
    return text.count("\n", end, after) > 1


def _is_aside(opening: str) -> bool:
    """Whether a line points at another text or at the reader."""
    folded = opening.strip().lower()
    openings, whole = _asides()
    return folded.startswith(openings) or folded in whole


@lru_cache(maxsize=1)
def _asides() -> tuple[tuple[str, ...], frozenset[str]]:
    """How such lines begin, and what such a line is as a whole."""
    file = resources.files("servanda.statements") / "lexicon" / "asides.yaml"
    forms: list[str] = bundled(file.read_text("utf-8"))["aside"]
    openings = tuple(form[:-1] for form in forms if form.endswith("*"))
    return openings, frozenset(form for form in forms if not form.endswith("*"))
