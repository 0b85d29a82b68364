"""What a promise waits for, where there is much of it: bounded work, and never a set that is too large."""

from datetime import UTC, datetime
from itertools import combinations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.commitments import Register, View, smallest, stand, unlock_sets, unlocking, why, why_each
from servanda.commitments.excerpt import excerpt
from servanda.commitments.explain import explain
from servanda.commitments.minimal import minimal_sets
from servanda.commitments.network import build
from servanda.commitments.progress import Stopped
from servanda.commitments.ways import Breadth, Ways, kept_of, weight_of
from servanda.records.commitment import Commitment, Event, EventState, StatusEvent
from servanda.records.condition import AtLeast, Guard

AS_OF = datetime(2031, 3, 1, tzinfo=UTC)
VIEW = View(as_of=AS_OF)


def _promise(name: str, condition: Guard) -> Commitment:
    signed = StatusEvent(axis="legal", value="signed", occurred_on="2031-01-01", known_on=AS_OF, support=["s"])
    fields = {"provider": f"P-{name}", "function": "watch", "status": [signed], "support": ["s"]}
    return Commitment(id=name, beneficiary="B", says={}, condition=condition, **fields)


def _events(count: int) -> tuple[Event, ...]:
    state = EventState(value="unknown", known_on=AS_OF)
    return tuple(Event(id=f"E{n}", says={"en": f"E{n}", "uk": f"E{n}"}, states=[state]) for n in range(count))


def _happens(*numbers: int) -> list[Guard]:
    return [Guard(event=f"E{number}") for number in numbers]


def _tangle(rng: Random, promises: int, events: int, *, rings: bool) -> Register:
    """Each promise waits for one of three events, and for one or two of three other promises."""
    found = []
    for number in range(promises):
        parts = [Guard(any=_happens(*rng.sample(range(events), 3)))]
        others = range(promises if rings else number)
        if len(others) > 3:
            of = [Guard(promised=f"C{other}") for other in rng.sample(others, 3)]
            parts.append(Guard(at_least=AtLeast(k=rng.randint(1, 2), of=of)))
        found.append(_promise(f"C{number}", Guard(all=parts)))
    return Register(tuple(found), _events(events))


@pytest.mark.parametrize("count", [200, 20_000])
def test_of_many_events_of_which_any_will_do_sixty_four_are_named(count: int) -> None:
    register = Register((_promise("A", Guard(any=_happens(*range(count)))),), _events(count))
    found = unlock_sets(register, VIEW, "A")
    assert (len(found.sets), found.complete) == (64, False)
    assert all(len(one) == 1 for one in found.sets)


def test_of_many_events_that_are_all_needed_the_one_set_has_all() -> None:
    register = Register((_promise("A", Guard(all=_happens(*range(5_000)))),), _events(5_000))
    found = unlock_sets(register, VIEW, "A")
    assert [len(one) for one in found.sets] == [5_000]
    assert found.complete


def test_half_of_many_events_is_answered_without_trying_all_halves() -> None:
    half = Guard(at_least=AtLeast(k=200, of=_happens(*range(400))))
    found = unlock_sets(Register((_promise("A", half),), _events(400)), VIEW, "A")
    assert found.sets
    assert not found.complete
    assert {len(one) for one in found.sets} == {200}


def test_the_smallest_sets_are_found_first() -> None:
    pairs = [Guard(all=_happens(number, number + 1)) for number in range(100)]
    register = Register((_promise("A", Guard(any=[*pairs, Guard(event="E150")])),), _events(151))
    found = unlock_sets(register, VIEW, "A")
    assert found.sets[0] == ("E150",)
    assert not found.complete


