"""Records as columns, with the Arrow schema that is made from their type."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

import msgspec
import pyarrow as pa

from servanda.records.record import Record
from servanda.schemas.columns import arrow_schema


@lru_cache(maxsize=16)
def schema_of(kind: type[Record]) -> pa.Schema:
    """The Arrow schema of a record type; a region is one struct with the fields of all its kinds."""
    return arrow_schema(kind)


def table_of(records: Sequence[Record], kind: type[Record]) -> pa.Table:
    """Records as a table with the schema of their type, also when there is none."""
    return pa.Table.from_pylist([_row(record) for record in records], schema=schema_of(kind))


def _row(record: Record) -> dict[str, Any]:
    row: dict[str, Any] = _value(record)
    return row


def _value(value: object) -> Any:  # noqa: ANN401 - plain data of any shape, as Arrow takes it
    if isinstance(value, msgspec.Struct):
        info = value.__struct_config__
        row = {
            name: _value(getattr(value, field))
            for field, name in zip(value.__struct_fields__, value.__struct_encode_fields__, strict=True)
        }
        return {**row, info.tag_field: info.tag} if info.tag_field else row
    if isinstance(value, list):
        return [_value(part) for part in value]
    if isinstance(value, dict):
        return sorted(value.items())
    return value.astimezone(UTC) if isinstance(value, datetime) else value
