"""What a promise still waits for, and whose departure would bring it down. Withdrawal sets are desk-only."""

from collections.abc import Collection

from servanda.commitments.fixpoints import model_of, solve
from servanda.commitments.gates import Network
from servanda.commitments.minimal import MinimalSets, Names, minimal_sets
from servanda.commitments.network import build
from servanda.commitments.register import Register, View
from servanda.errors import InputError

_NONE_NEEDED = MinimalSets(((),), complete=True)


def unlock_sets(register: Register, view: View, commitment: str) -> MinimalSets:
    """The smallest sets of undecided facts that, if they came true, would let a promise stand.

    Circles are taken as kept. One empty set means that it stands already; no set means that nothing undecided can
    help. Facts are named as in `Need.item`: an event by its name, `done:…`, `rung:…`, `after:…`.

    Raises:
        InputError: `commitment-unknown`; `register-not-monotone` if an *unless* bears on it.
    """
    register.named(commitment)
    net = build(register, view)
    return unlocks_in(net, net.node[commitment])


def unlocks_in(net: Network, node: int) -> MinimalSets:
    """Unlock sets of one commitment of a network that is already built.

    Raises:
        InputError: `register-not-monotone`.
    """
    if model_of(net).standing[node]:
        return _NONE_NEEDED
    cone = cone_of(net, node)
    _refuse_unless(net, cone, net.names[node])
    universe = [name for (name, holds), leaf in net.undecided.items() if holds and leaf in cone]
    return minimal_sets(universe, lambda true: bool(solve(net, true).standing[node]))


def withdrawal_sets(register: Register, view: View, targets: Collection[str]) -> MinimalSets:
    """The smallest sets of providers without whom none of the targets stands any more. Desk-only.

    Targets that do not stand already are left aside; if none stands, the one empty set is the answer.

    Raises:
        InputError: `commitment-unknown`; `register-not-monotone` if an *unless* bears on a target.
    """
    for target in targets:
        register.named(target)
    net = build(register, view)
    now = model_of(net).standing
    nodes = sorted(net.node[target] for target in targets if now[net.node[target]])
    cone = set().union(*(cone_of(net, node) for node in nodes)) if nodes else set()
    _refuse_unless(net, cone, ", ".join(sorted(targets)))
    nodes_of: dict[str, set[int]] = {}
    for node, owner in enumerate(register.commitments):
        if node in cone and now[node]:
            nodes_of.setdefault(owner.provider, set()).add(node)

    def nothing_stands(gone: Names) -> bool:
        left = solve(net, gone=frozenset(node for name in gone for node in nodes_of[name])).standing
        return not any(left[node] for node in nodes)

    return minimal_sets(nodes_of, nothing_stands)


def serving(register: Register, function: str) -> list[str]:
    """Promises that serve a function, by name."""
    return [c.id for c in register.commitments if c.kind == "promise" and c.function == function]


def cone_of(net: Network, node: int) -> set[int]:
    """Every node that bears on a node, itself included."""
    sources = net.inputs
    seen = {node}
    waiting = [node]
    while waiting:
        current = waiting.pop()
        behind = [*sources[current], *([net.opposites[current]] if current in net.opposites else [])]
        for source in behind:
            if source not in seen:
                seen.add(source)
                waiting.append(source)
    return seen


def cone_ahead(net: Network, leaves: set[int]) -> set[int]:
    """Every node that some nodes bear on, themselves included."""
    leaf_of: dict[int, list[int]] = {}
    for leaf, node in net.opposites.items():
        leaf_of.setdefault(node, []).append(leaf)
    seen = set(leaves)
    waiting = sorted(leaves)
    while waiting:
        current = waiting.pop()
        for target in [*(node for node, _weight in net.outs[current]), *leaf_of.get(current, [])]:
            if target not in seen:
                seen.add(target)
                waiting.append(target)
    return seen


def monotone(net: Network, node: int) -> bool:
    """Whether no *unless* bears on a node: more true facts can then only help it."""
    return not _negated(net, cone_of(net, node))


def _negated(net: Network, cone: set[int]) -> bool:
    facts = any(not holds and leaf in cone for (_name, holds), leaf in net.leaves.items())
    return facts or any(leaf in cone for leaf in net.opposites)


def _refuse_unless(net: Network, cone: set[int], about: str) -> None:
    if _negated(net, cone):
        raise InputError(
            "register-not-monotone",
            f"A condition that bears on {about} says *unless*: with it, more can mean less, and no set is minimal.",
            hint="Ask under assumed values instead: stand(register, view.assuming(...)).",
        )