@pytest.mark.parametrize("rings", [False, True])
@pytest.mark.parametrize("width", [1, 128])
def test_a_set_that_is_given_does_and_each_of_its_facts_is_needed(
    rings: bool,  # noqa: FBT001 - a parameter of the test
    width: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(smallest, "WIDEST", width)
    monkeypatch.setattr(smallest, "NARROWEST", 1)
    register = _tangle(Random(width), 25, 12, rings=rings)  # noqa: S311 - a test, not a secret
    given_ = 0
    for reason in why_each(register, VIEW):
        for one in reason.unlocks.sets:
            given_ += 1
            assert _stands(register, reason.commitment, one)
            assert not any(_stands(register, reason.commitment, few) for few in combinations(one, len(one) - 1))
    assert given_ > 25


def _stands(register: Register, name: str, events: tuple[str, ...]) -> bool:
    return stand(register, VIEW.assuming(dict.fromkeys(events, "true")))[name] in {"credible", "handshake"}


@pytest.mark.parametrize("rings", [False, True])
def test_where_little_is_followed_the_sets_are_among_those_found_when_all_is_tried(
    rings: bool,  # noqa: FBT001 - a parameter of the test
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    register = _tangle(Random(8), 12, 7, rings=rings)  # noqa: S311 - a test, not a secret
    every = {reason.commitment: reason.unlocks for reason in why_each(register, VIEW)}
    monkeypatch.setattr(smallest, "WIDEST", 2)
    monkeypatch.setattr(smallest, "NARROWEST", 2)
    again = Register(register.commitments, register.events)
    for reason in why_each(again, VIEW):
        assert every[reason.commitment].complete
        assert set(reason.unlocks.sets) <= set(every[reason.commitment].sets)
        assert not reason.unlocks.complete or reason.unlocks == every[reason.commitment]


def test_one_promise_asked_alone_has_the_sets_it_has_among_all() -> None:
    register = _tangle(Random(3), 40, 20, rings=True)  # noqa: S311 - a test, not a secret
    together = {reason.commitment: reason for reason in why_each(register, VIEW)}
    for name in ("C7", "C39"):
        fresh = Register(register.commitments, register.events)
        assert why(fresh, VIEW, name) == together[name]


def test_what_is_stopped_gives_what_is_there_and_says_that_it_is_not_all() -> None:
    register = _tangle(Random(4), 20, 12, rings=False)  # noqa: S311 - a test, not a secret

    def at_once(_done: int, _whole: int, /) -> None:
        raise Stopped

    reasons = why_each(register, VIEW, at_once)
    assert [(reason.label, reason.unlocks.sets, reason.unlocks.complete) for reason in reasons] == [
        ("open", (), False)
    ] * 20
    cut = explain(register, VIEW, ["C1"], progress=at_once)
    assert cut[0].why.unlocks.sets == why(register, VIEW, "C1").unlocks.sets
    assert (cut[0].why.unlocks.complete, cut[0].awaited) == (False, ())


def test_what_each_fact_alone_would_release_is_what_stands_once_it_comes() -> None:
    register = _tangle(Random(5), 20, 8, rings=True)  # noqa: S311 - a test, not a secret
    asked = {fact.fact: fact.releases for one in explain(register, VIEW) for fact in one.awaited}
    assert asked
    for fact, released in asked.items():
        assert released == tuple(one.id for one in register.commitments if _stands(register, one.id, (fact,)))


def test_withdrawals_of_a_target_with_many_to_lean_on_are_one_set() -> None:
    helpers = [_promise(f"H{number:03}", Guard(all=[])) for number in range(300)]
    leaning = _promise("A", Guard(any=[Guard(promised=helper.id) for helper in helpers]))
    found = unlocking.withdrawal_sets(Register((leaning, *helpers), ()), VIEW, ["A"])
    assert [len(one) for one in found.sets] == [1, 300]
    assert found.complete


def test_a_search_without_questions_left_says_that_it_is_not_complete() -> None:
    asked: list[frozenset[str]] = []

    def two(names: frozenset[str]) -> bool:
        asked.append(names)
        return len(names) >= 2

    assert minimal_sets("abcd", two, questions=0).sets == ()
    assert not minimal_sets("abcd", two, questions=9).complete
    assert len(asked) == 9
    whole = minimal_sets("abcd", two)
    assert (len(whole.sets), whole.complete) == (6, True)
    assert minimal_sets("abcd", two, known=[frozenset("ab"), frozenset("cd")]) == whole


def test_a_part_of_a_network_has_its_labels() -> None:
    register = _tangle(Random(6), 12, 8, rings=False)  # noqa: S311 - a test, not a secret
    net = build(register, VIEW)
    part = excerpt(net, range(len(net.need)))
    assert part.net == net


WAYS = st.lists(st.sets(st.integers(0, 4)).map(frozenset), max_size=4).map(lambda sets: kept_of(sets, 99))


@given(st.lists(st.tuples(WAYS, st.integers(1, 4)), max_size=5), st.integers(0, 9))
@settings(max_examples=150, deadline=None)
def test_ways_to_reach_a_weight_are_all_minimal_ones(inputs: list[tuple[Ways, int]], need: int) -> None:
    expected: list[frozenset[int]] = []
    for size in range(6):
        for some in map(frozenset, combinations(range(5), size)):
            reached = sum(weight for ways, weight in inputs if any(way <= some for way in ways.sets))
            if reached >= need and not any(smaller <= some for smaller in expected):
                expected.append(some)
    found = weight_of(inputs, need, Breadth(99, 1 << 20))
    assert found.complete
    assert set(found.sets) == set(expected)
    narrow = weight_of(inputs, need, Breadth(2, 8))
    assert all(any(smaller <= way for smaller in expected) for way in narrow.sets)
    assert not narrow.complete or set(narrow.sets) == set(expected)
