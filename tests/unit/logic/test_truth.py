import pytest

from servanda.errors import InputError
from servanda.logic import All, Any, Known, OneOf, Truth, Variable, choose, decide, flip_point, given, truth_of, unknown

AUTHOR = Variable("author", ("A", "B"))


def test_unknown_is_never_taken_for_false_by_an_if() -> None:
    with pytest.raises(TypeError, match="not a bool"):
        bool(Truth.UNKNOWN)


def test_an_unknown_has_a_name() -> None:
    with pytest.raises(InputError, match="unknown-without-name"):
        Known(Truth.UNKNOWN)


def test_fire_by_either_of_two_bound_parties_is_certain_although_the_author_is_not() -> None:
    cases = [(OneOf(AUTHOR, frozenset({name})), ("breached", name)) for name in ("A", "B")]
    diagram = choose(cases, otherwise=("kept", ""))
    assert diagram.outcomes() == {("breached", "A"), ("breached", "B")}
    assert diagram.mapped(lambda outcome: outcome[0]).hinges() == []
    assert diagram.hinges() == [AUTHOR]


def test_a_hinge_behind_another_unknown_is_named_too() -> None:
    both = All((unknown("notice"), unknown("register")))
    assert [hinge.name for hinge in decide(both).hinges()] == ["notice", "register"]


def test_an_unknown_that_cannot_change_the_outcome_is_no_hinge() -> None:
    assert decide(Any((Known(Truth.TRUE), unknown("notice")))).hinges() == []


def test_one_name_with_two_sets_of_alternatives_is_refused() -> None:
    other = Variable("author", ("A", "C"))
    with pytest.raises(InputError, match="alternatives-differ"):
        truth_of(All((OneOf(AUTHOR, frozenset({"A"})), OneOf(other, frozenset({"A"})))))


@pytest.mark.parametrize("options", [(), ("A", "A")])
def test_alternatives_are_some_and_distinct(options: tuple[str, ...]) -> None:
    with pytest.raises(InputError, match="alternatives-wrong"):
        Variable("author", options)


def test_settling_an_unknown_to_something_undeclared_is_refused() -> None:
    condition = OneOf(AUTHOR, frozenset({"A"}))
    with pytest.raises(InputError, match="'Z' is not an alternative of 'author'"):
        given(condition, {"author": "Z"})
    with pytest.raises(InputError, match="'Z' is not an alternative of 'author'"):
        decide(condition).given({"author": "Z"})


def test_a_reversed_interval_has_no_flip_point() -> None:
    with pytest.raises(InputError, match="from 9 down to 8"):
        flip_point(9, 8)
