"""What covers a need, what does not, and certificates that hold or do not."""

from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from servanda.commitments import Register, View
from servanda.coverage import assess, check_cut, falls_without
from servanda.errors import InputError, IntegrityError
from servanda.records.commitment import Commitment, Event, StatusEvent
from servanda.records.condition import Guard
from servanda.records.plan import Cell, Coverage, Cut, Plan, Requirement

AS_OF = datetime(2031, 3, 1, tzinfo=UTC)
VIEW = View(as_of=AS_OF)


def _promise(name: str, **fields: Any) -> Commitment:
    signed = StatusEvent(axis="legal", value="political", occurred_on="2031-01-01", known_on=AS_OF, support=["s"])
    defaults = {"provider": f"P-{name}", "function": "watch", "sectors": ["A"], "quantity": 2, "status": [signed]}
    return Commitment(id=name, beneficiary="B", says={}, support=["s"], **{**defaults, **fields})


def _need(sector: str = "A", quantity: Any = 2, **fields: Any) -> Requirement:
    defaults = {"function": "watch", "phase": "first", "id": f"need-{sector}"}
    return Requirement(sector=sector, quantity=quantity, **{**defaults, **fields})


def _plan(*needs: Requirement) -> Plan:
    return Plan(id="P", says={}, functions={}, sectors={}, phases={}, requirements=list(needs))


def _assess(needs: list[Requirement], promises: list[Commitment], view: View = VIEW, **fields: Any) -> Coverage:
    register = Register(tuple(promises), (Event(id="E", says={"en": "E", "uk": "E"}),), **fields)
    return assess(_plan(*needs), register, view)


def _amounts(cell: Cell) -> tuple[Any, ...]:
    return cell.secured, cell.mutual, cell.possible, cell.missing, cell.standing


def test_secured_mutual_possible_and_missing_add_up_to_the_need() -> None:
    promises = [
        _promise("S", quantity=1),
        _promise("M", quantity=2, condition=Guard(promised="M")),
        _promise("O", quantity=3, condition=Guard(event="E")),
        _promise("V", quantity=50, condition=Guard(any=[])),
    ]
    (cell,) = _assess([_need(quantity=10)], promises).cells
    assert _amounts(cell) == (1, 2, 3, 4, "missing")
    assert cell.commitments == ["M", "O", "S"]


@pytest.mark.parametrize(
    ("need", "standing"), [(1, "secured"), (3, "mutual"), (6, "possible"), (7, "missing"), (0, "secured")]
)
def test_the_standing_is_the_weakest_class_needed_to_meet_it_whole(need: int, standing: str) -> None:
    promises = [
        _promise("S", quantity=1),
        _promise("M", quantity=2, condition=Guard(promised="M")),
        _promise("O", quantity=3, condition=Guard(event="E")),
    ]
    assert _assess([_need(quantity=need)], promises).cells[0].standing == standing


def test_an_unknown_amount_never_covers_a_number() -> None:
    (cell,) = _assess([_need()], [_promise("U", quantity="unquantified")]).cells
    assert _amounts(cell) == (0, 0, 0, 2, "unquantified")
    assert "U" in cell.notes[0]["en"]


def test_another_unit_in_one_sector_takes_nothing_from_the_other_and_the_certificate_holds() -> None:
    needs = [_need("A", 5, unit="companies"), _need("B", 5, unit="battalions")]
    promises = [_promise("S", sectors=["A", "B"], quantity=5, unit="companies")]
    found = _assess(needs, promises)
    assert [_amounts(cell) for cell in found.cells] == [(5, 0, 0, 0, "secured"), (0, 0, 0, 5, "unquantified")]
    (cut,) = found.cuts
    assert (cut.sectors, cut.demand, cut.supply) == (["B"], 5, 0)
    check_cut(cut, _plan(*needs), promises)


@pytest.mark.parametrize(("sectors", "word"), [("unspecified", "not counted"), ("undisclosed", "not disclosed")])
def test_a_place_that_nobody_named_reaches_no_sector(sectors: str, word: str) -> None:
    (cell,) = _assess([_need()], [_promise("U", sectors=sectors)]).cells
    assert _amounts(cell) == (0, 0, 0, 2, "unquantified")
    assert word in cell.notes[0]["en"]


def test_a_number_met_by_others_is_met_although_one_promise_states_none() -> None:
    (cell,) = _assess([_need()], [_promise("S"), _promise("U", quantity="unquantified")]).cells
    assert _amounts(cell) == (2, 0, 0, 0, "secured")


