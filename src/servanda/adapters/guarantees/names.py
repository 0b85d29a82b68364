"""Names that are nearly each other: for hints, and so that one promise is not counted under two spellings."""

import difflib
import unicodedata
from collections.abc import Collection, Iterable

from servanda.errors import InputError

LONGEST = 200
"""Most characters of a name."""
_SHOWN = 40
_MOST = 2_000
"""Names among which the nearest is looked for; more would take longer than the answer."""


def folded(name: str) -> str:
    """A name as the eye takes it: without case, width and form.

    >>> folded("FRA-Land") == folded("fra-land")
    True
    """
    if name.isascii():
        return name.casefold()
    return unicodedata.normalize("NFKC", name).casefold()


def refuse_long(field: str, names: Iterable[str]) -> None:
    """Refuse names that nobody can cite.

    Raises:
        InputError: `name-too-long`.
    """
    for name in names:
        if len(name) > LONGEST:
            says = f"The field '{field}' holds a name of {len(name)} characters, '{name[:_SHOWN]}…'; at most {LONGEST}."
            raise InputError("name-too-long", says, hint="Shorten it, and put the words into 'says'.")


def nearest(name: str, known: Collection[str], noun: str) -> str:
    """A hint that names what was probably meant, or what is known.

    >>> nearest("air-wotch", ["air-watch", "land"], "functions")
    "Did you mean 'air-watch'?"
    """
    some = sorted(known)[:_MOST]
    near = difflib.get_close_matches(name, some, n=1, cutoff=0.6) or [
        one for one in some if folded(one) == folded(name)
    ]
    if near:
        return f"Did you mean '{near[0]}'?"
    shown = ", ".join(some[:8]) or "none"
    return f"Known {noun}: {shown}{', …' if len(known) > len(some[:8]) else ''}."
