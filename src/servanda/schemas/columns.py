"""A record → the schema of its Arrow columns.

>>> from servanda.records.time import Interval
>>> arrow_schema(Interval).names
['start', 'end']
"""

import pyarrow as pa
from msgspec import inspect

from servanda.records.record import Record
from servanda.schemas.fields import fields


def arrow_schema(record: type[Record]) -> pa.Schema:
    """Arrow schema of a record: nested records are structs, wordings maps, moments microseconds in UTC.

    What Arrow cannot hold (recursion, a number or a word in one field) is a string of JSON, marked in the metadata.
    """
    info = inspect.type_info(record)
    inner = info.fields if isinstance(info, inspect.StructType) else ()
    reasons = {field.name: field.reason for field in fields(record)}
    return pa.schema([_arrow_field(field, (record,), reasons[field.encode_name]) for field in inner])


_SIMPLE: tuple[tuple[type[inspect.Type], pa.DataType], ...] = (
    (inspect.BoolType, pa.bool_()),
    (inspect.IntType, pa.int64()),
    (inspect.StrType, pa.string()),
    (inspect.LiteralType, pa.string()),
    (inspect.DateTimeType, pa.timestamp("us", tz="UTC")),
)


def _arrow_field(field: inspect.Field, above: tuple[type, ...], reason: str = "") -> pa.Field:
    kind = _arrow(field.type, above)
    notes = {"reason": reason} if reason else {}
    if kind is None:
        notes["encoding"] = "json"
    return pa.field(field.encode_name, kind or pa.string(), nullable=not field.required, metadata=notes or None)


def _arrow(kind: inspect.Type, above: tuple[type, ...]) -> pa.DataType | None:
    """The Arrow type, or none if only JSON can hold it."""
    for simple, arrow in _SIMPLE:
        if isinstance(kind, simple):
            return arrow
    if isinstance(kind, inspect.StructType):
        return _arrow_struct((kind,), above)
    if isinstance(kind, inspect.UnionType):
        return _arrow_union(kind, above)
    if isinstance(kind, inspect.Metadata):
        return _arrow(kind.type, above)
    return _arrow_many(kind, above)


def _arrow_many(kind: inspect.Type, above: tuple[type, ...]) -> pa.DataType | None:
    if isinstance(kind, inspect.ListType):
        item = _arrow(kind.item_type, above)
        return None if item is None else pa.list_(item)
    if isinstance(kind, inspect.DictType):
        value = _arrow(kind.value_type, above)
        return None if value is None else pa.map_(pa.string(), value)
    return None


def _arrow_union(kind: inspect.UnionType, above: tuple[type, ...]) -> pa.DataType | None:
    parts = [part for part in kind.types if not isinstance(part, inspect.NoneType)]
    structs = tuple(part for part in parts if isinstance(part, inspect.StructType))
    if len(structs) == len(parts):
        return _arrow_struct(structs, above)
    kinds = {_arrow(part, above) for part in parts}
    return kinds.pop() if len(kinds) == 1 else None


def _arrow_struct(kinds: tuple[inspect.StructType, ...], above: tuple[type, ...]) -> pa.DataType | None:
    """One struct, or the fields of several tagged ones side by side, each empty where it does not belong."""
    if any(kind.cls in above for kind in kinds):
        return None
    merged: dict[str, pa.Field] = {}
    for kind in kinds:
        if kind.tag_field:
            merged[kind.tag_field] = pa.field(kind.tag_field, pa.string(), nullable=False)
        for field in kind.fields:
            arrow = _arrow_field(field, (*above, kind.cls))
            merged.setdefault(field.encode_name, arrow.with_nullable(len(kinds) > 1 or arrow.nullable))
    return pa.struct(list(merged.values()))
