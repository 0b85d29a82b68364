"""A record → its fields, each with its reason.

The string below a field is that field's reason. It is read from the source of the record's module, so a field without
a reason is an error here and cannot reach a schema.
"""

import ast
import inspect as source_of
import re
import sys
from functools import cache
from itertools import pairwise
from typing import NamedTuple

import msgspec
from msgspec import inspect

from servanda.errors import NotFound


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
    written = written_of(record)
    found: list[Field] = []
    for info in msgspec.structs.fields(record):
        annotation, reason = written.get(info.name, ("", ""))
        if not reason:
            says = f"The field '{record.__name__}.{info.name}' has no reason below it."
            raise NotFound("field-without-reason", says, hint="Write one as a string below the field.")
        found.append(Field(info.encode_name, annotation, reason, info.required, _default(info)))
    return found


def summary(record: type) -> str:
    """What a record is, as its source says."""
    return source_of.cleandoc(record.__doc__ or "")


def _default(info: msgspec.structs.FieldInfo) -> str:
    if info.required:
        return ""
    factory = info.default_factory
    return msgspec.json.encode(factory() if callable(factory) else info.default).decode()


def written_of(record: type) -> dict[str, tuple[str, str]]:
    """Field → (annotation, reason) as a class and those that it extends write them; its own word wins."""
    found: dict[str, tuple[str, str]] = {}
    for kind in reversed(record.__mro__):
        if kind.__module__.startswith("servanda."):
            found |= _written(kind.__module__, kind.__name__)
    return found


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


def records_in(kind: inspect.Type, seen: dict[str, type[msgspec.Struct]]) -> dict[str, type[msgspec.Struct]]:
    """Every record a type is made of, by name."""
    if isinstance(kind, inspect.StructType):
        if kind.cls.__name__ not in seen:
            seen[kind.cls.__name__] = kind.cls
            for field in kind.fields:
                records_in(field.type, seen)
        return seen
    for inner in _inner(kind):
        records_in(inner, seen)
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
