"""Names in other cases: one key for all forms of a name, and the nominative of a form; endings are data.

No dictionary: the rules are those of Ukrainian declension of names (`lexicon/endings.yaml`), good enough to link forms
inside one text and to show a name as it would stand in a list.
"""

from functools import lru_cache
from typing import Any

from servanda.statements.lexicon import word_list

_SHORTEST = 3
_CYRILLIC = ("\u0400", "\u04ff")


@lru_cache(maxsize=1)
def _rules() -> dict[str, Any]:
    return word_list("endings")


@lru_cache(maxsize=1)
def _endings() -> tuple[tuple[str, str], ...]:
    """Endings with what stays of them, longest first."""
    kept = {ending: stem for stem, endings in _rules()["kept"].items() for ending in endings}
    return tuple((ending, kept.get(ending, "")) for ending in sorted(set(_rules()["key"]), key=lambda one: -len(one)))


def is_cyrillic(word: str) -> bool:
    """Whether a word begins with a Cyrillic letter."""
    return _CYRILLIC[0] <= word[:1] <= _CYRILLIC[1]


@lru_cache(maxsize=65536)
def key_of(word: str) -> str:
    """What all forms of a name share.

    >>> key_of("Сікорського") == key_of("Сікорський"), key_of("Притулою") == key_of("Притула")
    (True, True)
    """
    fold = word.lower().removesuffix("'s")
    if not is_cyrillic(fold):
        return fold
    for ending, stays in _endings():
        if fold.endswith(ending) and len(fold) - len(ending) + len(stays) >= _SHORTEST:
            stem = fold[: len(fold) - len(ending)] + stays
            return _hardened(stem, ending)
    return fold


def _hardened(stem: str, ending: str) -> str:
    """Consonants that change before -і, and vowels that come and go: Сибізі, Кравець – Кравця."""
    if ending == "і" and stem.endswith("з"):
        return stem[:-1] + "г"
    return stem[:-2] + "ц" if stem.endswith("ец") else stem


def gender_of(given: str) -> str:
    """Gender (m, f) by a given name in the nominative; empty for names in other alphabets."""
    fold = given.lower()
    if not is_cyrillic(fold):
        return ""
    if fold in _rules()["masculine_anyway"]:
        return "m"
    return "f" if fold.endswith(tuple(_rules()["feminine_given"])) else "m"


@lru_cache(maxsize=65536)
def nominative(word: str, gender: str) -> str:
    """The nominative of a name in another case, as far as rules can tell.

    >>> nominative("Радослава", "m"), nominative("Притули", "f")
    ('Радослав', 'Притула')
    """
    if not is_cyrillic(word):
        return word.removesuffix("'s")
    rows = _rules()["nominative"].get(gender) or _rules()["nominative"]["m"]
    for ending, stands in rows:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST - 1:
            return word[: len(word) - len(ending)] + str(stands)
    return word


@lru_cache(maxsize=65536)
def attributive(word: str) -> bool:
    """Whether a lower-case Ukrainian word may belong to a noun before it: `глава *польського уряду*`; no verb."""
    if word in _rules()["nouns"]:
        return True
    if word.endswith(tuple(_rules()["verbal"])):
        return False
    return word.endswith(tuple(_rules()["genitive_words"]))
