"""Damaged lines: each gives a reason that says what, where and how to mend; nothing good is lost."""

import json
from typing import Any

import pytest

from servanda.observations import collect

POST = {"lat_e7": 471_000_000, "lon_e7": -300_000_000}
GOOD: dict[str, Any] = {
    "id": "EX-O-1",
    "observer": "EX-POST-1",
    "method": "own_senses",
    "verb": "heard",
    "origin": "EX-POST-1",
    "act": "fire",
    "where": {"kind": "spot", "at": POST, "sigma_m": 50},
    "when": {"start": "2031-03-14T06:00:00Z", "end": "2031-03-14T06:02:00Z"},
    "count": {"low": 2, "high": 3},
    "recorded_at": "2031-03-14T06:10:00Z",
}
SECTOR = {
    "kind": "sector",
    "post": POST,
    "bearing_cdeg": 9_000,
    "bearing_sigma_cdeg": 500,
    "distance_m": 3_000,
    "distance_sigma_m": 500,
}


def line(**changes: Any) -> bytes:
    """A good line with some fields changed; a value of ... removes the field."""
    data = {**GOOD, **changes}
    return json.dumps({key: value for key, value in data.items() if value is not ...}, ensure_ascii=False).encode()


def without(text: bytes, old: bytes, new: bytes) -> bytes:
    assert old in text
    return text.replace(old, new)


DAMAGED: dict[str, tuple[bytes, str]] = {
    "not UTF-8": (without(line(), b"EX-POST-1", b"EX-\xff-1"), "line-not-utf8"),
    "a byte order mark": (b"\xef\xbb\xbf" + line(), "line-byte-order-mark"),
    "UTF-16": (line().decode().encode("utf-16"), "line-byte-order-mark"),
    "cut off in a text": (line()[:30], "line-truncated"),
    "cut off after a comma": (line()[:-2].rsplit(b",", 1)[0] + b",", "line-truncated"),
    "not JSON": (b"observer=EX-POST-1;act=fire", "json-invalid"),
    "a list": (b"[1, 2]", "line-not-a-record"),
    "a key twice": (without(line(), b'"act": "fire"', b'"act": "fire", "act": "fly"'), "json-duplicate-key"),
    "NaN": (without(line(), b"471000000", b"NaN"), "json-not-a-number"),
    "Infinity": (without(line(), b'"sigma_m": 50', b'"sigma_m": Infinity'), "json-not-a-number"),
    "a fraction": (without(line(), b"471000000", b"47.1"), "json-fraction"),
    "an exponent": (without(line(), b"471000000", b"471e6"), "json-fraction"),
    "too deep": (b'{"id": ' + b"[" * 60 + b"]" * 60 + b"}", "json-too-deep"),
    "an unknown field": (line(observor="x"), "record-unknown-field"),
    "a missing field": (line(observer=...), "record-missing-field"),
    "an unknown method": (line(method="telepathy"), "record-not-a-choice"),
    "an unknown verb": (line(verb="guessed"), "record-not-a-choice"),
    "a sensor that alleges": (line(method="camera", verb="alleged"), "verb-unfit"),
    "a complaint that saw": (line(method="party_complaint", verb="saw"), "verb-unfit"),
    "an instant without zone": (line(recorded_at="2031-03-14T06:10:00"), "record-instant-without-zone"),
    "a date instead of an instant": (line(recorded_at="14.03.2031"), "record-not-an-instant"),
    "a number that not every reader can hold": (
        without(line(), b'"sigma_m": 50', b'"sigma_m": 9223372036854775808'),
        "json-number-large",
    ),
    "a distance beyond the Earth": (line(where={**SECTOR, "distance_m": 10**9}), "length-beyond-earth"),
    "a year that no clock shows": (line(recorded_at="0001-01-01T00:00:00+14:00"), "time-out-of-range"),
    "a reversed interval": (
        line(when={"start": "2031-03-14T06:02:00Z", "end": "2031-03-14T06:00:00Z"}),
        "record-interval-reversed",
    ),
    "no time at all": (line(when={}), "time-missing"),
    "perceived after it was recorded": (
        line(when={"start": "2031-04-14T06:00:00Z", "end": "2031-04-14T06:00:00Z"}),
        "time-after-record",
    ),
    "a latitude beyond the pole": (
        line(where={"kind": "spot", "at": {"lat_e7": 910_000_000, "lon_e7": 0}, "sigma_m": 5}),
        "record-out-of-range",
    ),
    "degrees instead of e7": (
        line(where={"kind": "spot", "at": {"lat_e7": 47, "lon_e7": -30}, "sigma_m": 5}),
        "coordinates-not-e7",
    ),
    "an error of nought": (line(where={"kind": "spot", "at": POST, "sigma_m": 0}), "record-out-of-range"),
    "a bearing of 360 degrees": (line(where={**SECTOR, "bearing_cdeg": 36_000}), "record-out-of-range"),
    "magnetic north without declination": (line(where={**SECTOR, "north": "magnetic"}), "declination-missing"),
    "a negative count": (line(count={"low": -1}), "record-out-of-range"),
    "a count of nought": (line(count={"low": 0, "high": 0}), "count-nought"),
    "a reversed count": (line(count={"low": 5, "high": 2}), "count-reversed"),
    "a reversed calibre": (line(calibre={"low_mm": 152, "high_mm": 120}), "calibre-reversed"),
    "a nil observation with things": (line(act="nothing", things=["gun"], count=...), "nil-with-content"),
    "a nil observation with a count": (line(act="nothing"), "nil-with-content"),
    "an empty name": (line(id=" "), "field-empty"),
    "a NUL byte": (without(line(), b"EX-POST-1", b"EX-\x00-1"), "line-character"),
    "an escaped control character": (line(says={"en": "fire\u0007"}), "line-character"),
    "a mark that turns the direction of writing": (line(observer="EX-\u202eTSOP"), "line-character"),
    "an oversize line": (line(says={"en": "x" * 70_000}), "line-too-long"),
    "a correction of itself": (line(corrects="EX-O-1"), "observation-corrects-itself"),
    "a correction of nothing": (line(corrects="EX-O-0"), "observation-corrects-unknown"),
    "an area that encloses nothing": (line(where={"kind": "area", "ring": [POST, POST, POST]}), "ring-without-area"),
    "a region of no kind": (line(where={"at": POST}), "record-missing-field"),
    "text for a number": (line(count={"low": "2"}), "record-wrong-type"),
}


