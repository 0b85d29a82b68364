"""Watches as they really were: an observer's own facts take time and ground off its own watches."""

from datetime import UTC, datetime, timedelta

import pytest

from servanda.geo import share_covered, share_covered_together
from servanda.observations import reduce_watches
from servanda.observations.reducing import LOST, RESTRICTED
from servanda.records.agreement import Place
from servanda.records.observation import Observation, Watch
from servanda.records.place import Area, Disc, InPlace, Point, Region
from servanda.records.time import Interval
from servanda.schemas.rows import rows_of
from servanda.wording import languages

DAY = datetime(2031, 3, 14, tzinfo=UTC)


def at(lat: float, lon: float) -> Point:
    return Point(lat_e7=round(lat * 1e7), lon_e7=round(lon * 1e7))


def box(south: float, west: float, north: float, east: float) -> list[Point]:
    return [at(south, west), at(south, east), at(north, east), at(north, west)]


ZONE = Place(name={"en": "Zone"}, is_="zone", shapes=[box(47.0, -30.1, 47.1, -29.9)])
WEST = Place(name={"en": "West"}, is_="zone", shapes=[box(47.0, -30.1, 47.1, -30.0)])
LINE = Place(name={"en": "Line"}, is_="line", shapes=[[at(47.0, -30.05), at(47.1, -30.05)]])
MIDDLE = Place(name={"en": "Middle"}, is_="zone", shapes=[box(47.04, -30.02, 47.06, -29.98)])
NAMELESS = Place(name={"en": "Somewhere"}, is_="undefined")
PLACES = {"zone": ZONE, "west": WEST, "line": LINE, "middle": MIDDLE, "nameless": NAMELESS}


def hours(start: float, end: float | None) -> Interval:
    return Interval(start=DAY + timedelta(hours=start), end=None if end is None else DAY + timedelta(hours=end))


def watch(where: Region | None = None, **more: object) -> Watch:
    given = {"id": "W", "observer": "P", "method": "own_senses", "acts": ["fire"], "when": hours(8, 16)} | more
    return Watch(where=where or InPlace(place="zone"), **given)  # type: ignore[arg-type]


def fact(act: str, start: float, end: float | None, where: Region | None = None, **more: str) -> Observation:
    given = {"id": f"F-{act}-{start}", "observer": "P", "origin": "P"} | more
    return Observation(
        method="own_senses",
        verb="saw",
        act=act,
        where=where or InPlace(place="zone"),
        when=hours(start, end),
        recorded_at=DAY + timedelta(days=1),
        **given,
    )


def test_a_camera_out_of_service_watched_nothing_meanwhile_and_the_watch_says_why() -> None:
    camera = watch(says={"en": "North mast.", "uk": "Північна щогла."})
    (reduced,) = reduce_watches([camera], [fact("lose_watch", 10, 12)], PLACES)
    assert reduced.interrupted == [hours(10, 12)]
    assert reduced.says == {
        "en": "North mast. Watch lost from 2031-03-14 10:00 UTC to 2031-03-14 12:00 UTC, 100% of its ground"
        " (F-lose_watch-10).",
        "uk": "Північна щогла. Спостереження втрачено з 2031-03-14 10:00 UTC до 2031-03-14 12:00 UTC, 100 % місцевості"
        " (F-lose_watch-10).",
    }


def test_interruptions_that_touch_are_one_and_those_known_before_stay() -> None:
    facts = [fact("lose_watch", 10, 12), fact("lose_watch", 12, 13), fact("lose_watch", 11, 11.5)]
    (reduced,) = reduce_watches([watch(interrupted=[hours(8.5, 9)])], facts, PLACES)
    assert reduced.interrupted == [hours(8.5, 9), hours(10, 13)]


@pytest.mark.parametrize("end", [None, 10])
def test_a_loss_of_which_nobody_knows_the_end_goes_on(end: float | None) -> None:
    (reduced,) = reduce_watches([watch()], [fact("lose_watch", 10, end)], PLACES)
    assert reduced.interrupted == [hours(10, 16)]


@pytest.mark.parametrize("act", ["deny_access", "delay_access", "condition_access"])
def test_a_restriction_takes_its_ground_for_its_time_and_leaves_the_rest(act: str) -> None:
    whole, *left = reduce_watches([watch()], [fact(act, 10, 12, InPlace(place="west"))], PLACES)
    assert whole.interrupted == [hours(10, 12)]
    assert [(one.id, one.when, one.observer) for one in left] == [("W/1", hours(10, 12), "P")]
    regions = [one.where for one in left]
    assert abs(share_covered_together(regions, ZONE, PLACES) - 500_000) < 500
    assert share_covered_together(regions, WEST, PLACES) == 0
    assert "50% of its ground" in whole.says["en"] or "50.1% of its ground" in whole.says["en"]


