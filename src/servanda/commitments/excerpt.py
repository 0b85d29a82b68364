"""A part of a network as a network of its own, and sets of its leaves tried and made as small as they can be."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from servanda.commitments.gates import Network
from servanda.commitments.packed import Bits, Span, settle
from servanda.commitments.progress import Progress, silent
from servanda.commitments.propagation import sure
from servanda.commitments.ways import Way

Trial = tuple[int, Way]
"""A node, and a set of leaves that may let it stand."""

MOST_PARINGS = 24
"""A set from which so many leaves were taken away and that is still too large is given up."""

MOST_BITS = 1 << 28
"""Sets are tried together as long as the scenarios of all nodes take no more bits than this."""


@dataclass(frozen=True)
class Excerpt:
    """Some nodes of a network, with all that bears on them."""

    net: Network
    """The nodes as a network of their own."""
    place: dict[int, int]
    """Node of the whole network → node of the part."""


def excerpt(net: Network, cone: Collection[int]) -> Excerpt:
    """A part of a network as a network of its own.

    Args:
        net: The network.
        cone: Its nodes, with all that bears on them.
    """
    nodes = sorted(cone)
    place = {node: number for number, node in enumerate(nodes)}
    names = tuple(net.names[node] for node in nodes if node < len(net.names))
    leaves = {net.fact_at[node]: place[node] for node in nodes if node in net.fact_at}
    part = Network(
        names=names,
        need=[net.need[node] for node in nodes],
        total=[net.total[node] for node in nodes],
        outs=[[(place[target], weight) for target, weight in net.outs[node] if target in place] for node in nodes],
        leaves=leaves,
        state={name: net.state[name] for name, _holds in leaves},
        about={place[node]: net.about[node] for node in nodes if node in net.about},
        opposites={place[node]: place[net.opposites[node]] for node in nodes if node in net.opposites},
        node={name: number for number, name in enumerate(names)},
    )
    return Excerpt(part, place)


def pared(net: Network, trials: Iterable[Trial], progress: Progress = silent) -> list[Trial]:
    """Nodes with sets of leaves after which they stand, without what they do not need; what does not do is left out.

    Each set and each set without one of its leaves is one scenario of one run, again until nothing can be left out.

    Args:
        net: The network; nothing in it cuts both ways.
        trials: Nodes, and sets of leaves of undecided facts.
        progress: Asked between the runs whether to go on.
    """
    waiting, done = list(dict.fromkeys(trials)), []
    for _again in range(MOST_PARINGS):
        smaller: list[Trial] = []
        for some in _together(waiting, len(net.need)):
            progress(0, 0)
            for (node, way), spare in zip(some, _spare(net, some), strict=True):
                if spare == set():
                    done.append((node, way))
                elif spare:
                    smaller.append((node, way - {max(spare)}))
        waiting = list(dict.fromkeys(smaller))
    return list(dict.fromkeys(done))


def _together(trials: Sequence[Trial], nodes: int) -> list[list[Trial]]:
    groups: list[list[Trial]] = []
    room = 0
    for node, way in trials:
        if not groups or room < len(way) + 1:
            groups.append([])
            room = MOST_BITS // nodes
        groups[-1].append((node, way))
        room -= len(way) + 1
    return groups


def _spare(net: Network, trials: Sequence[Trial]) -> list[set[int] | None]:
    """For each set the leaves that it can do without one at a time; nothing if the whole set does not do."""
    held: dict[int, Bits] = {}
    first = 0
    for _node, way in trials:
        whole = ((1 << len(way) + 1) - 1) << first
        for number, leaf in enumerate(sorted(way), first + 1):
            held[leaf] = held.get(leaf, 0) | whole ^ 1 << number
        first += len(way) + 1
    full = (1 << first) - 1
    known = {leaf: full for (name, holds), leaf in net.leaves.items() if sure(net.state[name], holds=holds)}
    stands = settle(net, {**known, **held}, {}, Span(full), upward=False)
    found: list[set[int] | None] = []
    first = 0
    for node, way in trials:
        own = stands[node] >> first & ((1 << len(way) + 1) - 1)
        spare = {leaf for number, leaf in enumerate(sorted(way), 1) if own >> number & 1}
        found.append(spare if own & 1 else None)
        first += len(way) + 1
    return found


def literal(net: Network, leaf: int) -> str:
    """Name of what a leaf says, as in unlock sets."""
    name, holds = net.fact_at[leaf]
    return name if holds else f"not:{name}"
