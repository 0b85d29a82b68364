"""Points in bulk against zones and a line: columns of coordinates → bits of membership, codes, metres.

Coordinates enter as whole numbers of 1e-7 degree or as float degrees. A zone is a list of rings (even-odd, as it is
drawn for one region), a line a list of paths; their edges are geodesics. It skips work and decides nothing that the
reference would decide otherwise: a point within a metre of an edge is taken to a chart of its own, and a reach that
comes within a metre of an edge is `ASK`. Works across the antimeridian, not at the poles.

>>> import numpy as np
>>> from servanda.records.place import Point
>>> ring = [Point(lat_e7=lat, lon_e7=lon) for lat, lon in ((0, 0), (0, 2_000_000), (2_000_000, 0))]
>>> lon, lat = np.array([0.05, 0.15]), np.array([0.05, 0.15])
>>> ZoneIndex([[ring]]).codes(lon, lat, np.zeros(2)).tolist()
[[0], [1]]
>>> LineIndex([ring[:2]]).distance_m(lon, lat).round(1).tolist()
[5528.7, 16586.1]
"""

from servanda.geo.bulk.line import LineIndex
from servanda.geo.bulk.zones import ASK, IN, OUT, ZoneIndex

__all__ = ["ASK", "IN", "OUT", "LineIndex", "ZoneIndex"]
