"""Random small registers, with everything that a condition can say."""

from dataclasses import KW_ONLY, dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from servanda.commitments import Register, View
from servanda.records.commitment import Commitment, Event, EventState, GuardReading, Scope, StatusEvent
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
ENDS = {
    "satisfied": [[("stance", "satisfied")]],
    "suspended": [[("stance", "suspended")], [("stance", "suspended"), ("stance", "satisfied")]],
    "withdrawn": [
        [("stance", "withdrawn")],
        [("stance", "withdrawn"), ("stance", "conditional"), ("stance", "refused")],
    ],
    "violated": [[("stance", "violated")], [("stance", "withdrawn"), ("stance", "violated")]],
    "ended": [[("legal", "ended")], [("legal", "ended"), ("legal", "denunciation_notified")]],
    "rotated": [[("material", "rotated_out")], [("material", "rotated_out"), ("material", "unspecified")]],
    "": [[], [], [], [("stance", "withdrawn"), ("stance", "detached")]],
}
"""What became of a promise → ways in which that may be recorded."""
PARTS = (
    Scope(sectors=["S0"]),
    Scope(sectors=["S0", "S1"]),
    Scope(phases=["H0"]),
    Scope(phases=["H1"]),
    Scope(quantity=2),
    Scope(quantity=3),
)


@dataclass(frozen=True)
class Drawn:
    """A register, a view of it, and what was drawn for each promise."""

    register: Register
    view: View
    rungs: dict[str, str]
    ends: dict[str, str]
    """What became of it: a key of `ENDS`."""
    acted: frozenset[str]
    """Those whose last stance is *satisfied*."""
    parts: dict[str, tuple[Scope, ...]]
    """What parts of it are out."""
    hidden: frozenset[str]


def draw(rng: Random, *, unless: bool = False) -> Drawn:
    """A register of two to five promises, with everything that a condition can say."""
    names = NAMES[: rng.randrange(2, 6)]
    rungs = {name: rng.choice(LADDER) for name in names}
    hidden = frozenset(name for name in names if rng.random() < 0.05)
    ends = {name: rng.choices([*ENDS], [1, 1, 1, 1, 1, 1, 32])[0] for name in names}
    ways = {name: rng.choice(ENDS[end]) for name, end in ends.items()}
    parts = {name: tuple(rng.sample(PARTS, rng.choices([0, 1, 2], [12, 2, 1])[0])) for name in names}
    steps = {}
    for name in names:
        known = LATER if name in hidden else AS_OF
        first = [
            _step(axis, value, known) for axis, value in zip(("legal", "material"), STEPS[rungs[name]], strict=True)
        ]
        steps[name] = first + _parts(rng, parts[name], known) + [_step(*one, known) for one in ways[name]]
    acted = frozenset(name for name, way in ways.items() if way and way[-1] == ("stance", "satisfied"))
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
    return Drawn(Register(commitments, events, BLOCS), view, rungs, ends, acted, parts, hidden)


def _step(axis: Any, value: Any, known: datetime, scope: Scope | None = None) -> StatusEvent:
    return StatusEvent(axis=axis, value=value, occurred_on="2031-02-01", known_on=known, scope=scope, support=["s"])


def _parts(rng: Random, parts: tuple[Scope, ...], known: datetime) -> list[StatusEvent]:
    """Steps after which some parts are out: some also on another axis, some after having been out and in."""
    steps = []
    for part in parts:
        if rng.random() < 0.3:
            steps += [_step("stance", "suspended", known, part), _step("stance", "conditional", known, part)]
        if rng.random() < 0.3:
            steps.append(_step("legal", "ended", known, part))
        steps.append(_step("material", "rotated_out", known, part))
    return steps


def _promise(rng: Random, name: str, steps: list[StatusEvent], words: "_Words") -> Commitment:
    rival = GuardReading(id="rival", condition=words.guard(1), held_by=["P0"], says={})
    return Commitment(
        id=name,
        kind=rng.choices(["promise", "refusal"], [20, 1])[0],  # type: ignore[arg-type]
        provider=rng.choices(PROVIDERS, [4, 4, 4, 2, 1])[0],
        beneficiary="B",
        function=rng.choice(["watch", "watch", "lift"]),
        says={},
        quantity=rng.choice([0, 1, 2, 3, 5, 7, "unquantified"]),
        unit=rng.choice(["a", "a", "b"]),
        sectors=rng.choice([["S0"], ["S0", "S1"], "unspecified"]),
        caveats=rng.choices([[], ["S0"], ["S1", "S0"]], [12, 1, 1])[0],
        supersedes=rng.choice([one for one in words.names if one < name] or [""]) if rng.random() < 0.2 else "",
        phases=rng.choice([[], [], ["H0"]]),
        window=rng.choices(
            [Interval(), Interval(start=LATER), Interval(end=BEFORE), Interval(end=LATER)], [18, 1, 1, 4]
        )[0],
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
