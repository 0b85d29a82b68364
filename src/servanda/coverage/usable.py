"""Which further pledges of a plan can be taken, and which requirements each would serve."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeAlias

from servanda.commitments import RUNGS, barred_on_record, in_phase
from servanda.coverage.doubles import smaller_blocs
from servanda.coverage.instance import Instance
from servanda.records.commitment import Commitment
from servanda.records.plan import FurtherPledge, Requirement

Unusable: TypeAlias = Literal["gone", "below-floor", "bloc", "member", "serves-nothing"]
"""Why a further pledge is not taken: it is assumed gone, not firm enough, perhaps counted already, or of no use.

*bloc* and *member*: part of it may be counted already, through the members of a bloc, through another bloc with some of
the same members, or through the bloc itself.
"""

_NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Usable:
    """What is asked of each further pledge. Neither the floor nor who is assumed gone decides an overlap."""

    instance: Instance
    """Plan and register."""

    def why_not(self, pledge: FurtherPledge) -> Unusable | Literal[""]:
        """Why a pledge cannot be taken; empty if it can."""
        if self.instance.absent & {pledge.provider, pledge.id}:
            return "gone"
        if RUNGS.index(pledge.rung) < RUNGS.index(self.instance.view.floor):
            return "below-floor"
        if not self._of_use(pledge):
            return "serves-nothing"
        if not self.instance.register.members:
            return ""
        return self._counted(pledge) or ("bloc" if pledge.provider in self._smaller[pledge.function] else "")

    def meets(self, pledge: FurtherPledge, need: Requirement) -> bool:
        """Whether unit, readiness and firmness are those that are needed."""
        return pledge.unit in self.units[need.id] and _firm(pledge, need)

    @cached_property
    def units(self) -> Mapping[str, frozenset[str]]:
        """Requirement with a number → the unit that counts for it; none where promises or pledges are in several."""
        promised = {
            cell.id: units
            for serving in self.instance.serving
            for cell, units in zip(serving.cells, serving.units, strict=True)
        }
        return {need.id: self._one(need, promised[need.id]) for needs in self._needs.values() for need in needs}

    def _one(self, need: Requirement, promised: frozenset[str]) -> frozenset[str]:
        found = promised or frozenset(one.unit for one in self._further.get(need.function, ()) if _fits(one, need))
        return found if len(found) == 1 else _NOBODY

    @cached_property
    def _needs(self) -> Mapping[str, Sequence[Requirement]]:
        """Function → requirements with a number."""
        found: dict[str, list[Requirement]] = {}
        for need in self.instance.plan.requirements:
            if isinstance(need.quantity, int):
                found.setdefault(need.function, []).append(need)
        return found

    @cached_property
    def _further(self) -> Mapping[str, Sequence[FurtherPledge]]:
        """Function → further pledges."""
        found: dict[str, list[FurtherPledge]] = {}
        for pledge in self.instance.plan.further:
            found.setdefault(pledge.function, []).append(pledge)
        return found

    def _of_use(self, pledge: FurtherPledge) -> bool:
        needs = self._needs.get(pledge.function, ())
        return any(_placed(pledge, need) and self.meets(pledge, need) for need in needs)

    def _counted(self, pledge: FurtherPledge) -> Literal["bloc", "member", ""]:
        """Whether part of it may be counted already: which part one states of the other is not known."""
        members = self.instance.register.all_members
        beside = set(self._beside(pledge))
        mine = members.get(pledge.provider, _NOBODY)
        if mine & (beside | {other.provider for other in self._further[pledge.function]}):
            return "bloc"
        if any(pledge.provider in members.get(name, _NOBODY) for name in beside):
            return "member"
        others = beside - {pledge.provider}
        return "bloc" if any(mine & members.get(name, _NOBODY) for name in others) else ""

    def _beside(self, pledge: FurtherPledge) -> Iterator[str]:
        """Providers of promises on record for the same function and a phase of the pledge."""
        register, moment = self.instance.register, self.instance.view.as_of
        for one in register.promises_for.get(pledge.function, ()):
            if _meet(one, pledge.phases or one.phases or [""]) and not barred_on_record(register, one, moment):
                yield one.provider

    @cached_property
    def _smaller(self) -> Mapping[str, Collection[str]]:
        """Function → blocs whose pledges share a member with those of a bloc that could give more."""
        register = self.instance.register
        found: dict[str, Collection[str]] = {}
        for function, pledges in self._further.items():
            totals: dict[str, int] = {}
            for one in pledges:
                if one.provider in register.members and self._of_use(one) and not self._counted(one):
                    totals[one.provider] = totals.get(one.provider, 0) + one.quantity
            found[function] = smaller_blocs(register, totals)
        return found


def _fits(pledge: FurtherPledge, need: Requirement) -> bool:
    return _placed(pledge, need) and _firm(pledge, need)


def _placed(pledge: FurtherPledge, need: Requirement) -> bool:
    return need.sector in pledge.sectors and (not pledge.phases or need.phase in pledge.phases)


def _firm(pledge: FurtherPledge, need: Requirement) -> bool:
    ready = need.readiness_h is None or (pledge.readiness_h is not None and pledge.readiness_h <= need.readiness_h)
    return ready and RUNGS.index(pledge.rung) >= RUNGS.index(need.min_rung)


def _meet(commitment: Commitment, phases: Sequence[str]) -> bool:
    return any(in_phase(commitment, phase) for phase in phases)
