"""Lines of JSON → records, each line with its place."""

from typing import TypeAlias, TypeVar

import msgspec

from servanda.errors import InputError

T = TypeVar("T")

Line: TypeAlias = tuple[str, bytes]
"""Place (`file:line`) and the bytes of one line."""

_SHOWN = 60


def lines_of(raw: bytes, place: str) -> list[Line]:
    r"""The lines of a text with their places; blank ones are left out.

    Only a line feed ends a line: the other characters that end one in a text may stand inside JSON.

    >>> lines_of(b"[1]\n\n[2]\n", "a.jsonl")
    [('a.jsonl:1', b'[1]'), ('a.jsonl:3', b'[2]')]
    """
    numbered = enumerate(raw.split(b"\n"), start=1)
    return [(f"{place}:{number}", line) for number, line in numbered if line.strip()]


def decode_lines(raw: bytes, place: str, kind: type[T]) -> list[T]:
    """The records of a text of JSON lines, all or none.

    Raises:
        InputError: `line-not-a-record`, with the place and the beginning of the first such line.
    """
    return [_decoded(line, where, kind) for where, line in lines_of(raw, place)]


def _decoded(line: bytes, where: str, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(line, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        shown = line[:_SHOWN].decode(errors="replace")
        says = f"'{shown}' is not one {kind.__name__.lower()}: {error}."
        raise InputError("line-not-a-record", says, place=where, hint="Write one JSON object a line.") from error
