"""One prohibition judged on the rows of a batch: their kinds, and which finding each is made from."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from servanda.findings.bulk.codes import dense
from servanda.findings.bulk.facets import NOT_SPOKEN_OF, Facets
from servanda.findings.bulk.ground import Ground, Measured
from servanda.findings.bulk.kinds import NOBODY, Key, Kinds, Lie
from servanda.findings.bulk.limits import counts
from servanda.findings.bulk.own import Own, conditions_of
from servanda.findings.bulk.profile import Profiles
from servanda.findings.docket import Docket
from servanda.findings.ground import drawn_places
from servanda.findings.prohibition import limits_at
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
    profile: NDArray[np.int32]
    ground: Ground
    measured: Measured


@dataclass(frozen=True)
class Bases:
    """What a term makes of each profile, save of its place: the number of a key, -1 where it does not speak of it."""

    of: NDArray[np.int32]
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
        named = [where.in_ or where.outside] if where is not None else []
        named += [each.inside for each in conditions_of(term) if each.inside]
        self.places = sorted({place for name in named if name for place in drawn_places(name, docket)})
        self.crossed = drawn_places(where.crosses, docket) if where is not None and where.crosses else []
        to = {row.to for row in term.table} | ({where.to} if where is not None else set())
        self.limits = {
            name: limits_at(term, name, docket) for name in sorted(to - {""}) if has_shape(docket.place(name))
        }
        self.kinds = Kinds(term, docket)
        self._sectors = docket.sectors
        self._act = term.must_not.do if term.must_not is not None else ""
        self._facets = Facets(term, docket)
        self._own = Own(term, docket)

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
        of = np.full(len(spoken), -1, dtype=np.int32)
        stays = np.flatnonzero(spoken)
        keys, code = np.unique(np.column_stack(columns)[stays], axis=0, return_inverse=True)
        of[stays] = code.ravel()
        return Bases(of, [tuple(key) for key in keys.tolist()])

    def judge(self, bases: Bases, sheet: Sheet) -> Judged:
        """Findings on the rows of a batch, in their order."""
        base = bases.of[sheet.profile]
        spoken = np.flatnonzero(base >= 0)
        rows, base = sheet.rows[spoken], base[spoken].astype(np.int64)
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
        codes: list[NDArray[np.integer[Any]]] = [sheet.measured.codes[place][rows] for place in self.places]
        codes += [sheet.ground.across(line, rows, sheet.measured) for line in self.crossed]
        packed, size = base, max(1, len(bases.keys))
        for code in codes:
            packed, size = packed * _CODES + code, size * _CODES
        some = dense(packed, size)
        ground = np.array([code[some.row] for code in codes], dtype=np.int64).reshape(len(codes), len(some)).T.tolist()
        keys = [bases.keys[number] for number in base[some.row].tolist()]
        kinds = np.array(
            [
                self._kind(key, lie, self._open(), sheet, int(row))
                for key, lie, row in zip(keys, ground, rows[some.row].tolist(), strict=True)
            ],
            dtype=np.int64,
        )
        found = kinds[some.code] if len(rows) else kinds
        if self.limits:
            turns = np.array([self.kinds.turns(kind) for kind in kinds.tolist()], dtype=bool)
            unsettled = np.flatnonzero(turns[some.code])
            found[unsettled] = self._measured(rows[unsettled], some.code[unsettled], (keys, ground), sheet)
        return found

    def _measured(self, rows: Rows, code: Rows, said: tuple[list[Key], list[list[int]]], sheet: Sheet) -> Rows:
        """The kinds of rows whose distances can turn the finding."""
        packed, size = code.astype(np.int64), max(1, len(said[0]))
        for line, limits in self.limits.items():
            options = (len(limits) + 1) ** 2
            packed = packed * options + counts(sheet.ground, line, limits, rows, sheet.measured)
            size *= options
        some = dense(packed, size)
        kinds = [
            self._kind(said[0][first], said[1][first], self._spread(digits), sheet, row)
            for first, digits, row in zip(
                code[some.row].tolist(), packed[some.row].tolist(), rows[some.row].tolist(), strict=True
            )
        ]
        return np.array(kinds, dtype=np.int64)[some.code] if len(rows) else np.zeros(0, dtype=np.int64)

    def _open(self) -> list[tuple[int, int]]:
        """Nothing known of any distance."""
        return [(0, len(limits)) for limits in self.limits.values()]

    def _spread(self, packed: int) -> list[tuple[int, int]]:
        """The counts of certain and possible limits at each line behind one number."""
        found: list[tuple[int, int]] = []
        for limits in reversed(self.limits.values()):
            packed, digits = divmod(packed, (len(limits) + 1) ** 2)
            found.append(divmod(digits, len(limits) + 1))
        return found[::-1]

    def _kind(self, key: Key, codes: list[int], counts: list[tuple[int, int]], sheet: Sheet, row: int) -> int:
        names = (*self.places, *self.crossed)
        known = dict(zip(names, codes, strict=True))
        lie = Lie(
            codes={
                **{sector: int(sheet.measured.codes[sector][row]) for sector in self._sectors},
                **{place: known[place] for place in self.places},
            },
            across={line: known[line] for line in self.crossed},
            limits={line: (limits, *count) for (line, limits), count in zip(self.limits.items(), counts, strict=True)},
        )
        flat = (*key, *codes, *(side for count in counts for side in count))
        return self.kinds.number(flat, lie, sheet.profiles.batch, row)
