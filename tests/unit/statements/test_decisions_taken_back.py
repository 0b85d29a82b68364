"""Decisions taken back and proposals read otherwise: in whatever order they arrive, and never with less doubt."""

import random
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.records.decision import Correction, Decision
from servanda.records.source import Source
from servanda.records.statement import Link, Statement
from servanda.statements import propose, review

START = datetime(2026, 3, 1, tzinfo=UTC)
SOURCE = Source(id="text:t", kind="text", publisher="Example desk", lang="uk")
ONE: Statement = propose("Макрон заявив, що переговори тривають.", SOURCE)[0]
LINK = Link(source="text:t/anon:1", basis="explicit", label="source in the ministry")
HIDDEN = msgspec.structs.replace(ONE, id="st-hidden", certainty="PR+", chain=[*ONE.chain[:1], LINK])


def decided(does: str, at: int = 0, about: Statement = ONE, **more: object) -> Decision:
    fields = {"id": f"d{at}-{does}", "about": f"statement:{about.id}", "does": does, "by": "O. Koval"}
    return msgspec.convert(
        {**fields, "role": "analyst", "at": START + timedelta(milliseconds=at), **more}, type=Decision
    )


def undo(of: Decision, at: int) -> Decision:
    return decided("undo", at, others=[f"decision:{of.id}"])


def codes(*decisions: Decision) -> list[str]:
    return [one.code for one in review([ONE, HIDDEN], decisions).rejections]


def test_an_undoing_brings_back_what_counted_before_and_can_be_undone_itself() -> None:
    first, second = decided("accept"), decided("reject", 1)
    back = undo(second, 2)
    assert [one.id for one in review([ONE], [first, second, back]).accepted] == [ONE.id]
    assert [one.id for one in review([ONE], [first, second, back, undo(back, 3)]).rejected] == [ONE.id]
    assert [one.id for one in review([ONE], [first, undo(first, 1)]).undecided] == [ONE.id]


def test_an_undoing_of_nothing_or_of_something_later_is_refused() -> None:
    assert codes(decided("undo", 1)) == ["decision-undoes-nothing"]
    assert codes(undo(decided("accept", 5), 1), decided("accept", 5)) == ["decision-undoes-nothing"]
    assert codes(undo(decided("accept", 0, HIDDEN), 1), decided("accept", 0, HIDDEN)) == ["decision-undoes-nothing"]


def test_a_correction_is_read_and_the_proposal_stays() -> None:
    correction = {"certainty": "Uu", "frame": "report", "issue": "ceasefire", "actors": ["macron"]}
    [read] = review([HIDDEN], [decided("edit", 0, HIDDEN, corrects=correction)]).accepted
    assert (read.certainty, read.frame, read.issue, read.actors) == ("Uu", "report", "ceasefire", ["macron"])
    assert (read.id, read.spans, read.chain) == (HIDDEN.id, HIDDEN.spans, HIDDEN.chain)
    assert HIDDEN.certainty == "PR+"


def test_nobody_is_more_certain_than_the_reading_and_other_words_keep_the_language_left_out() -> None:
    for wanted in ("CT+", "PR-", "PS-", "CTu"):
        assert codes(decided("edit", 0, HIDDEN, corrects={"certainty": wanted})) == ["decision-raises-certainty"]
    [read] = review([HIDDEN], [decided("edit", 0, HIDDEN, says={"en": "Our words."})]).accepted
    assert read.says == {**HIDDEN.says, "en": "Our words."}


def test_a_source_without_a_name_gets_none_by_correction_and_a_chain_never_ends_empty() -> None:
    named = msgspec.to_builtins([Link(source="macron", basis="explicit")])
    assert codes(decided("edit", 0, HIDDEN, corrects={"chain": named})) == ["decision-names-the-unnamed"]
    assert codes(decided("edit", 0, corrects={"chain": []})) == ["decision-without-chain"]
    assert codes(decided("reject", 0, corrects={"certainty": "Uu"})) == ["decision-not-an-edit"]
    assert codes(decided("edit")) == ["decision-edit-without-words"]


@pytest.mark.parametrize("name", Correction.__struct_fields__)
def test_what_a_correction_leaves_out_stays(name: str) -> None:
    same = msgspec.to_builtins(getattr(HIDDEN, name))
    assert review([HIDDEN], [decided("edit", 0, HIDDEN, corrects={name: same})]).accepted == [HIDDEN]


@given(
    st.lists(st.tuples(st.sampled_from(["accept", "reject", "unsure", "undo"]), st.integers(0, 7)), max_size=12),
    st.randoms(use_true_random=False),
)
def test_the_order_of_arrival_does_not_matter(rows: list[tuple[str, int]], dice: random.Random) -> None:
    decisions: list[Decision] = []
    for at, (does, of) in enumerate(rows):
        earlier = decisions[of % len(decisions)] if decisions else None
        decisions.append(undo(earlier, at // 2) if does == "undo" and earlier else decided(does, at // 2))
    decisions = [msgspec.structs.replace(one, id=f"d{at}") for at, one in enumerate(decisions)]
    shuffled = list(decisions)
    dice.shuffle(shuffled)
    assert review([ONE], shuffled) == review([ONE], decisions)
