"""FIRMS: hot pixels become burning somewhere in the pixel, at the minute of the pass, by nobody."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest

from servanda.adapters.readers import READERS, How
from servanda.adapters.readers.firms import GEOLOCATION_M
from servanda.records.place import Disc
from unit.adapters.readers.files import DATA, codes, needs_data, read, records

VIIRS = {
    "latitude": "10.62075",
    "longitude": "-30.71787",
    "bright_ti4": "344.94",
    "scan": "0.52",
    "track": "0.5",
    "acq_date": "2031-02-24",
    "acq_time": "1106",
    "satellite": "N",
    "instrument": "VIIRS",
    "confidence": "n",
    "version": "2.0NRT",
    "frp": "7.75",
    "daynight": "D",
}
MODIS = VIIRS | {"satellite": "Terra", "instrument": "MODIS", "confidence": "87", "scan": "1.2", "track": "1.1"}


def test_a_hot_pixel_says_burning_within_the_pixel_at_the_minute_of_the_pass() -> None:
    (row,) = records(read("firms", [VIIRS]))
    assert (row.act, row.method, row.verb, row.by, row.observer) == (
        "burning",
        "satellite_fire",
        "recorded",
        [],
        "FIRMS",
    )
    assert isinstance(row.where, Disc)
    assert row.where.radius_m == GEOLOCATION_M + 361
    assert row.when.start == datetime(2031, 2, 24, 11, 6, tzinfo=UTC)
    assert row.when.end == row.when.start + timedelta(minutes=1)
    assert row.further == {"confidence": "n", "frp": "7.75"}


@pytest.mark.parametrize(("written", "minute"), [("5", 5), ("45", 45), ("106", 66), ("0106", 66), ("2359", 1439)])
def test_zeros_that_a_spreadsheet_took_off_are_put_back(written: str, minute: int) -> None:
    (row,) = records(read("firms", [VIIRS | {"acq_time": written}]))
    assert row.when.start == datetime(2031, 2, 24, tzinfo=UTC) + timedelta(minutes=minute)


@pytest.mark.parametrize("confidence", ["l", "n", "h", "low", "nominal", "high", "0", "55", "100"])
def test_every_way_to_state_confidence_is_kept_as_it_came(confidence: str) -> None:
    assert records(read("firms", [MODIS | {"confidence": confidence}]))[0].further["confidence"] == confidence


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"acq_time": "1260"}, "time-unreadable"),
        ({"acq_time": "2400"}, "cell-out-of-range"),
        ({"acq_time": "11:06"}, "cell-not-whole"),
        ({"confidence": "sure"}, "confidence-unreadable"),
        ({"confidence": "101"}, "confidence-unreadable"),
        ({"scan": "wide"}, "cell-not-number"),
        ({"scan": "0"}, "precision-missing"),
        ({"scan": "375"}, "cell-out-of-range"),
        ({"latitude": "10,6"}, "coordinate-not-decimal"),
    ],
)
def test_a_cell_that_cannot_be_read_refuses_its_row_alone(change: Mapping[str, str], code: str) -> None:
    taken = read("firms", [VIIRS | change, MODIS])
    assert (codes(taken), taken.taken) == ([code], 1)


def test_the_same_pixel_of_the_same_pass_is_taken_once_under_one_name() -> None:
    taken = read("firms", [VIIRS, VIIRS | {"latitude": "10.620750"}, VIIRS | {"acq_time": "1107"}])
    assert (codes(taken), taken.taken) == (["id-used-twice"], 2)
    assert records(taken)[0].id == records(read("firms", [VIIRS]))[0].id


def test_columns_of_others_are_kept_and_the_zone_of_the_case_moves_no_pass() -> None:
    how = How(received=datetime(2031, 4, 1, tzinfo=UTC), zone="Europe/Kyiv")
    taken = read("firms", [VIIRS | {"note": "+1"}], how)
    (row,) = records(taken)
    assert row.further["note"] == "+1"
    assert row.when.start == datetime(2031, 2, 24, 11, 6, tzinfo=UTC)
    assert (taken.unknown, taken.unused) == (["note"], ["bright_ti4", "version", "daynight"])


@pytest.mark.shared
@needs_data
def test_all_fires_of_a_real_year_are_accounted_for() -> None:
    assert DATA is not None
    raw = (DATA / "firms-ukraine-2023" / "fire_nrt_SV-C2_400448.csv").read_bytes()
    taken = READERS["firms"](raw, "firms.csv", How(received=datetime(2023, 12, 5, tzinfo=UTC)))
    assert (taken.rows, taken.taken, list(taken.rejections)) == (42_415, 42_415, [])
