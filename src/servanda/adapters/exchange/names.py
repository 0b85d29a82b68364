"""Several names in one cell, with `;` between them; a name with other signs stands in quotation marks."""

import re
from collections.abc import Iterator, Sequence

from servanda.errors import InputError

EMPTY_LIST = "[]"
"""A list that is stated to be empty, where an empty cell means something else."""

_PART = re.compile(r"(?:\s*\"((?:[^\"]|\"\")*)\"\s*|([^\";,\n]*))([;,\n]|$)")
_PLAIN = re.compile(r"[^\s\";,](?:[^\";,\n\r]*[^\s\";,])?")


def names_of(text: str) -> list[str]:
    """The names in a cell: `;`, `,` or a new line ends one; nothing between two of them is no name.

    Raises:
        InputError: `cell-quotation-open`.

    >>> names_of('page:x; "a; b"')
    ['page:x', 'a; b']
    """
    return [] if text.strip() == EMPTY_LIST else list(_names(text))


def _names(text: str) -> Iterator[str]:
    at = 0
    while at < len(text):
        found = _PART.match(text, at)
        if found is None:
            says = f"A name in quotation marks does not end where it should: '{text[at : at + 40].strip()}'."
            raise InputError("cell-quotation-open", says, hint='Write "a; b"; c: the marks around the whole name.')
        if found[1] is not None:
            yield found[1].replace('""', '"')
        elif found[2].strip():
            yield found[2].strip()
        at = found.end()


def names_text(names: Sequence[str], reserved: frozenset[str] = frozenset()) -> str:
    """Names as one cell.

    Args:
        names: The names.
        reserved: Words, in small letters, that mean something else in this cell.
    """
    return "; ".join(_quoted(name, reserved) for name in names) if names else EMPTY_LIST


def _quoted(name: str, reserved: frozenset[str]) -> str:
    bare = _PLAIN.fullmatch(name) and name != EMPTY_LIST and name.casefold() not in reserved
    return name if bare else '"' + name.replace('"', '""') + '"'
