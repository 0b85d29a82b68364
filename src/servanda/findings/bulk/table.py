"""Observations as narrow columns: one row is one round region with its error, and an incident of its own.

Names that repeat are dictionary-encoded; of several kinds or parties the names are joined by `+`, sorted, and none is
an empty cell. Numbers are whole, so that nothing can be *not a number*; an empty cell is an unknown.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from servanda.errors import InputError
from servanda.records.observation import Calibre, Method, Observation, Verb
from servanda.records.place import Disc, Point, Region, Spot
from servanda.records.time import Interval

MOMENT = pa.timestamp("us", tz="UTC")
NAME = pa.dictionary(pa.int32(), pa.string())

OBSERVED = pa.schema(
    [
        pa.field("id", pa.string(), nullable=False, metadata={"reason": "Stable name."}),
        pa.field("act", NAME, nullable=False, metadata={"reason": "What was perceived."}),
        pa.field("lat_e7", pa.int32(), nullable=False, metadata={"reason": "Latitude, 1e-7 degree, north positive."}),
        pa.field("lon_e7", pa.int32(), nullable=False, metadata={"reason": "Longitude, 1e-7 degree, east positive."}),
        pa.field("sigma_m", pa.int32(), metadata={"reason": "A spot: standard deviation, metres. Or:"}),
        pa.field("radius_m", pa.int32(), metadata={"reason": "A disc: radius, metres."}),
        pa.field("start", MOMENT, metadata={"reason": "First moment; none if open."}),
        pa.field("end", MOMENT, metadata={"reason": "First moment after it; equal to `start` for an instant."}),
        pa.field("things", NAME, metadata={"reason": "Kinds it may have been, joined by `+`; none if unknown."}),
        pa.field("calibre_low_mm", pa.int32(), metadata={"reason": "Calibre at least; none if not established."}),
        pa.field("calibre_high_mm", pa.int32(), metadata={"reason": "Calibre at most."}),
        pa.field("by", NAME, metadata={"reason": "Parties who may have done it, joined by `+`; none if unsaid."}),
        pa.field("observer", NAME, nullable=False, metadata={"reason": "Post, patrol, sensor, party or outlet."}),
        pa.field("method", NAME, nullable=False, metadata={"reason": "By what it was perceived."}),
        pa.field("verb", NAME, nullable=False, metadata={"reason": "saw, heard, recorded, was_told, alleged."}),
        pa.field("origin", NAME, nullable=False, metadata={"reason": "Origin group."}),
        pa.field("recorded_at", MOMENT, nullable=False, metadata={"reason": "When it reached the record."}),
    ]
)
"""Columns of the observations that are judged in bulk."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def narrowed(observations: Sequence[Observation]) -> pa.Table:
    """Observations as narrow columns.

    Raises:
        InputError: `bulk-region` for a place that is neither a spot nor a disc, `bulk-detail` for a named system, range
            or size: judge those with `judge`.
    """
    rows = [_narrow(each) for each in observations]
    return pa.Table.from_pylist(rows, schema=OBSERVED)


def _narrow(one: Observation) -> dict[str, Any]:
    if not isinstance(one.where, Spot | Disc):
        says = f"'{one.id}' lies in a region that is not round."
        raise InputError("bulk-region", says, hint="Only spots and discs are judged in bulk: use `judge` for others.")
    if one.named or one.reach is not None or one.sizes:
        says = f"'{one.id}' names a system, a range or a size."
        raise InputError("bulk-detail", says, hint="The columns do not hold these: judge it with `judge`.")
    return {
        **{name: getattr(one, name) for name in ("id", "act", "observer", "method", "verb", "origin", "recorded_at")},
        "lat_e7": one.where.at.lat_e7,
        "lon_e7": one.where.at.lon_e7,
        "sigma_m": one.where.sigma_m if isinstance(one.where, Spot) else None,
        "radius_m": one.where.radius_m if isinstance(one.where, Disc) else None,
        "start": one.when.start,
        "end": one.when.end,
        "things": "+".join(sorted(one.things)) or None,
        "by": "+".join(sorted(one.by)) or None,
        "calibre_low_mm": one.calibre.low_mm if one.calibre else None,
        "calibre_high_mm": one.calibre.high_mm if one.calibre else None,
    }


