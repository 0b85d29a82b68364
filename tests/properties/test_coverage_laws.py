"""Laws of coverage that need no oracle: what is undecided is never counted, names mean nothing, more is never less."""

from collections.abc import Callable
from itertools import product
from random import Random
from typing import Any

import msgspec
import pytest

from servanda.commitments import Register
from servanda.coverage import allocation, assess, check_allocation, instance_of, single_points, worst_losses
from servanda.records.commitment import Commitment, StatusEvent
from servanda.records.condition import Guard
from unit.coverage.holds import counted
from unit.coverage.worlds import AS_OF, COUNTING, FAMILIES, World, world

MONOTONE = [family for family in FAMILIES if family != "unless"]
SEEDS = range(25)


def _secured(one: World) -> dict[str, int]:
    cells = assess(*one).cells
    return {cell.requirement: cell.secured for cell in cells if isinstance(cell.secured, int)}


@pytest.mark.parametrize("family", FAMILIES)
def test_what_is_secured_stays_met_however_the_undecided_events_turn_out(family: str) -> None:
    for seed in SEEDS:
        plan, register, view = world(seed, family)
        secured, shares = _secured((plan, register, view)), allocation(instance_of(plan, register, view))
        undecided = [event.id for event in register.events if event.states[0].value == "unknown"]
        for values in product(("true", "false"), repeat=len(undecided)):
            changed = view.assuming(dict(zip(undecided, values, strict=True)))  # type: ignore[arg-type]
            check_allocation(shares, secured, plan, counted((plan, register, view), changed, "secured", ""), AS_OF)


@pytest.mark.parametrize("family", MONOTONE)
def test_an_event_that_is_undecided_secures_no_more_than_one_that_failed(family: str) -> None:
    for seed in SEEDS:
        plan, register, view = world(seed, family)
        undecided = [event.id for event in register.events if event.states[0].value == "unknown"]
        failed = view.assuming(dict.fromkeys(undecided, "false"))
        assert _short((plan, register, view), "secured") == _short((plan, register, failed), "secured")


def _renamed(one: World, names: dict[str, str]) -> World:
    plan, register, view = one
    changed = [
        msgspec.structs.replace(one, provider=names.get(one.provider, one.provider)) for one in register.commitments
    ]
    members = {
        names.get(bloc, bloc): tuple(names.get(member, member) for member in some)
        for bloc, some in register.members.items()
    }
    return plan, Register(tuple(changed), register.events, members), view


@pytest.mark.parametrize("family", FAMILIES)
def test_two_guarantors_who_swap_names_swap_results_and_nothing_else(family: str) -> None:
    names = {"P0": "P1", "P1": "P0"}
    for seed in SEEDS:
        one = world(seed, family)
        other = _renamed(one, names)
        assert _without_names(assess(*one)) == _without_names(assess(*other))
        points = [
            {names.get(point.provider, point.provider) for point in _points(one)},
            {p.provider for p in _points(other)},
        ]
        assert points[0] == points[1]
        losses = [[loss.shortfall for loss in _losses(here)] for here in (one, other)]
        assert losses[0] == losses[1]


def _without_names(coverage: Any) -> Any:
    return [msgspec.structs.replace(cell, refusals=[]) for cell in coverage.cells], coverage.cuts


def _points(one: World) -> Any:
    return single_points(instance_of(*one))


def _losses(one: World) -> Any:
    return worst_losses(instance_of(*one), 2).losses


@pytest.mark.parametrize("family", MONOTONE)
def test_a_further_promise_lowers_no_coverage_and_a_withdrawal_raises_none(family: str) -> None:
    for seed in SEEDS:
        plan, register, view = _in_posts(world(seed, family))
        for counting in COUNTING:
            before = _short((plan, register, view), counting)
            more = _short((plan, _with(register, Random(seed)), view), counting)  # noqa: S311 - a test repeats itself
            less = _short((plan, register, view.without(["P0"])), counting)
            assert all(more[key] <= before[key] <= less[key] for key in before)


def _in_posts(one: World) -> World:
    """A world whose plan names its units: where it names none, a promise in a second unit takes the first out."""
    plan, register, view = one
    needs = [msgspec.structs.replace(need, unit=need.unit or "posts") for need in plan.requirements]
    return msgspec.structs.replace(plan, requirements=needs), register, view


def _short(one: World, counting: str) -> dict[tuple[str, str], int]:
    """As `assess` says, not as the oracle does."""
    plan, register, view = one
    level = COUNTING.index(counting)
    found: dict[tuple[str, str], int] = {}
    cells = {cell.requirement: cell for cell in assess(plan, register, view).cells}
    for need in plan.requirements:
        cell = cells[need.id]
        parts = (cell.secured, cell.mutual, cell.possible)[: level + 1]
        if isinstance(need.quantity, int):
            met = sum(part for part in parts if isinstance(part, int))
            found[need.function, need.phase] = found.get((need.function, need.phase), 0) + need.quantity - met
    return found


def _with(register: Register, rng: Random) -> Register:
    """One more promise, of somebody new: it takes no bloc out of the count."""
    pattern = rng.choice(register.commitments)
    new = msgspec.structs.replace(pattern, id="NEW", kind="promise", provider="P9", condition=Guard(all=[]))
    return Register((*register.commitments, new), register.events, register.members)


@pytest.mark.parametrize("family", MONOTONE)
def test_the_more_may_be_gone_the_more_is_lost(family: str) -> None:
    for seed in SEEDS:
        for counting in ("secured", "possible"):
            found = worst_losses(instance_of(*world(seed, family)), 3, counting=counting).losses  # type: ignore[arg-type]
            lost = [loss.shortfall for loss in found]
            assert lost == sorted(lost)


CHANGES: dict[str, Callable[[Commitment], Commitment]] = {
    "withdrawn": lambda one: _then(one, "stance", "withdrawn"),
    "suspended": lambda one: _then(one, "stance", "suspended"),
    "ended": lambda one: _then(one, "legal", "ended"),
    "unquantified": lambda one: msgspec.structs.replace(one, quantity="unquantified"),
    "nowhere": lambda one: msgspec.structs.replace(one, sectors="unspecified"),
    "refusal": lambda one: msgspec.structs.replace(one, kind="refusal"),
}


def _then(one: Commitment, axis: Any, value: Any) -> Commitment:
    step = StatusEvent(axis=axis, value=value, occurred_on="2031-02-28", known_on=AS_OF, support=["s"])
    return msgspec.structs.replace(one, status=[*one.status, step])


@pytest.mark.parametrize("name", CHANGES)
def test_a_promise_that_is_gone_or_says_less_secures_nothing(name: str) -> None:
    for seed in SEEDS:
        plan, register, view = world(seed, "plain")
        changed = CHANGES[name](register.commitments[0])
        other = Register((changed, *register.commitments[1:]), register.events)
        shares = allocation(instance_of(plan, other, view))
        assert changed.id not in {share.commitment for share in shares}
