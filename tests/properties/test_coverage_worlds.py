"""Coverage, worst losses, single points and what-ifs of small worlds, against looking at every case."""

import pytest

from unit.coverage.holds import all_holds
from unit.coverage.worlds import COUNTING, FAMILIES, world


@pytest.mark.parametrize("family", FAMILIES)
def test_every_answer_equals_that_of_looking_at_every_case_and_every_certificate_is_checked(family: str) -> None:
    for seed in range(30):
        all_holds(world(seed, family), COUNTING[seed % len(COUNTING)])
