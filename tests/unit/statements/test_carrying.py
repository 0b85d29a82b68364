"""Decisions outlive a better reader where words and frame are the same; where not, a person is asked again."""

from typing import Any

from servanda.records.statement import Link, Span, Statement
from servanda.statements.carrying import carry
from unit.statements.derived.told import told


def placed(name: str, start: int, end: int, **more: Any) -> Statement:
    one = told(name, **more)
    return Statement(**{**_fields(one), "spans": [Span(start=start, end=end, sha256="0" * 64)]})


def _fields(one: Statement) -> dict[str, Any]:
    return {name: getattr(one, name) for name in one.__struct_fields__}


def test_the_same_words_with_a_comma_more_are_the_same_statement() -> None:
    found = carry([placed("old", 10, 50)], [placed("new", 10, 52)])
    assert found.names == {"st-old": "st-new"}
    assert (found.lost, found.fresh, found.altered) == ([], [], [])


def test_the_closest_proposal_wins_and_each_is_taken_once() -> None:
    found = carry([placed("a", 0, 40), placed("b", 20, 60)], [placed("c", 20, 61), placed("d", 0, 38)])
    assert found.names == {"st-a": "st-d", "st-b": "st-c"}


def test_words_elsewhere_or_of_another_source_are_lost_and_new_ones_are_fresh() -> None:
    found = carry(
        [placed("a", 0, 40), placed("b", 0, 40)], [placed("c", 30, 90), placed("d", 0, 40, source="text:two")]
    )
    assert (found.names, found.lost, found.fresh) == ({}, ["st-a", "st-b"], ["st-c", "st-d"])


def test_another_frame_on_the_same_words_is_not_carried() -> None:
    found = carry([placed("a", 0, 40, frame="pledge")], [placed("b", 0, 40, frame="offer")])
    assert (found.names, found.reframed, found.lost) == ({}, {"st-a": "st-b"}, [])


def test_a_proposal_that_became_firmer_is_told_and_marked() -> None:
    [altered] = carry([placed("a", 0, 40, certainty="PS+")], [placed("a", 0, 40, certainty="CT+")]).altered
    assert (altered.differs, altered.firmer) == (["certainty"], True)
    [altered] = carry([placed("a", 0, 40)], [placed("a", 0, 40, certainty="PR+", actors=["ARUN"])]).altered
    assert (altered.differs, altered.firmer) == (["actors", "certainty"], False)


def test_another_chain_is_told() -> None:
    new = placed("a", 0, 40)
    other = Statement(**{**_fields(new), "chain": [*new.chain, Link(source="envoy", basis="explicit")]})
    assert carry([new], [other]).altered[0].differs == ["chain"]
