"""Small invented plans and registers, each of a kind that was once got wrong somewhere, and what is true of them.

The oracle reads the records by the rules of docs/coverage.md, in words of its own, and asks a maximum flow of its own.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import combinations
from random import Random
from typing import Any

from servanda.commitments import RUNGS, Register, View, barred, rung, stand
from servanda.records.commitment import Commitment, Event, EventState, Scope, StatusEvent
from servanda.records.condition import AtLeast, Guard, RungAtLeast, SumAtLeast
from servanda.records.plan import Plan, Requirement

AS_OF = datetime(2031, 3, 1, tzinfo=UTC)
FAMILIES = ("plain", "circles", "blocs", "units", "readiness", "unquantified", "scoped", "wide", "unless")
COUNTING = ("secured", "mutual", "possible")
LABELS = ("credible", "handshake", "open", "void")
EVENTS = ("E0", "E1", "E2")

World = tuple[Plan, Register, View]


def world(seed: int, family: str) -> World:
    """One plan, register and view."""
    rng = Random(f"{family} {seed}")  # noqa: S311 - a test must be able to repeat itself
    sectors = [f"S{n:02}" for n in range(rng.randrange(15, 18) if family == "wide" else rng.randrange(1, 5))]
    names = [f"C{n}" for n in range(rng.randrange(1, 9))]
    commitments = [_commitment(rng, family, name, names, sectors) for name in names]
    events = [Event(id=name, says={}, states=[_state(rng)]) for name in EVENTS]
    members = {"UNION": ("P0", "P1")} if family == "blocs" else {}
    needs = [_need(rng, family, *cell) for cell in _cells(rng, sectors)]
    plan = Plan(id="EX-PLAN", says={}, functions={}, sectors={}, phases={}, requirements=needs)
    return plan, Register(tuple(commitments), tuple(events), members), View(as_of=AS_OF)


def _cells(rng: Random, sectors: Sequence[str]) -> list[tuple[str, str, str]]:
    every = [(f, s, p) for f in ("watch", "land") for s in sectors for p in ("one", "two")]
    return [cell for cell in every if rng.random() < 0.8] or every[:1]


def _need(rng: Random, family: str, function: str, sector: str, phase: str) -> Requirement:
    odd = family == "unquantified" and rng.random() < 0.3
    asked: dict[str, Any] = {}
    if family == "readiness":
        asked = {
            "readiness_h": rng.choice([None, 24, 72]),
            "min_rung": rng.choice(["signalled", "pledged", "ratified"]),
        }
    if family == "units":
        asked["unit"] = rng.choice(["", "posts", "teams"])
    return Requirement(
        id=f"{function}-{sector}-{phase}",
        function=function,
        sector=sector,
        phase=phase,
        quantity="unquantified" if odd else rng.randrange(4),
        **asked,
    )


def _commitment(rng: Random, family: str, name: str, names: Sequence[str], sectors: Sequence[str]) -> Commitment:
    some = rng.sample(sectors, rng.randrange(1, len(sectors) + 1))
    fields: dict[str, Any] = {"quantity": rng.randrange(1, 7), "sectors": sorted(some)}
    if family == "unquantified":
        fields["quantity"] = rng.choice(["unquantified", 0, 2, 5])
        fields["sectors"] = rng.choice(["unspecified", "undisclosed", sorted(some), sorted(some)])
    if family == "units":
        fields["unit"] = rng.choice(["posts", "posts", "teams"])
    if family == "readiness":
        fields["readiness_h"] = rng.choice([None, 12, 48, 96])
    return Commitment(
        id=name,
        kind="refusal" if rng.random() < 0.05 else "promise",
        provider=rng.choice(["P0", "P1", "P2", "P3", "UNION" if family == "blocs" else "P4"]),
        beneficiary="B",
        function=rng.choice(["watch", "watch", "land"]),
        says={},
        caveats=rng.sample(sectors, 1) if rng.random() < 0.2 else [],
        phases=rng.choice([[], [], ["one"], ["two"]]),
        condition=_guard(rng, family, names, 2),
        status=_status(rng, family, sectors),
        support=["s"],
        **fields,
    )


def _status(rng: Random, family: str, sectors: Sequence[str]) -> list[StatusEvent]:
    steps = [_step("legal", rng.choice(["political", "signed", "in_force"]))]
    if rng.random() < 0.6:
        steps.append(_step("material", rng.choice(["indicative", "quantified", "ready", "in_place"])))
    if family == "scoped" and rng.random() < 0.6:
        scopes = [
            Scope(sectors=[rng.choice(sectors)]),
            Scope(phases=["one"]),
            Scope(quantity=rng.randrange(1, 4)),
            Scope(sectors=[rng.choice(sectors)], phases=["two"]),
        ]
        steps.append(_step("stance", "withdrawn", scope=rng.choice(scopes)))
    return steps


def _step(axis: Any, value: Any, scope: Scope | None = None) -> StatusEvent:
    return StatusEvent(axis=axis, value=value, occurred_on="2031-01-01", known_on=AS_OF, scope=scope, support=["s"])


def _state(rng: Random) -> EventState:
    return EventState(value=rng.choice(["true", "false", "unknown", "unknown"]), known_on=AS_OF)


def _guard(rng: Random, family: str, names: Sequence[str], depth: int) -> Guard:
    promised = 0.7 if family == "circles" else 0.4
    if family == "unless" and depth and rng.random() < 0.4:
        return Guard(unless=_guard(rng, family, names, depth - 1))
    kind = rng.random()
    if depth and kind < 0.3:
        parts = [_guard(rng, family, names, depth - 1) for _ in range(rng.randrange(1, 4))]
        whole = [Guard(all=parts), Guard(any=parts), Guard(at_least=AtLeast(k=min(2, len(parts)), of=parts))]
        return rng.choice(whole)
    if kind < 0.5:
        return Guard(all=[])
    if rng.random() < promised:
        return Guard(promised=rng.choice(names))
    leaves = [
        Guard(event=rng.choice(EVENTS)),
        Guard(event=rng.choice(EVENTS)),
        Guard(done=rng.choice(names)),
        Guard(rung=RungAtLeast(commitment=rng.choice(names), rung=rng.choice(RUNGS))),
        Guard(sum=SumAtLeast(function="watch", amount=rng.randrange(1, 9))),
    ]
    return rng.choice(leaves)


def counts(labels: dict[str, Any], register: Register, counting: str) -> list[Commitment]:
    """Promises that count."""
    return [one for one in register.commitments if LABELS.index(labels[one.id]) <= COUNTING.index(counting)]


def groups(plan: Plan) -> Iterator[tuple[tuple[str, str], list[Requirement]]]:
    """Requirements with a number, by function and phase."""
    for key in sorted({(need.function, need.phase) for need in plan.requirements}):
        yield key, [n for n in plan.requirements if (n.function, n.phase) == key and isinstance(n.quantity, int)]


def through_members(register: Register, view: View, one: Commitment, phase: str) -> bool:
    """Whether a bloc is counted through its members in a phase, whoever is assumed gone, whatever the floor."""
    everyone = View(as_of=view.as_of)
    return any(
        other.provider in register.members.get(one.provider, ())
        and other.kind == "promise"
        and other.function == one.function
        and (not other.phases or phase in other.phases)
        and not barred(register, everyone, other)
        for other in register.commitments
        if other.id != one.id
    )


def amount_of(one: Commitment) -> int:
    """What is left of a promise after partial withdrawals of quantity."""
    parts = [step.scope.quantity for step in one.status if step.scope is not None and step.scope.quantity is not None]
    return max(0, one.quantity - sum(parts)) if isinstance(one.quantity, int) else 0


def can_serve(one: Commitment, need: Requirement) -> bool:
    """Whether a promise surely serves a requirement."""
    scopes = [step.scope for step in one.status if step.scope is not None and step.scope.quantity is None]
    out = any(
        (not scope.sectors or need.sector in scope.sectors) and (not scope.phases or need.phase in scope.phases)
        for scope in scopes
    )
    return (
        not out
        and one.kind == "promise"
        and one.function == need.function
        and isinstance(one.sectors, list)
        and need.sector in one.sectors
        and need.sector not in one.caveats
        and (not one.phases or need.phase in one.phases)
        and need.unit in {"", one.unit}
        and (need.readiness_h is None or (one.readiness_h is not None and one.readiness_h <= need.readiness_h))
        and RUNGS.index(rung(one, AS_OF)) >= RUNGS.index(need.min_rung)
    )


def on_record(register: Register, view: View, phase: str) -> list[Commitment]:
    """Promises that are not over, without blocs counted through their members, whatever the floor and who is gone."""
    everyone = View(as_of=view.as_of)
    able = [one for one in register.commitments if one.kind == "promise" and not barred(register, everyone, one)]
    return [one for one in able if not through_members(register, view, one, phase)]


def in_one_unit(world: World, need: Requirement) -> bool:
    """Whether all that could serve a need are in one unit, where it names none."""
    _plan, register, view = world
    able = [one for one in on_record(register, view, need.phase) if amount_of(one) and can_serve(one, need)]
    return bool(need.unit) or len({one.unit for one in able}) <= 1


def shortfalls(world: World, labels: dict[str, Any], counting: str) -> dict[tuple[str, str], int]:
    """What each function and phase is short of, by maximum flow."""
    plan, register, view = world
    found = {}
    for key, needs in groups(plan):
        able = [one for one in counts(labels, register, counting) if not through_members(register, view, one, key[1])]
        open_to = [n for n, need in enumerate(needs) if in_one_unit(world, need)]
        gives = [(amount_of(one), [n for n in open_to if can_serve(one, needs[n])]) for one in able]
        wants = [need.quantity for need in needs if isinstance(need.quantity, int)]
        found[key] = sum(wants) - flow(gives, wants)
    return found


def worst(world: World, k: int, counting: str) -> tuple[int, tuple[str, ...], dict[tuple[str, str], int]]:
    """The worst set of k providers by looking at each, and the worst of each function and phase."""
    _plan, register, view = world
    providers = sorted({one.provider for one in register.commitments if one.kind == "promise"})
    best: tuple[int, tuple[str, ...]] = (-1, ())
    each: dict[tuple[str, str], int] = {}
    for gone in combinations(providers, min(k, len(providers))):
        short = shortfalls(world, dict(stand(register, view.without(gone))), counting)
        each = {key: max(each.get(key, 0), amount) for key, amount in short.items()}
        if sum(short.values()) > best[0]:
            best = (sum(short.values()), gone)
    return *best, each


def flow(gives: Sequence[tuple[int, list[int]]], wants: Sequence[int]) -> int:
    """Maximum flow from supplies to needs, by shortest augmenting paths (Edmonds and Karp)."""
    sink = 1 + len(gives) + len(wants)
    left: dict[tuple[int, int], int] = {}
    for number, (amount, reached) in enumerate(gives, start=1):
        left[0, number] = amount
        left |= {(number, 1 + len(gives) + place): amount for place in reached}
    left |= {(1 + len(gives) + place, sink): want for place, want in enumerate(wants)}
    near: dict[int, set[int]] = {node: set() for node in range(sink + 1)}
    for one, other in left:
        near[one].add(other)
        near[other].add(one)
    total = 0
    while path := _path(left, near, sink):
        moved = min(left[edge] for edge in path)
        for one, other in path:
            left[one, other] -= moved
            left[other, one] = left.get((other, one), 0) + moved
        total += moved
    return total


def _path(left: dict[tuple[int, int], int], near: dict[int, set[int]], sink: int) -> list[tuple[int, int]]:
    came: dict[int, int] = {0: 0}
    queue = deque([0])
    while queue:
        here = queue.popleft()
        for other in sorted(near[here]):
            if other not in came and left.get((here, other), 0) > 0:
                came[other] = here
                queue.append(other)
    if sink not in came:
        return []
    way = [sink]
    while way[-1]:
        way.append(came[way[-1]])
    return [(way[n + 1], way[n]) for n in range(len(way) - 1)]
