"""Coverage, worst losses, single points and what-ifs of small worlds, against looking at every case."""

import pytest

from servanda.coverage import division, losses
from unit.coverage.holds import all_holds, worst_holds
from unit.coverage.worlds import COUNTING, FAMILIES, world


@pytest.mark.parametrize("family", FAMILIES)
def test_every_answer_equals_that_of_looking_at_every_case_and_every_certificate_is_checked(family: str) -> None:
    for seed in range(25):
        all_holds(world(seed, family), COUNTING[seed % len(COUNTING)])


@pytest.mark.parametrize("family", ["plain", "circles", "blocs", "wide", "unless"])
def test_cuts_found_one_by_one_lead_to_the_same_worst_sets(family: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(division, "MOST_CUTS", 1)
    monkeypatch.setattr(losses, "MOST_CUTS", 1)
    for seed in range(100, 125):
        worst_holds(world(seed, family), COUNTING[seed % len(COUNTING)])
