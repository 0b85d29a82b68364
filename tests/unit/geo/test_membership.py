"""Certain in, certain out, or a probability; distances against the geodesic library."""

from typing import Any

import pytest
from pyproj import Geod

from servanda.errors import InputError
from servanda.geo import distance_range, inside, nearer_than
from servanda.records.agreement import Place
from servanda.records.place import Area, Disc, InPlace, Path, Point, Region, Sector, Spot

EARTH = Geod(ellps="WGS84")


def at(lat: float, lon: float) -> Point:
    return Point(lat_e7=round(lat * 1e7), lon_e7=round(lon * 1e7))


def box(south: float, north: float, west: float, east: float, **more: Any) -> Place:
    ring = [at(south, west), at(south, east), at(north, east), at(north, west)]
    return Place(name={"en": "Box"}, is_="zone", shapes=[ring], **more)


ZONE = box(47.0, 47.2, -30.2, -29.8)
LINE = Place(name={"en": "Line"}, is_="line", shapes=[[at(46.5, -30.0), at(48.0, -30.0)]])
VILLAGE = Place(name={"en": "Village"}, is_="settlements", shapes=[[at(47.1, -30.1)]])
PLACES = {"zone": ZONE, "line": LINE, "village": VILLAGE}


def east_of_line(metres: int, lat: float = 47.1) -> Point:
    """A meridian is a geodesic, so the nearest point of the line is the one that sees it at a right angle."""
    lon, north, _ = EARTH.fwd(-30.0, lat, 90.0, metres)
    return at(north, lon)


def test_a_disc_well_inside_is_certainly_inside() -> None:
    assert inside(Disc(at=at(47.1, -30.0), radius_m=3_000), ZONE, PLACES).certain is True


def test_a_disc_well_outside_is_certainly_outside() -> None:
    chance = inside(Disc(at=at(47.3, -30.0), radius_m=3_000), ZONE, PLACES)
    assert (chance.certain, chance.ppm) == (False, 0)


def test_a_spot_on_the_edge_is_half_inside() -> None:
    chance = inside(Spot(at=at(47.1, -30.2), sigma_m=100), ZONE, PLACES)
    assert chance.certain is None
    assert abs(chance.ppm - 500_000) < 2_000


def test_the_error_of_a_drawn_zone_takes_certainty_away() -> None:
    region = Disc(at=at(47.1, -30.19), radius_m=100)
    assert inside(region, ZONE, PLACES).certain is True
    loose = inside(region, box(47.0, 47.2, -30.2, -29.8, error_m=900), PLACES)
    assert loose.certain is None
    assert 800_000 < loose.ppm < 1_000_000


def test_a_region_that_names_the_place_is_certainly_in_it() -> None:
    assert inside(InPlace(place="zone"), ZONE, PLACES).certain is True


def test_an_unknown_place_is_refused_by_name() -> None:
    with pytest.raises(InputError, match="nowhere"):
        inside(InPlace(place="nowhere"), ZONE, PLACES)


def test_a_place_without_a_shape_decides_nothing_and_says_so() -> None:
    vague = Place(name={"en": "Vague"}, is_="undefined", open="where")
    with pytest.raises(InputError, match="Vague") as caught:
        inside(Disc(at=at(47.1, -30.0), radius_m=10), vague, PLACES)
    assert caught.value.code == "place-without-shape"


HERE = at(47.05, -30.0)
RING_ONCE = [at(47.0, -30.0), at(47.0, -29.9), at(47.1, -29.9)]


