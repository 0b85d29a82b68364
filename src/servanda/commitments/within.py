"""Fixed points of a part of a network, the rest of it being as it is.

The part must hold all that lies ahead of it. What is outside then does not depend on it, and stands at the border with
the value it has (splitting: Lifschitz and Turner 1994).
"""

from collections.abc import Collection, Mapping, Sequence

from servanda.commitments.gates import Network
from servanda.commitments.propagation import Model, sure, turn_off, turn_on
from servanda.logic import Truth


def solve_within(
    net: Network, model: Model, cone: Sequence[int], state: Mapping[str, Truth], gone: Collection[int]
) -> None:
    """Work out the nodes of a cone anew, in place.

    Args:
        net: The network.
        model: Its model, right outside the cone.
        cone: The nodes to work out, with all that lies ahead of them.
        state: What is known of each fact.
        gone: Commitments that are gone, by node.
    """
    part = _Part(net, cone, state, gone)
    part.greatest(model.possible, part.favour, part.denials)
    while True:
        part.least(model.credible, part.against, part.unless(model.possible))
        before = bytes(model.possible[node] for node in cone)
        if part.denials:
            part.greatest(model.possible, part.favour, part.unless(model.credible))
        if before == bytes(model.possible[node] for node in cone):
            break
    part.greatest(model.standing, part.against, part.unless(model.possible))


class _Part:
    """The nodes of a cone, and which of its leaves hold."""

    def __init__(self, net: Network, cone: Sequence[int], state: Mapping[str, Truth], gone: Collection[int]) -> None:
        self._net, self._cone = net, cone
        lost = {name for node in gone for name in net.about.get(node, ())}
        keys = [(leaf, *net.fact_at[leaf]) for leaf in cone if leaf in net.fact_at]
        facts = [(leaf, Truth.FALSE if name in lost else state[name], holds) for leaf, name, holds in keys]
        self.against = [leaf for leaf, truth, holds in facts if sure(truth, holds=holds)]
        self.favour = [leaf for leaf, truth, holds in facts if not sure(truth, holds=not holds)]
        self.denials = [leaf for leaf in cone if leaf in net.opposites]
        self._gone = set(cone).intersection(gone)

    def unless(self, promised: bytearray) -> list[int]:
        """Leaves of the part that hold because a commitment does not stand."""
        return [leaf for leaf in self.denials if not promised[self._net.opposites[leaf]]]

    def least(self, on: bytearray, leaves: Sequence[int], more: Sequence[int]) -> None:
        """Least fixed point of the part."""
        net = self._net
        for node in self._cone:
            on[node] = 0
        need = {node: net.need[node] - self._borne(on, node) for node in self._cone}
        ready = [*leaves, *more, *(n for n, weight in need.items() if weight <= 0 and n not in self._gone)]
        turn_on(net, on, need, ready, self._gone)

    def greatest(self, on: bytearray, leaves: Sequence[int], more: Sequence[int]) -> None:
        """Greatest fixed point of the part."""
        net = self._net
        for node in self._cone:
            on[node] = 1
        slack = {node: self._borne(on, node) - net.need[node] for node in self._cone}
        slack.update(dict.fromkeys([*leaves, *more], 0))
        fallen = [node for node, left in slack.items() if left < 0 or node in self._gone]
        turn_off(net, on, slack, fallen)

    def _borne(self, on: bytearray, node: int) -> int:
        return sum(weight for source, weight in self._net.weighed[node] if on[source])
