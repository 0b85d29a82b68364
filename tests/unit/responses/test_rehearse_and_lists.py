"""Rehearsals, lists for people, acts that cannot count, and the commands."""

import json
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner

from servanda.adapters.agreements import load
from servanda.cli.main import root
from servanda.commitments import Register, View
from servanda.errors import InputError
from servanda.records.agreement import Agreement
from servanda.records.decision import Judgement
from servanda.records.finding import Finding, Outcome, Subject
from servanda.records.response import Response, StepAct
from servanda.records.time import Interval
from servanda.responses import check_acts, list_rehearsal, list_responses, rehearse, respond

ROOT = Path(__file__).parents[3]
GUARANTEE = ROOT / "cases/exercise-meridian/agreements/ex-meridian-guarantee.yaml"
SIX = datetime(2031, 3, 14, 6, tzinfo=UTC)
NOBODY = Register(())


@pytest.fixture(scope="module")
def agreements() -> list[Agreement]:
    return load(GUARANTEE)


def finding(**fields: object) -> Finding:
    given: dict[str, object] = {
        "id": "F",
        "agreement": "ex-meridian-agreement@2031-02-20",
        "term": "no-fire",
        "subject": Subject(kind="incident", id="I", when=Interval(start=SIX, end=SIX)),
        "outcome": Outcome(verdict="breached", attribution="undetermined"),
        "evidence": [],
    }
    return Finding(**{**given, **fields})


def asked(agreements: list[Agreement], *findings: Finding, acts: tuple[StepAct, ...] = ()) -> list[Response]:
    view = View(as_of=SIX)
    return respond(
        agreements,
        findings,
        register=NOBODY,
        view=view,
        step_acts=acts,
        judgements=[],
        as_of=datetime(2031, 3, 15, tzinfo=UTC),
    )


def rehearsed(agreements: list[Agreement], judgements: tuple[Judgement, ...] = ()) -> list[Response]:
    return rehearse(agreements, breach_at=SIX, register=NOBODY, view=View(as_of=SIX), judgements=judgements)


def test_a_rehearsal_is_hypothetical_and_says_so_on_every_line(agreements: list[Agreement]) -> None:
    responses = rehearsed(agreements)
    assert [response.hypothetical for response in responses] == [True]
    for lang, word in (("en", "HYPOTHETICAL"), ("uk", "ГІПОТЕТИЧНО")):
        lines = list_rehearsal(responses, agreements, lang)
        assert len(lines) > 10
        assert all(line.startswith(word) for line in lines)


def test_a_rehearsal_without_procedures_says_so_and_is_still_hypothetical() -> None:
    assert list_rehearsal([], [], "en", mark="EXERCISE") == [
        "EXERCISE HYPOTHETICAL  The instruments of this case have no procedure after a breach."
    ]


def test_a_rehearsal_shows_the_warning_the_coalition_and_three_readings_of_the_third_step(
    agreements: list[Agreement],
) -> None:
    [response] = rehearsed(agreements)
    assert [step.state for step in response.steps] == ["running", "waiting", "undetermined"]
    assert response.next_deadline == datetime(2031, 3, 15, 6, tzinfo=UTC)
    assert len(response.steps[2].deadlines) == 3
    assert response.steps[2].hinges == ["extended", "joint-time"]


def test_a_judgement_about_a_real_event_says_nothing_about_a_hypothetical_one(agreements: list[Agreement]) -> None:
    real = Judgement(id="J", question="extended", about="incident:I", answer="yes", body="EX-COMMISSION", at=SIX)
    general = Judgement(id="J", question="extended", answer="yes", body="EX-COMMISSION", at=SIX)
    assert "extended" in rehearsed(agreements, (real,))[0].steps[2].hinges
    assert "extended" not in rehearsed(agreements, (general,))[0].steps[2].hinges


def test_a_finding_that_is_not_final_starts_the_clock_and_says_until_when_the_party_may_reply(
    agreements: list[Agreement],
) -> None:
    [response] = asked(agreements, finding(reply_until=datetime(2031, 3, 15, 18, tzinfo=UTC)))
    assert response.state == "running"
    assert "may reply until 2031-03-15 18:00 UTC" in response.steps[0].why["en"]


def test_an_unobserved_silence_starts_nothing_because_it_names_no_event(agreements: list[Agreement]) -> None:
    silent = Subject(kind="silence", id="sector-c", when=Interval(start=SIX, end=SIX))
    outcome = Outcome(verdict="undetermined", attribution="not_applicable")
    assert asked(agreements, finding(subject=silent, outcome=outcome)) == []


def test_a_duty_is_breached_at_its_deadline_and_once_for_each_party(agreements: list[Agreement]) -> None:
    span = Interval(start=datetime(2031, 3, 1, tzinfo=UTC), end=SIX)
    duty = Subject(kind="duty", id="withdraw-heavy", when=span)
    found = [
        finding(
            id=f"F-{party}", subject=duty, outcome=Outcome(verdict="breached", by=[party], attribution="established")
        )
        for party in ("EX-ASTER", "EX-BRIAR")
    ]
    [response] = asked(agreements, *found)
    assert response.started_at == SIX
    assert response.joined_by == ["F-EX-BRIAR"]


