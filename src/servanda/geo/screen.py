"""Which of many round regions lie well inside a place, well outside, or well across its edge.

It skips work and decides nothing: whatever comes within a margin of turning is left to `inside`, so that a fast path
never decides what the reference would decide otherwise.
"""

import numpy as np
import shapely
from numpy.typing import NDArray

from servanda.geo.frame import E7, middle, wrapped_e7
from servanda.geo.shape import corners, drawn
from servanda.records.agreement import Place

OUT, IN, ACROSS, ASK = 0, 1, 2, -1
"""Surely outside, surely inside, surely undecided; too near to turning or too far off the chart: ask `inside`."""

_OFF_CHART_M = 1_000_000.0
"""Within this distance of its origin a chart stretches lengths by less than half a per cent."""
_SHARE, _LEAST_M = 0.01, 100.0


def screened(
    lat_e7: NDArray[np.int64], lon_e7: NDArray[np.int64], radius_m: NDArray[np.int64], place: Place
) -> NDArray[np.int8]:
    """`IN` for circles surely inside a place, `OUT`, `ACROSS`, or `ASK` for those that `inside` must decide.

    Args:
        lat_e7: Latitudes of the middles.
        lon_e7: Longitudes of the middles.
        radius_m: Radii beyond which the thing certainly was not.
        place: A place with a shape; only one with an area is screened.

    Raises:
        InputError: `place-without-shape`, `ring-without-area`.
    """
    frame = middle(corners(place))
    shape = drawn(place, frame)
    answer = np.full(len(lat_e7), ASK, dtype=np.int8)
    if shape.area == 0 or not len(lat_e7):
        return answer
    lon = wrapped_e7(lon_e7 - int(frame.lon_e7)) - (frame.lon_e7 - int(frame.lon_e7))
    xy = frame.chart(lon / E7, lat_e7 / E7)
    shapely.prepare(shape)
    within = shapely.contains_xy(shape, xy)
    away = shapely.distance(shapely.points(xy), shape.boundary)
    reach, on_chart = radius_m + place.error_m, np.hypot(xy[:, 0], xy[:, 1]) < _OFF_CHART_M
    clear = on_chart & (away * (1 - _SHARE) > reach * (1 + _SHARE) + _LEAST_M)
    answer[clear] = within[clear]
    answer[on_chart & (away * (1 + _SHARE) < reach * (1 - _SHARE) - _LEAST_M)] = ACROSS
    return answer
