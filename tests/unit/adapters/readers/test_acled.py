"""ACLED: events become observations without a direction of fire, as wide as their figures of precision say."""

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from servanda.adapters.readers import How
from servanda.adapters.readers.acled import KNOWN, RADIUS_M, sub_events
from servanda.records.observation import Count, Deaths
from servanda.records.place import Disc
from unit.adapters.readers.files import HOW, codes, read, records

ROW = dict.fromkeys(KNOWN, "") | {
    "event_id_cnty": "EXL123",
    "event_date": "2031-03-14",
    "time_precision": "1",
    "sub_event_type": "Shelling/artillery/missile attack",
    "actor1": "Military Forces of Aster",
    "actor2": "Military Forces of Brine",
    "location": "Thornby",
    "latitude": "10.5",
    "longitude": "-30.25",
    "geo_precision": "1",
    "source": "A Newspaper",
    "notes": "Words of a newspaper.",
    "fatalities": "3",
}
PARTIES = {"Military Forces of Aster": ["EX-ASTER"], "Military Forces of Brine": ["EX-BRINE"]}


def test_a_row_says_what_where_when_and_how_many_died_and_either_actor_may_have_done_it() -> None:
    (row,) = records(read("acled", [ROW], How(received=HOW.received, parties=PARTIES)))
    assert (row.id, row.act, row.method, row.verb, row.observer) == (
        "ACLED-EXL123",
        "fire",
        "catalogue",
        "recorded",
        "ACLED",
    )
    assert row.by == ["EX-ASTER", "EX-BRINE"]
    assert "howitzer" in row.things
    assert (row.count, row.deaths) == (Count(low=1, high=1), Deaths(low=3, best=3, high=3))
    assert (row.place_name, row.further, row.says) == ("Thornby", {}, {})


def test_the_format_has_thirty_one_columns_and_words_of_the_press_are_never_kept() -> None:
    taken = read("acled", [ROW])
    assert len(KNOWN) == 31
    assert "ewspaper" not in str(taken.observations.to_pylist())
    assert list(taken.unknown) == []
    assert "actor1" not in taken.unused
    assert {"source", "notes", "tags", "country"} <= set(taken.unused)


@pytest.mark.parametrize("precision", [1, 2, 3])
def test_each_figure_of_place_has_its_radius(precision: int) -> None:
    (row,) = records(read("acled", [ROW | {"geo_precision": str(precision)}]))
    assert isinstance(row.where, Disc)
    assert row.where.radius_m == RADIUS_M[precision]
    assert sorted(RADIUS_M) == list(RADIUS_M)


@pytest.mark.parametrize(
    ("precision", "first", "behind"),
    [("1", (2031, 3, 14), (2031, 3, 15)), ("2", (2031, 3, 8), (2031, 3, 21)), ("3", (2031, 3, 1), (2031, 4, 1))],
)
def test_each_figure_of_time_has_its_interval(precision: str, first: tuple[int, ...], behind: tuple[int, ...]) -> None:
    (row,) = records(read("acled", [ROW | {"time_precision": precision}]))
    assert (row.when.start, row.when.end) == (datetime(*first, tzinfo=UTC), datetime(*behind, tzinfo=UTC))  # type: ignore[misc,arg-type]  # three numbers


def test_days_in_words_are_the_same_days_and_begin_in_the_stated_zone() -> None:
    (row,) = records(
        read("acled", [ROW | {"event_date": "14 March 2031"}], How(received=HOW.received, zone="Europe/Kyiv"))
    )
    assert row.when.start == datetime(2031, 3, 13, 22, tzinfo=UTC)


SIDES = {"actor1": "Military Forces of Aster", "actor2": "Military Forces of Brine"}
"""Kept as they came where no mapping says whom they stand for."""


def test_a_type_that_the_table_lacks_is_unclassified_and_kept() -> None:
    known, unknown = records(
        read("acled", [ROW, ROW | {"event_id_cnty": "EXL124", "sub_event_type": "Peaceful protest"}])
    )
    assert known.further == SIDES
    assert (unknown.act, unknown.things, unknown.further) == (
        "unclassified",
        [],
        {"sub_event_type": "Peaceful protest", **SIDES},
    )
    assert all(act for act, _ in sub_events().values())


def test_an_actor_alone_is_the_only_one_who_may_have_done_it_and_an_unknown_one_leaves_nobody() -> None:
    how = How(received=HOW.received, parties=PARTIES)
    alone, other = records(
        read("acled", [ROW | {"actor2": ""}, ROW | {"event_id_cnty": "X", "actor2": "Unidentified"}], how)
    )
    assert (alone.by, other.by) == (["EX-ASTER"], [])


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"event_date": "14/03/2031"}, "date-unreadable"),
        ({"event_date": "31 February 2031"}, "date-unreadable"),
        ({"event_date": "14 March 2031 "}, ""),
        ({"time_precision": "4"}, "cell-out-of-range"),
        ({"geo_precision": ""}, "cell-not-whole"),
        ({"fatalities": "some"}, "cell-not-whole"),
        ({"latitude": "0", "longitude": "0"}, "coordinates-null"),
        ({"event_id_cnty": ""}, "id-missing"),
    ],
)
def test_a_cell_that_cannot_be_read_refuses_its_row_alone(change: Mapping[str, str], code: str) -> None:
    taken = read("acled", [ROW | change, ROW | {"event_id_cnty": "B"}])
    assert codes(taken) == [code] * bool(code)


def test_columns_of_others_are_kept_in_any_order() -> None:
    turned = dict(reversed(list((ROW | {"seen_by_us": "-1"}).items())))
    (row,) = records(read("acled", [turned]))
    assert row.further == {"seen_by_us": "-1", **SIDES}
    assert row.deaths == Deaths(low=3, best=3, high=3)


def test_far_countries_in_one_file_are_not_taken_for_swapped_coordinates() -> None:
    places = [("48", "35")] * 3 + [("36", "45"), ("5", "100"), ("-10", "20"), ("60", "-100")]
    rows = [ROW | {"event_id_cnty": str(n), "latitude": lat, "longitude": lon} for n, (lat, lon) in enumerate(places)]
    assert read("acled", rows).taken == len(rows)
