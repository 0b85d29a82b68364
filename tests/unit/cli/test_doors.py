"""Errors become exit codes at the door, and nowhere else."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from servanda.cli.main import exit_code, root
from servanda.errors import AccessDenied, ExternalError, InputError, IntegrityError, NotFound

ROOT = Path(__file__).resolve().parents[3]
EXERCISE = ROOT / "cases" / "exercise-meridian"


def servanda(*arguments: str) -> subprocess.CompletedProcess[str]:
    """As a person calls it: through the door that turns errors into exit codes."""
    command = [sys.executable, "-m", "servanda", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def called(*arguments: str | Path) -> Result:
    """The same command in this process."""
    return CliRunner().invoke(root, [str(argument) for argument in arguments], catch_exceptions=False)


@pytest.mark.parametrize(
    ("family", "code"),
    [(InputError, 2), (NotFound, 2), (AccessDenied, 2), (IntegrityError, 3), (ExternalError, 4)],
)
def test_each_family_of_errors_has_its_exit_code(family: type, code: int) -> None:
    assert exit_code(family("some-code", "Something.")) == code


def test_a_missing_case_exits_2_and_says_how_to_mend() -> None:
    result = servanda("run", "no-such-case")
    assert result.returncode == 2
    assert "case.yaml" in result.stderr
    assert result.stdout == ""


def test_a_moment_without_zone_is_refused_with_an_example() -> None:
    result = called("run", ROOT / "cases" / "paris-2026", "--as-of", "2026-01-07T12:00")
    assert result.exit_code == 2
    assert "+02:00" in result.stderr


def test_a_changed_ledger_exits_3_and_names_the_place(tmp_path: Path) -> None:
    assert called("run", EXERCISE, "--out", tmp_path).exit_code == 0
    entries = tmp_path / "ledger" / "entries.jsonl"
    raw = bytearray(entries.read_bytes())
    raw[len(raw) // 2] ^= 1
    entries.write_bytes(raw)
    result = servanda("ledger", "verify", str(tmp_path / "ledger"))
    assert result.returncode == 3
    assert "entry" in result.stderr


def test_run_prints_one_object_with_the_stable_keys(tmp_path: Path) -> None:
    result = called("run", EXERCISE, "--out", tmp_path, "--format", "json")
    outcome = json.loads(result.stdout)
    assert set(outcome) >= {"stages", "findings", "responses", "coverage", "ledger", "written"}
    assert set(outcome["stages"]["findings"]) == {"rows", "taken", "rejected", "undetermined", "seconds"}
    assert set(outcome["ledger"]) == {"size", "root", "ok"}
    assert all(Path(path).is_file() for path in outcome["written"])


def test_timings_are_numbers_only_when_asked_for(tmp_path: Path) -> None:
    plain, timed = (
        json.loads(called("run", EXERCISE, "--out", tmp_path, "--format", "json", *flags).stdout)["stages"]
        for flags in ((), ("--timings",))
    )
    assert {count["seconds"] for count in plain.values()} == {None}
    assert sum(count["seconds"] for count in timed.values()) > 0


def test_ingest_makes_a_ledger_that_run_reads_and_a_second_ingest_adds_nothing(tmp_path: Path) -> None:
    case = tmp_path / "case"
    shutil.copytree(EXERCISE, case)
    key = tmp_path / "key"
    first = json.loads(called("ingest", case, "--key", key).stdout)
    second = json.loads(called("ingest", case, "--key", key).stdout)
    assert first["added"] > 0
    assert second["added"] == 0
    assert second["root"] == first["root"]
    outcome = json.loads(called("run", case, "--out", tmp_path / "out", "--format", "json").stdout)
    assert outcome["ledger"]["ok"] is True
    assert (case / "ledger" / "entries.jsonl").read_bytes().count(b"\n") == first["size"]


def test_importing_the_command_line_loads_no_stage() -> None:
    program = (
        "import sys, servanda.cli; print([m for m in sys.modules if m.startswith(('numpy', 'pyarrow', 'shapely'))])"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"
