"""Conditions of a whole register as one network of threshold gates.

Every guard is a threshold: *all* needs every input, *any* one, *at least k* needs k, *sum* needs an amount with the
inputs weighted by theirs. *Unless* is pushed down to the leaves, where it is a separate leaf for the opposite. So one
counter for each gate is enough, and a fixed point costs as much as the network has edges (Dowling and Gallier 1984).
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from servanda.commitments.blocs import counted_through_members
from servanda.commitments.parts import amount_left, is_out
from servanda.commitments.register import Register, View, condition_of
from servanda.commitments.status import barred
from servanda.commitments.truth import fact_of
from servanda.errors import InputError
from servanda.logic import Truth
from servanda.records.commitment import Commitment
from servanda.records.condition import Guard, SumAtLeast

ALWAYS, NEVER = -1, -2
"""Inputs that are settled: they are folded away while the network is built."""

Input = tuple[int, int]
"""A node and its weight."""


@dataclass(frozen=True)
class Network:
    """Threshold gates; the first nodes are the commitments, in the order of their names."""

    names: tuple[str, ...]
    """Commitments, by node."""
    need: list[int]
    """How much weight each node needs."""
    total: list[int]
    """How much weight its inputs have together."""
    outs: list[list[Input]]
    """Where each node leads, and with which weight."""
    leaves: dict[tuple[str, bool], int]
    """Leaf of each fact that can still change: its name, and whether it is the fact or its opposite."""
    state: dict[str, Truth]
    """What is known of each of these facts: undecided, or a rung that is reached while its promise is there."""
    about: dict[int, list[str]]
    """Node of a commitment → facts about it, which can no longer hold or come once it is gone."""
    opposites: dict[int, int]
    """Leaf that holds while a commitment does not stand → node of the commitment."""
    node: dict[str, int]
    """Commitment → node."""

    @cached_property
    def undecided(self) -> dict[tuple[str, bool], int]:
        """Leaf of each undecided fact: its name, and whether it is the fact or its opposite."""
        return {key: leaf for key, leaf in self.leaves.items() if self.state[key[0]] is Truth.UNKNOWN}

    @cached_property
    def weighed(self) -> list[list[Input]]:
        """Where each node comes from, and with which weight."""
        sources: list[list[Input]] = [[] for _ in self.need]
        for node, targets in enumerate(self.outs):
            for target, weight in targets:
                sources[target].append((node, weight))
        return sources

    @cached_property
    def inputs(self) -> list[list[int]]:
        """Where each node comes from."""
        return [[source for source, _weight in inputs] for inputs in self.weighed]


def build(register: Register, view: View) -> Network:
    """The network of a register in one view.

    Raises:
        InputError: `guard-unknown-reference`, `guard-not-one-thing`, `guard-unknown-rung` or `reading-unknown`.
    """
    return _Builder(register, view).network()


class _Builder:
    """Adds gates one by one, folding away what is settled."""

    def __init__(self, register: Register, view: View) -> None:
        self._register = register
        self._view = view
        names = tuple(commitment.id for commitment in register.commitments)
        self._net = Network(
            names=names,
            need=[1] * len(names),
            total=[0] * len(names),
            outs=[[] for _ in names],
            leaves={},
            state={},
            about={},
            opposites={},
            node={name: number for number, name in enumerate(names)},
        )
        self._opposite_of: dict[int, int] = {}
        self._place = ""

    def network(self) -> Network:
        """Wire every commitment that is not barred."""
        for node, commitment in enumerate(self._register.commitments):
            self._place = commitment.id
            root = self._with_window(commitment, self._guard(condition_of(commitment, self._view), holds=True))
            if not barred(self._register, self._view, commitment):
                self._wire(node, root)
        return self._net

    def _wire(self, node: int, root: int) -> None:
        if root == ALWAYS:
            self._net.need[node] = 0
        elif root != NEVER:
            self._net.total[node] = 1
            self._net.outs[root].append((node, 1))

    def _with_window(self, commitment: Commitment, root: int) -> int:
        start = commitment.window.start
        if start is None or start <= self._view.as_of:
            return root
        return self._threshold([(root, 1), (self._fact(Guard(not_before=start), holds=True), 1)], 2)

    def _guard(self, guard: Guard, *, holds: bool) -> int:
        """Node that is on while the guard holds, or while it does not."""
        if guard.unless is not None:
            one_thing(guard, self._place)
            return self._guard(guard.unless, holds=not holds)
        if guard.promised is not None:
            one_thing(guard, self._place)
            return self._promise(self._known(guard.promised), holds=holds)
        if guard.sum is not None:
            one_thing(guard, self._place)
            sums = [self._weighed(weights, guard.sum.amount, holds=holds) for weights in self._weights(guard.sum)]
            each = sums if holds else [*sums, *self._vague(guard.sum)]
            return self._threshold([(node, 1) for node in each], 1 if holds else len(each))
        parts, need = parts_of(guard, self._place)
        if need is None:
            return self._fact(guard, holds=holds)
        nodes = [(self._guard(part, holds=holds), 1) for part in parts]
        return self._threshold(nodes, need if holds else len(nodes) - need + 1)

    def _weighed(self, weights: list[Input], amount: int, *, holds: bool) -> int:
        inputs = [(self._promise(node, holds=holds), weight) for node, weight in weights]
        whole = sum(weight for _node, weight in weights)
        return self._threshold(inputs, amount if holds else whole - amount + 1)

    def _weights(self, wanted: SumAtLeast) -> list[list[Input]]:
        """What each commitment adds, unit by unit: companies and brigades make no sum."""
        moment = self._view.as_of
        serving = [c for c in self._register.commitments if c.kind == "promise" and serves(c, wanted, moment)]
        counted = [c for c in serving if not counted_through_members(self._register, c, serving)]
        units: dict[str, list[Input]] = {}
        for commitment in counted:
            amount = amount_left(commitment, moment)
            if isinstance(amount, int) and amount:
                units.setdefault(commitment.unit, []).append((self._net.node[commitment.id], amount))
        return list(units.values()) or [[]]

    def _vague(self, wanted: SumAtLeast) -> list[int]:
        """Undecided leaves: promises that might add to the amount, without a stated number or place.

        They never help to reach it; that it is *not* reached cannot be said while they are there.
        """
        return [
            self._leaf(f"amount:{commitment.id}", Truth.UNKNOWN, commitment.id, holds=False)
            for commitment in self._register.commitments
            if might_add(commitment, wanted) and not barred(self._register, self._view, commitment)
        ]

    def _threshold(self, inputs: list[Input], need: int) -> int:
        need -= sum(weight for node, weight in inputs if node == ALWAYS)
        free = [(node, weight) for node, weight in inputs if node >= 0]
        if need <= 0:
            return ALWAYS
        if sum(weight for _node, weight in free) < need:
            return NEVER
        if len(free) == 1:
            return free[0][0]
        gate = self._new(need, sum(weight for _node, weight in free))
        for node, weight in free:
            self._net.outs[node].append((gate, weight))
        return gate

    def _new(self, need: int, total: int) -> int:
        self._net.need.append(need)
        self._net.total.append(total)
        self._net.outs.append([])
        return len(self._net.need) - 1

    def _known(self, commitment: str) -> int:
        if commitment not in self._net.node:
            raise unknown_reference("commitment", commitment, self._place)
        return self._net.node[commitment]

    def _promise(self, node: int, *, holds: bool) -> int:
        if holds:
            return node
        if node not in self._opposite_of:
            self._opposite_of[node] = leaf = self._new(1, 0)
            self._net.opposites[leaf] = node
        return self._opposite_of[node]

    def _fact(self, guard: Guard, *, holds: bool) -> int:
        fact = fact_of(self._register, self._view, guard, self._place)
        lasting = fact.kind != "rung" or fact.truth is not Truth.TRUE
        if fact.truth is not Truth.UNKNOWN and lasting:
            return ALWAYS if (fact.truth is Truth.TRUE) == holds else NEVER
        return self._leaf(fact.name, fact.truth, fact.about if fact.kind in {"act", "rung"} else "", holds=holds)

    def _leaf(self, name: str, truth: Truth, about: str, *, holds: bool) -> int:
        net = self._net
        if (name, holds) not in net.leaves:
            if about and name not in net.state:
                net.about.setdefault(net.node[about], []).append(name)
            net.state[name] = truth
            net.leaves[name, holds] = self._new(1, 0)
        return net.leaves[name, holds]


def serves(commitment: Commitment, wanted: SumAtLeast, as_of: datetime) -> bool:
    """Whether a commitment can add to an amount: same function, and sector and phase if the amount names them."""
    if commitment.function != wanted.function or is_out(commitment, as_of, sector=wanted.sector, phase=wanted.phase):
        return False
    sector = not wanted.sector or (isinstance(commitment.sectors, list) and wanted.sector in commitment.sectors)
    phase = not wanted.phase or not commitment.phases or wanted.phase in commitment.phases
    return sector and phase


def might_add(commitment: Commitment, wanted: SumAtLeast) -> bool:
    """Whether a promise may add to an amount although its own amount, or its place, is not stated."""
    if commitment.kind != "promise" or commitment.function != wanted.function:
        return False
    placed = isinstance(commitment.sectors, list)
    here = not wanted.sector or not placed or wanted.sector in commitment.sectors
    then = not wanted.phase or not commitment.phases or wanted.phase in commitment.phases
    vague = commitment.quantity == "unquantified" or (bool(wanted.sector) and not placed)
    return here and then and vague


def parts_of(guard: Guard, place: str) -> tuple[list[Guard], int | None]:
    """The parts of a compound guard and how many of them must hold; no number for a guard without parts.

    Raises:
        InputError: `guard-not-one-thing`.
    """
    one_thing(guard, place)
    if guard.all is not None:
        return guard.all, len(guard.all)
    if guard.any is not None:
        return guard.any, 1
    if guard.at_least is not None:
        return guard.at_least.of, guard.at_least.k
    if guard.unless is not None:
        return [guard.unless], 1
    return [], None


def one_thing(guard: Guard, place: str) -> str:
    """The one thing a guard states.

    Raises:
        InputError: `guard-not-one-thing` if it states none or several.
    """
    stated = [name for name in guard.__struct_fields__ if getattr(guard, name) is not None]
    if len(stated) != 1:
        raise InputError(
            "guard-not-one-thing",
            f"A condition states {' and '.join(stated) or 'nothing'}; it must state exactly one thing.",
            place=place,
            hint="Join several things with all or any.",
        )
    return stated[0]


def unknown_reference(kind: str, name: str, place: str) -> InputError:
    """The error for a guard that names something that is not in the register."""
    says = f"A condition names the {kind} '{name}', which is not in the register."
    return InputError("guard-unknown-reference", says, place=place, hint=f"Record the {kind} or mend its name.")