@pytest.mark.parametrize("damage", sorted(DAMAGED))
def test_a_damaged_line_says_what_where_and_how_to_mend(damage: str) -> None:
    raw, code = DAMAGED[damage]
    collected = collect([("day.jsonl:7", raw)])
    (rejection,) = collected.rejections
    assert rejection.code == code
    assert rejection.place == "day.jsonl:7"
    assert rejection.says
    assert rejection.hint
    assert len(rejection.raw_sha256) == 64
    assert collected.table.num_rows == 0


def test_nothing_good_is_lost_among_damaged_lines() -> None:
    good = [(f"day.jsonl:{n}", line(id=f"EX-O-{n}")) for n in range(100, 110)]
    bad = [(f"day.jsonl:{n}", raw) for n, (raw, _) in enumerate(DAMAGED.values(), start=200)]
    bad = [pair for pair in bad if b"EX-O-1" not in pair[1] or collect([pair]).rejections]
    collected = collect([*good, *bad])
    assert [record.id for record in collected.records] == sorted(f"EX-O-{n}" for n in range(100, 110))
    assert len(collected.records) + len(collected.rejections) == collected.rows == len(good) + len(bad)


def test_an_offending_value_is_shown_with_its_nearest_name() -> None:
    (rejection,) = collect([("d:1", line(observor="x"))]).rejections
    assert "observor" in rejection.says
    assert "observer" in rejection.hint


def test_swapped_coordinates_are_seen_beside_the_others() -> None:
    others = [(f"d:{n}", line(id=f"EX-O-{n}")) for n in range(2, 8)]
    swapped = {"lat_e7": -300_000_000, "lon_e7": 471_000_000}
    odd = ("d:9", line(id="EX-O-9", where={"kind": "disc", "at": swapped, "radius_m": 5}))
    collected = collect([odd, *others])
    assert [rejection.code for rejection in collected.rejections] == ["coordinates-swapped"]
    assert len(collected.records) == 6


def test_a_name_used_twice_stays_with_the_line_recorded_first_in_any_order() -> None:
    early = ("d:9", line())
    late = ("d:1", line(act="fly", recorded_at="2031-03-14T07:00:00Z"))
    for rows in ([early, late], [late, early]):
        collected = collect(rows)
        assert [record.act for record in collected.records] == ["fire"]
        assert [(rejection.code, rejection.place) for rejection in collected.rejections] == [("id-used-twice", "d:1")]


def test_a_line_sent_twice_is_taken_once() -> None:
    collected = collect([("d:2", line()), ("d:1", line())])
    assert len(collected.records) == 1
    assert [(rejection.code, rejection.place) for rejection in collected.rejections] == [("line-repeated", "d:2")]


def test_a_correction_must_be_later_than_what_it_corrects() -> None:
    first = ("d:1", line())
    second = ("d:2", line(id="EX-O-2", corrects="EX-O-1", recorded_at="2031-03-14T06:10:00Z"))
    assert [rejection.code for rejection in collect([first, second]).rejections] == ["observation-corrects-later"]


def test_a_correction_of_a_refused_correction_is_refused_too() -> None:
    rows = [
        ("d:1", line(id="EX-O-2", corrects="EX-O-1", recorded_at="2031-03-14T07:00:00Z")),
        ("d:2", line(id="EX-O-3", corrects="EX-O-2", recorded_at="2031-03-14T08:00:00Z")),
    ]
    assert [rejection.code for rejection in collect(rows).rejections] == ["observation-corrects-unknown"] * 2
