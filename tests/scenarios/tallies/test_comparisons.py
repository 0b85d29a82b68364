"""Stories about numbers held against each other; each is told again with the parties exchanged."""

from typing import Any

import pytest

from scenarios.tallies.telling import stories, tally, watches
from servanda.observations.tallies import compare
from servanda.wording import languages

STORIES = stories("comparisons.yaml")


@pytest.mark.parametrize("swap", [False, True], ids=["", "mirrored"])
@pytest.mark.parametrize(("sentence", "told"), STORIES, ids=[sentence for sentence, _ in STORIES])
def test_story(sentence: str, told: dict[str, Any], swap: bool) -> None:  # noqa: FBT001 - a parameter of the test
    tallies = [tally(each, swap=swap, number=at) for at, each in enumerate(told["numbers"])]
    disjoint = [frozenset(told["disjoint"])] if "disjoint" in told else []
    found = compare(tallies, watches(told.get("watched")) if not swap else _swapped(told), disjoint=disjoint)
    assert sorted(f"{each.kind} {each.result}" for each in found) == sorted(told["expect"]), sentence
    for each in found:
        assert set(each.says) == set(languages())
        assert "{" not in "".join(each.says.values())


def _swapped(told: dict[str, Any]) -> Any:
    known = told.get("watched")
    return watches(None if known is None else {**known, "by": {"BRIAR": "ASTER"}.get(known["by"], known["by"])})
