"""Laws of the logic, each against a brute-force oracle that tries every choice of every unknown."""

from itertools import product

from hypothesis import given as over
from hypothesis import settings
from hypothesis import strategies as st

from servanda.logic import (
    NO,
    YES,
    All,
    Any,
    AtLeast,
    Expression,
    Known,
    Not,
    OneOf,
    Truth,
    Variable,
    all_of,
    any_of,
    at_least,
    choose,
    decide,
    flip_point,
    given,
    holding,
    kleene,
    opposite,
    truth_of,
    unknown,
    variables_of,
)

QUICK = settings(max_examples=100, deadline=None)
truths = st.sampled_from(list(Truth))
VARIABLES = [Variable("author", ("A", "B", "C")), Variable("class", ("gun", "tank")), Variable("reading", ("x", "y"))]


def _one_of(variable: Variable) -> st.SearchStrategy[Expression]:
    return st.frozensets(st.sampled_from(variable.options)).map(lambda satisfy: OneOf(variable, satisfy))


leaves = st.one_of(
    st.sampled_from([YES, NO]),
    st.sampled_from(["p", "q"]).map(unknown),
    st.sampled_from(VARIABLES).flatmap(_one_of),
)


def _joined(parts: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    several = st.lists(parts, max_size=3).map(tuple)
    at_least_some = st.tuples(st.integers(0, 3), several).map(lambda pair: AtLeast(*pair))
    return st.one_of(parts.map(Not), several.map(All), several.map(Any), at_least_some)


expressions = st.recursive(leaves, _joined, max_leaves=12)


def value(expression: Expression, chosen: dict[str, str]) -> bool:
    """Plain two-valued truth under one full choice: the oracle, written without the code under test."""
    match expression:
        case Known(truth):
            return truth is Truth.TRUE
        case OneOf(variable, satisfy):
            return chosen[variable.name] in satisfy
        case Not(part):
            return not value(part, chosen)
        case All(parts):
            return all(value(part, chosen) for part in parts)
        case Any(parts):
            return any(value(part, chosen) for part in parts)
        case AtLeast(k, parts):
            return sum(value(part, chosen) for part in parts) >= k


def choices(variables: list[Variable]) -> list[dict[str, str]]:
    names = [variable.name for variable in variables]
    return [dict(zip(names, options, strict=True)) for options in product(*(each.options for each in variables))]


def matters(name: str, every: list[dict[str, str]], outcome: dict[int, object]) -> bool:
    """Whether two choices that differ only in `name` differ in outcome."""
    by_rest: dict[tuple[tuple[str, str], ...], set[object]] = {}
    for index, chosen in enumerate(every):
        rest = tuple(sorted((key, option) for key, option in chosen.items() if key != name))
        by_rest.setdefault(rest, set()).add(outcome[index])
    return any(len(values) > 1 for values in by_rest.values())


@QUICK
@over(st.lists(truths, max_size=5))
def test_and_or_and_not_obey_de_morgan(parts: list[Truth]) -> None:
    assert opposite(all_of(parts)) is any_of(opposite(part) for part in parts)
    assert opposite(any_of(parts)) is all_of(opposite(part) for part in parts)


@QUICK
@over(st.lists(truths, max_size=5))
def test_at_least_all_is_and_at_least_one_is_or(parts: list[Truth]) -> None:
    assert at_least(len(parts), parts) is all_of(parts)
    assert at_least(1, parts) is any_of(parts)
    assert at_least(0, parts) is Truth.TRUE


@QUICK
@over(truths, truths, truths)
def test_kleene_connectives_absorb_and_distribute(a: Truth, b: Truth, c: Truth) -> None:
    assert all_of([a, any_of([a, b])]) is a
    assert all_of([a, any_of([b, c])]) is any_of([all_of([a, b]), all_of([a, c])])
    assert opposite(opposite(a)) is a


@QUICK
@over(expressions)
def test_outcomes_are_exactly_those_of_the_truth_table(expression: Expression) -> None:
    every = choices(list(variables_of(expression).values()))
    assert decide(expression).outcomes() == {value(expression, chosen) for chosen in every}


@QUICK
@over(st.lists(expressions, min_size=1, max_size=3))
def test_which_conditions_hold_together_is_read_off_the_truth_table(parts: list[Expression]) -> None:
    named = {str(number): part for number, part in enumerate(parts)}
    every = choices(list(variables_of(All(tuple(parts))).values()))
    table = {frozenset(name for name, part in named.items() if value(part, chosen)) for chosen in every}
    assert holding(named).outcomes() == table


@QUICK
@over(expressions)
def test_hinges_are_complete_and_minimal(expression: Expression) -> None:
    variables = variables_of(expression)
    every = choices(list(variables.values()))
    outcome: dict[int, object] = {index: value(expression, chosen) for index, chosen in enumerate(every)}
    needed = sorted(variable for name, variable in variables.items() if matters(name, every, outcome))
    assert decide(expression).hinges() == needed


@QUICK
@over(st.lists(st.tuples(expressions, st.sampled_from(["kept", "breached", "later"])), max_size=4))
def test_cases_reach_what_the_first_that_holds_says(cases: list[tuple[Expression, str]]) -> None:
    variables = variables_of(All(tuple(condition for condition, _ in cases)))
    every = choices(list(variables.values()))

    def first(chosen: dict[str, str]) -> str:
        return next((said for condition, said in cases if value(condition, chosen)), "none")

    diagram = choose(cases, otherwise="none")
    outcome: dict[int, object] = {index: first(chosen) for index, chosen in enumerate(every)}
    assert diagram.outcomes() == set(outcome.values())
    assert [hinge.name for hinge in diagram.hinges()] == sorted(
        name for name in variables if matters(name, every, outcome)
    )


@QUICK
@over(expressions)
def test_kleene_never_contradicts_supervaluation(expression: Expression) -> None:
    assert kleene(expression) in {Truth.UNKNOWN, truth_of(expression)}


@QUICK
@over(expressions, st.data())
def test_more_information_never_reverses_an_answer(expression: Expression, data: st.DataObject) -> None:
    before = decide(expression)
    chosen = {
        variable.name: data.draw(st.sampled_from(variable.options)) for variable in variables_of(expression).values()
    }
    name = data.draw(st.sampled_from(sorted(chosen))) if chosen else ""
    after = before.given({name: chosen[name]} if name else {})
    assert after.outcomes() <= before.outcomes()
    assert set(after.hinges()) <= set(before.hinges()) - {Variable(name)}
    assert after.outcomes() == decide(given(expression, {name: chosen[name]} if name else {})).outcomes()


@QUICK
@over(expressions)
def test_coarser_outcomes_never_gain_hinges(expression: Expression) -> None:
    fine = choose([(expression, ("breached", "A"))], otherwise=("kept", ""))
    assert set(fine.mapped(lambda pair: pair[0]).hinges()) <= set(fine.hinges())
    assert fine.mapped(lambda _: "same").hinges() == []


@QUICK
@over(st.integers(0, 5000), st.integers(0, 500), st.integers(0, 6000))
def test_a_flip_point_says_what_every_possible_measurement_says(low: int, width: int, limit: int) -> None:
    possible = {measured < limit for measured in range(low, low + width + 1)}
    said = flip_point(low, low + width).says_of(limit)
    assert said is (possible.pop() if len(possible) == 1 else None)
