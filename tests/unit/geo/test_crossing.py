"""Tracks and lines: certainly across, certainly not, or not to be told from the fixes there are."""

import itertools
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.geo import crosses, inside
from servanda.records.agreement import Place
from servanda.records.place import Disc, InPlace, Path, Point, Spot

START = datetime(2031, 3, 14, 10, tzinfo=UTC)
LAT, LON = 470_000_000, -300_000_000
KM_NORTH, KM_EAST = 89_950, 132_100
"""Units of 1e-7 degree in a kilometre, at this latitude."""
WALKER = 2
"""Metres a second."""


def point(east_km: float, north_km: float) -> Point:
    return Point(lat_e7=LAT + round(north_km * KM_NORTH), lon_e7=LON + round(east_km * KM_EAST))


def line(error_m: int = 0, half_km: float = 20) -> Place:
    """A line due north through the middle."""
    path = [point(0, -half_km), point(0, half_km)]
    return Place(name={"en": "Line"}, is_="line", shapes=[path], error_m=error_m)


def track(*fixes: tuple[float, float], minutes: int = 10, speed: int | None = WALKER, sigma_m: int = 10) -> Path:
    moments = [START + timedelta(minutes=minutes * number) for number in range(len(fixes))]
    points = [point(*fix) for fix in fixes]
    return Path(points=points, sigma_m=sigma_m, moments=moments, speed_max_mps=speed)


PLACES = {"line": line()}


def across(region: Path | Disc | Spot | InPlace, error_m: int = 0) -> bool | None:
    return crosses(region, line(error_m), PLACES)


def test_two_fixes_on_either_side_have_crossed_if_nobody_can_have_walked_round_the_end() -> None:
    assert across(track((-0.5, 0), (0.5, 0))) is True


def test_two_fixes_on_one_side_and_no_time_to_cross_have_not() -> None:
    assert across(track((-2, 0), (-2, 0.5))) is False


def test_two_fixes_on_one_side_with_time_to_cross_and_return_decide_nothing() -> None:
    assert across(track((-0.2, 0), (-0.2, 0.1))) is None


def test_without_a_greatest_speed_it_may_have_gone_round() -> None:
    assert across(track((-0.5, 0), (0.5, 0), speed=None)) is None


def test_with_time_enough_to_go_round_the_end_it_may_have_gone_round() -> None:
    assert across(track((-0.5, 19), (0.5, 19), minutes=60)) is None


def test_fixes_farther_apart_than_it_can_have_moved_bound_nothing() -> None:
    assert across(track((-5, 0), (-3, 0), minutes=1)) is None


def test_what_was_in_view_all_along_needs_no_speed() -> None:
    seen = Path(points=[point(-0.5, 0), point(0.5, 0)], sigma_m=10)
    assert across(seen) is True
    assert across(msgspec.structs.replace(seen, points=[point(-3, 0), point(-1, 0)])) is False


def test_a_fix_within_the_error_of_the_drawn_line_is_on_neither_side() -> None:
    assert across(track((-0.5, 0), (0.2, 0)), error_m=300) is None
    assert across(track((-0.5, 0), (0.5, 0)), error_m=300) is True


def test_a_place_alone_has_no_side_it_came_from() -> None:
    assert across(Disc(at=point(0.1, 0), radius_m=300)) is None
    assert across(Disc(at=point(5, 0), radius_m=300)) is False


def test_an_observer_who_says_that_it_was_at_the_line_settles_where() -> None:
    assert across(InPlace(place="line")) is True


def test_between_sparse_fixes_it_may_have_entered_a_zone() -> None:
    ring = [point(-1, 0.5), point(1, 0.5), point(1, 1.5), point(-1, 1.5)]
    zone = Place(name={"en": "Zone"}, is_="zone", shapes=[ring])
    slow, fast = track((-1, 0), (1, 0), minutes=20, speed=2), track((-1, 0), (1, 0), minutes=20, speed=1)
    assert inside(slow, zone, {}).certain is None
    assert inside(msgspec.structs.replace(slow, moments=[], speed_max_mps=None), zone, {}).certain is False
    assert inside(fast, zone, {}).certain is None
    assert inside(track((-1, 0), (0, 1), (1, 0), minutes=20), zone, {}).certain is True


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"moments": [START]}, "one for each"),
        ({"moments": [START, START]}, "in order of time"),
        ({"moments": [], "speed_max_mps": 3}, "bounds nothing"),
    ],
)
def test_a_track_that_cannot_be_read_is_refused(change: dict[str, object], says: str) -> None:
    raw = {**msgspec.to_builtins(track((0, 0), (1, 0))), **change}
    with pytest.raises(msgspec.ValidationError, match=says):
        msgspec.convert(raw, Path, strict=False)


@settings(deadline=None)
@given(
    east=st.lists(st.integers(-30, 30), min_size=2, max_size=4),
    speed=st.integers(1, 6),
    further=st.integers(1, 20),
)
def test_knowing_less_of_the_speed_never_settles_and_never_turns_an_answer(
    east: list[int], speed: int, further: int
) -> None:
    fixes = [(each / 10, 0.3 * number) for number, each in enumerate(east)]
    tight, loose = across(track(*fixes, speed=speed)), across(track(*fixes, speed=speed + further))
    bounded = all(abs(right - left) * 100 < 600 * speed - 350 for left, right in itertools.pairwise(east))
    assert loose is None or loose == tight or not bounded


@settings(deadline=None)
@given(east=st.lists(st.integers(-30, 30), min_size=2, max_size=4), speed=st.integers(1, 6))
def test_the_mirror_changes_no_answer(east: list[int], speed: int) -> None:
    fixes = [(each / 10, 0.3 * number) for number, each in enumerate(east)]
    mirrored = [(-e, n) for e, n in fixes]
    assert across(track(*fixes, speed=speed)) == across(track(*mirrored, speed=speed))
