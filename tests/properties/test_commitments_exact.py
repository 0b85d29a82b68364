"""Labels of random small registers are those found by trying every outcome and every set of promises.

Circles, rival readings, counted and weighed conditions with units, acts, rungs, moments, blocs of blocs, refusals,
withdrawals and floors are all drawn. `make soak` tries a hundred thousand (`tests/soak`).
"""

from random import Random

from scenarios.commitments.draws import draw
from scenarios.commitments.oracle import Oracle
from servanda.commitments import stand

HOW_MANY = 2_000


def test_labels_are_those_found_by_trying_everything() -> None:
    rng = Random(20310301)  # noqa: S311 - a test, not a secret
    seen: set[str] = set()
    for _ in range(HOW_MANY):
        drawn = draw(rng)
        labels = stand(drawn.register, drawn.view)
        assert labels == Oracle(drawn).labels(), drawn
        seen.update(labels.values())
    assert seen == {"credible", "handshake", "open", "void"}