def test_ground_in_the_middle_leaves_pieces_without_holes() -> None:
    _, *left = reduce_watches([watch()], [fact("deny_access", 10, 12, InPlace(place="middle"))], PLACES)
    regions = [one.where for one in left]
    assert len(left) >= 2
    assert share_covered_together(regions, MIDDLE, PLACES) == 0
    assert abs(share_covered_together(regions, ZONE, PLACES) - 960_000) < 1_000


def test_restrictions_that_begin_and_end_apart_leave_a_watch_for_each_stretch_of_time() -> None:
    west, east = (Area(ring=box(46.9, side - 0.2, 47.2, side)) for side in (-29.99, -29.81))
    facts = [fact("deny_access", 9, 12, west), fact("delay_access", 11, 13, east)]
    whole, *left = reduce_watches([watch()], facts, PLACES)
    assert whole.interrupted == [hours(9, 13)]
    assert [one.when for one in left] == [hours(9, 11), hours(12, 13)]


def test_a_restriction_that_names_no_ground_leaves_nothing() -> None:
    wide = Disc(at=at(47.05, -30.0), radius_m=50_000)
    for where in (wide, InPlace(place="zone"), InPlace(place="nameless")):
        (reduced,) = reduce_watches([watch()], [fact("deny_access", 10, None, where)], PLACES)
        assert reduced.interrupted == [hours(10, 16)]


def test_a_restriction_elsewhere_or_at_another_time_or_of_another_patrol_takes_nothing() -> None:
    away = Disc(at=at(46.0, -30.0), radius_m=1_000)
    facts = [
        fact("deny_access", 10, 12, away),
        fact("deny_access", 17, 18, id="late"),
        fact("deny_access", 10, 12, observer="Q", id="other"),
        fact("fire", 10, 12, id="shot"),
    ]
    assert reduce_watches([watch()], facts, PLACES) == [watch()]


def test_a_fact_that_was_corrected_takes_nothing() -> None:
    facts = [fact("lose_watch", 10, 12), fact("lose_watch", 10, 11, id="C", corrects="F-lose_watch-10")]
    for given in (facts, rows_of(facts, Observation)):
        (reduced,) = reduce_watches([watch()], given, PLACES)
        assert reduced.interrupted == [hours(10, 11)]


def test_a_line_loses_a_share_because_it_has_no_area() -> None:
    half = Area(ring=box(47.0, -30.1, 47.05, -30.0))
    _, left = reduce_watches([watch(InPlace(place="line"))], [fact("deny_access", 10, 12, half)], PLACES)
    assert abs(left.share - 500_000) < 1_000
    assert left.where == InPlace(place="line")
    (gone,) = reduce_watches([watch(InPlace(place="line"), share=400_000)], [fact("deny_access", 10, 12, half)], PLACES)
    assert gone.interrupted == [hours(10, 12)]


def test_ground_that_was_not_covered_anyway_may_lie_in_what_is_left() -> None:
    _, left = reduce_watches([watch(share=800_000)], [fact("deny_access", 10, 12, InPlace(place="west"))], PLACES)
    assert 598_000 < left.share <= 600_000
    assert share_covered(left.where, WEST, PLACES) == 0


@pytest.mark.parametrize("act", [LOST, *RESTRICTED])
def test_each_act_that_reduces_a_watch_has_its_sentence_in_every_language(act: str) -> None:
    reduced = reduce_watches([watch()], [fact(act, 9, 10, InPlace(place="west"))], PLACES)
    assert any(set(each.says) == set(languages()) for each in reduced)


def test_the_loss_of_one_means_takes_nothing_off_another_or_off_other_ground() -> None:
    lost = fact("lose_watch", 10, 12)
    aircraft = watch(method="uav")
    assert reduce_watches([aircraft], [lost], PLACES) == [aircraft]  # a post was lost, the aircraft went on
    elsewhere = fact("lose_watch", 10, 12, Disc(at=at(49.0, -33.0), radius_m=2_000))
    assert reduce_watches([watch()], [elsewhere], PLACES) == [watch()]


@pytest.mark.parametrize("act", RESTRICTED)
def test_a_closed_road_stops_no_camera_and_no_aircraft(act: str) -> None:
    for method in ("camera", "uav", "acoustic", "seismic"):
        assert reduce_watches([watch(method=method)], [fact(act, 10, 12)], PLACES) == [watch(method=method)]
