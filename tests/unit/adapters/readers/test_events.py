"""Any table of events: columns by their names, a region of stated size for each row or a reason against it."""

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from servanda.adapters.readers import READERS, How
from servanda.errors import InputError
from servanda.records.observation import Deaths
from servanda.records.place import Disc, InPlace, Point
from unit.adapters.readers.files import HOW, codes, read, records

ROW = {"Event ID": "7", "Date": "2031-03-14", "LAT": "10.5", "Lng": "-30.25", "radius_m": "250", "Colour": "@red"}
PLACES = {"Thornby": Disc(at=Point(lat_e7=1_000_000, lon_e7=2_000_000), radius_m=800), "Zone": InPlace(place="zone")}


def test_a_row_is_somewhere_within_its_own_precision_on_its_own_day() -> None:
    taken = read("events", [ROW])
    (row,) = records(taken)
    assert (row.id, row.act, row.method, row.verb, row.observer) == (
        "ex-7",
        "unclassified",
        "catalogue",
        "recorded",
        "feed:ex",
    )
    assert row.where == Disc(at=Point(lat_e7=105_000_000, lon_e7=-302_500_000), radius_m=250)
    assert (row.when.start, row.when.end) == (datetime(2031, 3, 14, tzinfo=UTC), datetime(2031, 3, 15, tzinfo=UTC))
    assert (row.count.low, row.count.high, row.by, row.deaths) == (1, None, [], None)
    assert (list(taken.unknown), row.further) == (["Colour"], {"Colour": "@red"})


@pytest.mark.parametrize(
    ("column", "cell", "radius"),
    [
        ("accuracy_m", "250", 250),
        ("Radius (km)", "1.5", 1_500),
        ("accuracy", "2 km", 2_000),
        ("precision", "40.2m", 41),
        ("похибка", "3 км", 3_000),
        ("coordinateUncertaintyInMeters", "30", 30),
    ],
)
def test_precision_is_read_in_the_unit_of_its_column_or_cell(column: str, cell: str, radius: int) -> None:
    row = {name: value for name, value in ROW.items() if name != "radius_m"} | {column: cell}
    (found,) = records(read("events", [row]))
    assert isinstance(found.where, Disc)
    assert found.where.radius_m == radius


def test_a_row_without_precision_is_refused_unless_one_is_stated_for_the_file() -> None:
    rows = [ROW | {"radius_m": ""}, ROW | {"Event ID": "8", "radius_m": "0"}]
    assert codes(read("events", rows)) == ["precision-missing"] * 2
    stated = records(
        read(
            "events",
            [ROW, *[row | {"Event ID": f"x{n}"} for n, row in enumerate(rows)]],
            How(received=HOW.received, radius_m=900),
        )
    )
    assert [row.where.radius_m for row in stated if isinstance(row.where, Disc)] == [250, 900, 900]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"Date": "03/14/2031"}, "date-unreadable"),
        ({"Date": "2031-02-30"}, "date-unreadable"),
        ({"Date": ""}, "time-missing"),
        ({"Date": "2031-05-01"}, "time-after-record"),
        ({"LAT": "10,5"}, "coordinate-not-decimal"),
        ({"LAT": "95"}, "coordinate-out-of-range"),
        ({"LAT": ""}, "coordinate-not-decimal"),
        ({"LAT": "", "Lng": ""}, "place-missing"),
        ({"radius_m": "near"}, "precision-unreadable"),
        ({"radius_m": "2000000"}, "precision-unreadable"),
        ({"Event ID": ""}, "id-missing"),
    ],
)
def test_a_cell_that_cannot_be_read_refuses_its_row_alone(change: Mapping[str, str], code: str) -> None:
    taken = read("events", [ROW | change, ROW | {"Event ID": "8"}])
    assert (codes(taken), taken.taken) == ([code], 1)
    assert taken.rejections[0].hint


def test_a_precision_without_unit_is_no_precision() -> None:
    assert codes(read("events", [ROW | {"radius_m": "", "accuracy": "2"}])) == ["precision-unreadable"]


@pytest.mark.parametrize("cell", ["POINT (-30.25 10.5)", "SRID=4326;Point(-30.25 10.5)"])
def test_a_point_column_is_enough(cell: str) -> None:
    (row,) = records(read("events", [{"id": "1", "day": "2031-03-14", "geometry": cell, "radius_m": "9"}]))
    assert row.where == Disc(at=Point(lat_e7=105_000_000, lon_e7=-302_500_000), radius_m=9)


