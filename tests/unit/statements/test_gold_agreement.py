"""Agreement of two annotators, against figures computed by hand or printed in the literature."""

import pytest

from servanda.statements.gold.agreement import Agreed, agreement, alpha, kappa
from unit.statements.small_gold import TEXT, changed, gold, statement


def found(measures: list[Agreed]) -> dict[str, int | None]:
    return {one.measure: one.value for one in measures}


def test_alpha_of_the_worked_example_with_two_coders_and_ten_nominal_units() -> None:
    """Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), section B: binary data, two observers: 0.095."""
    meg = "0100000001"
    owen = "1110010000"
    assert alpha(list(zip(meg, owen, strict=True))) == pytest.approx(0.095, abs=0.001)


def test_kappa_of_a_table_computed_by_hand() -> None:
    """20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no: observed .70, by chance .50."""
    labels = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    assert kappa(labels) == pytest.approx(0.4)


def test_where_nothing_varies_agreement_is_undefined_and_not_perfect() -> None:
    assert alpha([("a", "a")] * 9) is None
    assert kappa([("a", "a")] * 9) is None
    assert kappa([]) is None


def test_an_annotation_agrees_with_itself() -> None:
    measures = found(agreement([(gold(), changed(), TEXT)]))
    assert set(measures.values()) == {1_000_000}


def test_one_value_of_five_apart_lowers_certainty_and_nothing_else() -> None:
    other = changed(lambda answer: statement(answer, "st4")["factuality"].update(value="PR+"))
    measures = found(agreement([(gold(), other, TEXT)]))
    assert measures["certainty-share"] == 800_000
    by_chance = (1 * 1 + 3 * 2 + 1 * 1) / 25
    assert measures["certainty"] == round((0.8 - by_chance) / (1 - by_chance) * 1_000_000)
    assert measures["chain"] == measures["cues"] == 1_000_000
