"""Many round regions at once give the numbers that each gives alone, compiled or not."""

import numpy as np
import pytest

from servanda.geo import ACROSS, IN, OUT, distance_range, inside, nearer_than
from servanda.geo.rounds import (
    NO_NUMBER,
    Kind,
    Limits,
    away_m,
    compiled,
    edges_of_line,
    edges_of_zone,
    shares_inside,
    shares_nearer,
    surely_inside,
)
from servanda.records.agreement import Place
from servanda.records.place import Disc, Point, Region, Spot

LAT, LON = 473_000_000, -1_799_990_000
"""Beside the antimeridian, which must not matter."""


def point(north: float, east: float) -> Point:
    lon = LON + round(east * 132.45)
    return Point(lat_e7=LAT + round(north * 89.95), lon_e7=lon if lon >= -1_800_000_000 else lon + 3_600_000_000)


def winding(number: int, size_m: float) -> list[Point]:
    """A ring with teeth, so that rings of positions meet it often."""
    turn = np.linspace(0, 2 * np.pi, number, endpoint=False)
    reach = size_m * (1 + 0.2 * np.sin(7 * turn) + 0.05 * (-1) ** np.arange(number))
    return [point(float(r * np.cos(t)), float(r * np.sin(t))) for r, t in zip(reach, turn, strict=True)]


ZONE = Place(name={"en": "Zone"}, is_="zone", shapes=[winding(90, 6_000), winding(4, 1_500)])
LINE = Place(
    name={"en": "Line"}, is_="line", shapes=[winding(60, 9_000)[:-7], [point(-30_000, 0), point(-31_000, 9_000)]]
)


def spots(number: int, seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    points = [point(*random.normal(0, 6_000, 2)) for _ in range(number)]
    lat, lon = (np.array([getattr(each, name) for each in points]) for name in ("lat_e7", "lon_e7"))
    return lat, lon, random.choice([7, 90, 333, 1_000], number).astype(np.float64)


def region(kind: Kind, lat: int, lon: int, scale: float) -> Region:
    at = Point(lat_e7=int(lat), lon_e7=int(lon))
    return Spot(at=at, sigma_m=int(scale)) if kind == "spot" else Disc(at=at, radius_m=int(scale))


@pytest.fixture(params=["columns", "compiled"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "compiled" and not compiled.INSTALLED:
        pytest.skip("numba is not installed: the extra `fast`")
    monkeypatch.setattr(compiled, "INSTALLED", request.param == "compiled")


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize("kind", ["spot", "disc"])
def test_the_share_inside_is_that_of_the_cloud(kind: Kind) -> None:
    lat, lon, scale = spots(150, 1)
    regions = [region(kind, *each) for each in zip(lat, lon, scale, strict=True)]
    alone = [inside(each, ZONE, {}) for each in regions]
    within = np.array([inside(Disc(at=each.at, radius_m=1), ZONE, {}).certain for each in regions])  # type: ignore[union-attr]
    some = np.array([chance.certain is None for chance in alone]) & np.array([each is not None for each in within])
    found = shares_inside(
        edges_of_zone(ZONE.shapes), (lat[some], lon[some]), scale[some], within[some].astype(bool), kind
    )
    told = np.array([chance.ppm for chance in alone])[some]
    assert np.count_nonzero(some) > 15
    assert np.all((found == told) | (found == NO_NUMBER))
    assert np.mean(found == NO_NUMBER) < 0.05


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize("kind", ["spot", "disc"])
def test_the_share_nearer_than_a_limit_is_that_of_the_cloud(kind: Kind) -> None:
    lat, lon, scale = spots(300, 2)
    edges = edges_of_line(LINE.shapes)
    away = away_m(edges, (lat, lon), np.full(len(lat), 60_000.0))
    limit = np.random.default_rng(3).choice([400, 2_000, 5_000], len(lat))
    regions = [region(kind, *each) for each in zip(lat, lon, scale, strict=True)]
    alone = [nearer_than(each, LINE, int(far), {}) for each, far in zip(regions, limit, strict=True)]
    some = np.array([chance.certain is None for chance in alone])
    found = shares_nearer(
        edges, Limits((lat, lon), scale, away, limit.astype(np.float64)).only(np.flatnonzero(some)), kind
    )
    assert np.count_nonzero(some) > 15
    assert found.tolist() == [chance.ppm for chance in alone if chance.certain is None]


def test_distances_are_those_of_the_reference() -> None:
    lat, lon, scale = spots(60, 4)
    away = away_m(edges_of_line(LINE.shapes), (lat, lon), np.full(len(lat), 60_000.0))
    for at, middle in enumerate(away.tolist()):
        low, high = distance_range(region("disc", lat[at], lon[at], scale[at]), LINE, {})
        assert low == np.floor(max(0.0, middle - scale[at]) + 0.005)
        assert high == np.ceil(middle + scale[at] - 0.005)


def test_close_to_an_edge_it_is_certain_where_the_reference_is() -> None:
    lat, lon, scale = spots(200, 5)
    regions = [region("disc", *each) for each in zip(lat, lon, scale, strict=True)]
    within = np.array([inside(Disc(at=each.at, radius_m=1), ZONE, {}).certain for each in regions])  # type: ignore[union-attr]
    some = np.array([each is not None for each in within])
    found = surely_inside(edges_of_zone(ZONE.shapes), (lat[some], lon[some]), scale[some], within[some].astype(bool))
    told = [{True: IN, False: OUT, None: ACROSS}[inside(each, ZONE, {}).certain] for each in np.array(regions)[some]]
    assert found.tolist() == told
