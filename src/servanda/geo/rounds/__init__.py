"""Many round regions against one place: what `inside`, `nearer_than` and `distance_range` say of each, in columns.

The same cloud of 40 rings of 64 positions, on the same charts; a ring is cut by an edge in closed form instead of
position by position. Where a position comes so near to an edge that rounding could put it on the other side, it is
measured as the cloud is, or no number is given: ask for that region alone. Places are drawn without error (`error_m`).
"""

from servanda.geo.rounds.certain import away_m, surely_inside
from servanda.geo.rounds.edges import Edges, edges_of_line, edges_of_zone
from servanda.geo.rounds.reach import Limits, shares_nearer
from servanda.geo.rounds.share import NO_NUMBER, Kind, shares_inside

__all__ = [
    "NO_NUMBER",
    "Edges",
    "Kind",
    "Limits",
    "away_m",
    "edges_of_line",
    "edges_of_zone",
    "shares_inside",
    "shares_nearer",
    "surely_inside",
]
