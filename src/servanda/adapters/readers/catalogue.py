"""Rows of an event catalogue → observations: one place where precision becomes a region and days become intervals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from servanda.adapters.readers.cells import Cells
from servanda.adapters.readers.taken import How, Taken
from servanda.observations import schema_of
from servanda.records.observation import Observation
from servanda.records.rejection import Rejection, rejected
from servanda.schemas.distinct import Numbers


@dataclass(frozen=True, kw_only=True)
class Events:
    """Columns of the rows that came, as far as they could be read."""

    id: pa.ChunkedArray | pa.Array
    """Names of the observations."""
    act: pa.ChunkedArray | pa.Array
    """What happened."""
    lat_e7: Numbers
    lon_e7: Numbers
    radius_m: Numbers
    """It was somewhere within that distance."""
    start: pa.Array
    end: pa.Array
    """Half-open interval, UTC."""
    low: Numbers
    """How many events at least …"""
    high: Numbers
    """… and at most; -1 for nobody knows."""
    by: Sequence[pa.ChunkedArray] = ()
    """Columns of names of sides: each may have done it, if every one of them stands for a party."""
    deaths: tuple[Numbers, Numbers, Numbers] | None = None
    """Low, best, high."""
    place_name: pa.ChunkedArray | None = None
    things: pa.Array | None = None
    says: pa.Array | None = None


def taken_of(cells: Cells, events: Events, how: How, *, of: tuple[str, str, str], known: Sequence[str]) -> Taken:
    """What came of a catalogue.

    Args:
        cells: The rows, with the reasons against some.
        events: Their columns.
        how: What the file does not say of itself.
        of: Method, verb, and the name under which the format's publisher is shown.
        known: Columns of the published format, those that a field takes first named in the reader's page.
    """
    method, verb, publisher = of
    rows = cells.sheet.table.num_rows
    observer = how.observer or publisher
    unknown = [name for name in cells.sheet.table.column_names if name not in known and name]
    same: Mapping[str, str] = {"method": method, "verb": verb, "observer": observer, "origin": how.source or observer}
    columns: dict[str, pa.Array | pa.ChunkedArray] = {name: _same(word, rows) for name, word in same.items()}
    columns |= {
        "id": events.id,
        "act": events.act,
        "where": _discs(events),
        "when": _struct("when", {"start": events.start, "end": events.end}),
        "count": _struct("count", {"low": pa.array(events.low), "high": _maybe(events.high)}),
        "by": _parties(events.by, how, rows),
        "recorded_at": pa.array([how.received] * rows, pa.timestamp("us", tz="UTC")),
        "corrects": _same("", rows),
        "place_name": events.place_name if events.place_name is not None else _same("", rows),
        "further": _further(cells, unknown),
    }
    if events.deaths is not None:
        low, best, high = (pa.array(part) for part in events.deaths)
        columns["deaths"] = _struct("deaths", {"low": low, "best": best, "high": high})
    if events.things is not None:
        columns["things"] = events.things
    if events.says is not None:
        columns["says"] = events.says
    schema = schema_of(Observation)
    table = pa.table([columns.get(each.name, pa.nulls(rows, each.type)) for each in schema], schema=schema)
    good = cells.taken()
    return Taken(
        rows=cells.sheet.rows,
        taken=int(good.sum()),
        observations=table.filter(pa.array(good)),
        rejections=_rejections(cells),
        unknown=unknown,
        unused=[name for name in cells.sheet.table.column_names if name in known and name not in _USED],
    )


_USED: frozenset[str] = frozenset()


def _rejections(cells: Cells) -> list[Rejection]:
    found = [(int(cells.sheet.lines[row]), error) for row, error in cells.reasons.items()]
    found += list(cells.sheet.broken)
    return [rejected(error, kind="observation") for _, error in sorted(found, key=lambda pair: pair[0])]


def _same(word: str, rows: int) -> pa.Array:
    return pa.array([word], pa.string()).take(pa.array(np.zeros(rows, dtype=np.int64)))


def _maybe(numbers: Numbers) -> pa.Array:
    return pa.array(numbers, mask=numbers < 0)


def _struct(name: str, parts: Mapping[str, pa.Array]) -> pa.Array:
    kind = schema_of(Observation).field(name).type
    return pa.StructArray.from_arrays([parts[each.name] for each in kind], fields=list(kind))


def _discs(events: Events) -> pa.Array:
    kind = schema_of(Observation).field("where").type
    rows = len(events.lat_e7)
    at = kind.field("at").type
    known: dict[str, pa.Array] = {
        "kind": _same("disc", rows),
        "at": pa.StructArray.from_arrays([pa.array(events.lat_e7), pa.array(events.lon_e7)], fields=list(at)),
        "radius_m": pa.array(events.radius_m),
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
    index: NDArray[np.int64] = np.asarray(encoded.indices.to_numpy(zero_copy_only=False), dtype=np.int64)
    return pa.array(lists, pa.list_(pa.string())).take(pa.array(index))


def _of_sides(sides: Sequence[str], parties: Mapping[str, Sequence[str]]) -> list[str]:
    if any(side not in parties for side in sides):
        return []
    return sorted({party for side in sides for party in parties[side]})


def _further(cells: Cells, unknown: Sequence[str]) -> pa.Array:
    """Cells of columns that the format does not have, as they came."""
    rows = cells.sheet.table.num_rows
    kind = schema_of(Observation).field("further").type
    if not unknown:
        return pa.nulls(rows, kind)
    values = [cells.text(name).to_pylist() for name in unknown]
    return pa.array([sorted(zip(unknown, row, strict=True)) for row in zip(*values, strict=True)], kind)
