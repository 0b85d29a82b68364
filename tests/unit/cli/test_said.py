"""`servanda brief` and what `servanda statements` derives from a case, asked at the door."""

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from servanda.cli.main import root
from servanda.errors import NotFound

CASE = str(Path(__file__).resolve().parents[3] / "cases" / "paris-2026")


def ask(*words: str) -> str:
    result = CliRunner().invoke(root, [*words], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_the_brief_speaks_ukrainian_unless_asked_otherwise() -> None:
    assert "ЩО ПОГОДЖЕНО" in ask("brief", CASE)
    assert "WHAT IS AGREED" in ask("brief", CASE, "--lang", "en")


def test_changes_are_told_only_since_a_date() -> None:
    assert "WHAT CHANGED" not in ask("brief", CASE, "--lang", "en")
    said = ask("brief", CASE, "--lang", "en", "--since", "2026-02-01")
    changed = said.split("WHAT CHANGED SINCE 1 FEBRUARY 2026")[1].split("SOURCES")[0]
    assert "ceasefire monitoring" in changed
    assert "Sweden" not in changed
    assert "Nothing was accepted" in ask("brief", CASE, "--lang", "en", "--since", "2026-02-20T00:00:00Z")


def test_an_earlier_view_knows_less() -> None:
    early = ask("brief", CASE, "--lang", "en", "--as-of", "2026-01-06T12:00:00Z")
    assert "Belgium says it is ready" not in early
    assert "80 statements" not in early
    assert "await a signal" in early


def test_a_date_that_is_none_is_refused() -> None:
    result = CliRunner().invoke(root, ["brief", CASE, "--since", "soon"])
    assert result.exit_code == 2
    assert "is not an instant" in result.stderr


@pytest.mark.parametrize("view", ["grid", "islands", "sequence", "relations"])
def test_each_view_is_data_too(view: str) -> None:
    page = json.loads(ask("statements", view, CASE, "--format", "json", "--lang", "en"))
    said = [one for section in page["sections"] for one in section["sentences"]]
    assert said
    assert all(one["rests_on"] for one in said)
    assert ask("statements", view, CASE, "--format", "html").startswith("<!doctype html>")


def test_the_order_of_steps_is_marked_as_derived_and_names_what_is_in_the_way() -> None:
    [line] = [
        one
        for one in ask("statements", "sequence", CASE, "--lang", "en").splitlines()
        if "presence" in one and "Russia" in one
    ]
    assert line.strip().startswith("Derived")
    hinders = line.split("Without an answer (inferred): ")[1]
    for question in ("US troops in Ukraine: where", "US troops in Ukraine: which role", "Russia's consent"):
        assert question in hinders


def test_the_grid_as_text_is_one_line_a_position_and_as_a_page_parties_by_matter() -> None:
    lines = ask("statements", "grid", CASE, "--lang", "en").splitlines()
    [russia] = [line for line in lines if line.strip().startswith("Russia | ")]
    assert "demand, certain; what it is about: unknown | 2026-01-07" in russia
    assert "Bloomberg" in russia or "Servanda desk" in russia
    assert "—" in ask("statements", "grid", CASE, "--lang", "en", "--format", "html")


def test_the_grid_is_a_table_of_commas() -> None:
    rows = list(csv.reader(io.StringIO(ask("statements", "grid", CASE, "--format", "csv"), newline="")))
    assert rows[0][:3] == ["party", "issue", "taken"]
    assert {len(row) for row in rows} == {9}


def test_a_card_of_what_nobody_accepted_is_refused() -> None:
    with pytest.raises(NotFound) as refused:
        CliRunner().invoke(root, ["statements", "card", CASE, "st-000000000000"], catch_exceptions=False)
    assert refused.value.code == "statement-not-accepted"


def test_the_register_of_paris_is_carried_by_statements() -> None:
    result = CliRunner().invoke(root, ["statements", "support", CASE])
    assert result.exit_code == 0
    assert "0 without an accepted statement" in result.stderr


def test_an_exercise_says_so_on_every_line_and_that_nothing_was_accepted() -> None:
    case = str(Path(CASE).parent / "exercise-meridian")
    said = ask("brief", case, "--lang", "en")
    assert "No statement has been accepted" in said
    assert all(line.startswith("EXERCISE") for line in said.splitlines() if line)
    result = CliRunner().invoke(root, ["statements", "support", case])
    assert result.exit_code == 1
