"""What reaches a terminal: text of others may hold escape sequences, and a terminal obeys them."""

import io
import os
import re
import sys
from typing import TextIO

_ORDERS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def shown(text: str) -> str:
    r"""The text with every character that a terminal obeys written out; line feed and tab stay.

    >>> shown("a\x1b[31mb\u202ec")
    'a\\x1b[31mb\\u202ec'
    """
    return _ORDERS.sub(lambda match: match.group().encode("unicode_escape").decode("ascii"), text)


class Plain(io.TextIOWrapper):
    """A text stream on which people read; JSON goes past it as bytes, which hold such characters only in strings."""

    def write(self, text: str, /) -> int:
        """Write text with its orders written out."""
        super().write(shown(text))
        return len(text)


def guard() -> None:
    """Put both streams of this process behind `Plain`."""
    if sys.stdout is None:  # closed by whoever called: nothing may look like an empty answer
        sys.stdout = os.fdopen(os.open(os.devnull, os.O_RDONLY), "w", encoding="utf-8")
    sys.stdout, sys.stderr = _guarded(sys.stdout), _guarded(sys.stderr)


def _guarded(stream: TextIO) -> TextIO:
    if type(stream) is not io.TextIOWrapper:  # not the interpreter's own: whoever put it there still writes to it
        return stream
    encoding, errors, buffered = stream.encoding, stream.errors, stream.line_buffering
    return Plain(stream.detach(), encoding=encoding, errors=errors, line_buffering=buffered)
