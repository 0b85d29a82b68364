"""What a promise still waits for, and whose departure would bring it down. Withdrawal sets are desk-only."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
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
from servanda.commitments.progress import Progress, Stopped, silent
from servanda.commitments.register import Register, View
from servanda.commitments.scenarios import Scenarios, outcomes_of
from servanda.commitments.smallest import ways_to
from servanda.commitments.ways import Way, Ways
from servanda.logic import Truth

MOST_FACTS = 12
"""Where an *unless* bears on a promise, all outcomes of so many undecided facts are tried."""

MOST_GONE = 3
"""Where an *unless* bears on a target, withdrawals of so many providers together are tried."""

MOST_WORK, WORK_OF_ALL = 200_000, 10_000_000
"""Where there are too many sets to follow, questions may look at so many edges: for a promise, for a register."""

FEWEST_QUESTIONS = 8
"""Fewer questions than so many beyond one for each set that is known are not worth asking."""

FEWEST_DEPARTURES, MOST_FELLING = 200, 2_000_000
"""So many departures are tried for one target whatever the register; so many edges may be looked at otherwise."""

FEWEST_GUESSES, GUESSES_OF_ALL = 8, 8_000
"""So many guesses are tried for one promise of a large register; so many for a register."""

TOGETHER = 128
"""The guesses for so many promises are tried together."""

_UNKNOWN = MinimalSets((), complete=False)
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
    return unlocks_each(net, [node])[node]


def unlocks_each(net: Network, nodes: Sequence[int], progress: Progress = silent) -> dict[int, MinimalSets]:
    """Unlock sets of some commitments of a network that is already built, by node.

    Of what was not looked at when it was stopped, no set is given, and the answer is not complete.
    """
    found = dict.fromkeys(nodes, _UNKNOWN)
    with suppress(Stopped):
        for first in range(0, len(nodes), TOGETHER):
            some: dict[int, Ways] = {}
            for number, node in enumerate(nodes[first : first + TOGETHER], first):
                progress(number, len(nodes))
                answer = _one(net, node)
                if isinstance(answer, Ways):
                    some[node] = answer
                else:
                    found[node] = answer
            found |= _tried(net, some, progress)
    return found


def _one(net: Network, node: int) -> MinimalSets | Ways:
    """Unlock sets, or where there are too many to follow some guesses."""
    if model_of(net).standing[node]:
        return _NONE_NEEDED
    cone = cone_of(net, node)
    facts = sorted({name for name, _holds, _leaf in _undecided(net, cone)})
    if len(_undecided(net, cone)) == len(facts) and net.opposites.keys().isdisjoint(cone):
        ways = ways_to(net, node, cone)
        return _in_names(net, ways.sets) if ways.complete else ways
    if len(facts) > MOST_FACTS:
        return _UNKNOWN
    laid = Scenarios(net, net.state, {}, 1 << len(facts), cone)
    stands = laid.models("standing", outcomes_of(facts))["standing"][node]
    return prime_implicants(facts, stands)


def _undecided(net: Network, cone: Collection[int]) -> list[tuple[str, bool, int]]:
    keys = [(*net.fact_at[leaf], leaf) for leaf in sorted(cone) if leaf in net.fact_at]
    return [key for key in keys if net.state[key[0]] is Truth.UNKNOWN]


def _in_names(net: Network, sets: Collection[Way], *, complete: bool = True) -> MinimalSets:
    some = in_order([literal(net, leaf) for leaf in way] for way in sets)
    return MinimalSets(some[:LIMIT], complete=complete and len(some) <= LIMIT)


def _tried(net: Network, guesses: Mapping[int, Ways], progress: Progress) -> dict[int, MinimalSets]:
    """Guesses made as small as they can be, and more sets searched for while the work allows it."""
    if not guesses:
        return {}
    part = excerpt(net, cone_of(net, *guesses))
    whole = {number: node for node, number in part.place.items()}
    most = min(LIMIT, max(FEWEST_GUESSES, GUESSES_OF_ALL // len(net.names)))
    trials = [
        (part.place[node], frozenset(part.place[leaf] for leaf in way))
        for node, ways in guesses.items()
        for way in ways.sets[:most]
    ]
    found: dict[int, list[Way]] = {node: [] for node in guesses}
    for number, way in pared(part.net, trials, progress):
        found[whole[number]].append(frozenset(whole[leaf] for leaf in way))
    answers = {node: _in_names(net, sets, complete=False) for node, sets in found.items()}
    with suppress(Stopped):
        for node, sets in found.items():
            progress(0, 0)
            answers[node] = _sought(net, node, sets)
    return answers


def _sought(net: Network, node: int, found: Sequence[Way]) -> MinimalSets:
    """Minimal sets, with those that were found, as far as the work allows."""
    cone = cone_of(net, node)
    work = min(MOST_WORK, WORK_OF_ALL // len(net.names))
    questions = work // (len(cone) + sum(len(net.outs[one]) for one in cone))
    if len(found) >= LIMIT or questions < len(found) + FEWEST_QUESTIONS:
        return _in_names(net, found, complete=False)
    part = excerpt(net, cone)
    leaf_of = {literal(part.net, leaf): leaf for leaf in part.net.undecided.values()}
    given = [leaf for (name, holds), leaf in part.net.leaves.items() if sure(part.net.state[name], holds=holds)]

    def stands(names: Names) -> bool:
        return bool(greatest(part.net, [*given, *(leaf_of[name] for name in names)])[part.place[node]])

    known = [frozenset(literal(net, leaf) for leaf in way) for way in found]
    return minimal_sets(leaf_of, stands, known=known, questions=questions)


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

    edges = len(net.need) + sum(len(targets) for targets in net.outs)
    return minimal_sets(nodes_of, nothing_stands, questions=max(FEWEST_DEPARTURES, MOST_FELLING // edges))


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
