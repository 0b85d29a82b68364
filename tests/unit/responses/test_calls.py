"""Which commitments fall due with a step, and for what nobody stands."""

from datetime import UTC, datetime
from typing import Any

from servanda.commitments import Register, View
from servanda.records.agreement import Agreement
from servanda.records.commitment import Commitment, Event, StatusEvent
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
    given = {"sectors": ["A"], "readiness_h": 12, "function": "air-watch", "status": [SAID], **fields}
    return Commitment(id=name, provider=f"P-{name}", beneficiary="B", says={}, support=["s"], **given)


def response(*commitments: Commitment, sector: str = "A") -> Response:
    finding = Finding(
        id="F",
        agreement="pact@1",
        term="no-fire",
        subject=Subject(kind="incident", id="I", when=Interval(start=NOW, end=NOW), sector=sector),
        outcome=Outcome(verdict="breached", attribution="undetermined"),
        evidence=[],
    )
    register = Register(commitments, (Event(id="signal", says={}),))
    [found] = respond(
        [PACT], [finding], register=register, view=View(as_of=NOW), step_acts=[], judgements=[], as_of=NOW
    )
    return found


def calls(*commitments: Commitment, sector: str = "A") -> dict[str, CalledCommitment]:
    return {call.commitment: call for call in response(*commitments, sector=sector).steps[0].calls}


def test_a_credible_promise_falls_due_with_the_step_and_its_readiness() -> None:
    call = calls(promise("C1"))["C1"]
    assert call.state == "due"
    assert call.due == datetime(2031, 3, 14, 18, tzinfo=UTC)


def test_a_promise_without_stated_readiness_binds_without_a_time() -> None:
    call = calls(promise("C1", readiness_h=None))["C1"]
    assert (call.state, call.due) == ("due", None)


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


def test_a_promise_withdrawn_by_its_provider_is_void() -> None:
    gone = StatusEvent(
        axis="stance", value="withdrawn", occurred_on="2031-03-02", known_on=SAID.known_on, support=["s"]
    )
    assert calls(promise("C1", status=[SAID, gone]))["C1"].state == "void"


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
