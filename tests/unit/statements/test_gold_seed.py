"""Figures of the article beside the repository, held so that nobody loses one without seeing it."""

from pathlib import Path

import pytest

from servanda.adapters.gold_sets import read_gold
from servanda.statements.gold.answering import answer, source_of
from servanda.statements.gold.checking import faults, misplaced
from servanda.statements.gold.correcting import corrected
from servanda.statements.gold.scores import DocumentScore, scored
from unit.statements import seed_gold as seed

pytestmark = [pytest.mark.shared, seed.needs_seed]

CORRECTIONS = Path("gold/seed-corrections.yaml")


@pytest.fixture(scope="module")
def done() -> DocumentScore:
    [one] = read_gold(seed.FOLDER, seed.SHARED, CORRECTIONS).documents
    return scored(one.gold, answer(one.text, source_of(one.gold)), one.text)


def test_the_corrections_fit_the_annotation_and_leave_it_anchored() -> None:
    [one] = read_gold(seed.FOLDER, seed.SHARED, CORRECTIONS).documents
    assert one.corrections >= 7
    assert faults(one.gold) == []
    assert list(misplaced(one.gold, one.text)) == []
    assert corrected(seed.annotation(), []) == seed.annotation()


def test_every_attribution_cue_open_term_condition_and_the_signal_are_found(done: DocumentScore) -> None:
    for layer, asked in (
        ("cues.attribution.overlap", 12),
        ("open_terms", 5),
        ("conditions", 5),
        ("awaited_signals", 1),
        ("incompatibilities", 1),
    ):
        assert (done.layers[layer].hit, done.layers[layer].asked) == (asked, asked), layer


def test_nothing_is_too_certain_nothing_forbidden_is_asserted_and_every_stretch_holds(done: DocumentScore) -> None:
    assert done.layers["over-certainty"].hit == 0
    assert done.layers["over-certainty"].asked >= 17
    assert done.broken == []
    assert done.layers["negative"].asked == 10
    assert done.layers["anchoring"].hit == done.layers["anchoring"].asked


@pytest.mark.parametrize(
    ("layer", "least"),
    [("chain.all", 27), ("statements.half", 25), ("certainty", 34), ("positions", 6), ("commitments", 3)],
)
def test_no_figure_falls(done: DocumentScore, layer: str, least: int) -> None:
    assert done.layers[layer].hit >= least
