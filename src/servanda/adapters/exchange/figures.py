"""Whole numbers as people and spreadsheet programs write them; fractions and guesses are refused."""

import re

from servanda.errors import InputError

_SPACES = r"[ \u00a0\u2007\u2009\u202f'’]"
_WHOLE = re.compile(rf"-?(?:[0-9]+|[0-9]{{1,3}}(?:{_SPACES}[0-9]{{3}})+)")
_AMBIGUOUS = re.compile(r"[0-9]{1,3}(?:[.,][0-9]{3})+")
_FRACTION = re.compile(r"-?[0-9]+[.,][0-9]+(?:[eE][+-]?[0-9]+)?(?P<unit>\D.*)?")
_UNIT = re.compile(r"[0-9][0-9 \u00a0\u2009\u202f]*\s*\D+")
_LARGEST = 2**53 - 1
_HINT = "Write a whole number; leave it empty if none was stated."


def whole_of(text: str, least: int = 0) -> int:
    """A whole number, with or without spaces between thousands.

    Args:
        text: How it is written.
        least: The least that it may be.

    Raises:
        InputError: `figure-fraction`, `figure-ambiguous`, `figure-with-unit`, `figure-unreadable`, `figure-too-large`,
            `figure-too-small`.
    """
    if _WHOLE.fullmatch(text):
        value = int(re.sub(_SPACES, "", text))
        if abs(value) > _LARGEST:
            raise InputError("figure-too-large", f"'{text[:40]}' is larger than 2^53 - 1.", hint="Check the figure.")
        if value < least:
            says = f"'{text[:40]}' is less than {least}."
            hint = f"Write a whole number from {least} on; leave it empty if none was stated."
            raise InputError("figure-too-small", says, hint=hint)
        return value
    if _AMBIGUOUS.fullmatch(text):
        says = f"'{text}' may mean thousands or thousandths."
        raise InputError("figure-ambiguous", says, hint="Write thousands without a sign: 1500.")
    if _FRACTION.fullmatch(text):
        says = f"'{text[:40]}' is no whole number."
        raise InputError("figure-fraction", says, hint="Choose a unit that is counted whole, or leave it empty.")
    if _UNIT.fullmatch(text):
        says = f"'{text[:40]}' is not only a number."
        raise InputError("figure-with-unit", says, hint="Write the number alone; its unit has a column of its own.")
    raise InputError("figure-unreadable", f"'{text[:40]}' is no number.", hint=_HINT)
