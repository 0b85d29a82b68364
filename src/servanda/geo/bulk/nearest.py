"""The nearest of many pieces, for many points."""

import numpy as np

from servanda.geo.bulk.earth import Floats, along, in_space
from servanda.geo.bulk.pieces import Pieces

_PAIRS = 2_000_000


def nearest_m(pieces: Pieces, lon: Floats, lat: Floats) -> Floats:
    """Geodesic distances in metres from points to the nearest piece: every piece is measured."""
    spots = np.array(in_space(lon, lat))
    found = np.empty(len(lon))
    step = max(1, _PAIRS // len(pieces.inverse))
    for begin in range(0, len(lon), step):
        some = slice(begin, begin + step)
        found[some] = np.sqrt(_squares(pieces, spots[:, some]).min(axis=1))
    return along(found, lat)


def _squares(pieces: Pieces, spots: Floats) -> Floats:
    way = spots[:, :, None] - pieces.a[:, None, :]
    share = np.clip(np.einsum("ijk,ik->jk", way, pieces.d) * pieces.inverse, 0.0, 1.0)
    way -= share * pieces.d[:, None, :]
    return np.asarray(np.einsum("ijk,ijk->jk", way, way), dtype=np.float64)
