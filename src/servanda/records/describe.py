"""Record → its JSON Schema, Arrow schema and reference page: a record is written once, all else is made from it.

The string below a field is that field's reason. It is read from the source of the record's module, so a field without
a reason is an error here and cannot reach a schema.

>>> fields(Interval)[0].name
'start'
"""

import ast
import inspect as source_of
import re
import sys
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple, TypeAlias

import msgspec
import pyarrow as pa
from msgspec import inspect

from servanda.errors import NotFound
from servanda.records.record import Record
from servanda.records.time import Interval

JsonSchema: TypeAlias = dict[str, Any]
"""A JSON Schema as data; the shape is that of the standard."""

DIALECT = "https://json-schema.org/draft/2020-12/schema"

__all__ = ["DIALECT", "Field", "Interval", "arrow_schema", "fields", "json_schema", "reference_page"]


class Field(NamedTuple):
    """One field of a record as a reader of YAML or JSON sees it."""

    name: str
    """Name in files."""
    type: str
    """Type as written in the record."""
    reason: str
    """Why it is there: the string below it."""
    required: bool
    """Whether it must be given."""
    default: str
    """What it is if it is left out, as JSON; empty if required."""


def fields(record: type[msgspec.Struct]) -> list[Field]:
    """The fields of a record in their order.

    Raises:
        NotFound: `field-without-reason` if a field has no string below it.
    """
    written = _written(record.__module__, record.__name__)
    found: list[Field] = []
    for info in msgspec.structs.fields(record):
        annotation, reason = written.get(info.name, ("", ""))
        if not reason:
            says = f"The field '{record.__name__}.{info.name}' has no reason below it."
            raise NotFound("field-without-reason", says, hint="Write one as a string below the field.")
        found.append(Field(info.encode_name, annotation, reason, info.required, _default(info)))
    return found


def json_schema(record: type[Record]) -> JsonSchema:
    """JSON Schema (draft 2020-12) of a record, with the reasons as descriptions."""
    schema: JsonSchema = {
        "$schema": DIALECT,
        "$id": f"urn:servanda:record:{record.__name__.lower()}",
        "title": record.__name__,
        **msgspec.json.schema(record),
    }
    for kind in _records_in(inspect.type_info(record), {}).values():
        definition = schema["$defs"][kind.__name__]
        definition["description"] = _summary(kind)
        for field in fields(kind):
            definition["properties"][field.name]["description"] = field.reason
    return schema


def arrow_schema(record: type[Record]) -> pa.Schema:
    """Arrow schema of a record: nested records are structs, wordings maps, moments microseconds in UTC.

    What Arrow cannot hold (recursion, a number or a word in one field) is a string of JSON, marked in the metadata.
    """
    info = inspect.type_info(record)
    inner = info.fields if isinstance(info, inspect.StructType) else ()
    reasons = {field.name: field.reason for field in fields(record)}
    return pa.schema([_arrow_field(field, (record,), reasons[field.encode_name]) for field in inner])


def reference_page(record: type[Record]) -> str:
    """The reference page of a record in Markdown: what it is, and each field with type, default and reason."""
    lines = [f"# {record.__name__}", "", _summary(record), "", "| field | type | if left out | what it holds |"]
    lines.append("|---|---|---|---|")
    for name, kind, reason, required, default in fields(record):
        shown = "must be given" if required else f"`{default}`"
        lines.append(f"| `{name}` | `{_cell(kind)}` | {shown} | {_cell(reason)} |")
    nested = [name for name in sorted(_records_in(inspect.type_info(record), {})) if name != record.__name__]
    if nested:
        lines += ["", f"Made of: {', '.join(f'[{name}]({name.lower()}.md)' for name in nested)}."]
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _summary(record: type[msgspec.Struct]) -> str:
    return source_of.cleandoc(record.__doc__ or "")


def _default(info: msgspec.structs.FieldInfo) -> str:
    if info.required:
        return ""
    factory = info.default_factory
    return msgspec.json.encode(factory() if callable(factory) else info.default).decode()


@cache
def _written(module: str, name: str) -> dict[str, tuple[str, str]]:
    """Field → (annotation, reason) as written in the source of a class."""
    tree = ast.parse(source_of.getsource(sys.modules[module]))
    bodies = [node.body for node in tree.body if isinstance(node, ast.ClassDef) and node.name == name]
    found: dict[str, tuple[str, str]] = {}
    body = bodies[0] if bodies else []
    for node, below in pairwise(body):
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            found[node.target.id] = (_annotation(node.annotation), _string(below))
    return found


def _annotation(node: ast.expr) -> str:
    """A type as written, without the quotation marks of names that are defined further down."""
    return re.sub(r"'([A-Z]\w+(?: \| None)?)'", r"\1", ast.unparse(node))


def _string(node: ast.stmt) -> str:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
        return " ".join(node.value.value.split())
    return ""


def _records_in(kind: inspect.Type, seen: dict[str, type[msgspec.Struct]]) -> dict[str, type[msgspec.Struct]]:
    if isinstance(kind, inspect.StructType):
        if kind.cls.__name__ not in seen:
            seen[kind.cls.__name__] = kind.cls
            for field in kind.fields:
                _records_in(field.type, seen)
        return seen
    for inner in _inner(kind):
        _records_in(inner, seen)
    return seen


def _inner(kind: inspect.Type) -> tuple[inspect.Type, ...]:
    if isinstance(kind, inspect.UnionType):
        return kind.types
    if isinstance(kind, inspect.DictType):
        return (kind.value_type,)
    if isinstance(kind, inspect.ListType | inspect.VarTupleType | inspect.SetType):
        return (kind.item_type,)
    if isinstance(kind, inspect.TupleType):
        return kind.item_types
    return (kind.type,) if isinstance(kind, inspect.Metadata) else ()


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
