"""For each cell of a map, the few pieces of a line that can be nearest to some point of it.

A piece s is left out only if one fixed point a of the line is nearer everywhere in the cell. |p - s|² - |p - a|² is the
least of many functions that are linear in p: it is concave, and least at a corner of the cell, so four corners decide
for all points between them. Cells are halved while they hold more than a few pieces; what is left out of a cell is left
out of its parts.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from servanda.geo.bulk.earth import RADIUS_M, Floats, in_space
from servanda.geo.bulk.pieces import Pieces

Numbers = NDArray[np.int64]
Few = NDArray[np.int32]
Bools = NDArray[np.bool_]

_PAD = 0.01
"""Corners are set so much outside a cell, against rounding."""
_FEW = 3
_MOST = 400_000
"""From so many cells on, none is divided further: lists grow longer instead of memory."""
_PAIRS = 100_000


@dataclass(frozen=True)
class Grid:
    """Cells of equal size in degrees; longitudes count from a meridian of the caller's."""

    west: float
    south: float
    step: tuple[float, float]
    shape: tuple[int, int]
    """Rows and columns."""

    def cells(self, lon: Floats, lat: Floats) -> Numbers:
        """Number of the cell of each point; the last, beyond all cells, for points outside."""
        column = ((lon - self.west) * (1 / self.step[0])).astype(np.int64)
        row = ((lat - self.south) * (1 / self.step[1])).astype(np.int64)
        row *= self.shape[1]
        row += column
        outside = (column < 0) | (column >= self.shape[1]) | (lon < self.west) | (lat < self.south)
        outside |= row >= self.shape[0] * self.shape[1]
        row[outside] = self.shape[0] * self.shape[1]
        return row

    def corners(self, row: Numbers, column: Numbers) -> tuple[Floats, Floats]:
        """Corners of a little more than each cell (corner, axis, cell), and how far the ground lies from their hull.

        It bulges between them, and parallels bow between meridians.
        """
        across, along = column.astype(np.float64), row.astype(np.float64)
        sides = -_PAD, 1 + _PAD
        south, north = (self.south + (along + up) * self.step[1] for up in sides)
        west, east = (self.west + (across + right) * self.step[0] for right in sides)
        corners = np.array([in_space(lon, lat) for lat in (south, north) for lon in (west, east)])
        nearest = np.where(south * north < 0, 0.0, np.minimum(np.abs(south), np.abs(north)))
        bow = RADIUS_M * np.cos(np.radians(nearest)) * (1 - np.cos(np.radians(east - west) / 2))
        return corners, ((corners[0] - corners[3]) ** 2).sum(axis=0) / (8 * RADIUS_M) + bow

    def halved(self) -> "Grid":
        """The same ground in cells of half the size."""
        rows, columns = self.shape
        return Grid(self.west, self.south, (self.step[0] / 2, self.step[1] / 2), (2 * rows, 2 * columns))


@dataclass(frozen=True)
class Lists:
    """Rows of pieces, one after the other."""

    first: Numbers
    size: Numbers
    piece: Few

    def taken(self, rows: Numbers) -> "Lists":
        """Some of the rows."""
        size = self.size[rows]
        return Lists(np.cumsum(size) - size, size, self.piece[pairs(self.first[rows], size)[1]])


def joined(parts: list[Lists]) -> Lists:
    """Lists one after the other."""
    size = np.concatenate([part.size for part in parts])
    return Lists(np.cumsum(size) - size, size, np.concatenate([part.piece for part in parts]))


