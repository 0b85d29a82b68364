"""What a promise still waits for, and whose departure would bring it down. Withdrawal sets are desk-only."""

from collections.abc import Collection, Mapping, Sequence
from itertools import combinations

import numpy as np

from servanda.commitments.batch import stands_each
from servanda.commitments.cones import cone_of, monotone
from servanda.commitments.excerpt import excerpt, literal, pared
from servanda.commitments.fixpoints import greatest, model_of, solve, sure
from servanda.commitments.gates import Network
from servanda.commitments.implicants import prime_implicants
from servanda.commitments.minimal import LIMIT, MinimalSets, Names, in_order, minimal_sets
from servanda.commitments.network import build
from servanda.commitments.register import Register, View
from servanda.commitments.scenarios import Scenarios, outcomes_of
from servanda.commitments.smallest import ways_to
from servanda.commitments.ways import Way

MOST_FACTS = 12
"""Where an *unless* bears on a promise, all outcomes of so many undecided facts are tried."""

MOST_GONE = 3
"""Where an *unless* bears on a target, withdrawals of so many providers together are tried."""

MOST_WORK = 400_000
"""Where too many sets would have to be followed, questions to the network may look at so many of its edges."""

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
        return _one_way(net, node, cone)
    if len(facts) > MOST_FACTS:
        return MinimalSets((), complete=False)
    laid = Scenarios(net, net.state, {}, 1 << len(facts), cone)
    stands = laid.models("standing", outcomes_of(facts))["standing"][node]
    return prime_implicants(facts, stands)


def _one_way(net: Network, node: int, cone: Collection[int]) -> MinimalSets:
    """Each fact helps in one direction only, so that more of them never hurt."""
    ways = ways_to(net, node, cone)
    if ways.complete:
        some = in_order([literal(net, leaf) for leaf in way] for way in ways.sets)
        return MinimalSets(some[:LIMIT], complete=len(some) <= LIMIT)
    part = excerpt(net, cone)
    guesses = [frozenset(part.place[leaf] for leaf in way) for way in ways.sets[:LIMIT]]
    return _sought(part.net, part.place[node], pared(part.net, part.place[node], guesses))


def _sought(net: Network, node: int, found: Sequence[Way]) -> MinimalSets:
    """Minimal sets with those that were found, searched for while the work allows it."""
    leaf_of = {literal(net, leaf): leaf for leaf in net.undecided.values()}
    given = [leaf for (name, holds), leaf in net.leaves.items() if sure(net.state[name], holds=holds)]

    def stands(names: Names) -> bool:
        return bool(greatest(net, [*given, *(leaf_of[name] for name in names)])[node])

    known = [frozenset(literal(net, leaf) for leaf in way) for way in found]
    if len(known) >= LIMIT:
        return MinimalSets(in_order(known)[:LIMIT], complete=False)
    edges = sum(len(targets) for targets in net.outs) + len(net.need)
    return minimal_sets(leaf_of, stands, known=known, questions=MOST_WORK // edges)


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
