"""Rows of a table as records, decoded when somebody looks: columns inside, records at the edge.

>>> import pyarrow as pa
>>> from servanda.records.time import Interval
>>> from servanda.schemas.columns import arrow_schema
>>> spans = Rows(pa.Table.from_pylist([{"start": None, "end": None}], schema=arrow_schema(Interval)), Interval)
>>> len(spans), spans[0]
(1, Interval(start=None, end=None))
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cached_property, lru_cache
from typing import Any, TypeVar, overload

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from servanda.errors import InputError
from servanda.records.record import Record
from servanda.schemas.columns import arrow_schema

T = TypeVar("T", bound=Record)

_SLICE = 2_048
"""Rows decoded at once when all are walked through."""


class Rows(Sequence[T]):
    """A table of one kind of record; a row becomes a record when it is asked for, and is not kept."""

    def __init__(self, table: pa.Table, kind: type[T]) -> None:
        self.table = table
        self.kind = kind

    def __len__(self) -> int:
        return int(self.table.num_rows)

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> "Rows[T]": ...
    def __getitem__(self, index: int | slice) -> "T | Rows[T]":
        if isinstance(index, slice):
            start, stop, step = index.indices(len(self))
            if step != 1:
                return self.take(range(start, stop, step))
            return Rows(self.table.slice(start, max(0, stop - start)), self.kind)
        at = index + len(self) if index < 0 else index
        if not 0 <= at < len(self):
            raise IndexError(index)
        return next(records_of(self.table.slice(at, 1), self.kind))

    def __iter__(self) -> Iterator[T]:
        for start in range(0, len(self), _SLICE):
            yield from records_of(self.table.slice(start, _SLICE), self.kind)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Rows):
            return NotImplemented
        return self.kind is other.kind and bool(self.table.equals(other.table))

    __hash__ = None  # type: ignore[assignment]

    def take(self, rows: Any) -> "Rows[T]":  # noqa: ANN401 - whole numbers in any kind of array
        """Some of the rows, in the order given."""
        return Rows(self.table.take(pa.array(rows, type=pa.int64())), self.kind)

    def where(self, mask: pa.ChunkedArray | pa.Array) -> "Rows[T]":
        """The rows for which a mask is true; nothing is copied if it is true for all."""
        return self if pc.all(mask, min_count=0).as_py() else Rows(self.table.filter(mask), self.kind)

    def cells(self, names: Sequence[str], rows: Any) -> pa.Table:  # noqa: ANN401 - whole numbers in any kind of array
        """Some columns of some rows."""
        return self.table.select(names).take(pa.array(rows, type=pa.int64()))

    def by_name(self) -> "Rows[T]":
        """Sorted by `id`; of rows under one name the last. Nothing is copied if they stand so."""
        names = self.column("id")
        if pc.all(pc.less(names[: max(0, len(self) - 1)], names[1:]), min_count=0).as_py():
            return self
        order = np.asarray(pc.sort_indices(names))  # stable: rows under one name keep their order
        ordered = names.take(pa.array(order))
        last = np.ones(len(order), dtype=bool)
        last[:-1] = np.asarray(pc.not_equal(ordered[: max(0, len(order) - 1)], ordered[1:]))
        return self.take(order[last])

    def to_arrow(self) -> pa.Table:
        """The table."""
        return self.table

    def column(self, name: str) -> pa.ChunkedArray:
        """A column by name."""
        return self.table.column(name)


class ByName(Mapping[str, T]):
    """Rows by their names; the list of names is made when the first is asked for."""

    def __init__(self, rows: Rows[T]) -> None:
        self.rows = rows

    @cached_property
    def _at(self) -> dict[str, int]:
        return {name: row for row, name in enumerate(self.rows.column("id").to_pylist())}

    def __getitem__(self, name: str) -> T:
        return self.rows[self._at[name]]

    def __contains__(self, name: object) -> bool:
        return name in self._at

    def rows_of(self, names: Iterable[str]) -> list[int]:
        """The row of each name; -1 for one that is not there."""
        return [self._at.get(name, -1) for name in names]

    def __iter__(self) -> Iterator[str]:
        return iter(self._at)

    def __len__(self) -> int:
        return len(self.rows)


@lru_cache(maxsize=32)
def schema_of(kind: type[Record]) -> pa.Schema:
    """The Arrow schema of a record type; a region is one struct with the fields of all its kinds."""
    return arrow_schema(kind)


def conformed(table: pa.Table, kind: type[Record]) -> pa.Table:
    """A table with all columns of a record type, in their order; a column it lacks, as older tables do, is empty.

    Raises:
        InputError: `columns-unknown` for a column that is no field; `column-type` for one of another type.
    """
    schema = schema_of(kind)
    foreign = sorted(set(table.column_names) - set(schema.names))
    if foreign:
        raise InputError("columns-unknown", f"The columns {', '.join(foreign)} are no fields of a {kind.__name__}.")
    columns = [
        table.column(field.name) if field.name in table.column_names else pa.nulls(table.num_rows, field.type)
        for field in schema
    ]
    for field, column in zip(schema, columns, strict=True):
        if not field.type.equals(column.type):
            raise InputError("column-type", f"The column '{field.name}' holds {column.type}, not {field.type}.")
    return pa.table(columns, schema=schema)


def rows_of(records: Iterable[T], kind: type[T]) -> Rows[T]:
    """Records as rows; what is rows already is given back."""
    return records if isinstance(records, Rows) else Rows(table_of(list(records), kind), kind)


def table_of(records: Sequence[Record], kind: type[Record]) -> pa.Table:
    """Records as a table with the schema of their type, also when there is none."""
    return pa.Table.from_pylist([_value(record) for record in records], schema=schema_of(kind))


def records_of(table: pa.Table, kind: type[T]) -> Iterator[T]:
    """The records that a table holds, row by row; a missing cell is a field left at its default.

    Raises:
        msgspec.ValidationError: the table does not hold records of this kind.
    """
    fields = list(table.schema)
    for row in table.to_pylist():
        yield msgspec.convert(_present({each.name: _cell(row[each.name], each.type) for each in fields}), type=kind)


def _cell(value: Any, kind: pa.DataType) -> Any:  # noqa: ANN401 - a cell of any column
    if value is None:
        return None
    if pa.types.is_struct(kind):
        return _present({each.name: _cell(value[each.name], each.type) for each in kind})
    if pa.types.is_map(kind):
        return {key: _cell(part, kind.item_type) for key, part in value}
    if pa.types.is_list(kind):
        return [_cell(part, kind.value_type) for part in value]
    return value


def _present(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value is not None}


def _value(value: object) -> Any:  # noqa: ANN401 - plain data of any shape, as Arrow takes it
    if isinstance(value, msgspec.Struct):
        info = value.__struct_config__
        row = {
            name: _value(getattr(value, each))
            for each, name in zip(value.__struct_fields__, value.__struct_encode_fields__, strict=True)
        }
        return {**row, info.tag_field: info.tag} if info.tag_field else row
    if isinstance(value, list):
        return [_value(part) for part in value]
    if isinstance(value, dict):
        return sorted((key, _value(part)) for key, part in value.items())
    return value.astimezone(UTC) if isinstance(value, datetime) else value
