"""Scenarios as sentences: each YAML file holds an instrument and what must come out of it."""

from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest

from servanda import plain
from servanda.commitments import Register, View
from servanda.records.agreement import Agreement
from servanda.records.decision import Judgement
from servanda.records.finding import Finding, Hinge, Outcome, Subject
from servanda.records.response import Response, StepAct, StepState
from servanda.records.time import Interval
from servanda.responses import check_acts, respond

HERE = Path(__file__).parent
FILES = sorted(HERE.glob("*.yaml"))
LOADED = {file.stem: plain.load(file.read_bytes(), file.name).data for file in FILES}
SCENARIOS = [(name, scenario) for name, data in LOADED.items() for scenario in data["scenarios"]]


@pytest.mark.parametrize(("name", "scenario"), SCENARIOS, ids=[scenario["says"] for _, scenario in SCENARIOS])
def test_the_procedure_does_what_the_sentence_says(name: str, scenario: dict[str, Any]) -> None:
    instrument = dict(LOADED[name]["instrument"])
    if scenario.get("exact_days"):
        instrument["day_count"] = "unstated"
    agreement = msgspec.convert(instrument, Agreement)
    acts = msgspec.convert(scenario.get("acts", []), list[StepAct])
    assert check_acts([agreement], acts) == []
    for expected in scenario["expect"]:
        responses = respond(
            [agreement],
            [_finding(agreement.id, breach) for breach in scenario["breaches"]],
            register=Register(()),
            view=View(as_of=_moment(expected["as_of"])),
            step_acts=acts,
            judgements=msgspec.convert(scenario.get("judgements", []), list[Judgement]),
            as_of=_moment(expected["as_of"]),
        )
        assert len(responses) == expected.get("responses", 1)
        if responses and len(responses) == 1:
            _check(responses[0], expected)


def test_the_day_of_re_imposition_is_the_27th_where_the_council_sits() -> None:
    local = LOADED["snapback"]["scenarios"][0]["local_day"]
    moment = _moment(local["moment"]).astimezone(ZoneInfo(local["zone"]))
    assert (moment.date().isoformat(), moment.hour) == (local["day"], 20)


def _check(response: Response, expected: dict[str, Any]) -> None:
    steps = {step.step: step for step in response.steps}
    if "state" in expected:
        assert response.state == expected["state"]
    if "next" in expected:
        assert response.next_deadline == _moment(expected["next"])
    if "sector" in expected:
        assert response.sector == expected["sector"]
    if "started" in expected:
        assert response.started_at == _moment(expected["started"])
    assert expected.get("response_why", "") in response.why.get("en", "")
    assert {name: steps[name].state for name in expected.get("steps", {})} == expected.get("steps", {})
    assert {name: steps[name].hinges for name in expected.get("hinges", {})} == expected.get("hinges", {})
    for name, words in expected.get("why", {}).items():
        assert words in steps[name].why["en"]
    _check_times(steps, expected)


def _check_times(steps: dict[str, StepState], expected: dict[str, Any]) -> None:
    for name, due in expected.get("due", {}).items():
        assert [deadline.due for deadline in steps[name].deadlines] == [_moment(due)]
    for name, readings in expected.get("readings", {}).items():
        assert [deadline.reading for deadline in steps[name].deadlines] == readings
    for name, readings in expected.get("reading_due", {}).items():
        found = {deadline.reading: deadline.due for deadline in steps[name].deadlines}
        assert found == {reading: _moment(due) for reading, due in readings.items()}

    for name, readings in expected.get("reading_opens", {}).items():
        found = {deadline.reading: deadline.opens for deadline in steps[name].deadlines}
        assert {reading: found[reading] for reading in readings} == {r: _moment(at) for r, at in readings.items()}


def _finding(instrument: str, breach: dict[str, Any]) -> Finding:
    moment = _moment(breach["at"])
    verdict = breach.get("verdict", "breached")
    hinge = Hinge(cause="attribution", on=breach["hinge"], says={"en": "?", "uk": "?"}) if "hinge" in breach else None
    subject = Subject(
        kind="incident",
        id=breach.get("subject", breach["id"]),
        when=Interval(start=moment, end=moment),
        sector=breach.get("sector", ""),
    )
    return Finding(
        id=f"finding:{breach['id']}",
        agreement=f"{instrument}@1",
        term=breach["term"],
        subject=subject,
        outcome=Outcome(verdict=verdict, by=breach.get("by", []), attribution="undetermined"),
        hinges=[hinge] if hinge is not None else [],
        evidence=[],
    )


def _moment(text: str) -> datetime | None:
    return None if text == "none" else datetime.fromisoformat(text)
