"""What was known then: nothing recorded later may show in a view at an earlier size."""

import shutil
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.reports.dossier import Dossier
from servanda.runs.casefiles import items, read_case_files
from servanda.runs.gather import Derived, gather
from servanda.runs.recorded import Item
from servanda.runs.replay import replay
from servanda.runs.stages import (
    assess_plan,
    assess_rungs,
    detect_incidents,
    judge_terms,
    respond_to,
    review_statements,
    stand_commitments,
)
from servanda.runs.workspace import Workspace, open_case

ROOT = Path(__file__).resolve().parents[2]
CASES = ("exercise-meridian", "paris-2026")


@cache
def items_of(name: str) -> list[Item]:
    return items(read_case_files(ROOT / "cases" / name))


def derived(case: Workspace) -> Dossier:
    promises, joined = stand_commitments(case), detect_incidents(case)
    found = judge_terms(case, joined.incidents, promises)
    stages = Derived(
        reviewed=review_statements(case),
        promises=promises,
        joined=joined,
        findings=found,
        coverage=assess_plan(case, promises),
        by_rung=assess_rungs(case, promises),
        responses=respond_to(case, found, promises),
        idle_acts=[],
    )
    return gather(case, stages)


def own(name: str, size: int, folder: Path) -> Path:
    """A copy of a case whose own ledger holds no more than so many entries."""
    shutil.copytree(ROOT / "cases" / name, folder / "cases" / name)
    shutil.copytree(ROOT / "agreements", folder / "agreements")
    case_id = {"exercise-meridian": "EX-MERIDIAN"}.get(name, name)
    replay(items_of(name)[:size], folder / "cases" / name / "ledger", case=case_id)
    return folder / "cases" / name


@pytest.mark.parametrize("name", CASES)
@settings(max_examples=5, deadline=None)
@given(data=st.data())
def test_a_view_at_a_size_is_the_view_of_a_ledger_that_ends_there(
    name: str, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    size = data.draw(st.integers(0, len(items_of(name))))
    folder = tmp_path_factory.mktemp("prefix")
    then = open_case(ROOT / "cases" / name, folder / "then", as_of=size)
    ended = open_case(own(name, size, folder), folder / "ended", as_of=size)
    assert (then.size, then.root, then.moment) == (ended.size, ended.root, ended.moment)
    assert then.known == ended.known
    assert then.agreements == ended.agreements
    assert then.texts == ended.texts
    assert derived(then) == derived(ended)
