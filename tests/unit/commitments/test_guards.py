"""Conditions: amounts, rungs, moments, *unless*, readings, and what is wrong with them."""

from datetime import UTC, datetime
from typing import Any

import pytest

from servanda.commitments import (
    Register,
    View,
    choose,
    circles,
    lint_register,
    released_by,
    stand,
    unlock_sets,
    waits,
    why,
    why_each,
    withdrawal_sets,
)
from servanda.errors import InputError
from servanda.records.commitment import Commitment, Event, EventState, GuardReading, StatusEvent
from servanda.records.condition import AtLeast, Guard, RungAtLeast, SumAtLeast

AS_OF = datetime(2031, 3, 1, tzinfo=UTC)
VIEW = View(as_of=AS_OF)


def _promise(name: str, condition: Guard | None = None, legal: Any = "signed", **fields: Any) -> Commitment:
    signed = StatusEvent(axis="legal", value=legal, occurred_on="2031-01-01", known_on=AS_OF, support=["s"])
    fields = {"provider": f"P-{name}", "function": "watch", "status": [signed], **fields}
    return Commitment(id=name, beneficiary="B", says={}, condition=condition or Guard(all=[]), support=["s"], **fields)


def _event(name: str, value: Any = "unknown", **fields: Any) -> Event:
    state = EventState(value=value, known_on=AS_OF)
    return Event(id=name, says={"en": name, "uk": name}, states=[state], **fields)


def test_an_amount_is_reached_by_standing_promises_and_never_by_unknown_amounts() -> None:
    enough = _promise("X", Guard(sum=SumAtLeast(function="watch", amount=5)), function="other")
    parts = (_promise("A", quantity=3), _promise("B", Guard(event="E"), quantity=2), _promise("C"))
    register = Register((enough, *parts), (_event("E"),))
    assert stand(register, VIEW)["X"] == "open"
    assert stand(register, VIEW.assuming({"E": "true"}))["X"] == "credible"
    assert stand(register, VIEW.assuming({"E": "true"}).without(["A"]))["X"] == "void"


def test_once_it_comes_or_once_it_does_not_stands_whatever_comes() -> None:
    either = _promise("A", Guard(any=[Guard(event="E"), Guard(unless=Guard(event="E"))]))
    neither = _promise("B", Guard(all=[Guard(event="E"), Guard(unless=Guard(event="E"))]))
    through = _promise("C", Guard(any=[Guard(promised="A"), Guard(event="F")]))
    register = Register((either, neither, through), (_event("E"), _event("F")))
    assert stand(register, VIEW) == {"A": "credible", "B": "void", "C": "credible"}


def test_facts_that_cut_both_ways_are_tried_out_up_to_ten() -> None:
    def either(count: int) -> Register:
        events = [f"E{number:02}" for number in range(count)]
        ways = [Guard(any=[Guard(event=name), Guard(unless=Guard(event=name))]) for name in events]
        return Register((_promise("A", Guard(all=ways)),), tuple(_event(name) for name in events))

    assert stand(either(10), VIEW)["A"] == "credible"
    assert stand(either(11), VIEW)["A"] == "open"


def test_what_must_not_come_is_part_of_what_a_promise_waits_for() -> None:
    alone = _promise("A", Guard(all=[Guard(event="E"), Guard(unless=Guard(promised="B"))]))
    other = _promise("B", Guard(event="F"))
    register = Register((alone, other), (_event("E"), _event("F")))
    assert unlock_sets(register, VIEW, "A").sets == (("E", "not:F"),)
    assert why(register, VIEW, "A").unlocks == unlock_sets(register, VIEW, "A")
    released = {one.commitment: one for one in released_by(register, VIEW, "E")}["A"]
    assert released.still_needs.sets == (("not:F",),)
    assert "does not come: F" in released.says["en"]


def test_with_too_many_facts_behind_an_unless_no_set_is_claimed_to_be_all() -> None:
    events = [f"E{number:02}" for number in range(13)]
    parts = [Guard(any=[Guard(event=name), Guard(unless=Guard(promised="B"))]) for name in events]
    other = _promise("B", Guard(any=[Guard(event=name) for name in events]))
    register = Register((_promise("A", Guard(all=parts)), other), tuple(_event(name) for name in events))
    found = unlock_sets(register, VIEW, "A")
    assert (found.sets, found.complete) == ((), False)


