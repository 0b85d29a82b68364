"""Any other table of events: one row an event, its columns found by their names, whatever their order.

A row becomes an observation only if somebody said how exact its place is: never a bare point. Columns that say nothing
known are kept as they came.
"""

import hashlib
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from servanda.adapters.readers.catalogue import Events, Format, taken_of
from servanda.adapters.readers.cells import Cells, Mask
from servanda.adapters.readers.headings import filled, recognised, tells_events, told, twice
from servanda.adapters.readers.measures import utc
from servanda.adapters.readers.moments import Spans, spans
from servanda.adapters.readers.sheet import read_sheet
from servanda.adapters.readers.taken import How, Taken
from servanda.adapters.readers.whereabouts import regions
from servanda.errors import InputError
from servanda.observations import NOTHING
from servanda.schemas.distinct import Numbers

UNCLASSIFIED = "unclassified"
"""Act of a row that names none in a column `act`: words of other columns are kept, not guessed at."""

_LONGEST = 366 * 86_400_000_000


def read(raw: bytes, name: str, how: How) -> Taken:
    """Read a table of events.

    Args:
        raw: The file.
        name: Name it is cited by.
        how: What the file does not say: zone, parties and places by their names, distance about its coordinates.

    Raises:
        InputError: `sheet-…` if no columns say when and where.
    """
    sheet = read_sheet(raw, name, needs=())
    names = recognised(sheet.table.column_names)
    if not tells_events(names):
        says = f"The header says no time or no place: {', '.join(sheet.table.column_names)[:120]}."
        hint = "Name the columns date, lat, lon and radius_m; or date and place."
        raise InputError("sheet-header", says, place=f"{name}:1", hint=hint)
    cells = Cells(sheet, name)
    if "id" in names:
        cells.once(names["id"])
    _refuse_doubt(cells, names)
    start, end = _interval(cells, names, how.zone)
    deaths = _deaths(cells, names)
    events = Events(
        id=_named(cells, names, how),
        act=_acts(cells, names),
        where=regions(cells, names, how),
        start=utc(start),
        end=utc(end),
        high=np.full(len(start), -1, dtype=np.int64),
        by=[names[each] for each in ("actor", "second") if each in names],
        deaths=(deaths, deaths, deaths) if "deaths" in names else None,
        place_name=told(cells, names, "place"),
    )
    publisher = how.source or Path(name).stem
    known = [column for what, column in names.items() if what not in ("time_code", "place_code")]
    form = Format(method="catalogue", verb="recorded", publisher=publisher, known=known, used=known)
    return taken_of(cells, events, how, form)


def _refuse_doubt(cells: Cells, names: Mapping[str, str]) -> None:
    """Refuse rows that say a coordinate in two ways, or their precision by a code whose format is not known."""
    for one, other in twice(cells.sheet.table.column_names):
        _refuse_two_ways(cells, one, other)
    if "time_code" in names:
        _refuse_codes(cells, names["time_code"], ~filled(cells, names, "end"))
    if "place_code" in names:
        sized = filled(cells, names, "metres") | filled(cells, names, "kilometres") | filled(cells, names, "distance")
        has = filled(cells, names, "lat") | filled(cells, names, "point")
        _refuse_codes(cells, names["place_code"], has & ~sized)


def _refuse_two_ways(cells: Cells, one: str, other: str) -> None:
    differ = np.asarray(pc.not_equal(cells.text(one), cells.text(other)), dtype=bool)
    says = f"{one} and {other} are not the same."
    hint = "Keep the column that holds decimal degrees."
    cells.refuse(differ, "coordinates-contradict", lambda _row: says, hint)


def _refuse_codes(cells: Cells, column: str, asked: Mask) -> None:
    """Refuse rows whose precision hangs on a code; 1 is the exact one in every format that we know of."""
    vague = ~np.isin(np.asarray(cells.text(column).to_pylist(), dtype=object), ["", "1"])
    cells.refuse(
        vague & asked,
        "precision-unreadable",
        lambda row: f"{column} is {cells.shown(column, row)}: a code, and no word of what it means.",
        "Add columns start and end, or radius_m, as wide as the code of that catalogue says.",
    )


def _interval(cells: Cells, names: Mapping[str, str], zone: str) -> tuple[Numbers, Numbers]:
    """From the earliest moment that the start may mean to the latest that the end may."""
    begins = _first(cells, [names[each] for each in ("start", "day") if each in names], zone)
    ends = spans(cells, names["end"], zone) if "end" in names else begins
    end = np.where(ends.stated, ends.end, begins.end)
    if "start" in names and "day" in names:
        day = spans(cells, names["day"], zone)
        apart = day.stated & begins.stated & ((day.end <= begins.start) | (day.start >= np.maximum(end, begins.end)))
        says = f"{names['day']} lies outside {names['start']} and what follows it."
        hint = f"Keep the column that says when it happened; a form's own {names['start']} is when it was filled in."
        cells.refuse(apart, "dates-contradict", lambda _row: says, hint)
    cells.refuse(~begins.stated, "time-missing", lambda _row: "It says not when it was.", "Write YYYY-MM-DD.")
    length = end - begins.start
    cells.refuse(
        begins.stated & ((length <= 0) | (length > _LONGEST)),
        "dates-reversed",
        lambda _row: "It ends before it begins, or more than a year later.",
        "Check both: an event ends on or after the day it begins, within a year.",
    )
    return begins.start, end


def _first(cells: Cells, columns: list[str], zone: str) -> Spans:
    """What the first column says; where it says nothing, the next."""
    found = spans(cells, columns[0], zone)
    for column in columns[1:]:
        other = spans(cells, column, zone)
        found = Spans(
            np.where(found.stated, found.start, other.start),
            np.where(found.stated, found.end, other.end),
            found.stated | other.stated,
        )
    return found


def _acts(cells: Cells, names: Mapping[str, str]) -> pa.Array:
    text = pc.utf8_trim_whitespace(told(cells, names, "act"))
    cells.refuse(
        np.asarray(pc.equal(text, NOTHING), dtype=bool),
        "nil-as-event",
        lambda _row: "The row says that nothing was perceived; a table of events cannot say so.",
        "Record it as an observation of a watch.",
    )
    return pc.if_else(pc.equal(text, ""), UNCLASSIFIED, text)


def _deaths(cells: Cells, names: Mapping[str, str]) -> Numbers:
    """How many died; -1 where the row does not say."""
    if "deaths" not in names:
        return np.zeros(0, dtype=np.int64)
    return cells.whole(names["deaths"], range(-1, 10_000_000), missing=-1)


def _named(cells: Cells, names: Mapping[str, str], how: How) -> pa.Array:
    """Names under the source; rows without an identifier are named by their content."""
    own = how.source.rpartition(":")[2] or Path(cells.name).stem
    if "id" in names:
        return pc.binary_join_element_wise(own, pc.utf8_trim_whitespace(cells.text(names["id"])), "-")
    columns = [cells.text(each) for each in cells.sheet.table.column_names]
    rows = pc.binary_join_element_wise(*columns, "\x1f").to_pylist()
    made = [f"{own}-{hashlib.sha256(row.encode()).hexdigest()[:16]}" for row in rows]
    cells.refuse(_again(made), "id-used-twice", lambda _row: "The same row stands further up.", "Add a column id.")
    return pa.array(made, pa.string())


def _again(made: list[str]) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    _, first = np.unique(np.array(made, dtype=object), return_index=True) if made else (None, np.zeros(0, dtype=int))
    again = np.ones(len(made), dtype=bool)
    again[first] = False
    return again
