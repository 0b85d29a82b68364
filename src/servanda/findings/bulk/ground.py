"""Where the rows of a batch lie: what is certain of each and the places and lines that terms name.

Whatever comes within a metre of turning is measured anew as the reference measures it; where even that leaves a doubt
of rounding, and for places that are not drawn simply, the reference is asked, one row after the other.
"""

from collections.abc import Iterable, Mapping, Sequence
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
Bits = NDArray[np.uint64]


@dataclass(frozen=True)
class Words:
    """Some places against all rows: one bit a place.

    Attributes:
        places: The place of each bit.
        within: Whether the middle of a row lies inside.
        across: Whether an edge comes within its reach; where none does, it lies where its middle lies.
    """

    places: Sequence[str]
    within: Bits
    across: Bits

    def codes(self, bit: int, rows: Rows) -> Codes:
        """What is certain of some rows and a place."""
        within, across = (_bit(words[rows], bit) for words in (self.within, self.across))
        return np.where(across, np.int8(ACROSS), within.astype(np.int8))


@dataclass
class Measured:
    """What is certain of the rows of one batch; filled as terms ask.

    Attributes:
        spots: The regions.
        words: Places that are drawn simply.
        apart: For each other place, `OUT`, `IN`, `ACROSS` or `UNMEASURED`.
        metres: For each line, distances of the middles; not a number where nobody asked.
        asked: Rows that were within a metre of turning, or were left to the reference.
    """

    spots: Spots
    words: list[Words] = field(default_factory=list)
    apart: dict[str, Codes] = field(default_factory=dict)
    metres: dict[str, Floats] = field(default_factory=dict)
    asked: set[int] = field(default_factory=set)

    def codes(self, place: str, rows: Rows) -> Codes:
        """What is certain of some rows and a place."""
        found = self._bit_of(place)
        return self.apart[place][rows] if found is None else found[0].codes(found[1], rows)

    def within(self, place: str, rows: Rows) -> Mask | None:
        """Whether the middles of some rows lie in a place; none for one that is not drawn simply."""
        found = self._bit_of(place)
        return None if found is None else _bit(found[0].within[rows], found[1])

    def sure(self, places: Sequence[str]) -> tuple[NDArray[np.int64], Rows]:
        """In how many of some places each row certainly lies, and in which if it is one; -1 for none."""
        number = np.zeros(len(self.spots.lat_e7), dtype=np.int64)
        which = np.full(len(number), -1, dtype=np.int64)
        for words in self.words:
            mask = np.uint64(sum(1 << bit for bit, name in enumerate(words.places) if name in places))
            order = np.array([places.index(name) if name in places else -1 for name in words.places], dtype=np.int64)
            sure = words.within & ~words.across & mask
            some = np.flatnonzero(sure)
            number[some] += np.bitwise_count(sure[some])
            which[some] = order[np.bitwise_count((sure[some] & -sure[some]) - np.uint64(1))]
        for name in (each for each in places if each in self.apart):
            some = np.flatnonzero(self.apart[name] == IN)
            number[some] += 1
            which[some] = places.index(name)
        return number, which

    def _bit_of(self, place: str) -> tuple[Words, int] | None:
        return next(((words, words.places.index(place)) for words in self.words if place in words.places), None)


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
            within, wide = index.screen(lon, lat, (reach + error * _ROUND_UP) * _CORNERS)
            _, narrow = index.screen(lon, lat, np.maximum(0.0, reach + error - 2 * MARGIN_M))
            narrow[reach + error < 2 * MARGIN_M] = 0
            words = Words(names, np.zeros(number, dtype=np.uint64), np.zeros(number, dtype=np.uint64))
            words.within[rows], words.across[rows] = within, wide
            measured.words.append(words)
            doubt = wide & ~narrow
            close = np.flatnonzero(doubt)
            for bit in range(len(names)):
                self._anew(words, bit, rows[close[_bit(doubt[close], bit)]], measured)
        simple = {name for names, _, _ in self._indexes for name in names}
        for name in (each for each in self.places if each not in simple):
            measured.apart[name] = np.full(number, UNMEASURED, dtype=np.int8)
            if has_shape(self.docket.place(name)):
                measured.apart[name][rows] = self._asked(name, rows, measured)
        return measured

    def _anew(self, words: Words, bit: int, rows: Rows, measured: Measured) -> None:
        """Rows close to turning."""
        if not len(rows):
            return
        place, spots = words.places[bit], measured.spots
        found = np.full(len(rows), ASK, dtype=np.int8)
        if not self.docket.place(place).error_m:
            within = _bit(words.within[rows], bit)
            found = surely_inside(self.edges(place), spots.at(rows), spots.reach_m[rows], within)
        left = found == ASK
        found[left] = self._asked(place, rows[left], measured)
        measured.asked.update(rows.tolist())
        one = np.uint64(1 << bit)
        words.across[rows[found != ACROSS]] &= ~one
        words.within[rows[found == IN]] |= one
        words.within[rows[found == OUT]] &= ~one

    def _asked(self, place: str, rows: Rows, measured: Measured) -> Codes:
        measured.asked.update(rows.tolist())
        regions = [measured.spots.region(row) for row in rows.tolist()]
        found = [code_of(chance_inside(place, [region], self.docket)) for region in regions]
        return np.array(found, dtype=np.int8)

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
