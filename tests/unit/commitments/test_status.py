"""Rungs, and what keeps a promise from counting at all."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from servanda.commitments import Register, View, barred, carried_out, rung, stand
from servanda.errors import InputError
from servanda.records.commitment import Commitment, StatusEvent
from servanda.records.condition import Guard
from servanda.records.time import Interval

EARLY = datetime(2031, 1, 1, tzinfo=UTC)
LATER = datetime(2031, 2, 1, tzinfo=UTC)
AS_OF = datetime(2031, 3, 1, tzinfo=UTC)
VIEW = View(as_of=AS_OF)


def _step(axis: Any, value: Any, known: datetime = EARLY) -> StatusEvent:
    return StatusEvent(axis=axis, value=value, occurred_on="2031-01-01", known_on=known, support=["s"])


def _promise(*steps: StatusEvent, **fields: Any) -> Commitment:
    return Commitment(
        id=fields.pop("id", "C"),
        provider="P",
        beneficiary="B",
        function="watch",
        says={},
        status=list(steps) or [_step("legal", "signed")],
        support=["s"],
        **fields,
    )


@pytest.mark.parametrize(
    ("legal", "material", "expected"),
    [
        ("statement", "unspecified", "signalled"),
        ("statement", "indicative", "offered"),
        ("statement", "quantified", "offered"),
        ("political", "indicative", "offered"),
        ("political", "quantified", "pledged"),
        ("signed", "unspecified", "signalled"),
        ("domestically_approved", "unspecified", "ratified"),
        ("denunciation_notified", "ready", "ratified"),
        ("ended", "quantified", "offered"),
        ("none", "in_place", "deployed"),
        ("in_force", "rotated_out", "ratified"),
        ("political", "rotated_out", "signalled"),
    ],
)
def test_the_rung_follows_from_the_legal_and_the_material_axis(legal: str, material: str, expected: str) -> None:
    assert rung(_promise(_step("legal", legal), _step("material", material)), AS_OF) == expected


def test_an_earlier_view_does_not_see_a_later_step() -> None:
    promise = _promise(_step("legal", "political"), _step("material", "quantified", LATER))
    assert rung(promise, LATER.replace(year=2030)) == "signalled"
    assert rung(promise, EARLY) == "signalled"
    assert rung(promise, LATER) == "pledged"


@pytest.mark.parametrize("stance", ["suspended", "expired", "withdrawn", "released", "refused"])
def test_a_promise_that_is_gone_cannot_stand(stance: str) -> None:
    promise = _promise(_step("legal", "signed"), _step("stance", stance, LATER))
    register = Register((promise,))
    assert barred(register, VIEW, promise) == stance
    assert stand(register, VIEW) == {"C": "void"}
    assert stand(register, View(as_of=EARLY)) == {"C": "credible"}


def test_a_suspended_promise_stands_again_when_it_is_resumed() -> None:
    promise = _promise(_step("legal", "signed"), _step("stance", "suspended"), _step("stance", "conditional", LATER))
    assert stand(Register((promise,)), VIEW) == {"C": "credible"}


def test_a_refusal_never_stands() -> None:
    refusal = _promise(kind="refusal")
    assert barred(Register((refusal,)), VIEW, refusal) == "refusal"


def test_the_window_is_half_open_and_a_promise_that_begins_later_is_open_not_void() -> None:
    ending = _promise(window=Interval(end=AS_OF))
    beginning = _promise(window=Interval(start=AS_OF))
    future = _promise(window=Interval(start=AS_OF.replace(day=2)))
    assert [stand(Register((one,)), VIEW)["C"] for one in (ending, beginning, future)] == ["void", "credible", "open"]


def test_a_later_version_takes_the_place_of_the_earlier_once_it_is_known() -> None:
    old, new = _promise(id="OLD"), _promise(_step("legal", "signed", LATER), id="NEW", supersedes="OLD")
    register = Register((old, new))
    assert stand(register, VIEW) == {"NEW": "credible", "OLD": "void"}
    assert stand(register, View(as_of=EARLY)) == {"NEW": "void", "OLD": "credible"}


def test_the_floor_keeps_out_what_is_less_firm() -> None:
    promise = _promise(_step("legal", "statement"), _step("material", "indicative"))
    register = Register((promise,))
    assert barred(register, replace(VIEW, floor="offered"), promise) == ""
    assert barred(register, replace(VIEW, floor="pledged"), promise) == "below-floor"


def test_a_provider_or_a_single_promise_can_be_assumed_gone() -> None:
    register = Register((_promise(id="A"), _promise(id="B")))
    assert stand(register, VIEW.without(["A"])) == {"A": "void", "B": "credible"}
    assert stand(register, VIEW.without(["P"])) == {"A": "void", "B": "void"}


def test_an_act_counts_once_it_is_done_and_is_awaited_until_then() -> None:
    waiting = _promise(id="W", condition=Guard(done="A"))
    assert stand(Register((waiting, _promise(id="A"))), VIEW)["W"] == "open"
    satisfied = _promise(_step("legal", "signed"), _step("stance", "satisfied", LATER), id="A")
    in_place = _promise(_step("material", "in_place"), id="A")
    gone = _promise(_step("stance", "withdrawn"), id="A")
    assert [stand(Register((waiting, one)), VIEW)["W"] for one in (satisfied, in_place, gone)] == [
        "credible",
        "credible",
        "void",
    ]
    assert carried_out(satisfied, AS_OF)
    assert not carried_out(satisfied, EARLY)


def test_what_has_been_done_stays_done_when_its_provider_leaves() -> None:
    waiting = Commitment(**{**_fields(_promise(condition=Guard(done="A"))), "id": "W", "provider": "Q"})
    register = Register((waiting, _promise(_step("material", "in_place"), id="A")))
    assert stand(register, VIEW.without(["P"])) == {"A": "void", "W": "credible"}


def test_two_records_of_one_name_are_refused() -> None:
    with pytest.raises(InputError, match="Two commitments are called 'C'"):
        Register((_promise(), _promise()))


def _fields(promise: Commitment) -> dict[str, Any]:
    return {name: getattr(promise, name) for name in promise.__struct_fields__}


def test_a_refusal_is_not_told_before_anybody_made_it() -> None:
    refusal = _promise(kind="refusal")
    early = View(as_of=refusal.status[0].known_on - timedelta(days=1))
    assert barred(Register((refusal,)), early, refusal) == "not-known-yet"
    assert barred(Register((refusal,)), View(as_of=refusal.status[0].known_on), refusal) == "refusal"
