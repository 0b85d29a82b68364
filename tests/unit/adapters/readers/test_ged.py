"""UCDP GED: rows of the catalogue become observations whose region and interval are as wide as the catalogue says."""

import csv
import hashlib
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from servanda.adapters.readers import READERS, How
from servanda.adapters.readers.ged import PRESS, RADIUS_M
from servanda.records.observation import Count, Deaths
from servanda.records.place import Disc, InPlace, Point
from unit.adapters.readers.files import DATA, HOW, codes, needs_data, read, records

ROW = {
    "id": "7",
    "type_of_violence": "1",
    "side_a": "Aster",
    "side_b": "Brine",
    "where_prec": "2",
    "where_coordinates": "Thornby town",
    "latitude": "10.5",
    "longitude": "-30.25",
    "geom_wkt": "POINT (-30.25 10.5)",
    "event_clarity": "1",
    "date_prec": "1",
    "date_start": "2031-03-14 00:00:00.000",
    "date_end": "2031-03-15 00:00:00.000",
    "best": "3",
    "high": "4",
    "low": "2",
}


def test_a_row_says_what_where_when_who_and_how_many_died() -> None:
    how = How(received=HOW.received, parties={"Aster": ["EX-ASTER"], "Brine": ["EX-BRINE"]})
    (row,) = records(read("ged", [ROW], how))
    assert (row.id, row.act, row.method, row.verb, row.observer) == (
        "GED-7",
        "fire",
        "catalogue",
        "recorded",
        "UCDP GED",
    )
    assert (row.by, row.count, row.deaths) == (
        ["EX-ASTER", "EX-BRINE"],
        Count(low=1, high=1),
        Deaths(low=2, best=3, high=4),
    )
    assert (row.when.start, row.when.end) == (datetime(2031, 3, 14, tzinfo=UTC), datetime(2031, 3, 16, tzinfo=UTC))
    assert (row.place_name, row.further) == ("Thornby town", {})


def test_a_side_that_stands_for_no_known_party_leaves_the_row_without_parties() -> None:
    (row,) = records(read("ged", [ROW], How(received=HOW.received, parties={"Aster": ["EX-ASTER"]})))
    assert row.by == []


@pytest.mark.parametrize("precision", range(1, 8))
def test_each_figure_of_precision_has_its_radius(precision: int) -> None:
    (row,) = records(read("ged", [ROW | {"where_prec": str(precision)}]))
    assert isinstance(row.where, Disc)
    assert row.where.radius_m == RADIUS_M[precision] >= RADIUS_M[1]


SIDES = {"side_a": "Aster", "side_b": "Brine"}
"""Kept as they came where no mapping says whom they stand for."""


def test_estimates_out_of_order_are_widened_and_kept_as_they_came() -> None:
    first, second = records(read("ged", [ROW | {"low": "2", "best": "2", "high": "1"}, ROW | {"id": "8"}]))
    assert first.deaths == Deaths(low=1, best=2, high=2)
    assert first.further == {"best": "2", "high": "1", "low": "2", **SIDES}
    assert second.further == SIDES


def test_estimates_in_the_very_opposite_order_were_swapped() -> None:
    taken = read("ged", [ROW | {"low": "9", "best": "5", "high": "2"}, ROW | {"id": "8"}])
    assert [(each.code, each.place) for each in taken.rejections] == [("deaths-reversed", "ged.csv:2")]
    assert taken.rejections[0].says == "low is 9, best 5, high 2."


@pytest.mark.parametrize("name", ["-5", "=1", "١٢٣", "7a", "GED-7"])
def test_a_name_that_is_no_whole_number_is_no_name_of_this_catalogue(name: str) -> None:
    taken = read("ged", [ROW | {"id": name}, ROW | {"id": "8"}])
    assert [(each.code, each.place) for each in taken.rejections] == [("id-not-whole", "ged.csv:2")]
    assert [row.id for row in records(taken)] == ["GED-8"]


@pytest.mark.parametrize(
    ("zone", "first", "last"),
    [
        ("UTC", "2030-03-31T00:00Z", "2030-04-01T00:00Z"),
        ("Europe/Kyiv", "2030-03-30T22:00Z", "2030-03-31T21:00Z"),  # the day on which clocks are put forward
    ],
)
def test_a_day_is_a_day_of_the_stated_zone(zone: str, first: str, last: str) -> None:
    day = {"date_start": "2030-03-31", "date_end": "2030-03-31"}
    (row,) = records(read("ged", [ROW | day], How(received=HOW.received, zone=zone)))
    assert (row.when.start, row.when.end) == (datetime.fromisoformat(first), datetime.fromisoformat(last))


