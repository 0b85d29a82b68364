"""Drawing from the command line: SVG that says from where it was looked at, and refuses to draw nothing."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from servanda.cli import commitments, coverage
from servanda.errors import AccessDenied, ExternalError, InputError, NotFound

CASES = Path(__file__).resolve().parents[3] / "cases"
EXERCISE, PARIS = str(CASES / "exercise-meridian"), str(CASES / "paris-2026")


def drawn(group: Any, *words: str) -> Any:
    answer = CliRunner().invoke(group, ["draw", *words], catch_exceptions=False)
    assert answer.exit_code == 0, answer.output
    return [Path(json.loads(line)["path"]) for line in answer.stdout.splitlines()]


@pytest.mark.parametrize("what", ["matrix", "curve"])
def test_the_plan_of_the_exercise_is_drawn_and_says_exercise(tmp_path: Path, what: str) -> None:
    (file,) = drawn(coverage.group, EXERCISE, what, "-o", str(tmp_path / "plan.svg"), "--lang", "uk")
    page = file.read_text("utf-8")
    assert "НАВЧАННЯ – вигадані сторони й місця" in page
    assert "ГІПОТЕТИЧНО" not in page


def test_the_matrix_of_a_real_case_without_amounts_says_that_nobody_named_one(tmp_path: Path) -> None:
    (file,) = drawn(coverage.group, PARIS, "matrix", "-o", str(tmp_path / "m.svg"))
    page = file.read_text("utf-8")
    assert "11 requirements without a number: nobody has said how much is needed" in page
    assert page.count(">amount not stated<") == 11
    assert "EXERCISE" not in page


def test_a_guarantor_assumed_gone_is_stamped_hypothetical_on_every_drawing(tmp_path: Path) -> None:
    without = ["--without", "EX-CEDAR"]
    for group, what in ((coverage.group, "matrix"), (coverage.group, "curve"), (commitments.group, "waiting")):
        (file,) = drawn(group, EXERCISE, what, "-o", str(tmp_path / f"{what}.svg"), *without)
        assert "HYPOTHETICAL – without Cedar" in file.read_text("utf-8"), what


def test_nothing_that_is_there_is_drawn_over(tmp_path: Path) -> None:
    (tmp_path / "m.svg").write_text("mine", "utf-8")
    with pytest.raises(InputError, match="there already"):
        drawn(coverage.group, EXERCISE, "matrix", "-o", str(tmp_path / "m.svg"))
    assert (tmp_path / "m.svg").read_text("utf-8") == "mine"


def test_the_waiting_graph_of_paris_names_the_signal_and_what_still_waits(tmp_path: Path) -> None:
    (file,) = drawn(commitments.group, PARIS, "waiting", "-o", str(tmp_path / "w.svg"))
    page = file.read_text("utf-8")
    assert "What is waited for: the awaited American signal on deploying troops." in page
    assert page.count("If it comes, read as") >= 2
    assert "What still waits – France: reassurance force on land" in page
    assert 'class="w-ring"' in page


def test_functions_are_called_by_their_names_in_what_would_be_released(tmp_path: Path) -> None:
    (file,) = drawn(commitments.group, EXERCISE, "waiting", "-o", str(tmp_path / "w.svg"), "--lang", "uk")
    assert "Дельта: розмінування." in file.read_text("utf-8")


def test_a_floor_and_a_reading_stand_above_the_drawing(tmp_path: Path) -> None:
    (file,) = drawn(coverage.group, EXERCISE, "matrix", "-o", str(tmp_path / "m.svg"), "--floor", "ratified")
    assert "Counted: promises at least ratified" in file.read_text("utf-8")


def test_one_document_is_drawn_in_its_own_order_and_is_an_exercise_if_all_its_promises_are(
    tmp_path: Path,
) -> None:
    needs = [{"function": "watch", "sector": sector, "phase": "first", "quantity": 2} for sector in ("north", "east")]
    step = {"axis": "legal", "value": "signed", "occurred_on": "2031-02-01", "known_on": "2031-02-01T00:00:00Z"}
    promise = {"id": "EX-A", "provider": "EX-CEDAR", "function": "watch", "quantity": 3, "sectors": ["north", "east"]}
    dated = {**promise, "status": [{**step, "support": ["s"]}], "support": ["s"]}
    text = json.dumps({"commitments": [dated], "plan": {"requirements": needs}})
    words = ["draw", "-", "matrix", "-o", str(tmp_path / "m.svg")]
    answer = CliRunner().invoke(coverage.group, words, input=text, catch_exceptions=False)
    assert answer.exit_code == 0, answer.output
    page = (tmp_path / "m.svg").read_text("utf-8")
    assert "EXERCISE – fictional parties and places" in page
    assert page.index(">north<") < page.index(">east<")
    assert "2 requirements with a number: 1 secured, 1 not met." in page


def test_the_same_question_gives_the_same_bytes(tmp_path: Path) -> None:
    for group, case, what in ((coverage.group, EXERCISE, "matrix"), (commitments.group, PARIS, "waiting")):
        pages = {drawn(group, case, what, "-o", str(tmp_path / f"{what}{n}.svg"))[0].read_bytes() for n in range(2)}
        assert len(pages) == 1


def test_nothing_to_draw_and_nowhere_to_write_are_said(tmp_path: Path) -> None:
    lonely = tmp_path / "commitments.yaml"
    lonely.write_text("[]\n")
    options = ["--as-of", "2031-03-15T06:00:00Z", "-o"]
    with pytest.raises(NotFound, match="waits for anybody"):
        drawn(commitments.group, str(lonely), "waiting", *options, str(tmp_path / "w.svg"))
    with pytest.raises(NotFound, match="holds no plan"):
        drawn(coverage.group, str(lonely), "matrix", *options, str(tmp_path / "m.svg"))
    with pytest.raises(ExternalError, match="cannot be written"):
        drawn(coverage.group, EXERCISE, "curve", "-o", str(tmp_path / "none" / "c.svg"))


@pytest.mark.parametrize("name", [".written", "case.yaml"])
def test_a_drawing_in_which_somebody_is_gone_is_written_into_no_case_and_no_folder_of_reports(
    tmp_path: Path, name: str
) -> None:
    (tmp_path / name).write_text("brief.html\n", "utf-8")
    out = ["-o", str(tmp_path / "x.svg")]
    for group, what in ((coverage.group, "matrix"), (coverage.group, "curve"), (commitments.group, "waiting")):
        with pytest.raises(AccessDenied, match="desk-only"):
            drawn(group, EXERCISE, what, *out, "--without", "EX-CEDAR")
    assert drawn(coverage.group, EXERCISE, "matrix", *out)