def observation_of(batch: pa.RecordBatch, row: int) -> Observation:
    """One row as a record."""
    cell = batch.slice(row, 1).to_pylist()[0]
    low, high = cell["calibre_low_mm"], cell["calibre_high_mm"]
    return Observation(
        id=cell["id"],
        observer=cell["observer"],
        method=cast("Method", cell["method"]),
        verb=cast("Verb", cell["verb"]),
        origin=cell["origin"],
        act=cell["act"],
        where=region_of(cell),
        when=Interval(start=cell["start"], end=cell["end"]),
        things=split(cell["things"]),
        calibre=None if low is None else Calibre(low_mm=low, high_mm=high),
        by=split(cell["by"]),
        recorded_at=cell["recorded_at"],
    )


def region_of(cell: dict[str, Any]) -> Region:
    """The region of a row."""
    at = Point(lat_e7=cell["lat_e7"], lon_e7=cell["lon_e7"])
    if cell["radius_m"] is not None:
        return Disc(at=at, radius_m=cell["radius_m"])
    return Spot(at=at, sigma_m=cell["sigma_m"])


def split(names: str | None) -> list[str]:
    """Joined names as a list."""
    return sorted(names.split("+")) if names else []


def moment(micros: int) -> datetime:
    """A moment from microseconds since 1970."""
    return _EPOCH + timedelta(microseconds=micros)


def checked(batch: pa.RecordBatch) -> pa.RecordBatch:
    """A batch with all columns in their types and order.

    Raises:
        InputError: `columns-missing`, `column-type`; `bulk-cell` for an empty cell where a value must stand, a place
            off the map or without an error, a calibre or time that ends before it begins.
    """
    missing = [field.name for field in OBSERVED if field.name not in batch.schema.names]
    if missing:
        raise InputError("columns-missing", f"The columns {', '.join(missing)} are missing.")
    columns = [_typed(batch.column(field.name), field) for field in OBSERVED]
    whole = pa.RecordBatch.from_arrays(columns, schema=OBSERVED)
    for says, wrong in _wrongs(whole):
        if pc.any(wrong, min_count=0).as_py():
            row = pc.index(wrong, value=True).as_py()
            raise InputError("bulk-cell", f"Row {row}: {says}.", place=str(whole.column("id")[row]))
    return whole


def _typed(column: pa.Array, field: pa.Field) -> pa.Array:
    if column.null_count and not field.nullable:
        raise InputError("bulk-cell", f"The column '{field.name}' has {column.null_count} empty cells.")
    if column.type.equals(field.type):
        return column
    if pa.types.is_dictionary(field.type) and pa.types.is_string(column.type):
        return pc.cast(column.dictionary_encode(), field.type)
    if pa.types.is_dictionary(field.type) != pa.types.is_dictionary(column.type):
        raise InputError("column-type", f"The column '{field.name}' holds {column.type}, not {field.type}.")
    try:
        return column.cast(field.type)
    except pa.ArrowException as error:
        says = f"The column '{field.name}' holds {column.type}, not {field.type}."
        raise InputError("column-type", says) from error


def _wrongs(batch: pa.RecordBatch) -> list[tuple[str, pa.Array]]:
    lat, lon, sigma, radius = (batch.column(name) for name in ("lat_e7", "lon_e7", "sigma_m", "radius_m"))
    low, high = (batch.column(f"calibre_{side}_mm") for side in ("low", "high"))
    start, end = batch.column("start"), batch.column("end")
    reach = pc.coalesce(radius, sigma, pa.scalar(0, pa.int32()))
    return [
        ("a latitude beyond the poles", pc.greater(pc.abs(lat), 900_000_000)),
        ("a longitude beyond the turn of the earth", pc.greater(pc.abs(lon), 1_800_000_000)),
        ("a place has either an error of more than nothing, or a radius", pc.less_equal(reach, 0)),
        ("a place has an error or a radius, not both", pc.and_(pc.is_valid(sigma), pc.is_valid(radius))),
        ("a calibre has both limits or none", pc.not_equal(pc.is_valid(low), pc.is_valid(high))),
        ("a calibre begins above nothing and ends no lower", pc.or_(pc.less_equal(low, 0), pc.less(high, low))),
        ("a time ends no earlier than it begins", pc.less(end, start)),
    ]  # fmt: skip


def numbers(column: pa.Array, empty: int) -> np.ndarray[Any, np.dtype[np.int64]]:
    """A column of whole numbers or moments, a stand-in for empty cells."""
    plain = column.view(pa.int64()) if pa.types.is_timestamp(column.type) else column
    filled = pc.fill_null(plain, empty) if plain.null_count else plain
    return cast("np.ndarray[Any, np.dtype[np.int64]]", filled.to_numpy(zero_copy_only=False))
