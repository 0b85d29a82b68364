"""A promise that leans on a statement a person rejected is not relied upon."""

import shutil
from pathlib import Path

import pytest

from servanda.runs.workspace import Workspace, open_case

ROOT = Path(__file__).resolve().parents[3]
NAME = "EST-LAND"


@pytest.fixture
def case(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "agreements", tmp_path / "agreements")
    return Path(shutil.copytree(ROOT / "cases" / "paris-2026", tmp_path / "cases" / "paris-2026"))


def names(case: Workspace) -> list[str]:
    return [one.id for one in case.known.of("commitment")]


def test_a_rejected_statement_supports_nothing(case: Path, tmp_path: Path) -> None:
    before = open_case(case, tmp_path / "before")
    [estonia] = [one for one in before.known.of("commitment") if one.id == NAME]
    statement = next(name for name in estonia.support if name.startswith("st-"))
    decisions = case / "decisions.yaml"
    told = f"about: statement:{statement}\n  does: "
    decisions.write_text(decisions.read_text("utf-8").replace(f"{told}accept", f"{told}reject"), "utf-8")
    after = open_case(case, tmp_path / "after")
    assert sorted({*names(before)} - {*names(after)}) == [NAME]
    [refused] = [one for one in after.unresolved if one.place == NAME]
    assert (refused.code, statement in refused.says, "accepted statement" in refused.says) == (
        "reference-unknown",
        True,
        True,
    )
