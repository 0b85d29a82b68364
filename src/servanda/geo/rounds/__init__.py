"""Many round regions against one place: the numbers that `inside`, `nearer_than` and `distance_range` give for each.

The same cloud of 40 rings of 64 positions, on the same charts; a ring is cut by an edge in closed form instead of
position by position. Where a position comes so near to an edge that rounding could put it on the other side, no number
is given: ask for that region alone.
"""

from servanda.geo.rounds.edges import Edges, edges_of_line, edges_of_zone
from servanda.geo.rounds.share import shares_inside

__all__ = ["Edges", "edges_of_line", "edges_of_zone", "shares_inside"]
