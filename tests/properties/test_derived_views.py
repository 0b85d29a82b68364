"""Whatever part of the Paris statements was accepted, no view rests on another one, and doubt feeds none of them."""

from functools import cache
from pathlib import Path

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from servanda.adapters.cases import read_case
from servanda.records.source import Source
from servanda.records.statement import Statement
from servanda.statements import propose, review
from servanda.statements.derived import dates_of, feeds, grid, islands, opposed, relations, steps
from servanda.statements.exports import FORMS, Exported, export

CASE = Path(__file__).resolve().parents[2] / "cases" / "paris-2026"
WEAK = ["PS+", "PS-", "Uu", "CTu"]


@cache
def paris() -> tuple[list[Statement], list[Source], dict[str, str]]:
    read = read_case(CASE)
    at_hand = [one for one in read.sources if one.id in read.texts]
    proposals = [one for source in at_hand for one in propose(read.texts[source.id], source)]
    return review(proposals, read.decisions).accepted, at_hand, read.texts


def some() -> st.SearchStrategy[list[Statement]]:
    every = paris()[0]
    chosen = st.lists(st.sampled_from(every), unique_by=lambda one: one.id, max_size=40)
    doubts = st.lists(st.sampled_from([None, None, *WEAK]), min_size=40, max_size=40)
    return st.builds(
        lambda told, weak: [
            one if certainty is None else msgspec.structs.replace(one, certainty=certainty)
            for one, certainty in zip(told, weak, strict=False)
        ],
        chosen,
        doubts,
    )


@given(some())
def test_no_view_rests_on_what_was_not_accepted_and_doubt_feeds_none(accepted: list[Statement]) -> None:
    _, sources, texts = paris()
    dates, firm = dates_of(sources), {one.id for one in accepted if feeds(one)}
    named = {name for held in grid(accepted, dates).held for name in held.statements}
    named |= {name for one in islands(accepted, dates, texts).islands for name in one.statements}
    named |= {name for one in opposed(accepted, texts) for name in (one.left, one.right)}
    named |= {one.statement for one in steps(accepted, texts)}
    found = relations(accepted, dates, texts)
    fed = ("corroborates", "contradicts", "supersedes", "answers")
    named |= {name for one in found if one.kind in fed for name in (one.later, one.earlier)}
    named |= {one.later for one in found if one.kind == "closes"}
    assert named <= firm
    assert {name for one in found for name in (one.later, one.earlier)} <= {one.id for one in accepted}


@given(some(), st.randoms(use_true_random=False))
def test_the_order_in_which_statements_come_does_not_matter(accepted: list[Statement], chance: object) -> None:
    _, sources, texts = paris()
    dates, other = dates_of(sources), list(accepted)
    chance.shuffle(other)  # type: ignore[attr-defined]
    assert opposed(other, texts) == opposed(accepted, texts)
    assert relations(other, dates, texts) == relations(accepted, dates, texts)
    assert grid(other, dates) == grid(accepted, dates)
    assert islands(other, dates, texts) == islands(accepted, dates, texts)
    forms = [
        {form: export(Exported(case="c", statements=told, sources=sources, texts=texts), form) for form in FORMS}
        for told in (accepted, other)
    ]
    assert forms[0] == forms[1]
