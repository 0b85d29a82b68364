"""Errors become exit codes at the door, and nowhere else."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from servanda.cli.main import exit_code
from servanda.errors import AccessDenied, ExternalError, InputError, IntegrityError, NotFound

ROOT = Path(__file__).resolve().parents[3]


def servanda(*arguments: str, given: str | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "servanda", *arguments]
    return subprocess.run(command, cwd=ROOT, input=given, capture_output=True, text=True, check=False)


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
    result = servanda("run", "cases/paris-2026", "--as-of", "2026-01-07T12:00")
    assert result.returncode == 2
    assert "+02:00" in result.stderr


def test_a_changed_ledger_exits_3_and_names_the_place(tmp_path: Path) -> None:
    assert servanda("run", "cases/exercise-meridian", "--out", str(tmp_path)).returncode == 0
    entries = tmp_path / "ledger" / "entries.jsonl"
    raw = bytearray(entries.read_bytes())
    raw[len(raw) // 2] ^= 1
    entries.write_bytes(raw)
    result = servanda("ledger", "verify", str(tmp_path / "ledger"))
    assert result.returncode == 3
    assert "entry" in result.stderr


def test_run_prints_one_object_with_the_stable_keys(tmp_path: Path) -> None:
    result = servanda("run", "cases/exercise-meridian", "--out", str(tmp_path), "--format", "json")
    outcome = json.loads(result.stdout)
    assert set(outcome) >= {"stages", "findings", "responses", "coverage", "ledger", "written"}
    assert set(outcome["stages"]["findings"]) == {"rows", "taken", "rejected", "undetermined", "seconds"}
    assert set(outcome["ledger"]) == {"size", "root", "ok"}
    assert all(Path(path).is_file() for path in outcome["written"])


def test_timings_are_numbers_only_when_asked_for(tmp_path: Path) -> None:
    result = servanda("run", "cases/exercise-meridian", "--out", str(tmp_path), "--format", "json", "--timings")
    assert all(count["seconds"] >= 0 for count in json.loads(result.stdout)["stages"].values())


def test_ingest_makes_a_ledger_that_run_reads_and_a_second_ingest_adds_nothing(tmp_path: Path) -> None:
    case = tmp_path / "case"
    shutil.copytree(ROOT / "cases" / "exercise-meridian", case)
    key = tmp_path / "key"
    first = json.loads(servanda("ingest", str(case), "--key", str(key)).stdout)
    second = json.loads(servanda("ingest", str(case), "--key", str(key)).stdout)
    assert first["added"] > 0
    assert second["added"] == 0
    assert second["root"] == first["root"]
    outcome = json.loads(servanda("run", str(case), "--out", str(tmp_path / "out"), "--format", "json").stdout)
    assert outcome["ledger"]["ok"] is True
    assert (case / "ledger" / "entries.jsonl").read_bytes().count(b"\n") == first["size"]


def test_importing_the_command_line_loads_no_stage() -> None:
    program = (
        "import sys, servanda.cli; print([m for m in sys.modules if m.startswith(('numpy', 'pyarrow', 'shapely'))])"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"
