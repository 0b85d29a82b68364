"""Laws of all readers: a damaged file loses no row, and raises nothing but a reason."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.adapters.readers import READERS, sniff
from servanda.errors import InputError
from servanda.plain import lines_of
from unit.adapters.readers.files import HOW, bytes_of
from unit.adapters.readers.test_acled import ROW as ACLED
from unit.adapters.readers.test_events import ROW as EVENTS
from unit.adapters.readers.test_firms import MODIS, VIIRS
from unit.adapters.readers.test_ged import ROW as GED
from unit.adapters.readers.test_geojson import feature

EXERCISE = Path(__file__).parents[2] / "cases" / "exercise-meridian" / "observations.jsonl"
SMALL = {
    "acled": bytes_of([ACLED, ACLED | {"event_id_cnty": "B", "time_precision": "3"}]),
    "events": bytes_of([EVENTS, EVENTS | {"Event ID": "8", "Date": "2031-03-14T10:20+02:00"}]),
    "firms": bytes_of([VIIRS, MODIS]),
    "ged": bytes_of([GED, GED | {"id": "8"}]),
    "geojson": json.dumps({"type": "FeatureCollection", "features": [feature(), feature(id="8", accuracy=3)]}).encode(),
    "observations": b"\n".join(line for _, line in lines_of(EXERCISE.read_bytes(), "")[:3]),
}
DAMAGE = st.lists(st.tuples(st.integers(0, 2_000), st.integers(0, 3), st.binary(max_size=4)), min_size=1, max_size=8)


def damaged(raw: bytes, damages: list[tuple[int, int, bytes]]) -> bytes:
    """The bytes with some taken out and others put in."""
    for at, out, put in damages:
        begin = at % (len(raw) + 1)
        raw = raw[:begin] + put + raw[begin + out :]
    return raw


@pytest.mark.parametrize("reader", sorted(SMALL))
@settings(max_examples=150, deadline=None)
@given(damages=DAMAGE)
def test_a_damaged_file_is_accounted_for_or_refused_with_a_reason(
    reader: str, damages: list[tuple[int, int, bytes]]
) -> None:
    raw = damaged(SMALL[reader], damages)
    sniff(raw, "file")
    try:
        taken = READERS[reader](raw, "file", HOW)
    except InputError:
        return
    assert taken.rows == taken.taken + len(taken.rejections)
    assert taken.taken == taken.observations.num_rows
    assert all(each.place.startswith("file:") and each.code and each.says for each in taken.rejections)


@pytest.mark.parametrize("reader", ["acled", "events", "firms", "ged"])
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_what_is_taken_of_a_table_depends_on_no_order_of_its_columns_or_rows(reader: str, data: st.DataObject) -> None:
    rows = {
        "acled": [ACLED, ACLED | {"event_id_cnty": "B"}, ACLED | {"event_id_cnty": "C", "latitude": "x"}],
        "events": [EVENTS, EVENTS | {"Event ID": "8"}, EVENTS | {"Event ID": "9", "radius_m": ""}],
        "firms": [VIIRS, MODIS, VIIRS | {"acq_time": "7", "confidence": "?"}],
        "ged": [GED, GED | {"id": "8", "low": "9"}, GED | {"id": "9", "where_prec": "0"}],
    }[reader]
    names = data.draw(st.permutations(list(rows[0])))
    turned = [{name: row[name] for name in names} for row in data.draw(st.permutations(rows))]
    straight, other = (READERS[reader](bytes_of(each), "file", HOW) for each in (rows, turned))
    assert straight.observations.sort_by("id").to_pylist() == other.observations.sort_by("id").to_pylist()
    assert sorted(each.code for each in straight.rejections) == sorted(each.code for each in other.rejections)
