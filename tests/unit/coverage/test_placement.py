"""Placement: what is indivisible goes whole, what is stationed stays, lift has limits, and a bound is honest."""

from datetime import UTC, datetime
from typing import Any

import pytest

from servanda.commitments import Register, View
from servanda.coverage import Placement, Stopped, instance_of, place_whole
from servanda.records.commitment import Commitment, StatusEvent
from servanda.records.condition import Guard
from servanda.records.plan import LiftLimit, Plan, Requirement

AS_OF = datetime(2031, 3, 1, tzinfo=UTC)
VIEW = View(as_of=AS_OF)


def _promise(name: str, **fields: Any) -> Commitment:
    signed = StatusEvent(axis="legal", value="signed", occurred_on="2031-01-01", known_on=AS_OF, support=["s"])
    defaults = {"provider": "P", "function": "watch", "sectors": ["A", "B"], "quantity": 4, "status": [signed]}
    return Commitment(id=name, beneficiary="B", says={}, support=["s"], **{**defaults, **fields})


def _place(cells: dict[str, int], promises: list[Commitment], lift: list[LiftLimit], **asked: Any) -> Placement:
    """Cells are sector and phase in one word: A1."""
    needs = [
        Requirement(id=name, function="watch", sector=name[0], phase=name[1], quantity=need)
        for name, need in cells.items()
    ]
    plan = Plan(id="P", says={}, functions={}, sectors={}, phases={}, requirements=needs, lift=lift)
    return place_whole(instance_of(plan, Register(tuple(promises)), VIEW), **asked)


def _where(answer: Placement) -> list[tuple[str, str, int]]:
    return [(one.commitment, one.sector + one.phase, one.amount) for one in answer.placed]


def test_what_is_divisible_is_divided_and_what_is_not_serves_one_sector() -> None:
    cells = {"A1": 2, "B1": 2}
    divided = _place(cells, [_promise("a")], [])
    assert (divided.missing, divided.met, _where(divided)) == (0, cells, [("a", "A1", 2), ("a", "B1", 2)])
    whole = _place(cells, [_promise("a", divisible=False)], [])
    assert (whole.missing, whole.bound, whole.proven, len(whole.placed)) == (2, 2, True, 1)
    assert whole.placed[0].amount == 4


def test_a_unit_may_move_between_phases_unless_it_is_stationed() -> None:
    cells = {"A1": 4, "B1": 0, "A2": 0, "B2": 4}
    moving = _place(cells, [_promise("a", divisible=False)], [])
    assert (moving.missing, _where(moving)) == (0, [("a", "A1", 4), ("a", "B2", 4)])
    stationed = _place(cells, [_promise("a", divisible=False, stationed=True)], [])
    assert (stationed.missing, stationed.proven) == (4, True)


def test_what_is_stationed_and_divisible_stays_divided_in_the_same_way() -> None:
    cells = {"A1": 4, "B1": 0, "A2": 1, "B2": 3}
    answer = _place(cells, [_promise("a", stationed=True)], [])
    assert answer.missing == 3
    there = {cell: amount for _name, cell, amount in _where(answer)}
    assert (there.get("A1"), there.get("B1")) == (there.get("A2"), there.get("B2"))


@pytest.mark.parametrize(
    ("limit", "missing"),
    [
        (LiftLimit(provider="P", amount=3), 2),
        (LiftLimit(provider="P", amount=3, phase="1"), 1),
        (LiftLimit(provider="P", amount=3, function="watch", phase="2"), 1),
        (LiftLimit(provider="P", amount=0, function="repair"), 0),
        (LiftLimit(provider="Q", amount=0), 0),
    ],
)
def test_a_lift_limit_holds_for_one_function_in_one_phase_at_a_time(limit: LiftLimit, missing: int) -> None:
    assert _place({"A1": 4, "A2": 4}, [_promise("a")], [limit]).missing == missing


def test_an_indivisible_unit_that_cannot_be_lifted_whole_stays_at_home() -> None:
    answer = _place({"A1": 4}, [_promise("a", divisible=False)], [LiftLimit(provider="P", amount=3)])
    assert (answer.missing, answer.placed) == (4, ())


def test_only_what_counts_is_placed() -> None:
    circle = [_promise("a", condition=Guard(promised="b")), _promise("b", condition=Guard(promised="a"))]
    assert _place({"A1": 8}, circle, []).missing == 8
    assert _place({"A1": 8}, circle, [], counting="mutual").missing == 0


def test_when_time_is_up_the_bound_is_below_and_nothing_is_called_proven_that_is_not() -> None:
    cells = {f"{sector}{phase}": 7 for sector in "AB" for phase in "12"}
    promises = [_promise(f"c{n}", quantity=n, divisible=False, stationed=True) for n in (3, 4, 5, 6)]
    best = _place(cells, promises, [])
    hurried = _place(cells, promises, [], seconds=0)
    assert best.proven
    assert hurried.bound <= best.missing <= hurried.missing
    assert hurried.proven == (hurried.gap == 0) == (not hurried.open)


def test_what_the_bound_does_not_reach_is_not_called_proven_until_it_was_sought() -> None:
    whole = [_promise(f"c{n}", quantity=n, divisible=False, sectors=["A", "B"]) for n in (3, 4, 5)]
    hurried, best = (_place({"A1": 7, "B1": 6}, whole, [], seconds=seconds) for seconds in (0, 30))
    assert (hurried.missing, hurried.bound, hurried.proven, hurried.open) == (2, 1, False, ("watch",))
    assert best.proven
    assert best.missing == best.bound


def test_a_placement_that_is_stopped_says_what_it_has() -> None:
    def stop(_done: int, _whole: int) -> None:
        raise Stopped

    answer = _place({"A1": 2, "B1": 2}, [_promise("a", divisible=False)], [], progress=stop)
    assert answer.bound <= 2 <= answer.missing
