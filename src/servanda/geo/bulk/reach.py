"""Which zones' edges come within a reach of each cell of a map: those that are worth measuring."""

import math

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from servanda.geo.bulk.cells import Numbers
from servanda.geo.bulk.earth import RADIUS_M, Floats
from servanda.geo.bulk.raster import BITS_WITHIN, ONE, PARTS, Bits, Edges, Map

REACHES_M = (310.0, 1_050.0, 3_150.0, 12_000.0, 40_000.0)
"""A little beyond round numbers: regions are drawn with corners, and asked for with a margin."""
WIDEST_M = REACHES_M[-1]
_SHORT = 0.99
"""Sizes on a round earth are longer by less than this than true ones."""
_MARGIN_M = 2.0


def reach_class(reach_m: Floats) -> Numbers:
    """Row of `near_words` that holds all edges within a reach of each point."""
    return np.searchsorted(np.array(REACHES_M), reach_m, "left")


def near_words(edges: Edges, zones: int, land: Map) -> Bits:
    """For each class of reach, and beyond all, the zones whose edges come so near some point of each cell."""
    near = np.zeros((len(REACHES_M) + 1, land.shape[0] * land.shape[1]), dtype=np.uint64)
    near[-1] = np.uint64((1 << zones) - 1)
    table = near[:-1].reshape(len(REACHES_M), *land.shape)
    for zone in range(zones):
        bit = ONE << np.uint64(zone)
        cell = np.unique(edges.number[(edges.zones & bit) > 0] >> BITS_WITHIN)
        window, least = _least_m(cell, land)
        for number, reach in enumerate(REACHES_M):
            table[number][window][least <= reach + _MARGIN_M] |= bit
    return near


def _least_m(cell: Numbers, land: Map) -> tuple[tuple[slice, slice], NDArray[np.float64]]:
    """Cells about those with an edge, as far as any reach, and how near the edge can come to a point of each."""
    row, column = np.divmod(cell, land.shape[1])
    high, wide = (math.radians(PARTS * step) * RADIUS_M for step in reversed(land.step))
    lat = land.south + PARTS * land.step[1] * np.array([row.min(), row.max() + 1])
    about = math.degrees(WIDEST_M / RADIUS_M) + PARTS * land.step[1]
    narrow = wide * math.cos(math.radians(min(89.0, np.abs(lat).max() + about)))
    up, right = math.ceil(WIDEST_M / high) + 2, math.ceil(WIDEST_M / narrow) + 2
    low, left = max(0, int(row.min()) - up), max(0, int(column.min()) - right)
    window = slice(low, int(row.max()) + up + 1), slice(left, int(column.max()) + right + 1)
    clear = np.ones(land.shape, dtype=np.bool_)[window]
    clear[row - low, column - left] = False
    away = ndimage.distance_transform_edt(clear, sampling=(high, narrow))
    widest = wide * math.cos(math.radians(max(0.0, np.abs(lat).min() - about)))
    return window, away * _SHORT - math.hypot(high, widest)
