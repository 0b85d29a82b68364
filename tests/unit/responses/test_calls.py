"""Which commitments fall due with a step, and for what nobody stands."""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest

from servanda.commitments import Register, View
from servanda.records.agreement import Agreement
from servanda.records.commitment import Activation, Commitment, Event, EventState, Scope, StatusEvent
from servanda.records.condition import Guard
from servanda.records.finding import Finding, Outcome, Subject
from servanda.records.open_term import Timing
from servanda.records.procedure import Procedure, Step, Trigger
from servanda.records.response import CalledCommitment, Response
from servanda.records.time import Interval
from servanda.responses import respond

NOW = datetime(2031, 3, 14, 6, tzinfo=UTC)
SAID = StatusEvent(
    axis="legal", value="signed", occurred_on="2031-03-01", known_on=datetime(2031, 3, 1, tzinfo=UTC), support=["s"]
)
STEP = Step(
    id="coalition",
    who=["EX-COALITION"],
    do={"en": "act", "uk": "діяти"},
    when=Timing(counted_from="trigger", within="PT48H"),
    if_silent="proceeds",
    calls_on=["air-watch"],
)
PACT = Agreement(
    id="pact",
    version="1",
    title={},
    kind="guarantee",
    status="in_force",
    parties={},
    procedures=[Procedure(id="p", cite="1", says={}, trigger=Trigger(terms=["no-fire"]), steps=[STEP])],
    support=["s"],
)


def promise(name: str, **fields: Any) -> Commitment:
    given = {"sectors": ["A"], "readiness_h": 12, "function": "air-watch", "status": [SAID], "says": {}, **fields}
    return Commitment(id=name, provider=f"P-{name}", beneficiary="B", support=["s"], **given)


def gone(value: str) -> StatusEvent:
    return StatusEvent(
        axis="stance", value=value, occurred_on="2031-03-02", known_on=SAID.known_on, support=["the note"]
    )


def asked(*commitments: Commitment, as_of: datetime, event: Event | None = None) -> list[CalledCommitment]:
    return response(*commitments, as_of=as_of, event=event).steps[0].calls


def response(
    *commitments: Commitment, sector: str = "A", as_of: datetime = NOW, event: Event | None = None
) -> Response:
    finding = Finding(
        id="F",
        agreement="pact@1",
        term="no-fire",
        subject=Subject(kind="incident", id="I", when=Interval(start=NOW, end=NOW), sector=sector),
        outcome=Outcome(verdict="breached", attribution="undetermined"),
        evidence=[],
    )
    register = Register(commitments, (event or Event(id="signal", says={}),))
    [found] = respond(
        [PACT], [finding], register=register, view=View(as_of=as_of), step_acts=[], judgements=[], as_of=as_of
    )
    return found


def calls(*commitments: Commitment, sector: str = "A") -> dict[str, CalledCommitment]:
    return {call.commitment: call for call in response(*commitments, sector=sector).steps[0].calls}


def test_a_credible_promise_falls_due_with_the_step_and_its_readiness() -> None:
    call = calls(promise("C1"))["C1"]
    assert call.state == "due"
    assert call.due == datetime(2031, 3, 14, 18, tzinfo=UTC)


def test_a_promise_without_stated_readiness_is_due_with_the_step() -> None:
    call = calls(promise("C1", readiness_h=None))["C1"]
    assert (call.state, call.due, call.clock) == ("due", NOW + timedelta(hours=48), "step")
    assert call.ready_at is None


def test_both_clocks_are_shown_and_the_readiness_governs() -> None:
    call = calls(promise("C1"))["C1"]
    assert (call.clock, call.ready_at, call.step_due) == ("readiness", call.due, NOW + timedelta(hours=48))


def test_the_time_that_the_promise_itself_allows_governs_where_it_is_stated() -> None:
    call = calls(promise("C1", activation=Activation(within_h=24)))["C1"]
    assert (call.clock, call.due, call.ready_at) == ("promise", NOW + timedelta(hours=24), NOW + timedelta(hours=12))


def test_a_readiness_that_comes_after_the_step_is_said_to_be_too_late() -> None:
    call = calls(promise("C1", readiness_h=72))["C1"]
    assert call.state == "due"
    assert "after the time of the step has run out" in call.says["en"]