@pytest.mark.parametrize(
    ("region", "place"),
    [
        (Path(points=[HERE], sigma_m=10), ZONE),
        (Path(points=[HERE, HERE], sigma_m=10), ZONE),
        (Path(points=[], sigma_m=10), ZONE),
        (Area(ring=[]), ZONE),
        (Area(ring=[HERE, HERE, HERE]), ZONE),
        (Disc(at=HERE, radius_m=10), Place(name={"en": "L"}, is_="line", shapes=[[HERE]])),
        (Disc(at=HERE, radius_m=10), Place(name={"en": "L"}, is_="line", shapes=[[], [HERE, HERE]])),
        (Disc(at=HERE, radius_m=10), Place(name={"en": "Z"}, is_="zone", shapes=[RING_ONCE, RING_ONCE])),
        (Disc(at=HERE, radius_m=10), Place(name={"en": "Z"}, is_="zone", shapes=[[HERE, HERE]])),
    ],
)
def test_shapes_that_enclose_nothing_are_refused_and_never_crash(region: Region, place: Place) -> None:
    for ask in (inside, distance_range):
        with pytest.raises(InputError, match=r"region-empty|line-without-length|ring-without-area|no length|no area"):
            ask(region, place, PLACES)
    with pytest.raises(InputError):
        nearer_than(region, place, 500, PLACES)


@pytest.mark.parametrize("metres", [500, 7_000, 25_000, 70_000])
def test_a_distance_to_a_line_is_geodesic_within_a_centimetre(metres: int) -> None:
    """Whole metres are rounded outwards from 5 mm on: exact ones mean that neither end is off by more than that."""
    low, high = distance_range(Disc(at=east_of_line(metres), radius_m=1), LINE, PLACES)
    assert (low, high) == (metres - 1, metres + 1)


def test_a_disc_of_200_m_at_700_m_is_certainly_nearer_than_1_km_and_not_than_500_m() -> None:
    region = Disc(at=east_of_line(700), radius_m=200)
    assert nearer_than(region, LINE, 1_000, PLACES).certain is True
    assert nearer_than(region, LINE, 500, PLACES).certain is False
    assert nearer_than(region, LINE, 700, PLACES).certain is None


def test_exactly_at_the_limit_is_not_nearer() -> None:
    region = Disc(at=east_of_line(1_100), radius_m=100)
    assert distance_range(region, LINE, PLACES) == (1_000, 1_200)
    assert nearer_than(region, LINE, 999, PLACES).certain is False
    assert nearer_than(region, LINE, 1_001, PLACES).certain is None


def test_the_range_of_a_disc_that_holds_a_village_begins_at_nought() -> None:
    assert distance_range(Disc(at=at(47.1, -30.1), radius_m=400), VILLAGE, PLACES) == (0, 400)


def test_a_bearing_against_magnetic_north_is_turned_by_its_declination() -> None:
    common = {"post": at(47.1, -30.0), "bearing_sigma_cdeg": 100, "distance_m": 5_000, "distance_sigma_m": 100}
    turned = Sector(bearing_cdeg=8_200, north="magnetic", declination_cdeg=800, **common)
    true = Sector(bearing_cdeg=9_000, **common)
    assert distance_range(turned, VILLAGE, PLACES) == distance_range(true, VILLAGE, PLACES)
    unturned = Sector(bearing_cdeg=8_200, **common)
    assert distance_range(unturned, LINE, PLACES) != distance_range(true, LINE, PLACES)


def test_a_sector_keeps_to_its_three_sigma() -> None:
    region = Sector(
        post=at(47.1, -30.0), bearing_cdeg=9_000, bearing_sigma_cdeg=100, distance_m=5_000, distance_sigma_m=200
    )
    low, high = distance_range(region, LINE, PLACES)
    assert 4_380 <= low <= 4_400
    assert 5_599 <= high <= 5_604


def test_a_path_that_crosses_a_zone_was_in_it() -> None:
    path = Path(points=[at(47.1, -30.4), at(47.1, -29.6)], sigma_m=50)
    assert inside(path, ZONE, PLACES).certain is True
    assert inside(Path(points=[at(47.3, -30.4), at(47.3, -29.6)], sigma_m=50), ZONE, PLACES).certain is False


def test_an_area_without_extent_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        inside(Area(ring=[at(47.0, -30.0), at(47.1, -30.0), at(47.2, -30.0)]), ZONE, PLACES)
    assert caught.value.code == "ring-without-area"


