"""Places of the agreement on a map of public data: outline, band of error, and each reading drawn in its own way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from servanda.geo import has_shape
from servanda.records.agreement import Agreement, Place
from servanda.records.place import Point
from servanda.records.record import Wording
from servanda.reports.annex import holders
from servanda.reports.dossier import Dossier
from servanda.reports.formats import full, inner
from servanda.reports.names import Names
from servanda.reports.public_sheet import Sheet
from servanda.wording import say

_ORDER = ("sector", "band", "zone", "line")
_STYLES = 6
_SMALL = 9.0
_LEAST_BAND = 1.0
_RING = 3
_RASTER = 15
_ASIDE, _ABOVE = 215.0, 62.0
"""Half of the width and height that numbers of a place may take."""


@dataclass(frozen=True, kw_only=True)
class Outline:
    """A place as drawn.

    Attributes:
        place: Its identifier.
        style: Class that says how it is drawn.
        name: Its name, and whose reading it is.
        readings: The readings that it belongs to; empty for none.
        path: Its outline.
        band: Width of the stroke that covers what the outline may be off.
        error_m: How far it may be off, metres.
        at: Middle of its box.
        inner: Some spots within it, where something can be written; none in a line or a small place.
        small: Whether it is too small to be seen without a ring.
    """

    place: str
    style: str
    name: Wording
    readings: tuple[Wording, ...]
    path: str
    band: float
    error_m: int
    at: tuple[float, float]
    inner: tuple[tuple[float, float], ...]
    small: bool


def drawn_places(dossier: Dossier) -> dict[str, Place]:
    """Places with a shape in the instruments that are judged; settlements, which are points by the hundred, are not."""
    found: dict[str, Place] = {}
    for agreement in _judged(dossier):
        for name, place in agreement.places.items():
            if has_shape(place) and place.is_ != "settlements":
                found.setdefault(name, place)
    return found


def corners(places: Mapping[str, Place]) -> list[Point]:
    """All points of some places."""
    return [point for place in places.values() for shape in place.shapes for point in shape]


def outlines(dossier: Dossier, places: Mapping[str, Place], sheet: Sheet, names: Names) -> tuple[Outline, ...]:
    """The places, areas before lines; a reading, a line and a sector each in a style of its own."""
    readings = _readings(dossier, names)
    ordered = sorted(places.items(), key=lambda item: (_rank(item[1]), item[0]))
    numbers: dict[str, int] = {}
    found = []
    for name, place in ordered:
        group = "line" if place.is_ == "line" else "reading" if name in readings else place.is_
        numbers[group] = numbers.get(group, 0) + 1
        style = f"{group} n{(numbers[group] - 1) % _STYLES + 1}"
        found.append(_outline(name, place, sheet, style, readings.get(name, ())))
    return tuple(found)


def _outline(name: str, place: Place, sheet: Sheet, style: str, readings: Sequence[Wording]) -> Outline:
    closed = place.is_ != "line"
    path = "".join(sheet.path(shape, closed=closed and len(shape) >= _RING) for shape in place.shapes)
    spots = sheet.spots([point for shape in place.shapes for point in shape])
    low, high = spots.min(axis=0), spots.max(axis=0)
    band = round(2 * place.error_m * sheet.pixels_per_m, 1)
    return Outline(
        place=name,
        style=style,
        name=full(place.name, name),
        readings=tuple(readings),
        path=path,
        band=band if band >= _LEAST_BAND else 0.0,
        error_m=place.error_m,
        at=(round(float(low[0] + high[0]) / 2, 1), round(float(low[1] + high[1]) / 2, 1)),
        inner=_inner(place, sheet) if closed else (),
        small=float((high - low).max()) < _SMALL,
    )


def _inner(place: Place, sheet: Sheet) -> tuple[tuple[float, float], ...]:
    """Spots of a coarse raster that lie in the largest ring, and in the sheet."""
    rings = [sheet.spots(shape) for shape in place.shapes if len(shape) >= _RING]
    if not rings:
        return ()
    ring = shapely.make_valid(max((shapely.Polygon(spots) for spots in rings), key=lambda one: float(one.area)))
    room = ring.intersection(shapely.box(_ASIDE, _ABOVE, sheet.width - _ASIDE, sheet.height - _ABOVE))
    if room.is_empty or ring.area < _ASIDE * _ABOVE:
        return ()
    west, north, east, south = room.bounds
    across, down = np.meshgrid(np.linspace(west, east, _RASTER), np.linspace(north, south, _RASTER))
    spots = np.column_stack([across.ravel(), down.ravel()])
    within = spots[shapely.contains_xy(room, spots)]
    return tuple((round(x, 1), round(y, 1)) for x, y in within.tolist())


def roomiest(spots: Sequence[tuple[float, float]], taken: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """The spot about which words cover the fewest of the places taken: words are wide and low."""
    middle = (sum(x for x, _ in spots) / len(spots), sum(y for _, y in spots) / len(spots))

    def room(spot: tuple[float, float], other: tuple[float, float]) -> float:
        return max(abs(spot[0] - other[0]) / _ASIDE, abs(spot[1] - other[1]) / _ABOVE)

    return max(spots, key=lambda spot: (min([1.5, *(room(spot, one) for one in taken)]), -room(spot, middle)))


def _rank(place: Place) -> int:
    return _ORDER.index(place.is_) if place.is_ in _ORDER else len(_ORDER)


def _judged(dossier: Dossier) -> list[Agreement]:
    wanted = set(dossier.case.judged)
    known = [one for one in dossier.agreements if not wanted or one.id in wanted]
    return sorted(known, key=lambda one: (one.id, one.version), reverse=True)


def _readings(dossier: Dossier, names: Names) -> dict[str, tuple[Wording, ...]]:
    """Place → the readings of open terms that mean it, each with its holders."""
    found: dict[str, tuple[Wording, ...]] = {}
    for agreement in _judged(dossier):
        for term in agreement.open.values():
            for _, reading in sorted(term.readings.items()):
                if term.kind == "place" and isinstance(reading.value, str):
                    says = say("reports.reading-by", says=inner(reading.says), holders=holders(reading.held_by, names))
                    known = found.get(reading.value, ())
                    found[reading.value] = known if says in known else (*known, says)
    return found
