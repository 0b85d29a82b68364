"""The language of a text: letters that only one language has, then words that it cannot do without. No model needed."""

import re
from functools import lru_cache
from importlib import resources
from typing import Any, Literal

import msgspec

from servanda.plain import bundled

Language = Literal["uk", "en", "ru", "und"]
"""BCP 47 tag; `und` where it is none of these or nothing tells."""

_SAMPLE = 20_000
"""Code points that are looked at."""
_WORD = re.compile(r"[^\W\d_]+")
_ENOUGH = 0.12
"""Share of words that English cannot do without in any English text; a third or more is usual."""
_FOREIGN = 0.01


def language_of(text: str) -> Language:
    """The language most of a text is written in.

    >>> language_of("Москва наполягає"), language_of("The talks went well."), language_of("Москва настаивает на выводе")
    ('uk', 'en', 'ru')
    """
    sample = text[:_SAMPLE].lower()
    words = _WORD.findall(sample)
    if not words:
        return "und"
    latin = sum(1 for word in words if word[0] < "\u0250")
    if _count(sample, _lists()["others"]["letters"]) > _FOREIGN * len(sample):
        return "und"
    if latin * 2 > len(words):
        return "en" if _share(words, "en") >= _ENOUGH else "und"
    return _cyrillic(sample, words)


def _cyrillic(sample: str, words: list[str]) -> Language:
    letters = {name: _count(sample, _lists()[name]["letters"]) for name in ("uk", "ru")}
    if letters["uk"] == letters["ru"]:
        letters = {name: round(1000 * _share(words, name)) for name in ("uk", "ru")}
    if letters["uk"] == letters["ru"]:
        return "und"
    found: Language = msgspec.convert(max(letters, key=lambda name: letters[name]), type=Language)
    return found


def _count(sample: str, letters: str) -> int:
    return sum(sample.count(letter) for letter in letters)


def _share(words: list[str], name: str) -> float:
    own = _words(name)
    return sum(word in own for word in words) / len(words)


@lru_cache(maxsize=8)
def _words(name: str) -> frozenset[str]:
    return frozenset(_lists()[name]["words"])


@lru_cache(maxsize=1)
def _lists() -> dict[str, Any]:
    file = resources.files("servanda.statements") / "lexicon" / "languages.yaml"
    loaded: dict[str, Any] = bundled(file.read_text("utf-8"))
    return loaded
