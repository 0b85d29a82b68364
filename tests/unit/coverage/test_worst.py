"""Who must not leave: worst losses and single points of plans that a reader can work out."""

import numpy as np
import pytest

from servanda.coverage import Stopped, check_cut, scenarios, single_points, worst_losses
from servanda.coverage.losses import slacks_of
from servanda.errors import InputError
from servanda.records.condition import Guard
from unit.coverage.plans import AS_OF, VIEW, instance, need, plan, promise

NEEDS = [need("A", 3), need("B", 3)]
PROMISES = [
    promise("C1", "CEDAR", 3, sectors=["A", "B"]),
    promise("D1", "DELTA", 3, sectors=["A", "B"], condition=Guard(promised="C1")),
    promise("E1", "ELM", 1, sectors=["B"]),
]


def test_the_worst_to_leave_is_the_one_on_whom_another_relies() -> None:
    found = worst_losses(instance(NEEDS, PROMISES), 2)
    nobody, one, two = found.losses
    assert found.proven
    assert (nobody.providers, nobody.shortfall, nobody.cuts) == ((), 0, ())
    assert (one.providers, one.shortfall, one.own) == (("CEDAR",), 5, ("C1",))
    assert [(lost.commitment, lost.provider, lost.after) for lost in one.fell] == [("D1", "DELTA", "void")]
    assert (two.providers, two.shortfall) == (("CEDAR", "ELM"), 6)


def test_the_certificate_names_who_is_gone_and_passes_the_checker() -> None:
    one = worst_losses(instance(NEEDS, PROMISES), 1).losses[1]
    (cut,) = one.cuts
    assert (cut.sectors, cut.demand, cut.supply, cut.suppliers) == (["A", "B"], 6, 1, ["E1"])
    assert cut.without == ["CEDAR"]
    still = [promise for promise in PROMISES if promise.id != "D1"]
    check_cut(cut, plan(*NEEDS), still, as_of=AS_OF)


def test_of_sets_that_cost_the_same_the_first_by_name_is_named() -> None:
    alike = [promise("C", "CEDAR", 1), promise("B", "BIRCH", 1)]
    one = worst_losses(instance([need("A", 2)], alike), 1).losses[1]
    assert (one.providers, one.shortfall) == (("BIRCH",), 1)


def test_if_fewer_are_there_than_may_leave_all_leave() -> None:
    found = worst_losses(instance(NEEDS, PROMISES[:1]), 3)
    assert [loss.providers for loss in found.losses] == [(), ("CEDAR",), ("CEDAR",), ("CEDAR",)]


def test_with_nobody_there_everything_is_short_whoever_may_leave() -> None:
    found = worst_losses(instance(NEEDS, []), 2)
    assert [(loss.providers, loss.shortfall) for loss in found.losses] == [((), 6)] * 3
    assert worst_losses(instance([], PROMISES), 1).losses[1].shortfall == 0


def test_who_is_gone_from_the_beginning_cannot_leave_again() -> None:
    gone = instance(NEEDS, PROMISES, VIEW.without(["ELM"]))
    nobody, one = worst_losses(gone, 1).losses
    assert (nobody.providers, nobody.shortfall) == ((), 0)
    assert (one.providers, one.shortfall, one.cuts[0].without) == (("CEDAR",), 6, ["CEDAR", "ELM"])


def test_each_function_and_phase_has_a_worst_set_of_its_own() -> None:
    needs = [need("A", 2), need("A", 2, phase="second", id="later")]
    promises = [promise("C", "CEDAR", 2, phases=["first"]), promise("D", "DELTA", 2, phases=["second"])]
    found = worst_losses(instance(needs, promises), 1)
    ones = [(group.phase, group.providers, group.shortfall) for group in found.groups if group.k == 1]
    assert ones == [("first", ("CEDAR",), 2), ("second", ("DELTA",), 2)]
    nobody = [group for group in found.groups if group.k == 0]
    assert all(group.cut is None and group.providers == () for group in nobody)


def test_a_circle_counts_only_where_it_is_asked_for() -> None:
    ring = [
        promise("C", "CEDAR", 2, condition=Guard(promised="D")),
        promise("D", "DELTA", 2, condition=Guard(promised="C")),
    ]
    made = instance([need("A", 4)], ring)
    assert worst_losses(made, 1).losses[0].shortfall == 4
    nobody, one = worst_losses(made, 1, counting="mutual").losses
    assert (nobody.shortfall, one.shortfall, one.providers) == (0, 4, ("CEDAR",))


def test_a_question_that_is_stopped_answers_with_what_it_has_and_says_so() -> None:
    def stop(done: int, whole: int) -> None:
        assert done <= whole
        if done >= 3:
            raise Stopped

    found = worst_losses(instance(NEEDS, PROMISES), 3, progress=stop)
    assert not found.proven
    assert [loss.k for loss in found.losses] == [0]
    assert {group.k for group in found.groups} == {0}


def test_progress_ends_where_it_said_it_would() -> None:
    told: list[tuple[int, int]] = []
    worst_losses(instance(NEEDS, PROMISES), 2, progress=lambda done, whole: told.append((done, whole)))
    assert sorted({done for done, _whole in told}) == list(range(told[0][1] + 1))
    assert [done for done, _whole in told] == sorted(done for done, _whole in told)


