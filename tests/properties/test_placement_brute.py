"""Placements against all placements of small registers, and every rule checked again by itself."""

import os
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import product

import pytest

from servanda.commitments import Register, View
from servanda.coverage import Placement, assess, instance_of, place_whole
from servanda.records.commitment import Commitment, StatusEvent
from servanda.records.plan import LiftLimit, Plan, Requirement

AS_OF = datetime(2031, 3, 1, tzinfo=UTC)
VIEW = View(as_of=AS_OF)
SEED = int(os.environ.get("SERVANDA_SOAK_SEED", "20260106"))
SIGNED = StatusEvent(axis="legal", value="signed", occurred_on="2031-01-01", known_on=AS_OF, support=["s"])
IDLE = ""


@dataclass(frozen=True)
class Story:
    plan: Plan
    register: Register

    def needs(self, phase: str) -> dict[str, int]:
        cells = [need for need in self.plan.requirements if need.phase == phase]
        return {cell.sector: cell.quantity for cell in cells if isinstance(cell.quantity, int)}

    def limit(self, provider: str, phase: str) -> int:
        here = [
            x for x in self.plan.lift if x.provider == provider and x.phase in {"", phase} and x.function in {"", "f"}
        ]
        return min((x.amount for x in here), default=10_000)


def story(seed: int, *, simple: bool = False) -> Story:
    """A small plan of one function; simple ones have no indivisible or stationed unit and no lift limit."""
    rng = random.Random(seed)  # noqa: S311 - a test, not a secret
    sectors, phases = "ABC"[: rng.randint(1, 3)], "12"[: rng.randint(1, 2)]
    promises = tuple(
        Commitment(
            id=f"c{number}",
            provider=f"P{rng.randrange(3)}",
            beneficiary="B",
            function="f",
            says={},
            quantity=rng.randint(1, 3),
            sectors=rng.sample(sectors, rng.randint(1, len(sectors))),
            phases=rng.sample(phases, rng.randint(1, len(phases))),
            divisible=simple or rng.random() < 0.4,
            stationed=not simple and rng.random() < 0.5,
            status=[SIGNED],
            support=["s"],
        )
        for number in range(rng.randint(0, 4))
    )
    needs = [
        Requirement(id=s + p, function="f", sector=s, phase=p, quantity=rng.randint(0, 5))
        for s in sectors
        for p in phases
    ]
    lift = [
        LiftLimit(
            provider=f"P{rng.randrange(3)}",
            amount=rng.randint(0, 5),
            function=rng.choice(["", "f", "g"]),
            phase=rng.choice(["", *phases]),
        )
        for _ in range(0 if simple else rng.randint(0, 2))
    ]
    plan = Plan(id="P", says={}, functions={}, sectors={}, phases={}, requirements=needs, lift=lift)
    return Story(plan, Register(promises))


def splits(one: Commitment) -> list[tuple[str, ...]]:
    """Where each unit of a promise may be in one phase; a unit may stay idle."""
    amount = int(one.quantity) if isinstance(one.quantity, int) else 0
    places = [IDLE, *one.sectors]
    if not one.divisible:
        return [(place,) * amount for place in places]
    return sorted({tuple(sorted(units)) for units in product(places, repeat=amount)})


def best(told: Story) -> int:
    """The most that can be met, by trying everything."""
    phases = sorted({need.phase for need in told.plan.requirements})
    fixed = [one for one in told.register.commitments if one.stationed and len(one.phases) > 1]
    free = [one for one in told.register.commitments if one not in fixed]
    return max(
        sum(_best_in(told, phase, list(zip(fixed, choice, strict=True)), free) for phase in phases)
        if all(_lifts(told, phase, list(zip(fixed, choice, strict=True))) for phase in phases)
        else -1
        for choice in product(*(splits(one) for one in fixed))
    )


def _best_in(
    told: Story, phase: str, fixed: list[tuple[Commitment, tuple[str, ...]]], free: Sequence[Commitment]
) -> int:
    here = [one for one in free if phase in one.phases]
    most = -1
    for choice in product(*(splits(one) for one in here)):
        there = [*((one, where) for one, where in fixed if phase in one.phases), *zip(here, choice, strict=True)]
        if _lifts(told, phase, there):
            counts = Counter(place for _one, where in there for place in where)
            most = max(most, sum(min(need, counts[sector]) for sector, need in told.needs(phase).items()))
    return most


def _lifts(told: Story, phase: str, there: Sequence[tuple[Commitment, tuple[str, ...]]]) -> bool:
    used: Counter[str] = Counter()
    for one, where in there:
        if phase in one.phases:
            used[one.provider] += sum(place != IDLE for place in where)
    return all(amount <= told.limit(provider, phase) for provider, amount in used.items())


def check_rules(told: Story, answer: Placement) -> None:
    """Whole ones in one sector, stationed ones in the same, nothing beyond amounts and lift, and what it meets."""
    for one in told.register.commitments:
        mine = [placed for placed in answer.placed if placed.commitment == one.id]
        assert all(placed.sector in one.sectors and placed.phase in one.phases for placed in mine)
        by_phase = {phase: {p.sector: p.amount for p in mine if p.phase == phase} for phase in one.phases}
        for amounts in by_phase.values():
            assert sum(amounts.values()) <= int(one.quantity)
            assert one.divisible or not amounts or list(amounts.values()) == [one.quantity]
        assert not one.stationed or all(amounts == by_phase[one.phases[0]] for amounts in by_phase.values())
    for phase in {need.phase for need in told.plan.requirements}:
        used: Counter[str] = Counter()
        there: Counter[str] = Counter()
        for placed in answer.placed:
            if placed.phase == phase:
                used[told.register.by_id[placed.commitment].provider] += placed.amount
                there[placed.sector] += placed.amount
        assert all(amount <= told.limit(provider, phase) for provider, amount in used.items())
        assert all(answer.met[s + phase] == min(need, there[s]) for s, need in told.needs(phase).items())


def check(seed: int) -> None:
    told = story(seed)
    answer = place_whole(instance_of(told.plan, told.register, VIEW))
    whole = sum(sum(told.needs(phase).values()) for phase in {need.phase for need in told.plan.requirements})
    assert answer.proven, seed
    assert answer.missing == answer.bound == whole - best(told), seed
    check_rules(told, answer)


@pytest.mark.parametrize("start", range(0, 300, 100))
def test_no_placement_leaves_less_missing_and_every_rule_is_kept(start: int) -> None:
    for seed in range(start, start + 100):
        check(seed)


def test_where_everything_may_be_divided_and_lifted_the_answer_is_that_of_the_cuts() -> None:
    for seed in range(100):
        told = story(seed, simple=True)
        answer = place_whole(instance_of(told.plan, told.register, VIEW))
        cells = assess(told.plan, told.register, VIEW).cells
        assert answer.proven
        assert answer.missing == sum(cell.missing for cell in cells if isinstance(cell.missing, int))
        check_rules(told, answer)


@pytest.mark.soak
@pytest.mark.parametrize("part", range(10))
def test_ten_thousand_more_registers_agree_with_all_placements(part: int) -> None:
    for seed in range(1_000):
        check(SEED * 100_000 + part * 1_000 + seed)