def test_a_point_that_is_none_or_contradicts_is_refused() -> None:
    rows = [
        {"id": str(n), "day": "2031-03-14", "wkt": cell, "radius_m": "9"}
        for n, cell in enumerate(["POINT (1)", "POINT (10 95)", "LINESTRING (0 1, 2 3)"])
    ]
    assert codes(read("events", rows)) == ["point-unreadable"] * 3
    assert codes(read("events", [ROW | {"wkt": "POINT (10.5 -30.25)"}])) == ["coordinates-contradict"]


def test_a_named_place_is_the_region_that_was_given_for_it_whatever_its_letters() -> None:
    how = How(received=HOW.received, source="feed:ex", places=PLACES)
    rows = [
        {"id": str(n), "date": "2031-03-14", "Place": place}
        for n, place in enumerate(["thornby ", "ZONE", "Elsewhere", ""])
    ]
    taken = read("events", rows, how)
    assert [row.where for row in records(taken)] == list(PLACES.values())
    assert codes(taken) == ["place-unknown", "place-missing"]


def test_a_name_of_two_places_is_refused_not_chosen() -> None:
    how = How(received=HOW.received, places=PLACES | {"THORNBY": InPlace(place="other")})
    assert codes(read("events", [{"id": "1", "date": "2031-03-14", "place": "Thornby"}], how)) == ["place-ambiguous"]


@pytest.mark.parametrize(
    ("cell", "start", "end"),
    [
        ("2031-03-14T10:20", "2031-03-14T08:20:00", "2031-03-14T08:21:00"),
        ("2031-03-14 10:20:30", "2031-03-14T08:20:30", "2031-03-14T08:20:31"),
        ("2031-03-14T10:20:30.5Z", "2031-03-14T10:20:30", "2031-03-14T10:20:31"),
        ("2031-03-14T10:20-05:30", "2031-03-14T15:50:00", "2031-03-14T15:51:00"),
        ("2031-03-14 00:00:00.000", "2031-03-13T22:00:00", "2031-03-14T22:00:00"),
        ("2030-10-27T03:30", "2030-10-27T00:30:00", "2030-10-27T01:31:00"),
        ("2031-03-30", "2031-03-29T22:00:00", "2031-03-30T21:00:00"),
    ],
)
def test_an_interval_is_as_long_as_what_was_written_in_the_stated_zone(cell: str, start: str, end: str) -> None:
    (row,) = records(read("events", [ROW | {"Date": cell}], How(received=HOW.received, zone="Europe/Kyiv")))
    assert (row.when.start, row.when.end) == tuple(
        datetime.fromisoformat(each).replace(tzinfo=UTC) for each in (start, end)
    )


def test_a_time_that_no_clock_showed_is_refused() -> None:
    how = How(received=HOW.received, zone="Europe/Kyiv")
    assert codes(read("events", [ROW | {"Date": "2031-03-30T03:30"}], how)) == ["time-in-gap"]


def test_start_and_end_make_one_interval_and_a_reversed_one_is_refused() -> None:
    rows = [{"id": "1", "lat": "10", "lon": "20", "radius_m": "5", "start": "2031-03-14", "end": "2031-03-16"}]
    (row,) = records(read("events", rows))
    assert (row.when.start, row.when.end) == (datetime(2031, 3, 14, tzinfo=UTC), datetime(2031, 3, 17, tzinfo=UTC))
    assert codes(read("events", [rows[0] | {"end": "2031-03-13"}])) == ["dates-reversed"]


def test_act_parties_and_deaths_are_taken_where_columns_say_them() -> None:
    how = How(received=HOW.received, parties={"Aster": ["EX-ASTER"]})
    rows = [
        ROW | {"act": "fire", "by": "Aster", "killed": "2"},
        ROW | {"Event ID": "8", "act": "", "by": "?", "killed": ""},
    ]
    first, second = records(read("events", rows, how))
    assert (first.act, first.by, first.deaths) == ("fire", ["EX-ASTER"], Deaths(low=2, best=2, high=2))
    assert (second.act, second.by, second.deaths) == ("unclassified", [], None)
    assert codes(read("events", [ROW | {"act": "nothing"}])) == ["nil-as-event"]


def test_a_second_side_that_is_left_empty_is_nobody() -> None:
    how = How(received=HOW.received, parties={"Aster": ["EX-ASTER"]})
    rows = [ROW | {"side_a": "Aster", "side_b": ""}, ROW | {"Event ID": "8", "side_a": "Aster", "side_b": "Others"}]
    assert [row.by for row in records(read("events", rows, how))] == [["EX-ASTER"], []]


