"""Well-formed YAML that is not the record it claims to be: file, line, field path, value and hint."""

from typing import Any

import pytest

from servanda import plain
from servanda.errors import InputError
from servanda.records.agreement import Agreement
from servanda.records.commitment import Commitment
from servanda.records.place import Area, Point
from servanda.records.source import Source
from servanda.records.time import Interval

HEAD = """id: a
version: "1"
title: {en: A}
kind: peace
status: draft
support: [x]
parties:
  A: {name: {en: A}, role: party}
"""

DAMAGED: dict[str, tuple[str, Any, str, int, str]] = {
    "interval reversed": (
        'start: "2031-03-02T00:00:00Z"\nend: "2031-03-01T00:00:00Z"\n',
        Interval,
        "record-interval-reversed",
        1,
        "Swap",
    ),
    "instant without zone": ('start: "2031-03-02T00:00:00"\n', Interval, "record-instant-without-zone", 1, "zone"),
    "instant that is a word": ('end: "tomorrow"\n', Interval, "record-not-an-instant", 1, "2026-01-06T18"),
    "instant of a 13th month": ('end: "2031-13-01T00:00:00Z"\n', Interval, "record-not-an-instant", 1, "quotation"),
    "instant as number": ("start: 5\n", Interval, "record-wrong-type", 1, "moment"),
    "unknown field": (HEAD + "relation: []\n", Agreement, "record-unknown-field", 9, "'relations'"),
    "unknown field deep inside a mapping": (
        HEAD + "  B:\n    name: {en: B}\n    rol: party\n",
        Agreement,
        "record-unknown-field",
        11,
        "'role'",
    ),
    "missing field": ("version: '1'\n", Agreement, "record-missing-field", 1, "id"),
    "missing field in the second of a list": (
        "- {id: a, kind: page, publisher: p, lang: en}\n- {id: b, kind: page, lang: en}\n",
        list[Source],
        "record-missing-field",
        2,
        "publisher",
    ),
    "word that is not allowed": (HEAD.replace("peace", "war"), Agreement, "record-not-a-choice", 4, "peace"),
    "word that is not allowed under a key": (
        HEAD + "places:\n  p: {name: {en: P}, is: zone}\n  q: {name: {en: Q}, is: zon}\n",
        Agreement,
        "record-not-a-choice",
        11,
        "zone",
    ),
    "version as number": (HEAD.replace('"1"', "1"), Agreement, "record-wrong-type", 2, "text"),
    "list where a mapping belongs": (HEAD + "places: []\n", Agreement, "record-wrong-type", 9, "mapping"),
    "mapping where a list belongs": (HEAD + "terms: {}\n", Agreement, "record-wrong-type", 9, "list"),
    "null where text belongs": (HEAD.replace("id: a", "id: null"), Agreement, "record-wrong-type", 1, "text"),
    "truth where text belongs": (HEAD.replace("id: a", "id: true"), Agreement, "record-wrong-type", 1, "text"),
    "duration in months": (HEAD + "clocks:\n  c: {after: d, plus: P1M}\n", Agreement, "record-duration", 10, "days"),
    "duration in years": (HEAD + "clocks:\n  c: {after: d, plus: P1Y}\n", Agreement, "record-duration", 10, "days"),
    "duration of nothing": (HEAD + "clocks:\n  c: {after: d, plus: P}\n", Agreement, "record-duration", 10, "PT72H"),
    "distance without unit": (
        HEAD + 'terms:\n- {id: t, cite: c, says: {}, binds: [], where: {nearer_than: "700", to: p}}\n',
        Agreement,
        "record-distance",
        10,
        "700 m",
    ),
    "distance in miles": (
        HEAD + "terms:\n- {id: t, cite: c, says: {}, binds: [], where: {nearer_than: 5 mi, to: p}}\n",
        Agreement,
        "record-distance",
        10,
        "km",
    ),
    "share above one": (
        HEAD + "proof:\n  p: {confirmed_by: [uav], kept_needs_watch: 1000001}\n",
        Agreement,
        "record-out-of-range",
        10,
        "limits",
    ),
    "no independent origin": (
        HEAD + "proof:\n  p: {confirmed_by: [uav], independent: 0, kept_needs_watch: 1}\n",
        Agreement,
        "record-out-of-range",
        10,
        "limits",
    ),
    "latitude beyond the pole": ("lat_e7: 900000001\nlon_e7: 0\n", Point, "record-out-of-range", 1, "limits"),
    "ring of two corners": (
        "ring: [{lat_e7: 0, lon_e7: 0}, {lat_e7: 1, lon_e7: 1}]\nkind: area\n",
        Area,
        "record-out-of-range",
        1,
        "limits",
    ),
    "hash of the wrong length": (
        "{id: a, kind: page, publisher: p, lang: en, sha256: abc}\n",
        Source,
        "record-sha256",
        1,
        "64",
    ),
    "negative amount": (
        "{id: c, provider: A, beneficiary: B, function: f, says: {}, status: [], support: [s], quantity: -1}\n",
        Commitment,
        "record-out-of-range",
        1,
        "limits",
    ),
    "text where a list belongs, one level down": (
        HEAD.replace("[x]", "x"),
        Agreement,
        "record-wrong-type",
        6,
        "list",
    ),
}


