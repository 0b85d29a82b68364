"""Further pledges as columns beside the register: which can serve what, and when each would stand."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeAlias

import numpy as np

from servanda.commitments import RUNGS, Register, View, barred, barred_on_record, in_phase
from servanda.commitments.network import Network, build
from servanda.commitments.shape import ends_of, parts_of, stated_in, unknown_reference
from servanda.coverage.instance import Group, Instance
from servanda.coverage.reach import Bools, Ints
from servanda.errors import InputError
from servanda.records.commitment import Commitment, StatusEvent
from servanda.records.condition import Guard
from servanda.records.plan import FurtherPledge, Plan, Requirement

Unusable: TypeAlias = Literal["gone", "below-floor", "bloc", "member", "serves-nothing"]
"""Why a further pledge is not taken: it is assumed gone, not firm enough, perhaps counted already, or of no use.

*bloc* and *member*: part of it may be counted already, through the members of a bloc or through the bloc itself.
"""

_PREFIX = "further pledge "


@dataclass(frozen=True)
class Offered:
    """An instance with the plan's further pledges beside it.

    Each is a promise of a function of its own, so that no sum of the register counts it.
    """

    instance: Instance
    """Plan and register."""
    pledges: tuple[FurtherPledge, ...]
    """The usable ones, by name."""
    unusable: Mapping[str, Unusable]
    """The others, and why."""
    net: Network
    """Conditions of the register, and of the pledges unless all of these speak of promises only."""
    rows: Ints
    """Nodes in it: of the commitments, by name, then of the pledges if it holds them."""
    providers: tuple[str, ...]
    """Providers of promises and of pledges, sorted."""

    @cached_property
    def rows_of(self) -> tuple[Ints, ...]:
        """For each provider the rows of its promises and pledges."""
        commitments = self.instance.register.commitments
        whose = [c.provider if c.kind == "promise" else "" for c in commitments]
        whose += [pledge.provider for pledge in self.pledges]
        found: dict[str, list[int]] = {name: [] for name in self.providers}
        for row, name in enumerate(whose):
            if name in found:
                found[name].append(row)
        return tuple(np.array(found[name], dtype=np.int64) for name in self.providers)

    def kept(self, stands: Bools, gone: Bools) -> Bools:
        """(commitments and pledges, cases) what is left.

        Args:
            stands: (rows, cases) what of the network stands.
            gone: (commitments and pledges, cases) whose provider left.
        """
        if len(stands) == len(gone):
            return stands
        node = self.instance.net.node
        table = [_holds(pledge.condition, stands, node) for pledge in self.pledges]
        holds = np.array(table, dtype=np.bool_).reshape(len(self.pledges), gone.shape[1])
        return np.vstack([stands, holds & ~gone[len(stands) :]])

    def row(self, pledge: int) -> int:
        """Row of a pledge."""
        return len(self.instance.net.names) + pledge

    def masks(self, group: Group, pledges: Ints) -> Ints:
        """(pledges,) the sectors of a group that each can serve, as bits."""
        cells = [self.needs[name] for name in group.requirements]
        fitting: dict[tuple[object, ...], dict[str, int]] = {}
        masks = np.zeros(len(pledges), dtype=np.int64)
        for place, number in enumerate(pledges.tolist()):
            pledge = self.pledges[number]
            kind = (pledge.unit, pledge.readiness_h, pledge.rung)
            if kind not in fitting:
                fitting[kind] = {cell.sector: 1 << bit for bit, cell in enumerate(cells) if _meets(pledge, cell)}
            if not pledge.phases or group.phase in pledge.phases:
                masks[place] = sum(fitting[kind].get(sector, 0) for sector in set(pledge.sectors))
        return masks

    @cached_property
    def needs(self) -> Mapping[str, Requirement]:
        """Requirements by name."""
        return {need.id: need for need in self.instance.plan.requirements}


def offered(instance: Instance) -> Offered:
    """An instance and its plan's further pledges, as columns.

    Raises:
        InputError: `further-twice`, `further-names-further`, `guard-unknown-reference`.
    """
    plan, register = instance.plan, instance.register
    _check_names(plan, register)
    by_function: dict[str, list[Requirement]] = {}
    for need in plan.requirements:
        if isinstance(need.quantity, int):
            by_function.setdefault(need.function, []).append(need)
    ordered = sorted(plan.further, key=lambda pledge: pledge.id)
    reasons = {one.id: _unusable(instance, by_function.get(one.function, ()), one) for one in ordered}
    usable = tuple(pledge for pledge in ordered if not reasons[pledge.id])
    beside = tuple(_as_promise(pledge, instance.view) for pledge in usable)
    both = Register((*register.commitments, *beside), register.events, register.members)
    net = instance.net if all(_plain(pledge.condition) for pledge in usable) else build(both, instance.view)
    names = [*instance.net.names, *(one.id for one in beside if net is not instance.net)]
    return Offered(
        instance=instance,
        pledges=usable,
        unusable={name: why for name, why in reasons.items() if why},
        net=net,
        rows=np.array([net.node[name] for name in names], dtype=np.int64),
        providers=tuple(sorted({*instance.providers, *(pledge.provider for pledge in usable)})),
    )


def serves(pledge: FurtherPledge, need: Requirement) -> bool:
    """Whether a further pledge, once given, fits a requirement."""
    here = pledge.function == need.function and need.sector in pledge.sectors
    then = not pledge.phases or need.phase in pledge.phases
    return here and then and _meets(pledge, need)


def _meets(pledge: FurtherPledge, need: Requirement) -> bool:
    """Whether unit, readiness and firmness are those that are needed."""
    same_unit = not need.unit or need.unit == pledge.unit
    ready = need.readiness_h is None or (pledge.readiness_h is not None and pledge.readiness_h <= need.readiness_h)
    return same_unit and ready and RUNGS.index(pledge.rung) >= RUNGS.index(need.min_rung)


def _plain(guard: Guard) -> bool:
    """Whether a condition speaks of promises only: it then holds wherever they count, and needs no network."""
    name, value = stated_in(guard, "")
    if name in {"all", "any"}:
        return all(_plain(part) for part in value)
    return all(_plain(part) for part in value.of) if name == "at_least" else name == "promised"


def _holds(guard: Guard, stands: Bools, node: Mapping[str, int]) -> Bools:
    """(cases,) where a plain condition holds."""
    parts, need = parts_of(guard, "")
    if need is None:
        there: Bools = stands[node[guard.promised or ""]]
        return there
    counts = np.zeros(stands.shape[1], dtype=np.int64)
    for part in parts:
        counts += _holds(part, stands, node)
    enough: Bools = counts >= need
    return enough


def _check_names(plan: Plan, register: Register) -> None:
    names: set[str] = set()
    for pledge in plan.further:
        if pledge.id in names or pledge.id in register.by_id:
            says = f"'{pledge.id}' names a further pledge and something else besides."
            raise InputError("further-twice", says, place=pledge.id, hint="Give each a name of its own.")
        names.add(pledge.id)
    for pledge in plan.further:
        for name in _named_in(pledge):
            if name in names:
                says = f"The further pledge '{pledge.id}' waits for the further pledge '{name}'."
                hint = "Let it wait for events and for commitments of the register only."
                raise InputError("further-names-further", says, place=pledge.id, hint=hint)
            if name not in register.by_id:
                raise unknown_reference("commitment", name, pledge.id)


def _named_in(pledge: FurtherPledge) -> list[str]:
    """Commitments that its condition names."""
    ends = ends_of(pledge.condition, pledge.id)
    direct = [value for name, value in ends if name in {"promised", "done"}]
    return sorted({*direct, *(value.commitment for name, value in ends if name == "rung")})


def _unusable(instance: Instance, needs: Iterable[Requirement], pledge: FurtherPledge) -> Unusable | Literal[""]:
    if instance.absent & {pledge.provider, pledge.id}:
        return "gone"
    if RUNGS.index(pledge.rung) < RUNGS.index(instance.view.floor):
        return "below-floor"
    if not any(serves(pledge, need) for need in needs):
        return "serves-nothing"
    return _counted_already(instance, pledge) if instance.register.members else ""


def _counted_already(instance: Instance, pledge: FurtherPledge) -> Literal["bloc", "member", ""]:
    """Which part of a bloc's promise its members state is not known, so the two are never added."""
    register, view = instance.register, instance.view
    same = [one for one in register.commitments if _overlaps(one, pledge)]
    beside = {one.provider for one in same if not barred_on_record(register, one, view.as_of)}
    others = beside | {other.provider for other in instance.plan.further if other.function == pledge.function}
    if others & set(register.members.get(pledge.provider, ())):
        return "bloc"
    blocs = {bloc for bloc, members in register.members.items() if pledge.provider in members}
    return "member" if any(one.provider in blocs and not barred(register, view, one) for one in same) else ""


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
