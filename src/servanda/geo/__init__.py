"""Arithmetic of uncertain places: a region with its error and a place of an agreement → certain, or a probability.

Distances are geodesic (WGS 84); results are whole numbers and the same on every machine; a mirrored map gives mirrored
results. Never a bare point: a region's outline travels with it.

>>> from servanda.records.agreement import Place
>>> from servanda.records.place import Disc, Point
>>> corners = [(470_000_000, -300_000_000), (470_000_000, -298_000_000), (471_000_000, -299_000_000)]
>>> zone = Place(name={"en": "Zone"}, is_="zone", shapes=[[Point(lat_e7=lat, lon_e7=lon) for lat, lon in corners]])
>>> inside(Disc(at=Point(lat_e7=470_300_000, lon_e7=-299_000_000), radius_m=500), zone, {})
Chance(ppm=1000000, certain=True)
"""

from servanda.geo.band import limits_m, with_bands
from servanda.geo.cover import share_covered, share_covered_together
from servanda.geo.crossing import crosses
from servanda.geo.membership import Chance, distance_range, inside, nearer_than
from servanda.geo.moments import Moments, can_meet, flat_positions, moments_of, same_place_likelihood
from servanda.geo.outline import region_polygon
from servanda.geo.rest import Rest, rest_of
from servanda.geo.screen import ACROSS, ASK, IN, OUT, screened
from servanda.geo.shape import has_shape
from servanda.geo.spread import Discs, Grid, spread_discs, spread_rings

__all__ = [
    "ACROSS",
    "ASK",
    "IN",
    "OUT",
    "Chance",
    "Discs",
    "Grid",
    "Moments",
    "Rest",
    "can_meet",
    "crosses",
    "distance_range",
    "flat_positions",
    "has_shape",
    "inside",
    "limits_m",
    "moments_of",
    "nearer_than",
    "region_polygon",
    "rest_of",
    "same_place_likelihood",
    "screened",
    "share_covered",
    "share_covered_together",
    "spread_discs",
    "spread_rings",
    "with_bands",
]
