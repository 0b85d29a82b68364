"""A hundred thousand findings on random small worlds, each against every combination of everything unknown."""

import os

import pytest

from oracle.compare import run

SEED = int(os.environ.get("SERVANDA_SOAK_SEED", "20260106"))


@pytest.mark.soak
@pytest.mark.parametrize("tenth", range(10))
def test_ten_thousand_findings_are_what_trying_everything_gives(tenth: int) -> None:
    _, bad = run(SEED + 100 + tenth, 10_000)
    assert bad == []
