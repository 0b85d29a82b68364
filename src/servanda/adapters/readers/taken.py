"""What a reader is told, and what it gives."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import pyarrow as pa

from servanda.observations import table_of
from servanda.records.observation import Observation, Watch
from servanda.records.place import Region
from servanda.records.rejection import Rejection
from servanda.records.tally import Tally

MAX_FILE = 1 << 30
"""Bytes of one file; larger ones are split by whoever makes them."""


@dataclass(frozen=True, kw_only=True)
class How:
    """What a file does not say about itself."""

    received: datetime
    """When the file reached the record, with its zone."""
    source: str = ""
    """Source it comes from; origin of rows that name none."""
    observer: str = ""
    """Name under which whoever observed is shown; the format's own if empty."""
    zone: str = "UTC"
    """IANA zone of dates and times that state none."""
    parties: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Names in the file → parties they may stand for; a name that is not listed stands for nobody known."""
    places: Mapping[str, Region] = field(default_factory=dict)
    """Names of places in the file → where they are, with error; for rows without coordinates."""
    radius_m: int | None = None
    """How far from its coordinates a row may have been, metres, where it does not say so itself; none to refuse it."""


@dataclass(frozen=True, kw_only=True)
class Taken:
    """What came of a file: `taken + len(rejections) == rows`."""

    rows: int
    """Rows of data that came: headers, tag rows and blank lines are none."""
    taken: int
    """Rows that gave at least one record."""
    observations: pa.Table = field(default_factory=lambda: table_of([], Observation))
    """Observations with the schema of their record, in the order of the file."""
    tallies: Sequence[Tally] = ()
    """Numbers that somebody counted."""
    watches: Sequence[Watch] = ()
    """Who watched."""
    rejections: Sequence[Rejection] = ()
    """Rows not taken, with `file:line`, in the order of the file."""
    unknown: Sequence[str] = ()
    """Columns that the published format does not have; their cells are in `further`."""
    unused: Sequence[str] = ()
    """Columns of the format that no field takes: nothing of them is kept but the hash of the file."""
