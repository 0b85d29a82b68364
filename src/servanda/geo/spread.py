"""Regions spread evenly over the cells of a grid: how many of them are expected in each cell.

Each region has a mass of one, spread over its area as if no place in it were likelier than another. The share of a
disc in a cell is exact up to rounding (the area of a circle to the left of and below a corner, taken four times); the
share of a drawn area is that of its polygon. What lies beyond the grid is counted, never dropped.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import shapely
from numpy.typing import NDArray

from servanda.geo.frame import E7, Plane, wrap_e7
from servanda.records.place import Point

METRES_PER_DEGREE = 111_195.0
"""Of latitude, on a sphere: a map of cells needs no more."""
Numbers: TypeAlias = NDArray[np.int64] | NDArray[np.float64]

_AT_ONCE = 2_000_000
_LEAST_COS = 0.01


@dataclass(frozen=True, kw_only=True)
class Grid:
    """Square cells about a middle, on an equirectangular plane that is true to scale there.

    Attributes:
        lat_e7: Middle, 1e-7 degree.
        lon_e7: Middle, 1e-7 degree.
        cell_m: Side of a cell, metres.
        columns: Cells from west to east.
        rows: Cells from north to south.
    """

    lat_e7: float
    lon_e7: float
    cell_m: int
    columns: int
    rows: int

    def plane(self, lat_e7: Numbers, lon_e7: Numbers) -> tuple[Plane, Plane]:
        """Coordinates in 1e-7 degree → metres east and north of the middle."""
        turn = 360 * E7
        away = (np.asarray(lon_e7, dtype=np.float64) - self.lon_e7 + turn / 2) % turn - turn / 2
        north = np.asarray(lat_e7, dtype=np.float64) - self.lat_e7
        return away / E7 * METRES_PER_DEGREE * self.squeeze, north / E7 * METRES_PER_DEGREE

    @property
    def squeeze(self) -> float:
        """Length of a degree of longitude at the middle, as a share of one of latitude."""
        return _cos(self.lat_e7)

    def edges(self) -> tuple[Plane, Plane]:
        """Metres east of the middle of each meridian, and north of it of each parallel, southernmost first."""
        return tuple((np.arange(number + 1) - number / 2) * self.cell_m for number in (self.columns, self.rows))  # type: ignore[return-value]

    def corner(self, column: float, row: float) -> Point:
        """The point at a corner of cells, counted from the north-western one."""
        east = (column - self.columns / 2) * self.cell_m / METRES_PER_DEGREE / self.squeeze
        north = (self.rows / 2 - row) * self.cell_m / METRES_PER_DEGREE
        return Point(lat_e7=round(self.lat_e7 + north * E7), lon_e7=wrap_e7(round(self.lon_e7 + east * E7)))


@dataclass(frozen=True, kw_only=True)
class Discs:
    """Many discs with their masses, as columns of one length: 1e-7 degree, metres, number of things."""

    lat_e7: NDArray[np.int64]
    lon_e7: NDArray[np.int64]
    radius_m: NDArray[np.float64]
    mass: NDArray[np.float64]


def spread_discs(discs: Discs, grid: Grid) -> Plane:
    """Expected number in each cell, rows from north to south, shape (rows, columns).

    Cost: the corners of cells that the box about each disc meets.
    """
    total = np.zeros((grid.rows, grid.columns))
    x, y = grid.plane(discs.lat_e7, discs.lon_e7)
    tall = np.maximum(discs.radius_m, 1.0)
    cos = np.maximum(np.cos(np.radians(discs.lat_e7 / E7)), _LEAST_COS)
    wide = tall * grid.squeeze / cos
    spans = _cells(x, wide, grid.columns, grid.cell_m), _cells(y, tall, grid.rows, grid.cell_m)
    (first, last), (low, high) = spans
    size = np.maximum(last - first, 0) * np.maximum(high - low, 0)
    for part in _parts(np.flatnonzero(size), size):
        disc = np.repeat(part, size[part])
        number = np.arange(len(disc)) - np.repeat(np.cumsum(size[part]) - size[part], size[part])
        across = (last - first)[disc]
        column, row = first[disc] + number % across, low[disc] + number // across
        west, east = (((column + step - grid.columns / 2) * grid.cell_m - x[disc]) / wide[disc] for step in (0, 1))
        south, north = (((row + step - grid.rows / 2) * grid.cell_m - y[disc]) / tall[disc] for step in (0, 1))
        share = (_below(east, north) - _below(west, north) - _below(east, south) + _below(west, south)) / math.pi
        flat = (grid.rows - 1 - row) * grid.columns + column
        share = np.clip(share, 0.0, 1.0) * discs.mass[disc]
        total += np.bincount(flat, weights=share, minlength=total.size).reshape(total.shape)
    return total


def spread_rings(rings: Sequence[Sequence[Point]], grid: Grid) -> Plane:
    """A mass of one over the area inside some rings (even-odd), by cell; all zero if they enclose nothing."""
    shape = shapely.Polygon()
    for ring in rings:
        lat, lon = (np.array([getattr(point, name) for point in ring]) for name in ("lat_e7", "lon_e7"))
        polygon = shapely.Polygon(np.column_stack(grid.plane(lat, lon)))
        shape = shapely.symmetric_difference(shape, shapely.make_valid(polygon))
    if shape.area <= 0:
        return np.zeros((grid.rows, grid.columns))
    across, along = grid.edges()
    west, south = np.meshgrid(across[:-1], along[:-1])
    cells = shapely.box(west, south, west + grid.cell_m, south + grid.cell_m)
    shapely.prepare(shape)
    met = shapely.intersects(shape, cells)
    share = np.zeros(cells.shape)
    share[met] = shapely.area(shapely.intersection(shape, cells[met])) / shape.area
    return share[::-1]


def _cos(lat_e7: float) -> float:
    return max(math.cos(math.radians(lat_e7 / E7)), _LEAST_COS)


def _cells(at: Plane, reach: Plane, number: int, cell_m: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The first cell that each span meets, and the one after the last; clipped to the grid."""
    low = np.floor((at - reach) / cell_m + number / 2)
    high = np.ceil((at + reach) / cell_m + number / 2)
    return np.clip(low, 0, number).astype(np.int64), np.clip(high, 0, number).astype(np.int64)


def _parts(numbers: NDArray[np.int64], size: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
    """Discs in parts whose cells fit in memory at once."""
    if not len(numbers):
        return
    part = np.cumsum(size[numbers]) // _AT_ONCE
    yield from np.split(numbers, np.flatnonzero(np.diff(part)) + 1)


def _below(x: Plane, y: Plane) -> Plane:
    """Area of the unit disc to the left of x and below y."""
    x, y = np.clip(x, -1.0, 1.0), np.clip(y, -1.0, 1.0)
    left, under = _segment(x), _segment(y)
    inner = x * y + (left + under) / 2 - math.pi / 4
    beyond = np.where(x >= 0, np.where(y >= 0, left + under - math.pi, under), np.where(y >= 0, left, 0.0))
    return np.where(x * x + y * y < 1.0, inner, beyond)


def _segment(t: Plane) -> Plane:
    """Area of the unit disc to the left of t."""
    return t * np.sqrt(1.0 - t * t) + np.arcsin(t) + math.pi / 2
