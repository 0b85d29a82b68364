"""Plain data → records, with errors that say file, line and how to mend."""

import difflib
import math
import re
from collections.abc import Iterator
from typing import TypeVar

import msgspec
from msgspec import inspect

from servanda.errors import InputError
from servanda.plain.limits import refuse_blanks, refuse_far_moments
from servanda.plain.loaded import Loaded, Path, Plain, path_text, value_at

T = TypeVar("T")

_MESSAGE = re.compile(r"^(?P<says>.*?)(?: - at `(?:key` in `)?\$(?P<path>[^`]*)`)?$", re.DOTALL)
_STEP = re.compile(r"\.([^.\[]+)|\[(\d+|\.\.\.)\]")
_FIELD = re.compile(r"field `([^`]+)`")
_SHOWN = 80


def decode(loaded: Loaded, kind: type[T], place: str = "") -> T:
    """Turn plain data into a record (or a list of records, or any type msgspec knows), strictly.

    Args:
        loaded: What `plain.load` gave.
        kind: The record type, such as `Agreement` or `list[Source]`.
        place: Another name for the text in messages; by default the one it was loaded with.

    Raises:
        InputError: `record-…` with the offending value, `file:line`, field path and hint.
    """
    if place:
        loaded = Loaded(data=loaded.data, place=place, lines=loaded.lines, at=loaded.at)
    try:
        record = msgspec.convert(loaded.data, type=kind, strict=True)
    except msgspec.ValidationError as error:
        raise _translated(error, loaded, kind) from error
    refuse_far_moments(loaded)
    refuse_blanks(record, loaded)
    return record


def decode_each(loaded: Loaded, kind: type[T]) -> tuple[list[T], list[InputError]]:
    """Turn a list into records one by one, so that a bad item spoils no good one.

    Returns:
        The records, and one error for each item that is not one.

    Raises:
        InputError: `record-wrong-type` if the data is not a list.
    """
    items = decode(loaded, list[msgspec.Raw]) if not isinstance(loaded.data, list) else loaded.data
    taken: list[T] = []
    errors: list[InputError] = []
    for number in range(len(items)):
        try:
            taken.append(decode(loaded.part((number,)), kind))
        except InputError as error:
            errors.append(error)
    return taken, errors


def _translated(error: msgspec.ValidationError, loaded: Loaded, kind: object) -> InputError:
    found = _MESSAGE.match(str(error))
    message, written = (found["says"], found["path"] or "") if found else (str(error), "")
    path = _real_path(written, str(error), loaded, kind)
    return _worded(message, path, loaded, kind)


def _real_path(written: str, message: str, loaded: Loaded, kind: object) -> Path:
    """The path with keys where msgspec writes `[...]`: each key is tried alone until the same error comes."""
    path: Path = ()
    for name, index in _STEP.findall(written):
        if name:
            path = (*path, name)
        elif index != "...":
            path = (*path, int(index))
        else:
            path = (*path, _culprit(path, message, loaded.data, kind))
    return path


def _culprit(path: Path, message: str, data: Plain, kind: object) -> str:
    mapping = value_at(data, path)
    keys = list(mapping) if isinstance(mapping, dict) else []
    for key in keys:
        try:
            msgspec.convert(_with_only(data, path, key), type=kind, strict=True)
        except msgspec.ValidationError as error:
            if str(error) == message:
                return key
    return keys[0] if keys else ""


def _with_only(data: Plain, path: Path, key: str) -> Plain:
    """The data with the mapping at a path cut down to one key; all else as it was."""
    if not path:
        return {key: data[key]} if isinstance(data, dict) else data
    step = path[0]
    if isinstance(data, list):
        return [_with_only(part, path[1:], key) if n == step else part for n, part in enumerate(data)]
    if isinstance(data, dict):
        return {name: _with_only(part, path[1:], key) if name == step else part for name, part in data.items()}
    return data


def _worded(message: str, path: Path, loaded: Loaded, kind: object) -> InputError:
    field = _FIELD.search(message)
    if field and "unknown" in message:
        path = (*path, field[1])
        says = f"{_name(path)}: no such field '{field[1]}'"
        return _error("record-unknown-field", says, path, loaded, _nearest(field[1], kind, path[:-1]))
    if field and "missing" in message:
        says = f"{_name(path)}: the field '{field[1]}' is missing"
        return _error("record-missing-field", says, path, loaded, f"Add '{field[1]}: …'.")
    code, meaning, hint = _rule(message)
    if _is_beyond(loaded.data, path):
        says = f"{_name(path)}: the number is larger than any that can be held"
        return _error("record-out-of-range", says, path, loaded, "Give a value inside the limits.")
    if code == "record-not-a-choice":
        hint = _choices(kind, path)
        if any(isinstance(flat, inspect.IntType) for flat in _types_at(kind, path)):
            code, meaning = "record-not-an-amount", "is no whole number"
            hint = hint.replace("Choose one of:", "Write one in figures, or one of:")
    value = "" if code == "record-interval-reversed" else f"{_shown(loaded.data, path)} "
    says = f"{_name(path)}: {value}{meaning or message.replace('Expected', 'is not')}"
    return _error(code, says, path, loaded, hint or _default_hint(message))


