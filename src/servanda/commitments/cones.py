"""What bears on a node of a network, and on what a node bears."""

from collections.abc import Iterable

from servanda.commitments.gates import Network


def cone_of(net: Network, *nodes: int) -> set[int]:
    """Every node that bears on some nodes, themselves included."""
    seen = set(nodes)
    waiting = list(seen)
    while waiting:
        current = waiting.pop()
        behind = [*net.inputs[current], *([net.opposites[current]] if current in net.opposites else [])]
        for source in behind:
            if source not in seen:
                seen.add(source)
                waiting.append(source)
    return seen


def cone_ahead(net: Network, nodes: Iterable[int]) -> set[int]:
    """Every node on which some nodes bear, themselves included."""
    seen = set(nodes)
    waiting = sorted(seen)
    while waiting:
        current = waiting.pop()
        for target in [*(node for node, _weight in net.outs[current]), *net.denied.get(current, ())]:
            if target not in seen:
                seen.add(target)
                waiting.append(target)
    return seen


def monotone(net: Network, cone: set[int]) -> bool:
    """Whether no *unless* is among the nodes: more true facts can then only help what they bear on."""
    facts = any(not holds and leaf in cone for (_name, holds), leaf in net.leaves.items())
    return not facts and not any(leaf in cone for leaf in net.opposites)
