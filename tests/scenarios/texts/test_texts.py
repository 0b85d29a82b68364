"""Every scenario of every bundled text comes out as its file says, with all its hinges."""

import sys
from pathlib import Path

import pytest

from scenarios.texts.counting import FILES, ROOT, cases, differs_by_one, instruments, stories, triples
from servanda.adapters.scenarios import Scenario
from servanda.runs.scenarios import instruments_of, run_scenario

CASES = [(file, number) for file in FILES for number in range(len(cases(file)))]


def name_of(file: Path, number: int) -> str:
    told = cases(file)[number]
    return f"{file.relative_to(ROOT).parts[1]}/{file.stem}: {told.story}: {told.case}"


@pytest.mark.parametrize(("file", "number"), CASES, ids=[name_of(*case) for case in CASES])
def test_a_case_comes_out_as_told(file: Path, number: int) -> None:
    folder, case = file.parent.parent, cases(file)[number]
    scored = run_scenario(case, instruments_of(case, folder, instruments(folder)))
    assert scored.passed, "\n".join(
        f"{one.about}: {one.field}: {one.expected} ≠ {one.found}" for one in scored.differences
    )


@pytest.mark.parametrize(("name", "told"), list(stories()), ids=[name for name, _ in stories()])
def test_the_cases_of_a_story_differ_by_one_fact(name: str, told: list[Scenario]) -> None:
    assert len(told) >= 3, f"{name}: a story has at least three cases"
    lonely = [one.case for one in told if not any(differs_by_one(one, other) for other in told)]
    assert lonely == [], f"{name}: differ from every other case by more than one fact"


def test_there_are_enough_of_them() -> None:
    whole = sum(len(told) for _, told in stories())
    found = sum(triples(told) for _, told in stories())
    sys.stdout.write(
        f"{whole} cases in {len(list(stories()))} stories, {found} triples kept / breached / undetermined\n"
    )
    assert whole >= 39
    assert found >= 4