def test_acts_that_cannot_count_are_rejected_with_a_reason_and_have_no_effect(agreements: list[Agreement]) -> None:
    good = {"procedure": "ex-meridian-guarantee:answer", "step": "warn", "does": "done", "by": "EX-MISSION", "at": SIX}
    acts = [
        StepAct(id="A1", **{**good, "procedure": "ex-meridian-guarantee:reply"}),
        StepAct(id="A2", **{**good, "step": "shout"}),
        StepAct(id="A3", **{**good, "by": "EX-CEDAR"}),
        StepAct(id="A4", **{**good, "does": "extend"}),
        StepAct(id="A5", **good),
    ]
    rejections = check_acts(agreements, acts)
    assert [(one.place, one.code) for one in rejections] == [
        ("A1", "act-procedure-unknown"),
        ("A2", "act-step-unknown"),
        ("A3", "act-by-another"),
        ("A4", "act-without-until"),
    ]
    assert all(one.hint for one in rejections)
    assert asked(agreements, finding(), acts=tuple(acts[:4])) == asked(agreements, finding())
    assert asked(agreements, finding(), acts=tuple(acts))[0].steps[0].state == "done"


def test_an_act_named_for_another_response_does_not_count(agreements: list[Agreement]) -> None:
    good = {"procedure": "ex-meridian-guarantee:answer", "step": "warn", "does": "done", "by": "EX-MISSION", "at": SIX}
    [response] = asked(agreements, finding())
    assert asked(agreements, finding(), acts=(StepAct(id="A", response="R-other", **good),)) == [response]
    mine = StepAct(id="A", response=response.id, **good)
    assert asked(agreements, finding(), acts=(mine,))[0].steps[0].state == "done"


def test_too_many_combinations_of_readings_are_refused_with_their_number(agreements: list[Agreement]) -> None:
    data = msgspec.to_builtins(agreements[0])
    reading = {"says": {}, "value": {"counted_from": "trigger", "within": "PT1H"}}
    data["open"] = {
        f"o{number}": {"question": {}, "readings": {str(name): reading for name in range(8)}} for number in range(5)
    }
    step = {"who": ["X"], "do": {}, "if_silent": "lapses"}
    data["procedures"][0]["steps"] = [{"id": f"s{n}", "when": {"open": f"o{n}"}, **step} for n in range(5)]
    with pytest.raises(InputError, match="32768 combinations"):
        rehearsed([msgspec.convert(data, Agreement)])


def test_the_list_names_parties_and_says_what_silence_means(agreements: list[Agreement]) -> None:
    lines = "\n".join(list_responses(asked(agreements, finding()), "uk", names={"EX-MISSION": {"uk": "Місія"}}))
    assert "Місія" in lines
    assert "наслідок мовчання: до коаліції звертаються без попередження" in lines
    assert "ГІПОТЕТИЧНО" not in lines


def test_an_empty_list_says_that_nothing_is_under_way() -> None:
    assert list_responses([], "en", mark="EXERCISE") == ["EXERCISE  No procedure is under way."]


def test_start_reads_findings_from_stdin_and_writes_json_lines() -> None:
    arguments = ["responses", "start", "--agreements", str(GUARANTEE), "--findings", "-"]
    given = msgspec.json.encode(finding()).decode() + "\n\n"
    result = CliRunner().invoke(root, [*arguments, "--as-of", "2031-03-14T07:00:00Z", "--lang", "en"], input=given)
    assert result.exit_code == 0
    assert json.loads(result.stdout)["procedure"] == "ex-meridian-guarantee:answer"
    assert "next deadline 2031-03-15 06:00 UTC" in result.stderr


def test_a_line_that_is_no_finding_is_named_with_its_place() -> None:
    arguments = ["responses", "start", "--agreements", str(GUARANTEE), "--findings", "-"]
    result = CliRunner().invoke(root, [*arguments, "--as-of", "2031-03-14T07:00:00Z"], input="{}\n")
    assert isinstance(result.exception, InputError)
    assert result.exception.place.endswith(":1")


def test_a_moment_without_zone_is_refused_at_the_door() -> None:
    result = CliRunner().invoke(
        root, ["rehearse", str(ROOT / "cases/exercise-meridian"), "--breach", "2031-03-14T06:00:00"]
    )
    assert result.exit_code == 2
    assert "names no time zone" in result.stderr


def test_the_rehearsal_of_the_exercise_bears_both_words() -> None:
    case = str(ROOT / "cases/exercise-meridian")
    result = CliRunner().invoke(root, ["rehearse", case, "--breach", "2031-03-14T06:00:00Z", "--lang", "en"])
    assert result.exit_code == 0
    assert all(line.startswith("EXERCISE HYPOTHETICAL") for line in result.stdout.splitlines())


def test_the_rehearsal_of_paris_says_who_is_bound_who_refused_and_what_is_undetermined() -> None:
    arguments = ["rehearse", str(ROOT / "cases/paris-2026"), "--breach", "2026-07-01T06:00:00Z", "--lang", "en"]
    lines = CliRunner().invoke(root, arguments).stdout.splitlines()
    assert all(line.startswith("HYPOTHETICAL") for line in lines)
    text = "\n".join(lines)
    assert "Who establishes the breach: the text names nobody." in text
    assert "Bound: nobody, as things are." in text
    assert "Refused, reassurance force on land:" in text
    assert all(reading in text for reading in ("within-72-hours", "after-72-hours", "after-escalation"))