def test_a_called_promise_tells_what_it_promises_and_which_finding_detached_it() -> None:
    call = calls(promise("C1", says={"en": "Four patrols.", "uk": "Чотири вильоти."}))["C1"]
    assert (call.called, call.detached_by, call.does["en"]) == (True, ["F"], "Four patrols.")


def test_what_is_not_bound_is_detached_by_nothing() -> None:
    call = calls(promise("C1", condition=Guard(event="signal")))["C1"]
    assert (call.detached_by, call.due, call.clock) == ([], None, "")
    assert "It waits for: " in call.says["en"]


def test_silence_of_the_step_means_for_a_promise_what_its_own_text_says_before_what_the_step_says() -> None:
    found = calls(promise("C1"), promise("C2", activation=Activation(on_silence="lapses")))
    assert [found[name].if_silent for name in ("C1", "C2")] == ["proceeds", "lapses"]
    assert "stays owed" in found["C1"].if_silent_says["en"]
    assert "by its own terms" in found["C2"].if_silent_says["en"]


def test_a_promise_that_only_another_may_call_in_is_open() -> None:
    found = calls(
        promise("C1", activation=Activation(called_by=["B"])),
        promise("C2", activation=Activation(called_by=["EX-COALITION"])),
    )
    assert (found["C1"].state, found["C2"].state) == ("open", "due")
    assert "Only B may call it in" in found["C1"].says["en"]


def test_no_promise_is_due_for_a_time_before_its_own_condition_held() -> None:
    """The step opened at six; the event that the promise waits for became known at ten, and lasts."""
    at_ten = NOW + timedelta(hours=4)
    event = Event(id="signal", says={}, states=[EventState(value="true", known_on=at_ten)])
    later = NOW + timedelta(hours=5)
    [before] = asked(promise("C1", condition=Guard(event="signal")), as_of=at_ten - timedelta(hours=1), event=event)
    [after] = asked(promise("C1", condition=Guard(event="signal")), as_of=later, event=event)
    assert (before.state, before.due, before.detached_by) == ("open", None, [])
    assert (after.state, after.called_at, after.due) == ("due", at_ten, at_ten + timedelta(hours=12))


def test_a_condition_that_held_failed_and_held_again_counts_from_the_last_time() -> None:
    states = [
        EventState(value=value, known_on=NOW + timedelta(hours=hours))
        for value, hours in (("true", 1), ("unknown", 2), ("true", 3))
    ]
    event = Event(id="signal", says={}, states=states)
    [call] = asked(promise("C1", condition=Guard(event="signal")), as_of=NOW + timedelta(hours=6), event=event)
    assert call.called_at == NOW + timedelta(hours=3)


def test_a_condition_that_names_a_moment_is_called_from_that_moment_however_late_one_asks() -> None:
    at_eight = NOW + timedelta(hours=2)
    nested = Guard(all=[Guard(any=[Guard(not_before=at_eight), Guard(event="signal")])])
    for hours in (3, 30):
        [call] = asked(promise("C1", condition=nested), as_of=NOW + timedelta(hours=hours))
        assert (call.state, call.called_at) == ("due", at_eight)


def test_a_promise_whose_time_begins_later_is_called_from_then() -> None:
    start = NOW + timedelta(hours=8)
    [call] = asked(promise("C1", window=Interval(start=start)), as_of=NOW + timedelta(hours=9))
    assert (call.called_at, call.due) == (start, start + timedelta(hours=12))


def test_a_promise_that_is_over_before_the_step_opens_does_not_bind() -> None:
    call = calls(promise("C1", window=Interval(end=NOW)))["C1"]
    assert (call.state, call.due) == ("void", None)
    assert "ends on 2031-03-14 06:00 UTC" in call.says["en"]


def test_a_suspended_promise_is_named_with_since_when_and_by_what_act() -> None:
    call = calls(promise("C1", status=[SAID, gone("suspended")]))["C1"]
    assert (call.state, call.since, call.support, call.due) == ("suspended", "2031-03-02", ["the note"], None)
    assert call.says["en"] == "Suspended since 2031-03-02 (the note)."


