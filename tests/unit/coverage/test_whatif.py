"""What changes if somebody leaves, something happens, or less counts; and the credibility curve."""

import msgspec
import pytest

from servanda.commitments import Register
from servanda.coverage import (
    Counting,
    Stopped,
    allocation,
    check_allocation,
    check_counted,
    credibility_curve,
    what_if,
)
from servanda.errors import InputError, IntegrityError
from servanda.records.commitment import Event, StatusEvent
from servanda.records.condition import AtLeast, Guard, SumAtLeast
from servanda.records.plan import Share
from servanda.records.time import Interval
from unit.coverage.plans import AS_OF, VIEW, instance, need, plan, promise

NEEDS = [need("A", 3), need("B", 3)]
PROMISES = [
    promise("C1", "CEDAR", 3, sectors=["A", "B"]),
    promise("D1", "DELTA", 3, sectors=["A", "B"], condition=Guard(event="E")),
]


def test_an_event_that_happens_secures_what_waited_for_it() -> None:
    answer = what_if(instance(NEEDS, PROMISES), assume={"E": "true"})
    assert (answer.commitments, answer.cells) == ((), ())
    assert [(one.commitment, one.before, one.after, one.own) for one in answer.better] == [
        ("D1", "open", "credible", False)
    ]
    assert [(cell.requirement, cell.before, cell.after, cell.lost) for cell in answer.better_cells] == [
        ("need-B", "possible", "secured", 0)
    ]
    assert (answer.shortfall_before, answer.shortfall, answer.cuts) == (3, 0, ())


def test_an_event_that_fails_leaves_what_waited_for_it_void() -> None:
    answer = what_if(instance(NEEDS, PROMISES), assume={"E": "false"}, counting="possible")
    assert [(one.commitment, one.after) for one in answer.commitments] == [("D1", "void")]
    assert (answer.shortfall_before, answer.shortfall) == (0, 3)
    assert [(cut.sectors, cut.demand, cut.supply) for cut in answer.cuts] == [(["A", "B"], 6, 3)]


def test_an_event_that_is_decided_can_be_thought_away() -> None:
    made = instance(NEEDS, PROMISES, VIEW.assuming({"E": "true"}))
    assert what_if(made, assume={"E": "unknown"}).shortfall == 3
    assert what_if(made, ["CEDAR"], assume={"E": "false"}).shortfall == 6


def test_another_floor_leaves_out_what_is_not_firm_enough() -> None:
    answer = what_if(instance(NEEDS, PROMISES), floor="ratified")
    assert [one.commitment for one in answer.commitments] == ["C1", "D1"]
    assert (answer.shortfall_before, answer.shortfall) == (3, 6)


def test_several_leave_and_a_single_promise_can_too() -> None:
    made = instance(NEEDS, PROMISES, VIEW.assuming({"E": "true"}))
    both, single = what_if(made, ["DELTA", "CEDAR"]), what_if(made, ["D1"])
    assert (both.gone, both.shortfall) == (("CEDAR", "DELTA"), 6)
    assert (single.shortfall, single.commitments[0].own, single.cuts[0].without) == (3, True, ["D1"])


def test_nothing_changes_if_nobody_leaves() -> None:
    answer = what_if(instance(NEEDS, PROMISES))
    assert (answer.commitments, answer.cells, answer.better, answer.better_cells) == ((), (), (), ())
    assert answer.shortfall == answer.shortfall_before


def _firm(value: str) -> list[StatusEvent]:
    step = StatusEvent(axis="legal", value=value, occurred_on="2031-01-01", known_on=AS_OF, support=["s"])  # type: ignore[arg-type]
    return [step, StatusEvent(axis="material", value="quantified", occurred_on="2031", known_on=AS_OF, support=["s"])]


