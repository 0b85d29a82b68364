"""What is never added up: a bloc and its members, blocs with the same members, amounts in different units."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest

from servanda.commitments import Register
from servanda.coverage import Closure, assess, close_gap, credibility_curve, instance_of, what_if
from servanda.records.commitment import Commitment, Event, StatusEvent
from servanda.records.condition import Guard
from servanda.records.plan import Cell, FurtherPledge, Plan, Requirement
from unit.coverage.plans import AS_OF, VIEW, need, plan, promise

Members = Mapping[str, tuple[str, ...]]
BOTH: Members = {"EX-EAST": ("EX-FIR",), "EX-NORTH": ("EX-FIR", "EX-GORSE")}


def _step(axis: Any, value: str) -> StatusEvent:
    return StatusEvent(axis=axis, value=value, occurred_on="2031-01-01", known_on=AS_OF, support=["s"])


FIRM = [_step("legal", "in_force"), _step("material", "quantified")]
SAID = [_step("legal", "statement")]


def _register(promises: Sequence[Commitment], members: Members) -> Register:
    return Register(tuple(promises), (Event(id="E", says={}),), members)


def _cells(needs: Sequence[Requirement], promises: Sequence[Commitment], members: Members = BOTH) -> list[Cell]:
    return assess(plan(*needs), _register(promises, members), VIEW).cells


def _further(name: str, provider: str, quantity: int = 3, **fields: Any) -> FurtherPledge:
    given = {"function": "watch", "sectors": ["A"], **fields}
    return FurtherPledge(id=name, provider=provider, quantity=quantity, **given)


def _close(
    needs: list[Requirement], promises: list[Commitment], further: Sequence[FurtherPledge], members: Members = BOTH
) -> Closure:
    asked = Plan(id="P", says={}, functions={}, sectors={}, phases={}, requirements=needs, further=list(further))
    return close_gap(instance_of(asked, _register(promises, members), VIEW), 0)


def test_a_bloc_does_not_come_in_for_a_member_that_is_not_firm_enough() -> None:
    promises = [promise("N", "EX-NORTH", 10, status=FIRM), promise("F", "EX-FIR", 1, status=SAID)]
    points = credibility_curve(plan(need(quantity=10)), _register(promises, BOTH), VIEW)
    assert [point.tally.secured for point in points] == [1, 0, 0, 0, 0]
    assert [point.tally.missing for point in points] == [9, 10, 10, 10, 10]


def test_a_bloc_does_not_come_in_for_a_member_that_leaves() -> None:
    promises = [promise("N", "EX-NORTH", 10), promise("F", "EX-FIR", 1)]
    made = instance_of(plan(need(quantity=10)), _register(promises, BOTH), VIEW)
    assert [what_if(made, gone).shortfall for gone in ((), ("EX-FIR",), ("EX-NORTH",))] == [9, 10, 9]
    away = instance_of(plan(need(quantity=10)), _register(promises, BOTH), VIEW.without(["EX-FIR"]))
    assert what_if(away).shortfall == 10


def test_the_curve_rises_only_where_a_condition_says_unless() -> None:
    promises = [promise("F", "EX-FIR", 1, status=SAID), promise("G", "EX-GORSE", 5, status=FIRM)]
    promises[1] = promise("G", "EX-GORSE", 5, status=FIRM, condition=Guard(unless=Guard(promised="F")))
    points = credibility_curve(plan(need(quantity=9)), _register(promises, {}), VIEW)
    assert [point.tally.secured for point in points[:2]] == [1, 5]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_of_blocs_with_the_same_member_only_the_larger_promise_counts(order: tuple[int, ...]) -> None:
    promises = [promise("E", "EX-EAST", 3), promise("N1", "EX-NORTH", 2), promise("N2", "EX-NORTH", 2)]
    (cell,) = _cells([need(quantity=6)], [promises[number] for number in order])
    assert (cell.secured, cell.missing, cell.commitments) == (4, 2, ["E", "N1", "N2"])
    assert "E: not added" in cell.notes[0]["en"]
    assert "some of the same members" in cell.notes[0]["en"]


def test_of_equal_promises_of_blocs_with_the_same_member_the_first_by_name_counts() -> None:
    promises = [promise("N", "EX-NORTH", 3), promise("E", "EX-EAST", 3, sectors=["B"])]
    cells = _cells([need("A", 3), need("B", 3)], promises)
    assert [cell.secured for cell in cells] == [0, 3]


def test_the_smaller_bloc_does_not_come_in_where_the_larger_leaves_or_is_not_firm_enough() -> None:
    promises = [promise("N", "EX-NORTH", 3, status=SAID), promise("E", "EX-EAST", 2, status=FIRM)]
    made = instance_of(plan(need()), _register(promises, BOTH), VIEW)
    assert what_if(made, ["EX-NORTH"]).shortfall == 2
    firm = instance_of(plan(need()), _register(promises, BOTH), replace(VIEW, floor="ratified"))
    assert what_if(firm).shortfall == 2


def test_blocs_without_a_common_member_add_up() -> None:
    promises = [promise("E", "EX-EAST", 3), promise("N", "EX-NORTH", 3)]
    apart = {"EX-EAST": ("EX-FIR",), "EX-NORTH": ("EX-GORSE",)}
    assert _cells([need(quantity=6)], promises, apart)[0].secured == 6


def test_of_further_pledges_of_blocs_with_the_same_member_only_the_larger_counts() -> None:
    further = [_further("x", "EX-EAST"), _further("y", "EX-NORTH", 4)]
    for pledges in (further, further[::-1]):
        answer = _close([need(quantity=5)], [], pledges)
        assert (dict(answer.unusable), answer.chosen) == ({"x": "bloc"}, ("y",))
        assert answer.impossible[0].missing == (1,)
    equal = _close([need(quantity=3)], [], [_further("x", "EX-NORTH"), _further("y", "EX-EAST")])
    assert (dict(equal.unusable), equal.chosen) == ({"x": "bloc"}, ("y",))


def test_a_bloc_is_not_asked_for_what_a_bloc_with_the_same_member_promised() -> None:
    answer = _close([need(quantity=5)], [promise("E", "EX-EAST", 1)], [_further("x", "EX-NORTH")])
    assert answer.unusable == {"x": "bloc"}


def test_a_boat_and_a_man_do_not_add_up_to_two_of_what_has_no_unit() -> None:
    promises = [promise("S", "EX-FIR", 1, unit="boats"), promise("T", "EX-GORSE", 1, unit="men")]
    (cell,) = _cells([need()], promises)
    assert (cell.secured, cell.missing, cell.standing) == (0, 2, "unquantified")
    assert "S and T: stated in another unit" in cell.notes[0]["en"]
    (same,) = _cells([need()], [promises[0], promise("T", "EX-GORSE", 1, unit="boats")])
    assert (same.secured, same.standing) == (2, "secured")


def test_leaving_does_not_make_one_unit_of_two() -> None:
    promises = [promise("S", "EX-FIR", 2, unit="boats"), promise("T", "EX-GORSE", 1, unit="men")]
    made = instance_of(plan(need()), _register(promises, {}), VIEW)
    assert what_if(made, ["EX-GORSE"]).shortfall == 2


def test_a_need_without_a_number_adds_nothing_up_and_takes_any_unit() -> None:
    promises = [promise("S", "EX-FIR", 1, unit="boats"), promise("T", "EX-GORSE", 1, unit="men")]
    assert _cells([need(quantity="unquantified")], promises)[0].standing == "secured"


def test_a_further_pledge_in_another_unit_is_not_added_where_the_plan_names_none() -> None:
    further = [_further("x", "EX-IVY", 1, unit="men"), _further("y", "EX-OAK", 1, unit="boats")]
    answer = _close([need()], [promise("S", "EX-FIR", 1, unit="boats")], further)
    assert (answer.chosen, dict(answer.unusable)) == (("y",), {"x": "serves-nothing"})
    assert set(_close([need()], [], further).unusable) == {"x", "y"}
    assert _close([need(quantity=1)], [], further[:1]).chosen == ("x",)


def test_a_promise_named_like_the_inner_name_of_a_further_pledge_is_no_error() -> None:
    taken = promise("further pledge x", "EX-FIR", 1, function="further pledge y")
    waits = _further("x", "EX-IVY", 2, condition=Guard(done="further pledge x"))
    answer = _close([need()], [taken], [waits, _further("y", "EX-OAK", 2)])
    assert answer.chosen == ("y",)
