"""Versions of a promise, moments and windows, and names that look alike."""

from datetime import UTC, datetime
from typing import Any

import pytest

from servanda.commitments import Register, View, circles, lint_register, stand, unlock_sets, waits, why
from servanda.records.commitment import Commitment, Event, StatusEvent
from servanda.records.condition import Guard, RungAtLeast, SumAtLeast
from servanda.records.time import Interval

AS_OF = datetime(2031, 3, 1, tzinfo=UTC)
LATER, MUCH_LATER = AS_OF.replace(month=6), AS_OF.replace(month=9)
VIEW = View(as_of=AS_OF)


def _step(value: Any, axis: Any = "legal", known: datetime = AS_OF) -> StatusEvent:
    return StatusEvent(axis=axis, value=value, occurred_on="2031-01-01", known_on=known, support=["s"])


def _promise(name: str, condition: Guard | None = None, *steps: StatusEvent, **fields: Any) -> Commitment:
    fields = {"provider": f"P-{name[0]}", "function": "watch", "status": list(steps) or [_step("signed")], **fields}
    return Commitment(id=name, beneficiary="B", says={}, condition=condition or Guard(all=[]), support=["s"], **fields)


NAMING = {
    "promised": Guard(promised="A1"),
    "done": Guard(done="A1"),
    "rung": Guard(rung=RungAtLeast(commitment="A1", rung="signalled")),
}
NEW = _promise("A2", None, _step("signed"), _step("in_place", "material"), supersedes="A1")


@pytest.mark.parametrize("condition", NAMING.values(), ids=list(NAMING))
def test_a_condition_that_names_an_earlier_version_means_the_present_one(condition: Guard) -> None:
    waiting, other = _promise("W", condition), _promise("V", Guard(unless=condition))
    register = Register((waiting, other, _promise("A1"), NEW))
    assert stand(register, VIEW) == {"A1": "void", "A2": "credible", "V": "void", "W": "credible"}
    assert [need.about for need in why(register, VIEW, "W").needs] == ["A2"]


@pytest.mark.parametrize("condition", NAMING.values(), ids=list(NAMING))
def test_of_several_present_versions_all_must_hold_and_on_unless_none(condition: Guard) -> None:
    gone = _promise("A3", None, _step("withdrawn", "stance"), supersedes="A1")
    waiting, other = _promise("W", condition), _promise("V", Guard(unless=condition))
    labels = stand(Register((waiting, other, _promise("A1"), NEW, gone)), VIEW)
    assert (labels["W"], labels["V"]) == ("void", "void")
    third = _promise("A3", None, *NEW.status, supersedes="A1")
    labels = stand(Register((waiting, other, _promise("A1"), NEW, third)), VIEW)
    assert (labels["W"], labels["V"]) == ("credible", "void")


def test_a_version_of_a_version_is_followed_and_one_that_is_not_known_yet_is_not() -> None:
    last = _promise("A3", Guard(event="E"), supersedes="A2")
    register = Register((_promise("W", NAMING["promised"]), _promise("A1"), NEW, last), (Event(id="E", says={}),))
    assert stand(register, VIEW)["W"] == "open"
    unseen = _promise("A3", Guard(event="E"), _step("signed", known=LATER), supersedes="A2")
    register = Register((_promise("W", NAMING["promised"]), _promise("A1"), NEW, unseen), (Event(id="E", says={}),))
    assert stand(register, VIEW)["W"] == "credible"


def test_an_amount_counts_a_promise_in_its_present_version_once() -> None:
    asking = _promise("W", Guard(sum=SumAtLeast(function="watch", amount=5)), function="other")
    versions = _promise("A1", quantity=3), _promise("A2", quantity=3, supersedes="A1")
    assert stand(Register((asking, *versions)), VIEW)["W"] == "void"


