"""One line of JSON → plain data, or the reason why it is not one."""

import json
import re
from collections.abc import Callable
from typing import NoReturn, TypeVar

from servanda.errors import InputError
from servanda.plain.decoding import decode
from servanda.plain.loaded import Loaded, Plain
from servanda.plain.scalars import forbidden_character

T = TypeVar("T")

MAX_LINE = 64 * 1024
_MAX_DEPTH = 40
_SHOWN = 3
"""Characters of a wrong number that are shown: never a place."""

_DIGITS = 15
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def plain_of(raw: bytes, place: str) -> dict[str, Plain]:
    """Plain data of one line.

    Raises:
        InputError: `line-…` or `json-…` with the offending part, the place and how to mend it.
    """
    text = _text(raw, place)
    data = _parsed(text, place)
    if not isinstance(data, dict):
        says = f"The line begins with {text.strip()[:1]!r}: that is not a record."
        raise InputError("line-not-a-record", says, place=place, hint="Write one {…} a line.")
    for value in [] if _is_plain(text) else _texts(data, 0, place):
        if (found := forbidden_character(value)) is not None:
            says = f"The text {value[:40]!r} holds the character {found[1]}."
            raise InputError("line-character", says, place=place, hint="Remove it; it cannot be seen when reading.")
    return data


def record_of(data: Plain, kind: type[T], place: str) -> T:
    """Plain data as a record.

    Raises:
        InputError: `record-…` with the offending value and hint; its place is the line.
    """
    try:
        return decode(Loaded(data=data, place=place, lines={}), kind)
    except InputError as error:
        raise InputError(error.code, error.says, place=place, hint=error.hint) from error


def _text(raw: bytes, place: str) -> str:
    if len(raw) > MAX_LINE:
        says = f"The line has {len(raw)} bytes; at most {MAX_LINE} are read."
        raise InputError("line-too-long", says, place=place, hint="Send long texts as sources, not as remarks.")
    if raw.startswith(_MARKS):
        says = f"The line begins with {raw[:3].hex(' ')}, a byte order mark."
        raise InputError("line-byte-order-mark", says, place=place, hint="Save it as UTF-8 without byte order mark.")
    if b"\x00" in raw:
        says = f"The line holds a NUL byte at offset {raw.index(0)}."
        raise InputError("line-character", says, place=place, hint="The file is binary or damaged: send it again.")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        says = f"Byte {raw[error.start]:02x} at offset {error.start} is not UTF-8."
        raise InputError("line-not-utf8", says, place=place, hint="Save the file as UTF-8.") from error


def _parsed(text: str, place: str) -> Plain:
    try:
        data: Plain = json.loads(
            text,
            object_pairs_hook=_unique(place),
            parse_constant=_no_number(place),
            parse_float=_fraction(place),
            parse_int=_whole(place),
        )
    except json.JSONDecodeError as error:
        raise _broken(error, text, place) from error
    except RecursionError as error:
        raise _too_deep(place) from error
    return data


def _is_plain(text: str) -> bool:
    """Whether nothing can be hidden or deep in it, so that it need not be walked: skips work, decides nothing."""
    return "\\u" not in text and text.count("[") + text.count("{") <= _MAX_DEPTH and forbidden_character(text) is None


def _broken(error: json.JSONDecodeError, text: str, place: str) -> InputError:
    end = len(text.rstrip())
    if error.pos >= end or "Unterminated" in error.msg:
        says = f"The line ends in the middle, after {end} characters."
        return InputError("line-truncated", says, place=place, hint="It was cut off on the way: send it again whole.")
    says = f"It is not JSON at character {error.pos + 1}: {text[error.pos]!r}."
    return InputError("json-invalid", says, place=place, hint="Write one JSON object a line.")


def _too_deep(place: str) -> InputError:
    says = f"It is nested deeper than {_MAX_DEPTH} levels."
    return InputError("json-too-deep", says, place=place, hint="No record is that deep.")


def _unique(place: str) -> Callable[[list[tuple[str, Plain]]], dict[str, Plain]]:
    def build(pairs: list[tuple[str, Plain]]) -> dict[str, Plain]:
        built: dict[str, Plain] = {}
        for key, value in pairs:
            if key in built:
                says = f"The key '{key}' stands twice."
                raise InputError("json-duplicate-key", says, place=place, hint="Keep one of the two.")
            built[key] = value
        return built

    return build


def _no_number(place: str) -> Callable[[str], NoReturn]:
    def refuse(word: str) -> NoReturn:
        says = f"'{word}' is not a number."
        raise InputError("json-not-a-number", says, place=place, hint="Leave the field out if it is not known.")

    return refuse


def _fraction(place: str) -> Callable[[str], NoReturn]:
    def refuse(word: str) -> NoReturn:
        says = f"{re.split('[.eE]', word)[0][:_SHOWN]}… has a fraction or an exponent."
        hint = "Write whole metres, hundredths of a degree, or coordinates in 1e-7 degree."
        raise InputError("json-fraction", says, place=place, hint=hint)

    return refuse


def _whole(place: str) -> Callable[[str], int]:
    def read(word: str) -> int:
        if len(word) > _DIGITS:
            says = f"{word[:_SHOWN]}… is larger than every reader can hold exactly."
            raise InputError(
                "json-number-large", says, place=place, hint="Check the figure; put identifiers in quotes."
            )
        return int(word)

    return read


def _texts(data: Plain, depth: int, place: str) -> list[str]:
    if depth > _MAX_DEPTH:
        raise _too_deep(place)
    if isinstance(data, str):
        return [data]
    if isinstance(data, list):
        return [text for part in data for text in _texts(part, depth + 1, place)]
    if isinstance(data, dict):
        return [*data, *(text for part in data.values() for text in _texts(part, depth + 1, place))]
    return []
