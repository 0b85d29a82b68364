"""JSON Schema of an instrument, made from the record."""

from servanda.records.agreement import Agreement
from servanda.schemas import JsonSchema, json_schema


def schema() -> JsonSchema:
    """JSON Schema (draft 2020-12) of an instrument; what it cannot say, `lint` says."""
    return json_schema(Agreement)
