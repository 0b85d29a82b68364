"""Which zones each cell of a map lies in, for cells of a kilometre, and of a sixteenth of it where an edge runs.

A cell through which no edge runs lies in the same zones with every point of it; it knows them. A cell with an edge, or
with one a metre beside it, knows which zones' edges and which pieces of them these are.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from servanda.geo.bulk.cells import Few, Lists, Numbers
from servanda.geo.bulk.earth import RADIUS_M, Floats
from servanda.geo.bulk.pieces import Box, Chain

Bits = NDArray[np.uint64]

CELL_M = 1_000.0
PARTS = 16
BITS_WITHIN = 8
_SHIFT, _WITHIN = 4, 15
_MOST_CELLS = 4_000_000
_BESIDE_M = 1.2
_BORDER = 5
_CUT = 4
"""Into so many parts a piece is cut to find its cells."""
ONE = np.uint64(1)


@dataclass(frozen=True)
class Map:
    """Cells in degrees, longitudes from a meridian; so wide that nothing reaches its outermost cells."""

    west: float
    south: float
    step: tuple[float, float]
    """Width and height of a small cell."""
    shape: tuple[int, int]
    """Rows and columns of whole cells."""

    def small(self, lon: Floats, lat: Floats) -> tuple[Few, Few]:
        """Row and column of each point in small cells; points off the map are in its outermost cells."""
        found = []
        for axis, start, step, cells in (
            (lat, self.south, self.step[1], self.shape[0]),
            (lon, self.west, self.step[0], self.shape[1]),
        ):
            place = (axis - start) * (1 / step)
            np.clip(place, 0.0, PARTS * cells - 1.0, out=place)
            found.append(place.astype(np.int32))
        return found[0], found[1]

    def cells(self, row: Few, column: Few) -> Few:
        """Numbers of the cells of small cells."""
        return np.asarray((row >> _SHIFT) * self.shape[1] + (column >> _SHIFT), dtype=np.int32)

    def middles(self, cell: Numbers) -> tuple[Floats, Floats]:
        """Longitudes and latitudes of the middles of cells."""
        row, column = np.divmod(cell, self.shape[1])
        wide, high = PARTS * self.step[0], PARTS * self.step[1]
        return self.west + (column + 0.5) * wide, self.south + (row + 0.5) * high

    def parts(self, cell: Numbers) -> tuple[Floats, Floats]:
        """Longitudes and latitudes of the middles of the small cells of cells, one row for each cell."""
        lon, lat = self.middles(cell)
        up, right = np.divmod(np.arange(PARTS * PARTS), PARTS)
        off = (np.stack([right, up]) + 0.5 - PARTS / 2) * np.array(self.step)[:, None]
        return lon[:, None] + off[0], lat[:, None] + off[1]

    def middle_of(self, small: Numbers) -> Floats:
        """Longitudes and latitudes of the middles of small cells, by 256 times its cell and its number there."""
        lon, lat = self.middles(small >> BITS_WITHIN)
        up, right = np.divmod(small & (PARTS**2 - 1), PARTS)
        return np.array([lon + (right + 0.5 - PARTS / 2) * self.step[0], lat + (up + 0.5 - PARTS / 2) * self.step[1]])


def within(row: Few, column: Few) -> Few:
    """Which of the small cells of its cell."""
    return np.asarray((row & _WITHIN) << _SHIFT | (column & _WITHIN), dtype=np.int32)


def map_of(box: Box, reach_m: float) -> Map:
    """A map of a box and so much about it; cells are larger than a kilometre where there would be too many."""
    reach = math.degrees((reach_m + _BORDER * CELL_M) / RADIUS_M)
    south, north = box[1] - reach, box[3] + reach
    steepest = math.cos(math.radians(min(89.0, max(abs(south), abs(north)))))
    wide = (box[2] - box[0]) + 2 * reach / steepest
    middle = math.cos(math.radians((south + north) / 2))
    cell = math.degrees(CELL_M / RADIUS_M)
    cell = max(cell, math.sqrt((north - south) * wide * middle / _MOST_CELLS))
    shape = (math.ceil((north - south) / cell), math.ceil(wide * middle / cell))
    return Map(box[0] - reach / steepest, south, (cell / middle / PARTS, cell / PARTS), shape)


@dataclass(frozen=True)
class Edges:
    """Small cells with an edge, in order of their number: 256 times its cell and its number there."""

    number: Numbers
    zones: Bits
    lists: Lists
    """Pieces of each, counted over all zones."""


def edges_of(chains: Sequence[Sequence[Chain]], land: Map) -> Edges:
    """The small cells that have an edge of a zone in them or a metre beside them."""
    every, zone_of = ends_of(chains)
    found = [_marks(ends, land) for ends in _cut(every)]
    marks = np.unique(np.concatenate([small * len(zone_of) + piece for small, piece in found]))
    small, piece = np.divmod(marks, len(zone_of))
    number, first, size = np.unique(small, return_index=True, return_counts=True)
    zones = np.bitwise_or.reduceat(ONE << zone_of[piece].astype(np.uint64), first)
    return Edges(number, zones, Lists(first, size, piece.astype(np.int32)))


def ends_of(chains: Sequence[Sequence[Chain]]) -> tuple[Floats, Numbers]:
    """Pieces of all zones in degrees: longitude and latitude of one end, then of the other; and the zone of each."""
    found = [np.array([lon[:-1], lat[:-1], lon[1:], lat[1:]]) for zone in chains for lon, lat in zone]
    zone = [np.full(len(lon) - 1, number) for number, rings in enumerate(chains) for lon, _ in rings]
    return np.concatenate(found, axis=1), np.concatenate(zone)


def _cut(ends: Floats) -> Iterator[Floats]:
    way = (ends[2:] - ends[:2]) / _CUT
    for part in range(_CUT):
        start = ends[:2] + part * way
        yield np.concatenate([start, start + way])


def _marks(ends: Floats, land: Map) -> tuple[Numbers, Numbers]:
    """Small cells that the box about each part of a piece touches, with the piece."""
    high = math.degrees(_BESIDE_M / RADIUS_M)
    wide = high / np.cos(np.radians(np.abs(ends[1::2]).max()))
    low_row, low_column = land.small(np.minimum(ends[0], ends[2]) - wide, np.minimum(ends[1], ends[3]) - high)
    top_row, top_column = land.small(np.maximum(ends[0], ends[2]) + wide, np.maximum(ends[1], ends[3]) + high)
    rows, columns = top_row - low_row + 1, top_column - low_column + 1
    piece = np.repeat(np.arange(len(rows)), rows * columns)
    place = np.arange(len(piece)) - np.repeat(np.cumsum(rows * columns) - rows * columns, rows * columns)
    up, right = np.divmod(place, columns[piece])
    row, column = (low_row[piece] + up).astype(np.int32), (low_column[piece] + right).astype(np.int32)
    return land.cells(row, column).astype(np.int64) * PARTS**2 + within(row, column), piece


@dataclass(frozen=True)
class Raster:
    """The zones of cells.

    Attributes:
        cell: Of each cell its pattern, or -1 minus its block.
        small: Of each small cell of each block its pattern, or -1 minus its place among the edges.
        patterns: Zones of cells without an edge.
        clear: For each small cell with an edge the zones that hold all of it.
    """

    cell: Few
    small: Few
    patterns: Bits
    clear: Bits


def raster_of(shapes: Sequence[BaseGeometry], edges: Edges, land: Map) -> Raster:
    """Zones of all cells, by the middle of each."""
    number = land.shape[0] * land.shape[1]
    blocks, place = np.unique(edges.number >> BITS_WITHIN, return_inverse=True)
    crossed = np.zeros(len(blocks), dtype=np.uint64)
    np.bitwise_or.at(crossed, place, edges.zones)
    whole = np.zeros(number, dtype=np.uint64)
    for zone, shape in enumerate(shapes):
        whole[_inside(shape, np.arange(number), land)] |= ONE << np.uint64(zone)
    parted = np.repeat(whole[blocks] & ~crossed, PARTS**2).reshape(-1, PARTS**2)
    for zone, shape in enumerate(shapes):
        bit = ONE << np.uint64(zone)
        mine = np.flatnonzero(crossed & bit)
        parted[mine] |= shapely.contains_xy(shape, *land.parts(blocks[mine])).astype(np.uint64) << np.uint64(zone)
    flat = parted.ravel()
    patterns, name = np.unique(np.concatenate([whole, flat]), return_inverse=True)
    cell, small = name[:number].astype(np.int32), name[number:].astype(np.int32)
    cell[blocks] = -1 - np.arange(len(blocks))
    at = place * PARTS**2 + (edges.number & (PARTS**2 - 1))
    small[at] = -1 - np.arange(len(at))
    return Raster(cell, small, patterns, flat[at] & ~edges.zones)


def looked_up(raster: Raster, land: Map, lon: Floats, lat: Floats) -> tuple[Bits, Few, Numbers, Few]:
    """Zones and cell of each point; which points are in small cells with an edge, and the place of these cells."""
    row, column = land.small(lon, lat)
    cell = land.cells(row, column)
    state = raster.cell.take(cell)
    deep = np.flatnonzero(state < 0)
    finer = raster.small.take((-1 - state[deep]) * PARTS**2 + within(row[deep], column[deep]))
    state[deep] = finer
    edge = finer < 0
    return raster.patterns.take(state, mode="clip"), cell, deep[edge], -1 - finer[edge]


def _inside(shape: BaseGeometry, cell: Numbers, land: Map) -> Numbers:
    """Cells whose middle lies in a shape; only those in its box are asked."""
    west, south, east, north = shape.bounds
    lon, lat = land.middles(cell)
    near = np.flatnonzero((lon >= west) & (lon <= east) & (lat >= south) & (lat <= north))
    within: Numbers = near[shapely.contains_xy(shape, lon[near], lat[near])]
    return within
