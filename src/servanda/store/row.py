"""One row of an index: where an entry stands and what it can be found by."""

from collections.abc import Iterator
from typing import Any

import msgspec

from servanda.errors import InputError
from servanda.ledger import Entry, Ledger, leaf_hash
from servanda.ledger.canonical import instant_text
from servanda.ledger.entry import entry_of


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """What an index knows of an entry; all of it comes from the ledger and can be made again."""

    i: int
    """Index in the ledger."""
    type: str
    """Entry type."""
    recorded_at: str
    """When it was recorded, as the entry says."""
    author: str
    """Who recorded it."""
    id: str
    """`id` of the payload; empty if it has none."""
    leaf: str
    """Leaf hash, hexadecimal."""
    offset: int
    """First byte in `entries.jsonl`."""
    length: int
    """Bytes, without the newline."""


class Query(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked of an index; what is empty does not restrict."""

    type: str = ""
    """Entry type."""
    id: str = ""
    """`id` of the payload."""
    as_of: int | None = None
    """Tree size: only what was known then; none for now."""


def row_of(line: bytes, index: int, offset: int) -> Row:
    """The row of an entry."""
    entry = entry_of(line)
    return Row(
        i=index,
        type=entry.type,
        recorded_at=instant_text(entry.recorded_at),
        author=entry.author,
        id=_id(entry),
        leaf=leaf_hash(line).hex(),
        offset=offset,
        length=len(line),
    )


def scan(ledger: Ledger, start: int = 0, offset: int = 0) -> Iterator[Row]:
    """The rows of a ledger from an entry and its byte offset on.

    Raises:
        IntegrityError: If the truth has changed.
    """
    for index, line in enumerate(ledger.lines(start=start, offset=offset), start):
        yield row_of(line, index, offset)
        offset += len(line) + 1


def size_of(query: Query, ledger: Ledger) -> int:
    """The tree size that a query speaks of.

    Raises:
        InputError: `tree-size` if the ledger never had it.
    """
    if query.as_of is None:
        return ledger.size
    if not 0 <= query.as_of <= ledger.size:
        raise InputError("tree-size", f"{query.as_of} is not a size of this ledger, which has {ledger.size} entries.")
    return query.as_of


def _id(entry: Entry) -> str:
    value: Any = entry.payload.get("id")
    return value if isinstance(value, str) else ""
