"""Lists of records with names → each name once, bad items as errors, good ones untouched."""

from collections.abc import Callable
from typing import Any, Protocol, TypeAlias, TypeVar

from servanda.errors import InputError
from servanda.plain.decoding import decode
from servanda.plain.loaded import Loaded


class Named(Protocol):
    """A record with a name of its own."""

    @property
    def id(self) -> str:
        """Its name."""


N = TypeVar("N", bound=Named)
Check: TypeAlias = Callable[[N, Any, str], None]
"""Record, its data as it came, its place → nothing, or an InputError."""


def decode_named(loaded: Loaded, kind: type[N], check: Check[N] | None = None) -> tuple[list[N], list[InputError]]:
    """Turn a list into records one by one; the same record twice counts once, another under its name is an error.

    Args:
        loaded: What `plain.load` gave.
        kind: The record type.
        check: Further rules for a well-formed record.

    Returns:
        The records, and one error for each item that was not taken.

    Raises:
        InputError: `record-wrong-type` if the data is not a list.
    """
    items = loaded.data if isinstance(loaded.data, list) else decode(loaded, list[Any])
    unique: dict[str, N] = {}
    errors: list[InputError] = []
    for number in range(len(items)):
        part = loaded.part((number,))
        try:
            record = decode(part, kind)
            if check is not None:
                check(record, part.data, part.where())
            _once(record, unique, part.where())
        except InputError as error:
            errors.append(error)
    return list(unique.values()), errors


def _once(record: N, unique: dict[str, N], place: str) -> None:
    if unique.setdefault(record.id, record) != record:
        says = f"The name '{record.id}' is used for two different records; the first is kept."
        raise InputError("duplicate-id", says, place=place, hint="Give each record a name of its own.")
