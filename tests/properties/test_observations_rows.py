"""Laws of intake: nothing is lost, and order does not matter."""

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.observations import collect


def line(number: int, **changes: Any) -> bytes:
    data = {
        "id": f"EX-O-{number}",
        "observer": "EX-POST-1",
        "method": "own_senses",
        "verb": "heard",
        "origin": "EX-POST-1",
        "act": "fire",
        "where": {"kind": "disc", "at": {"lat_e7": 471_000_000, "lon_e7": -300_000_000}, "radius_m": 100},
        "when": {"start": "2031-03-14T06:00:00Z", "end": "2031-03-14T06:02:00Z"},
        "recorded_at": "2031-03-14T06:10:00Z",
        **changes,
    }
    return json.dumps(data).encode()


good = st.builds(
    line,
    st.integers(1, 6),
    act=st.sampled_from(["fire", "fly"]),
    recorded_at=st.sampled_from(["2031-03-14T06:10:00Z", "2031-03-14T07:10:00Z"]),
    corrects=st.sampled_from(["", "", "EX-O-1", "EX-O-2"]),
)
cut = st.builds(lambda raw, at: raw[:at], good, st.integers(0, 300))
lines = st.lists(st.one_of(good, cut, st.binary(max_size=60)), max_size=12)


@settings(max_examples=60, deadline=None)
@given(lines)
def test_every_row_is_taken_or_rejected(raws: list[bytes]) -> None:
    collected = collect((f"f:{n}", raw) for n, raw in enumerate(raws, start=1))
    assert len(collected.records) + len(collected.rejections) == collected.rows == len(raws)
    assert collected.table.num_rows == len(collected.records)
    assert len({record.id for record in collected.records}) == len(collected.records)


@settings(max_examples=60, deadline=None)
@given(lines, st.randoms(use_true_random=False))
def test_what_is_taken_does_not_depend_on_the_order_of_arrival(raws: list[bytes], random: Any) -> None:
    rows = [(f"f:{n}", raw) for n, raw in enumerate(raws, start=1)]
    mixed = list(rows)
    random.shuffle(mixed)
    first, second = collect(rows), collect(mixed)
    assert first.records == second.records
    assert first.rejections == second.rejections
    assert first.table.equals(second.table)
