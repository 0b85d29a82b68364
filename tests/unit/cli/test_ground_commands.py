"""`servanda observations` and `servanda incidents`: records on stdout, people on stderr."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from servanda.cli.incidents import group as incidents
from servanda.cli.observations import group as observations

FOLDER = Path(__file__).resolve().parents[3] / "cases" / "exercise-meridian"
LINES = FOLDER / "observations.jsonl"


def lines(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines() if line.startswith("{")]


@pytest.fixture
def read() -> Result:
    return CliRunner().invoke(observations, ["read", str(LINES)])


def test_records_go_to_stdout_and_rejections_to_stderr(read: Result) -> None:
    assert read.exit_code == 0
    assert len(lines(read.stdout)) == 38
    assert [line["kind"] for line in lines(read.stderr)] == ["observation"] * 2
    assert "40 lines: 38 taken, 2 rejected" in read.stderr


def test_standard_input_reads_the_same(read: Result) -> None:
    piped = CliRunner().invoke(observations, ["read", "-"], input=LINES.read_bytes())
    assert piped.stdout == read.stdout


def test_watches_are_read_too() -> None:
    done = CliRunner().invoke(observations, ["read", "--kind", "watch", str(FOLDER / "watches.jsonl")])
    assert done.exit_code == 0
    assert len(lines(done.stdout)) == 5


def test_incidents_come_as_records_with_reasons() -> None:
    done = CliRunner().invoke(incidents, ["detect", str(LINES), "--case", str(FOLDER)])
    assert done.exit_code == 0
    found = lines(done.stdout)
    assert len(found) == 17
    assert all(len(one.get("joins", [])) == len(one["observations"]) - 1 for one in found)  # type: ignore[arg-type]  # lists


def test_people_read_exercise_on_every_line() -> None:
    done = CliRunner().invoke(
        incidents, ["detect", str(LINES), "--case", str(FOLDER), "--format", "people", "--lang", "uk"]
    )
    assert done.exit_code == 0
    assert done.stdout
    assert all(line.startswith("НАВЧАННЯ") for line in done.stdout.splitlines())
