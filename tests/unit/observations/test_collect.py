"""Lines → records, columns, rejections."""

from typing import Any

import msgspec
import pyarrow as pa

from servanda.observations import collect, collect_records, schema_of
from servanda.records.observation import Notice, Observation, Watch

WHERE = {"kind": "in", "place": "sector-c"}
DAY = {"start": "2031-03-14T00:00:00Z", "end": "2031-03-15T00:00:00Z"}
LINE: dict[str, Any] = {
    "id": "EX-O-1",
    "observer": "EX-CAMERA-1",
    "method": "camera",
    "verb": "recorded",
    "origin": "EX-CAMERA-1",
    "act": "fire",
    "where": WHERE,
    "when": DAY,
    "things": ["mortar", "gun"],
    "recorded_at": "2031-03-15T00:10:00+02:00",
    "says": {"uk": "чули", "en": "heard"},
}
WATCH: dict[str, Any] = {
    "id": "EX-W-1",
    "observer": "EX-CAMERA-1",
    "method": "camera",
    "where": WHERE,
    "when": DAY,
    "acts": ["fire"],
}
NOTICE: dict[str, Any] = {
    "id": "EX-N-1",
    "by": "EX-ASTER",
    "to": "EX-MISSION",
    "act": "fire",
    "where": WHERE,
    "when": DAY,
    "given_at": "2031-03-10T00:00:00Z",
}


def encoded(data: dict[str, Any]) -> bytes:
    return msgspec.json.encode(data)


def codes(kind: Any, **changes: Any) -> list[str]:
    base = WATCH if kind is Watch else NOTICE
    return [rejection.code for rejection in collect_records([("f:1", encoded({**base, **changes}))], kind).rejections]


def test_records_and_columns_hold_the_same() -> None:
    collected = collect([("f:1", encoded(LINE))])
    (row,) = collected.table.to_pylist()
    (record,) = collected.records
    assert row["id"] == record.id
    assert row["things"] == ["mortar", "gun"]
    assert row["where"]["place"] == "sector-c"
    assert row["where"]["kind"] == "in"
    assert row["recorded_at"] == record.recorded_at
    assert dict(row["says"]) == record.says
    assert row["count"] == {"low": 1, "high": None}


def test_the_schema_does_not_depend_on_what_came() -> None:
    empty = collect([])
    assert empty.rows == 0
    assert empty.table.schema == collect([("f:1", encoded(LINE))]).table.schema == schema_of(Observation)
    assert schema_of(Observation).field("recorded_at").type == pa.timestamp("us", tz="UTC")


def test_a_good_watch_and_a_good_notice_are_taken() -> None:
    assert codes(Watch) == []
    assert codes(Notice) == []


def test_a_watch_that_would_notice_nothing_is_refused() -> None:
    assert codes(Watch, acts=[]) == ["watch-without-acts"]


def test_a_watch_must_say_when_it_ended() -> None:
    assert codes(Watch, when={"start": DAY["start"]}) == ["watch-open-ended"]


def test_an_interruption_must_lie_in_the_time_of_the_watch() -> None:
    outside = [{"start": "2031-03-16T00:00:00Z", "end": "2031-03-16T01:00:00Z"}]
    assert codes(Watch, interrupted=outside) == ["watch-interruption-outside"]


def test_a_share_above_the_whole_is_refused() -> None:
    assert codes(Watch, share=1_000_001) == ["record-out-of-range"]


def test_a_late_notice_is_taken_because_the_term_judges_lateness() -> None:
    assert codes(Notice, given_at="2031-03-20T00:00:00Z") == []


def test_a_notice_without_a_giver_is_refused() -> None:
    assert codes(Notice, by="") == ["field-empty"]
