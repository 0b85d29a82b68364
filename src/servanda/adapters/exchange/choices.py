"""Words that a cell may choose from: written in one language, understood in all, as their label or their code."""

import difflib
from collections.abc import Collection, Mapping
from functools import lru_cache
from types import MappingProxyType

from servanda.adapters.exchange.columns import AXES, CHOICES
from servanda.errors import InputError
from servanda.wording import languages, say

_ALSO: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {"amount": {"unquantified": "doors.amount-unquantified"}, "places": {"unspecified": "doors.place-unspecified"}}
)
"""Words that tables for people print, and that a person may copy into a sheet."""


def label(name: str, code: str, lang: str) -> str:
    """A choice as it is written in one language.

    Args:
        name: Its list.
        code: Its code in a record.
        lang: The language.
    """
    return say(f"exchange.choice.{name}.{code}")[lang]


def choice_of(text: str, name: str, lang: str = "en", axis: str = "") -> str:
    """The code of a choice.

    Args:
        text: What is written.
        name: The list.
        lang: Language in which the words are listed if it is none of them.
        axis: For a step, the axis of its row; empty if that is not known.

    Raises:
        InputError: `cell-not-a-choice`; `step-on-other-axis` for a step of another axis.
    """
    known, codes = _codes(name), AXES.get(axis, CHOICES[name])
    word = " ".join(text.casefold().split())
    if word in known and known[word] in codes:
        return known[word]
    allowed = [label(name, code, lang) for code in codes]
    hint = f"Choose one of: {', '.join(allowed)}."
    if word in known:
        says = f"'{text}' is no step on the axis '{label('axis', axis, lang)}'."
        raise InputError("step-on-other-axis", says, hint=hint)
    says = f"'{text[:60]}' is not one of the words allowed here."
    raise InputError("cell-not-a-choice", says, hint=_guess(word, allowed, known, codes) + hint)


def _guess(word: str, allowed: Collection[str], known: Mapping[str, str], codes: Collection[str]) -> str:
    """The word that was probably meant: one of the sheet's language, else one of any."""
    others = [one for one, code in known.items() if code in codes]
    for words in (allowed, others):
        if near := difflib.get_close_matches(word, words, n=1, cutoff=0.7):
            return f"Did you mean '{near[0]}'? "
    return ""


def word_of(text: str, name: str) -> str:
    """The code of a choice, empty if the text is none of the list: for cells that may hold something else."""
    return _codes(name).get(" ".join(text.casefold().split()), "")


def words_for(name: str) -> frozenset[str]:
    """Everything that is understood as a choice of a list, in small letters."""
    return frozenset(_codes(name))


@lru_cache(maxsize=32)
def _codes(name: str) -> dict[str, str]:
    labels = {label(name, code, lang).casefold(): code for code in CHOICES[name] for lang in languages()}
    also = {say(key)[lang].casefold(): code for code, key in _ALSO.get(name, {}).items() for lang in languages()}
    return {**also, **labels, **{code.casefold(): code for code in CHOICES[name]}}