@dataclass(frozen=True)
class Cells:
    """A grid whose cells know their leaf, and each leaf its pieces."""

    grid: Grid
    leaf: Few
    """Of each cell; one more, -1, for all points outside."""
    lists: Lists
    box: Floats
    """Row and column of each leaf in smallest cells, and how many of them it is wide."""

    def middles(self) -> tuple[tuple[Floats, Floats, Floats], Floats]:
        """Middle of each leaf in space, and how far any point of it is from there at most."""
        row, column, wide = self.box
        high, across = (wide / 2 * step for step in reversed(self.grid.step))
        lat, lon = (
            self.grid.south + row * self.grid.step[1] + high,
            self.grid.west + column * self.grid.step[0] + across,
        )
        middle = in_space(lon, lat)
        sides = [in_space(lon + right * across, lat + up * high) for up in (-1, 0, 1) for right in (-1, 0, 1)]
        square = ((np.array(sides) - np.array(middle)) ** 2).sum(axis=1)
        return middle, np.sqrt(square.max(axis=0)) * (1 + _PAD)


@dataclass
class _Growing:
    """Leaves found so far, and the cells still to be divided.

    Attributes:
        at: For each cell of the grid at hand, -1 minus its leaf, or its place among those to be divided.
        known: Pieces of those to be divided.
        place: Row and column of each of them.
    """

    grid: Grid
    at: Few
    known: Lists
    place: Numbers
    lists: list[Lists] = field(default_factory=list)
    boxes: list[Numbers] = field(default_factory=list)
    leaves: int = 0

    def settle(self, *, last: bool) -> Numbers:
        """Make leaves of cells with few pieces, or of all; the others are left to be divided."""
        leaf = np.full(len(self.known.size), last) | (self.known.size <= _FEW)
        kept, parted = np.flatnonzero(leaf), np.flatnonzero(~leaf)
        name = np.empty(len(leaf), dtype=np.int32)
        name[kept], name[parted] = -1 - self.leaves - np.arange(len(kept)), 4 * np.arange(len(parted))
        self.at = np.where(self.at < 0, self.at, name[np.maximum(self.at, 0)])
        self.lists.append(self.known.taken(kept))
        self.boxes.append(np.vstack([self.place[:, kept], np.ones((1, len(kept)), dtype=np.int64)]))
        self.leaves += len(kept)
        return parted

    def halve(self, parted: Numbers) -> None:
        """Four cells for each, with the pieces of the one that they are part of."""
        self.grid, self.at = self.grid.halved(), _quartered(self.at)
        self.boxes = [2 * box for box in self.boxes]
        self.place = np.stack(
            [np.add.outer(2 * side[parted], _PARTS[axis]).ravel() for axis, side in enumerate(self.place)]
        )
        first, size = (np.repeat(one[parted], 4) for one in (self.known.first, self.known.size))
        self.known = Lists(first, size, self.known.piece)


def divided_cells(pieces: Pieces, grid: Grid, halvings: int) -> Cells:
    """Cells of a grid halved so many times, where they hold more than a few pieces."""
    every, number = np.arange(len(pieces.inverse), dtype=np.int32), grid.shape[0] * grid.shape[1]
    known = Lists(np.zeros(number, dtype=np.int64), np.full(number, len(every)), every)
    cells = np.arange(number)
    growing = _Growing(
        grid, cells.astype(np.int32).reshape(grid.shape), known, np.stack(np.divmod(cells, grid.shape[1]))
    )
    for left in range(halvings, -1, -1):
        growing.known = _pruned(pieces, growing.grid, growing.place, growing.known)
        parted = growing.settle(last=left == 0 or len(growing.known.size) > _MOST)
        if not len(parted):
            break
        growing.halve(parted)
    leaf = np.append(-1 - growing.at.ravel(), -1).astype(np.int32)
    box = np.concatenate(growing.boxes, axis=1).astype(np.float64)
    return Cells(growing.grid, leaf, joined(growing.lists), box)


_PARTS = np.array([[0, 0, 1, 1], [0, 1, 0, 1]])
"""How much farther up, and to the right, each of the four parts of a cell lies."""


def _quartered(at: Few) -> Few:
    """Names of the four parts of each cell."""
    finer = np.repeat(np.repeat(at, 2, axis=0), 2, axis=1)
    for up, right in ((0, 1), (1, 0), (1, 1)):
        part = finer[up::2, right::2]
        part[part >= 0] += 2 * up + right
    return finer


