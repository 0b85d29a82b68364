"""Skipping work must not decide: the fast distances give the same chances as geodesics to every position."""

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.geo import distance_range, nearer_than
from servanda.geo.cloud import cloud_of
from servanda.geo.membership import distances
from servanda.geo.shape import drawn
from servanda.records.agreement import Place
from servanda.records.place import Disc, Point, Region, Sector

points = st.builds(Point, lat_e7=st.integers(470_000_000, 476_000_000), lon_e7=st.integers(-304_000_000, -296_000_000))
regions = st.one_of(
    st.builds(Disc, at=points, radius_m=st.integers(50, 4_000)),
    st.builds(
        Sector,
        post=points,
        bearing_cdeg=st.integers(0, 35_999),
        bearing_sigma_cdeg=st.integers(50, 2_000),
        distance_m=st.integers(500, 9_000),
        distance_sigma_m=st.integers(50, 900),
    ),
)
lines = st.lists(points, min_size=2, max_size=4, unique=True).map(
    lambda path: Place(name={"en": "L"}, is_="line", shapes=[path])
)


@settings(max_examples=30, deadline=None)
@given(regions, lines, st.integers(-50, 1_050))
def test_the_fast_path_gives_the_share_that_geodesics_to_every_position_give(
    region: Region, line: Place, part: int
) -> None:
    low, high = distance_range(region, line, {})
    limit_m = max(0, low + (high - low) * part // 1_000)
    chance = nearer_than(region, line, limit_m, {})
    cloud = cloud_of(region, {})
    share = float((distances(cloud, drawn(line, cloud.frame), cloud.xy) < limit_m).mean())
    if chance.certain is None:
        assert chance.ppm == min(999_999, max(1, round(share * 1_000_000)))
    else:
        assert share == float(chance.certain)


@settings(max_examples=30, deadline=None)
@given(regions, lines, st.integers(0, 40_000), st.integers(1, 500))
def test_an_error_of_the_drawn_line_only_ever_takes_certainty_away(
    region: Region, line: Place, limit_m: int, error_m: int
) -> None:
    loose = nearer_than(region, msgspec.structs.replace(line, error_m=error_m), limit_m, {})
    if loose.certain is not None:
        assert nearer_than(region, line, limit_m, {}).certain is loose.certain
