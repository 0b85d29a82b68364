"""Distances from many points to one line of many corners."""

from collections.abc import Sequence

from servanda.geo.bulk.earth import Column, Floats, degrees
from servanda.geo.bulk.nearest import nearest_m
from servanda.geo.bulk.pieces import divided, pieces_of
from servanda.records.place import Point


class LineIndex:
    """One line, of one or several paths, prepared for many points.

    Raises:
        InputError: `line-without-length`, `bulk-too-wide`.
    """

    def __init__(self, paths: Sequence[Sequence[Point]]) -> None:
        self._pieces = pieces_of([divided(path, closed=False) for path in paths])

    def distance_m(self, lon: Column, lat: Column) -> Floats:
        """Geodesic distance in metres to the nearest point of the line: within 3 mm at 70 km, 1.5 cm at 140 km."""
        return nearest_m(self._pieces, degrees(lon), degrees(lat))
