"""Random small registers, with everything that a condition can say."""

from dataclasses import KW_ONLY, dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from servanda.commitments import Register, View
from servanda.records.commitment import Commitment, Event, EventState, GuardReading, StatusEvent
from servanda.records.condition import AtLeast, Guard, RungAtLeast, SumAtLeast
from servanda.records.time import Interval

AS_OF = datetime(2031, 3, 1, tzinfo=UTC)
LATER, BEFORE = AS_OF + timedelta(days=30), AS_OF - timedelta(days=30)
NAMES = ("C0", "C1", "C2", "C3", "C4")
EVENTS = ("E0", "E1", "E2")
PROVIDERS = ("P0", "P1", "P2", "UNION", "COALITION")
BLOCS = {"UNION": ("P1", "P2"), "COALITION": ("UNION", "P0")}
MEMBERS = {"UNION": {"P1", "P2"}, "COALITION": {"UNION", "P0", "P1", "P2"}}
LADDER = ("signalled", "offered", "pledged", "ratified", "deployed")
STEPS = {
    "signalled": ("statement", "unspecified"),
    "offered": ("statement", "indicative"),
    "pledged": ("political", "quantified"),
    "ratified": ("domestically_approved", "unspecified"),
    "deployed": ("statement", "in_place"),
}


@dataclass(frozen=True)
class Drawn:
    """A register, a view of it, and what was drawn for each promise."""

    register: Register
    view: View
    rungs: dict[str, str]
    stances: dict[str, str]
    hidden: frozenset[str]


def draw(rng: Random, *, unless: bool = False) -> Drawn:
    """A register of two to five promises, with everything that a condition can say."""
    names = NAMES[: rng.randrange(2, 6)]
    rungs = {name: rng.choice(LADDER) for name in names}
    stances = {name: rng.choices(["", "satisfied", "suspended", "withdrawn"], [16, 1, 1, 1])[0] for name in names}
    hidden = frozenset(name for name in names if rng.random() < 0.05)
    steps = {name: _steps(rungs[name], stances[name], LATER if name in hidden else AS_OF) for name in names}
    commitments = tuple(_promise(rng, name, steps[name], _Words(rng, names, unless=unless)) for name in names)
    values = [rng.choice(["true", "false", "unknown", "unknown"]) for _ in EVENTS]
    events = tuple(
        Event(id=name, says={}, states=[EventState(value=value, known_on=AS_OF)])  # type: ignore[arg-type]
        for name, value in zip(EVENTS, values, strict=True)
    )
    rival = {c.id: "rival" for c in commitments if c.readings and rng.random() < 0.5}
    gone = frozenset(name for name in (*PROVIDERS, *names) if rng.random() < 0.03)
    floor: Any = rng.choices(["signalled", "pledged"], [5, 1])[0]
    view = View(as_of=AS_OF, floor=floor, readings=rival, withdrawn=gone)
    return Drawn(Register(commitments, events, BLOCS), view, rungs, stances, hidden)


def _steps(rung: str, stance: str, known_on: datetime) -> list[StatusEvent]:
    legal, material = STEPS[rung]
    values = {"legal": legal, "material": material, **({"stance": stance} if stance else {})}
    return [
        StatusEvent(axis=axis, value=value, occurred_on="2031-02-01", known_on=known_on, support=["s"])  # type: ignore[arg-type]
        for axis, value in values.items()
    ]


def _promise(rng: Random, name: str, steps: list[StatusEvent], words: "_Words") -> Commitment:
    rival = GuardReading(id="rival", condition=words.guard(1), held_by=["P0"], says={})
    return Commitment(
        id=name,
        kind=rng.choices(["promise", "refusal"], [20, 1])[0],  # type: ignore[arg-type]
        provider=rng.choices(PROVIDERS, [4, 4, 4, 1, 1])[0],
        beneficiary="B",
        function=rng.choice(["watch", "watch", "lift"]),
        says={},
        quantity=rng.choice([0, 1, 2, 3, 5, 7, "unquantified"]),
        unit=rng.choice(["a", "a", "b"]),
        sectors=rng.choice([["S0"], ["S0", "S1"], "unspecified"]),
        phases=rng.choice([[], [], ["H0"]]),
        window=rng.choices([Interval(), Interval(start=LATER), Interval(end=BEFORE)], [18, 1, 1])[0],
        condition=words.guard(2),
        readings=[rival] if rng.random() < 0.2 else [],
        status=steps,
        support=["s"],
    )


@dataclass(frozen=True)
class _Words:
    """Draws conditions: circles through promises are frequent, other things rarer."""

    rng: Random
    names: tuple[str, ...]
    _: KW_ONLY
    unless: bool

    def guard(self, depth: int) -> Guard:
        rng = self.rng
        if self.unless and depth and rng.random() < 0.3:
            return Guard(unless=self.guard(depth - 1))
        if not depth or rng.random() < 0.35:
            return self.leaf()
        parts = [self.guard(depth - 1) for _ in range(rng.choices([0, 1, 2, 3], [1, 3, 6, 6])[0])]
        counted = Guard(at_least=AtLeast(k=rng.randrange(len(parts) + 2), of=parts))
        return rng.choice([Guard(all=parts), Guard(any=parts), counted])

    def leaf(self) -> Guard:
        rng, name = self.rng, self.rng.choice(self.names)
        sector, phase, amount = (
            rng.choice(["", "", "S1"]),
            rng.choice(["", "", "H1"]),
            rng.choice([1, 2, 3, 4, 6, 9, 13]),
        )
        reached = SumAtLeast(function="watch", amount=amount, sector=sector, phase=phase)
        moments = [Guard(not_before=LATER), Guard(not_before=BEFORE), Guard(not_after=LATER)]
        leaves = {
            9: Guard(promised=name),
            5: Guard(event=rng.choice(EVENTS)),
            3: Guard(sum=reached),
            1.1: Guard(done=name),
            1.2: Guard(rung=RungAtLeast(commitment=name, rung=rng.choice(LADDER))),
            1: rng.choice(moments),
        }
        return rng.choices(list(leaves.values()), list(leaves))[0]
