"""Rows of a table → records: the way back from columns."""

from typing import Any, TypeVar

import msgspec
import pyarrow as pa

T = TypeVar("T")


def records_of(table: pa.Table, kind: type[T]) -> list[T]:
    """The records that a table holds, row by row; a missing cell is a field left at its default.

    Raises:
        msgspec.ValidationError: the table does not hold records of this kind.
    """
    fields = list(table.schema)
    rows = ({field.name: _cell(row[field.name], field.type) for field in fields} for row in table.to_pylist())
    return [msgspec.convert(_present(row), type=kind) for row in rows]


def _cell(value: Any, kind: pa.DataType) -> Any:  # noqa: ANN401 - a cell of any column
    if value is None:
        return None
    if pa.types.is_struct(kind):
        return _present({field.name: _cell(value[field.name], field.type) for field in kind})
    if pa.types.is_map(kind):
        return dict(value)
    if pa.types.is_list(kind):
        return [_cell(part, kind.value_type) for part in value]
    return value


def _present(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value is not None}