def test_the_curve_shows_what_is_left_as_more_firmness_is_asked_for() -> None:
    needs = [need("A", 5), need("B", "unquantified")]
    promises = [
        promise("C", "CEDAR", 1, status=_firm("statement")),
        promise("D", "DELTA", 1, status=_firm("political"), sectors=["A", "B"]),
        promise("E", "ELM", 1, status=_firm("in_force"), condition=Guard(promised="D")),
    ]
    register = Register(tuple(promises), (Event(id="E", says={}),))
    points = credibility_curve(plan(*needs), register, VIEW)
    assert [(p.floor, p.tally.secured, p.tally.missing, p.tally.unquantified) for p in points] == [
        ("signalled", 3, 2, 1),
        ("offered", 3, 2, 1),
        ("pledged", 2, 3, 1),
        ("ratified", 0, 5, 1),
        ("deployed", 0, 5, 1),
    ]
    assert [point.tally.standings["secured"] for point in points] == [1, 1, 1, 0, 0]
    assert all(sum(point.tally.standings.values()) == 2 for point in points)
    assert all(point.groups[0].tally == point.tally for point in points)


def test_the_curve_can_be_stopped() -> None:
    def stop(done: int, whole: int) -> None:
        if done == whole - 1:
            raise Stopped

    with pytest.raises(Stopped):
        credibility_curve(plan(*NEEDS), Register(tuple(PROMISES[:1])), VIEW, progress=stop)


SHARES = [
    Share(commitment="C1", requirement="need-A", amount=2),
    Share(commitment="C1", requirement="need-B", amount=1),
]
MET = {"need-A": 2, "need-B": 1}


def test_a_division_is_checked_without_the_solver() -> None:
    check_allocation(SHARES, MET, plan(*NEEDS), PROMISES[:1], AS_OF)
    shares = allocation(instance(NEEDS, PROMISES))
    assert shares == [Share(commitment="C1", requirement="need-A", amount=3)]
    check_allocation(shares, {"need-A": 3}, plan(*NEEDS), PROMISES[:1], AS_OF)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"commitment": "D1"}, "share-cannot-serve"),
        ({"requirement": "need-C"}, "share-cannot-serve"),
        ({"requirement": "nowhere"}, "share-cannot-serve"),
        ({"amount": 0}, "share-cannot-serve"),
        ({"amount": 3}, "share-too-much"),
        ({"amount": 1}, "share-not-met"),
    ],
)
def test_a_division_that_was_tampered_with_does_not_hold(change: dict[str, object], code: str) -> None:
    shares = [msgspec.structs.replace(SHARES[0], **change), SHARES[1]]
    with pytest.raises(IntegrityError, match=code):
        check_allocation(shares, MET, plan(*NEEDS, need("C", 9)), PROMISES[:1], AS_OF)


def test_a_division_cannot_claim_more_than_a_need() -> None:
    shares = [Share(commitment="C1", requirement="need-A", amount=3)]
    with pytest.raises(IntegrityError, match="share-not-met"):
        check_allocation(shares, {"need-A": 3}, plan(need("A", 2)), PROMISES[:1], AS_OF)


RING = [
    promise("C", "CEDAR", condition=Guard(promised="D")),
    promise("D", "DELTA", condition=Guard(promised="C")),
    promise("E", "ELM", condition=Guard(at_least=AtLeast(k=1, of=[Guard(event="E"), Guard(promised="F")]))),
    promise("F", "FIR", condition=Guard(sum=SumAtLeast(function="watch", amount=4)), window=Interval(start=AS_OF)),
]


@pytest.mark.parametrize(
    ("gone", "counting", "names"),
    [
        ([], "secured", []),
        ([], "mutual", ["C", "D", "E", "F"]),
        (["CEDAR"], "mutual", ["E", "F"]),
        (["CEDAR", "FIR"], "mutual", []),
        (["CEDAR", "FIR"], "possible", ["E"]),
    ],
)
def test_which_promises_count_is_checked_by_reading_conditions_again(
    gone: list[str], counting: Counting, names: list[str]
) -> None:
    register = Register(tuple(RING), (Event(id="E", says={}),))
    view = VIEW.without(gone)
    check_counted(names, register, view, counting)
    for wrong in ([*names, "NOBODY"], names[1:] or ["C"]):
        with pytest.raises(IntegrityError, match="counted-wrong"):
            check_counted(wrong, register, view, counting)


def test_a_condition_with_unless_is_not_checked_by_reading_again() -> None:
    register = Register((promise("C", "CEDAR", condition=Guard(unless=Guard(promised="C"))),))
    with pytest.raises(InputError, match="check-not-monotone"):
        check_counted([], register, VIEW, "secured")
