"""From coordinates to the plane of a small map: local, true to scale at its middle, whole to a tenth of a pixel."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from servanda.records.place import Point

_WIDE = 1000.0
_TALL = 1040.0
_MARGIN = 62.0
_METRES_PER_DEGREE = 111_195.0
_E7 = 10_000_000
_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)


@dataclass(frozen=True)
class Projection:
    """An equirectangular projection about the middle of what is shown."""

    west: float
    north: float
    squeeze: float
    scale: float
    width: float
    height: float

    @classmethod
    def around(cls, points: Iterable[Point]) -> "Projection":
        """The projection that fits all points; there must be at least one."""
        known = list(points)
        lats = [point.lat_e7 / _E7 for point in known]
        lons = [point.lon_e7 / _E7 for point in known]
        south, north, west, east = min(lats), max(lats), min(lons), max(lons)
        squeeze = math.cos(math.radians((south + north) / 2))
        across, up = max((east - west) * squeeze, 1e-4), max(north - south, 1e-4)
        scale = min((_WIDE - 2 * _MARGIN) / across, (_TALL - 2 * _MARGIN) / up)
        width, height = across * scale + 2 * _MARGIN, up * scale + 2 * _MARGIN
        return cls(west, north, squeeze, scale, round(width, 1), round(height, 1))

    def spot(self, point: Point) -> tuple[float, float]:
        """Position of a point on the map."""
        return self.x(point.lon_e7 / _E7), self.y(point.lat_e7 / _E7)

    def x(self, lon: float) -> float:
        """Horizontal position of a meridian."""
        return round(_MARGIN + (lon - self.west) * self.squeeze * self.scale, 1)

    def y(self, lat: float) -> float:
        """Vertical position of a parallel."""
        return round(_MARGIN + (self.north - lat) * self.scale, 1)

    def ring(self, points: Sequence[Point]) -> str:
        """The path of a closed ring."""
        return self.line(points) + "Z" if points else ""

    def line(self, points: Sequence[Point]) -> str:
        """The path of a line."""
        return "".join(f"{'L' if number else 'M'}{x} {y}" for number, (x, y) in enumerate(map(self.spot, points)))

    def pixels_per_km(self) -> float:
        """Length of a kilometre on the map."""
        return self.scale * 1000 / _METRES_PER_DEGREE

    def bar_km(self) -> int:
        """A round length for the scale bar, about a sixth of the width."""
        return max((step for step in _STEPS if step * self.pixels_per_km() <= self.width / 6), default=1)

    def grid(self) -> tuple[list[tuple[float, str]], list[tuple[float, str]]]:
        """Meridians and parallels each tenth of a degree or more, with their names."""
        span = (self.height - 2 * _MARGIN) / self.scale
        step = next((tenth for tenth in (1, 2, 5, 10, 20, 50) if span / (tenth / 10) <= 8), 100)  # noqa: PLR2004 - eight lines at most
        south = self.north - span
        east = self.west + (self.width - 2 * _MARGIN) / self.scale / self.squeeze
        lons = [(self.x(tenth / 10), _degrees(tenth, "E", "W")) for tenth in _multiples(self.west, east, step)]
        lats = [(self.y(tenth / 10), _degrees(tenth, "N", "S")) for tenth in _multiples(south, self.north, step)]
        return lons, lats


def _multiples(low: float, high: float, step: int) -> range:
    first = math.ceil(round(low * 10 / step, 6)) * step
    return range(first, math.floor(round(high * 10, 6)) + 1, step)


def _degrees(tenths: int, plus: str, minus: str) -> str:
    return f"{abs(tenths) / 10:.1f}° {plus if tenths >= 0 else minus}"


def middle_of(spots: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """A place for a label: the middle of the corners' box."""
    xs, ys = [x for x, _ in spots], [y for _, y in spots]
    return round((min(xs) + max(xs)) / 2, 1), round((min(ys) + max(ys)) / 2, 1)


def extent_of(spots: Sequence[tuple[float, float]]) -> float:
    """The longer side of the corners' box."""
    xs, ys = [x for x, _ in spots], [y for _, y in spots]
    return max(max(xs) - min(xs), max(ys) - min(ys))
