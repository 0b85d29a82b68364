"""Further pledges as columns beside the register: which can serve what, and when each would stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from servanda.commitments import RUNGS, Register, View, barred
from servanda.commitments.guards import atoms_of
from servanda.coverage.instance import Group, Instance, Ints, instance_of
from servanda.coverage.supply import in_phase
from servanda.errors import InputError
from servanda.records.commitment import Commitment, StatusEvent
from servanda.records.condition import Guard
from servanda.records.plan import FurtherPledge, Plan, Requirement

Unusable: TypeAlias = Literal["gone", "below-floor", "bloc", "member", "serves-nothing"]
"""Why a further pledge is not taken: its provider is assumed gone, it is not firm enough, part of it may be counted
already through the members of a bloc or the bloc itself, or it fits no requirement."""

_PREFIX = "further pledge "


@dataclass(frozen=True)
class Offered:
    """The register with the further pledges beside it, each a promise of a function of its own, so that no sum of the
    register counts it."""

    instance: Instance
    """Plan and register; its providers are also those of the pledges, its last nodes the pledges."""
    pledges: tuple[FurtherPledge, ...]
    """The usable ones, by name."""
    nodes: Ints
    """(pledges,) node of each in the network."""
    unusable: Mapping[str, Unusable]
    """The others, and why."""

    def masks(self, group: Group, needs: Mapping[str, Requirement]) -> Ints:
        """(pledges,) the sectors of a group that each can serve, as bits."""
        cells = [needs[name] for name in group.requirements]
        found = [
            sum(1 << bit for bit, cell in enumerate(cells) if serves(pledge, cell))
            if pledge.function == group.function
            else 0
            for pledge in self.pledges
        ]
        return np.array(found, dtype=np.int64)


def offered(plan: Plan, register: Register, view: View) -> Offered:
    """A plan, a register and the plan's further pledges, as columns.

    Raises:
        InputError: `further-twice`, `further-names-further`, and as `instance_of`.
    """
    _check_names(plan, register)
    ordered = sorted(plan.further, key=lambda pledge: pledge.id)
    reasons = {pledge.id: _unusable(plan, register, view, pledge) for pledge in ordered}
    usable = tuple(pledge for pledge in ordered if not reasons[pledge.id])
    beside = tuple(_as_promise(pledge, view) for pledge in usable)
    both = Register((*register.commitments, *beside), register.events, register.members)
    instance = instance_of(plan, both, view)
    nodes = np.array([instance.net.node[one.id] for one in beside], dtype=np.int64)
    return Offered(instance, usable, nodes, {name: why for name, why in reasons.items() if why})


def serves(pledge: FurtherPledge, need: Requirement) -> bool:
    """Whether a further pledge, once given, fits a requirement."""
    here = pledge.function == need.function and need.sector in pledge.sectors
    then = not pledge.phases or need.phase in pledge.phases
    same_unit = not need.unit or need.unit == pledge.unit
    ready = need.readiness_h is None or (pledge.readiness_h is not None and pledge.readiness_h <= need.readiness_h)
    return here and then and same_unit and ready and RUNGS.index(pledge.rung) >= RUNGS.index(need.min_rung)


def _check_names(plan: Plan, register: Register) -> None:
    names: set[str] = set()
    for pledge in plan.further:
        if pledge.id in names or pledge.id in register.by_id:
            says = f"'{pledge.id}' names a further pledge and something else besides."
            raise InputError("further-twice", says, place=pledge.id, hint="Give each a name of its own.")
        names.add(pledge.id)
    for pledge in plan.further:
        named = sorted(_named_in(pledge.condition, pledge.id) & names)
        if named:
            says = f"The further pledge '{pledge.id}' waits for the further pledge '{named[0]}'."
            hint = "Let it wait for events and for commitments of the register only."
            raise InputError("further-names-further", says, place=pledge.id, hint=hint)


def _named_in(guard: Guard, place: str) -> set[str]:
    if guard == Guard(all=[]):
        return set()
    atoms = [atom.guard for atom in atoms_of(guard, place)]
    names = {name for atom in atoms for name in (atom.promised, atom.done) if name}
    return names | {atom.rung.commitment for atom in atoms if atom.rung}


def _unusable(plan: Plan, register: Register, view: View, pledge: FurtherPledge) -> Unusable | Literal[""]:
    if view.withdrawn & {pledge.provider, pledge.id}:
        return "gone"
    if RUNGS.index(pledge.rung) < RUNGS.index(view.floor):
        return "below-floor"
    if not any(serves(pledge, need) for need in plan.requirements if isinstance(need.quantity, int)):
        return "serves-nothing"
    return _counted_already(plan, register, view, pledge) if register.members else ""


def _counted_already(
    plan: Plan, register: Register, view: View, pledge: FurtherPledge
) -> Literal["bloc", "member", ""]:
    """Which part of a bloc's promise its members state is not known, so the two are never added."""
    beside = {c.provider for c in register.commitments if _overlaps(c, pledge) and not barred(register, view, c)}
    others = beside | {other.provider for other in plan.further if other.function == pledge.function}
    if others & set(register.members.get(pledge.provider, ())):
        return "bloc"
    blocs = {bloc for bloc, members in register.members.items() if pledge.provider in members}
    return "member" if blocs & beside else ""


def _overlaps(commitment: Commitment, pledge: FurtherPledge) -> bool:
    phases: Sequence[str] = pledge.phases or commitment.phases or [""]
    same = commitment.kind == "promise" and commitment.function == pledge.function
    return same and any(in_phase(commitment, phase) for phase in phases)


def _as_promise(pledge: FurtherPledge, view: View) -> Commitment:
    day = view.as_of.date().isoformat()
    given = StatusEvent(axis="legal", value="in_force", occurred_on=day, known_on=view.as_of, support=[pledge.id])
    there = StatusEvent(axis="material", value="in_place", occurred_on=day, known_on=view.as_of, support=[pledge.id])
    return Commitment(
        id=_PREFIX + pledge.id,
        provider=pledge.provider,
        beneficiary="",
        function=_PREFIX + pledge.id,
        says={},
        condition=pledge.condition,
        status=[given, there],
        support=[pledge.id],
    )
