"""Laws of uncertain places: the mirror, and agreement of certainty with distance."""

from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.geo import distance_range, inside, nearer_than, share_covered, with_bands
from servanda.records.agreement import Band, Place
from servanda.records.place import Area, Disc, Path, Point, Region, Sector, Spot

AXIS_E7 = -300_000_000

points = st.builds(Point, lat_e7=st.integers(470_000_000, 476_000_000), lon_e7=st.integers(-304_000_000, -296_000_000))
regions = st.one_of(
    st.builds(Spot, at=points, sigma_m=st.integers(1, 2_000)),
    st.builds(Disc, at=points, radius_m=st.integers(1, 5_000)),
    st.builds(
        Sector,
        post=points,
        bearing_cdeg=st.integers(0, 35_999),
        bearing_sigma_cdeg=st.integers(10, 3_000),
        distance_m=st.integers(100, 15_000),
        distance_sigma_m=st.integers(10, 3_000),
    ),
    st.builds(Path, points=st.lists(points, min_size=2, max_size=4, unique=True), sigma_m=st.integers(1, 300)),
)


def ring_about(lat: int, lon: int, half: int) -> list[Point]:
    return [
        Point(lat_e7=lat + up * half, lon_e7=lon + side * half) for up, side in ((-1, -1), (-1, 1), (1, 1), (1, -1))
    ]


zones = st.builds(
    lambda lat, lon, half, error: Place(
        name={"en": "Z"}, is_="zone", shapes=[ring_about(lat, lon, half)], error_m=error
    ),
    st.integers(470_000_000, 476_000_000),
    st.integers(-304_000_000, -296_000_000),
    st.integers(50_000, 1_500_000),
    st.sampled_from([0, 0, 30, 400]),
)
lines = st.builds(
    lambda path, error: Place(name={"en": "L"}, is_="line", shapes=[path], error_m=error),
    st.lists(points, min_size=2, max_size=5, unique=True),
    st.sampled_from([0, 150]),
)


def mirror(point: Point) -> Point:
    return Point(lat_e7=point.lat_e7, lon_e7=2 * AXIS_E7 - point.lon_e7)


def mirrored(region: Region) -> Region:
    match region:
        case Spot():
            return Spot(at=mirror(region.at), sigma_m=region.sigma_m)
        case Disc():
            return Disc(at=mirror(region.at), radius_m=region.radius_m)
        case Path():
            return Path(points=[mirror(point) for point in region.points], sigma_m=region.sigma_m)
        case Area():
            return Area(ring=[mirror(point) for point in region.ring])
    return Sector(
        post=mirror(region.post),
        bearing_cdeg=(36_000 - region.bearing_cdeg) % 36_000,
        bearing_sigma_cdeg=region.bearing_sigma_cdeg,
        distance_m=region.distance_m,
        distance_sigma_m=region.distance_sigma_m,
    )


def mirrored_place(place: Place) -> Place:
    shapes = [[mirror(point) for point in shape] for shape in place.shapes]
    return Place(name=place.name, is_=place.is_, shapes=shapes, error_m=place.error_m, band=place.band)


@settings(max_examples=30, deadline=None)
@given(regions, zones)
def test_the_chance_of_being_inside_is_the_same_in_the_mirror(region: Region, zone: Place) -> None:
    assert inside(region, zone, {}) == inside(mirrored(region), mirrored_place(zone), {})


@settings(max_examples=30, deadline=None)
@given(regions, lines, st.integers(100, 40_000))
def test_nearness_and_distance_are_the_same_in_the_mirror(region: Region, line: Place, limit: int) -> None:
    other, other_line = mirrored(region), mirrored_place(line)
    assert nearer_than(region, line, limit, {}) == nearer_than(other, other_line, limit, {})
    assert distance_range(region, line, {}) == distance_range(other, other_line, {})


@settings(max_examples=30, deadline=None)
@given(regions, zones)
def test_what_is_watched_is_the_same_in_the_mirror(region: Region, zone: Place) -> None:
    assert share_covered(region, zone, {}) == share_covered(mirrored(region), mirrored_place(zone), {})


@settings(max_examples=30, deadline=None)
@given(st.builds(Disc, at=points, radius_m=st.integers(200, 5_000)), st.integers(50_000, 300_000), st.integers(-3, 3))
def test_certainly_inside_means_at_no_distance_and_certainly_outside_means_at_some(
    region: Disc, half: int, steps_away: int
) -> None:
    ring = ring_about(region.at.lat_e7 + steps_away * half // 2, region.at.lon_e7, half)
    zone = Place(name={"en": "Z"}, is_="zone", shapes=[ring])
    chance = inside(region, zone, {})
    low, high = distance_range(region, zone, {})
    assert 0 <= low <= high
    if chance.certain is True:
        assert low == 0
        assert chance.ppm == 1_000_000
    elif chance.certain is False:
        assert high > 0
        assert chance.ppm == 0
    else:
        assert 0 < chance.ppm < 1_000_000


@settings(max_examples=30, deadline=None)
@given(regions, lines, st.integers(0, 30_000))
def test_a_longer_limit_never_lowers_the_chance(region: Region, line: Place, limit: int) -> None:
    low, high = distance_range(region, line, {})
    assert low <= high
    shorter, longer = nearer_than(region, line, limit, {}), nearer_than(region, line, limit + 500, {})
    assert shorter.ppm <= longer.ppm
    assert nearer_than(region, line, high + 1, {}).certain is True
    assert nearer_than(region, line, max(0, low - 1), {}).certain is not True


@settings(max_examples=30, deadline=None)
@given(zones, lines, st.integers(0, 20_000), st.integers(1, 20_000), regions)
def test_a_band_is_the_same_in_the_mirror(zone: Place, line: Place, begins: int, width: int, region: Region) -> None:
    band = Band(within="zone", from_="line", beyond=f"{begins} m", up_to=f"{begins + width} m")
    made = {"zone": zone, "line": line, "band": Place(name={"en": "B"}, is_="band", band=band)}
    here, there = with_bands(made, {}), with_bands({name: mirrored_place(each) for name, each in made.items()}, {})
    assert bool(here["band"].shapes) is bool(there["band"].shapes)
    if here["band"].shapes:
        shares = share_covered(region, here["band"], {}), share_covered(mirrored(region), there["band"], {})
        assert abs(shares[0] - shares[1]) <= 2
