"""The cheapest further pledges: what is chosen, what cannot be closed, what is refused, what a stopped search says."""

import os
import signal
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from servanda.commitments import Register, View
from servanda.coverage import Closure, Stopped, close_gap, instance_of, rows
from servanda.coverage.quiet import quiet
from servanda.errors import InputError
from servanda.records.commitment import Commitment, Event, StatusEvent
from servanda.records.condition import Guard, RungAtLeast, SumAtLeast
from servanda.records.plan import FurtherPledge, Plan, Requirement

AS_OF = datetime(2031, 3, 1, tzinfo=UTC)
VIEW = View(as_of=AS_OF)


@pytest.fixture(autouse=True)
def no_longer_than_a_minute() -> Iterator[None]:
    """A search that cannot meet what it asks for would go on for ever: then the test fails."""

    def over(*_: object) -> None:
        pytest.fail("the search does not end")

    before = signal.signal(signal.SIGALRM, over)
    signal.alarm(60)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def _promise(name: str, **fields: Any) -> Commitment:
    signed = StatusEvent(axis="legal", value="signed", occurred_on="2031-01-01", known_on=AS_OF, support=["s"])
    defaults = {"provider": f"P-{name}", "function": "watch", "sectors": ["A"], "quantity": 2, "status": [signed]}
    return Commitment(id=name, beneficiary="B", says={}, support=["s"], **{**defaults, **fields})


def _need(quantity: int = 2, sector: str = "A", **fields: Any) -> Requirement:
    return Requirement(
        **{"id": f"need-{sector}", "function": "watch", "sector": sector, "phase": "first", "quantity": quantity}
        | fields
    )


def _further(name: str, **fields: Any) -> FurtherPledge:
    return FurtherPledge(
        **{"id": name, "provider": f"P-{name}", "function": "watch", "quantity": 2, "sectors": ["A"]} | fields
    )


def _close(
    needs: list[Requirement], promises: list[Commitment], further: list[FurtherPledge], k: int = 0, **asked: Any
) -> Closure:
    plan = Plan(id="P", says={}, functions={}, sectors={}, phases={}, requirements=needs, further=further)
    register = Register(tuple(promises), (Event(id="E", says={}),), asked.pop("members", {}))
    return close_gap(instance_of(plan, register, asked.pop("view", VIEW)), k, **asked)


def test_where_nothing_is_missing_nothing_is_asked_for() -> None:
    answer = _close([_need()], [_promise("a")], [_further("x")])
    assert (answer.chosen, answer.cost, answer.proven, answer.rows) == ((), 0, True, ())


def test_the_cheapest_is_chosen_not_the_fewest() -> None:
    further = [_further("x", quantity=4, cost=9), _further("y", cost=2), _further("z", cost=3)]
    answer = _close([_need(4)], [], further)
    assert (answer.chosen, answer.cost, answer.bound, answer.gap) == (("y", "z"), 5, 5, 0)


def test_a_further_pledge_leaves_with_its_provider() -> None:
    further = [_further("x", provider="one"), _further("y", provider="one"), _further("z", provider="two")]
    assert _close([_need()], [], further).cost == 1
    assert _close([_need()], [], further, k=1).chosen in {("x", "z"), ("y", "z")}


def test_what_may_be_missing_when_one_leaves_may_not_be_missing_when_nobody_does() -> None:
    answer = _close([_need(4)], [_promise("a")], [_further("x"), _further("y", provider="P-x", quantity=1)], k=1)
    assert answer.impossible[0].missing == (0, 2)
    assert (answer.chosen, answer.proven) == (("x",), True)


def test_one_unit_in_many_millions_is_not_lost() -> None:
    large = 1 << 25
    further = [_further("x", quantity=large, cost=1), _further("y", quantity=large + 1, cost=2)]
    answer = _close([_need(large + 1)], [], further)
    assert (answer.chosen, answer.rows[0].least, answer.proven) == (("y",), large + 1, True)


@pytest.mark.parametrize("at_once", [1, 128])
def test_of_cases_alike_the_worst_counts_wherever_it_stands(monkeypatch: pytest.MonkeyPatch, at_once: int) -> None:
    monkeypatch.setattr(rows, "_BLOCK", at_once)
    further = [_further("s", quantity=1), _further("t", quantity=1), _further("big", quantity=3, cost=5)]
    answer = _close([_need(4)], [_promise("a"), _promise("b", quantity=1)], further, k=1)
    assert (answer.cost, answer.proven) == (6, True)


def test_a_row_names_the_fewest_sectors_that_show_it() -> None:
    answer = _close([_need(), _need(sector="B")], [_promise("b", sectors=["B"])], [_further("x")])
    assert [row.cut.sectors for row in answer.rows] == [["A"]]


