"""How much of a place was watched, and what a map shows of a region."""

import numpy as np
import pytest

from servanda.geo import (
    inside,
    moments_of,
    region_polygon,
    same_place_likelihood,
    share_covered,
    share_covered_together,
)
from servanda.geo.frame import about
from servanda.records.agreement import Place
from servanda.records.place import Area, Disc, InPlace, Path, Point, Region, Sector, Spot


def at(lat: float, lon: float) -> Point:
    return Point(lat_e7=round(lat * 1e7), lon_e7=round(lon * 1e7))


RING = [at(47.0, -30.1), at(47.0, -29.9), at(47.1, -29.9), at(47.1, -30.1)]
WEST = [at(47.0, -30.1), at(47.0, -30.0), at(47.1, -30.0), at(47.1, -30.1)]
ZONE = Place(name={"en": "Zone"}, is_="zone", shapes=[RING])
LINE = Place(name={"en": "Line"}, is_="line", shapes=[[at(47.0, -30.0), at(47.1, -30.0)]])
PLACES = {"zone": ZONE, "line": LINE}
SECTOR = Sector(
    post=at(47.05, -30.0), bearing_cdeg=9_000, bearing_sigma_cdeg=500, distance_m=4_000, distance_sigma_m=500
)


def test_a_watch_of_the_place_itself_covers_it_whole() -> None:
    assert share_covered(InPlace(place="zone"), ZONE, PLACES) == 1_000_000


def test_the_western_half_is_half_of_it() -> None:
    assert abs(share_covered(Area(ring=WEST), ZONE, PLACES) - 500_000) < 200


def test_ground_seen_twice_counts_once() -> None:
    both = share_covered_together([Area(ring=WEST), Area(ring=WEST)], ZONE, PLACES)
    assert both == share_covered(Area(ring=WEST), ZONE, PLACES)


def test_two_halves_cover_a_line_on_their_border_without_exceeding_it() -> None:
    east = [at(47.0, -30.0), at(47.0, -29.9), at(47.1, -29.9), at(47.1, -30.0)]
    assert share_covered_together([Area(ring=WEST), Area(ring=east)], ZONE, PLACES) >= 999_700
    assert 0 <= share_covered(Disc(at=at(47.05, -30.0), radius_m=1_000), LINE, PLACES) <= 1_000_000


def test_a_camera_covers_only_one_deviation_to_each_side() -> None:
    wedge = share_covered(SECTOR, ZONE, PLACES)
    area_m2 = 3.14159 * 4_000**2 * 10 / 360
    zone_m2 = 15_190 * 11_119
    assert wedge == pytest.approx(1e6 * area_m2 / zone_m2, rel=0.02)


@pytest.mark.parametrize(
    "region",
    [
        Spot(at=at(47.05, -30.0), sigma_m=100),
        Disc(at=at(47.05, -30.0), radius_m=100),
        SECTOR,
        Area(ring=RING),
        Path(points=[at(47.0, -30.0), at(47.1, -30.0)], sigma_m=50),
        InPlace(place="zone"),
    ],
)
def test_every_region_has_an_outline_of_at_least_three_corners(region: Region) -> None:
    rings = region_polygon(region, PLACES)
    assert rings
    assert all(len(ring) >= 3 and ring[0] != ring[-1] for ring in rings)


def test_the_mean_of_a_sector_lies_on_its_bearing() -> None:
    moments = moments_of(SECTOR, PLACES)
    assert abs(moments.at.lat_e7 - 470_500_000) < 2_000
    assert moments.at.lon_e7 > -300_000_000
    assert moments.north_m2 == pytest.approx((4_000 * 0.0873) ** 2, rel=0.06)


def test_regions_of_one_place_overlap_more_than_distant_ones() -> None:
    near = same_place_likelihood(Spot(at=at(47.05, -30.0), sigma_m=300), SECTOR, PLACES)
    here = same_place_likelihood(Spot(at=at(47.05, -29.9475), sigma_m=300), SECTOR, PLACES)
    assert here > near >= 0


def test_nobody_can_tell_from_the_outline_of_a_bearing_where_the_post_stands() -> None:
    """No side of the outline, drawn on, leads to the post, and it holds what the bearing leaves possible."""
    (ring,) = region_polygon(SECTOR, PLACES)
    plane = about(SECTOR.post).plane(ring)
    turned = np.roll(plane, -1, axis=0)
    sides = turned - plane
    apart = np.abs(sides[:, 0] * plane[:, 1] - sides[:, 1] * plane[:, 0]) / np.hypot(sides[:, 0], sides[:, 1])
    assert int((apart < 1.0).sum()) <= 2
    assert inside(SECTOR, Place(name={"en": "-"}, is_="zone", shapes=[ring]), PLACES).ppm > 950_000
