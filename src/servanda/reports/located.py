"""Regions as columns: each different region once, with its size; what maps and counts of precision are made from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import shapely
from numpy.typing import NDArray

from servanda.geo import Discs, Grid, has_shape, region_polygon, spread_discs, spread_rings
from servanda.records.agreement import Place
from servanda.records.place import InPlace, Point, Region
from servanda.schemas.distinct import Numbers, distinct

CUT = 3
"""A measured point lies within three standard deviations of its best estimate."""

NOWHERE = -1

_QUARTER_E7, _TURN_E7 = 900_000_000, 3_600_000_000


@dataclass(frozen=True, kw_only=True)
class Located:
    """The different regions of some rows.

    Attributes:
        of: Region of each row.
        lat_e7: Middle of each region, 1e-7 degree.
        lon_e7: Middle of each region, 1e-7 degree.
        reach_m: Distance in metres from its middle within which it lies; -1 for a place that is not drawn.
        rings: Outlines of the regions that are no discs.
    """

    of: Numbers
    lat_e7: Numbers
    lon_e7: Numbers
    reach_m: Numbers
    rings: Mapping[int, Sequence[Sequence[Point]]]

    @property
    def weights(self) -> Numbers:
        """How many rows each region has."""
        return np.bincount(self.of, minlength=len(self.reach_m))

    def middles(self) -> list[Point]:
        """The southernmost, northernmost, westernmost and easternmost middles; none if nothing is anywhere."""
        known = np.flatnonzero(self.reach_m >= 0)
        if not len(known):
            return []
        columns = (self.lat_e7[known], self.lon_e7[known])
        ends = {int(known[end]) for column in columns for end in (np.argmin(column), np.argmax(column))}
        return [Point(lat_e7=int(self.lat_e7[one]), lon_e7=int(self.lon_e7[one])) for one in sorted(ends)]


def located(where: pa.ChunkedArray, places: Mapping[str, Place]) -> Located:
    """The different regions of a column, with the size of each.

    Cost: a few sorts of columns; one outline for each different region that is neither disc nor measured point.
    """
    first, of = _different(where)
    rows = where.take(pa.array(first))
    kind, at = pc.struct_field(rows, "kind"), pc.struct_field(rows, "at")
    lat, lon = (_whole(pc.struct_field(at, name)) for name in ("lat_e7", "lon_e7"))
    sigma, radius = (_whole(pc.struct_field(rows, name)) for name in ("sigma_m", "radius_m"))
    reach = np.where(_is(kind, "spot"), CUT * sigma, np.where(_is(kind, "disc"), radius, NOWHERE))
    rings: dict[int, list[list[Point]]] = {}
    others = np.flatnonzero(~(_is(kind, "spot") | _is(kind, "disc")))
    for number, region in zip(others.tolist(), _decoded(rows.take(pa.array(others))), strict=True):
        outline = _outline(region, places)
        if outline:
            rings[number] = outline
            lat[number], lon[number], reach[number] = _about(outline)
    return Located(of=of, lat_e7=lat, lon_e7=lon, reach_m=reach, rings=rings)


def spread(found: Located, grid: Grid, *, among: NDArray[np.bool_] | None = None) -> NDArray[np.float64]:
    """Expected number of rows in each cell: the mass of each row spread evenly over its region.

    Args:
        found: The regions.
        grid: The cells.
        among: Which regions are spread; all that are somewhere if none is given.
    """
    mass = found.weights * (found.reach_m >= 0)
    mass = mass if among is None else mass * among
    round_ = np.ones(len(mass), dtype=bool)
    round_[list(found.rings)] = False
    discs = np.flatnonzero((mass > 0) & round_)
    total = spread_discs(
        Discs(
            lat_e7=found.lat_e7[discs],
            lon_e7=found.lon_e7[discs],
            radius_m=found.reach_m[discs].astype(np.float64),
            mass=mass[discs].astype(np.float64),
        ),
        grid,
    )
    for number, rings in found.rings.items():
        if mass[number]:
            total += mass[number] * spread_rings(rings, grid)
    return total


def _different(where: pa.ChunkedArray) -> tuple[Numbers, Numbers]:
    """The first row of each region, and the region of each row; round regions need two sorts, others one a field."""
    kind, at = pc.struct_field(where, "kind"), pc.struct_field(where, "at")
    if not pc.all(pc.is_in(kind, pa.array(["disc", "spot"])), min_count=0).as_py():
        return distinct([where])
    lat, lon = (_whole(pc.struct_field(at, name)) for name in ("lat_e7", "lon_e7"))
    sigma, radius = (_whole(pc.struct_field(where, name)) for name in ("sigma_m", "radius_m"))
    place = (lat + _QUARTER_E7) * _TURN_E7 + lon + _TURN_E7 // 2
    return distinct([], [place, np.where(sigma > 0, 2 * sigma + 1, 2 * radius)])


def _decoded(cells: pa.ChunkedArray) -> list[Region]:
    """Regions of a column, in which one struct has the fields of all kinds."""
    present = ({name: value for name, value in cell.items() if value is not None} for cell in cells.to_pylist())
    return [msgspec.convert(cell, type=Region) for cell in present]


def _outline(region: Region, places: Mapping[str, Place]) -> list[list[Point]]:
    if isinstance(region, InPlace) and (region.place not in places or not has_shape(places[region.place])):
        return []
    return region_polygon(region, places)


def _about(rings: Sequence[Sequence[Point]]) -> tuple[int, int, int]:
    """Middle and radius of a disc that holds some rings: 1e-7 degree and metres."""
    corners = [point for ring in rings for point in ring]
    lat = np.array([point.lat_e7 for point in corners], dtype=np.float64)
    lon = np.array([point.lon_e7 for point in corners], dtype=np.float64)
    middle = Grid(lat_e7=(lat.min() + lat.max()) / 2, lon_e7=lon[0], cell_m=1, columns=1, rows=1)
    circle = shapely.minimum_bounding_circle(shapely.MultiPoint(np.column_stack(middle.plane(lat, lon))))
    at = circle.centroid
    center = middle.corner(0.5 + at.x, 0.5 - at.y)
    return center.lat_e7, center.lon_e7, round(shapely.minimum_bounding_radius(circle))


def _whole(column: pa.ChunkedArray) -> Numbers:
    return np.array(pc.fill_null(column, 0).to_numpy(zero_copy_only=False), dtype=np.int64)


def _is(kind: pa.ChunkedArray, name: str) -> NDArray[np.bool_]:
    return np.asarray(pc.equal(kind, name).to_numpy(zero_copy_only=False), dtype=bool)
