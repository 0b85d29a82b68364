"""Loops of *unless*: promises that wait for their own absence, and promises of which one shuts out the other.

Looked for among what can still stand but does not settle, even if all undecided facts turn out well and circles of
promises are kept. In a strongly connected part of it, an odd number of *unless* on some way round means that no
outcome agrees with all conditions; an even number leaves rival outcomes (Dung 1995 on odd and even attacks).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from servanda.commitments.gates import Network
from servanda.commitments.packed import Span, settle
from servanda.commitments.propagation import alternate, greatest, sure
from servanda.commitments.scenarios import outcomes_of

MOST_DENIED = 10
"""Rival outcomes are listed while no more promises of a loop are waited for not to stand."""


@dataclass(frozen=True)
class Loop:
    """Promises that wait for each other through *unless*."""

    commitments: tuple[str, ...]
    """The promises, sorted."""
    odd: bool
    """Some way round has an odd number of *unless*: a promise waits for its own absence."""
    rivals: tuple[tuple[str, ...], ...]
    """Sets of them that can stand together, each shutting out the others; empty if there are none, or too many."""


def loops_of(net: Network) -> Sequence[Loop]:
    """Loops of *unless* in a network, by their first promise; worked out once."""
    kept = net.kept.get("loops")
    if kept is None:
        kept = net.kept["loops"] = _found(net) if net.opposites else ()
    found: Sequence[Loop] = kept  # type: ignore[assignment]
    return found


def _found(net: Network) -> Sequence[Loop]:
    model = alternate(net, net.state, frozenset())
    favour = [leaf for (name, holds), leaf in net.leaves.items() if not sure(net.state[name], holds=not holds)]
    granted = [leaf for leaf, node in net.opposites.items() if not model.possible[node]]
    settled = greatest(net, [*favour, *granted])
    unsettled = [node for node in range(len(net.need)) if model.possible[node] and not settled[node]]
    loops = []
    for part in _strong_parts(net, unsettled):
        denials = [leaf for leaf in part if leaf in net.opposites and net.opposites[leaf] in part]
        if denials:
            names = tuple(sorted(net.names[node] for node in part if node < len(net.names)))
            odd = not _balanced(net, part)
            rivals = () if len(denials) > MOST_DENIED else _rivals(net, part, denials, [*favour, *granted])
            loops.append(Loop(names, odd, rivals))
    return sorted(loops, key=lambda loop: loop.commitments)


def _strong_parts(net: Network, nodes: Sequence[int]) -> list[set[int]]:
    place = {node: number for number, node in enumerate(nodes)}
    edges = [(place[n], place[m]) for n in nodes for m, _sign in _ahead(net, n) if m in place]
    if not edges:
        return []
    rows, columns = np.array(edges).T
    graph = coo_array((np.ones(len(edges), dtype=np.int8), (rows, columns)), shape=(len(nodes), len(nodes)))
    _count, component = connected_components(graph.tocsr(), directed=True, connection="strong")
    parts: dict[int, set[int]] = {}
    for number, part in enumerate(component.tolist()):
        parts.setdefault(part, set()).add(nodes[number])
    return list(parts.values())


def _ahead(net: Network, node: int) -> list[tuple[int, int]]:
    """Nodes that a node bears on, and whether through an *unless*."""
    return [*((target, 0) for target, _weight in net.outs[node]), *((leaf, 1) for leaf in net.denied.get(node, ()))]


def _balanced(net: Network, part: set[int]) -> bool:
    """Whether every way round has an even number of *unless* (Harary 1953)."""
    start = min(part)
    side = {start: 0}
    waiting = [start]
    while waiting:
        node = waiting.pop()
        for target, sign in _ahead(net, node):
            if target not in part:
                continue
            if target not in side:
                side[target] = side[node] ^ sign
                waiting.append(target)
            elif side[target] != side[node] ^ sign:
                return False
    return True


def _rivals(
    net: Network, part: set[int], denials: Sequence[int], holding: Sequence[int]
) -> tuple[tuple[str, ...], ...]:
    """Outcomes of a loop that agree with themselves: each guess of who does not stand is checked, all in one run."""
    guesses = outcomes_of([str(leaf) for leaf in denials])
    full = (1 << (1 << len(denials))) - 1
    leaves = {**dict.fromkeys(holding, full), **{leaf: guesses[str(leaf)] for leaf in denials}}
    on = settle(net, leaves, {}, Span(full), upward=False)
    agreeing = full
    for leaf in denials:
        agreeing &= on[net.opposites[leaf]] ^ leaves[leaf]
    own = [node for node in sorted(part) if node < len(net.names)]
    outcomes = [number for number in range(1 << len(denials)) if agreeing >> number & 1]
    return tuple(sorted({tuple(net.names[node] for node in own if on[node] >> number & 1) for number in outcomes}))
