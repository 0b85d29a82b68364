"""The inner loop of distances, compiled: `pip install servanda[fast]`. Only this file knows numba.

It does the same operations on the same numbers in the same order as its twin in numpy, so that results are equal to the
last bit. It is compiled in a second when first called, and runs without the lock of the interpreter.
"""

from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from typing import Any

import numpy as np


@cache
def least() -> Callable[..., Any] | None:
    """The compiled loop, or none if numba is not installed: then numpy does the same."""
    if find_spec("numba") is None:
        return None
    from numba import njit  # noqa: PLC0415 - half a second that only large numbers of points are worth

    compiled: Callable[..., Any] = njit(_least, nogil=True)
    return compiled


def _least(spots, records, piece, table):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202 - numba's types
    x, y, z = spots
    found, most = np.empty(len(x)), records.shape[1] - 2
    for row in range(len(x)):
        best = np.inf
        for number in range(records[row, 0]):
            place = records[row, 2 + number] if number < most else piece[records[row, 1] + number]
            one = table[place]
            east, north, up = x[row] - one[0], y[row] - one[1], z[row] - one[2]
            share = (east * one[3] + north * one[4] + up * one[5]) * one[6]
            share = max(share, 0.0)
            share = min(share, 1.0)
            east -= share * one[3]
            north -= share * one[4]
            up -= share * one[5]
            square = east * east + north * north + up * up
            best = min(best, square)
        found[row] = best
    return found
