"""What a response calls on, told in lines: who is bound to do what by when, who is not, for what nobody stands."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from servanda.cli.main import root
from servanda.responses import called_in, list_called

CASES = Path(__file__).parents[3] / "cases"
MERIDIAN, PARIS = str(CASES / "exercise-meridian"), str(CASES / "paris-2026")
BREACH = "2026-07-01T06:00:00Z"


def called(*arguments: str) -> Result:
    return CliRunner().invoke(root, ["responses", "called", *arguments])


@pytest.fixture(scope="module")
def exercise() -> Result:
    return called(MERIDIAN)


def test_the_exercise_calls_on_two_and_names_the_one_that_refused_and_the_sector_without_air_watch(
    exercise: Result,
) -> None:
    lines = [json.loads(line) for line in exercise.stdout.splitlines()]
    running = [line for line in lines if line["step_state"] == "running"]
    told = {line["called"]["commitment"]: line["called"] for line in running if "called" in line}
    assert {name: call["state"] for name, call in told.items()} == {
        "EX-CEDAR-AIR": "due",
        "EX-ELM-LAND": "due",
        "EX-DELTA-NO-AIR": "refused",
    }
    cedar = told["EX-CEDAR-AIR"]
    assert cedar["detached_by"] == running[0]["started_by"]
    assert (cedar["clock"], cedar["due"], cedar["step_due"]) == (
        "readiness",
        "2031-03-15T02:20:00Z",
        "2031-03-16T14:20:00Z",
    )
    assert [line["nobody"] for line in running if "nobody" in line] == ["air-watch@sector-b"]


def test_each_line_is_a_sentence_and_bears_the_mark_of_the_exercise(exercise: Result) -> None:
    lines = exercise.stderr.splitlines()
    assert all(line.startswith("EXERCISE") for line in lines)
    assert "Cedar is bound (air watch): Four patrols a day over sectors A and C." in lines[1]
    assert "Silence: if this step stays silent, the next one opens and this stays owed." in lines[1]


def test_what_may_have_started_comes_last_and_binds_nobody(exercise: Result) -> None:
    lines = [json.loads(line) for line in exercise.stdout.splitlines()]
    states = [line["step_state"] for line in lines]
    assert states == sorted(states, key=lambda state: state == "undetermined")
    doubtful = [line["called"] for line in lines if line["step_state"] == "undetermined" and "called" in line]
    assert {call["state"] for call in doubtful} == {"open", "refused"}
    assert not any("detached_by" in call for call in doubtful)


def test_one_finding_gives_only_what_it_set_going_or_joined(exercise: Result) -> None:
    every = [json.loads(line) for line in exercise.stdout.splitlines()]
    uncertain = next(line for line in every if line["step_state"] == "undetermined")
    chosen = called(MERIDIAN, "--finding", uncertain["started_by"][0])
    assert {json.loads(line)["response"] for line in chosen.stdout.splitlines()} == {uncertain["response"]}


def test_a_finding_that_started_nothing_is_refused_with_those_that_did() -> None:
    refused = called(MERIDIAN, "--finding", "finding-unheard")
    assert isinstance(refused.exception, Exception)
    assert "finding-unheard" in str(refused.exception)


def test_a_rehearsal_in_paris_binds_nobody_and_says_what_each_waits_for() -> None:
    result = called(PARIS, "--breach", BREACH, "--lang", "uk")
    assert result.exit_code == 0
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    calls = [line["called"] for line in lines if "called" in line]
    assert all(line["hypothetical"] for line in lines)
    assert {call["state"] for call in calls} == {"open", "refused"}
    assert not any("due" in call for call in calls)
    assert all(line.startswith("ГІПОТЕТИЧНО") for line in result.stderr.splitlines())
    assert "Очікується: набрання чинності режимом припинення вогню." in result.stderr


def test_a_finding_and_an_assumed_breach_cannot_both_be_asked_for() -> None:
    assert called(PARIS, "--breach", BREACH, "--finding", "F").exit_code == 2


def test_where_nothing_is_called_on_that_is_said() -> None:
    assert called_in([]) == []
    assert list_called([], "en") == ["Nothing is called on."]


def test_the_answer_is_one_object_or_a_table_if_that_is_asked_for(exercise: Result) -> None:
    whole = json.loads(called(MERIDIAN, "--json").stdout)
    assert whole["question"] == "responses called"
    assert whole["calls"] == [json.loads(line) for line in exercise.stdout.splitlines()]
    rows = called(MERIDIAN, "--format", "table", "--lang", "uk").stdout.splitlines()
    assert "хто" in rows[0]
    assert all(row.startswith("НАВЧАННЯ") for row in rows[2:])
    assert any("Кедар" in row and "нагляд з повітря" in row and "2031-03-15 02:20 UTC" in row for row in rows)
    assert any("ніхто не забезпечує" in row and "Сектор B (центр)" in row for row in rows)


def test_a_table_of_a_rehearsal_says_so_in_every_row() -> None:
    rows = called(PARIS, "--breach", BREACH, "--format", "table").stdout.splitlines()
    assert all(row.startswith("HYPOTHETICAL") for row in rows[2:])
    assert any("Germany" in row and "refused" in row for row in rows)
