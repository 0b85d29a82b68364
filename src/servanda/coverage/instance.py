"""A plan and a register in one view, as columns: what the exact questions about many cases at once are asked of.

An instance is made once and asked many times; it knows everybody, whoever the view assumes gone.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby

import numpy as np

from servanda.commitments import Register, View
from servanda.commitments.fixpoints import solve
from servanda.commitments.gates import Network
from servanda.commitments.network import build
from servanda.coverage.reach import Ints
from servanda.coverage.state import Counting, State, met_in, ranks_of
from servanda.coverage.supply import MOST_SECTORS, Serving, offers_of, serving_of
from servanda.errors import InputError
from servanda.records.plan import Plan, Requirement

__all__ = ["MOST_SECTORS", "Counting", "Group", "Instance", "cells_by_group", "instance_of"]


@dataclass(frozen=True)
class Group:
    """One function in one phase: a transport problem of its own, because supplies may be divided and moved."""

    function: str
    """Function."""
    phase: str
    """Phase."""
    requirements: tuple[str, ...]
    """Requirements with a number, by sector."""
    sectors: tuple[str, ...]
    """Their sectors; bit s of a mask is sector s."""
    needs: Ints
    """(sectors,) what each needs."""
    commitments: Ints
    """(offers,) node of each promise in the network."""
    amounts: Ints
    """(offers,) what each can give."""
    masks: Ints
    """(offers,) the sectors each can reach, as bits."""


@dataclass(frozen=True)
class Instance:
    """The plan against everything on record that could stand, whoever is assumed gone."""

    plan: Plan
    """Plan."""
    register: Register
    """Register."""
    view: View
    """View, with nobody assumed gone."""
    absent: frozenset[str]
    """Whom or what the view assumed gone from the beginning."""
    net: Network
    """Its network of conditions."""
    providers: tuple[str, ...]
    """Providers of promises, sorted."""
    provider_of: Ints
    """(commitments,) provider of each promise; -1 for a refusal."""
    serving: tuple[Serving, ...]
    """By function and phase, what serves or might serve each cell."""

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """By function and phase, what is promised in number; groups without a need in number have no sectors.

        Raises:
            InputError: `coverage-too-many-sectors`.
        """
        return tuple(_group(serving) for serving in self.serving)

    @cached_property
    def nodes_of(self) -> tuple[Ints, ...]:
        """For each provider the nodes of its promises."""
        return tuple(np.flatnonzero(self.provider_of == number) for number in range(len(self.providers)))

    def gone(self, names: Collection[str] = ()) -> frozenset[int]:
        """Nodes that go with these providers, or bear one of these names, and those gone from the beginning."""
        out = self.absent.union(names)
        records = self.register.commitments if out else ()
        return frozenset(n for n, one in enumerate(records) if one.provider in out or one.id in out)

    @cached_property
    def now(self) -> State:
        """How everything stands in the view."""
        return self.state(self.gone())

    def state(self, gone: frozenset[int], near: State | None = None, **facts: Collection[str]) -> State:
        """How everything stands in one case.

        Args:
            gone: Nodes of the promises that are gone.
            near: Another state of this instance; what stands the same there is taken over.
            facts: `true` and `false`: undecided facts to take so.
        """
        model = solve(self.net, facts.get("true", ()), gone, facts.get("false", ()))
        ranks = ranks_of(model, len(self.net.names))
        if near is None:
            return State(ranks, tuple(met_in(serving, ranks) for serving in self.serving))
        changed = ranks != near.ranks
        pairs = zip(self.serving, near.met, strict=True)
        return State(ranks, tuple(met_in(s, ranks) if changed[s.nodes].any() else old for s, old in pairs))


def instance_of(plan: Plan, register: Register, view: View) -> Instance:
    """The columns of a plan and a register in one view; whom the view assumes gone is left to the questions.

    Cost: linear in promises × phases.

    Raises:
        InputError: `plan-cell-twice`, `coverage-too-large`, and as `stand`.
    """
    everyone = replace(view, withdrawn=frozenset())
    net = build(register, everyone)
    promises = [c for c in register.commitments if c.kind == "promise"]
    providers = tuple(sorted({c.provider for c in promises}))
    number = {name: place for place, name in enumerate(providers)}
    provider_of = [number[c.provider] if c.kind == "promise" else -1 for c in register.commitments]
    grouped = cells_by_group(plan)
    offers = offers_of(register, everyone, net.node, {cells[0].function for cells in grouped})
    serving = tuple(serving_of(register, everyone, offers[cells[0].function], cells) for cells in grouped)
    return Instance(
        plan, register, everyone, view.withdrawn, net, providers, np.array(provider_of, dtype=np.int64), serving
    )


def cells_by_group(plan: Plan) -> list[list[Requirement]]:
    """Requirements by function and phase; within one, by sector.

    Raises:
        InputError: `plan-cell-twice` if two requirements name one function, sector and phase.
    """
    ordered = sorted(plan.requirements, key=lambda need: (need.function, need.phase, need.sector, need.id))
    seen: dict[tuple[str, str, str], str] = {}
    for need in ordered:
        first = seen.setdefault((need.function, need.phase, need.sector), need.id)
        if first != need.id:
            says = f"'{first}' and '{need.id}' both state what {need.function} needs in {need.sector}, {need.phase}."
            raise InputError("plan-cell-twice", says, place=need.id, hint="Join them into one requirement.")
    return [list(group) for _key, group in groupby(ordered, key=lambda need: (need.function, need.phase))]


def _group(serving: Serving) -> Group:
    cells = [serving.cells[place] for place in serving.counted]
    _refuse_many(serving.cells[0], len(cells))
    offers = np.flatnonzero(serving.masks > 0)
    return Group(
        function=serving.cells[0].function,
        phase=serving.cells[0].phase,
        requirements=tuple(cell.id for cell in cells),
        sectors=tuple(cell.sector for cell in cells),
        needs=np.array(serving.needs, dtype=np.int64),
        commitments=serving.nodes[offers],
        amounts=serving.amounts[offers],
        masks=serving.masks[offers],
    )


def _refuse_many(cell: Requirement, sectors: int) -> None:
    if sectors > MOST_SECTORS:
        says = f"{cell.function} in {cell.phase} names {sectors} sectors; at most {MOST_SECTORS} are divided."
        raise InputError("coverage-too-many-sectors", says, place=cell.id, hint="Join sectors.")