def test_another_unit_and_a_stated_caveat_cover_nothing() -> None:
    needs = [_need(unit="posts")]
    assert _assess(needs, [_promise("U", unit="teams")]).cells[0].standing == "unquantified"
    assert _assess(needs, [_promise("U", unit="posts", caveats=["A"])]).cells[0].standing == "missing"
    assert _assess(needs, [_promise("U", unit="posts")]).cells[0].standing == "secured"


@pytest.mark.parametrize(("hours", "standing"), [(24, "secured"), (25, "missing"), (None, "unquantified")])
def test_readiness_counts_where_the_plan_asks_for_it(hours: int | None, standing: str) -> None:
    assert _assess([_need(readiness_h=24)], [_promise("R", readiness_h=hours)]).cells[0].standing == standing


def test_the_plan_may_ask_for_firmness_and_phase() -> None:
    assert _assess([_need(min_rung="ratified")], [_promise("S")]).cells[0].standing == "missing"
    assert _assess([_need()], [_promise("S", phases=["last"])]).cells[0].standing == "missing"
    assert _assess([_need()], [_promise("S", phases=["first"])]).cells[0].standing == "secured"


@pytest.mark.parametrize(
    ("promise", "standing"),
    [
        (_promise("S", quantity="unquantified"), "secured"),
        (_promise("S", quantity="unquantified", condition=Guard(event="E")), "possible"),
        (_promise("S", quantity=5, sectors="unspecified"), "possible"),
        (_promise("S", function="other"), "missing"),
    ],
)
def test_a_need_without_a_number_has_the_best_class_that_serves_it_and_no_amounts(
    promise: Commitment, standing: str
) -> None:
    (cell,) = _assess([_need(quantity="unquantified")], [promise]).cells
    assert _amounts(cell) == ("unquantified", "unquantified", "unquantified", "unquantified", standing)
    assert "no public number" in cell.notes[0]["en"]


def test_a_bloc_is_never_added_to_its_members() -> None:
    promises = [_promise("U", provider="UNION", quantity=5), _promise("M", provider="MEMBER", quantity=1)]
    (cell,) = _assess([_need(quantity=5)], promises, members={"UNION": ("MEMBER",)}).cells
    assert (cell.secured, cell.missing) == (1, 4)
    assert "members" in cell.notes[0]["en"]
    (alone,) = _assess([_need(quantity=5)], promises[:1], members={"UNION": ("MEMBER",)}).cells
    assert alone.secured == 5


def test_a_higher_floor_never_adds_a_bloc_and_a_withdrawal_on_record_does() -> None:
    made = [("legal", "in_force"), ("material", "quantified")]
    firm = [StatusEvent(axis=a, value=v, occurred_on="2031", known_on=AS_OF, support=["s"]) for a, v in made]  # type: ignore[arg-type]
    gone = StatusEvent(axis="stance", value="withdrawn", occurred_on="2031", known_on=AS_OF, support=["s"])
    bloc, member = _promise("U", provider="UNION", quantity=5, status=firm), _promise("M", provider="MEMBER")
    left = _promise("M", provider="MEMBER", status=[*firm, gone])
    for view, other, secured in [
        (VIEW, member, 2),
        (View(as_of=AS_OF, floor="ratified"), member, 0),
        (VIEW.without(["MEMBER"]), member, 0),
        (VIEW, left, 5),
    ]:
        (cell,) = _assess([_need(quantity=5)], [bloc, other], view, members={"UNION": ("MEMBER",)}).cells
        assert cell.secured == secured


def test_refusals_are_named_where_their_function_is_needed() -> None:
    refusals = [_promise("R", kind="refusal"), _promise("T", kind="refusal", sectors=["B"])]
    assert _assess([_need()], refusals).cells[0].refusals == ["P-R"]
    assert _assess([_need()], refusals, View(as_of=AS_OF.replace(year=2030))).cells[0].refusals == []


def test_one_supply_for_two_sectors_is_not_spent_twice() -> None:
    coverage = _assess([_need("A"), _need("B")], [_promise("S", quantity=3, sectors=["A", "B"])])
    assert sum(cell.secured for cell in coverage.cells if isinstance(cell.secured, int)) == 3
    (cut,) = coverage.cuts
    assert (cut.sectors, cut.demand, cut.supply, cut.suppliers) == (["A", "B"], 4, 3, ["S"])