def test_a_further_pledge_falls_with_the_promise_it_waits_for() -> None:
    further = [_further("x", condition=Guard(promised="a")), _further("y", cost=5)]
    enabler = _promise("a", function="other")
    assert _close([_need()], [enabler], further).chosen == ("x",)
    assert _close([_need()], [enabler], further, k=1).chosen == ("x", "y")
    assert _close([_need()], [enabler], further, k=2).impossible[0].missing == (0, 0, 2)


def test_what_waits_for_an_undecided_event_is_asked_for_only_where_the_possible_counts() -> None:
    further = [_further("x", condition=Guard(event="E"))]
    assert _close([_need()], [], further).impossible[0].missing == (2,)
    assert _close([_need()], [], further, counting="possible").chosen == ("x",)


def test_no_sum_of_the_register_counts_a_further_pledge() -> None:
    waits = _promise("a", quantity=3, condition=Guard(sum=SumAtLeast(function="watch", amount=5)))
    answer = _close([_need(5)], [waits], [_further("x", quantity=2)])
    assert answer.impossible[0].missing == (3,)


def test_what_cannot_be_closed_is_named_with_its_sums_and_the_rest_is_closed_at_the_least_cost() -> None:
    needs = [_need(9), _need(2, "B", id="other", function="repair")]
    further = [_further("x", quantity=3), _further("y", sectors=["B"], function="repair"), _further("z", quantity=3)]
    answer = _close(needs, [_promise("a")], further, k=1)
    (watch, repair) = sorted(answer.impossible, key=lambda cell: cell.function, reverse=True)
    assert (watch.function, watch.phase, watch.missing) == ("watch", "first", (1, 4))
    cut = watch.certificate.cut
    assert (cut.sectors, cut.demand, cut.supply + sum(watch.certificate.pledges.values())) == (["A"], 9, 5)
    assert len(cut.without) == 1
    assert (repair.missing, answer.chosen, answer.proven) == ((0, 2), ("x", "y", "z"), True)


def test_every_row_of_the_proof_can_be_added_up_by_hand() -> None:
    needs = [_need(3), _need(3, "B")]
    promises = [_promise("a", sectors=["A", "B"], quantity=4), _promise("b", sectors=["B"])]
    answer = _close(needs, promises, [_further(name, sectors=["A", "B"]) for name in "uvwxyz"], k=1)
    assert answer.proven
    for row in answer.rows:
        needed = sum(int(need.quantity) for need in needs if need.sector in row.cut.sectors)
        left = sum(
            int(p.quantity)
            for p in promises
            if set(p.sectors) & set(row.cut.sectors) and p.provider not in row.cut.without
        )
        assert (row.cut.demand, row.cut.supply, row.least) == (needed, left, needed - left)
        assert set(row.pledges) == {name for name in "uvwxyz" if f"P-{name}" not in row.cut.without}


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"provider": "gone"}, "gone"),
        ({"rung": "signalled"}, "below-floor"),
        ({"sectors": ["C"]}, "serves-nothing"),
        ({"unit": "brigade"}, "serves-nothing"),
        ({"readiness_h": 90}, "serves-nothing"),
        ({"readiness_h": None}, "serves-nothing"),
        ({"provider": "BLOC"}, "bloc"),
    ],
)
def test_a_further_pledge_that_cannot_be_taken_is_named_with_the_reason(fields: dict[str, Any], why: str) -> None:
    view = View(as_of=AS_OF, withdrawn=frozenset({"gone"}), floor="offered")
    need = _need(unit="company", readiness_h=72, min_rung="offered")
    said = StatusEvent(axis="material", value="indicative", occurred_on="2031-01-01", known_on=AS_OF, support=["s"])
    offer = {"provider": "member", "unit": "company", "readiness_h": 1, "status": [said]}
    further = [_further("x", **({"unit": "company", "readiness_h": 72} | fields))]
    answer = _close([need], [_promise("a", **offer)], further, view=view, members={"BLOC": ("member",)})
    assert answer.unusable == {"x": why}
    assert answer.chosen == ()


def test_a_member_is_not_asked_for_what_its_bloc_may_have_promised_already() -> None:
    further = [_further("x", provider="member")]
    answer = _close([_need(4)], [_promise("a", provider="BLOC")], further, members={"BLOC": ("member",)})
    assert answer.unusable == {"x": "member"}


