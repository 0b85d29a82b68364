"""Where the rows of a batch lie: what is certain of each and the places and lines that terms name.

Whatever comes within a metre of turning is measured anew as the reference measures it; where even that leaves a doubt
of rounding, and for places that are not drawn simply, the reference is asked, one row after the other.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from servanda.findings.bulk.simple import is_line, is_zone
from servanda.findings.bulk.spots import Floats, Rows, Spots
from servanda.findings.docket import Docket
from servanda.findings.ground import chance_inside
from servanda.findings.regions import UNMEASURED, code_of
from servanda.geo import ACROSS, ASK, IN, OUT, Chance, crosses, has_shape
from servanda.geo.bulk import LineIndex, ZoneIndex
from servanda.geo.rounds import Edges, away_m, edges_of_line, edges_of_zone, surely_inside
from servanda.records.agreement import Place

MARGIN_M = 1.0
"""Nearer than this to turning, a row is measured anew."""
BENT = 1e-5
"""Share by which a distance over hundreds of kilometres may be off."""
_CORNERS = 1.0013
"""A region is drawn with 64 corners, none of them farther out than this."""
_ROUND_UP = 1.005
"""An error about a place is drawn with corners, too, and rounded up."""
_MOST = 64
_LEAST_M = 0.05
"""A line is at least so wide, when it is asked what crossed it."""

Codes = NDArray[np.int8]
Mask = NDArray[np.bool_]


@dataclass
class Measured:
    """What is certain of the rows of one batch; filled as terms ask.

    Attributes:
        codes: For each place, `OUT`, `IN`, `ACROSS` or `UNMEASURED`.
        within: For each place, whether the middle of each row lies inside.
        metres: For each line, distances of the middles; not a number where nobody asked.
        asked: Rows that were within a metre of turning, or were left to the reference.
    """

    spots: Spots
    codes: dict[str, Codes] = field(default_factory=dict)
    within: dict[str, Mask] = field(default_factory=dict)
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
        self.docket = docket
        self.places = sorted(set(places))
        drawn = {name: docket.place(name) for name in self.places}
        self._indexes = [
            (names, ZoneIndex([docket.place(name).shapes for name in names]), error) for names, error in _groups(drawn)
        ]
        to = {name: docket.place(name) for name in sorted(set(lines))}
        self.lines = {name: LineIndex(place.shapes) for name, place in to.items() if is_line(place)}
        self._edges: dict[str, Edges] = {}

    def edges(self, place: str) -> Edges:
        """The edges of a simply drawn place, prepared when they are first asked for."""
        if place not in self._edges:
            make = edges_of_line if place in self.lines else edges_of_zone
            self._edges[place] = make(self.docket.place(place).shapes)
        return self._edges[place]

    def measure(self, spots: Spots, rows: Rows) -> Measured:
        """What is certain of some rows and every place."""
        measured = Measured(spots)
        number = len(spots.lat_e7)
        (lat, lon), reach = spots.at(rows), spots.reach_m[rows]
        for names, index, error in self._indexes:
            within, outer = index.screen(lon, lat, (reach + error * _ROUND_UP) * _CORNERS)
            _, inner = index.screen(lon, lat, reach + error - 2 * MARGIN_M)
            for bit, name in enumerate(names):
                inside, wide, narrow = (_bit(bits, bit) for bits in (within, outer, inner))
                measured.codes[name] = np.full(number, OUT, dtype=np.int8)
                measured.within[name] = np.zeros(number, dtype=np.bool_)
                measured.codes[name][rows] = np.where(
                    wide, np.int8(ACROSS), np.where(inside, np.int8(IN), np.int8(OUT))
                )
                measured.within[name][rows] = inside
                self._anew(name, rows[wide & ~narrow], measured)
        for name in (each for each in self.places if each not in measured.codes):
            measured.codes[name] = np.full(number, UNMEASURED, dtype=np.int8)
            if has_shape(self.docket.place(name)):
                self._ask(name, rows, measured)
        return measured

    def _anew(self, place: str, rows: Rows, measured: Measured) -> None:
        """Rows close to turning."""
        if not len(rows):
            return
        left = rows
        if not self.docket.place(place).error_m:
            spots = measured.spots
            found = surely_inside(self.edges(place), spots.at(rows), spots.reach_m[rows], measured.within[place][rows])
            measured.codes[place][rows] = found
            left = rows[found == ASK]
        measured.asked.update(rows.tolist())
        self._ask(place, left, measured)

    def _ask(self, place: str, rows: Rows, measured: Measured) -> None:
        for row in rows.tolist():
            region = measured.spots.region(row)
            measured.codes[place][row] = code_of(chance_inside(place, [region], self.docket))
            measured.asked.add(row)

    def metres(self, line: str, rows: Rows, measured: Measured) -> Floats:
        """Distances of the middles of some rows from a line, each measured once."""
        spots = measured.spots
        known = measured.metres.setdefault(line, np.full(len(spots.reach_m), np.nan))
        new = rows[np.isnan(known[rows])]
        if len(new):
            known[new] = self.lines[line].distance_m(spots.lon_e7[new], spots.lat_e7[new])
        return known[rows]

    def sharpen(self, line: str, rows: Rows, measured: Measured) -> Floats:
        """The same to the last digit."""
        if len(rows):
            away = self.metres(line, rows, measured)
            known = measured.metres[line]
            known[rows] = away_m(self.edges(line), measured.spots.at(rows), away * (1 + BENT))
        return self.metres(line, rows, measured)

    def across(self, line: str, rows: Rows, measured: Measured) -> NDArray[np.int64]:
        """Whether each row may have gone across a line: `ACROSS`, or `OUT`."""
        place = self.docket.place(line)
        found = np.full(len(rows), UNMEASURED, dtype=np.int64)
        if not has_shape(place):
            return found
        near = np.ones(len(rows), dtype=bool)
        if line in self.lines:
            away, reach = self.metres(line, rows, measured), measured.spots.reach_m[rows]
            wide = max(_LEAST_M, place.error_m * _ROUND_UP)
            outside = away > (reach + wide) * _CORNERS + MARGIN_M + BENT * away
            near = ~outside & (away > reach + place.error_m - MARGIN_M - BENT * away)
            found = np.where(outside, OUT, ACROSS).astype(np.int64)
        for at in np.flatnonzero(near).tolist():
            row = int(rows[at])
            crossed = crosses(measured.spots.region(row), place, self.docket.places)
            found[at] = code_of(Chance(ppm=0, certain=crossed))
            measured.asked.add(row)
        return found


def _groups(places: Mapping[str, Place]) -> Iterable[tuple[list[str], int]]:
    """Places that can be indexed, in groups of one error and at most 64."""
    simple = {name: place for name, place in places.items() if is_zone(place)}
    for error in sorted({place.error_m for place in simple.values()}):
        names = [name for name, place in simple.items() if place.error_m == error]
        for start in range(0, len(names), _MOST):
            yield names[start : start + _MOST], error


def _bit(bits: NDArray[np.uint64], bit: int) -> Mask:
    return ((bits >> np.uint64(bit)) & np.uint64(1)).astype(np.bool_)
