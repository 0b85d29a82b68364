"""Facts that cut both ways, tried out: *once p, or once not p* stands whatever comes of p.

Each undecided fact on its own is taken as bad news wherever it matters, which is exact while a fact matters in one
direction only. Where the same fact stands for and against a promise, its outcomes are tried (supervaluation), up to
`MOST_FACTS` such facts for one promise; beyond that the promise stays *open*, which claims nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from servanda.commitments.cones import cone_of
from servanda.commitments.gates import Network
from servanda.commitments.propagation import Model
from servanda.commitments.scenarios import Scenarios
from servanda.logic import Truth

MOST_FACTS = 10


@dataclass(frozen=True)
class Group:
    """Promises whose facts that cut both ways are tried out together."""

    facts: tuple[str, ...]
    """The facts."""
    nodes: tuple[int, ...]
    """The promises."""


def decide(net: Network, model: Model, state: Mapping[str, Truth], gone: frozenset[int]) -> None:
    """Settle, in place, promises that stand, or cannot stand, in every outcome of the facts that cut both ways."""
    for group in groups_of(net, state):
        nodes = [node for node in group.nodes if model.possible[node] and not model.credible[node]]
        if not nodes:
            continue
        laid = Scenarios(net, state, dict.fromkeys(gone, 1), 1, cone_of(net, *nodes))
        tables = laid.across(group.facts)
        for node in nodes:
            model.credible[node] |= tables["credible"][node]
            model.standing[node] |= tables["standing"][node]
            model.possible[node] &= tables["possible"][node]


def cuts_both_ways(net: Network) -> bool:
    """Whether some fact may stand for and against one and the same promise."""
    return bool(_both_ways(net)[1])


def groups_of(net: Network, state: Mapping[str, Truth]) -> list[Group]:
    """Promises with undecided facts that cut both ways, grouped so that few trials serve all."""
    names, masks = _both_ways(net)
    undecided = sum(1 << place for place, name in enumerate(names) if state[name] is Truth.UNKNOWN)
    wanted: dict[int, list[int]] = {}
    for node, mask in masks.items():
        if 0 < (mask & undecided).bit_count() <= MOST_FACTS:
            wanted.setdefault(mask & undecided, []).append(node)
    groups: dict[int, list[int]] = {}
    for mask in sorted(wanted, key=lambda one: (-one.bit_count(), one)):
        fitting = next((one for one in groups if (one | mask).bit_count() <= MOST_FACTS), 0)
        groups[fitting | mask] = [*groups.pop(fitting, []), *wanted[mask]]
    return [
        Group(tuple(name for place, name in enumerate(names) if mask >> place & 1), tuple(sorted(nodes)))
        for mask, nodes in groups.items()
    ]


def _both_ways(net: Network) -> tuple[list[str], dict[int, int]]:
    """Facts that may cut both ways, and for each promise which of them do, as bits."""
    kept = net.kept.get("both ways")
    if kept is None:
        kept = net.kept["both ways"] = _traced(net)
    found: tuple[list[str], dict[int, int]] = kept  # type: ignore[assignment]
    return found


def _traced(net: Network) -> tuple[list[str], dict[int, int]]:
    behind = cone_of(net, *net.opposites.values())
    turned = {name for (name, holds), leaf in net.leaves.items() if leaf in behind}
    turned |= {name for name, holds in net.leaves if not holds and (net.opposites or (name, True) in net.leaves)}
    names = sorted(turned)
    place = {name: number for number, name in enumerate(names)}
    bears: dict[tuple[int, bool], int] = {}
    for (name, holds), leaf in net.leaves.items():
        if name in place:
            bears[leaf, holds] = 1 << place[name]
    waiting = list(bears)
    while waiting:
        node, way = waiting.pop()
        ahead = [((target, way), bears[node, way]) for target, _weight in net.outs[node]]
        ahead += [((leaf, not way), bears[node, way]) for leaf in net.denied.get(node, ())]
        for key, facts in ahead:
            if facts & ~bears.get(key, 0):
                bears[key] = bears.get(key, 0) | facts
                waiting.append(key)
    both = {node: bears.get((node, True), 0) & bears.get((node, False), 0) for node in range(len(net.names))}
    return names, {node: facts for node, facts in both.items() if facts}
