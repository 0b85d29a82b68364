"""Invented plans and registers of the size at which coverage is measured, as records; the same seed, the same instance.

40 guarantors × 12 functions × 12 sectors × 4 phases, as many offers as asked. Offers follow a power law among
guarantors; 30 % may serve anywhere, 40 % only the rear, 30 % one to three sectors; a quarter waits for one enabler,
others for a parliament, for two other offers, or for two of five. What the plan needs is a share of what the offers
could give, so that it is just met while everyone is there.

`reference`: one enabler, the first guarantor. `enablers`: each function has an enabler of its own, drawn at random, so
that no answer rests on one name. `circles`: one offer in six waits for another that waits for it. `wide`: 27 sectors,
too many for all sets of sectors to be looked at.

`python bench/instances.py` prints how many records each holds.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from servanda.commitments import Register, View
from servanda.records.commitment import Commitment, Event, EventState, StatusEvent
from servanda.records.condition import AtLeast, Guard
from servanda.records.plan import FurtherPledge, Plan, Requirement

AS_OF = datetime(2031, 3, 1, tzinfo=UTC)
VIEW = View(as_of=AS_OF)
ALWAYS = Guard(all=[])


@dataclass(frozen=True)
class Shape:
    """How large an instance is, and what is special about it."""

    offers: int = 500
    """Promises on record."""
    further: int = 400
    """Pledges that could still be asked for."""
    guarantors: int = 40
    functions: int = 12
    sectors: int = 12
    phases: int = 4
    need: float = 0.62
    """Share of what the offers could give that the plan needs."""
    circles: float = 0.0
    """Share of the offers that wait for one that waits for them."""
    one_enabler: bool = True
    """The first guarantor is the enabler of all functions; else each function draws its own."""


FAMILIES = {
    "reference": Shape(),
    "enablers": Shape(one_enabler=False),
    "circles": Shape(one_enabler=False, circles=0.16),
    "wide": Shape(sectors=27),
}


def instance(offers: int, seed: int = 1, family: str = "reference") -> tuple[Plan, Register]:
    """A plan with further pledges, and a register, both invented.

    Args:
        offers: Promises on record.
        seed: The same seed, the same instance.
        family: One of `FAMILIES`.
    """
    return shaped(replace(FAMILIES[family], offers=offers), seed)


def shaped(shape: Shape, seed: int) -> tuple[Plan, Register]:
    """A plan and a register of a shape."""
    draw = _Draw(shape, seed)
    offers = [draw.offer(number) for number in range(shape.offers)]
    events = [draw.parliament(number) for number in range(shape.guarantors)]
    needs = draw.needs(offers)
    further = [draw.further(number) for number in range(shape.further)]
    plan = Plan(
        id="EX-PLAN",
        says={},
        functions={name: {} for name in draw.functions},
        sectors={name: {} for name in draw.sectors},
        phases={name: {} for name in draw.phases},
        requirements=needs,
        further=further,
    )
    return plan, Register(tuple(offers), tuple(events))


class _Draw:
    """Draws one record after the other."""

    def __init__(self, shape: Shape, seed: int) -> None:
        self._shape = shape
        self._rng = random.Random(seed)  # noqa: S311 - a bench, not a secret
        self.functions = [f"F{number:02}" for number in range(shape.functions)]
        self.sectors = [f"S{number:02}" for number in range(shape.sectors)]
        self.phases = [f"T{number}" for number in range(shape.phases)]
        self._front = self.sectors[: max(1, shape.sectors // 3)]
        self._weights = [1 / (rank + 1) for rank in range(shape.guarantors)]
        drawn = [self._rng.randrange(shape.guarantors) for _ in self.functions]
        self._enablers = [0] * shape.functions if shape.one_enabler else drawn

    def offer(self, number: int) -> Commitment:
        """The first offers are those of the enablers, one for each function; they wait for nothing."""
        rng, first = self._rng, number < self._shape.functions
        function = number if first else rng.randrange(self._shape.functions)
        provider = self._enablers[function] if first else rng.choices(range(self._shape.guarantors), self._weights)[0]
        sectors, caveats = self._where()
        return Commitment(
            id=_offer(number),
            provider=f"G{provider:02}",
            beneficiary="B",
            function=self.functions[function],
            says={},
            quantity=rng.randrange(1, 11),
            unit="u",
            sectors=sectors,
            caveats=caveats,
            phases=self._when(),
            condition=ALWAYS if first else self._condition(number, function, provider),
            status=_status(firm=rng.random() < 0.8, declared=rng.random() < 0.9),
            support=["bench"],
        )

    def parliament(self, number: int) -> Event:
        """Nine of ten approved; the others have not decided."""
        approved = self._rng.random() < 0.9
        state = EventState(value="true" if approved else "unknown", known_on=AS_OF)
        return Event(id=f"parliament-{number:02}", says={}, states=[state])

    def needs(self, offers: Sequence[Commitment]) -> list[Requirement]:
        """A share of what every cell would get if every offer were divided evenly among the sectors it may serve."""
        even: dict[tuple[str, str, str], float] = {}
        for one in offers:
            reached = [sector for sector in one.sectors if sector not in one.caveats]
            amount = one.quantity if isinstance(one.quantity, int) else 0
            for sector in reached:
                for phase in one.phases or self.phases:
                    key = (one.function, sector, phase)
                    even[key] = even.get(key, 0) + amount / len(reached)
        cells = [(f, s, p) for f in self.functions for s in self.sectors for p in self.phases]
        return [
            Requirement(
                id="-".join(cell),
                function=cell[0],
                sector=cell[1],
                phase=cell[2],
                quantity=int(even.get(cell, 0) * self._shape.need),
                unit="u",
            )
            for cell in cells
        ]

    def further(self, number: int) -> FurtherPledge:
        """Larger where there are more offers, and asked of any guarantor."""
        rng, scale = self._rng, max(1, self._shape.offers // 500)
        function = rng.randrange(self._shape.functions)
        quantity = rng.randrange(2, 11) * scale
        sectors, caveats = self._where()
        waits = Guard(promised=_offer(function)) if rng.random() < 0.2 else ALWAYS
        return FurtherPledge(
            id=f"X{number:04}",
            provider=f"G{rng.randrange(self._shape.guarantors):02}",
            function=self.functions[function],
            quantity=quantity,
            unit="u",
            sectors=[sector for sector in sectors if sector not in caveats],
            phases=self._when(),
            condition=waits,
            cost=max(1, quantity // 2 + rng.randrange(4)),
        )

    def _where(self) -> tuple[list[str], list[str]]:
        kind = self._rng.random()
        if kind < 0.3:
            return self.sectors, []
        if kind < 0.7:
            return self.sectors, self._front
        return sorted(self._rng.sample(self.sectors, self._rng.randrange(1, 4))), []

    def _when(self) -> list[str]:
        if self._rng.random() < 0.5:
            return []
        start = self._rng.randrange(len(self.phases))
        return self.phases[start : start + self._rng.randrange(1, len(self.phases) + 1)]

    def _condition(self, number: int, function: int, provider: int) -> Guard:
        if self._rng.random() < self._shape.circles:
            return Guard(promised=_offer(min(number ^ 1, self._shape.offers - 1)))
        kind = self._rng.random()
        if kind < 0.25:
            return Guard(promised=_offer(function))
        if kind < 0.4:
            return Guard(event=f"parliament-{provider:02}")
        if kind < 0.5:
            return Guard(all=self._earlier(number, 2))
        if kind < 0.6:
            return Guard(at_least=AtLeast(k=2, of=self._earlier(number, 5)))
        return ALWAYS

    def _earlier(self, number: int, count: int) -> list[Guard]:
        return [Guard(promised=_offer(self._rng.randrange(number))) for _ in range(count)]


def _offer(number: int) -> str:
    return f"P{number:05}"


def _status(*, firm: bool, declared: bool) -> list[StatusEvent]:
    legal = "domestically_approved" if firm else "political"
    steps = [StatusEvent(axis="legal", value=legal, occurred_on="2031-01-01", known_on=AS_OF, support=["bench"])]
    if declared:
        said = StatusEvent(
            axis="material", value="quantified", occurred_on="2031-01-01", known_on=AS_OF, support=["bench"]
        )
        steps.append(said)
    return steps


if __name__ == "__main__":
    print("family      offers  requirements  with a condition  further")
    for family in FAMILIES:
        for size in (500, 5_000):
            plan, register = instance(size, family=family)
            waiting = sum(one.condition != ALWAYS for one in register.commitments)
            print(f"{family:10}  {size:6,}  {len(plan.requirements):12}  {waiting:16,}  {len(plan.further):7}")
