"""Letters of one alphabet that look like those of another, and what was probably meant."""

import difflib
import unicodedata
from collections.abc import Iterable
from types import MappingProxyType

from servanda.adapters.exchange.words import PHRASES

_LATIN = MappingProxyType(dict(zip(map(ord, "авеніїјкморстухѕԛԝ"), "abehiïjkmopctyxsqw", strict=True)))
"""Small Cyrillic letter → the Latin one that it is taken for; н and в as their capitals look."""
_NEAR = 0.75


def seen_as(name: str) -> str:
    """A name as the eye takes it: without case and width, look-alike letters of two alphabets as one.

    >>> seen_as("А") == seen_as("A")
    True
    """
    return unicodedata.normalize("NFKC", name).casefold().translate(_LATIN)


def alike(names: Iterable[str]) -> list[tuple[str, str]]:
    """Pairs of different names that look the same, in the order of the names."""
    found: dict[str, str] = {}
    pairs = []
    for name in dict.fromkeys(names):
        first = found.setdefault(seen_as(name), name)
        if first != name:
            pairs.append((first, name))
    return pairs


def meant(word: str) -> str:
    """The phrase of the notation for conditions that a bare word was probably meant to begin or to be.

    Returns:
        A hint; empty if it is like none.
    """
    spoken = {part: " ".join(phrase) for phrase, _ in reversed(PHRASES) for part in phrase}
    small = word.casefold()
    if small in spoken:
        return ""
    for part in spoken:
        if seen_as(part) == seen_as(word):
            return f"'{word}' looks like '{part}' and has letters of another alphabet. "
    near = difflib.get_close_matches(small, spoken, n=1, cutoff=_NEAR)
    return f"Did you mean '{spoken[near[0]]}'? " if near else ""
