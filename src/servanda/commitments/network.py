"""A register in a view → its network: every condition becomes gates, and what is settled is folded away."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from servanda.commitments.amounts import units_of, vague_in
from servanda.commitments.bulk import without_cycles
from servanda.commitments.gates import Network
from servanda.commitments.names import named
from servanda.commitments.register import Register, View, condition_of
from servanda.commitments.shape import UNCONDITIONAL, stated_in, unknown_reference
from servanda.commitments.status import bars
from servanda.commitments.truth import fact_of
from servanda.commitments.versions import present
from servanda.logic import Truth
from servanda.records.commitment import Commitment
from servanda.records.condition import AtLeast, Guard, RungAtLeast, SumAtLeast

__all__ = ["Network", "build"]

ALWAYS, NEVER = -1, -2
"""Inputs that are settled."""


def build(register: Register, view: View) -> Network:
    """The network of a register in one view; asked again in the same view, the same network.

    Raises:
        InputError: `guard-unknown-reference`, `guard-not-one-thing`, `guard-unknown-rung` or `reading-unknown`.
    """
    with without_cycles():
        return register.keep("network", view, lambda: _Builder(register, view).network())


class _Builder:
    """Adds gates one by one."""

    def __init__(self, register: Register, view: View) -> None:
        self._register = register
        self._view = view
        self._bars = bars(register, view)
        self._net = Network.of(commitment.id for commitment in register.commitments)
        self._opposite_of: dict[int, int] = {}
        self._settled: dict[tuple[object, ...], int] = {}
        self._units: dict[tuple[str, str, str], list[list[tuple[str, int]]]] = {}
        self._place = ""
        self._end: datetime | None = None
        self._make: dict[str, Callable[[Any, bool], int]] = {
            "all": self._all,
            "any": self._any,
            "at_least": self._at_least,
            "promised": partial(self._named, "promised"),
            "sum": self._sum,
            "unless": lambda part, holds: self._guard(part, not holds),
            "done": partial(self._named, "done"),
            "rung": partial(self._named, "rung"),
            "event": partial(self._fact, "event"),
            "not_before": partial(self._moment, "not_before"),
            "not_after": partial(self._moment, "not_after"),
        }

    def network(self) -> Network:
        """Wire every commitment that is not barred."""
        for node, commitment in enumerate(self._register.commitments):
            self._place, self._end = commitment.id, commitment.window.end
            condition = condition_of(commitment, self._view)
            asked = ALWAYS if condition == UNCONDITIONAL else self._guard(condition, holds=True)
            root = self._with_window(commitment, asked)
            if not self._bars[node]:
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
        return self._counted([root, self._fact("not_before", start, holds=True)], 2)

    def _guard(self, guard: Guard, holds: bool) -> int:  # noqa: FBT001 - private, called once for each part
        """Node that is on while the guard holds, or while it does not."""
        name, value = stated_in(guard, self._place)
        return self._make[name](value, holds)

    def _all(self, parts: list[Guard], holds: bool) -> int:  # noqa: FBT001 - as above
        return self._counted([self._guard(part, holds) for part in parts], len(parts) if holds else 1)

    def _any(self, parts: list[Guard], holds: bool) -> int:  # noqa: FBT001 - as above
        return self._counted([self._guard(part, holds) for part in parts], 1 if holds else len(parts))

    def _at_least(self, wanted: AtLeast, holds: bool) -> int:  # noqa: FBT001 - as above
        nodes = [self._guard(part, holds) for part in wanted.of]
        return self._counted(nodes, wanted.k if holds else len(nodes) - wanted.k + 1)

    def _named(self, name: str, value: object, holds: bool) -> int:  # noqa: FBT001 - as above
        """What speaks of a promise, in its present version; of several all must agree, on *unless* too."""
        make = self._promised if name == "promised" else partial(self._fact, name)
        if (value.commitment if isinstance(value, RungAtLeast) else value) not in self._register.successors:
            return make(value, holds)
        parts = present(self._register, Guard(**{name: value}), self._view.as_of)  # type: ignore[arg-type]
        return self._counted([make(getattr(part, name), holds) for part in parts], len(parts))

    def _promised(self, name: Any, holds: bool) -> int:  # noqa: FBT001, ANN401 - as above
        node = self._net.node.get(name)
        if node is None:
            raise unknown_reference("commitment", name, self._place)
        return node if holds else self._opposite(node)

    def _sum(self, wanted: SumAtLeast, holds: bool) -> int:  # noqa: FBT001 - as above
        key = ("sum", (wanted.function, wanted.amount, wanted.sector, wanted.phase), holds)
        if key not in self._settled:
            sums = [self._weighed(weights, wanted.amount, holds) for weights in self._units_of(wanted)]
            each = sums if holds else [*sums, *self._vague(wanted)]
            self._settled[key] = self._counted(each, 1 if holds else len(each))
        return self._settled[key]

    def _units_of(self, wanted: SumAtLeast) -> list[list[tuple[str, int]]]:
        key = (wanted.function, wanted.sector, wanted.phase)
        if key not in self._units:
            self._units[key] = units_of(self._register, wanted, self._view.as_of)
        return self._units[key]

    def _vague(self, wanted: SumAtLeast) -> list[int]:
        """Undecided leaves: promises that may add to the amount, without a stated number or place, or of a bloc.

        They never help to reach it; that it is *not* reached cannot be said while they are there.
        """
        return [
            self._leaf(named("amount", commitment.id), Truth.UNKNOWN, commitment.id, holds=False)
            for commitment in vague_in(self._register, wanted, self._view.as_of)
            if not self._bars[self._net.node[commitment.id]]
        ]

    def _moment(self, name: str, value: object, holds: bool) -> int:  # noqa: FBT001 - as above
        """*Unless not before* a moment is *before* it, and the other way round."""
        other = "not_after" if name == "not_before" else "not_before"
        return self._fact(name if holds else other, value, holds=True)

    def _fact(self, name: str, value: object, holds: bool) -> int:  # noqa: FBT001 - as above
        key = (name, value, holds, self._end if name == "not_before" else None)
        node = self._settled.get(key)
        if node is None:
            node = self._settled[key] = self._stated(Guard(**{name: value}), holds)  # type: ignore[arg-type]
        return node

    def _stated(self, guard: Guard, holds: bool) -> int:  # noqa: FBT001 - as above
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
            net.leaves[name, holds] = net.grow(1, 0)
        return net.leaves[name, holds]

    def _opposite(self, node: int) -> int:
        if node not in self._opposite_of:
            self._opposite_of[node] = leaf = self._net.grow(1, 0)
            self._net.opposites[leaf] = node
        return self._opposite_of[node]

    def _counted(self, nodes: Sequence[int], need: int) -> int:
        """A gate that needs so many of its inputs."""
        free = [node for node in nodes if node >= 0]
        if len(free) < len(nodes):
            need -= nodes.count(ALWAYS)
        if need <= 0 or len(free) < need:
            return ALWAYS if need <= 0 else NEVER
        if len(free) == 1:
            return free[0]
        gate = self._net.grow(need, len(free))
        link = (gate, 1)
        for node in free:
            self._net.outs[node].append(link)
        return gate

    def _weighed(self, weights: Sequence[tuple[str, int]], amount: int, holds: bool) -> int:  # noqa: FBT001 - as above
        """A gate that needs so much weight of its promises, or so much missing that the amount cannot be reached."""
        whole = sum(weight for _name, weight in weights)
        need = amount if holds else whole - amount + 1
        if need <= 0 or whole < need:
            return ALWAYS if need <= 0 else NEVER
        gate = self._net.grow(need, whole)
        for name, weight in weights:
            self._net.outs[self._promised(name, holds)].append((gate, weight))
        return gate
