"""The sheet of a map made from public data: cells, and where a point lies on it."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from servanda.geo import Grid
from servanda.records.place import Point
from servanda.reports.dossier import BaseShape

_WIDE = 1000.0
_MOST_CELLS = 56
_STEPS_M = tuple(step * power for power in (1_000, 10_000, 100_000) for step in (1, 2, 5))
_BEYOND = 1.04
_FINE = 0.4
"""Outlines of land and water are drawn to this part of a pixel."""
_E7 = 10_000_000
_DEGREES = (0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0)
_LINES = 7
_BARS_KM = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)


@dataclass(frozen=True)
class Sheet:
    """Cells with a scale."""

    grid: Grid

    @property
    def pixels_per_m(self) -> float:
        """Length of a metre."""
        return _WIDE / (max(self.grid.columns, self.grid.rows) * self.grid.cell_m)

    @property
    def width(self) -> float:
        """Width of the drawing."""
        return round(self.grid.columns * self.cell, 1)

    @property
    def height(self) -> float:
        """Height of the drawing."""
        return round(self.grid.rows * self.cell, 1)

    @property
    def cell(self) -> float:
        """Side of a cell."""
        return self.grid.cell_m * self.pixels_per_m

    def spots(self, points: Sequence[Point]) -> NDArray[np.float64]:
        """Positions of points, shape (points, 2)."""
        lat, lon = (np.array([getattr(point, name) for point in points]) for name in ("lat_e7", "lon_e7"))
        east, north = self.grid.plane(lat, lon)
        return np.column_stack([self.width / 2 + east * self.pixels_per_m, self.height / 2 - north * self.pixels_per_m])

    def path(self, points: Sequence[Point], *, closed: bool) -> str:
        """A line or ring as the data of a path."""
        return drawn(self.spots(points), closed=closed)

    def ground(self, base: Iterable[BaseShape], kind: str) -> str:
        """All land or all water of a base map that lies on the sheet, as the data of one path."""
        frame = shapely.box(0, 0, self.width, self.height)
        parts: list[BaseGeometry] = []
        for shape in base:
            if shape.kind == kind:
                outer, *holes = [self.spots(ring) for ring in shape.rings]
                parts.append(shapely.make_valid(shapely.Polygon(outer, holes)).intersection(frame))
        whole = shapely.union_all(parts).simplify(_FINE)
        rings = [ring for part in _polygons(whole) for ring in (part.exterior, *part.interiors)]
        return "".join(drawn(shapely.get_coordinates(ring)[:-1], closed=True) for ring in rings)

    def bar(self) -> tuple[int, float]:
        """A round length for the scale bar in kilometres, about a fifth of the width, and its length on the sheet."""
        reach = [step for step in _BARS_KM if step * 1_000 * self.pixels_per_m <= self.width / 5]
        step = max(reach, default=_BARS_KM[0])
        return step, round(step * 1_000 * self.pixels_per_m, 1)


def sheet_of(points: Sequence[Point], margin_m: int) -> Sheet:
    """The sheet about some points, with a margin; there must be at least one point."""
    first = points[0]
    about = Grid(lat_e7=first.lat_e7, lon_e7=first.lon_e7, cell_m=1, columns=1, rows=1)
    lat = np.array([point.lat_e7 for point in points])
    away, _ = about.plane(lat, np.array([point.lon_e7 for point in points]))
    south, north = int(lat.min()), int(lat.max())
    degrees = _E7 / about.squeeze / 111_195.0
    middle = Grid(
        lat_e7=(south + north) / 2,
        lon_e7=first.lon_e7 + (float(away.min()) + float(away.max())) / 2 * degrees,
        cell_m=1,
        columns=1,
        rows=1,
    )
    east, up = middle.plane(lat, np.array([point.lon_e7 for point in points]))
    half = [float(np.abs(side).max()) * _BEYOND + margin_m + 1 for side in (east, up)]
    cell = next((step for step in _STEPS_M if 2 * max(half) / step <= _MOST_CELLS), _STEPS_M[-1])
    columns, rows = (2 * math.ceil(side / cell) for side in half)
    return Sheet(Grid(lat_e7=middle.lat_e7, lon_e7=middle.lon_e7, cell_m=cell, columns=columns, rows=rows))


def drawn(spots: NDArray[np.float64], *, closed: bool) -> str:
    """Positions as the data of a path, to a tenth of a pixel; what falls on the position before is left out."""
    rounded = np.round(spots, 1)
    if len(rounded) > 1:
        moved = np.any(np.diff(rounded, axis=0) != 0, axis=1)
        rounded = rounded[np.concatenate([[True], moved])]
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in rounded.tolist()) + ("Z" if closed else "") if len(rounded) else ""


def _polygons(shape: BaseGeometry) -> list[shapely.Polygon]:
    parts = getattr(shape, "geoms", [shape])
    return [part for part in parts if part.geom_type == "Polygon" and not part.is_empty]


def graticule(sheet: Sheet) -> tuple[list[tuple[float, str]], list[tuple[float, str]]]:
    """Meridians and parallels at round degrees, with their names: positions across and down."""
    west, north = (sheet.grid.corner(0, 0).lon_e7 / _E7, sheet.grid.corner(0, 0).lat_e7 / _E7)
    south = sheet.grid.corner(0, sheet.grid.rows).lat_e7 / _E7
    per_degree = sheet.height / max(north - south, 1e-6)
    step = next((one for one in _DEGREES if (north - south) / one <= _LINES), _DEGREES[-1])
    wide = per_degree * sheet.grid.squeeze
    lons = [(round((at - west) * wide, 1), at) for at in _multiples(west, west + sheet.width / wide, step)]
    lats = [(round((north - at) * per_degree, 1), at) for at in _multiples(south, north, step)]
    return [(x, _named(at, "E", "W")) for x, at in lons], [(y, _named(at, "N", "S")) for y, at in lats]


def _multiples(low: float, high: float, step: float) -> list[float]:
    return [number * step for number in range(math.ceil(low / step), math.floor(high / step) + 1)]


def _named(degrees: float, plus: str, minus: str) -> str:
    turned = (degrees + 180) % 360 - 180
    return f"{abs(turned):g}° {plus if turned >= 0 else minus}"
