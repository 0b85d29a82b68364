"""Small numbers for equal rows: columns of codes are joined to one without sorting."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Whole: TypeAlias = NDArray[np.int64]
_DENSE = 1 << 22
"""A table of so many entries is quicker than sorting."""


@dataclass(frozen=True)
class Coded:
    """A code for each row, from 0, and one row of each code.

    Attributes:
        code: The code of each row.
        row: A row of each code.
    """

    code: NDArray[np.int64]
    row: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.row)


def coded(columns: Sequence[tuple[Whole, int]], number: int) -> Coded:
    """Rows that agree in all columns get one code.

    Args:
        columns: Numbers from 0, with how many there may be.
        number: Rows.
    """
    packed, size = np.zeros(number, dtype=np.int64), 1
    for column, options in columns:
        if size * options > _DENSE:
            some = dense(packed, size)
            packed, size = some.code.astype(np.int64), len(some)
        packed = packed * options + column if size > 1 else column.astype(np.int64)
        size *= max(1, options)
    return dense(packed, size)


def dense(packed: Whole, size: int) -> Coded:
    """Numbers below `size` → codes without gaps, in their order."""
    if size > _DENSE:
        _, first, code = np.unique(packed, return_index=True, return_inverse=True)
        return Coded(code, first)
    row = np.full(size, -1, dtype=np.int64)
    row[packed] = np.arange(len(packed))
    present = np.flatnonzero(row >= 0)
    code = np.zeros(size, dtype=np.int64)
    code[present] = np.arange(len(present))
    return Coded(code[packed], row[present])
