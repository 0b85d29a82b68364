"""Canonical JSON: one value, one sequence of bytes, so that a hash names it.

The profile is RFC 8785 (JCS) restricted until any plain writer of sorted JSON gives it exactly: UTF-8; object keys in
ASCII, sorted; no floats; integers below 2^53 in magnitude; strings in NFC without lone surrogates; nesting at most 64
deep; at most 60,000 bytes. Instants are strings `YYYY-MM-DDThh:mm:ssZ`, with three decimals only where they are not
zero.
"""

import json
import unicodedata
from datetime import UTC, datetime
from typing import Any, NoReturn, TypeAlias

import msgspec

from servanda.errors import InputError

MAX_BYTES = 60_000
MAX_INTEGER = 2**53 - 1
MAX_DEPTH = 64
_LONGEST_INTEGER = len(f"-{MAX_INTEGER}")

Json: TypeAlias = "bool | int | str | list[Json] | dict[str, Json] | None"
"""A value of the profile."""


def encode(value: Any) -> bytes:  # noqa: ANN401 - what does not belong to the profile is refused here, by name
    """The one sequence of bytes of a value.

    Raises:
        InputError: `canonical-…`, with the JSON pointer of the part that does not belong to the profile.

    >>> encode({"b": [1, True], "a": "ї"}).decode()
    '{"a":"ї","b":[1,true]}'
    """
    _check(value, 0)
    try:
        data = _ENCODER.encode(value)
    except UnicodeEncodeError as error:
        raise InputError("canonical-surrogate", f"A string holds half a character (position {error.start}).") from error
    _check_size(data)
    return data


def decode(data: bytes) -> Json:
    """The value of canonical bytes; anything else is refused, however harmless it looks.

    Raises:
        InputError: `canonical-…`; `canonical-form` if the bytes are JSON of the profile but not *the* bytes of it.
    """
    _check_size(data)
    try:
        value: Json = _DECODER.decode(data.decode())
    except UnicodeDecodeError as error:
        raise InputError("canonical-utf8", f"Byte {error.start} is not UTF-8.") from error
    except json.JSONDecodeError as error:
        raise InputError("canonical-json", f"Not JSON at character {error.pos}: {error.msg}.") from error
    except RecursionError as error:
        raise InputError("canonical-depth", f"Nested deeper than {MAX_DEPTH} levels.") from error
    if encode(value) != data:
        raise InputError("canonical-form", "The bytes are not in canonical form: order, spaces or escapes differ.")
    return value


def instant_text(moment: datetime) -> str:
    """A moment as the profile writes it.

    Raises:
        InputError: `instant-naive` without a zone, `instant-too-fine` below a millisecond.

    >>> instant_text(datetime(2031, 3, 1, 2, 0, 0, 250_000, tzinfo=UTC))
    '2031-03-01T02:00:00.250Z'
    """
    if moment.tzinfo is None:
        raise InputError("instant-naive", f"{moment.isoformat()} has no zone.", hint="Give it one, such as UTC.")
    if moment.microsecond % 1000:
        raise InputError("instant-too-fine", f"{moment.isoformat()} is finer than a millisecond.", hint="Round it.")
    precision = "milliseconds" if moment.microsecond else "seconds"
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec=precision) + "Z"


def payload_of(record: msgspec.Struct) -> dict[str, Any]:
    """A record as the payload of an entry: plain JSON, moments in the profile's form, fields at their default left out.

    Raises:
        InputError: `instant-…` for a moment that the profile cannot hold.
    """
    plain: dict[str, Any] = _plain(msgspec.to_builtins(record, builtin_types=(datetime,)))
    return plain


def _plain(value: Any) -> Any:  # noqa: ANN401 - any JSON value, moments included
    if isinstance(value, datetime):
        return instant_text(value)
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_plain(part) for part in value]
    return value


def _check(value: Any, depth: int) -> None:  # noqa: ANN401 - any value may come; the profile's pass
    kind = type(value)
    if kind is str:
        if not value.isascii() and not unicodedata.is_normalized("NFC", value):
            says = f"'{value[:40]}' is not in Unicode normal form C."
            raise InputError("canonical-nfc", says, hint="Normalise it where it is taken in.")
    elif kind is int:
        if not -MAX_INTEGER <= value <= MAX_INTEGER:
            raise InputError("canonical-integer", f"{value} is not below 2^53 in magnitude.")
    elif kind is dict or kind is list:
        _check_members(value, depth)
    elif value is not None and kind is not bool:
        raise InputError("canonical-type", f"{value!r} is a {kind.__name__}, which the profile lacks.")


def _check_members(container: Any, depth: int) -> None:  # noqa: ANN401 - a dict or a list of any values
    if depth >= MAX_DEPTH:
        raise InputError("canonical-depth", f"Nested deeper than {MAX_DEPTH} levels.")
    keyed = type(container) is dict
    for key, part in container.items() if keyed else enumerate(container):
        if keyed and (type(key) is not str or not key.isascii()):
            raise InputError("canonical-key", f"The key {key!r} is not an ASCII string.")
        try:
            _check(part, depth + 1)
        except InputError as error:  # the place is put together on the way out, so that good values cost nothing
            raise InputError(error.code, error.says, place=f"/{key}{error.place}", hint=error.hint) from None


def _check_size(data: bytes) -> None:
    if len(data) > MAX_BYTES:
        raise InputError("canonical-size", f"{len(data)} bytes are more than {MAX_BYTES}.")


def _unique(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    members = dict(pairs)
    if len(members) != len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise InputError("canonical-duplicate-key", f"The key '{twice}' stands twice in one object.")
    return members


def _integer(digits: str) -> int:
    if len(digits) > _LONGEST_INTEGER:
        raise InputError("canonical-integer", f"{digits[:20]}… is not below 2^53 in magnitude.")
    return int(digits)


def _no_float(digits: str) -> NoReturn:
    raise InputError("canonical-float", f"{digits[:40]} is not a whole number.")


_DECODER = json.JSONDecoder(
    object_pairs_hook=_unique, parse_float=_no_float, parse_int=_integer, parse_constant=_no_float
)
_ENCODER = msgspec.json.Encoder(order="sorted")
