r"""Bytes of a JSON document → the same bytes, or why they are not one: before anything is built from them.

RFC 8259 with what RFC 7493 (I-JSON) adds: UTF-8 without mark, no lone surrogates, no key twice in one object.
"""

import json
import re
from math import inf
from typing import Any

import msgspec

from servanda.errors import InputError

MAX_BYTES = 512 * 1024 * 1024
"""Largest text that is read: some two million commitments."""

_ASCII = bytes(code for code in range(0x20, 0x7F)) + b"\t\n\r"
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
_ESCAPED = re.compile(rb"\\u(?:00[01][0-9a-f]|00[7][f]|00[89][0-9a-f]|202[89a-e]|206[6-9]|feff|fff[ef])", re.IGNORECASE)
_TEXT_ESCAPES = re.compile(rb"\\u000[9ad]", re.IGNORECASE)
_LONE = re.compile(
    rb"\\u[d][89ab][0-9a-f]{2}(?!\\u[d][c-f][0-9a-f]{2})|(?<!\\u[d][89ab][0-9a-f]{2})\\u[d][c-f][0-9a-f]{2}",
    re.IGNORECASE,
)
_AT_BYTE = re.compile(r"\(byte (\d+)\)")
_SHOWN = 60
_MOST_DIGITS = 4000
"""Digits of a whole number that is made into one: the interpreter refuses 300 more."""
_CUT = {"Input data was truncated": "the text ends in the middle"}


def checked(raw: bytes, place: str) -> bytes:
    """The bytes of a JSON text, if they hold no character that has no place in a record.

    Raises:
        InputError: `json-too-large`, `json-encoding`, `json-character`.
    """
    if len(raw) > MAX_BYTES:
        says = f"The text has {len(raw)} bytes; at most {MAX_BYTES} are read."
        raise InputError("json-too-large", says, place=place, hint="Split it.")
    if raw.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")) or b"\x00" in raw[:4]:
        says = f"The text begins with {raw[:4].hex(' ')}: a byte order mark or UTF-16/32."
        raise InputError("json-encoding", says, place=f"{place}:1", hint="Write UTF-8 without byte order mark.")
    _refuse_characters(raw, place)
    return raw


def _refuse_characters(raw: bytes, place: str) -> None:
    beyond = raw.translate(None, _ASCII)
    if beyond:
        text = _decoded(raw, place)
        # What is left of sound UTF-8 without plain ASCII is sound, and a fraction to be searched.
        found = _FORBIDDEN.search(text) if _FORBIDDEN.search(beyond.decode()) else None
        if found is not None:
            raise _character(f"U+{ord(found.group()):04X}", raw, len(found.string[: found.start()].encode()), place)
    if b"\\u" not in raw:
        return
    plain = raw.replace(b"\\\\", b"..")  # a backslash that is itself written out begins no escape
    for escape in _ESCAPED.finditer(plain):
        if not _TEXT_ESCAPES.match(escape.group()):
            raise _character(escape.group().decode(), raw, escape.start(), place)
    halves = b"\\ud" in plain or b"\\uD" in plain
    lone = _LONE.search(plain) if halves else None
    if lone is not None:
        raise _character(f"{lone.group().decode()} (half of a pair)", raw, lone.start(), place)


def _decoded(raw: bytes, place: str) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        says = f"Byte {raw[error.start]:02x} at offset {error.start} is not UTF-8."
        raise InputError("json-encoding", says, place=_line(raw, error.start, place), hint="Write UTF-8.") from error


def _character(name: str, raw: bytes, offset: int, place: str) -> InputError:
    says = f"The character {name} stands in the text."
    hint = "Remove it; it cannot be seen when reading."
    return InputError("json-character", says, place=_line(raw, offset, place), hint=hint)


def _line(raw: bytes, offset: int, place: str) -> str:
    return f"{place}:{raw.count(10, 0, offset) + 1}"


def plain_of(raw: bytes, place: str) -> Any:  # noqa: ANN401 - any JSON
    """A JSON text as plain data; a number beyond what can be held is infinite, which no field of a record may be.

    Raises:
        InputError: `json-syntax`, `json-too-deep`.
    """
    try:
        return _decoded_json(raw)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise _syntax(raw, str(error), place) from error
    except RecursionError as error:
        says = f"The text is nested deeper than any record, at '{_shown(raw[:_SHOWN])}'."
        raise InputError("json-too-deep", says, place=place, hint="Flatten it; no record is that deep.") from error


