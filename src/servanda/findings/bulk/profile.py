"""What the rows of a batch say, save where they lie: rows that say the same are one profile."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from servanda.findings.bulk.codes import Coded, Whole, coded, dense
from servanda.findings.bulk.table import numbers, observation_of
from servanda.findings.kinds import NO_MOMENT
from servanda.records.observation import Observation

_LARGEST = 1 << 14
Key = tuple[object, ...]


@dataclass(frozen=True)
class Part:
    """Some columns together: the code of each row, and of each code what its rows agree in."""

    coded: Coded
    keys: Sequence[Key]


class Profiles:
    """Rows of one batch by what they say.

    Args:
        batch: Checked observations.
        marks: Every moment with which a term may compare a time, microseconds, sorted.
        parties: Parties of the instrument: what they observe themselves proves nothing.
    """

    def __init__(self, batch: pa.RecordBatch, marks: NDArray[np.int64], parties: Sequence[str]) -> None:
        self.batch = batch
        self._parties = frozenset(parties)
        self.act = self._part(["act"])
        self.thing = self._part(["things", "calibre_low_mm", "calibre_high_mm"])
        self.seen = self._part(["observer", "method", "verb", "by"])
        self.time = self._times(marks)
        columns = [(part.coded.code, len(part.coded)) for part in (self.act, self.thing, self.seen, self.time)]
        self.coded = coded(columns, batch.num_rows)

    def sample(self, part: Part, code: int) -> Observation:
        """A row that has a code, as a record."""
        return observation_of(self.batch, int(part.coded.row[code]))

    @cached_property
    def parts(self) -> tuple[Whole, ...]:
        """Of each profile its codes: act, thing, seen, time."""
        return tuple(part.coded.code[self.coded.row] for part in (self.act, self.thing, self.seen, self.time))

    def _part(self, names: Sequence[str]) -> Part:
        columns = [self._column(name) for name in names]
        together = coded([(code, len(values)) for code, values in columns], self.batch.num_rows)
        picked = [[values[at] for at in code[together.row].tolist()] for code, values in columns]
        return Part(together, list(zip(*picked, strict=True)))

    def _column(self, name: str) -> tuple[Whole, Sequence[object]]:
        """Codes of a column with the value behind each; of an observer only whether it is a party."""
        column = self.batch.column(name)
        if not pa.types.is_dictionary(column.type):
            some = _small(numbers(column, 0))
            return some.code, numbers(column, 0)[some.row].tolist()
        values = [*column.dictionary.to_pylist(), None]
        if name == "observer":
            values = [value if value in self._parties else "" for value in values]
        known: dict[object, int] = {}
        codes = np.array([known.setdefault(value, len(known)) for value in values], dtype=np.int32)
        return codes[numbers(column.indices, len(values) - 1)], list(known)

    def _times(self, marks: NDArray[np.int64]) -> Part:
        sides = [numbers(self.batch.column(name), NO_MOMENT) for name in ("start", "end")]
        codes = [_position(side, marks) for side in sides]
        instant = (sides[0] == sides[1]).astype(np.int64)
        size = 2 * len(marks) + 2
        together = coded([(codes[0], size), (codes[1], size), (instant, 2)], self.batch.num_rows)
        picked = [column[together.row].tolist() for column in (*codes, instant)]
        return Part(together, list(zip(*picked, strict=True)))


def _small(column: Whole) -> Coded:
    """Codes of whole numbers, most of them small."""
    if len(column) and int(column.min()) >= 0 and int(column.max()) < _LARGEST:
        return dense(column, _LARGEST)
    _, first, code = np.unique(column, return_index=True, return_inverse=True)
    return Coded(code, first)


def _position(side: Whole, marks: NDArray[np.int64]) -> NDArray[np.int64]:
    """How moments lie to the marks: before, at or after each; the last number for an open side."""
    code = np.searchsorted(marks, side, "left") + np.searchsorted(marks, side, "right")
    return np.where(side == NO_MOMENT, 2 * len(marks) + 1, code)
