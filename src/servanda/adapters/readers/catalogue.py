"""Rows of an event catalogue → observations: one place where precision becomes a region and days become intervals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from servanda.adapters.readers.cells import Cells, Mask
from servanda.adapters.readers.taken import How, Taken
from servanda.observations import CLOCK_SKEW, schema_of
from servanda.records.observation import Observation
from servanda.records.rejection import Rejection, rejected
from servanda.schemas.distinct import Numbers


@dataclass(frozen=True, kw_only=True)
class Format:
    """What is the same for every row of a format."""

    method: str
    """By what it was perceived."""
    verb: str
    """How."""
    publisher: str
    """Name under which the observer is shown if nobody states another."""
    known: Sequence[str]
    """Columns of the published format; all others are kept in `further`."""
    used: Sequence[str]
    """Those of them that a field takes."""


@dataclass(frozen=True, kw_only=True)
class Events:
    """Columns of the rows that came, as far as they could be read."""

    id: pa.ChunkedArray | pa.Array
    """Names of the observations."""
    act: pa.ChunkedArray | pa.Array
    """What happened."""
    where: pa.Array
    """Regions: `discs` makes them of coordinates."""
    start: pa.Array
    end: pa.Array
    """Half-open interval, UTC."""
    high: Numbers
    """How many events at most, at least being one; -1 for nobody knows."""
    by: Sequence[str] = ()
    """Columns of the names of sides: each may have done it, if every one of them stands for a party; else the names are
    kept as they came."""
    deaths: tuple[Numbers, Numbers, Numbers] | None = None
    """Low, best, high; -1 for rows that do not say."""
    place_name: pa.ChunkedArray | None = None
    things: pa.Array | None = None
    keeps: Mapping[str, Mask] = field(default_factory=dict)
    """Columns of the format of which some rows are kept in `further` as they came, and which rows."""


def taken_of(cells: Cells, events: Events, how: How, form: Format) -> Taken:
    """What came of a catalogue; rows that lie in the future of their file are refused too.

    Args:
        cells: The rows, with the reasons against some.
        events: Their columns.
        how: What the file does not say of itself.
        form: What is the same for all of them.
    """
    rows = cells.sheet.table.num_rows
    _refuse_future(cells, events, how)
    observer = how.observer or form.publisher
    names = cells.sheet.table.column_names
    unknown = [name for name in names if name not in form.known and name]
    by = _parties([cells.text(side) for side in events.by], how, rows)
    keeps = {**_unplaced_sides(cells, events.by, by), **events.keeps}
    same = {"method": form.method, "verb": form.verb, "observer": observer, "origin": how.source or observer}
    columns: dict[str, pa.Array | pa.ChunkedArray] = {name: _same(word, rows) for name, word in same.items()}
    columns |= {
        "id": events.id,
        "act": events.act,
        "where": events.where,
        "when": _struct("when", {"start": events.start, "end": events.end}),
        "count": _struct("count", {"low": pa.array(np.ones(rows, dtype=np.int64)), "high": _maybe(events.high)}),
        "by": by,
        "recorded_at": pa.repeat(pa.scalar(how.received, pa.timestamp("us", tz="UTC")), rows),
        "corrects": _same("", rows),
        "place_name": events.place_name if events.place_name is not None else _same("", rows),
        "further": _further(cells, {**keeps, **dict.fromkeys(unknown, np.ones(rows, dtype=bool))}),
    }
    if events.deaths is not None:
        parts = dict(zip(("low", "best", "high"), map(pa.array, events.deaths), strict=True))
        columns["deaths"] = _struct("deaths", parts, none=events.deaths[1] < 0)
    if events.things is not None:
        columns["things"] = events.things
    schema = schema_of(Observation)
    table = pa.table([columns.get(each.name, pa.nulls(rows, each.type)) for each in schema], schema=schema)
    good = cells.taken()
    return Taken(
        rows=cells.sheet.rows,
        taken=int(good.sum()),
        observations=table if good.all() else table.filter(pa.array(good)),
        rejections=_rejections(cells),
        unknown=unknown,
        unused=[name for name in (*names, *cells.sheet.left) if name in form.known and name not in form.used],
    )


def _refuse_future(cells: Cells, events: Events, how: How) -> None:
    """Refuse rows of which even the earliest moment comes after the file was received."""
    latest = pa.scalar(how.received + CLOCK_SKEW, events.start.type)
    late = np.asarray(pc.greater(events.start, latest), dtype=bool)
    says = f"It begins after the file was received, {how.received.isoformat()}."
    cells.refuse(late, "time-after-record", lambda _row: says, "Check the date, and when the file was received.")


def _rejections(cells: Cells) -> list[Rejection]:
    found = [(int(cells.sheet.lines[row]), error) for row, error in cells.reasons.items()]
    found += list(cells.sheet.broken)
    return [rejected(error, kind="observation") for _, error in sorted(found, key=lambda pair: pair[0])]


def _same(word: str, rows: int) -> pa.Array:
    return pa.repeat(pa.scalar(word, pa.string()), rows)


def _maybe(numbers: Numbers) -> pa.Array:
    return pa.array(numbers, mask=numbers < 0)


def _struct(name: str, parts: Mapping[str, pa.Array], none: Mask | None = None) -> pa.Array:
    kind = schema_of(Observation).field(name).type
    mask = pa.array(none) if none is not None else None
    return pa.StructArray.from_arrays([parts[each.name] for each in kind], fields=list(kind), mask=mask)


def discs(lat_e7: Numbers, lon_e7: Numbers, radius_m: Numbers) -> pa.Array:
    """Regions: somewhere within a distance of a place.

    Args:
        lat_e7: Latitudes, units of 1e-7 degree.
        lon_e7: Longitudes, the same.
        radius_m: Distances, metres, more than 0.
    """
    kind = schema_of(Observation).field("where").type
    rows = len(lat_e7)
    at = kind.field("at").type
    known: dict[str, pa.Array] = {
        "kind": _same("disc", rows),
        "at": pa.StructArray.from_arrays([pa.array(lat_e7), pa.array(lon_e7)], fields=list(at)),
        "radius_m": pa.array(radius_m),
    }
    parts = [known.get(each.name, pa.nulls(rows, each.type)) for each in kind]
    return pa.StructArray.from_arrays(parts, fields=list(kind))


def _parties(sides: Sequence[pa.ChunkedArray], how: How, rows: int) -> pa.Array:
    """Parties that the sides of each row may stand for; nobody where one side stands for none that is known."""
    if not sides:
        return pa.nulls(rows, pa.list_(pa.string()))
    together = pc.binary_join_element_wise(*sides, "\x1f").combine_chunks()
    encoded = pc.dictionary_encode(together)
    lists = [_of_sides(cell.split("\x1f"), how.parties) for cell in encoded.dictionary.to_pylist()]
    index: Numbers = np.asarray(encoded.indices.to_numpy(zero_copy_only=False), dtype=np.int64)
    return pa.array(lists, pa.list_(pa.string())).take(pa.array(index))


def _unplaced_sides(cells: Cells, sides: Sequence[str], by: pa.Array) -> dict[str, Mask]:
    """Which cells of sides are kept as they came: those of rows of which nobody is named."""
    nobody = np.asarray(pc.equal(pc.fill_null(pc.list_value_length(by), 0), 0), dtype=bool)
    return {side: nobody & np.asarray(pc.not_equal(cells.text(side), ""), dtype=bool) for side in sides}


def _of_sides(sides: Sequence[str], parties: Mapping[str, Sequence[str]]) -> list[str]:
    named = [side for side in sides if side.strip()]  # a side that is left empty stands for nobody, known or not
    if any(side not in parties for side in named):
        return []
    return sorted({party for side in named for party in parties[side]})


def _further(cells: Cells, keeps: Mapping[str, Mask]) -> pa.Array:
    """Cells of some columns in some rows, as they came: a map for each row, sorted by column."""
    rows = cells.sheet.table.num_rows
    kind = schema_of(Observation).field("further").type
    names = sorted(keeps)
    if not names:
        return pa.nulls(rows, kind)
    kept = np.stack([keeps[name] for name in names], axis=1)
    row, column = np.nonzero(kept)
    cell = pa.concat_arrays([cells.text(name).combine_chunks() for name in names]).take(pa.array(column * rows + row))
    offsets = pa.array(np.concatenate([[0], np.cumsum(kept.sum(axis=1))]), pa.int32())
    keys = pa.array(names, pa.string()).take(pa.array(column))
    return pa.MapArray.from_arrays(offsets, keys, cell, type=kind)
