"""One list of a document → its records, each with its place, and what could not be read as one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import msgspec

from servanda import plain
from servanda.errors import InputError
from servanda.plain.json_text import has_doubles, plain_of, refuse_doubles

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True)
class Refused:
    """One item that is not a record."""

    number: int
    """Its place in the list."""
    data: Any
    """The item as plain data, as far as it could be read."""
    error: InputError
    """What is wrong, and where."""


@dataclass(frozen=True)
class Items(Generic[T_co]):
    """The items of one list."""

    records: Sequence[T_co]
    """Those that are records."""
    numbers: Sequence[int]
    """Place of each record in the list."""
    refused: Sequence[Refused]
    """The others."""
    where: Callable[[int], str]
    """Place of an item as people read it."""


def at(error: InputError, place: str) -> InputError:
    """The same error at another place."""
    return InputError(error.code, error.says, place=place, hint=error.hint)


def part_as(loaded: plain.Loaded, kind: type[T]) -> T:
    """A part of a document as what it must be; an error names the part.

    Raises:
        InputError: `record-…`.
    """
    try:
        return plain.decode(loaded, kind)
    except InputError as error:
        if not loaded.at:
            raise
        name = plain.path_text(loaded.at)
        says = error.says.replace("the whole:", f"{name}:", 1)
        place = error.place if loaded.lines else f"{loaded.place}:{name}"
        raise InputError(error.code, says, place=place, hint=error.hint) from error


def items_of_json(raw: bytes, kind: type[T], where: Callable[[int], str], *, place: str, name: str) -> Items[T]:
    """Read a JSON list item by item, so that a bad one spoils no other.

    Raises:
        InputError: `record-wrong-type` if it is no list.
    """
    try:
        parts = msgspec.json.decode(raw, type=list[msgspec.Raw])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        whole = plain.Loaded(data={name: plain_of(raw, place)}, place=place, lines={})
        parts = plain.decode(whole, dict[str, list[msgspec.Raw]])[name]
    decoder = msgspec.json.Decoder(kind)
    records: list[T] = []
    numbers: list[int] = []
    refused: list[Refused] = []
    for number, part in enumerate(parts):
        try:
            record = decoder.decode(part)
            if has_doubles(bytes(part), record, where(number)):
                refuse_doubles(bytes(part), where(number))
        except (msgspec.MsgspecError, RecursionError, InputError) as error:
            refused.append(_refused(bytes(part), kind, number, where(number), error))
        else:
            records.append(record)
            numbers.append(number)
    return Items(records, numbers, refused, where)


def _refused(raw: bytes, kind: type[object], number: int, place: str, error: Exception) -> Refused:
    data: Any = None
    try:
        data = plain_of(raw, place)
        if isinstance(error, InputError):
            return Refused(number, data, error)
        plain.decode(plain.Loaded(data=data, place=place, lines={}), kind)
    except InputError as said:
        says = said.says.removeprefix("the whole: ")
        says = f"T{says[1:]}" if says.startswith("the ") else says
        mended = InputError(said.code, says, place=place, hint=said.hint)
        return Refused(number, data, mended)
    says = f"The item is no {kind.__name__}: {error}."
    return Refused(number, data, InputError("record-invalid", says, place=place, hint="See the page of the record."))


def items_of_plain(loaded: plain.Loaded, kind: type[T]) -> Items[T]:
    """Read a list of plain data that knows its lines, item by item.

    Raises:
        InputError: `record-wrong-type` if it is no list.
    """
    data = loaded.data if isinstance(loaded.data, list) else plain.decode(loaded, list[Any])
    records: list[T] = []
    numbers: list[int] = []
    refused: list[Refused] = []

    def where(number: int) -> str:
        return loaded.where((number,))

    for number, item in enumerate(data):
        try:
            records.append(plain.decode(loaded.part((number,)), kind))
            numbers.append(number)
        except InputError as error:
            refused.append(Refused(number, item, error))
    return Items(records, numbers, refused, where)
