"""Whether one thing can have been in two regions, by the quick way and by the outlines."""

import numpy as np
import pytest
from pyproj import Geod

from servanda.geo import can_meet, moments_of
from servanda.geo.moments import flat_positions
from servanda.records.place import Area, Disc, Point, Sector, Spot

EARTH = Geod(ellps="WGS84")


def east_by(metres: float) -> Point:
    lon, lat, _ = EARTH.fwd(-30.0, 47.1, 90.0, metres)
    return Point(lat_e7=round(lat * 1e7), lon_e7=round(lon * 1e7))


HERE = east_by(0)


@pytest.mark.parametrize(("apart", "meets"), [(0, True), (899, True), (901, False)])
def test_circles_meet_up_to_the_sum_of_their_radii(apart: float, meets: bool) -> None:  # noqa: FBT001 - a table of cases
    assert can_meet(Spot(at=HERE, sigma_m=200), Disc(at=east_by(apart), radius_m=300), {}) is meets


def test_a_bearing_meets_what_lies_on_it_and_nothing_behind_the_post() -> None:
    sector = Sector(post=HERE, bearing_cdeg=9_000, bearing_sigma_cdeg=200, distance_m=3_000, distance_sigma_m=200)
    assert can_meet(sector, Disc(at=east_by(3_500), radius_m=100), {})
    assert not can_meet(sector, Disc(at=east_by(-3_000), radius_m=500), {})


def test_an_area_meets_a_disc_that_touches_it() -> None:
    corners = [(0, 0), (1_000, 0), (1_000, 90_000)]
    ring = [Point(lat_e7=HERE.lat_e7 + up, lon_e7=east_by(east).lon_e7) for east, up in corners]
    assert can_meet(Area(ring=ring), Disc(at=east_by(1_100), radius_m=150), {})
    assert not can_meet(Area(ring=ring), Disc(at=east_by(1_500), radius_m=150), {})


def test_a_wide_bearing_spreads_across_it_and_a_vague_distance_along_it() -> None:
    wide = Sector(post=HERE, bearing_cdeg=0, bearing_sigma_cdeg=1_000, distance_m=5_000, distance_sigma_m=100)
    vague = Sector(post=HERE, bearing_cdeg=0, bearing_sigma_cdeg=100, distance_m=5_000, distance_sigma_m=1_000)
    assert moments_of(wide, {}).east_m2 > 10 * moments_of(wide, {}).north_m2
    assert moments_of(vague, {}).north_m2 > 10 * moments_of(vague, {}).east_m2


def test_positions_of_no_points_are_none() -> None:
    assert flat_positions(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)).shape == (0, 2)