def _pruned(pieces: Pieces, grid: Grid, at: Numbers, known: Lists) -> Lists:
    """Of the pieces known for each cell, those that can be nearest to some point of it."""
    found: list[Lists] = []
    for part in _parts(known.size):
        owner, place = pairs(known.first[part], known.size[part])
        piece = known.piece[place]
        corners, bulge = grid.corners(*at[:, part])
        stays = _undominated(pieces, (corners, bulge), owner, piece)
        size = np.bincount(owner[stays], minlength=len(bulge))
        found.append(Lists(np.cumsum(size) - size, size, piece[stays]))
    return joined(found)


def _undominated(pieces: Pieces, cell: tuple[Floats, Floats], owner: Numbers, piece: Few) -> Bools:
    """Which pairs of a cell and a piece are needed."""
    corners, bulge = cell
    begin = np.searchsorted(owner, np.arange(len(bulge)))
    a, d, inverse = pieces.a[:, piece], pieces.d[:, piece], pieces.inverse[piece]
    away = np.empty((len(corners), len(piece)))
    share = np.empty((len(corners), len(piece)))
    for number, corner in enumerate(corners):
        way = corner[:, owner] - a
        share[number] = (way * d).sum(axis=0) * inverse
        way -= np.clip(share[number], 0.0, 1.0) * d
        away[number] = (way * way).sum(axis=0)
    stays = np.ones(len(piece), dtype=np.bool_)
    for number in range(len(corners)):
        nearest = _nearest(away[number], begin, owner)
        foot = a[:, nearest] + np.clip(share[number, nearest], 0.0, 1.0) * d[:, nearest]
        rival = ((corners - foot) ** 2).sum(axis=1)
        rival += 4 * bulge * (np.sqrt(rival.max(axis=0)) + bulge)
        may = (away < rival[:, owner]).any(axis=0)
        may[nearest] = True
        stays &= may
    doubt = bulge[owner] * np.sqrt(inverse)
    met_at = share.max(axis=0) + doubt < 0, share.min(axis=0) - doubt > 1
    return _once(stays, met_at, pieces.follows[piece] & _next(owner, piece))


def _once(stays: Bools, met_at: tuple[Bools, Bools], follows: Bools) -> Bools:
    """Leave out a piece that is met only at its start, or end, if the neighbour that it shares this with stays."""
    at_start, at_end = met_at
    rows = np.flatnonzero(stays)
    linked = follows[rows] & np.append(False, np.diff(rows) == 1)[: len(rows)]
    stays[rows[linked & at_start[rows]]] = False
    before = np.flatnonzero(follows) - 1
    stays[before[stays[before + 1] & at_end[before]]] = False
    return stays


def _next(owner: Numbers, piece: Few) -> Bools:
    """Whether the pair before is of the same cell and the piece before."""
    return np.append(False, (np.diff(owner) == 0) & (np.diff(piece) == 1))[: len(piece)]


def _nearest(away: Floats, begin: Numbers, owner: Numbers) -> Numbers:
    """The pair of least distance of each cell."""
    least = np.flatnonzero(away == np.minimum.reduceat(away, begin)[owner])
    found = np.zeros(len(begin), dtype=np.int64)
    found[owner[least[::-1]]] = least[::-1]
    return found


def pairs(first: Numbers, size: Numbers) -> tuple[Numbers, Numbers]:
    """Every pair of a row and a place in its list."""
    owner = np.repeat(np.arange(len(size)), size)
    return owner, np.arange(len(owner)) + np.repeat(first - (np.cumsum(size) - size), size)


def _parts(size: Numbers) -> Iterator[slice]:
    """Rows in slices of not too many pairs."""
    begin, total = 0, np.concatenate([[0], np.cumsum(size)])
    while begin < len(size):
        end = max(begin + 1, int(np.searchsorted(total, total[begin] + _PAIRS, "right")) - 1)
        yield slice(begin, end)
        begin = end
