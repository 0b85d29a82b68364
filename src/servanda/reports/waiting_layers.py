"""Columns of a drawing of arrows: who stands left of whom, above whom, and where long arrows pass.

Layers as of Sugiyama, Tagawa and Toda (1981): arrows lead from left to right as far as circles allow (the order of
Eades, Lin and Smyth 1993); an arrow over several columns keeps a gap free in each of them; columns are put in order by
the mean place of their neighbours, and then each moves as near to them as the others let it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import TypeAlias

Edge: TypeAlias = tuple[str, str]

_SWEEPS = 8
_BETWEEN = "\r"
"""Stands in no name: names of gaps are made with it."""


def depths(nodes: Iterable[str], edges: Sequence[Edge]) -> dict[str, int]:
    """The column of each node, counted from the right: left of everything it leads to, unless that leads back to it."""
    order = {node: place for place, node in enumerate(_order(sorted(nodes), edges))}
    forward = [(one, other) for one, other in edges if order[one] < order[other]]
    after: dict[str, list[str]] = {node: [] for node in order}
    for one, other in forward:
        after[one].append(other)
    deep: dict[str, int] = {}
    for node in sorted(order, key=order.__getitem__, reverse=True):
        deep[node] = max((deep[other] + 1 for other in after[node]), default=0)
    return deep


def _order(nodes: Sequence[str], edges: Sequence[Edge]) -> list[str]:
    first: list[str] = []
    last: list[str] = []
    rest = dict.fromkeys(nodes)
    while rest:
        inside = [(one, other) for one, other in edges if one in rest and other in rest]
        out, into = Counter(one for one, _ in inside), Counter(other for _, other in inside)
        if sinks := [node for node in rest if not out[node]]:
            last = [*sinks, *last]
            gone = sinks
        elif sources := [node for node in rest if not into[node]]:
            first += sources
            gone = sources
        else:
            gone = [max(rest, key=lambda node: (out[node] - into[node], node))]
            first += gone
        rest = {node: None for node in rest if node not in set(gone)}
    return [*first, *last]


def passing(edge: Edge, deep: Mapping[str, int]) -> list[str]:
    """Names of the gaps that an arrow passes, from where it starts."""
    start, end = deep[edge[0]], deep[edge[1]]
    step = 1 if start < end else -1
    return [_BETWEEN.join((*edge, str(column))) for column in range(start + step, end, step)]


def is_gap(name: str) -> bool:
    """Whether a place in a column is kept free for an arrow."""
    return _BETWEEN in name


def columns_of(edges: Sequence[Edge], deep: Mapping[str, int]) -> list[list[str]]:
    """Nodes and gaps of each column from the right, in order from above."""
    columns: list[list[str]] = [[] for _ in range(max(deep.values(), default=0) + 1)]
    for node in sorted(deep):
        columns[deep[node]].append(node)
    for edge in edges:
        for name in passing(edge, deep):
            columns[int(name.rpartition(_BETWEEN)[2])].append(name)
    links = neighbours(edges, deep)
    for sweep in range(_SWEEPS):
        row = columns if sweep % 2 else columns[::-1]
        for fixed, moved in pairwise(row):
            place = {name: number for number, name in enumerate(fixed)}
            old = {name: number for number, name in enumerate(moved)}
            moved.sort(key=lambda name: (_mean(place, links.get(name, ()), old[name]), old[name]))
    return columns


def neighbours(edges: Sequence[Edge], deep: Mapping[str, int]) -> dict[str, list[str]]:
    """What each node or gap is joined with in the columns beside it."""
    links: dict[str, list[str]] = {}
    for edge in edges:
        chain = [edge[0], *passing(edge, deep), edge[1]]
        for one, other in pairwise(chain):
            links.setdefault(one, []).append(other)
            links.setdefault(other, []).append(one)
    return links


def heights(
    columns: Sequence[Sequence[str]], links: Mapping[str, Sequence[str]], tall: Mapping[str, int], apart: int
) -> dict[str, int]:
    """The middle of each node and gap: columns about one axis, each as near to its neighbours as the others let it."""
    middle: dict[str, float] = {}
    for column in columns:
        middle |= dict(zip(column, _spread([0.0] * len(column), [tall[name] + apart for name in column]), strict=True))
    for sweep in range(_SWEEPS):
        for column in columns if sweep % 2 else columns[::-1]:
            wanted = [_mean(middle, links.get(name, ()), middle[name]) for name in column]
            found = _spread(wanted, [tall[name] + apart for name in column])
            middle |= dict(zip(column, found, strict=True))
    top = min((middle[name] - tall[name] / 2 for column in columns for name in column), default=0.0)
    return {name: round(at - top) for name, at in middle.items()}


def _mean(place: Mapping[str, float], names: Sequence[str], instead: float) -> float:
    known = [place[name] for name in names if name in place]
    return sum(known) / len(known) if known else instead


def _spread(wanted: Sequence[float], room: Sequence[int]) -> list[float]:
    """Places in the given order, as near to the wanted ones as their room allows (isotonic regression)."""
    offsets = [0.0]
    for one, other in pairwise(room):
        offsets.append(offsets[-1] + (one + other) / 2)
    pools: list[tuple[float, int]] = []
    for want, offset in zip(wanted, offsets, strict=False):
        pools.append((want - offset, 1))
        while len(pools) > 1 and pools[-2][0] >= pools[-1][0]:
            (a, n), (b, m) = pools[-2:]
            pools[-2:] = [((a * n + b * m) / (n + m), n + m)]
    levels = [level for level, count in pools for _ in range(count)]
    return [level + offset for level, offset in zip(levels, offsets, strict=False)]
