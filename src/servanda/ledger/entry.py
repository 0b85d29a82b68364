"""The envelope of an entry, version 1: final. Later only types are added, never fields."""

from typing import Annotated, Any, Literal

import msgspec

from servanda.errors import InputError
from servanda.ledger.canonical import decode, encode, instant_text
from servanda.ledger.sealing import Sealed
from servanda.records.time import Instant

FIELDS = ("author", "payload", "recorded_at", "sealed", "type", "v")

TypeName = Annotated[str, msgspec.Meta(pattern=r"\A[a-z][a-z0-9-]{0,62}\Z")]
"""Name of an entry type: the list is open; a stage noun, `decision`, `notice`, `batch`, …"""


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One thing that was recorded. Nothing is ever edited: a later entry corrects an earlier one by naming it."""

    author: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
    """Who recorded it; on one machine self-declared."""
    payload: dict[str, Any]
    """The record as plain JSON, see `payload_of`."""
    recorded_at: Instant
    """When, by the recorder's clock: a claim. Knowledge time is the tree size."""
    sealed: list[Sealed] = []
    """Commitments to fields that are not in the payload, sorted by path, then digest."""
    type: TypeName
    """What the payload is."""
    v: Literal[1] = 1
    """Version of the envelope."""

    def __post_init__(self) -> None:
        """Refuse commitments out of order or stated twice: their order must not tell anything."""
        keys = [(item.path, item.digest) for item in self.sealed]
        if keys != sorted(set(keys)):
            says = "sealed fields are not sorted by path and digest, or one stands twice"
            raise ValueError(says)


def line_of(entry: Entry) -> bytes:
    """The canonical bytes of an entry, without the newline that ends its line.

    Raises:
        InputError: `entry-…` or `canonical-…` if it does not fit the envelope or the profile.
    """
    fields = {
        "author": entry.author,
        "payload": entry.payload,
        "recorded_at": instant_text(entry.recorded_at),
        "sealed": [{"digest": item.digest, "path": item.path} for item in entry.sealed],
        "type": entry.type,
        "v": entry.v,
    }
    data = encode(fields)
    _convert(fields)
    return data


def entry_of(line: bytes) -> Entry:
    """The entry whose canonical bytes these are.

    Raises:
        InputError: `entry-…` or `canonical-…` if they are not exactly the bytes that `line_of` writes.
    """
    fields = decode(line)
    if not isinstance(fields, dict) or tuple(fields) != FIELDS:
        raise InputError("entry-fields", f"An entry has exactly the fields {', '.join(FIELDS)}.")
    entry = _convert(fields)
    if instant_text(entry.recorded_at) != fields["recorded_at"]:
        raise InputError("entry-instant", f"'{fields['recorded_at']}' is not written as YYYY-MM-DDThh:mm:ss(.sss)Z.")
    return entry


def _convert(fields: object) -> Entry:
    try:
        return msgspec.convert(fields, Entry)
    except msgspec.ValidationError as error:
        raise InputError("entry-invalid", f"Not an entry of version 1: {error}.") from error
