"""The two inner loops, compiled: `pip install servanda[fast]`. Only this file knows numba.

Each does the same operations on the same numbers in the same order as its twin in numpy, so that results are equal to
the last bit. They are compiled in a second when first called, and run without the lock of the interpreter.
"""

import numpy as np
from numba import njit


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
            share = 0.0 if share < 0.0 else share
            share = 1.0 if share > 1.0 else share
            east -= share * one[3]
            north -= share * one[4]
            up -= share * one[5]
            square = east * east + north * north + up * up
            best = square if square < best else best
        found[row] = best
    return found


def _looked_up(columns, scales, tables):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202 - numba's types
    (lon, lat), (starts, steps, shape, shift), (cell_of, small_of, patterns) = columns, scales, tables
    words, cells = np.empty(len(lon), np.uint64), np.empty(len(lon), np.int32)
    rows, places = np.empty(len(lon), np.int64), np.empty(len(lon), np.int32)
    edges, within = 0, (1 << shift) - 1
    most_row, most_column = (shape[0] << shift) - 1.0, (shape[1] << shift) - 1.0
    for number in range(len(lon)):
        row = np.int64(min(max((lat[number] - starts[1]) * (1 / steps[1]), 0.0), most_row))
        column = np.int64(min(max((lon[number] - starts[0]) * (1 / steps[0]), 0.0), most_column))
        cell = (row >> shift) * shape[1] + (column >> shift)
        cells[number] = cell
        state = cell_of[cell]
        if state < 0:
            state = small_of[((-1 - state) << (2 * shift)) + ((row & within) << shift) + (column & within)]
        words[number] = patterns[max(state, 0)]
        if state < 0:
            rows[edges], places[edges] = number, -1 - state
            edges += 1
    return words, cells, rows[:edges], places[:edges]


least = njit(_least, nogil=True)
looked_up = njit(_looked_up, nogil=True)
