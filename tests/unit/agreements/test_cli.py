"""`servanda agreements`: JSON lines for scripts, one line for people, exit codes that mean something."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from servanda.cli.agreements import group
from servanda.errors import InputError

ROOT = Path(__file__).resolve().parents[3]
TEMPLATE = ROOT / "agreements" / "_template"
PARIS = ROOT / "agreements" / "paris-2026"


def run(*words: str, text: str = "") -> Result:
    return CliRunner().invoke(group, list(words), input=text)


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TEMPLATE, tmp_path / "a"))


def test_a_clean_folder_gives_no_line_and_exit_0() -> None:
    result = run("check", str(TEMPLATE))
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "1 instrument: 0 errors, 0 warnings, 0 not readable\n"


def test_a_doubt_is_shown_with_file_and_line_and_does_not_fail() -> None:
    result = run("check", str(PARIS), "--lang", "uk")
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert all(line["place"].startswith("reported-procedure.yaml:") for line in lines)
    assert lines[0]["place"].endswith(": procedures[0]")
    assert result.exit_code == 0
    assert result.stderr == "9 документів: 0 помилок, 4 попередження, не прочитано: 0\n"


def test_an_error_is_shown_and_the_exit_is_1(copied: Path) -> None:
    file = copied / "agreement.yaml"
    file.write_text(file.read_text("utf-8").replace("where: {in: zone}", "where: {in: zoen}"), "utf-8")
    result = run("check", str(copied))
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    number = file.read_text("utf-8").splitlines().index("  where: {in: zoen}") + 1
    assert [(line["code"], line["place"]) for line in lines][:1] == [
        ("unknown-place", f"agreement.yaml:{number}: terms[0].where.in")
    ]
    assert "Known: villages, zone." in lines[0]["hint"]["en"]
    assert result.exit_code == 1


def test_a_file_that_cannot_be_read_is_a_rejection_beside_the_good_ones(copied: Path) -> None:
    (copied / "bad.yaml").write_text("id: a\nid: b\n", "utf-8")
    result = run("check", str(copied))
    line = json.loads(result.stdout)
    assert (line["kind"], line["code"], line["place"]) == ("agreement", "yaml-duplicate-key", "bad.yaml:2")
    assert result.stderr == "1 instrument: 0 errors, 0 warnings, 1 not readable\n"
    assert result.exit_code == 2


def test_an_instrument_comes_from_stdin_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(TEMPLATE)
    result = run("check", "-", text=(TEMPLATE / "agreement.yaml").read_text("utf-8"))
    assert (result.exit_code, result.stdout) == (0, "")
    assert run("check", "-", text="id: a\n").exit_code == 2


def test_show_speaks_to_people_in_their_language() -> None:
    result = run("show", str(PARIS), "--lang", "uk")
    assert result.exit_code == 0
    assert "? Чи погодиться Росія на умови, зокрема на гарантії?" in result.stdout


def test_show_shows_what_it_can_and_then_says_what_it_cannot(copied: Path) -> None:
    (copied / "bad.yaml").write_text("id: a\nid: b\n", "utf-8")
    result = run("show", str(copied))
    assert "Agreement on a ceasefire (template)" in result.stdout
    assert isinstance(result.exception, InputError)


def test_the_schema_is_printed_as_json() -> None:
    result = run("schema")
    assert json.loads(result.stdout)["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("command", ["check", "show", "schema"])
def test_every_command_helps_with_a_sentence_and_an_example(command: str) -> None:
    result = run(command, "--help")
    assert "Example: servanda agreements" in result.stdout
