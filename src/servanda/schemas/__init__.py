"""A record → its fields with their reasons, JSON Schema, reference page: written once, all else is made from it.

The Arrow schema is in `servanda.schemas.columns`, which loads Arrow; nothing else here does.

>>> from servanda.records.time import Interval
>>> fields(Interval)[0].name
'start'
"""

from servanda.schemas.documents import DIALECT, JsonSchema, json_schema
from servanda.schemas.fields import Field, fields, summary, written_of
from servanda.schemas.pages import reference_page

__all__ = ["DIALECT", "Field", "JsonSchema", "fields", "json_schema", "reference_page", "summary", "written_of"]
