"""Where the rows of a batch lie: what is certain of each and the places and lines that terms name.

Whatever comes within a metre of turning is measured by the reference, one row after the other.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from servanda.findings.bulk.table import numbers, region_of
from servanda.findings.docket import Docket
from servanda.findings.ground import chance_inside
from servanda.findings.regions import UNMEASURED, code_of
from servanda.geo import ACROSS, IN, OUT, Chance, crosses, distance_range, has_shape, inside, nearer_than
from servanda.geo.bulk import LineIndex, ZoneIndex
from servanda.records.agreement import Place
from servanda.records.place import Region

CUT = 3
_MARGIN_M = 1.0
"""Nearer than this to turning, the reference decides."""
_CORNERS = 1.0013
"""A region is drawn with 64 corners, none of them farther out than this."""
_ROUND_UP = 1.005
"""An error about a place is drawn with corners, too, and rounded up."""
_BENT = 1e-5
"""Share by which a distance over hundreds of kilometres may be off."""
_RING, _MOST = 3, 64
_LEAST_M = 0.05
"""A line is at least so wide, when it is asked what crossed it."""

Floats = NDArray[np.float64]
Codes = NDArray[np.int8]
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Spots:
    """Round regions: middles in 1e-7 degree, and radii beyond which the thing certainly was not, metres."""

    batch: pa.RecordBatch
    lat_e7: NDArray[np.int64]
    lon_e7: NDArray[np.int64]
    reach_m: Floats

    def region(self, row: int) -> Region:
        """One of them as a record."""
        names = ("lat_e7", "lon_e7", "sigma_m", "radius_m")
        return region_of({name: self.batch.column(name)[row].as_py() for name in names})

    def only(self, rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64], Floats]:
        """Columns of some rows."""
        return self.lon_e7[rows], self.lat_e7[rows], self.reach_m[rows]


def spots_of(batch: pa.RecordBatch) -> Spots:
    """The regions of a batch."""
    lat, lon, sigma, radius = (numbers(batch.column(each), 0) for each in ("lat_e7", "lon_e7", "sigma_m", "radius_m"))
    reach = np.maximum(radius, CUT * sigma.astype(np.int64)).astype(np.float64)
    return Spots(batch, lat.astype(np.int64), lon.astype(np.int64), reach)


@dataclass
class Measured:
    """What is certain of the rows of one batch; filled as terms ask.

    Attributes:
        codes: For each place, `OUT`, `IN`, `ACROSS` or `UNMEASURED`.
        metres: For each line, distances of the middles; not a number where nobody asked.
        asked: Rows that the reference measured.
    """

    spots: Spots
    codes: dict[str, Codes] = field(default_factory=dict)
    metres: dict[str, Floats] = field(default_factory=dict)
    asked: set[int] = field(default_factory=set)


class Ground:
    """Places and lines of an instrument, prepared for many rows.

    Args:
        docket: The instrument.
        places: Places in which terms or sectors ask whether something lies.
        lines: Places to which terms measure distances, or across which something may go.
    """

    def __init__(self, docket: Docket, places: Iterable[str], lines: Iterable[str]) -> None:
        self._docket = docket
        self.places = sorted(set(places))
        self._indexes = [
            (names, ZoneIndex([docket.place(name).shapes for name in names]), error)
            for names, error in _groups({name: docket.place(name) for name in self.places})
        ]
        drawn = {name: docket.place(name) for name in sorted(set(lines))}
        self._lines = {name: LineIndex(place.shapes) for name, place in drawn.items() if _is_line(place)}

    def measure(self, batch: pa.RecordBatch, rows: NDArray[np.int64]) -> Measured:
        """What is certain of some rows and every place."""
        measured = Measured(spots_of(batch))
        lon, lat, reach = measured.spots.only(rows)
        for names, index, error in self._indexes:
            within_, outer = index.screen(lon, lat, (reach + error * _ROUND_UP) * _CORNERS)
            _, inner = index.screen(lon, lat, reach + error - 2 * _MARGIN_M)
            for bit, name in enumerate(names):
                within, wide, narrow = (_bit(bits, bit) for bits in (within_, outer, inner))
                codes = np.where(wide, np.int8(ACROSS), np.where(within, np.int8(IN), np.int8(OUT)))
                measured.codes[name] = np.full(batch.num_rows, OUT, dtype=np.int8)
                measured.codes[name][rows] = codes
                self._ask_inside(name, rows[wide & ~narrow], measured)
        for name in (each for each in self.places if each not in measured.codes):
            measured.codes[name] = np.full(batch.num_rows, UNMEASURED, dtype=np.int8)
            if has_shape(self._docket.place(name)):
                self._ask_inside(name, rows, measured)
        return measured

    def _ask_inside(self, place: str, rows: NDArray[np.int64], measured: Measured) -> None:
        for row in rows.tolist():
            region = measured.spots.region(row)
            measured.codes[place][row] = code_of(chance_inside(place, [region], self._docket))
            measured.asked.add(row)

    def limits(self, line: str, limits_m: list[int], rows: NDArray[np.int64], measured: Measured) -> NDArray[np.int64]:
        """How each row lies to the limits at a line: how many it certainly respects, and how many it may.

        Returns:
            `certain * (len(limits_m) + 1) + possible`, both counted from the smallest limit.
        """
        if line not in self._lines:
            return self._asked(line, limits_m, rows, measured)
        away, reach = self._metres(line, rows, measured), measured.spots.reach_m[rows]
        reach = reach + self._docket.place(line).error_m
        margin = _MARGIN_M + _BENT * away
        low, high = np.maximum(0.0, away - reach), away + reach
        limits = np.asarray(limits_m, dtype=np.float64)
        certain = np.searchsorted(limits, low, "right")
        possible = np.searchsorted(limits, high, "right")
        doubt = [
            np.searchsorted(limits, side, "right")
            for side in (low - margin, low + margin, high - margin, high + margin)
        ]
        near = (doubt[0] != doubt[1]) | (doubt[2] != doubt[3])
        found = certain * (len(limits_m) + 1) + possible
        found[near] = self._asked(line, limits_m, rows[near], measured)
        return found

    def _metres(self, line: str, rows: NDArray[np.int64], measured: Measured) -> Floats:
        """Distances of the middles of some rows, each measured once."""
        spots = measured.spots
        known = measured.metres.setdefault(line, np.full(len(spots.reach_m), np.nan))
        new = rows[np.isnan(known[rows])]
        if len(new):
            known[new] = self._lines[line].distance_m(spots.lon_e7[new], spots.lat_e7[new])
        return known[rows]

    def _asked(self, line: str, limits_m: list[int], rows: NDArray[np.int64], measured: Measured) -> NDArray[np.int64]:
        found = np.zeros(len(rows), dtype=np.int64)
        place, places = self._docket.place(line), self._docket.places
        for at, row in enumerate(rows.tolist()):
            region = measured.spots.region(row)
            chances = [nearer_than(region, place, limit, places).certain for limit in limits_m]
            certain = sum(chance is False for chance in chances)
            found[at] = certain * (len(limits_m) + 1) + len(limits_m) - sum(chance is True for chance in chances)
            measured.asked.add(row)
        return found

    def chances_inside(self, place: str, rows: NDArray[np.int64], measured: Measured) -> NDArray[np.int64]:
        """How likely each undecided row lies in a place, parts per million."""
        record, places = self._docket.place(place), self._docket.places
        found = [inside(measured.spots.region(row), record, places).ppm for row in rows.tolist()]
        return np.array(found, dtype=np.int64)

    def spans(
        self, line: str, rows: NDArray[np.int64], measured: Measured
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Least and greatest distance of each row, whole metres."""
        record, places = self._docket.place(line), self._docket.places
        found = [distance_range(measured.spots.region(row), record, places) for row in rows.tolist()]
        low, high = np.array(found, dtype=np.int64).reshape(-1, 2).T
        return low, high

    def chances_nearer(
        self, line: str, limits_m: Sequence[int], rows: NDArray[np.int64], measured: Measured
    ) -> NDArray[np.int64]:
        """How likely each row is nearer than the one limit that is undecided of it, parts per million."""
        record, places = self._docket.place(line), self._docket.places
        counts = self.limits(line, list(limits_m), rows, measured) // (len(limits_m) + 1)
        found = [
            nearer_than(measured.spots.region(row), record, limits_m[certain], places).ppm
            for row, certain in zip(rows.tolist(), counts.tolist(), strict=True)
        ]
        return np.array(found, dtype=np.int64)

    def across(self, line: str, rows: NDArray[np.int64], measured: Measured) -> NDArray[np.int64]:
        """Whether each row may have gone across a line: `ACROSS`, or `OUT`."""
        place = self._docket.place(line)
        found = np.full(len(rows), UNMEASURED, dtype=np.int64)
        if not has_shape(place):
            return found
        near = np.ones(len(rows), dtype=bool)
        if line in self._lines:
            away, reach = self._metres(line, rows, measured), measured.spots.reach_m[rows]
            wide = max(_LEAST_M, place.error_m * _ROUND_UP)
            outside = away > (reach + wide) * _CORNERS + _MARGIN_M + _BENT * away
            near = ~outside & (away > reach + place.error_m - _MARGIN_M - _BENT * away)
            found = np.where(outside, OUT, ACROSS).astype(np.int64)
        for at in np.flatnonzero(near).tolist():
            row = int(rows[at])
            crossed = crosses(measured.spots.region(row), place, self._docket.places)
            found[at] = code_of(Chance(ppm=0, certain=crossed))
            measured.asked.add(row)
        return found


def _groups(places: Mapping[str, Place]) -> Iterable[tuple[list[str], int]]:
    """Places that can be indexed, in groups of one error and at most 64."""
    errors = sorted({place.error_m for place in places.values()})
    for error in errors:
        names = [name for name, place in places.items() if place.error_m == error and _is_zone(place)]
        for start in range(0, len(names), _MOST):
            yield names[start : start + _MOST], error


def _is_zone(place: Place) -> bool:
    """Whether a place is rings by the even-odd rule, as the reference draws it; settlements are joined instead."""
    even_odd = place.is_ not in {"line", "settlements"} or (place.is_ == "settlements" and len(place.shapes) == 1)
    return has_shape(place) and even_odd and all(len(shape) >= _RING for shape in place.shapes)


def _is_line(place: Place) -> bool:
    return has_shape(place) and place.is_ == "line"


def _bit(bits: NDArray[np.uint64], bit: int) -> Mask:
    return ((bits >> np.uint64(bit)) & np.uint64(1)).astype(np.bool_)
