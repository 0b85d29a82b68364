"""The nearest of many pieces, for many points."""

import math
from functools import cached_property
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from servanda.geo.bulk import fast
from servanda.geo.bulk.cells import Bools, Few, Grid, Lists, divided_cells, pairs
from servanda.geo.bulk.earth import RADIUS_M, Floats, along, in_space
from servanda.geo.bulk.pieces import Box, Pieces

Spots: TypeAlias = tuple[Floats, Floats, Floats]

_LEAST_HALVINGS, _MOST_HALVINGS = 5, 13
_FAR_M, _FAR_CELL_M = 1_000_000.0, 4_000.0
_STEEPEST = 86.0
"""Nearer to a pole, every piece is measured."""
_SLACK_M = 0.01
"""Ways along the earth are longer than chords by less, for the reaches that are asked for."""
_ROWS = 32_768
_PASSES = 6
"""So many pieces of each leaf stand in its record; further ones are measured pair by pair."""
_EVERY = 2_000_000


class Nearest:
    """Pieces prepared for the points of a box about them; points outside it come slower.

    Longitudes of pieces, box and points count from one meridian.

    Args:
        pieces: The pieces.
        box: A box that holds them.
        reach_m: How far it is widened.
        finest_m: Size of the smallest cells.
    """

    def __init__(self, pieces: Pieces, box: Box, reach_m: float, finest_m: float) -> None:
        self._pieces, self._box, self._reach_m = pieces, box, reach_m
        grid, halvings = _grid(box, reach_m, finest_m, len(pieces.inverse))
        self._cells = divided_cells(pieces, grid, halvings)
        self._records = _records(self._cells.lists)
        middle, half = self._cells.middles()
        away = np.sqrt(_least(pieces, middle, self._records, self._cells.lists.piece))
        self._low, self._high = away - half - _SLACK_M, away + half + _SLACK_M

    def distance_m(self, lon: Floats, lat: Floats) -> Floats:
        """Geodesic distances in metres to the nearest piece."""
        found = np.empty(len(lon))
        for begin in range(0, len(lon), _ROWS):
            some = slice(begin, begin + _ROWS)
            found[some] = self._measured(lon[some], lat[some], self._leaf(lon[some], lat[some]))
        return found

    def within(self, lon: Floats, lat: Floats, limit_m: Floats) -> Bools:
        """Whether the nearest piece is at most so far away; only points whose cell leaves it open are measured."""
        leaf = self._leaf(lon, lat)
        found = self._high[leaf] <= limit_m
        rows = np.flatnonzero((leaf < 0) | ~found & (self._low[leaf] <= limit_m))
        found[rows] = self._measured(lon[rows], lat[rows], leaf[rows]) <= limit_m[rows]
        return found

    def _leaf(self, lon: Floats, lat: Floats) -> Few:
        leaf = self._cells.leaf[self._cells.grid.cells(lon, lat)]
        leaf[np.abs(lat) > _STEEPEST] = -1
        return leaf

    def _measured(self, lon: Floats, lat: Floats, leaf: Few) -> Floats:
        spots = in_space(lon, lat)
        records = self._records.take(leaf, axis=0, mode="clip")
        square = _least(self._pieces, spots, records, self._cells.lists.piece)
        found = along(np.sqrt(square), lat)
        outside = np.flatnonzero(leaf < 0)
        if len(outside):
            found[outside] = self._beyond(lon[outside], lat[outside])
        return found

    def _beyond(self, lon: Floats, lat: Floats) -> Floats:
        """Distances from points outside the box: from larger cells, and beyond these from every piece."""
        if self._reach_m < _FAR_M:
            return self._far.distance_m(lon, lat)
        return along(np.sqrt(least_of_all(self._pieces, np.array(in_space(lon, lat)))), lat)

    @cached_property
    def _far(self) -> "Nearest":
        return Nearest(self._pieces, self._box, _FAR_M, _FAR_CELL_M)