def test_a_circle_serves_first_the_sector_that_nothing_weaker_can_serve() -> None:
    circle = _promise("M", quantity=1, sectors=["A", "B"], condition=Guard(promised="M"))
    waiting = _promise("O", quantity=1, condition=Guard(event="E"))
    cells = _assess([_need("A", 1), _need("B", 1)], [circle, waiting]).cells
    assert [(cell.requirement, cell.standing) for cell in cells] == [("need-A", "possible"), ("need-B", "mutual")]


def test_the_order_of_needs_and_promises_means_nothing() -> None:
    needs = [_need("A"), _need("B", 3), _need("C", "unquantified")]
    promises = [_promise("S", sectors=["A", "B"]), _promise("T", sectors=["B", "C"])]
    one, other = _assess(needs, promises), _assess(needs[::-1], promises[::-1])
    assert msgspec.json.encode(one) == msgspec.json.encode(other)


def test_two_requirements_for_one_cell_are_refused() -> None:
    with pytest.raises(InputError, match="plan-cell-twice"):
        _assess([_need(), _need(id="again")], [])


def test_amounts_too_large_for_exact_arithmetic_are_refused() -> None:
    with pytest.raises(InputError, match="coverage-too-large"):
        _assess([_need(quantity=2**62)], [_promise("S", quantity=2**62)])


NEEDS = [_need("A"), _need("B")]
PROMISES = [_promise("S", quantity=3, sectors=["A", "B"]), _promise("T", sectors=["C"])]


def test_a_certificate_is_checked_without_the_solver() -> None:
    (cut,) = _assess(NEEDS, PROMISES).cuts
    check_cut(cut, _plan(*NEEDS), PROMISES)
    check_cut(cut, _plan(*NEEDS), PROMISES, as_of=AS_OF)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"demand": 5}, "cut-demand"),
        ({"sectors": ["A"]}, "cut-demand"),
        ({"sectors": ["A", "B", "B"], "demand": 6}, "cut-demand"),
        ({"sectors": ["A", "B", "NOWHERE"]}, "cut-demand"),
        ({"supply": 2}, "cut-supply"),
        ({"suppliers": ["S", "T"], "supply": 5}, "cut-supplier"),
        ({"suppliers": ["NOBODY"]}, "cut-supplier"),
        ({"suppliers": [], "supply": 0}, "cut-left-out"),
        ({"sectors": ["A"], "demand": 2}, "cut-no-shortfall"),
    ],
)
def test_a_certificate_that_was_tampered_with_does_not_hold(change: dict[str, Any], code: str) -> None:
    (cut,) = _assess(NEEDS, PROMISES).cuts
    with pytest.raises(IntegrityError, match=code):
        check_cut(msgspec.structs.replace(cut, **change), _plan(*NEEDS), PROMISES)


def test_a_certificate_of_a_need_that_is_just_met_does_not_hold() -> None:
    cut = Cut(function="watch", phase="first", sectors=["A"], demand=2, supply=2, suppliers=["S"])
    with pytest.raises(IntegrityError, match="cut-no-shortfall"):
        check_cut(cut, _plan(_need()), [_promise("S")])


def test_a_bloc_does_not_raise_the_standing_of_a_need_without_a_number_that_its_member_serves() -> None:
    promises = [_promise("U", provider="UNION"), _promise("M", provider="MEMBER", condition=Guard(event="E"))]
    (cell,) = _assess([_need(quantity="unquantified")], promises, members={"UNION": ("MEMBER",)}).cells
    assert cell.standing == "possible"


def test_what_falls_without_one_guarantor_names_others_that_relied_on_it() -> None:
    promises = [_promise("S"), _promise("T", sectors=["B"], condition=Guard(promised="S"))]
    register = Register(tuple(promises))
    fall = falls_without(_plan(*NEEDS), register, VIEW, "P-S")
    assert [(one.commitment, one.own, one.before, one.after) for one in fall.commitments] == [
        ("S", True, "credible", "void"),
        ("T", False, "credible", "void"),
    ]
    assert [(one.requirement, one.before, one.after, one.lost) for one in fall.cells] == [
        ("need-A", "secured", "missing", 2),
        ("need-B", "secured", "missing", 2),
    ]
    assert "also of P-T" in fall.says["en"]


def test_a_guarantor_on_whom_nobody_relies_takes_only_its_own_away() -> None:
    fall = falls_without(_plan(_need()), Register((_promise("S"), _promise("T"))), VIEW, "P-S")
    assert [one.commitment for one in fall.commitments] == ["S"]
    assert fall.cells == ()
    assert "all its own" in fall.says["en"]
