"""Laws of the restricted YAML reader."""

import json

import msgspec
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda import plain
from servanda.errors import InputError
from servanda.plain import reading
from servanda.records.agreement import Agreement

TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp", "Cn", "Co")), max_size=12)
DATA = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=20,
)
SCRAPS = (
    "a¦b¦: ¦- ¦\n¦  ¦{¦}¦[¦]¦, ¦'¦\"¦no¦1¦010¦~¦&x ¦*x¦!t ¦|¦>¦#¦---\n¦? ¦2026-01-06¦12:30¦\t¦і¦%¦@¦`¦\\¦null¦-0¦0x1"
)
FRAGMENTS = st.lists(st.sampled_from(SCRAPS.split("¦")), max_size=25).map("".join)


@given(DATA)
@settings(max_examples=100, deadline=None)
def test_json_is_read_as_itself(data: object) -> None:
    assert plain.load(json.dumps({"a": data}, ensure_ascii=False), "x").data == {"a": data}


@given(DATA)
@settings(max_examples=100, deadline=None)
def test_what_a_yaml_writer_quotes_comes_back_and_a_number_it_tags_is_refused(data: object) -> None:
    written = yaml.safe_dump({"a": data}, allow_unicode=True, default_style='"')
    try:
        right = plain.load(written, "x").data == {"a": data}
    except InputError as error:
        right = error.code == "yaml-tag"
    assert right


@given(FRAGMENTS)
@settings(max_examples=100, deadline=None)
def test_any_scrap_is_data_or_one_error_with_place_and_hint(scrap: str) -> None:
    try:
        loaded = plain.load(scrap, "x.yaml")
    except InputError as error:
        right = error.place.startswith("x.yaml:") and bool(error.hint)
    else:
        right = json.loads(json.dumps(loaded.data)) == loaded.data
    assert right


@given(FRAGMENTS)
@settings(max_examples=100, deadline=None)
def test_what_is_taken_means_the_same_to_another_parser(scrap: str) -> None:
    ours, other = _outcome(scrap, yaml.SafeLoader), _outcome(scrap, yaml.CSafeLoader)
    assert ours is None or other is None or ours == other


@given(st.binary(max_size=60))
@settings(max_examples=100, deadline=None)
def test_no_bytes_break_the_reader(raw: bytes) -> None:
    try:
        code = "" if plain.load(raw, "x").lines else "no lines"
    except InputError as error:
        code = error.code
    assert code == "" or code.startswith("yaml-")


@given(DATA)
@settings(max_examples=100, deadline=None)
def test_no_data_breaks_the_decoder(data: object) -> None:
    loaded = plain.load(json.dumps({"id": "a", "clocks": data, "open": {"x": data}}, ensure_ascii=False), "x")
    with pytest.raises(InputError) as refused:
        plain.decode(loaded, Agreement)
    assert refused.value.code.startswith("record-")
    assert refused.value.hint


@given(DATA)
@settings(max_examples=50, deadline=None)
def test_every_part_knows_a_line_of_the_text(data: object) -> None:
    text = json.dumps({"a": data}, indent=1, ensure_ascii=False)
    loaded = plain.load(text, "x")
    assert all(1 <= line <= text.count("\n") + 1 for line in loaded.lines.values())
    assert msgspec.json.encode(loaded.part(("a",)).data) == msgspec.json.encode(data)


def _outcome(scrap: str, loader: type) -> object:
    kept = reading._LOADER
    try:
        reading._LOADER = loader
        return [plain.load(scrap, "x").data]
    except InputError:
        return None
    finally:
        reading._LOADER = kept
