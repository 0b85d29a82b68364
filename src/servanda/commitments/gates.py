"""Conditions of a whole register as one network of threshold gates.

Every guard is a threshold: *all* needs every input, *any* one, *at least k* needs k, *sum* needs an amount with the
inputs weighted by theirs. *Unless* is pushed down to the leaves, where it is a separate leaf for the opposite. So one
counter for each gate is enough, and a fixed point costs as much as the network has edges (Dowling and Gallier 1984).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from servanda.logic import Truth

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
    kept: dict[str, object] = field(default_factory=dict, repr=False, compare=False)
    """What was worked out of the network as it is."""

    @classmethod
    def of(cls, commitments: Iterable[str]) -> "Network":
        """A network of commitments without gates: none of them stands."""
        names = tuple(commitments)
        return cls(
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

    def grow(self, need: int, total: int) -> int:
        """One more node."""
        self.need.append(need)
        self.total.append(total)
        self.outs.append([])
        return len(self.need) - 1

    @cached_property
    def undecided(self) -> dict[tuple[str, bool], int]:
        """Leaf of each undecided fact: its name, and whether it is the fact or its opposite."""
        return {key: leaf for key, leaf in self.leaves.items() if self.state[key[0]] is Truth.UNKNOWN}

    @cached_property
    def fact_at(self) -> dict[int, tuple[str, bool]]:
        """Leaf → its fact, and whether it is the fact or its opposite."""
        return {leaf: key for key, leaf in self.leaves.items()}

    @cached_property
    def denied(self) -> dict[int, list[int]]:
        """Node of a commitment → leaf that holds while it does not stand, where a condition asks for that."""
        return {node: [leaf] for leaf, node in self.opposites.items()}

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