def test_many_runs_give_what_one_run_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    made = instance(NEEDS, PROMISES)
    whole = worst_losses(made, 3)
    monkeypatch.setattr(scenarios, "MOST_AT_ONCE", 1)
    assert worst_losses(made, 3) == whole


@pytest.mark.parametrize("unit", [1, 2**22, 2**30, 2**54])
def test_large_amounts_are_exact(unit: int) -> None:
    needs = [need("A", 3 * unit + 1), need("B", 3 * unit)]
    promises = [
        promise("C1", "CEDAR", 3 * unit + 1, sectors=["A", "B"]),
        promise("D1", "DELTA", 3 * unit, sectors=["A", "B"], condition=Guard(promised="C1")),
        promise("E1", "ELM", 1, sectors=["B"]),
    ]
    assert [loss.shortfall for loss in worst_losses(instance(needs, promises), 2).losses] == [0, 6 * unit, 6 * unit + 1]


@pytest.mark.parametrize("amount", [2**62, 2**200])
def test_amounts_beyond_exact_arithmetic_are_refused(amount: int) -> None:
    with pytest.raises(InputError, match="coverage-too-large"):
        instance([need("A", 1)], [promise("C", "CEDAR", amount)])
    with pytest.raises(InputError, match="coverage-too-large"):
        instance([need("A", amount)], [])


def test_a_negative_number_of_absent_is_refused() -> None:
    with pytest.raises(InputError, match="worst-k-negative"):
        worst_losses(instance(NEEDS, PROMISES), -1)


def test_more_sectors_than_a_mask_holds_are_refused_for_worst_losses_but_assessed() -> None:
    sectors = [f"S{number:02}" for number in range(63)]
    made = instance([need(sector, 1) for sector in sectors], [promise("C", "CEDAR", 60, sectors=sectors)])
    assert sum(sum(met.parts[0]) for met in made.now.met) == 60
    assert {point.provider for point in single_points(made)} == {"CEDAR"}
    with pytest.raises(InputError, match="coverage-too-many-sectors"):
        worst_losses(made, 1)


def test_beyond_fourteen_sectors_lazy_cuts_find_the_same() -> None:
    spare = [need(f"Z{number:02}", 0) for number in range(14)]
    few, many = instance(NEEDS, PROMISES), instance([*NEEDS, *spare], PROMISES)
    assert worst_losses(many, 3).losses == worst_losses(few, 3).losses


def test_many_sectors_that_fall_apart_are_looked_at_part_by_part() -> None:
    west, east = [f"W{number}" for number in range(10)], [f"X{number}" for number in range(10)]
    needs = [need(sector, 1) for sector in (*west, *east)]
    ones = [promise(f"C-{sector}", "CEDAR", 1, sectors=[sector]) for sector in west]
    pairs = [promise(f"D-{a}{b}", "DELTA", 1, sectors=[a, b]) for a, b in zip(east, [*east[1:], east[0]], strict=True)]
    made = instance(needs, [*ones, *pairs, promise("E", "ELM", 2, sectors=east)])
    able = np.ones(len(made.net.names), dtype=np.bool_)
    assert sorted(len(part.needs) for part in slacks_of(made.groups[0], able)) == [1] * 10 + [10]
    assert [(loss.providers, loss.shortfall) for loss in worst_losses(made, 2).losses] == [
        ((), 0),
        (("CEDAR",), 10),
        (("CEDAR", "DELTA"), 18),
    ]


def test_sectors_that_the_same_promises_reach_are_one() -> None:
    needs = [need(f"S{number:02}", 1) for number in range(20)]
    made = instance(needs, [promise("C", "CEDAR", 15, sectors=[one.sector for one in needs])])
    (slack,) = slacks_of(made.groups[0], np.ones(1, dtype=np.bool_))
    assert (slack.needs, slack.cuts, slack.least) == ([20], [1], -5)


def test_single_points_are_those_whose_leaving_alone_breaks_something_by_name() -> None:
    points = single_points(instance(NEEDS, PROMISES))
    assert [(point.provider, point.requirements) for point in points] == [
        ("CEDAR", ("need-A", "need-B")),
        ("DELTA", ("need-B",)),
    ]
    assert points[0].fall.shortfall == 5
    assert [lost.commitment for lost in points[0].fall.commitments] == ["C1", "D1"]


def test_a_need_without_a_number_breaks_when_the_last_who_serves_it_leaves() -> None:
    vague = [need("A", "unquantified")]
    promises = [promise("C", "CEDAR", "unquantified"), promise("D", "DELTA", 5, condition=Guard(event="E"))]
    (point,) = single_points(instance(vague, promises))
    assert (point.provider, point.requirements) == ("CEDAR", ("need-A",))
    assert [(p.provider) for p in single_points(instance(vague, promises), counting="possible")] == []


def test_single_points_can_be_stopped() -> None:
    def stop(_done: int, _whole: int) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        single_points(instance(NEEDS, PROMISES), progress=stop)
