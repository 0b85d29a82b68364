"""Where the boxes of the waiting diagram stand, and how its arrows run: in columns, between which there is only air.

An arrow leaves its box on a level line, bends only between columns, and passes a column in a gap kept free for it. So
no arrow runs under a box.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from servanda.reports.waiting_layers import Edge, columns_of, depths, heights, is_gap, neighbours, passing
from servanda.reports.waiting_ring import Ring
from servanda.reports.waiting_shapes import TIP, Box

_GAP = 12
_APART = 20
_PORTS = 14
_LOOP = 44


@dataclass(frozen=True, kw_only=True)
class Measures:
    """Widths that differ between the drawing and the small one of the brief."""

    box: int
    channel: int
    edge: int
    least: int


@dataclass(frozen=True)
class Layout:
    """Places of units (a ring, or one box alone), from the upper left corner.

    Attributes:
        middle: Unit or gap → its height.
        across: Column → left and right edge.
        deep: Unit → column, counted from the right.
        width: Of everything.
        height: Of everything.
    """

    middle: Mapping[str, int]
    across: Sequence[tuple[int, int]]
    deep: Mapping[str, int]
    width: int
    height: int

    def moved(self, left: int, top: int) -> "Layout":
        """The same, so far from the upper left corner."""
        middle = {name: at + top for name, at in self.middle.items()}
        across = [(start + left, end + left) for start, end in self.across]
        return replace(self, middle=middle, across=across)


def layout(units: Mapping[str, tuple[int, int]], edges: Sequence[Edge], measures: Measures) -> Layout:
    """Place units by who waits for whom.

    Args:
        units: Unit → width and height.
        edges: Between different units, each once, sorted.
        measures: Widths.
    """
    deep = depths(units, edges)
    columns = columns_of(edges, deep)
    tall = {name: _GAP if is_gap(name) else units[name][1] for column in columns for name in column}
    middle = heights(columns, neighbours(edges, deep), tall, _APART)
    wide = [max(units[name][0] for name in column if not is_gap(name)) for column in columns]
    across: list[tuple[int, int]] = []
    left = measures.edge
    for width in reversed(wide):
        across.insert(0, (left, left + width))
        left += width + measures.channel
    loops = any(deep[one] == deep[other] for one, other in edges)
    high = max((middle[name] + tall[name] // 2 for name in middle), default=0)
    return Layout(middle, across, deep, across[0][1] + measures.edge + (_LOOP if loops else 0), high)


@dataclass(frozen=True)
class Routes:
    """Everything that is needed to draw arrows between boxes of different units."""

    layout: Layout
    boxes: Mapping[str, Box]
    unit: Mapping[str, str]
    edges: Sequence[Edge]
    """Between boxes, sorted."""

    def paths(self) -> dict[Edge, str]:
        """Each arrow as a path."""
        ports = self._ports()
        return {edge: self._path(edge, ports[edge, 0], ports[edge, 1]) for edge in self.edges}

    def _sides(self, edge: Edge) -> tuple[bool, bool]:
        """Whether an arrow starts, and ends, at the right side of its box."""
        start, end = (self.layout.deep[self.unit[name]] for name in edge)
        return start >= end, start <= end

    def _through(self, edge: Edge) -> list[str]:
        return passing((self.unit[edge[0]], self.unit[edge[1]]), self.layout.deep)

    def _ports(self) -> dict[tuple[Edge, int], int]:
        """The height at which each arrow leaves (0) and reaches (1) its box, in the order of where they lead."""
        at: defaultdict[tuple[str, bool], list[tuple[int, Edge, int]]] = defaultdict(list)
        for edge in self.edges:
            through = [self.layout.middle[name] for name in self._through(edge)]
            ends = [self.boxes[edge[0]].y, *through, self.boxes[edge[1]].y]
            at[edge[0], self._sides(edge)[0]].append((ends[1], edge, 0))
            at[edge[1], self._sides(edge)[1]].append((ends[-2], edge, 1))
        ports = {}
        for (name, _), found in at.items():
            box = self.boxes[name]
            step = min(_PORTS, (box.height - 10) // max(len(found) - 1, 1))
            first = box.y - step * (len(found) - 1) // 2
            for place, (_, edge, end) in enumerate(sorted(found)):
                ports[edge, end] = first + step * place
        return ports

    def _path(self, edge: Edge, start: int, end: int) -> str:
        one, other = self.boxes[edge[0]], self.boxes[edge[1]]
        leaves, reaches = self._sides(edge)
        x = one.left + (one.width if leaves else 0)
        target = other.left + (other.width + TIP if reaches else -TIP)
        columns = [self.layout.deep[self.unit[name]] for name in edge]
        if leaves and reaches:
            edge_x = self.layout.across[columns[0]][1]
            return f"M{x} {start}H{edge_x}C{edge_x + _LOOP} {start} {edge_x + _LOOP} {end} {edge_x} {end}H{target}"
        ahead = 1 if leaves else 0
        stops = [(self.layout.across[columns[0]], start)]
        step = -1 if leaves else 1
        for number, name in enumerate(self._through(edge), 1):
            stops.append((self.layout.across[columns[0] + step * number], self.layout.middle[name]))
        stops.append((self.layout.across[columns[1]], end))
        path = f"M{x} {start}"
        for (before, y), (after, there) in pairwise(stops):
            begin, finish = before[ahead], after[1 - ahead]
            if after is stops[-1][0]:
                finish = min(finish, target) if leaves else max(finish, target)
            middle = (begin + finish) // 2
            path += f"H{begin}C{middle} {y} {middle} {there} {finish} {there}"
        return path if finish == target else f"{path}H{target}"


def spots(unit: str, ring: Ring | None, place: Layout) -> dict[str, tuple[int, int]]:
    """Middles of the boxes of a unit."""
    left, right = place.across[place.deep[unit]]
    x, y = (left + right) // 2, place.middle[unit]
    if ring is None:
        return {unit: (x, y)}
    shift = (max(dy for _, dy in ring.spots.values()) + min(dy for _, dy in ring.spots.values())) // 2
    return {name: (x + dx, y + dy - shift) for name, (dx, dy) in ring.spots.items()}