@pytest.mark.parametrize(("precision", "first", "last"), [("1", 14, 15), ("2", 13, 16), ("3", 8, 21), ("4", 7, 22)])
def test_days_narrower_than_their_figure_of_precision_give_way_on_both_sides(
    precision: str, first: int, last: int
) -> None:
    day = {"date_prec": precision, "date_start": "2031-03-14", "date_end": "2031-03-14"}
    (row,) = records(read("ged", [ROW | day]))
    assert (row.when.start, row.when.end) == (datetime(2031, 3, first, tzinfo=UTC), datetime(2031, 3, last, tzinfo=UTC))


def test_a_row_known_by_its_region_only_lies_in_the_region_drawn_under_that_name() -> None:
    drawn = Disc(at=Point(lat_e7=110_000_000, lon_e7=-300_000_000), radius_m=80_000)
    how = How(received=HOW.received, places={"Eastshire": drawn, "Exland": InPlace(place="exland")})
    named = {"adm_1": "Eastshire", "country": "Exland"}
    rows = [ROW | named | {"id": str(figure), "where_prec": str(figure)} for figure in (2, 4, 6)]
    taken = read("ged", [*rows, ROW | named | {"id": "7", "where_prec": "4", "adm_1": "Westshire"}], how)
    exact, region, country, unknown = records(taken)
    assert (region.where, country.where) == (drawn, InPlace(place="exland"))
    assert [row.where.radius_m for row in (exact, unknown) if isinstance(row.where, Disc)] == [25_000, RADIUS_M[4]]
    assert taken.unused == []


def test_a_point_that_cannot_be_read_is_refused() -> None:
    taken = read("ged", [ROW | {"geom_wkt": "PINT (-30.25 10.5)"}, ROW | {"id": "8"}])
    assert [(each.code, each.place) for each in taken.rejections] == [("point-unreadable", "ged.csv:2")]


def test_a_point_that_contradicts_its_coordinates_is_refused_and_not_repeated() -> None:
    taken = read("ged", [ROW | {"geom_wkt": "POINT (-30.25 10.52)"}, ROW | {"id": "8", "geom_wkt": ""}])
    assert codes(taken) == ["coordinates-contradict"]
    assert "10.5" not in taken.rejections[0].says


def test_a_row_that_begins_after_the_file_was_received_is_refused() -> None:
    assert codes(read("ged", [ROW], How(received=datetime(2031, 3, 13, tzinfo=UTC)))) == ["time-after-record"]


def test_columns_that_the_format_lacks_are_kept_and_columns_that_no_field_takes_are_named() -> None:
    taken = read("ged", [ROW | {"my_note": "=1+1", "country": "Exland", "source_article": "press"}])
    assert (taken.unknown, taken.unused) == (["my_note"], ["country", "source_article"])
    assert records(taken)[0].further == {"my_note": "=1+1", **SIDES}


@pytest.mark.shared
@needs_data
def test_all_rows_of_the_real_catalogue_are_taken() -> None:
    assert DATA is not None
    raw = (DATA / "ucdp-ged-ukraine" / "conflict_data_ukr.csv").read_bytes()
    taken = READERS["ged"](raw, "ged.csv", How(received=datetime(2023, 3, 28, tzinfo=UTC)))
    assert (taken.rows, taken.taken, list(taken.unknown)) == (2_989, 2_989, [])
    radii = Counter(
        radius for radius in taken.observations.column("where").combine_chunks().field("radius_m").to_pylist()
    )
    by_precision = {1: 730, 2: 1_542, 3: 16, 4: 470, 5: 228, 6: 2, 7: 1}
    expected: Counter[int] = Counter()
    for precision, rows in by_precision.items():
        expected[RADIUS_M[precision]] += rows
    assert radii == expected
    assert sum("best" in row.further for row in records(taken)) == 13
    assert all({"side_a", "side_b"} <= row.further.keys() for row in records(taken))  # nobody is mapped here


def test_the_catalogue_of_the_case_is_the_one_its_notice_names_without_words_of_the_press() -> None:
    folder = Path(__file__).parents[4] / "cases" / "donbas-2014-2021"
    raw = (folder / "ged.csv").read_bytes()
    assert f"{hashlib.sha256(raw).hexdigest()}  ged.csv" in (folder / "NOTICE").read_text("utf-8")
    assert not set(PRESS) & set(raw.decode().splitlines()[0].split(","))


@pytest.mark.shared
@needs_data
def test_the_catalogue_of_the_case_is_the_original_without_those_columns() -> None:
    assert DATA is not None
    folder = Path(__file__).parents[4] / "cases" / "donbas-2014-2021"
    original = (DATA / "ucdp-ged-ukraine" / "conflict_data_ukr.csv").read_bytes()
    assert f"{hashlib.sha256(original).hexdigest()}  conflict_data_ukr.csv" in (folder / "NOTICE").read_text("utf-8")
    came, kept = (
        list(csv.DictReader(raw.decode("utf-8-sig").splitlines(keepends=True)))
        for raw in (original, (folder / "ged.csv").read_bytes())
    )
    assert [{name: cell for name, cell in row.items() if name not in PRESS} for row in came] == kept