def test_a_promise_that_rests_on_the_form_of_another_falls_with_its_provider() -> None:
    resting = _promise("A", Guard(rung=RungAtLeast(commitment="B", rung="signalled")))
    register = Register((resting, _promise("B", Guard(event="E"))), (_event("E"),))
    assert stand(register, VIEW)["A"] == "credible"
    assert withdrawal_sets(register, VIEW, ["A"]).sets == (("P-A",), ("P-B",))


def test_a_promise_that_waits_for_its_own_absence_is_named() -> None:
    ring = [_promise(name, Guard(unless=Guard(promised=other))) for name, other in ("AB", "BC", "CA")]
    own = _promise("X", Guard(all=[Guard(event="E"), Guard(unless=Guard(promised="X"))]))
    found = [one for one in lint_register(Register((*ring, own), (_event("E"),)), VIEW) if one.code == "incoherent"]
    assert [(one.place, one.values["loop"]) for one in found] == [("A", ("A", "B", "C")), ("X", ("X",))]
    never = Register((*ring, own), (_event("E", "false"),))
    assert [one.place for one in lint_register(never, VIEW) if one.code == "incoherent"] == ["A"]


def test_a_promise_with_another_way_to_stand_does_not_wait_for_its_own_absence() -> None:
    own = _promise("X", Guard(any=[Guard(event="E"), Guard(unless=Guard(promised="X"))]))
    assert "incoherent" not in {one.code for one in lint_register(Register((own,), (_event("E"),)), VIEW)}
    settled = Register((own,), (_event("E", "false"),))
    assert "incoherent" in {one.code for one in lint_register(settled, VIEW)}


def test_of_two_promises_each_of_which_yields_to_the_other_both_outcomes_are_shown() -> None:
    one, other = (_promise(a, Guard(unless=Guard(promised=b))) for a, b in ("AB", "BA"))
    register = Register((one, other))
    assert stand(register, VIEW) == {"A": "open", "B": "open"}
    assert why(register, VIEW, "A").rivals == (("A",), ("B",))
    assert "incoherent" not in {one.code for one in lint_register(register, VIEW)}


def test_companies_and_brigades_make_no_sum() -> None:
    asking = _promise("X", Guard(sum=SumAtLeast(function="watch", amount=5)), function="other")
    refusing = _promise("Y", Guard(unless=Guard(sum=SumAtLeast(function="watch", amount=5))), function="other")
    parts = [_promise("A", quantity=3, unit="companies"), _promise("B", quantity=2, unit="brigades")]
    labels = stand(Register((asking, refusing, *parts)), VIEW)
    assert (labels["X"], labels["Y"]) == ("void", "credible")
    alone = _promise("C", quantity=5, unit="brigades")
    labels = stand(Register((asking, refusing, *parts, alone)), VIEW)
    assert (labels["X"], labels["Y"]) == ("credible", "void")


def test_that_an_amount_is_not_reached_cannot_be_said_beside_an_unknown_amount() -> None:
    refusing = _promise("Y", Guard(unless=Guard(sum=SumAtLeast(function="watch", amount=1))), function="other")
    assert stand(Register((refusing,)), VIEW)["Y"] == "credible"
    assert stand(Register((refusing, _promise("A"))), VIEW)["Y"] == "open"
    placed = _promise(
        "B", Guard(unless=Guard(sum=SumAtLeast(function="watch", amount=1, sector="S"))), function="other"
    )
    somewhere = _promise("C", quantity=5, sectors="unspecified")
    assert stand(Register((placed, somewhere)), VIEW)["B"] == "open"


def test_an_amount_counts_only_the_sector_and_phase_it_names() -> None:
    wanted = SumAtLeast(function="watch", amount=2, sector="S", phase="first")
    asking = _promise("X", Guard(sum=wanted), function="other")
    there = _promise("A", quantity=2, sectors=["S"], phases=["first"])
    elsewhere = [
        _promise("A", quantity=2, sectors=["T"]),
        _promise("A", quantity=2),
        _promise("A", quantity=2, sectors=["S"], phases=["last"]),
    ]
    assert stand(Register((asking, there)), VIEW)["X"] == "credible"
    assert {stand(Register((asking, one)), VIEW)["X"] for one in elsewhere} == {"void"}