@pytest.mark.parametrize("kind", DAMAGED)
def test_it_is_refused_with_code_line_and_a_hint_that_helps(kind: str) -> None:
    text, record, code, line, helps = DAMAGED[kind]
    with pytest.raises(InputError) as refused:
        plain.decode(plain.load(text, "case.yaml"), record)
    assert refused.value.code == code
    assert refused.value.place == f"case.yaml:{line}"
    assert helps in refused.value.hint


def test_the_message_names_the_field_and_shows_the_value() -> None:
    text = HEAD + "  B: {name: {en: B}, role: king}\n"
    with pytest.raises(InputError) as refused:
        plain.decode(plain.load(text, "a.yaml"), Agreement)
    assert str(refused.value).startswith('a.yaml:9: parties.B.role: "king" is not one of the words allowed here.')


def test_one_bad_item_spoils_no_good_one() -> None:
    text = "- {id: a, kind: page, publisher: p, lang: en}\n- {id: b}\n- {id: c, kind: page, publisher: p, lang: en}\n"
    taken, errors = plain.decode_each(plain.load(text, "s.yaml"), Source)
    assert [source.id for source in taken] == ["a", "c"]
    assert [(error.code, error.place) for error in errors] == [("record-missing-field", "s.yaml:2")]


def test_a_list_is_asked_for_where_one_is_needed() -> None:
    with pytest.raises(InputError) as refused:
        plain.decode_each(plain.load("id: a\n", "s.yaml"), Source)
    assert refused.value.code == "record-wrong-type"
    assert "list" in refused.value.hint


def test_another_name_for_the_text_is_shown_if_given() -> None:
    with pytest.raises(InputError) as refused:
        plain.decode(plain.load("id: a\n", "raw"), Source, "sources/web.yaml")
    assert refused.value.place == "sources/web.yaml:1"


def test_marks_that_end_a_line_in_prose_end_none_in_json() -> None:
    text = "a\u2028b\x85c\u2029"
    assert plain.decode_lines(f'["{text}"]\n["d"]\n'.encode(), "x.jsonl", list[str]) == [[text], ["d"]]


@pytest.mark.parametrize("line", [b"{", b"[1]", b'["\xff"]', b"\x00"])
def test_a_line_that_is_no_record_is_named_with_its_place(line: bytes) -> None:
    with pytest.raises(InputError) as refused:
        plain.decode_lines(b'["a"]\n\n' + line, "x.jsonl", list[str])
    assert (refused.value.code, refused.value.place) == ("line-not-a-record", "x.jsonl:3")
