"""The commands: JSON lines on stdout, people on stderr, bad items rejected and named."""

from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result

from servanda.cli.commitments import group as commitments
from servanda.cli.coverage import group as coverage
from servanda.errors import InputError, NotFound

ROOT = Path(__file__).parents[3]
PARIS = str(ROOT / "cases" / "paris-2026")
EXERCISE = str(ROOT / "cases" / "exercise-meridian")


def _run(group: object, *words: str, text: str | None = None) -> Result:
    return CliRunner().invoke(group, list(words), input=text, catch_exceptions=False)  # type: ignore[arg-type]


def _lines(result: Result) -> list[dict[str, object]]:
    return [msgspec.json.decode(line) for line in result.stdout.splitlines()]


def test_list_writes_every_commitment() -> None:
    found = _lines(_run(commitments, "list", PARIS))
    assert [one["id"] for one in found] == sorted(str(one["id"]) for one in found)
    assert "FRA-LAND" in {one["id"] for one in found}


def test_stand_says_why_and_counts_for_people() -> None:
    result = _run(commitments, "stand", EXERCISE, "--lang", "uk")
    assert {one["commitment"]: one["label"] for one in _lines(result)}["EX-CEDAR-AIR"] == "credible"
    assert "має силу: 3; має силу лише в колі: 2" in result.stderr


def test_an_assumed_event_and_a_withdrawal_change_the_view() -> None:
    result = _run(commitments, "stand", EXERCISE, "--assume", "EX-DELTA-VOTE=true", "--without", "EX-CEDAR")
    labels = {one["commitment"]: one["label"] for one in _lines(result)}
    assert (labels["EX-DELTA-SURVEY"], labels["EX-CEDAR-AIR"], labels["EX-DELTA-CLEARING"]) == (
        "credible",
        "void",
        "void",
    )


def test_waits_writes_circles_and_edges() -> None:
    result = _run(commitments, "waits", PARIS)
    assert [one["kind"] for one in _lines(result)].count("circle") == 1
    assert "Everyone waits for everyone: France, United Kingdom and United States" in result.stderr


def test_release_shows_both_readings_unless_one_is_chosen() -> None:
    assert {one["reading"] for one in _lines(_run(commitments, "release", PARIS, "us-signal"))} == {
        "allied-troops",
        "us-troops",
    }
    chosen = _lines(_run(commitments, "release", PARIS, "us-signal", "--reading", "us-troops"))
    assert {one["commitment"] for one in chosen} == {"USA-PRESENCE"}


def test_lint_exits_1_only_for_errors(tmp_path: Path) -> None:
    assert _run(commitments, "lint", PARIS).exit_code == 0
    file = tmp_path / "commitments.yaml"
    file.write_text(_one("condition: {event: NOBODY}"), "utf-8")
    result = _run(commitments, "lint", str(file), "--as-of", "2031-03-01T00:00:00Z")
    assert result.exit_code == 1
    assert "NOBODY" in result.stderr


def test_coverage_shows_cells_and_certificates() -> None:
    result = _run(coverage, "show", EXERCISE)
    assert sum("demand" in one for one in _lines(result)) == 2
    assert "nothing on record can get there" in result.stderr
    assert _lines(_run(coverage, "without", EXERCISE, "EX-CEDAR"))[0]["provider"] == "EX-CEDAR"


def test_commitments_come_from_standard_input_with_events_beside(tmp_path: Path) -> None:
    events = tmp_path / "events.yaml"
    events.write_text("- {id: E, says: {en: it}}\n", "utf-8")
    words = ("stand", "-", "--as-of", "2031-03-01T00:00:00Z", "--events", str(events))
    assert _lines(_run(commitments, *words, text=_one("condition: {event: E}")))[0]["label"] == "open"


def test_a_bad_item_is_named_and_the_good_one_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "commitments.yaml"
    file.write_text(_one("") + "- {id: EX-BROKEN, provider: EX-CEDAR}\n", "utf-8")
    result = _run(commitments, "stand", str(file), "--as-of", "2031-03-01T00:00:00Z")
    assert [one["commitment"] for one in _lines(result)] == ["EX-GOOD"]
    assert "commitments.yaml:8" in result.stderr
    assert "function" in result.stderr


def test_of_two_different_records_under_one_name_neither_is_taken(tmp_path: Path) -> None:
    file = tmp_path / "commitments.yaml"
    file.write_text(_one("") + _one("unit: posts") + _one("").replace("EX-GOOD", "EX-OTHER"), "utf-8")
    result = _run(commitments, "stand", str(file), "--as-of", "2031-03-01T00:00:00Z")
    assert [one["commitment"] for one in _lines(result)] == ["EX-OTHER"]
    assert "duplicate-id" in result.stderr


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (("stand", "nowhere"), NotFound),
        (("stand", "-"), InputError),
        (("stand", PARIS, "--assume", "ceasefire"), InputError),
        (("stand", PARIS, "--reading", "none-such"), InputError),
        (("release", PARIS, "none-such"), InputError),
    ],
)
def test_what_cannot_be_asked_is_an_error_with_a_hint(words: tuple[str, ...], error: type[InputError]) -> None:
    with pytest.raises(error) as caught:
        _run(commitments, *words, text="[]")
    assert caught.value.hint


def _one(more: str) -> str:
    return f"""\
- id: EX-GOOD
  provider: EX-CEDAR
  beneficiary: EX-ASTER
  function: air-watch
  says: {{en: watch}}
  status: [{{axis: legal, value: signed, occurred_on: "2031-01-01", known_on: "2031-01-01T00:00:00Z", support: [s]}}]
  support: [s]
{f"  {more}" + chr(10) if more else ""}"""