@pytest.mark.parametrize(("amount", "label"), [(3, "void"), (4, "open"), (5, "open"), (6, "credible")])
def test_unless_an_amount_is_reached_counts_exactly(amount: int, label: str) -> None:
    asking = _promise("X", Guard(unless=Guard(sum=SumAtLeast(function="watch", amount=amount))), function="other")
    parts = (_promise("A", quantity=3), _promise("B", Guard(event="E"), quantity=2))
    assert stand(Register((asking, *parts), (_event("E"),)), VIEW)["X"] == label


def test_a_bloc_and_its_member_do_not_add_up_twice_to_an_amount() -> None:
    asking = _promise("X", Guard(sum=SumAtLeast(function="watch", amount=4)), function="other")
    bloc = _promise("U", provider="UNION", quantity=3)
    member = _promise("M", provider="MEMBER", quantity=1)
    members = {"UNION": ("MEMBER",)}
    assert stand(Register((asking, bloc, member), members=members), VIEW)["X"] == "void"
    assert stand(Register((asking, bloc, member)), VIEW)["X"] == "credible"


BLOC = {"UNION": ("MEMBER",)}


def _left_out(condition: Guard, member: Commitment, view: View = VIEW) -> str:
    asking = _promise("X", condition, function="other")
    bloc = _promise("U", provider="UNION", quantity=9)
    return stand(Register((asking, bloc, member), members=BLOC), view)["X"]


def test_that_an_amount_is_not_reached_cannot_be_said_while_a_bloc_is_left_out_of_it() -> None:
    reached = Guard(sum=SumAtLeast(function="watch", amount=4))
    member = _promise("M", provider="MEMBER", quantity=1)
    assert _left_out(Guard(unless=reached), member) == "open"
    assert _left_out(reached, member) == "void"
    assert _left_out(Guard(unless=reached), member, VIEW.without(["U"])) == "credible"
    assert _left_out(Guard(unless=reached), member, VIEW.without(["M"])) == "open"


@pytest.mark.parametrize(
    ("value", "axis", "label"),
    [
        ("withdrawn", "stance", "credible"),
        ("refused", "stance", "credible"),
        ("ended", "legal", "credible"),
        ("signed", "legal", "void"),
    ],
)
def test_a_member_whose_promise_is_gone_on_record_does_not_keep_its_bloc_out(value: Any, axis: Any, label: str) -> None:
    step = StatusEvent(axis=axis, value=value, occurred_on="2031-01-01", known_on=AS_OF, support=["s"])
    member = _promise("M", provider="MEMBER", quantity=1, status=[step])
    reached = Guard(sum=SumAtLeast(function="watch", amount=4))
    assert _left_out(reached, member) == label
    assert _left_out(reached, member, VIEW.without(["M"])) == label


def test_a_replaced_promise_of_a_member_does_not_keep_its_bloc_out_and_one_below_the_floor_does() -> None:
    asking = _promise("X", Guard(sum=SumAtLeast(function="watch", amount=4)), function="other", legal="in_force")
    bloc = _promise("U", provider="UNION", quantity=9, legal="in_force")
    old = _promise("M", provider="MEMBER", quantity=1)
    new = _promise("N", provider="MEMBER", quantity=1, function="other", supersedes="M")
    assert stand(Register((asking, bloc, old, new), members=BLOC), VIEW)["X"] == "credible"
    ratified = View(as_of=AS_OF, floor="ratified")
    assert stand(Register((asking, bloc, old), members=BLOC), ratified)["X"] == "void"
    assert stand(Register((asking, bloc), members=BLOC), ratified)["X"] == "credible"


def test_a_rung_is_awaited_until_reached_and_lost_with_its_provider() -> None:
    asking = _promise("X", Guard(rung=RungAtLeast(commitment="A", rung="ratified")))
    assert stand(Register((asking, _promise("A"))), VIEW)["X"] == "open"
    firm = Register((asking, _promise("A", legal="in_force")))
    assert stand(firm, VIEW)["X"] == "credible"
    assert stand(firm, VIEW.without(["P-A"]))["X"] == "void"


def test_moments_are_waited_for_and_missed() -> None:
    later, past = AS_OF.replace(month=4), AS_OF.replace(month=2)
    conditions = [Guard(not_before=later), Guard(not_before=past), Guard(not_after=later), Guard(not_after=past)]
    assert [stand(Register((_promise("X", one),)), VIEW)["X"] for one in conditions] == [
        "open",
        "credible",
        "credible",
        "void",
    ]
    waiting = Register((_promise("X", Guard(not_before=later)),))
    assert unlock_sets(waiting, VIEW, "X").sets == (("after:2031-04-01T00:00:00+00:00",),)


