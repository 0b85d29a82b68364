"""Ten thousand small worlds: every answer about coverage against looking at every case, every certificate checked."""

import os

import pytest

from servanda.coverage import division, losses
from unit.coverage.holds import all_holds, worst_holds
from unit.coverage.worlds import COUNTING, FAMILIES, world

SEED = int(os.environ.get("SERVANDA_SOAK_SEED", "20260106"))
BATCHES = 14
WORLDS = 80


@pytest.mark.soak
@pytest.mark.parametrize("batch", range(BATCHES))
@pytest.mark.parametrize("family", FAMILIES)
def test_ten_thousand_worlds_are_answered_as_by_looking_at_every_case(family: str, batch: int) -> None:
    first = SEED + batch * WORLDS
    for seed in range(first, first + WORLDS):
        all_holds(world(seed, family), COUNTING[seed % len(COUNTING)])


@pytest.mark.soak
@pytest.mark.parametrize("family", FAMILIES)
def test_cuts_found_one_by_one_lead_to_the_same_worst_sets(family: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(division, "MOST_CUTS", 1)
    monkeypatch.setattr(losses, "MOST_CUTS", 1)
    for seed in range(SEED, SEED + 5 * WORLDS):
        worst_holds(world(seed, family), COUNTING[seed % len(COUNTING)])
