"""What is certain of round regions close to turning: as the reference finds it, on the same charts and outlines.

Only edges that cannot touch the region are left out, so nothing is decided here that `inside` would decide otherwise.
"""

import numpy as np
import shapely
from numpy.typing import NDArray

from servanda.geo.bulk.earth import Floats
from servanda.geo.cloud import round_outline
from servanda.geo.rounds.edges import At, Edges
from servanda.geo.screen import ACROSS, ASK, IN, OUT

_CORNERS = 1.0013
_ROOM_M = 2.0


def surely_inside(edges: Edges, at: At, reach_m: Floats, within: NDArray[np.bool_]) -> NDArray[np.int8]:
    """`IN`, `OUT` or `ACROSS` for regions of these radii and a place drawn without error; `ASK` if edges only touch.

    Args:
        edges: All edges of the place.
        at: Middles.
        reach_m: Radius beyond which each certainly was not.
        within: Whether each middle lies inside; it must not lie on an edge.
    """
    near = edges.exactly(edges.near(at, reach_m * _CORNERS + _ROOM_M), at)
    outline = shapely.polygons(round_outline()[None] * reach_m[:, None, None])
    lines = shapely.linestrings(np.stack([near.start, near.end], axis=1))
    meets = shapely.intersects(lines, outline[near.point])
    touches = np.zeros(len(meets), dtype=bool)
    touches[meets] = shapely.touches(lines[meets], outline[near.point[meets]])
    found = np.where(within, np.int8(IN), np.int8(OUT))
    found[near.point[touches]] = ASK
    found[near.point[meets & ~touches]] = ACROSS
    return found


def away_m(edges: Edges, at: At, about_m: Floats) -> Floats:
    """Distance of each middle from a line, to the last digit, where it is known to a metre."""
    near = edges.near(at, about_m + _ROOM_M)
    near = edges.exactly(near.only(near.closest() <= about_m[near.point] + _ROOM_M), at)
    least = np.full(len(about_m), np.inf)
    np.minimum.at(least, near.point, near.closest())
    return least
