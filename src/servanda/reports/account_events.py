"""The events of a catalogue as columns: how many, how deadly, how coarsely placed and dated; no record is made."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from servanda.records.agreement import Place
from servanda.records.observation import Observation
from servanda.reports.dossier import Dossier
from servanda.reports.located import Located, located
from servanda.schemas.distinct import Numbers
from servanda.schemas.rows import Rows, rows_of

SIZES_M = (5_000, 25_000)
"""Limits between small, middling and large regions, metres; a limit belongs to the smaller."""
SPANS_D = (1, 7, 31)
"""Limits between intervals of dates, days; a limit belongs to the shorter."""

_HOUR_US = 3_600_000_000
"""By so much a day may be longer or shorter where clocks change."""
_DAY_US = 86_400_000_000


@dataclass(frozen=True)
class Events:
    """The rows of a catalogue, and where each may have been."""

    rows: Rows[Observation]
    places: Mapping[str, Place]

    def __len__(self) -> int:
        return len(self.rows)

    @cached_property
    def located(self) -> Located:
        """Their different regions."""
        return located(self.rows.column("where"), self.places)

    @cached_property
    def deaths(self) -> tuple[int, int, int]:
        """Sums of the lowest, best and highest estimates."""
        low, best, high = (int(self._deaths(name).sum()) for name in ("low", "best", "high"))
        return low, best, high

    @property
    def deadly(self) -> int:
        """Events with at least one death by the highest estimate."""
        return int((self._deaths("high") > 0).sum())

    def by_size(self) -> list[int]:
        """Events by size of their region: up to each limit, larger, not drawn."""
        reach = self.located.reach_m[self.located.of]
        return [*counts_up_to(reach[reach >= 0], SIZES_M), int((reach < 0).sum())]

    def by_span(self) -> list[int]:
        """Events by length of the interval in which they happened: up to each limit in days, longer, open."""
        days = self._days
        return [*counts_up_to(days[days >= 0], SPANS_D), int((days < 0).sum())]

    @property
    def summaries(self) -> int:
        """Rows that stand for several events, or for an unknown number."""
        count = self.rows.column("count")
        low, high = (whole(pc.struct_field(count, name), -1) for name in ("low", "high"))
        return int(((low > 1) | (high != 1)).sum())

    @property
    def directed(self) -> int:
        """Rows that give a direction: bearing and distance from where somebody stood."""
        return int(pc.sum(pc.equal(pc.struct_field(self.rows.column("where"), "kind"), "sector")).as_py() or 0)

    @property
    def blamed(self) -> int:
        """Rows that name one party alone as having done it."""
        return int(pc.sum(pc.equal(pc.list_value_length(self.rows.column("by")), 1)).as_py() or 0)

    @property
    def origins(self) -> tuple[str, ...]:
        """Sources they come from, sorted."""
        return tuple(sorted(pc.unique(self.rows.column("origin")).to_pylist()))

    @property
    def observers(self) -> tuple[str, ...]:
        """Names under which whoever coded them is shown, sorted."""
        return tuple(sorted(pc.unique(self.rows.column("observer")).to_pylist()))

    def _deaths(self, name: str) -> Numbers:
        return whole(pc.struct_field(self.rows.column("deaths"), name), 0)

    @cached_property
    def _days(self) -> Numbers:
        start, end = (moments(self.rows.column("when"), side) for side in ("start", "end"))
        about = end - start + _HOUR_US
        length = about // _DAY_US + (about % _DAY_US > 2 * _HOUR_US)
        return np.where((start == OPEN) | (end == OPEN), -1, np.maximum(length, 0))


OPEN = np.iinfo(np.int64).min
"""Stands for a side of an interval that is open."""


def events_of(dossier: Dossier, places: Mapping[str, Place]) -> Events:
    """The events of a case that stand in a catalogue: nothing that anybody perceived himself."""
    rows = rows_of(dossier.observations, Observation)
    return Events(rows.where(pc.equal(rows.column("method"), "catalogue")), places)


def counts_up_to(values: Numbers, limits: tuple[int, ...]) -> list[int]:
    """How many values lie up to each limit, above the one before, and how many above the last."""
    return [int(count) for count in np.bincount(classes_of(values, limits), minlength=len(limits) + 1)]


def classes_of(values: Numbers, limits: tuple[int, ...]) -> NDArray[np.int64]:
    """Number of the class of each value; a limit belongs to the class below it."""
    return np.searchsorted(np.array(limits), values, side="left")


def moments(when: pa.ChunkedArray, side: str) -> Numbers:
    """Begin or end of intervals, microseconds; `OPEN` for an open side."""
    return whole(pc.cast(pc.struct_field(when, side), pa.int64()), OPEN)


def whole(column: pa.ChunkedArray, instead: int) -> Numbers:
    """A column of whole numbers, with a number in place of empty cells."""
    return np.array(pc.fill_null(column, instead).to_numpy(zero_copy_only=False), dtype=np.int64)
