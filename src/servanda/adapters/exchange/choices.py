"""Words that a cell may choose from: written in one language, understood in all, as their label or their code."""

import difflib
from functools import lru_cache

from servanda.adapters.exchange.columns import CHOICES
from servanda.errors import InputError
from servanda.wording import languages, say


def label(name: str, code: str, lang: str) -> str:
    """A choice as it is written in one language.

    Args:
        name: Its list.
        code: Its code in a record.
        lang: The language.
    """
    return say(f"exchange.choice.{name}.{code}")[lang]


def choice_of(text: str, name: str) -> str:
    """The code of a choice.

    Raises:
        InputError: `cell-not-a-choice`.
    """
    known = _codes(name)
    word = " ".join(text.casefold().split())
    if word in known:
        return known[word]
    near = difflib.get_close_matches(word, known, n=1, cutoff=0.7)
    guess = f"Did you mean '{near[0]}'? " if near else ""
    says = f"'{text[:60]}' is not one of the words allowed here."
    raise InputError("cell-not-a-choice", says, hint=f"{guess}Choose one of: {', '.join(CHOICES[name])}.")


def word_of(text: str, name: str) -> str:
    """The code of a choice, empty if the text is none of the list: for cells that may hold something else."""
    return _codes(name).get(" ".join(text.casefold().split()), "")


@lru_cache(maxsize=32)
def _codes(name: str) -> dict[str, str]:
    labels = {label(name, code, lang).casefold(): code for code in CHOICES[name] for lang in languages()}
    return {**labels, **{code.casefold(): code for code in CHOICES[name]}}
