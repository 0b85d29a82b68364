"""Batch files: columns named by their hash. One entry commits to a whole file and, by a root, to every row of it."""

from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Annotated, Any

import msgspec

from servanda.errors import InputError, IntegrityError
from servanda.ledger.canonical import encode, instant_text
from servanda.ledger.sealing import Digest
from servanda.ledger.tree import leaf_hash, root_of

if TYPE_CHECKING:
    import pyarrow as pa

BATCH_TYPE = "batch"
_SLICE = 2_048
"""Rows that stand in memory as plain data at one time."""


class Batch(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Payload of a `batch` entry."""

    file: Digest
    """SHA-256 of the Arrow IPC file `batches/FILE.arrow`."""
    record: Annotated[str, msgspec.Meta(pattern=r"\A[a-z][a-z0-9-]{0,62}\Z")]
    """Stage noun of its rows, such as `observation`."""
    root: Digest
    """RFC 6962 root over the canonical bytes of its rows, in order."""
    rows: Annotated[int, msgspec.Meta(ge=0)]
    """How many there are."""

    @property
    def name(self) -> str:
        """Name of the file."""
        return f"{self.file}.arrow"


def pack_batch(table: "pa.Table", record: str) -> tuple[Batch, bytes]:
    """A table as the bytes of an Arrow IPC file and what commits to it.

    Raises:
        InputError: `canonical-…` for a row outside the canonical profile, with its number; `batch-record`.
    """
    import pyarrow as pa  # noqa: PLC0415 - takes longer to load than all else; a ledger without batches does without

    whole = table.combine_chunks()
    sink = pa.BufferOutputStream()
    with pa.ipc.new_file(sink, whole.schema) as writer:
        writer.write_table(whole)
    data: bytes = sink.getvalue().to_pybytes()
    payload = {"file": sha256(data).hexdigest(), "record": record, "root": _row_root(whole), "rows": whole.num_rows}
    return batch_of(payload), data


def unpack_batch(batch: Batch, data: bytes) -> "pa.Table":
    """The table of a batch file, once everything that its entry says about it is found true.

    Raises:
        IntegrityError: `batch-file`, `batch-form`, `batch-rows`; its place names the file.
    """
    import pyarrow as pa  # noqa: PLC0415 - see pack_batch

    place = f"batches/{batch.name}"
    # 1. The file is the one that was named.
    if sha256(data).hexdigest() != batch.file:
        raise IntegrityError("batch-file", "The file is not the one that was recorded.", place=place)
    # 2. It is a table.
    try:
        table = pa.ipc.open_file(pa.BufferReader(data)).read_all()
        table.validate(full=True)
    except (pa.ArrowException, OSError) as error:
        raise IntegrityError("batch-form", f"Not an Arrow file: {error}.", place=place) from error
    # 3. Its rows are as many, and give the root.
    try:
        same = table.num_rows == batch.rows and _row_root(table) == batch.root
    except InputError as error:
        raise IntegrityError("batch-rows", f"A row is outside the canonical profile: {error}.", place=place) from error
    if not same:
        raise IntegrityError("batch-rows", f"Its rows are not the {batch.rows} that were recorded.", place=place)
    return table


def batch_of(payload: dict[str, Any]) -> Batch:
    """The payload of a `batch` entry.

    Raises:
        InputError: `batch-record` if it is not one.
    """
    try:
        return msgspec.convert(payload, Batch)
    except msgspec.ValidationError as error:
        raise InputError("batch-record", f"Not the payload of a batch: {error}.") from error


def row_lines(table: "pa.Table") -> Iterator[bytes]:
    """The canonical bytes of each row: an object with every column, moments as text, bytes in hexadecimal digits.

    Raises:
        InputError: `canonical-…`, `instant-…`, with the number of the row.
    """
    for start in range(0, table.num_rows, _SLICE):
        for number, row in enumerate(table.slice(start, _SLICE).to_pylist(), start=start):
            try:
                yield encode(_plain(row))
            except InputError as error:
                raise InputError(error.code, error.says, place=f"row {number}{error.place}", hint=error.hint) from error


def _row_root(table: "pa.Table") -> str:
    return root_of(leaf_hash(line) for line in row_lines(table)).hex()


def _plain(value: Any) -> Any:  # noqa: ANN401 - any cell of a table
    if isinstance(value, datetime):
        return instant_text(value)
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return value