def _rule(message: str) -> tuple[str, str, str]:
    for pattern, code, meaning, hint in _RULES:
        if re.search(pattern, message):
            return code, meaning, hint
    return "record-invalid", "", ""


_RULES = (
    (
        r"timezone component",
        "record-instant-without-zone",
        "is a moment without its zone",
        'Add the zone: "2026-01-06T18:00:00Z" or "…+02:00".',
    ),
    (
        r"RFC3339|Invalid ISO8601|`datetime`",
        "record-not-an-instant",
        "is not a moment",
        'Write it as "2026-01-06T18:00:00Z", in quotation marks.',
    ),
    (
        r"matching regex '\^P",
        "record-duration",
        "is not a duration of fixed length",
        "Use weeks, or days to seconds: P14D, PT72H. Months and years have no fixed length: count the days.",
    ),
    (
        r"matching regex.*\(m\|km\)",
        "record-distance",
        "is not a distance",
        "Write a number, a space and m or km: 700 m, 1.5 km.",
    ),
    (
        r"matching regex.*0-9a-f",
        "record-sha256",
        "is not a SHA-256",
        "Write 64 lower-case hexadecimal digits (sha256sum FILE).",
    ),
    (r"interval ends", "record-interval-reversed", "", "Swap start and end."),
    (r"`array` of length >= 1", "record-out-of-range", "is empty", "Name at least one."),
    (r"Expected `(int|str)` [<>]|length", "record-out-of-range", "", "Give a value inside the limits."),
    (
        r"got `float`",
        "record-fraction",
        "is a number with a fraction",
        "Write a whole number, in a smaller unit if need be.",
    ),
    (r"Invalid (enum )?value", "record-not-a-choice", "is not one of the words allowed here", ""),
    (r"Expected", "record-wrong-type", "", ""),
)


def _error(code: str, says: str, path: Path, loaded: Loaded, hint: str) -> InputError:
    return InputError(code, f"{says}.", place=loaded.where(path), hint=hint)


def _name(path: Path) -> str:
    return path_text(path) or "the whole"


def _shown(data: Plain, path: Path) -> str:
    try:
        value = value_at(data, path)
    except KeyError:
        return "nothing"
    if isinstance(value, dict | list):
        return f"a {'mapping' if isinstance(value, dict) else 'list'} of {len(value)}"
    text = msgspec.json.encode(value).decode()
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _is_beyond(data: Plain, path: Path) -> bool:
    """Whether a number there was too large to be made into one."""
    try:
        return value_at(data, path) in {math.inf, -math.inf}
    except (KeyError, TypeError):
        return False


def _default_hint(message: str) -> str:
    expected = re.search(r"Expected `([^`]+)`", message)
    if expected is None:
        return "See the reference page of the record for the allowed values."
    words = [_TYPE_WORDS.get(name.strip(), name.strip()) for name in expected[1].split("|")]
    return f"Write {' or '.join(words)}."


_TYPE_WORDS = {
    "str": "text in quotation marks",
    "int": "a whole number",
    "bool": "true or false",
    "array": "a list ([…] or lines with a dash)",
    "object": "a mapping of fields",
    "null": "null",
    "datetime": 'a moment in quotation marks ("2026-01-06T18:00:00Z")',
}


def _choices(kind: object, path: Path) -> str:
    literals = [flat for flat in _types_at(kind, path) if isinstance(flat, inspect.LiteralType)]
    values = [str(value) for literal in literals for value in literal.values]
    return f"Choose one of: {', '.join(values)}." if values else ""


def _nearest(name: str, kind: object, path: Path) -> str:
    known = sorted({field.encode_name for struct in _structs_at(kind, path) for field in struct.fields})
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    if near:
        return f"Did you mean '{near[0]}'?"
    return f"Known fields: {', '.join(known)}." if known else "Remove it."


def _structs_at(kind: object, path: Path) -> list[inspect.StructType]:
    return [flat for flat in _types_at(kind, path) if isinstance(flat, inspect.StructType)]


def _types_at(kind: object, path: Path) -> list[inspect.Type]:
    types: list[inspect.Type] = [inspect.type_info(kind)]
    for step in path:
        types = [inner for outer in types for inner in _inside(outer, step)]
    return [flat for outer in types for flat in _flat(outer)]


def _flat(kind: inspect.Type) -> Iterator[inspect.Type]:
    if isinstance(kind, inspect.UnionType):
        yield from kind.types
    elif isinstance(kind, inspect.Metadata):
        yield from _flat(kind.type)
    else:
        yield kind


def _inside(kind: inspect.Type, step: str | int) -> Iterator[inspect.Type]:
    for flat in _flat(kind):
        if isinstance(flat, inspect.StructType):
            yield from (field.type for field in flat.fields if field.encode_name == step)
        elif isinstance(flat, inspect.DictType):
            yield flat.value_type
        elif isinstance(flat, inspect.ListType):
            yield flat.item_type