@pytest.mark.parametrize(
    "condition",
    [Guard(promised="y"), Guard(all=[Guard(done="y")]), Guard(rung=RungAtLeast(commitment="y", rung="pledged"))],
)
def test_a_further_pledge_may_not_wait_for_another(condition: Guard) -> None:
    with pytest.raises(InputError, match="waits for the further pledge 'y'") as caught:
        _close([_need()], [], [_further("x", condition=condition), _further("y")])
    assert (caught.value.code, caught.value.place) == ("further-names-further", "x")


def test_names_are_used_once_and_conditions_name_what_there_is() -> None:
    with pytest.raises(InputError) as twice:
        _close([_need()], [_promise("x")], [_further("x")])
    with pytest.raises(InputError) as unknown:
        _close([_need()], [], [_further("x", condition=Guard(promised="nobody"))])
    with pytest.raises(InputError) as negative:
        _close([_need()], [], [], k=-1)
    assert [caught.value.code for caught in (twice, unknown, negative)] == [
        "further-twice",
        "guard-unknown-reference",
        "closure-negative",
    ]


def test_what_does_not_fit_is_refused_with_its_size() -> None:
    many = [_further(f"x{n}", function="other") for n in range(300)]
    needs = [_need(), _need(function="other", id="n")]
    with pytest.raises(InputError, match="of 300 providers leave") as cases:
        _close(needs, [], many, k=5)
    with pytest.raises(InputError) as amounts:
        _close([_need(2**53)], [], [])
    assert [caught.value.code for caught in (cases, amounts)] == ["closure-too-many-cases", "coverage-too-large"]


def test_a_search_that_is_stopped_says_what_it_has_and_never_calls_it_proven() -> None:
    needs = [_need(3, function=name, id=name) for name in "fgh"]
    further = [_further(f"{name}{n}", function=name, cost=n + 1) for name in "fgh" for n in range(4)]
    proven = _close(needs, [], further, k=1)
    told: list[tuple[int, int]] = []
    assert _close(needs, [], further, k=1, progress=lambda *step: told.append(step)) == proven
    assert told[-1] == (6, 6)
    assert sorted(told) == told
    for steps in range(len(told)):
        answer = _close(needs, [], further, k=1, progress=_stop_after(steps))
        assert answer.bound <= proven.cost <= answer.cost
        assert answer.proven == (not answer.open)
        assert answer.proven or steps < len(told) - 1


def _stop_after(steps: int) -> Any:
    left = [steps]

    def tell(_done: int, _whole: int) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise Stopped

    return tell


def test_sixteen_sectors_are_closed_by_maximum_flows() -> None:
    sectors = [f"s{number:02}" for number in range(16)]
    needs = [_need(1, sector) for sector in sectors]
    promises = [_promise("a", sectors=sectors, quantity=10)]
    further = [_further(f"x{n}", sectors=sectors[n:], quantity=6, cost=1 + n) for n in range(4)]
    assert _close(needs, promises, further).chosen == ("x0",)
    answer = _close(needs, promises, further, k=1)
    assert (answer.chosen, answer.impossible) == (("x0", "x1", "x2"), ())


def test_a_line_of_the_solver_does_not_reach_standard_output(capfd: pytest.CaptureFixture[str]) -> None:
    with quiet():
        os.write(1, b"HighsMipSolverData::transformNewIntegerFeasibleSolution tmpSolver.run();\nanother's line\n")
    assert capfd.readouterr().out == "another's line\n"


def test_a_requirement_without_a_number_that_is_not_met_keeps_the_gap_open_and_is_named() -> None:
    needs = [_need(), _need("unquantified", "B"), _need("unquantified", "C")]  # type: ignore[arg-type]
    promises = [_promise("a"), _promise("b", sectors=["B"], quantity="unquantified")]
    answer = _close(needs, promises, [_further("x", sectors=["C"])])
    assert (answer.impossible, answer.unquantified, answer.closed) == ((), ("need-C",), False)
    assert _close(needs[:2], promises, []).closed


def test_a_requirement_without_a_number_must_be_met_whoever_leaves() -> None:
    need = _need("unquantified")  # type: ignore[arg-type]
    promises = [_promise("a"), _promise("b")]
    assert [_close([need], promises, [], k=k).unquantified for k in (0, 1, 2)] == [(), (), ("need-A",)]
    waits = [_promise("a", condition=Guard(event="E"))]
    assert _close([need], waits, []).unquantified == ("need-A",)
    assert _close([need], waits, [], counting="possible").unquantified == ()


def test_stopped_before_it_knows_who_may_leave_it_shows_no_requirement_without_a_number_to_be_met() -> None:
    def stop(_done: int, _whole: int) -> None:
        raise Stopped

    assert _close([_need("unquantified")], [_promise("a")], [], progress=stop).unquantified == ("need-A",)  # type: ignore[arg-type]