def test_a_zone_across_the_antimeridian_holds_what_is_in_it() -> None:
    zone = box(-17.0, -16.0, 179.5, -179.5)
    assert inside(Disc(at=at(-16.5, -179.9), radius_m=1_000), zone, {}).certain is True
    assert inside(Disc(at=at(-16.5, 179.9), radius_m=1_000), zone, {}).certain is True
    assert inside(Disc(at=at(-16.5, -179.0), radius_m=1_000), zone, {}).certain is False


def test_a_zone_around_a_pole_holds_the_pole() -> None:
    cap = Place(name={"en": "Cap"}, is_="zone", shapes=[[at(88.0, lon) for lon in (-180, -90, 0, 90)]])
    assert inside(Disc(at=at(90.0, 12.0), radius_m=1_000), cap, {}).certain is True
    assert inside(Disc(at=at(85.0, 12.0), radius_m=1_000), cap, {}).certain is False


def test_a_hole_in_a_zone_is_outside() -> None:
    ring_zone = Place(
        name={"en": "Ring"},
        is_="zone",
        shapes=[box(47.0, 47.2, -30.2, -29.8).shapes[0], box(47.05, 47.15, -30.1, -29.9).shapes[0]],
    )
    assert inside(Disc(at=at(47.1, -30.0), radius_m=100), ring_zone, {}).certain is False


HALF = box(47.0, 47.2, -30.2, -30.0, error_m=1500)
"""The western half of `WHOLE`, drawn through the same corners."""
CORNERS = [(47.0, -30.2), (47.0, -30.0), (47.0, -29.8), (47.2, -29.8), (47.2, -30.0), (47.2, -30.2)]
WHOLE = Place(name={"en": "Whole"}, is_="zone", shapes=[[at(*corner) for corner in CORNERS]], error_m=1500)


def test_a_place_drawn_as_part_of_another_lies_in_it_wherever_their_common_edge_runs() -> None:
    assert inside(InPlace(place="half"), WHOLE, {"half": HALF}).certain is True


def test_a_place_drawn_beside_another_lies_outside_it_wherever_their_common_edge_runs() -> None:
    other = box(47.0, 47.2, -30.0, -29.8, error_m=1500)
    assert inside(InPlace(place="half"), other, {"half": HALF}).certain is False
    overlapping = box(47.0, 47.2, -30.01, -29.8, error_m=1500)
    assert inside(InPlace(place="half"), overlapping, {"half": HALF}).certain is None


def test_a_place_whose_own_edge_runs_near_the_edge_of_another_may_reach_beyond_it() -> None:
    own = box(47.005, 47.195, -30.195, -30.0, error_m=1500)
    assert inside(InPlace(place="own"), WHOLE, {"own": own}).certain is None
    nearly_all = box(47.0, 47.2, -30.2, -29.81, error_m=1500)
    assert inside(InPlace(place="nearly"), WHOLE, {"nearly": nearly_all}).certain is None


def test_a_place_with_a_common_edge_that_reaches_beyond_it_is_no_part() -> None:
    beyond = box(47.0, 47.2, -30.2, -29.7, error_m=1500)
    assert inside(InPlace(place="beyond"), WHOLE, {"beyond": beyond}).certain is None


def test_a_track_is_certainly_near_only_if_all_of_three_errors_about_a_fix_is() -> None:
    """Two kilometres from the line, each fix to 100 m: at most 2,300 m away, so not *certainly* nearer than 2,250."""
    track = Path(points=[east_of_line(2_000, 47.1), east_of_line(2_000, 47.2)], sigma_m=100)
    low, high = distance_range(track, LINE, PLACES)
    assert 1_690 <= low <= 1_710
    assert 2_299 <= high <= 2_301
    assert nearer_than(track, LINE, 2_250, PLACES).certain is None
    assert nearer_than(track, LINE, 2_310, PLACES).certain is True