def test_rows_without_identifier_are_named_by_their_content_and_taken_once() -> None:
    row = {name: cell for name, cell in ROW.items() if name != "Event ID"}
    taken = read("events", [row, row, row | {"Colour": "blue"}])
    assert codes(taken) == ["id-used-twice"]
    assert records(taken)[0].id == records(read("events", [row]))[0].id


def test_a_table_that_says_no_time_or_no_place_is_no_table_of_events() -> None:
    with pytest.raises(InputError, match="sheet-header"):
        READERS["events"](b"id,colour\n1,red\n", "colours.csv", HOW)


def test_an_unnamed_column_says_nothing_about_what_the_table_lacks() -> None:
    (row,) = records(read("events", [ROW | {"": "Thornby"}]))
    assert (row.place_name, row.act) == ("", "unclassified")


def test_countries_of_the_south_and_west_and_any_order_of_columns_read_the_same() -> None:
    rows = [
        ROW | {"Event ID": str(n), "LAT": lat, "Lng": lon}
        for n, (lat, lon) in enumerate([("-33.9", "18.4"), ("-12", "-77"), ("64", "-21.9")])
    ]
    straight, turned = (read("events", each) for each in (rows, [dict(reversed(list(row.items()))) for row in rows]))
    assert straight.taken == 3
    assert records(straight) == records(turned)


@pytest.mark.parametrize("column", ["enddate", "End Date", "date_to", "кінець"])
def test_an_event_lasts_to_the_end_of_its_last_day_whatever_that_column_is_called(column: str) -> None:
    (row,) = records(read("events", [ROW | {column: "2031-03-16"}]))
    assert (row.when.start, row.when.end) == (datetime(2031, 3, 14, tzinfo=UTC), datetime(2031, 3, 17, tzinfo=UTC))


def test_a_day_in_eight_digits_can_be_read_in_one_way_only() -> None:
    taken = read("events", [ROW | {"Date": "20310314"}, ROW | {"Event ID": "8", "Date": "14032031"}])
    assert [row.when.start for row in records(taken)] == [datetime(2031, 3, 14, tzinfo=UTC)]
    assert [(each.code, each.place) for each in taken.rejections] == [("date-unreadable", "events.csv:3")]


def test_a_coordinate_said_in_two_columns_is_taken_where_both_say_the_same() -> None:
    rows = [ROW | {"latitude": "10.5"}, ROW | {"Event ID": "8", "latitude": "10.9"}]
    taken = read("events", rows)
    assert [row.id for row in records(taken)] == ["ex-7"]
    assert [(each.code, each.place) for each in taken.rejections] == [("coordinates-contradict", "events.csv:3")]
    assert "10." not in taken.rejections[0].says


@pytest.mark.parametrize("column", ["time_precision", "date_prec"])
def test_a_day_whose_precision_is_a_code_is_taken_only_if_exact_or_with_its_end(column: str) -> None:
    rows = [ROW | {column: "1", "end": ""}, ROW | {"Event ID": "8", column: "3", "end": ""}]
    taken = read("events", [*rows, ROW | {"Event ID": "9", column: "3", "end": "2031-03-31"}])
    assert [(each.code, each.place) for each in taken.rejections] == [("precision-unreadable", "events.csv:3")]
    assert [(row.id, row.further[column]) for row in records(taken)] == [("ex-7", "1"), ("ex-9", "3")]


def test_a_place_whose_precision_is_a_code_is_not_as_exact_as_the_file_says_of_those_that_state_none() -> None:
    how = How(received=HOW.received, radius_m=900)
    row = {name: cell for name, cell in ROW.items() if name != "radius_m"}
    taken = read("events", [row | {"geo_precision": "ADM1"}, row | {"Event ID": "8", "geo_precision": ""}], how)
    assert [(each.code, each.place) for each in taken.rejections] == [("precision-unreadable", "events.csv:2")]
    sized = read("events", [ROW | {"geo_precision": "ADM1"}])
    assert [row.where.radius_m for row in records(sized) if isinstance(row.where, Disc)] == [250]


def test_a_day_outside_what_start_and_end_say_is_refused() -> None:
    filled_in = {"start": "2031-03-18T06:00", "end": "2031-03-18T06:20"}  # as forms write when they were filled in
    taken = read("events", [ROW | filled_in, ROW | {"Event ID": "8", "start": "2031-03-14T06:00", "end": ""}])
    assert codes(taken) == ["dates-contradict"]
    assert [row.id for row in records(taken)] == ["ex-8"]
