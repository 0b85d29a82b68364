"""The house stands as ARCHITECTURE.md says."""

import ast
import subprocess
import sys
from pathlib import Path

import servanda.records
from servanda.cli.main import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "servanda"
TREES = {path: ast.parse(path.read_text("utf-8")) for path in SOURCE.rglob("*.py")}
STAGES = ("statements", "commitments", "agreements", "observations", "incidents", "findings", "responses", "coverage")


def test_imports_go_down_only() -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    result = subprocess.run([str(lint), "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout


def test_every_folder_stands_in_the_table_of_floors() -> None:
    table = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    cells = " ".join(line.split("|")[1] for line in table.splitlines() if line.startswith("| `"))
    folders = [path.parent.name for path in SOURCE.glob("*/__init__.py")]
    assert [name for name in folders if f"`{name}`" not in cells] == []


def test_each_stage_noun_is_folder_command_and_page() -> None:
    for noun in (*STAGES, "reports"):
        assert (SOURCE / noun / "__init__.py").is_file(), noun
        assert noun in COMMANDS, noun
        assert (ROOT / "docs" / f"{noun}.md").is_file(), noun


def test_each_stage_noun_is_a_record() -> None:
    files = {path.stem for path in Path(servanda.records.__path__[0]).glob("*.py")}
    singular = {"statement", "commitment", "agreement", "observation", "incident", "finding", "response"}
    assert singular <= files
    assert "class Coverage(" in (SOURCE / "records" / "plan.py").read_text("utf-8")


def test_no_file_is_called_by_what_it_is_not() -> None:
    refused = {"utils", "helpers", "common", "misc", "base", "core", "manager", "data", "info"}
    assert not [path for path in TREES if path.stem in refused]


def test_stages_state_what_goes_in_and_what_comes_out() -> None:
    for noun in STAGES:
        docstring = ast.get_docstring(TREES[SOURCE / noun / "__init__.py"]) or ""
        assert "→" in docstring, noun
        assert ">>>" in docstring, f"{noun}: no example that runs"


def test_nothing_catches_everything() -> None:
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ExceptHandler):
                caught = ast.unparse(node.type) if node.type else ""
                assert caught not in {"", "Exception", "BaseException"}, f"{path}:{node.lineno}"


def test_nothing_asks_the_clock_or_asserts() -> None:
    clocks = {"now", "utcnow", "today"}
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            where = f"{path}:{getattr(node, 'lineno', 0)}"
            assert not isinstance(node, ast.Assert), where
            called = node.func if isinstance(node, ast.Call) else None
            if isinstance(called, ast.Attribute) and called.attr in clocks:
                assert path.is_relative_to(SOURCE / "cli"), f"{where} asks the clock"
