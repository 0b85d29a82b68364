"""A plan and a register in one view, as columns: what the exact questions about many cases at once are asked of."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from servanda.commitments import Register, View
from servanda.commitments.network import Network, build
from servanda.coverage.supply import Supplier, suppliers_for
from servanda.errors import InputError
from servanda.records.commitment import Label
from servanda.records.plan import Plan, Requirement

Counting: TypeAlias = Literal["secured", "mutual", "possible"]
"""What counts as met: credible promises; also those that stand in a circle; also those that wait for something."""

MOST_SECTORS = 62
"""Sectors of one function and phase that fit the bits of a mask."""

Ints: TypeAlias = npt.NDArray[np.int64]


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

    register: Register
    """Register."""
    view: View
    """View, with nobody assumed gone."""
    net: Network
    """Its network of conditions."""
    providers: tuple[str, ...]
    """Providers of promises, sorted."""
    provider_of: Ints
    """(commitments,) provider of each promise; -1 for a refusal."""
    groups: tuple[Group, ...]
    """By function and phase."""

    @cached_property
    def nodes_of(self) -> tuple[Ints, ...]:
        """For each provider the nodes of its promises."""
        return tuple(np.flatnonzero(self.provider_of == number) for number in range(len(self.providers)))


def instance_of(plan: Plan, register: Register, view: View) -> Instance:
    """The columns of a plan and a register in one view.

    Cost: linear in promises × phases.

    Raises:
        InputError: `plan-cell-twice`, `coverage-too-many-sectors`, and as `stand`.
    """
    everyone = replace(view, withdrawn=frozenset())
    net = build(register, everyone)
    promises = [c for c in register.commitments if c.kind == "promise"]
    providers = tuple(sorted({c.provider for c in promises}))
    number = {name: place for place, name in enumerate(providers)}
    provider_of = [number[c.provider] if c.kind == "promise" else -1 for c in register.commitments]
    groups = [_group(register, everyone, net, cells) for cells in cells_by_group(plan)]
    return Instance(register, everyone, net, providers, np.array(provider_of, dtype=np.int64), tuple(groups))


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


def _group(register: Register, view: View, net: Network, cells: Sequence[Requirement]) -> Group:
    counted = [cell for cell in cells if isinstance(cell.quantity, int)]
    if len(counted) > MOST_SECTORS:
        says = (
            f"{cells[0].function} in {cells[0].phase} names {len(counted)} sectors; at most {MOST_SECTORS} are divided."
        )
        raise InputError("coverage-too-many-sectors", says, place=cells[0].id, hint="Join sectors.")
    place = {cell.id: number for number, cell in enumerate(counted)}
    labels: dict[str, Label] = dict.fromkeys(net.names, "open")
    offers = [(s, _mask(s, place)) for s in suppliers_for(register, view, labels, cells) if s.amount]
    offers = [(supplier, mask) for supplier, mask in offers if mask]
    return Group(
        function=cells[0].function,
        phase=cells[0].phase,
        requirements=tuple(cell.id for cell in counted),
        sectors=tuple(cell.sector for cell in counted),
        needs=np.array([cell.quantity for cell in counted], dtype=np.int64),
        commitments=np.array([net.node[supplier.commitment] for supplier, _mask in offers], dtype=np.int64),
        amounts=np.array([supplier.amount for supplier, _mask in offers], dtype=np.int64),
        masks=np.array([mask for _supplier, mask in offers], dtype=np.int64),
    )


def _mask(supplier: Supplier, place: dict[str, int]) -> int:
    return sum(1 << place[name] for name in supplier.serves if name in place)