def _decoded_json(raw: bytes) -> Any:  # noqa: ANN401 - any JSON
    try:
        return msgspec.json.decode(raw)
    except msgspec.DecodeError as error:
        if "out of range" not in str(error):
            raise
    try:
        return json.loads(raw, parse_int=_held)
    except json.JSONDecodeError as error:
        at = len(error.doc[: error.pos].encode())
        malformed = f"JSON is malformed: {error.msg} (byte {at})"
        raise msgspec.DecodeError(malformed) from error


def _held(digits: str) -> int | float:
    return int(digits) if len(digits) <= _MOST_DIGITS else inf


def _syntax(raw: bytes, message: str, place: str) -> InputError:
    at = _AT_BYTE.search(message)
    offset = int(at[1]) if at else len(raw)
    reason = _CUT.get(message) or message.removeprefix("JSON is malformed: ").split(" (byte")[0]
    around = _shown(raw[max(0, offset - _SHOWN // 2) : offset + _SHOWN // 2])
    hint = "Check brackets, commas and quotation marks there."
    if reason == "trailing characters":
        hint = "Give one document at a time."
    if b"NaN" in raw[offset : offset + 4] or b"Infinity" in raw[offset : offset + 9]:
        hint = "NaN and Infinity are no numbers of JSON: leave the field out if the value is not known."
    says = f"The text is not JSON: {reason}, at '{around}'."
    return InputError("json-syntax", says, place=_line(raw, offset, place), hint=hint)


def _shown(raw: bytes) -> str:
    return raw.decode(errors="replace").replace("\n", " ")


def has_doubles(raw: bytes, records: object, place: str) -> bool:
    """Whether some key stands twice in one object of a JSON text: then it has more keys than what was made of it.

    Args:
        raw: The text.
        records: The records made of it. They leave out what equals its default; if they have all keys, no more is
            asked, else plain data are made and counted.
        place: What to call the text.
    """
    keys = keys_of(raw)
    return keys != keys_of(msgspec.json.encode(records)) and keys != keys_of(msgspec.json.encode(plain_of(raw, place)))


def keys_of(raw: bytes) -> int:
    """How many keys a JSON text has, give or take texts that begin with a colon, which are the same in every copy.

    A quotation mark before a colon ends a key: inside a text it has a backslash before it.
    """
    if b"\\" in raw:
        raw = re.sub(rb"\\.", b"", raw, flags=re.DOTALL)
    return raw.translate(None, b" \t\r\n").count(b'":')


def refuse_doubles(raw: bytes, place: str) -> None:
    """Refuse a JSON text with a key that stands twice in one object: readers differ in which they take.

    Raises:
        InputError: `json-duplicate-key`.
    """

    def once(pairs: list[tuple[str, object]]) -> dict[str, object]:
        made = dict(pairs)
        if len(made) < len(pairs):
            names = [name for name, _ in pairs]
            twice = next(name for name in names if names.count(name) > 1)
            says = f"The key '{twice}' stands twice in one object."
            raise InputError("json-duplicate-key", says, place=place, hint="Keep one of the two.")
        return made

    json.loads(raw, object_pairs_hook=once, parse_int=str, parse_float=str)


class Doubled(dict[str, Any]):
    """An object in which a key stands twice; it holds the last value of each."""

    key: str
    """The key."""


def marked_of(raw: bytes, place: str) -> Any:  # noqa: ANN401 - any JSON
    """As `plain_of`, with each object in which a key stands twice marked as `Doubled`.

    Raises:
        InputError: as `plain_of`.
    """
    data = plain_of(raw, place)
    if keys_of(raw) == keys_of(msgspec.json.encode(data)):
        return data

    def made(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        whole = dict(pairs)
        if len(whole) == len(pairs):
            return whole
        names = [name for name, _ in pairs]
        doubled = Doubled(whole)
        doubled.key = next(name for name in names if names.count(name) > 1)
        return doubled

    return json.loads(raw, object_pairs_hook=made, parse_int=_held)
