"""What in a register or a plan can count for less than its author may think: taken as it stands, and said."""

import difflib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from servanda.commitments.weakness import RegisterLint
from servanda.records.commitment import Commitment
from servanda.records.condition import Guard
from servanda.records.plan import FurtherPledge, Plan
from servanda.records.record import Wording
from servanda.wording import say


@dataclass(frozen=True, slots=True)
class PlanLint(RegisterLint):
    """One weakness of a requirement, provider or further pledge too."""

    @property
    def says(self) -> Wording:
        """What is weak."""
        return say(f"doors.lint-{self.code}", place=self.place, **self.values)

    @property
    def hint(self) -> Wording:
        """How to mend it."""
        near = self.values.get("near")
        return say("doors.hint-near", near=near) if near else say(f"doors.hint-{self.code}")


def lint_plan(plan: Plan | None, commitments: Sequence[Commitment], as_of: datetime) -> list[PlanLint]:
    """Weaknesses that show when a register is held against a plan, or a record against itself; by place and code.

    Args:
        plan: The plan; none leaves out what only a plan can show.
        commitments: Those on record.
        as_of: Moment of knowledge.
    """
    found = [lint for commitment in commitments for lint in _of_one(commitment, as_of)]
    if plan is not None:
        found += _of_plan(plan, commitments)
        units = _units(plan)
        found += [lint for commitment in commitments for lint in _against(commitment, plan, units)]
    return sorted(found, key=lambda lint: (lint.place, lint.code, str(lint.values)))


def _of_one(commitment: Commitment, as_of: datetime) -> Iterator[PlanLint]:
    name = commitment.id
    if commitment.quantity == 0:
        yield PlanLint("quantity-zero", name, "warning", {"provider": commitment.provider})
    if commitment.beneficiary == commitment.provider:
        yield PlanLint("own-beneficiary", name, "warning", {"provider": commitment.provider})
    if (
        isinstance(commitment.sectors, list)
        and commitment.sectors
        and set(commitment.sectors) <= set(commitment.caveats)
    ):
        yield PlanLint("excluded-everywhere", name, "warning", {"sectors": sorted(set(commitment.sectors))})
    known = [step.known_on for step in commitment.status]
    if known != sorted(known):
        yield PlanLint("status-out-of-order", name, "note", {})
    if min(known) > as_of:
        yield PlanLint("status-later", name, "note", {"at": min(known)})
    for condition in (commitment.condition, *(reading.condition for reading in commitment.readings)):
        yield from _counted(name, condition)


def _counted(name: str, guard: Guard) -> Iterator[PlanLint]:
    """Thresholds that can never fail or never be reached."""
    if guard.any == []:
        yield PlanLint("guard-never", name, "warning", {"k": 1, "whole": 0})
    parts = [*(guard.all or ()), *(guard.any or ()), *((guard.unless,) if guard.unless else ())]
    if guard.at_least is not None:
        k, whole = guard.at_least.k, len(guard.at_least.of)
        parts = [*guard.at_least.of]
        if k > whole:
            yield PlanLint("guard-never", name, "warning", {"k": k, "whole": whole})
        if k == 0:
            yield PlanLint("guard-always", name, "note", {"whole": whole})
    for part in parts:
        yield from _counted(name, part)


def _units(plan: Plan) -> dict[str, set[str]]:
    units: dict[str, set[str]] = {}
    for need in plan.requirements:
        units.setdefault(need.function, set()).add(need.unit)
    return units


def _against(commitment: Commitment, plan: Plan, units: Mapping[str, set[str]]) -> Iterator[PlanLint]:
    name = commitment.id
    scopes = [step.scope.sectors for step in commitment.status if step.scope is not None]
    sectors = commitment.sectors if isinstance(commitment.sectors, list) else []
    yield from _strangers("function", name, [commitment.function], plan.functions)
    yield from _strangers("sector", name, sectors, plan.sectors)
    yield from _strangers("phase", name, commitment.phases, plan.phases)
    yield from _strangers("scope", name, [sector for scope in scopes for sector in scope], plan.sectors)
    for caveat in (caveat for caveat in commitment.caveats if caveat not in plan.sectors):
        yield PlanLint("caveat-no-sector", name, "note", {"caveat": caveat, "near": _near(caveat, plan.sectors)})
    wanted = units.get(commitment.function, {""})
    if isinstance(commitment.quantity, int) and not {commitment.unit, ""} & wanted:
        yield PlanLint("unit-not-of-plan", name, "warning", {"unit": commitment.unit or "–", "units": sorted(wanted)})


def _strangers(noun: str, place: str, names: Sequence[str], table: Collection[str]) -> Iterator[PlanLint]:
    for name in names:
        if name not in table:
            yield PlanLint(f"{noun}-not-of-plan", place, "warning", {"name": name, "near": _near(name, table)})


def _near(name: str, table: Collection[str]) -> str:
    return next(iter(difflib.get_close_matches(name, list(table), n=1, cutoff=0.6)), "")


def _of_plan(plan: Plan, commitments: Sequence[Commitment]) -> Iterator[PlanLint]:
    providers = {one.provider for one in commitments} | {one.provider for one in plan.further}
    if not plan.requirements:
        yield PlanLint("plan-empty", plan.id, "warning", {})
    for need in plan.requirements:
        if need.quantity == "unquantified" and need.unit:
            yield PlanLint("unit-without-number", need.id, "note", {"unit": need.unit})
    for limit in plan.lift:
        if limit.provider not in providers:
            near = _near(limit.provider, providers)
            yield PlanLint("lift-of-nobody", limit.provider, "warning", {"near": near})
    yield from (lint for pledge in plan.further for lint in _of_pledge(pledge, plan))


def _of_pledge(pledge: FurtherPledge, plan: Plan) -> Iterator[PlanLint]:
    yield from _strangers("function", pledge.id, [pledge.function], plan.functions)
    yield from _strangers("sector", pledge.id, pledge.sectors, plan.sectors)
    yield from _strangers("phase", pledge.id, pledge.phases, plan.phases)
