"""The smallest sets of facts for every node of a network, from the leaves upwards.

A node's ways come from those of its inputs. Nodes that wait for each other start as kept, as everywhere, and are gone
through until nothing changes: exact as long as no node has too many ways. If one has, only the few smallest of each
node are followed for a number of rounds, and what comes out are good guesses, which have to be tried.
"""

from collections.abc import Callable, Collection, Sequence
from graphlib import TopologicalSorter

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from servanda.commitments.fixpoints import model_of
from servanda.commitments.gates import Network
from servanda.commitments.propagation import sure
from servanda.commitments.ways import ALREADY, NEVER, Breadth, Ways, weight_of
from servanda.logic import Truth

WIDEST, NARROWEST = 128, 16
"""So many ways of one node are followed: in a small register, in a large one."""
MOST_IN_CIRCLES, FEWEST_IN_CIRCLES, IN_A_CIRCLE = 12, 4, 2_400
"""The same in a circle that has too many; and in such a circle together."""
WAYS_OF_ALL, PAIRS_OF_ALL = 30_000, 8_000_000
"""So much for a register together."""
MOST_PAIRS, FEWEST_PAIRS = 32_768, 1_024
"""So many pairs of ways are joined for one gate."""
ROUNDS = 16
"""A circle that has too many ways is gone through so often."""


def ways_to(net: Network, node: int, cone: Collection[int]) -> Ways:
    """Ways to let a node stand; nothing in its cone may cut both ways.

    Args:
        net: The network; what was found is kept with it.
        node: The node.
        cone: What bears on it, with itself.

    Returns:
        Sets of leaves of undecided facts. If they are not complete, a set may be too large, or, in circles, not do.
    """
    known, parts = _kept(net)
    if node not in known:
        finder = _Finder(net, known)
        missing = {parts.of[one] for one in cone if one not in known}
        for part in sorted(missing, key=parts.turn.__getitem__):
            finder.settle(parts.members[part])
    return known[node]


class _Parts:
    """Nodes that wait for each other, and the order of such parts: what bears on others first."""

    def __init__(self, net: Network) -> None:
        sources = [source for inputs in net.inputs for source in inputs]
        targets = [node for node, inputs in enumerate(net.inputs) for _source in inputs]
        size = len(net.need)
        graph = coo_array((np.ones(len(sources), dtype=np.int8), (sources, targets)), shape=(size, size))
        _count, component = connected_components(graph.tocsr(), directed=True, connection="strong")
        self.of: list[int] = component.tolist()
        self.members: dict[int, list[int]] = {}
        before: dict[int, set[int]] = {}
        for node, part in enumerate(self.of):
            self.members.setdefault(part, []).append(node)
            before.setdefault(part, set()).update(self.of[source] for source in net.inputs[node])
        order = TopologicalSorter({part: behind - {part} for part, behind in before.items()}).static_order()
        self.turn = {part: number for number, part in enumerate(order)}


def _kept(net: Network) -> tuple[dict[int, Ways], _Parts]:
    kept = net.kept.get("ways")
    if kept is None:
        kept = net.kept["ways"] = ({}, _Parts(net))
    found: tuple[dict[int, Ways], _Parts] = kept  # type: ignore[assignment]
    return found


class _Finder:
    def __init__(self, net: Network, known: dict[int, Ways]) -> None:
        self._net, self._known, self._model = net, known, model_of(net)
        width = min(WIDEST, max(NARROWEST, WAYS_OF_ALL // max(len(net.names), 1)))
        pairs = min(MOST_PAIRS, max(FEWEST_PAIRS, PAIRS_OF_ALL // max(len(net.need), 1)))
        self._breadth = Breadth(width, pairs)

    def settle(self, part: Sequence[int]) -> None:
        """Find the ways of nodes that wait for each other, or of one that does not."""
        open_ = [node for node in part if not self._known_at_once(node)]
        if not open_:
            return
        if len(part) == 1 and part[0] not in self._net.inputs[part[0]]:
            self._known[part[0]] = self._worked_out(part[0], self._breadth)
            return
        exact = all(self._known[one].complete for node in open_ for one in self._net.inputs[node] if one in self._known)
        if not exact or not self._rounds(open_, self._breadth, len(open_) + 2, lambda ways: ways.complete):
            width = min(MOST_IN_CIRCLES, max(FEWEST_IN_CIRCLES, IN_A_CIRCLE // len(open_)))
            self._rounds(open_, Breadth(width, 4 * width * width), ROUNDS, lambda _ways: True)
            for node in open_:
                self._known[node] = Ways(self._known[node].sets, complete=False)

    def _rounds(self, nodes: Sequence[int], breadth: Breadth, most: int, fits: Callable[[Ways], bool]) -> bool:
        """Whether nothing changes any more, with ways that fit."""
        self._known.update(dict.fromkeys(nodes, ALREADY))
        own, moved = set(nodes), set(nodes)
        for _round in range(most):
            again, moved = moved, set()
            for node in nodes:
                if node in again:
                    ways = self._worked_out(node, breadth)
                    if not fits(ways):
                        return False
                    if ways != self._known[node]:
                        self._known[node] = ways
                        ahead = own.intersection(target for target, _weight in self._net.outs[node])
                        again, moved = again | ahead, moved | ahead
            if not moved:
                return True
        return False

    def _known_at_once(self, node: int) -> bool:
        net = self._net
        if self._model.standing[node]:
            self._known[node] = ALREADY
        elif not self._model.possible[node]:
            self._known[node] = NEVER
        elif node in net.fact_at:
            name, holds = net.fact_at[node]
            truth = net.state[name]
            undecided = Ways((frozenset([node]),), complete=True)
            self._known[node] = undecided if truth is Truth.UNKNOWN else ALREADY if sure(truth, holds=holds) else NEVER
        return node in self._known

    def _worked_out(self, node: int, breadth: Breadth) -> Ways:
        inputs = [(self._known[source], weight) for source, weight in self._net.weighed[node]]
        return weight_of(inputs, self._net.need[node], breadth)
