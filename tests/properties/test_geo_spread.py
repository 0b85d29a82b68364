"""Laws of spreading regions over cells: nothing is lost, nothing is made, and a mirror is a mirror."""

import math
from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from servanda.geo import Discs, Grid, spread_discs, spread_rings
from servanda.records.place import Point

GRIDS = st.builds(
    Grid,
    lat_e7=st.integers(-650_000_000, 650_000_000),
    lon_e7=st.integers(-1_800_000_000, 1_800_000_000),
    cell_m=st.sampled_from([1_000, 5_000, 20_000]),
    columns=st.integers(1, 12).map(lambda half: 2 * half),
    rows=st.integers(1, 12).map(lambda half: 2 * half),
)
NEAR = st.tuples(st.integers(-3_000_000, 3_000_000), st.integers(-3_000_000, 3_000_000), st.integers(50, 90_000))


def discs(grid: Grid, told: Any) -> Discs:
    lat, lon, radius = (np.array(column) for column in zip(*told, strict=True))
    turned = (lon + int(grid.lon_e7) + 1_800_000_000) % 3_600_000_000 - 1_800_000_000
    return Discs(lat_e7=lat + int(grid.lat_e7), lon_e7=turned, radius_m=radius.astype(float), mass=np.ones(len(lat)))


@given(GRIDS, st.lists(NEAR, min_size=1, max_size=8))
def test_no_cell_is_negative_and_no_more_is_spread_than_there_is(grid: Grid, told: Any) -> None:
    found = spread_discs(discs(grid, told), grid)
    assert found.shape == (grid.rows, grid.columns)
    assert found.min() >= 0
    assert found.sum() <= len(told) + 1e-6


@given(GRIDS, st.lists(NEAR, min_size=1, max_size=6))
def test_a_mirrored_map_gives_mirrored_cells(grid: Grid, told: Any) -> None:
    mirrored = [(lat, -lon, radius) for lat, lon, radius in told]
    found, other = spread_discs(discs(grid, told), grid), spread_discs(discs(grid, mirrored), grid)
    assert np.allclose(found, other[:, ::-1], atol=1e-6)


@given(st.integers(-600_000_000, 600_000_000), st.integers(1_000, 20_000), st.integers(-50_000, 50_000))
def test_a_disc_within_the_grid_is_there_in_whole(lat_e7: int, radius_m: int, away_e7: int) -> None:
    grid = Grid(lat_e7=lat_e7, lon_e7=0, cell_m=5_000, columns=24, rows=24)
    found = spread_discs(discs(grid, [(away_e7, away_e7, radius_m)]), grid)
    assert found.sum() == pytest.approx(1.0, abs=1e-9)


@given(GRIDS, NEAR)
def test_the_share_of_each_cell_is_that_of_a_polygon_of_many_sides(grid: Grid, told: Any) -> None:
    known = discs(grid, [told])
    x, y = grid.plane(known.lat_e7, known.lon_e7)
    wide = told[2] * grid.squeeze / math.cos(math.radians(float(known.lat_e7[0]) / 1e7))
    turn = np.linspace(0, 2 * math.pi, 4_001)[:-1]
    disc = shapely.Polygon(np.column_stack([x[0] + wide * np.cos(turn), y[0] + told[2] * np.sin(turn)]))
    across, along = grid.edges()
    west, south = np.meshgrid(across[:-1], along[:-1])
    cells = shapely.box(west, south, west + grid.cell_m, south + grid.cell_m)
    share = (shapely.area(shapely.intersection(disc, cells)) / disc.area)[::-1]
    assert np.allclose(spread_discs(known, grid), share, atol=2e-6)


def test_a_drawn_area_is_spread_over_its_own_ground_holes_left_out() -> None:
    grid = Grid(lat_e7=0, lon_e7=0, cell_m=10_000, columns=4, rows=4)
    north_west, hole = square(0, 0, 2), square(0, 0, 1)
    found = spread_rings([north_west, hole], grid)
    assert found.sum() == pytest.approx(1.0)
    assert found[0, 0] == pytest.approx(0.0, abs=1e-6)
    assert np.allclose(found[2:], 0.0, atol=1e-6)
    assert spread_rings([north_west, north_west], grid).sum() == 0.0


def square(column: int, row: int, size: int) -> list[Point]:
    grid = Grid(lat_e7=0, lon_e7=0, cell_m=10_000, columns=4, rows=4)
    corners = [(0, 0), (size, 0), (size, size), (0, size)]
    return [grid.corner(column + across, row + down) for across, down in corners]
