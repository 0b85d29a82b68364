"""Records as columns: one Arrow schema for each record type, made from the record itself."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

import msgspec
import pyarrow as pa
from msgspec import inspect

_SCALARS = {inspect.DateTimeType: pa.timestamp("us", tz="UTC"), inspect.IntType: pa.int64()}


@lru_cache(maxsize=16)
def schema_of(kind: type) -> pa.Schema:
    """The Arrow schema of a record type; a region is one struct with the fields of all its kinds."""
    return pa.schema(list(_arrow(inspect.type_info(kind))))


def table_of(records: Sequence[msgspec.Struct], kind: type) -> pa.Table:
    """Records as a table with the schema of their type, also when there is none."""
    return pa.Table.from_pylist([_row(record) for record in records], schema=schema_of(kind))


def _row(record: msgspec.Struct) -> dict[str, Any]:
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


def _arrow(kind: inspect.Type) -> pa.DataType:
    if isinstance(kind, inspect.Metadata):
        return _arrow(kind.type)
    match kind:
        case inspect.StructType():
            return _struct([kind])
        case inspect.UnionType():
            return _one_of([part for part in kind.types if not isinstance(part, inspect.NoneType)])
        case inspect.ListType():
            return pa.list_(_arrow(kind.item_type))
        case inspect.DictType():
            return pa.map_(pa.string(), _arrow(kind.value_type))
    return _SCALARS.get(type(kind), pa.string())


def _one_of(kinds: list[inspect.Type]) -> pa.DataType:
    structs = [part for part in kinds if isinstance(part, inspect.StructType)]
    return _struct(structs) if structs else _arrow(kinds[0])


def _struct(kinds: list[inspect.StructType]) -> pa.StructType:
    fields: dict[str, pa.DataType] = {}
    for kind in kinds:
        if kind.tag_field:
            fields[kind.tag_field] = pa.string()
        fields |= {field.encode_name: _arrow(field.type) for field in kind.fields}
    return pa.struct(list(fields.items()))
