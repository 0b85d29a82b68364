"""What a stream or file holds, read no further than is used: it may have no end."""

from typing import IO, Any

from servanda.errors import InputError

MOST = 512 * 1024 * 1024
"""Bytes of records that are read: some two million lines."""
MOST_OF_TEXT = 64 * 1024 * 1024
"""Bytes of an article, page or instrument that are read."""


def bytes_of(stream: IO[Any], name: str, most: int = MOST) -> bytes:
    """The bytes of a stream.

    Args:
        stream: Where they come from.
        name: What to call it.
        most: How many there may be.

    Raises:
        InputError: `input-too-large`.
    """
    raw: bytes = stream.read(most + 1)
    if len(raw) > most:
        says = f"'{name}' holds more than {most} bytes, the most that are read."
        raise InputError("input-too-large", says, hint="Split it.")
    return raw
