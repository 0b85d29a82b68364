"""Rungs of the ladder as people write them, in any language."""

from servanda.commitments import RUNGS
from servanda.errors import InputError
from servanda.wording import languages, say


def rung_word(rung: str, lang: str) -> str:
    """A rung in one language; what is no rung stays as it is."""
    return say(f"exchange.choice.rung.{rung}")[lang] if rung in RUNGS else rung


def rung_of(text: str, at: int, lang: str) -> str:
    """The rung that a word of a condition names.

    Args:
        text: The word, in any language.
        at: Where it stands in the cell, for the error.
        lang: Language in which the rungs are listed if it is none.

    Raises:
        InputError: `condition-rung`.
    """
    wanted = text.casefold()
    for rung in RUNGS:
        if wanted == rung or wanted in {rung_word(rung, lang).casefold() for lang in languages()}:
            return rung
    says = f"'{text}' at character {at} of the condition is no rung."
    raise InputError(
        "condition-rung", says, hint=f"Choose one of: {', '.join(rung_word(rung, lang) for rung in RUNGS)}."
    )
