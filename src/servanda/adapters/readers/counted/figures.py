"""A number as it was written → an interval of whole numbers, or the fact that none was given."""

import re

from servanda.errors import InputError
from servanda.records.observation import Count

_WHOLE = re.compile(r"([0-9]{1,9})(\+?)")
_WORDS = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)*")


def count_in(text: str, place: str) -> tuple[Count | None, str]:
    """A whole number, or one with a plus sign for *at least*; an empty cell gives no number.

    Returns:
        The count, none if no number is given; and the number as it was written, where it is more than a number.

    Raises:
        InputError: `count-unreadable` for anything else: a sign, a fraction, an exponent, N/K, words.

    >>> count_in("950+", "a.csv:2")
    (Count(low=950, high=None), '950+')
    """
    written = text.strip()
    if not written:
        return None, ""
    found = _WHOLE.fullmatch(written)
    if found is None:
        says = f"'{written[:40]}' is no count."
        raise InputError("count-unreadable", says, place=place, hint="Write 0, 12 or 950+; nothing if none is given.")
    low = int(found[1])
    return (Count(low=low), written) if found[2] else (Count(low=low, high=low), "")


def claimed_in(text: str, place: str) -> tuple[Count | None, str]:
    """As `count_in`, and words for a number nobody can compute with: *several hundred*.

    Raises:
        InputError: `count-unreadable`; `count-missing` for a claim without any number or word.
    """
    written = text.strip()
    if not written:
        raise InputError("count-missing", "The claim gives no number and no word for one.", place=place)
    return (None, written) if _WORDS.fullmatch(written) else count_in(written, place)
