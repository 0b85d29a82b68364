"""Distances in bulk against the geodesic library, which is asked for every part of every edge."""

from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from servanda.errors import InputError
from servanda.geo.bulk import LineIndex
from servanda.geo.bulk.earth import along, in_space, relative
from servanda.geo.bulk.nearest import least_of_all
from servanda.geo.bulk.pieces import divided, pieces_of
from servanda.records.place import Point
from unit.geo.land import EARTH, around, point, wheel, winding

LATITUDES = [0.0, 31.0, 48.5, 65.0, -65.0]


def edge_distance(lon: NDArray, lat: NDArray, start: Point, end: Point) -> NDArray:
    """Least geodesic from each point to one geodesic edge, by thirds: distance along an edge has one least value."""
    a = (start.lon_e7 / 1e7, start.lat_e7 / 1e7)
    azimuth, _, length = EARTH.inv(*a, end.lon_e7 / 1e7, end.lat_e7 / 1e7)

    def away(share: NDArray) -> NDArray:
        same = np.full(len(lon), 1.0)
        east, north, _ = EARTH.fwd(same * a[0], same * a[1], same * azimuth, share * length)
        return np.asarray(EARTH.inv(lon, lat, east, north)[2])

    low, high = np.zeros(len(lon)), np.ones(len(lon))
    for _ in range(30):
        left, right = low + (high - low) / 3, high - (high - low) / 3
        nearer = away(left) < away(right)
        low, high = np.where(nearer, low, left), np.where(nearer, right, high)
    return np.minimum(away((low + high) / 2), np.minimum(away(low * 0), away(low * 0 + 1)))


def reference(lon: NDArray, lat: NDArray, points: list[Point]) -> NDArray:
    edges = [edge_distance(lon, lat, *edge) for edge in pairwise(points)]
    return np.min(edges, axis=0)


@pytest.mark.parametrize("latitude", LATITUDES)
@pytest.mark.parametrize("away_m", [(0.0, 2_000.0), (10_000.0, 70_000.0)])
def test_within_a_centimetre_to_70_km(latitude: float, away_m: tuple[float, float]) -> None:
    points = winding(37.0, latitude, corners=25)
    lon, lat = around(points, 40, away_m)
    assert np.abs(LineIndex([points]).distance_m(lon, lat) - reference(lon, lat, points)).max() < 0.01


@pytest.mark.parametrize(("lon", "lat"), [(37.0, 48.5), (-179.9, 0.0), (20.0, 70.0), (20.0, -80.0), (20.0, 84.0)])
@pytest.mark.parametrize("line", [winding, wheel])
def test_no_cell_leaves_out_what_may_be_nearest(
    line: Callable[[float, float], list[Point]], lon: float, lat: float
) -> None:
    points = line(lon, lat)
    east, north = around(points, 1_500, (0.0, 1_500_000.0))
    meridian = points[0].lon_e7 / 1e7
    pieces = pieces_of([divided(points, meridian, closed=False)])
    spots = np.array(in_space(relative(east, meridian), north))
    every = along(np.sqrt(least_of_all(pieces, spots)), north)
    assert np.abs(LineIndex([points]).distance_m(east, north) - every).max() < 1e-6


@pytest.mark.parametrize(("length_m", "error_m"), [(70_000.0, 0.0025), (110_000.0, 0.01), (140_000.0, 0.02)])
def test_a_chord_says_how_long_its_geodesic_is(length_m: float, error_m: float) -> None:
    random = np.random.default_rng(4)
    lat, turn = random.uniform(-80, 80, 5_000), random.uniform(0, 360, 5_000)
    east, north, _ = EARTH.fwd(lat * 0, lat, turn, np.full(5_000, length_m))
    ends = np.array(in_space(lat * 0, lat)), np.array(in_space(np.asarray(east), np.asarray(north)))
    chord = np.sqrt(((ends[0] - ends[1]) ** 2).sum(axis=0))
    assert np.abs(along(chord, lat) - length_m).max() < error_m


def test_what_is_not_a_place_is_refused() -> None:
    line = LineIndex([winding(37.0, 48.5)])
    for lon, lat in ((np.nan, 48.0), (37.0, 91.0), (400.0, 48.0)):
        with pytest.raises(InputError, match="bulk-not-a-place"):
            line.distance_m(np.array([37.0, lon]), np.array([48.0, lat]))


def test_the_antimeridian_is_a_meridian_as_any_other() -> None:
    here, there = winding(20.0, 48.5), winding(179.9, 48.5)
    lon, lat = around(here, 500, (0.0, 70_000.0))
    far = (lon + 159.9 + 180) % 360 - 180
    assert {np.sign(one.lon_e7) for one in there} == {-1, 1}
    assert np.abs(LineIndex([here]).distance_m(lon, lat) - LineIndex([there]).distance_m(far, lat)).max() < 0.1


def test_whole_numbers_and_degrees_are_the_same_place() -> None:
    points = winding(37.0, 48.5)
    lon, lat = around(points, 100, (0.0, 70_000.0))
    lon_e7, lat_e7 = np.rint(lon * 1e7).astype(np.int64), np.rint(lat * 1e7).astype(np.int64)
    line = LineIndex([points])
    assert line.distance_m(lon_e7, lat_e7).tolist() == line.distance_m(lon_e7 / 1e7, lat_e7 / 1e7).tolist()


def test_two_paths_are_one_line() -> None:
    points = winding(37.0, 48.5)
    lon, lat = around(points, 100, (0.0, 70_000.0))
    both = LineIndex([points[:11], points[20:]]).distance_m(lon, lat)
    apart = [LineIndex([part]).distance_m(lon, lat) for part in (points[:11], points[20:])]
    assert np.abs(both - np.minimum(*apart)).max() < 1e-6


def test_a_line_that_leads_nowhere_is_refused() -> None:
    with pytest.raises(InputError, match="line-without-length"):
        LineIndex([[point(37.0, 48.5)] * 2])
