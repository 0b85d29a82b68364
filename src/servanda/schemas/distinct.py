"""Which rows of some columns are equal: work done once for each kind of row instead of once for each row.

>>> import pyarrow as pa
>>> first, code = distinct([pa.chunked_array([["b", "a", "b"]])])
>>> first.tolist(), code.tolist()
([0, 1], [0, 1, 0])
"""

import json
from collections.abc import Iterable, Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

Numbers = NDArray[np.int64]


def distinct(columns: Iterable[pa.ChunkedArray], further: Iterable[Numbers] = ()) -> tuple[Numbers, Numbers]:
    """The first row of each kind, and the kind of each row; two rows are of one kind if all their cells are equal.

    Cost grows with the number of rows times its logarithm, for each leaf of the columns.

    Args:
        columns: Columns of one length; structs, lists and maps too.
        further: Numbers of each row, negative ones for *none*.

    Returns:
        Row of the first of each kind; kind of each row, from 0.
    """
    first: Numbers = np.zeros(0, dtype=np.int64)
    code: Numbers | None = None
    for leaf in (*(leaf for column in columns for leaf in _leaves(column)), *further):
        code = leaf if code is None else code * (int(leaf.max(initial=-1)) + 2) + leaf + 1
        _, first, code = np.unique(code, return_index=True, return_inverse=True)
    return first, code if code is not None else np.zeros(0, dtype=np.int64)


def _leaves(column: pa.ChunkedArray) -> Iterator[Numbers]:
    kind = column.type
    if pa.types.is_struct(kind):
        yield _numbers(pc.is_valid(column))
        for field in kind:
            yield from _leaves(pc.struct_field(column, field.name))
    elif pa.types.is_list(kind) and pa.types.is_string(kind.value_type):
        yield _numbers(pc.list_value_length(column))
        yield _numbers(pc.binary_join(column, "\x1f"))
    elif pa.types.is_nested(kind):
        yield _of_nested(column)
    else:
        yield _numbers(column)


def _numbers(column: pa.ChunkedArray) -> Numbers:
    """Equal numbers for equal cells; -1 for an empty one."""
    indices = pc.dictionary_encode(column.combine_chunks()).indices
    return np.asarray(pc.fill_null(indices, -1).to_numpy(zero_copy_only=False), dtype=np.int64)


def _of_nested(column: pa.ChunkedArray) -> Numbers:
    """Lists of structs and maps: mostly empty, the rest by their content."""
    size = np.concatenate([np.zeros(0, dtype=np.int64), *(np.diff(part.offsets) for part in column.chunks)])
    found = np.full(len(size), -1, dtype=np.int64)
    known: dict[str, int] = {}
    rows = np.flatnonzero(size)
    for row, cell in zip(rows.tolist(), column.take(pa.array(rows)).to_pylist(), strict=True):
        found[row] = known.setdefault(json.dumps(cell, default=str), len(known))
    return found
