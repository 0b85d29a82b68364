"""Decisions outlive a better reader where words and frame are the same; where not, a person is asked again."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from servanda.records.statement import Link, Span, Statement
from servanda.statements.carrying import carry
from unit.statements.derived.told import told

ROOT = Path(__file__).resolve().parents[3]


def placed(name: str, start: int, end: int, **more: Any) -> Statement:
    one = told(name, **more)
    return Statement(**{**_fields(one), "spans": [Span(start=start, end=end, sha256="0" * 64)]})


def _fields(one: Statement) -> dict[str, Any]:
    return {name: getattr(one, name) for name in one.__struct_fields__}


def test_the_same_words_with_a_comma_more_are_the_same_statement() -> None:
    found = carry([placed("old", 10, 50)], [placed("new", 10, 52)])
    assert found.names == {"st-old": "st-new"}
    assert (found.lost, found.fresh, found.altered) == ([], [], [])


def test_the_closest_proposal_wins_and_each_is_taken_once() -> None:
    found = carry([placed("a", 0, 40), placed("b", 20, 60)], [placed("c", 20, 61), placed("d", 0, 38)])
    assert found.names == {"st-a": "st-d", "st-b": "st-c"}


def test_words_elsewhere_or_of_another_source_are_lost_and_new_ones_are_fresh() -> None:
    found = carry(
        [placed("a", 0, 40), placed("b", 0, 40)], [placed("c", 30, 90), placed("d", 0, 40, source="text:two")]
    )
    assert (found.names, found.lost, found.fresh) == ({}, ["st-a", "st-b"], ["st-c", "st-d"])


def test_another_frame_on_the_same_words_is_not_carried() -> None:
    found = carry([placed("a", 0, 40, frame="pledge")], [placed("b", 0, 40, frame="offer")])
    assert (found.names, found.reframed, found.lost) == ({}, {"st-a": "st-b"}, [])


def test_a_proposal_that_became_firmer_is_told_and_marked() -> None:
    [altered] = carry([placed("a", 0, 40, certainty="PS+")], [placed("a", 0, 40, certainty="CT+")]).altered
    assert (altered.differs, altered.firmer) == (["certainty"], True)
    [altered] = carry([placed("a", 0, 40)], [placed("a", 0, 40, certainty="PR+", actors=["ARUN"])]).altered
    assert (altered.differs, altered.firmer) == (["actors", "certainty"], False)


def test_another_chain_is_told() -> None:
    new = placed("a", 0, 40)
    other = Statement(**{**_fields(new), "chain": [*new.chain, Link(source="envoy", basis="explicit")]})
    assert carry([new], [other]).altered[0].differs == ["chain"]


def carried(case: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "scripts" / "carry_decisions.py"), str(case), *options]
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    return subprocess.run(command, cwd=case, env=env, capture_output=True, text=True, check=False)


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """A copy of the Paris case."""
    return Path(shutil.copytree(ROOT / "cases" / "paris-2026", tmp_path / "paris-2026"))


def renamed(case: Path, old: str, new: str) -> None:
    for file in [*case.glob("*.yaml"), case / "sources" / "statements.jsonl"]:
        file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")


def a_name(case: Path) -> str:
    return next(word for word in (case / "commitments.yaml").read_text("utf-8").split('"') if word.startswith("st-"))


def test_a_case_whose_statements_have_other_names_is_rebuilt_as_it_was(case: Path) -> None:
    files = [*case.glob("*.yaml"), case / "sources" / "statements.jsonl"]
    before = {file: file.read_text("utf-8") for file in files}
    renamed(case, a_name(case), "st-000000000000")
    report = carried(case)
    assert report.returncode == 0, report.stdout + report.stderr
    assert "1 of them under a new name" in report.stdout
    assert carried(case, "--write").returncode == 0
    assert {file: file.read_text("utf-8") for file in files} == before


def test_what_matches_nothing_is_named_and_taken_out_only_if_asked(case: Path) -> None:
    name, kept = a_name(case), case / "sources" / "statements.jsonl"
    [line] = [line for line in kept.read_text("utf-8").splitlines() if name in line]
    kept.write_text(kept.read_text("utf-8").replace(line, line.replace('"start":', '"start":9')), "utf-8")
    renamed(case, name, "st-000000000000")
    report = carried(case)
    assert report.returncode == 1
    assert "LOST   st-000000000000" in report.stdout
    assert f"NEW    {name}" in report.stdout
    assert "st-000000000000" in (case / "decisions.yaml").read_text("utf-8")
    carried(case, "--write", "--drop")
    for file in case.glob("*.yaml"):
        assert "st-000000000000" not in file.read_text("utf-8")