@pytest.mark.parametrize("value", ["expired", "released"])
def test_a_promise_that_is_over_says_how_it_ended(value: str) -> None:
    call = calls(promise("C1", status=[SAID, gone(value)]))["C1"]
    assert (call.state, call.since, call.support) == ("void", "2031-03-02", ["the note"])
    assert "2031-03-02" in call.says["en"]


def test_a_denunciation_that_has_not_taken_effect_yet_leaves_the_promise_due() -> None:
    notice = StatusEvent(
        axis="legal",
        value="ended",
        occurred_on="2031-03-02",
        known_on=SAID.known_on,
        effective_on=NOW + timedelta(days=1),
        support=["the note"],
    )
    assert calls(promise("C1", status=[SAID, notice]))["C1"].state == "due"
    [later] = asked(promise("C1", status=[SAID, notice]), as_of=NOW + timedelta(days=1))
    assert (later.state, later.since) == ("void", "2031-03-02")


def test_a_promise_withdrawn_from_the_sector_concerned_is_not_called() -> None:
    partly = msgspec.structs.replace(gone("withdrawn"), scope=Scope(sectors=["A"]))
    found = response(promise("C1", sectors=["A", "B"], status=[SAID, partly])).steps[0]
    assert (found.calls, found.missing) == ([], ["air-watch@A"])


def test_a_circle_of_promises_is_shown_as_such() -> None:
    found = calls(promise("C1", condition=Guard(promised="C2")), promise("C2", condition=Guard(promised="C1")))
    assert {name: call.state for name, call in found.items()} == {"C1": "handshake", "C2": "handshake"}


def test_a_promise_that_waits_for_something_unknown_is_open_and_covers_nothing() -> None:
    found = response(promise("C1", condition=Guard(event="signal"))).steps[0]
    assert found.calls[0].state == "open"
    assert found.missing == ["air-watch@A"]


def test_a_refusal_is_named_so_that_nobody_waits_for_it() -> None:
    call = calls(promise("C1", kind="refusal"))["C1"]
    assert (call.state, call.due) == ("refused", None)


def test_a_refusal_says_when_and_by_what_it_was_stated_even_without_a_step_of_its_own() -> None:
    call = calls(promise("C1", kind="refusal"))["C1"]
    assert call.since
    assert call.support
    assert f"on {call.since} ({call.support[0]})" in call.says["en"]


def test_a_promise_withdrawn_by_its_provider_is_withdrawn_and_covers_nothing() -> None:
    found = response(promise("C1", status=[SAID, gone("withdrawn")])).steps[0]
    assert (found.calls[0].state, found.calls[0].since, found.missing) == ("withdrawn", "2031-03-02", ["air-watch@A"])


def test_a_promise_for_another_sector_is_not_called_and_the_function_is_missing() -> None:
    found = response(promise("C1", sectors=["B"])).steps[0]
    assert found.calls == []
    assert found.missing == ["air-watch@A"]


def test_a_caveat_keeps_a_promise_out_of_its_sector() -> None:
    assert calls(promise("C1", sectors=["A", "B"], caveats=["A"])) == {}


def test_unspecified_is_not_anywhere() -> None:
    found = response(promise("C1", sectors="unspecified")).steps[0]
    assert found.calls[0].state == "open"
    assert found.missing == ["air-watch@A"]


def test_without_a_certain_sector_a_function_is_missing_only_if_nobody_stands_at_all() -> None:
    assert response(promise("C1"), sector="").steps[0].missing == []
    assert response(sector="").steps[0].missing == ["air-watch"]


def test_a_promise_for_another_function_is_not_called() -> None:
    assert calls(promise("C1", function="monitoring")) == {}


def test_a_promise_not_yet_known_is_not_called() -> None:
    later = StatusEvent(
        axis="legal",
        value="signed",
        occurred_on="2031-03-20",
        known_on=datetime(2031, 3, 20, tzinfo=UTC),
        support=["s"],
    )
    assert calls(promise("C1", status=[later])) == {}
    assert calls(promise("C1", kind="refusal", status=[later])) == {}
