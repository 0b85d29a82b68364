"""Least and greatest fixed points of the network, and the model between them.

* `credible`: least fixed point with every undecided fact against the promise. Nobody relies on a return promise.
* `standing`: greatest fixed point, same facts. What it has more is held up by circles of promises alone.
* `possible`: greatest fixed point with every undecided fact in favour.

With *unless* in a condition the operator is no longer monotone. Then the three sets come from an alternating fixed
point (van Gelder 1989): what is surely promised and what is possibly promised narrow each other down, and a loop of
*unless* that never settles stays possible, that is *open*.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from servanda.commitments.gates import Network
from servanda.logic import Truth

Weights: TypeAlias = list[int] | dict[int, int]
"""A weight for each node: of the whole network, or of a part of it."""

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


def alternate(net: Network, state: Mapping[str, Truth], gone: frozenset[int]) -> Model:
    """The model of a network, each undecided fact on its own.

    Args:
        net: The network.
        state: What is known of each fact.
        gone: Nodes of commitments that are gone.
    """
    against = [leaf for (name, holds), leaf in net.leaves.items() if sure(state[name], holds=holds)]
    favour = [leaf for (name, holds), leaf in net.leaves.items() if not sure(state[name], holds=not holds)]
    possible = greatest(net, favour + list(net.opposites), gone)
    while True:
        credible = least(net, against + _unless(net, possible), gone)
        narrowed = greatest(net, favour + _unless(net, credible), gone) if net.opposites else possible
        if narrowed == possible:
            break
        possible = narrowed
    return Model(credible, greatest(net, against + _unless(net, possible), gone), possible)


def sure(truth: Truth, *, holds: bool) -> bool:
    """Whether a fact, or its opposite, holds whatever the undecided facts bring."""
    return truth is (Truth.TRUE if holds else Truth.FALSE)


def at_best(net: Network) -> list[int]:
    """Leaves that are not surely off: every undecided fact turns out well and every *unless* is granted."""
    facts = [leaf for (name, holds), leaf in net.leaves.items() if not sure(net.state[name], holds=not holds)]
    return [*facts, *net.opposites]


def least(
    net: Network, leaves: Iterable[int], gone: frozenset[int] = _NOBODY, turned: list[int] | None = None
) -> bytearray:
    """Turn on what must be on, starting from nothing; linear in the edges.

    Args:
        net: The network.
        leaves: Leaves that hold.
        gone: Nodes to keep off.
        turned: Filled with the nodes in the order in which they turn on, if given.
    """
    need = list(net.need)
    on = bytearray(len(need))
    ready = [node for node, weight in enumerate(need) if weight <= 0 and node not in gone]
    ready += leaves
    order = turn_on(net, on, need, ready, gone)
    if turned is not None:
        turned += order
    return on


def greatest(net: Network, leaves: Iterable[int], gone: frozenset[int] = _NOBODY) -> bytearray:
    """Turn off what cannot be on, starting from everything; linear in the edges."""
    slack = [total - need for total, need in zip(net.total, net.need, strict=True)]
    for leaf in leaves:
        slack[leaf] = 0
    on = bytearray(b"\x01") * len(slack)
    fallen = [node for node, left in enumerate(slack) if left < 0 or node in gone]
    turn_off(net, on, slack, fallen)
    return on


def turn_on(net: Network, on: bytearray, need: Weights, ready: list[int], gone: Collection[int]) -> list[int]:
    """Turn on some nodes, and whatever gets all it needs thereby, in place.

    Args:
        net: The network.
        on: Which nodes are on.
        need: How much weight each node still needs; all that lies ahead of the ready ones must be in it.
        ready: Nodes to begin with.
        gone: Nodes that stay off.

    Returns:
        The nodes in the order in which they turned on.
    """
    for node in ready:
        on[node] = 1
    for node in ready:  # grows as it is gone through
        for target, weight in net.outs[node]:
            need[target] -= weight
            if need[target] <= 0 and not on[target] and target not in gone:
                on[target] = 1
                ready.append(target)
    return ready


def turn_off(net: Network, on: bytearray, slack: Weights, fallen: list[int]) -> None:
    """Turn off some nodes, and whatever is left with less than it needs thereby, in place.

    Args:
        net: The network.
        on: Which nodes are on.
        slack: How much weight each node can lose; all that lies ahead of the fallen ones must be in it.
        fallen: Nodes to begin with.
    """
    for node in fallen:
        on[node] = 0
    while fallen:
        for target, weight in net.outs[fallen.pop()]:
            slack[target] -= weight
            if slack[target] < 0 and on[target]:
                on[target] = 0
                fallen.append(target)


def _unless(net: Network, promised: bytearray) -> list[int]:
    return [leaf for leaf, node in net.opposites.items() if not promised[node]]
