"""Figures do not depend on the order in which an annotation lists things, nor on what it calls them."""

import json
import random

from hypothesis import given
from hypothesis import strategies as st

from servanda.statements.gold.scores import scored
from unit.statements.small_gold import TEXT, changed, gold, statement

SECTIONS = ("entities", "mentions", "statements", "attribution_chains", "positions", "cues", "sentences")


def odd_answer() -> dict:
    """An answer with some things wrong, so that figures are between nothing and all."""

    def wrong(answer: dict) -> None:
        statement(answer, "st5")["factuality"]["value"] = "CT+"
        statement(answer, "st1")["kind"] = "intention"
        answer["positions"][0]["stance"] = "accept"
        answer["cues"].pop(1)
        answer["mentions"].pop()

    return changed(wrong)


@given(st.integers(min_value=0, max_value=10_000))
def test_the_order_of_rows_changes_no_figure(seed: int) -> None:
    answer, annotation = odd_answer(), gold()
    expected = scored(annotation, answer, TEXT).layers
    for made in (answer, annotation):
        for section in SECTIONS:
            random.Random(seed).shuffle(made[section])  # noqa: S311 - an order, not a secret
    assert scored(annotation, answer, TEXT).layers == expected


@given(st.permutations(["e_rivenia", "e_solana", "e_visnyk", "e_src", "e_dubrava"]))
def test_other_identifiers_of_the_answer_change_no_figure(names: list[str]) -> None:
    answer = odd_answer()
    expected = scored(gold(), answer, TEXT).layers
    text = json.dumps(answer)
    for number, name in enumerate(names):
        text = text.replace(f'"{name}"', f'"x{number}"')
    assert scored(gold(), json.loads(text), TEXT).layers == expected
