"""One prohibition judged on the rows of a batch: their kinds, and which finding each is made from."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import numpy as np
from numpy.typing import NDArray

from servanda.findings.bulk.codes import coded, dense
from servanda.findings.bulk.facets import NOT_SPOKEN_OF, Facets, alone
from servanda.findings.bulk.ground import Ground, Measured
from servanda.findings.bulk.kinds import NOBODY, Key, Kinds, Lie
from servanda.findings.bulk.limits import counts
from servanda.findings.bulk.own import Own
from servanda.findings.bulk.profile import Profiles
from servanda.findings.bulk.table import observation_of
from servanda.findings.docket import Docket
from servanda.findings.ground import drawn_places
from servanda.findings.kinds import places_named
from servanda.findings.matter import matter_of
from servanda.findings.prohibition import limits_at, limits_bearing
from servanda.geo import has_shape
from servanda.records.agreement import Term

Rows = NDArray[np.int64]
_CODES = 4
"""Codes of a place: `OUT`, `IN`, `ACROSS`, `UNMEASURED`."""


@dataclass(frozen=True)
class Sheet:
    """The rows of a batch of which any term speaks, and what is known of them."""

    profiles: Profiles
    rows: Rows
    profile: Rows
    ground: Ground
    measured: Measured


@dataclass(frozen=True)
class Bases:
    """What a term makes of each profile, save of its place: the number of a key, -1 where it does not speak of it."""

    of: Rows
    keys: Sequence[Key]


@dataclass(frozen=True)
class Judged:
    """Findings of one term by row: the number of the judged finding that each is made from."""

    rows: Rows
    kind: Rows


class Desk:
    """What is prepared to judge one prohibition on any number of rows."""

    def __init__(self, term: Term, docket: Docket) -> None:
        self.term = term
        where = term.where
        drawn = sorted({place for name in places_named(term) for place in drawn_places(name, docket)})
        named = sorted({*drawn, *places_named(term)})
        self.places = [name for name in drawn if docket.place(name).band is None]
        self.crossed = drawn_places(where.crosses, docket) if where is not None and where.crosses else []
        to = {row.to for row in term.table} | ({where.to} if where is not None else set())
        self.limits = {
            name: limits_at(term, name, docket) for name in sorted(to - {""}) if has_shape(docket.place(name))
        }
        self.kinds = Kinds(term, docket)
        self.named = {name: number for number, name in enumerate(sorted(docket.places))}
        self._sectors = docket.sectors
        self._docket = docket
        self._bearing: dict[tuple[str, Key], Sequence[int]] = {}
        self._act = term.must_not.do if term.must_not is not None else ""
        self._facets = Facets(term, docket)
        self._own = Own(term, named, docket)

    def bases(self, profiles: Profiles) -> Bases:
        """What the term makes of the profiles of a batch."""
        known = self._facets.codes(profiles)
        act, *parts = profiles.parts
        spoken = np.array([key == (self._act,) for key in profiles.act.keys], dtype=bool)[act]
        columns = [
            np.array(known[name], dtype=np.int64)[part]
            for name, part in zip(("thing", "seen", "time"), parts, strict=True)
        ]
        spoken &= np.all([column != NOT_SPOKEN_OF for column in columns], axis=0)
        of = np.full(len(spoken), -1, dtype=np.int64)
        stays = np.flatnonzero(spoken)
        some = coded([(column[stays], int(column.max(initial=0)) + 1) for column in columns], len(stays))
        of[stays] = some.code
        picked = [column[stays][some.row].tolist() for column in columns]
        return Bases(of, list(zip(*picked, strict=True)))

    def judge(self, bases: Bases, sheet: Sheet) -> Judged:
        """Findings on the rows of a batch, in their order."""
        base = bases.of[sheet.profile]
        spoken = np.flatnonzero(base >= 0)
        rows, base = sheet.rows[spoken], base[spoken]
        own = self._own.mask(sheet.profiles, rows, sheet.profile[spoken])
        kind = np.empty(len(rows), dtype=np.int64)
        kind[~own] = self._alike(rows[~own], base[~own], bases, sheet)
        for at in np.flatnonzero(own).tolist():
            kind[at] = self.kinds.own(sheet.profiles.batch, int(rows[at]))
        sheet.measured.asked.update(rows[own].tolist())
        stays = kind != NOBODY
        return Judged(rows[stays], kind[stays])

    def _alike(self, rows: Rows, base: Rows, bases: Bases, sheet: Sheet) -> Rows:
        """The kinds of rows that no record names."""
        codes: list[NDArray[np.integer[Any]]] = [sheet.measured.codes(place, rows) for place in self.places]
        codes += [sheet.ground.across(line, rows, sheet.measured) for line in self.crossed]
        packed, size = base, max(1, len(bases.keys))
        for code in codes:
            packed, size = packed * _CODES + code, size * _CODES
        some = dense(packed, size)
        said = [
            Said(bases.keys[number], tuple(cells), row)
            for number, cells, row in zip(
                base[some.row].tolist(),
                np.array([code[some.row] for code in codes], dtype=np.int64).reshape(len(codes), len(some)).T.tolist(),
                rows[some.row].tolist(),
                strict=True,
            )
        ]
        open_ = [(0, len(limits)) for limits in self.limits.values()]
        kinds = np.array([self._kind(each, open_, sheet) for each in said], dtype=np.int64)
        found = kinds[some.code] if len(rows) else kinds
        if self.limits:
            turns = np.array([self.kinds.turns(kind) for kind in kinds.tolist()], dtype=bool)
            unsettled = np.flatnonzero(turns[some.code])
            found[unsettled] = self._measured(rows[unsettled], some.code[unsettled], said, sheet)
        return found

    def _measured(self, rows: Rows, code: Rows, said: Sequence["Said"], sheet: Sheet) -> Rows:
        """The kinds of rows whose distances can turn the finding."""
        if not len(rows):
            return np.zeros(0, dtype=np.int64)
        packed, size = code, len(said)
        counted = []
        for line, limits in self.limits.items():
            certain, possible = np.divmod(counts(sheet.ground, line, limits, rows, sheet.measured), len(limits) + 1)
            counted.append((certain, possible))
            below = np.array([self._below(line, each, sheet) for each in said], dtype=np.int64)
            for side in (certain, possible):
                packed, size = packed * (len(limits) + 1) + below[code, side], size * (len(limits) + 1)
        some = dense(packed, size)
        kinds = []
        for first in some.row.tolist():
            each = said[int(code[first])]
            count = [(int(certain[first]), int(possible[first])) for certain, possible in counted]
            kinds.append(self._kind(Said(each.key, each.codes, int(rows[first])), count, sheet))
        return np.array(kinds, dtype=np.int64)[some.code]

    def _below(self, line: str, said: "Said", sheet: Sheet) -> Sequence[int]:
        """Of the limits at a line that bear on such rows: how many are among the first none, one, two and so on."""
        key = (line, said.key)
        if key not in self._bearing:
            incident, docket = alone(observation_of(sheet.profiles.batch, said.row), self._docket)
            bearing = set(limits_bearing(matter_of(self.term, incident, docket), line))
            self._bearing[key] = [0, *accumulate(int(limit in bearing) for limit in self.limits[line])]
        return self._bearing[key]

    def _kind(self, said: "Said", counted: Sequence[tuple[int, int]], sheet: Sheet) -> int:
        """The kind of a row, judged if it is new; of limits that do not bear on it the key says nothing."""
        below = [self._below(line, said, sheet) for line in self.limits]
        sides = [each[side] for each, count in zip(below, counted, strict=True) for side in count]
        key = (*said.key, *said.codes, *sides)
        return self.kinds.number(key, lambda: self._lie(said, counted, sheet), sheet.profiles.batch, said.row)

    def _lie(self, said: "Said", counted: Sequence[tuple[int, int]], sheet: Sheet) -> Lie:
        row = np.array([said.row])
        sectors = {name: int(sheet.measured.codes(name, row)[0]) for name in self._sectors}
        codes, across = said.codes[: len(self.places)], said.codes[len(self.places) :]
        limits = zip(self.limits.items(), counted, strict=True)
        return Lie(
            codes={**sectors, **dict(zip(self.places, codes, strict=True))},
            across=dict(zip(self.crossed, across, strict=True)),
            limits={line: (stated, *count) for (line, stated), count in limits},
        )


@dataclass(frozen=True)
class Said:
    """One row of many alike: what the term makes of it, what is certain of its places, and which row it is."""

    key: Key
    codes: tuple[int, ...]
    row: int
