"""Least and greatest fixed points of the network, and the model between them.

* `credible`: least fixed point with every undecided fact against the promise. Nobody relies on a return promise.
* `standing`: greatest fixed point, same facts. What it has more is held up by circles of promises alone.
* `possible`: greatest fixed point with every undecided fact in favour.

With *unless* in a condition the operator is no longer monotone. Then the three sets come from an alternating fixed
point (van Gelder 1989): what is surely promised and what is possibly promised narrow each other down, and a loop of
*unless* that never settles stays possible, that is *open*.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from servanda.commitments.network import Network

_NOBODY: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Model:
    """For each node 1 or 0."""

    credible: bytearray
    """Holds without relying on anybody's return promise, whatever the undecided facts bring."""
    standing: bytearray
    """Holds if circles of promises are kept."""
    possible: bytearray
    """Holds if, besides, every undecided fact turns out in its favour."""


def solve(net: Network, true: Iterable[str] = (), gone: frozenset[int] = _NOBODY) -> Model:
    """The model of a network.

    Args:
        net: The network.
        true: Undecided facts to take as true.
        gone: Commitments to take as gone, by node.
    """
    taken = set(true)
    gone |= {net.presence[node] for node in gone if node in net.presence}
    against = [leaf for (name, holds), leaf in net.undecided.items() if holds and name in taken]
    favour = [leaf for (name, holds), leaf in net.undecided.items() if holds or name not in taken]
    credible = bytearray(len(net.need))
    possible = greatest(net, favour + list(net.opposites), gone)
    while True:
        credible = least(net, against + _unless(net, possible), gone)
        narrowed = greatest(net, favour + _unless(net, credible), gone) if net.opposites else possible
        if narrowed == possible:
            break
        possible = narrowed
    return Model(credible, greatest(net, against + _unless(net, possible), gone), possible)


def least(net: Network, leaves: Iterable[int], gone: frozenset[int] = _NOBODY) -> bytearray:
    """Turn on what must be on, starting from nothing; linear in the edges."""
    need = list(net.need)
    on = bytearray(len(need))
    ready = [node for node, weight in enumerate(need) if weight <= 0 and node not in gone]
    ready += leaves
    for node in ready:
        on[node] = 1
    while ready:
        for target, weight in net.outs[ready.pop()]:
            need[target] -= weight
            if need[target] <= 0 and not on[target] and target not in gone:
                on[target] = 1
                ready.append(target)
    return on


def greatest(net: Network, leaves: Iterable[int], gone: frozenset[int] = _NOBODY) -> bytearray:
    """Turn off what cannot be on, starting from everything; linear in the edges."""
    slack = [total - need for total, need in zip(net.total, net.need, strict=True)]
    for leaf in leaves:
        slack[leaf] = 0
    on = bytearray(b"\x01") * len(slack)
    fallen = [node for node, left in enumerate(slack) if left < 0 or node in gone]
    for node in fallen:
        on[node] = 0
    while fallen:
        for target, weight in net.outs[fallen.pop()]:
            slack[target] -= weight
            if slack[target] < 0 and on[target]:
                on[target] = 0
                fallen.append(target)
    return on


def _unless(net: Network, promised: bytearray) -> list[int]:
    return [leaf for leaf, node in net.opposites.items() if not promised[node]]
