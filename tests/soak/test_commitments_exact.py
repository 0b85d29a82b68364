"""A hundred thousand random small registers, each against every outcome and every set of promises."""

import os
from random import Random

import pytest

from scenarios.commitments.draws import draw
from scenarios.commitments.oracle import Oracle
from scenarios.commitments.three_valued import ThreeValued
from servanda.commitments import stand

SEED = int(os.environ.get("SERVANDA_SOAK_SEED", "20260106"))
HOW_MANY = 100_000


@pytest.mark.soak
def test_labels_of_a_hundred_thousand_registers_are_those_found_by_trying_everything() -> None:
    rng = Random(SEED)  # noqa: S311 - a test, not a secret
    for number in range(HOW_MANY):
        drawn = draw(rng)
        assert stand(drawn.register, drawn.view) == Oracle(drawn).labels(), (SEED, number, drawn)


@pytest.mark.soak
def test_labels_with_unless_are_those_of_three_values_in_every_outcome() -> None:
    rng = Random(SEED + 1)  # noqa: S311 - a test, not a secret
    for number in range(HOW_MANY // 4):
        drawn = draw(rng, unless=True)
        assert stand(drawn.register, drawn.view) == ThreeValued(drawn).labels(), (SEED, number, drawn)