def _grid(box: Box, reach_m: float, finest_m: float, number: int) -> tuple[Grid, int]:
    """Cells so large that each can be checked against every piece, and how often they are halved to be small."""
    reach = math.degrees(reach_m / RADIUS_M)
    south, north = max(-_STEEPEST, box[1] - reach), min(_STEEPEST, box[3] + reach)
    nearest = 0.0 if south < 0 < north else min(abs(south), abs(north))
    around = reach / math.cos(math.radians(max(abs(south), abs(north))))
    west, east = box[0] - around, box[2] + around
    for halvings in range(_LEAST_HALVINGS, _MOST_HALVINGS + 1):
        high = math.degrees(finest_m * 2**halvings / RADIUS_M)
        wide = high / math.cos(math.radians(nearest))
        shape = math.ceil((north - south) / high), math.ceil((east - west) / wide)
        if shape[0] * shape[1] * number <= _EVERY:
            break
    return Grid(west, south, (wide, high), shape), halvings


def _records(lists: Lists) -> NDArray[np.int32]:
    """Of each leaf in one row: how many pieces, where its list begins, and the first of them."""
    records = np.zeros((len(lists.size), 2 + _PASSES), dtype=np.int32)
    records[:, 0], records[:, 1] = lists.size, lists.first
    for number in range(_PASSES):
        has = np.flatnonzero(lists.size > number)
        records[has, 2 + number] = lists.piece[lists.first[has] + number]
    return records


def _least(pieces: Pieces, spots: Spots, records: NDArray[np.int32], piece: Few) -> Floats:
    """Least squared chord of each point to the pieces of its leaf; infinite without any.

    Args:
        pieces: All pieces.
        spots: Points in space.
        records: The record of the leaf of each.
        piece: The lists of all leaves.
    """
    if compiled := fast.least():
        return np.asarray(compiled(spots, records, piece, pieces.table))
    order = np.argsort(-np.minimum(records[:, 0], _PASSES + 1).astype(np.int8), kind="stable")
    records = records[order]
    x, y, z = (axis[order] for axis in spots)
    best = np.full(len(order), np.inf)
    ends = np.searchsorted(-records[:, 0], -np.arange(_PASSES + 1), "left").tolist()
    for number, end in enumerate(ends[:-1]):
        some = slice(0, end)
        square = _squares(pieces, (x[some], y[some], z[some]), records[some, 2 + number])
        np.minimum(best[some], square, out=best[some])
    if ends[-1]:
        long = slice(0, ends[-1])
        size = records[long, 0].astype(np.int64) - _PASSES
        owner, place = pairs(records[long, 1].astype(np.int64) + _PASSES, size)
        square = _squares(pieces, (x[owner], y[owner], z[owner]), piece[place])
        np.minimum(best[long], np.minimum.reduceat(square, np.cumsum(size) - size), out=best[long])
    found = np.empty(len(order))
    found[order] = best
    return found


def _squares(pieces: Pieces, spots: Spots, piece: Few) -> Floats:
    """Squared chords from points to a piece each."""
    along_it = (pieces.d[0].take(piece), pieces.d[1].take(piece), pieces.d[2].take(piece))
    way = [axis - start.take(piece) for axis, start in zip(spots, pieces.a, strict=True)]
    share = way[0] * along_it[0]
    share += way[1] * along_it[1]
    share += way[2] * along_it[2]
    share *= pieces.inverse.take(piece)
    np.clip(share, 0.0, 1.0, out=share)
    for axis in range(3):
        way[axis] -= share * along_it[axis]
        way[axis] *= way[axis]
    way[0] += way[1]
    way[0] += way[2]
    return np.asarray(way[0], dtype=np.float64)


def least_of_all(pieces: Pieces, spots: Floats) -> Floats:
    """Least squared chord of each point to any piece."""
    found = np.empty(spots.shape[1])
    step = max(1, _EVERY // len(pieces.inverse))
    for begin in range(0, len(found), step):
        way = spots[:, begin : begin + step, None] - pieces.a[:, None, :]
        share = np.clip((way * pieces.d[:, None, :]).sum(axis=0) * pieces.inverse, 0.0, 1.0)
        way -= share * pieces.d[:, None, :]
        found[begin : begin + step] = (way * way).sum(axis=0).min(axis=1)
    return found
