"""Further pledges as columns beside the register: which can serve what, and when each would stand."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from servanda.commitments import Register, View
from servanda.commitments.network import Network, build
from servanda.commitments.shape import ends_of, parts_of, stated_in, unknown_reference
from servanda.coverage.instance import Group, Instance
from servanda.coverage.reach import Bools, Ints
from servanda.coverage.usable import Unusable, Usable
from servanda.errors import InputError
from servanda.records.commitment import Commitment, StatusEvent
from servanda.records.condition import Guard
from servanda.records.plan import FurtherPledge, Plan, Requirement

_PLEDGE = "further pledge "


@dataclass(frozen=True)
class Offered:
    """An instance with the plan's further pledges beside it.

    Each is a promise of a function of its own, so that no sum of the register counts it.
    """

    instance: Instance
    """Plan and register."""
    fit: Usable
    """Which requirements the pledges would serve."""
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
                fitting[kind] = {
                    cell.sector: 1 << bit for bit, cell in enumerate(cells) if self.fit.meets(pledge, cell)
                }
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
    fit = Usable(instance)
    ordered = sorted(plan.further, key=lambda pledge: pledge.id)
    reasons = {one.id: fit.why_not(one) for one in ordered}
    usable = tuple(pledge for pledge in ordered if not reasons[pledge.id])
    inner = _free(register)
    beside = tuple(_as_promise(pledge, inner + pledge.id, instance.view) for pledge in usable)
    both = Register((*register.commitments, *beside), register.events, register.members)
    net = instance.net if all(_plain(pledge.condition) for pledge in usable) else build(both, instance.view)
    names = [*instance.net.names, *(one.id for one in beside if net is not instance.net)]
    return Offered(
        instance=instance,
        fit=fit,
        pledges=usable,
        unusable={name: why for name, why in reasons.items() if why},
        net=net,
        rows=np.array([net.node[name] for name in names], dtype=np.int64),
        providers=tuple(sorted({*instance.providers, *(pledge.provider for pledge in usable)})),
    )


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


def _free(register: Register) -> str:
    """How the names of pledges begin inside the network: as no name of the register does."""
    names = {name for one in register.commitments for name in (one.id, one.function)}
    start = _PLEDGE
    while any(name.startswith(start) for name in names):
        start += "· "
    return start


def _as_promise(pledge: FurtherPledge, name: str, view: View) -> Commitment:
    day = view.as_of.date().isoformat()
    given = StatusEvent(axis="legal", value="in_force", occurred_on=day, known_on=view.as_of, support=[pledge.id])
    there = StatusEvent(axis="material", value="in_place", occurred_on=day, known_on=view.as_of, support=[pledge.id])
    return Commitment(
        id=name,
        provider=pledge.provider,
        beneficiary="",
        function=name,
        says={},
        condition=pledge.condition,
        status=[given, there],
        support=[pledge.id],
    )
