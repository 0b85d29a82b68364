"""ACLED: one row an event of political violence or protest, coded from reports.

`actor1` and `actor2` state no direction: either may have done it. How exact day and place are, a row says by figures;
they become intervals and regions that are rather too wide than too small. `source` and `notes` are words of the press
and are never read.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from servanda import plain
from servanda.adapters.readers.catalogue import Events, Format, discs, taken_of
from servanda.adapters.readers.cells import Cells, Mask, instants
from servanda.adapters.readers.sheet import Sheet, read_sheet
from servanda.adapters.readers.taken import How, Taken
from servanda.schemas.distinct import Numbers

PRESS = ("source", "notes")
"""Words of others: never read."""

NEEDS = (
    "event_id_cnty",
    "event_date",
    "time_precision",
    "sub_event_type",
    "actor1",
    "actor2",
    "latitude",
    "longitude",
    "geo_precision",
    "fatalities",
)
"""Columns without which it is not this format, wherever they stand."""

KNOWN = (
    *NEEDS,
    *PRESS,
    *("year", "disorder_type", "event_type", "assoc_actor_1", "inter1", "assoc_actor_2", "inter2", "interaction"),
    *("civilian_targeting", "iso", "region", "country", "admin1", "admin2", "admin3", "location", "source_scale"),
    *("tags", "timestamp"),
)

FORMAT = Format(
    method="catalogue", verb="recorded", publisher="ACLED", known=KNOWN, used=(*NEEDS, "location", "sub_event_type")
)

RADIUS_M = (0, 5_000, 50_000, 150_000)
"""How far from the stated coordinates it may have been, by `geo_precision`. 1: the named town, whose middle the
coordinates are; 2: a part of a district, placed at a town near it; 3: a region, placed at its capital."""

WEEK_D = 6
"""Days before and after the stated one for `time_precision` 2: the week, wherever in it the stated day lies."""

_DAY, _WEEK, _MONTH = 1, 2, 3
_MONTHS = "January February March April May June July August September October November December"


def read(raw: bytes, name: str, how: How) -> Taken:
    """Read an export, its days written as 2031-03-14 or 14 March 2031.

    Args:
        raw: The file.
        name: Name it is cited by.
        how: What the file does not say; `parties` maps names of actors; its days are of `zone`.

    Raises:
        InputError: `sheet-…` if it is no such file.
    """
    cells = Cells(_with_iso_days(read_sheet(raw, name, needs=NEEDS, leave=PRESS)), name)
    cells.once("event_id_cnty")
    lat, lon = cells.degrees_e7("latitude", 90), cells.degrees_e7("longitude", 180)
    cells.swapped(lat, lon)
    where, when = (cells.whole(each, range(1, 4)) for each in ("geo_precision", "time_precision"))
    deaths = cells.whole("fatalities", range(10_000_000))
    days, _ = cells.days("event_date")
    first, last = _span(days, when)
    act, things, unknown = _classed(cells.text("sub_event_type"))
    events = Events(
        id=pc.binary_join_element_wise("ACLED", cells.text("event_id_cnty"), "-"),
        act=act,
        things=things,
        where=discs(lat, lon, np.array(RADIUS_M)[np.clip(where, 0, 3)]),
        start=instants(first, how.zone),
        end=instants(last, how.zone, later=1),
        high=np.ones(len(lat), dtype=np.int64),
        by=("actor1", "actor2"),
        deaths=(deaths, deaths, deaths),
        place_name=cells.text("location"),
        keeps={"sub_event_type": unknown} if unknown.any() else {},
    )
    return taken_of(cells, events, how, FORMAT)


def _span(days: NDArray[np.datetime64], precision: Numbers) -> tuple[NDArray[np.datetime64], NDArray[np.datetime64]]:
    """First and last day on which it may have been."""
    month = days.astype("datetime64[M]")
    begins, ends = month.astype("datetime64[D]"), (month + 1).astype("datetime64[D]") - 1
    is_week, is_month = precision == _WEEK, precision == _MONTH
    first = np.where(is_week, days - WEEK_D, np.where(is_month, begins, days))
    return first, np.where(is_week, days + WEEK_D, np.where(is_month, ends, days))


@cache
def sub_events() -> Mapping[str, tuple[str, Sequence[str]]]:
    """Sub-event type → act, and kinds of things it may have been done with."""
    file = resources.files("servanda.adapters.readers") / "acled.yaml"
    loaded: Any = plain.load(file.read_bytes(), "acled.yaml").data
    return {name: (row["act"], row.get("things", [])) for name, row in loaded.items()}


def _classed(types: pa.ChunkedArray) -> tuple[pa.Array, pa.Array, Mask]:
    """Act and things of each row; and the rows whose type says nothing of them."""
    encoded = pc.dictionary_encode(pc.utf8_trim_whitespace(types).combine_chunks())
    names = encoded.dictionary.to_pylist()
    table = sub_events()
    acts = pa.array([table.get(name, ("unclassified",))[0] for name in names], pa.string())
    things = pa.array([list(table[name][1]) if name in table else [] for name in names], pa.list_(pa.string()))
    unknown = np.array([name not in table for name in names], dtype=bool)
    index = np.asarray(encoded.indices.to_numpy(zero_copy_only=False), dtype=np.int64)
    return acts.take(pa.array(index)), things.take(pa.array(index)), unknown[index]


def _with_iso_days(sheet: Sheet) -> Sheet:
    """The sheet with days such as 14 March 2031 written as 2031-03-14; all else as it came."""
    at = sheet.table.column_names.index("event_date")
    encoded = pc.dictionary_encode(sheet.table.column(at).combine_chunks())
    mended = pa.array([_iso(cell) for cell in encoded.dictionary.to_pylist()], pa.string())
    column = mended.take(encoded.indices)
    return replace(sheet, table=sheet.table.set_column(at, "event_date", column))


def _iso(cell: str) -> str:
    day, _, rest = cell.strip().partition(" ")
    month, _, year = rest.partition(" ")
    if month not in _MONTHS.split() or not (day.isdecimal() and year.isdecimal()):
        return cell
    try:
        return (
            datetime.strptime(f"{int(day)} {_MONTHS.split().index(month) + 1} {year} +0000", "%d %m %Y %z")
            .date()
            .isoformat()
        )
    except ValueError:
        return cell
