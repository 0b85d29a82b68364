"""A record → its JSON Schema."""

from typing import Any, TypeAlias

import msgspec
from msgspec import inspect

from servanda.records.record import Record
from servanda.schemas.fields import fields, records_in, summary

JsonSchema: TypeAlias = dict[str, Any]
"""A JSON Schema as data; the shape is that of the standard."""

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema(record: type[Record]) -> JsonSchema:
    """JSON Schema (draft 2020-12) of a record, with the reasons as descriptions."""
    schema: JsonSchema = {
        "$schema": DIALECT,
        "$id": f"urn:servanda:record:{record.__name__.lower()}",
        "title": record.__name__,
        **msgspec.json.schema(record),
    }
    for kind in records_in(inspect.type_info(record), {}).values():
        definition = schema["$defs"][kind.__name__]
        definition["description"] = summary(kind)
        for field in fields(kind):
            definition["properties"][field.name]["description"] = field.reason
    return schema