def test_a_threshold_with_a_named_group_holds_when_both_do() -> None:
    named = [Guard(event="A"), Guard(event="B")]
    many = Guard(at_least=AtLeast(k=3, of=[*named, Guard(event="C"), Guard(event="D")]))
    register = Register((_promise("X", Guard(all=[*named, many])),), tuple(_event(name) for name in "ABCD"))
    assert unlock_sets(register, VIEW, "X").sets == (("A", "B", "C"), ("A", "B", "D"))


def test_two_promises_each_unless_the_other_stay_open() -> None:
    one = _promise("A", Guard(unless=Guard(promised="B")))
    two = _promise("B", Guard(unless=Guard(promised="A")))
    assert stand(Register((one, two)), VIEW) == {"A": "open", "B": "open"}


def test_a_substitute_stands_down_when_the_first_choice_stands() -> None:
    substitute = _promise("S", Guard(unless=Guard(promised="A")))
    register = Register((substitute, _promise("A", Guard(event="E"))), (_event("E"),))
    assert stand(register, VIEW) == {"A": "open", "S": "open"}
    assert stand(register, VIEW.assuming({"E": "true"})) == {"A": "credible", "S": "void"}
    assert stand(register, VIEW.assuming({"E": "false"})) == {"A": "void", "S": "credible"}


def test_a_promise_unless_itself_never_settles() -> None:
    assert stand(Register((_promise("A", Guard(unless=Guard(promised="A"))),)), VIEW) == {"A": "open"}


@pytest.mark.parametrize(
    ("condition", "code"),
    [
        (Guard(), "guard-not-one-thing"),
        (Guard(event="E", promised="A"), "guard-not-one-thing"),
        (Guard(event="NOBODY"), "guard-unknown-reference"),
        (Guard(promised="NOBODY"), "guard-unknown-reference"),
        (Guard(done="NOBODY"), "guard-unknown-reference"),
        (Guard(rung=RungAtLeast(commitment="A", rung="solid")), "guard-unknown-rung"),
    ],
)
def test_a_condition_that_means_nothing_says_what_where_and_how_to_mend(condition: Guard, code: str) -> None:
    register = Register((_promise("X", condition), _promise("A")), (_event("E"),))
    with pytest.raises(InputError) as caught:
        stand(register, VIEW)
    assert (caught.value.code, caught.value.place) == (code, "X")
    assert caught.value.hint


def _disputed() -> Register:
    readings = [
        GuardReading(id=name, condition=condition, held_by=["reported"], says={})
        for name, condition in (("waits", Guard(event="SIGNAL")), ("free", Guard(all=[])))
    ]
    first = _promise("A", readings[0].condition, readings=readings)
    signal = _event("SIGNAL", is_signal=True, decided_by=["US"], awaited_by=["ALLIES"])
    return Register((first, _promise("B", Guard(promised="A"))), (signal,))


def test_rival_readings_are_run_side_by_side() -> None:
    register = _disputed()
    assert stand(register, VIEW) == stand(register, choose(register, VIEW, "waits")) == {"A": "open", "B": "open"}
    assert stand(register, choose(register, VIEW, "free")) == {"A": "credible", "B": "credible"}
    with pytest.raises(InputError, match="Known readings: free, waits"):
        choose(register, VIEW, "none-such")


def test_an_event_releases_what_waits_for_it_directly_and_through_others() -> None:
    found = released_by(_disputed(), VIEW, "SIGNAL")
    assert [(one.reading, one.commitment, one.before, one.after, one.released) for one in found] == [
        ("waits", "A", "open", "credible", True),
        ("waits", "B", "open", "credible", True),
    ]
    assert found[0].still_needs.sets == ((),)


def test_who_waits_for_whom_names_the_signal_and_those_said_to_await_it() -> None:
    edges = {(edge.who, edge.for_whom, edge.via, edge.item, edge.signal) for edge in waits(_disputed(), VIEW)}
    assert edges == {
        ("P-A", "US", "event", "SIGNAL", True),
        ("ALLIES", "US", "event", "SIGNAL", True),
        ("P-B", "P-A", "promise", "A", False),
    }


def test_nobody_waits_for_what_has_come() -> None:
    assert waits(_disputed(), VIEW.assuming({"SIGNAL": "true"})) == []


