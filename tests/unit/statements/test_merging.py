"""Which names are one: judgements of people about pairs, in whatever order they arrive."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from servanda.records.decision import Decision
from servanda.records.source import Source
from servanda.statements import applied, candidates, edges, merged, propose

START = datetime(2026, 3, 1, tzinfo=UTC)
SOURCE = Source(id="text:t", kind="text", publisher="Example desk", lang="uk")


def judged(left: str, right: str, does: str, day: int = 0) -> Decision:
    return Decision(
        id=f"d-{left}-{right}-{does}-{day}",
        about=f"entity:{left}",
        others=[f"entity:{right}"],
        does="merge" if does == "merge" else "split",
        by="O. Koval",
        role="analyst",
        at=START + timedelta(days=day),
    )


def test_a_merge_reads_two_names_as_one_and_a_later_split_undoes_it() -> None:
    one = judged("named:macron", "macron", "merge")
    assert merged([one]).canonical == {"named:macron": "macron", "macron": "macron"}
    assert merged([one, judged("macron", "named:macron", "split", day=1)]).canonical == {}
    again = judged("named:macron", "macron", "merge", day=2)
    assert merged([again, one, judged("macron", "named:macron", "split", day=1)]).canonical["named:macron"] == "macron"


def test_a_chain_that_joins_what_was_called_different_is_named_and_not_applied() -> None:
    found = merged(
        [judged("a", "b", "merge"), judged("b", "c", "merge"), judged("a", "c", "split"), judged("x", "y", "merge")]
    )
    assert found.canonical == {"x": "x", "y": "x"}
    assert [one.code for one in found.rejections] == ["merge-contradiction"]


def test_an_unnamed_source_is_nobody_and_stays_so() -> None:
    found = merged(
        [judged("anon:1", "macron", "merge"), judged("text:t/anon:2", "named:x", "split"), judged("a", "a", "merge")]
    )
    assert found.canonical == {}
    assert sorted(one.code for one in found.rejections) == ["merge-of-unnamed", "merge-of-unnamed", "merge-with-itself"]


def test_actors_and_chains_are_read_under_the_merged_name_and_the_proposal_stays() -> None:
    one, *_ = propose("Макрон заявив, що Франція відкинула пропозицію Польщі.", SOURCE)
    [read] = applied([one], {"macron": "somebody", "FRA": "france"})
    assert [link.source for link in read.chain][-1] == "somebody"
    assert read.actors == ["france"]
    assert [link.source for link in one.chain][-1] == "macron"
    assert applied([one], {}) == [one]


def test_what_may_be_one_is_proposed_once_and_never_merged_by_itself() -> None:
    [one] = propose("Макрон заявив, що переговори тривають.", SOURCE)
    [other] = applied([one], {"macron": "named:макрона"})
    third, fourth = (applied([one], {"macron": name})[0] for name in ("named:коваленко", "named:коваленку"))
    pairs = candidates([one, other, third, fourth], [])
    assert pairs == [("named:коваленко", "named:коваленку")]
    assert candidates([third, fourth], [judged("named:коваленко", "named:коваленку", "split")]) == []


def test_an_undoing_restores_what_counted_before_and_every_judgement_stays_on_the_record() -> None:
    one, two = judged("a", "b", "merge"), judged("a", "b", "split", day=1)
    back = Decision(
        id="u",
        about="entity:a",
        others=[f"decision:{two.id}"],
        does="undo",
        by="M. Bondar",
        role="head",
        at=START + timedelta(days=2),
    )
    assert merged([back, two, one]).canonical == {"a": "a", "b": "a"}
    assert [(each.judgement, each.deleted_at) for each in edges([one, two, back])] == [
        ("positive", None),
        ("negative", back.at),
    ]
    assert [each.deleted_at for each in edges([two, one])] == [two.at, None]


NAMES = st.sampled_from(["a", "b", "c", "d", "e"])


@given(st.lists(st.tuples(NAMES, NAMES, st.sampled_from(["merge", "split"])), max_size=12), st.randoms())
def test_the_order_of_arrival_does_not_matter(rows: list[tuple[str, str, str]], dice: object) -> None:
    decisions = [judged(left, right, does, day) for day, (left, right, does) in enumerate(rows)]
    shuffled = list(decisions)
    dice.shuffle(shuffled)  # type: ignore[attr-defined]  # a random.Random
    assert merged(shuffled) == merged(decisions)
    found = merged(decisions).canonical
    assert all(found[one] == one for one in found.values())
