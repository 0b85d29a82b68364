"""What a promise still waits for, and whose departure would bring it down. Withdrawal sets are desk-only."""

from collections.abc import Collection, Mapping
from itertools import combinations

import numpy as np

from servanda.commitments.batch import stands_each
from servanda.commitments.cones import cone_of, monotone
from servanda.commitments.fixpoints import model_of, solve
from servanda.commitments.gates import Network
from servanda.commitments.implicants import prime_implicants
from servanda.commitments.minimal import LIMIT, MinimalSets, Names, minimal_sets
from servanda.commitments.names import NOT
from servanda.commitments.network import build
from servanda.commitments.register import Register, View
from servanda.commitments.scenarios import Scenarios, outcomes_of

MOST_FACTS = 12
"""Where an *unless* bears on a promise, all outcomes of so many undecided facts are tried."""

MOST_GONE = 3
"""Where an *unless* bears on a target, withdrawals of so many providers together are tried."""

_NONE_NEEDED = MinimalSets(((),), complete=True)


def unlock_sets(register: Register, view: View, commitment: str) -> MinimalSets:
    """The smallest sets of undecided facts that let a promise stand once they are settled so.

    Circles are taken as kept. One empty set means that it stands already; no set means that nothing undecided can
    help. Facts are named as in `Need.item`: an event by its name, `done:…`, `rung:…`, `after:…`; `not:` before a name
    means that it will not come. With more than `MOST_FACTS` undecided facts behind an *unless* none is looked for,
    and the answer is not complete.

    Raises:
        InputError: `commitment-unknown`.
    """
    register.named(commitment)
    net = build(register, view)
    return unlocks_in(net, net.node[commitment])


def unlocks_in(net: Network, node: int) -> MinimalSets:
    """Unlock sets of one commitment of a network that is already built."""
    if model_of(net).standing[node]:
        return _NONE_NEEDED
    cone = cone_of(net, node)
    facts = sorted({name for (name, _holds), leaf in net.undecided.items() if leaf in cone})
    ways = [key for key, leaf in net.undecided.items() if leaf in cone]
    if len(ways) == len(facts) and not any(leaf in cone for leaf in net.opposites):
        return _one_way(net, node, [name if holds else NOT + name for name, holds in ways])
    if len(facts) > MOST_FACTS:
        return MinimalSets((), complete=False)
    laid = Scenarios(net, net.state, {}, 1 << len(facts), cone)
    stands = laid.models("standing", outcomes_of(facts))["standing"][node]
    return prime_implicants(facts, stands)


def _one_way(net: Network, node: int, literals: Collection[str]) -> MinimalSets:
    """Each fact helps in one direction only, so that more of them never hurt."""

    def stands(settled: Names) -> bool:
        true = [name for name in settled if not name.startswith(NOT)]
        false = [name.removeprefix(NOT) for name in settled if name.startswith(NOT)]
        return bool(solve(net, true, false=false).standing[node])

    return minimal_sets(literals, stands)


def withdrawal_sets(register: Register, view: View, targets: Collection[str]) -> MinimalSets:
    """The smallest sets of providers without whom none of the targets stands any more. Desk-only.

    Targets that do not stand already are left aside; if none stands, the one empty set is the answer. Where an
    *unless* bears on a target, sets of up to `MOST_GONE` providers are tried, and the answer says so.

    Raises:
        InputError: `commitment-unknown`.
    """
    for target in targets:
        register.named(target)
    net = build(register, view)
    now = model_of(net).standing
    nodes = sorted(net.node[target] for target in targets if now[net.node[target]])
    if not nodes:
        return _NONE_NEEDED
    cone = cone_of(net, *nodes)
    plain = monotone(net, cone)
    keys = [net.fact_at[leaf] for leaf in cone if leaf in net.fact_at]
    spoken_of = {name for name, _holds in keys}
    asked = {node for node, facts in net.about.items() if spoken_of.intersection(facts)}
    asked |= {node for node in cone if node < len(net.names) and (now[node] or not plain)}
    nodes_of: dict[str, list[int]] = {}
    for node in sorted(asked):
        nodes_of.setdefault(register.commitments[node].provider, []).append(node)
    return _felled(net, nodes, nodes_of) if plain else _felled_by_few(net, nodes, nodes_of)


def _felled(net: Network, nodes: Collection[int], nodes_of: Mapping[str, Collection[int]]) -> MinimalSets:
    def nothing_stands(gone: Names) -> bool:
        left = solve(net, gone=frozenset(node for name in gone for node in nodes_of[name])).standing
        return not any(left[node] for node in nodes)

    return minimal_sets(nodes_of, nothing_stands)


def _felled_by_few(net: Network, nodes: Collection[int], nodes_of: Mapping[str, Collection[int]]) -> MinimalSets:
    """The same where a departure may also bring a promise back: every small set is tried."""
    names = sorted(nodes_of)
    some = [few for size in range(1, MOST_GONE + 1) for few in combinations(names, size)]
    gone = np.zeros((len(net.names), len(some)), dtype=np.bool_)
    for column, few in enumerate(some):
        for name in few:
            gone[list(nodes_of[name]), column] = True
    standing = stands_each(net, gone, "standing").standing
    left = np.logical_or.reduce(standing[list(nodes)], axis=0)
    fallen: list[tuple[str, ...]] = []
    for few, still in zip(some, left.tolist(), strict=True):
        if not still and not any(set(smaller) <= set(few) for smaller in fallen):
            fallen.append(few)
    return MinimalSets(tuple(fallen[:LIMIT]), complete=len(names) <= MOST_GONE and len(fallen) <= LIMIT)


def serving(register: Register, function: str) -> list[str]:
    """Promises that serve a function, by name."""
    return [c.id for c in register.commitments if c.kind == "promise" and c.function == function]
