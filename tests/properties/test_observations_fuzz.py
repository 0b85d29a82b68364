"""Whatever stands in a field, a line ends as a record or as a rejection that says how to mend it."""

import copy
import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.observations import collect, collect_records
from servanda.records.observation import Observation, Watch

POST = {"lat_e7": 471_000_000, "lon_e7": -300_000_000}
REGIONS: list[dict[str, Any]] = [
    {"kind": "spot", "at": POST, "sigma_m": 50},
    {"kind": "disc", "at": POST, "radius_m": 50},
    {
        "kind": "sector",
        "post": POST,
        "bearing_cdeg": 100,
        "bearing_sigma_cdeg": 500,
        "distance_m": 900,
        "distance_sigma_m": 90,
        "north": "magnetic",
        "declination_cdeg": 10,
    },
    {"kind": "area", "ring": [POST, {**POST, "lat_e7": 472_000_000}, {**POST, "lon_e7": -299_000_000}]},
    {"kind": "path", "points": [POST, {**POST, "lat_e7": 472_000_000}], "sigma_m": 5},
    {"kind": "in", "place": "sector-a"},
]
WHEN = {"start": "2031-03-14T06:00:00Z", "end": "2031-03-14T06:02:00Z"}
GOOD: dict[str, Any] = {
    "id": "EX-O-1",
    "observer": "EX-POST-1",
    "method": "own_senses",
    "verb": "heard",
    "origin": "EX-POST-1",
    "act": "fire",
    "when": WHEN,
    "things": ["gun"],
    "calibre": {"low_mm": 82, "high_mm": 120},
    "count": {"low": 2, "high": 3},
    "by": ["EX-ASTER"],
    "recorded_at": "2031-03-14T06:10:00Z",
    "says": {"en": "heard"},
}
WATCH: dict[str, Any] = {
    "id": "EX-W-1",
    "observer": "EX-POST-1",
    "method": "camera",
    "when": WHEN,
    "acts": ["fire"],
    "interrupted": [WHEN],
}
junk = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**30), 10**30),
    st.floats(),
    st.text(max_size=8),
    st.sampled_from(
        ["", " ", "NaN", "2031-03-14", "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59Z", "EX-O-1", {}, []]
    ),
    st.lists(st.integers(), max_size=3),
    st.dictionaries(st.text(max_size=4), st.integers(), max_size=2),
)


def paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    keys = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(inner for key, part in keys for inner in paths(part, (*path, key)))]


def spoiled(good: dict[str, Any], path: tuple[Any, ...], value: Any) -> bytes:
    data: Any = copy.deepcopy(good)
    if not path:
        return json.dumps(value).encode()
    place = data
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return json.dumps(data).encode()


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(REGIONS), st.data(), junk)
def test_a_spoiled_observation_is_taken_or_explained(region: dict[str, Any], data: st.DataObject, value: Any) -> None:
    good = {**GOOD, "where": region}
    path = data.draw(st.sampled_from(paths(good)))
    collected = collect([("day.jsonl:3", spoiled(good, path, value))])
    assert len(collected.records) + len(collected.rejections) == 1
    assert collected.table.num_rows == len(collected.records)
    assert all(one.says and one.hint and one.place == "day.jsonl:3" for one in collected.rejections)
    assert all(isinstance(one, Observation) for one in collected.records)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(REGIONS), st.data(), junk)
def test_a_spoiled_watch_is_taken_or_explained(region: dict[str, Any], data: st.DataObject, value: Any) -> None:
    good = {**WATCH, "where": region}
    path = data.draw(st.sampled_from(paths(good)))
    collected = collect_records([("watch.jsonl:1", spoiled(good, path, value))], Watch)
    assert len(collected.records) + len(collected.rejections) == 1
    assert all(one.says and one.hint for one in collected.rejections)
