"""Membership in bulk against the reference: each point on a chart of its own, each zone drawn for it."""

import numpy as np
import pytest
import shapely
from numpy.typing import NDArray

from servanda.errors import InputError
from servanda.geo.bulk import ASK, IN, OUT, LineIndex, ZoneIndex
from servanda.geo.frame import about
from servanda.geo.shape import drawn
from servanda.records.agreement import Place
from servanda.records.place import Point
from unit.geo.land import Ring, beside, point, spread, zones_at


def reference(zones: list[list[Ring]], lon: NDArray, lat: NDArray) -> NDArray:
    places = [Place(name={"en": "Z"}, is_="zone", shapes=rings) for rings in zones]
    found = np.zeros((len(lon), len(zones)), dtype=bool)
    for row, (east, north) in enumerate(zip(lon.tolist(), lat.tolist(), strict=True)):
        frame = about(Point(lat_e7=north, lon_e7=east))
        found[row] = [shapely.contains_xy(drawn(place, frame), 0.0, 0.0) for place in places]
    return found


def bits(words: NDArray, zones: int) -> NDArray:
    return (words[:, None] >> np.arange(zones, dtype=np.uint64) & np.uint64(1)).astype(bool)


@pytest.mark.parametrize(("lon", "lat"), [(37.0, 48.5), (-120.0, 65.0), (30.0, 0.0), (179.8, -65.0)])
def test_members_are_those_of_the_reference(lon: float, lat: float) -> None:
    zones = zones_at(lon, lat)
    east, north = spread(lon, lat, 100)
    assert (bits(ZoneIndex(zones).members(east, north), 4) == reference(zones, east, north)).all()


@pytest.mark.parametrize("ring", [0, 1, 2])
def test_within_a_metre_of_an_edge_the_reference_decides(ring: int) -> None:
    zones = zones_at(37.0, 65.0)
    east, north = beside(zones[ring][0], 60, (0.0, 0.02))
    assert (bits(ZoneIndex(zones).members(east, north), 4) == reference(zones, east, north)).all()


def test_a_reach_asks_where_it_comes_within_a_metre_of_an_edge() -> None:
    zones = zones_at(37.0, 48.5)
    east, north = spread(37.0, 48.5, 1_500)
    reach = 10 ** np.random.default_rng(2).uniform(0, 4.3, len(east))
    index = ZoneIndex(zones)
    codes, inside = index.codes(east, north, reach), bits(index.members(east, north), 4)
    for zone, rings in enumerate(zones):
        away = LineIndex([[*ring, ring[0]] for ring in rings]).distance_m(east, north)
        near = away <= reach + 1.0
        assert (codes[near, zone] == ASK).all()
        assert (codes[~near, zone] == np.where(inside[~near, zone], IN, OUT)).all()
        assert near.any()
        assert not near.all()


def test_without_reach_only_the_last_metre_asks() -> None:
    zones = zones_at(37.0, 48.5)
    index = ZoneIndex(zones)
    close, clear = (beside(zones[0][0], 200, off) for off in ((0.0, 0.9), (1.1, 3.0)))
    assert (index.codes(*close, np.zeros(200))[:, 0] == ASK).all()
    assert (index.codes(*clear, np.zeros(200))[:, 0] == ASK).mean() < 0.05


def test_far_away_is_outside_everything() -> None:
    index = ZoneIndex(zones_at(37.0, 48.5))
    lon, lat = np.array([-140.0, 38.0, 37.0]), np.array([10.0, 20.0, 89.0])
    assert index.members(lon, lat).tolist() == [0, 0, 0]
    assert (index.codes(lon, lat, np.full(3, 5_000.0)) == OUT).all()


def test_a_corner_itself_is_not_inside() -> None:
    zones = zones_at(37.0, 48.5)
    corners = [corner for ring in zones[1] for corner in ring]
    lon, lat = (np.array([getattr(corner, name) for corner in corners]) for name in ("lon_e7", "lat_e7"))
    assert not bits(ZoneIndex(zones).members(lon, lat), 4)[:, 1].any()


def test_a_reach_that_nobody_knows_is_refused_and_an_endless_one_asks_everywhere() -> None:
    zones = zones_at(37.0, 48.5)
    index, (lon, lat) = ZoneIndex(zones), spread(37.0, 48.5, 2)
    with pytest.raises(InputError, match="bulk-no-reach"):
        index.codes(lon, lat, np.array([1.0, np.nan]))
    assert (index.codes(lon, lat, np.array([np.inf, np.inf])) == ASK).all()


def test_rings_that_leave_no_area_are_refused() -> None:
    ring = zones_at(37.0, 48.5)[0][0]
    with pytest.raises(InputError, match="ring-without-area"):
        ZoneIndex([[ring, ring]])


def test_no_rows_give_no_rows() -> None:
    index, none = ZoneIndex(zones_at(37.0, 48.5)), np.zeros(0)
    assert index.members(none, none).shape == (0,)
    assert index.codes(none, none, none).shape == (0, 4)


def test_more_zones_than_bits_are_refused() -> None:
    with pytest.raises(InputError, match="bulk-too-many-zones"):
        ZoneIndex(zones_at(37.0, 48.5) * 17)


def test_a_zone_over_the_pole_is_refused() -> None:
    with pytest.raises(InputError, match="bulk-too-wide"):
        ZoneIndex([[[point(0, 86), point(120, 86), point(-120, 86)]]])


def test_a_mirrored_map_gives_mirrored_answers() -> None:
    zones = zones_at(-0.2, 48.5)
    lon, lat = spread(-0.2, 48.5, 300)
    reach = 10 ** np.random.default_rng(2).uniform(0, 4.0, len(lon))
    turned = [[[Point(lat_e7=one.lat_e7, lon_e7=-one.lon_e7) for one in ring] for ring in zone] for zone in zones]
    here, there = ZoneIndex(zones).screen(lon, lat, reach), ZoneIndex(turned).screen(-lon, lat, reach)
    assert [words.tolist() for words in here] == [words.tolist() for words in there]
