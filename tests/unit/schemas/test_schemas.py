"""Everything made from the records: each field has a reason, and schemas hold it."""

import importlib
import pkgutil

import jsonschema
import msgspec
import pyarrow as pa
import pytest

from servanda import records, schemas
from servanda.errors import NotFound
from servanda.records.agreement import Agreement, Place
from servanda.records.commitment import Commitment
from servanda.records.condition import Guard
from servanda.records.observation import Observation
from servanda.records.record import Record
from servanda.records.source import Source
from servanda.records.time import Interval
from servanda.schemas.columns import arrow_schema

MODULES = [
    importlib.import_module(f"servanda.records.{module.name}") for module in pkgutil.iter_modules(records.__path__)
]
ALL = [
    kind
    for module in MODULES
    for kind in vars(module).values()
    if isinstance(kind, type) and issubclass(kind, Record) and kind is not Record and kind.__module__ == module.__name__
]


@pytest.mark.parametrize("record", ALL, ids=lambda record: record.__name__)
def test_every_field_of_every_record_has_a_reason_and_reaches_every_description(record: type[Record]) -> None:
    fields = schemas.fields(record)
    assert all(field.reason.endswith((".", ";", "…", ":", "?")) and field.type for field in fields)
    schema = schemas.json_schema(record)
    jsonschema.Draft202012Validator.check_schema(schema)
    properties = schema["$defs"][record.__name__]["properties"]
    assert {name: properties[name]["description"] for name in (field.name for field in fields)} == {
        field.name: field.reason for field in fields
    }
    assert schema["$defs"][record.__name__]["additionalProperties"] is False
    assert arrow_schema(record).names == [field.name for field in fields]
    page = schemas.reference_page(record)
    assert all(f"| `{field.name}` |" in page for field in fields)


def test_names_are_those_of_the_files_not_of_the_code() -> None:
    assert [field.name for field in schemas.fields(Place)][:2] == ["name", "is"]


def test_defaults_and_required_fields_are_told_apart() -> None:
    by_name = {field.name: field for field in schemas.fields(Source)}
    assert by_name["publisher"].required
    assert not by_name["seen"].required
    assert by_name["seen"].default == '"original"'
    assert schemas.fields(Interval)[0].default == "null"


def test_a_field_without_a_reason_is_an_error() -> None:
    class Silent(Record, frozen=True, kw_only=True):
        """A record of this test."""

        name: str

    with pytest.raises(NotFound, match="field-without-reason"):
        schemas.fields(Silent)


def test_arrow_holds_moments_in_utc_and_marks_what_it_cannot_hold() -> None:
    interval = arrow_schema(Interval)
    assert interval.field("start").type == pa.timestamp("us", tz="UTC")
    assert interval.field("start").nullable
    guard = arrow_schema(Guard)
    assert guard.field("all").type == pa.string()
    assert guard.field("all").metadata[b"encoding"] == b"json"
    assert guard.field("event").metadata == {b"reason": b"This event has happened."}
    assert arrow_schema(Commitment).field("quantity").metadata[b"encoding"] == b"json"
    assert arrow_schema(Source).field("note").type == pa.map_(pa.string(), pa.string())


def test_regions_of_all_kinds_share_one_struct() -> None:
    where = arrow_schema(Observation).field("where").type
    names = [where.field(number).name for number in range(where.num_fields)]
    assert names[0] == "kind"
    assert {"sigma_m", "radius_m", "bearing_cdeg", "ring", "place"} <= set(names)


def test_arrow_takes_the_rows_it_describes() -> None:
    source = Source(id="a", kind="page", publisher="p", lang="uk", note={"uk": "x"})
    row = {name: getattr(source, name) for name in arrow_schema(Source).names}
    table = pa.Table.from_pylist([row], schema=arrow_schema(Source))
    assert table.to_pylist()[0]["note"] == [("uk", "x")]


def test_the_schema_is_the_same_every_time() -> None:
    assert msgspec.json.encode(schemas.json_schema(Agreement)) == msgspec.json.encode(schemas.json_schema(Agreement))


def test_the_page_links_the_records_it_is_made_of() -> None:
    page = schemas.reference_page(Interval)
    assert page.startswith("# Interval\n\nFrom `start` (included) to `end` (excluded)")
    assert "[Point](point.md)" in schemas.reference_page(Place)