def test_a_promise_with_another_way_to_stand_is_in_no_circle() -> None:
    way_out = Guard(any=[Guard(promised="B"), Guard(event="E")])
    register = Register((_promise("A", way_out), _promise("B", Guard(promised="A"))), (_event("E"),))
    assert circles(register, VIEW) == []
    assert [circle.commitments for circle in circles(register, VIEW.assuming({"E": "false"}))] == [("A", "B")]


def test_a_promise_for_itself_is_a_circle_of_one() -> None:
    (circle,) = circles(Register((_promise("A", Guard(promised="A")),)), VIEW)
    assert (circle.commitments, circle.label) == (("A",), "handshake")
    assert circle.says["en"].startswith("P-A waits for its own promises")


def test_why_says_what_is_awaited_in_both_languages() -> None:
    reason = why(_disputed(), VIEW, "B")
    assert (reason.label, reason.unlocks.sets) == ("open", (("SIGNAL",),))
    assert [(need.item, need.state, need.met) for need in reason.needs] == [("A", "open", False)]
    assert "the promise A of P-A" in reason.says["en"]
    assert "зобов'язання A (P-A)" in reason.says["uk"]


def test_why_has_words_for_every_label_and_for_what_stands_against() -> None:
    register = Register(
        (
            _promise("GONE"),
            _promise("S", Guard(unless=Guard(promised="FIRM"))),
            _promise("FIRM"),
            _promise("O", Guard(unless=Guard(event="E"))),
            _promise("H", Guard(promised="H")),
        ),
        (_event("E"),),
    )
    view = VIEW.without(["GONE"])
    assert why_each(register, view) == [why(register, view, name) for name in ("FIRM", "GONE", "H", "O", "S")]
    says = {reason.commitment: reason.says["en"] for reason in why_each(register, view)}
    assert "assumed to be gone" in says["GONE"]
    assert "against it: the promise FIRM" in says["S"]
    assert "relies on nobody" in says["FIRM"]
    assert "undecided and against it: E" in says["O"]
    assert "circle of promises" in says["H"]


@pytest.mark.parametrize(
    ("commitments", "code"),
    [
        ([_promise("A")], "no-quantity"),
        ([_promise("A", sectors="undisclosed")], "no-place"),
        ([_promise("A")], "no-deadline"),
        ([_promise("A", Guard(promised="A"))], "handshake-only"),
        ([_promise("A", Guard(promised="B"), instrument="T"), _promise("B")], "guard-on-non-signatory"),
        ([_promise("A", Guard(event="NOBODY"))], "unknown-reference"),
        ([_promise("A", supersedes="NOBODY")], "unknown-reference"),
        ([_promise("A", Guard())], "guard-not-one-thing"),
        ([_promise("A", instrument="DRAFT")], "draft-cited"),
        ([_promise("A", legal="denunciation_notified")], "leaving"),
        ([_promise("U", provider="UNION"), _promise("M", provider="MEMBER")], "bloc-and-member"),
        (
            [_promise("A", readings=[GuardReading(id="r", condition=Guard(event="E"), held_by=[], says={})])],
            "face-differs",
        ),
    ],
)
def test_each_weakness_is_named_with_a_way_to_mend_it(commitments: list[Commitment], code: str) -> None:
    register = Register(tuple(commitments), (_event("E"),), {"UNION": ("MEMBER",)})
    found = [lint for lint in lint_register(register, VIEW, {"DRAFT": "FINAL"}) if lint.code == code]
    assert [lint.place for lint in found] == [commitments[0].id]
    assert all(lint.says[lang] and lint.hint[lang] for lint in found for lang in ("en", "uk"))


def test_a_step_without_a_source_is_named() -> None:
    bare = StatusEvent(axis="legal", value="signed", occurred_on="2031-01-01", known_on=AS_OF, support=[])
    found = lint_register(Register((_promise("A", status=[bare]),)), VIEW)
    assert "status-without-support" in {lint.code for lint in found}


def test_a_register_with_nothing_weak_has_no_lint() -> None:
    good = _promise("A", quantity=1, unit="posts", sectors=["S"], readiness_h=24)
    assert lint_register(Register((good,)), VIEW) == []


def test_a_member_of_a_signing_bloc_counts_as_signatory() -> None:
    asking = _promise("A", Guard(promised="M"), provider="UNION", instrument="T")
    register = Register((asking, _promise("M", provider="MEMBER")), members={"UNION": ("MEMBER",)})
    assert "guard-on-non-signatory" not in {lint.code for lint in lint_register(register, VIEW)}