def test_circles_and_waits_name_the_present_version() -> None:
    waiting, later = _promise("W", NAMING["promised"]), _promise("A2", Guard(promised="W"), supersedes="A1")
    register = Register((waiting, _promise("A1"), later))
    assert [circle.commitments for circle in circles(register, VIEW)] == [("A2", "W")]
    assert {edge.item for edge in waits(register, VIEW)} == {"A2", "W"}
    (note,) = [lint for lint in lint_register(register, VIEW) if lint.code == "names-old-version"]
    assert (note.place, note.severity, note.values["now"]) == ("W", "note", ["A2"])
    assert all(note.says[language] and note.hint[language] for language in ("en", "uk"))


def test_versions_that_replace_each_other_leave_none() -> None:
    ring = _promise("A1", supersedes="A2"), _promise("A2", supersedes="A1")
    assert set(stand(Register((_promise("W", NAMING["promised"]), *ring)), VIEW).values()) == {"void"}


def test_nobody_replaces_what_another_has_promised() -> None:
    register = Register((_promise("A1"), _promise("Z9", supersedes="A1"), _promise("W", NAMING["promised"])))
    assert set(stand(register, VIEW).values()) == {"credible"}
    (error,) = [lint for lint in lint_register(register, VIEW) if lint.severity == "error"]
    assert (error.place, error.code) == ("Z9", "supersedes-foreign")
    assert "P-A" in error.says["en"]
    assert error.hint["uk"]


def test_a_moment_that_comes_when_the_window_is_over_never_comes() -> None:
    def label(moment: datetime, **window: datetime) -> str:
        return stand(Register((_promise("A", Guard(not_before=moment), window=Interval(**window)),)), VIEW)["A"]

    assert label(LATER, end=MUCH_LATER) == "open"
    assert label(LATER, end=LATER) == label(MUCH_LATER, end=LATER) == "void"
    both = _promise("A", Guard(not_before=LATER), window=Interval(end=LATER)), _promise("C", Guard(not_before=LATER))
    assert stand(Register(both), VIEW) == {"A": "void", "C": "open"}
    assert why(Register(both), VIEW, "A").needs[0].state == "false"


@pytest.mark.parametrize("moment", [LATER, AS_OF, AS_OF.replace(month=1)])
@pytest.mark.parametrize("window", [Interval(), Interval(end=LATER)])
def test_unless_not_before_is_before_and_unless_not_after_is_after(moment: datetime, window: Interval) -> None:
    pairs = [
        (Guard(unless=Guard(not_before=moment)), Guard(not_after=moment)),
        (Guard(unless=Guard(not_after=moment)), Guard(not_before=moment)),
        (Guard(unless=Guard(all=[Guard(not_after=moment)])), Guard(not_before=moment)),
    ]
    for one, other in pairs:
        left, right = (Register((_promise("A", guard, window=window),)) for guard in (one, other))
        assert stand(left, VIEW) == stand(right, VIEW)
        assert unlock_sets(left, VIEW, "A") == unlock_sets(right, VIEW, "A")
        assert why(left, VIEW, "A").says == why(right, VIEW, "A").says


@pytest.mark.parametrize("twin", ["ex-cedar", "EX\u200b-CEDAR", "EX-CEDAR ", "EX-CEDA\ufe0fR"])
def test_providers_whose_names_look_alike_are_named(twin: str) -> None:
    register = Register((_promise("A", provider="EX-CEDAR"), _promise("B", provider=twin)))
    (found,) = [lint for lint in lint_register(register, VIEW) if lint.code == "providers-alike"]
    assert {found.values["provider"], found.values["other"]} == {"EX-CEDAR", twin}
    assert all(found.says[language] and found.hint[language] for language in ("en", "uk"))


def test_a_commitment_that_bears_the_name_of_a_provider_is_named() -> None:
    register = Register((_promise("X"), _promise("B", provider="X")))
    (found,) = [lint for lint in lint_register(register, VIEW) if lint.code == "name-of-both"]
    assert (found.place, found.severity) == ("X", "warning")
    assert all(found.says[language] and found.hint[language] for language in ("en", "uk"))
