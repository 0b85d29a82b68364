"""Coverage by cuts against a maximum flow built independently, and against the definitions."""

from collections.abc import Sequence
from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_flow

from servanda.coverage import division
from servanda.coverage.division import Supply, divide, tightest_cut

FEW = settings(max_examples=80, deadline=None)
NEEDS = st.lists(st.integers(0, 9), min_size=1, max_size=5)


@st.composite
def problems(draw: st.DrawFn) -> tuple[list[int], list[list[Supply]]]:
    needs = draw(NEEDS)
    reach = st.frozensets(st.integers(0, len(needs) - 1), min_size=1)
    supplies = st.lists(st.builds(Supply, st.integers(1, 12), reach), max_size=4)
    return needs, [draw(supplies) for _ in range(3)]


def _flow(needs: Sequence[int], supplies: Sequence[Supply]) -> int:
    """Maximum flow on a dense matrix: written apart from the solver."""
    size = 2 + len(supplies) + len(needs)
    capacity = np.zeros((size, size), dtype=np.int32)
    for number, supply in enumerate(supplies, start=1):
        capacity[0, number] = supply.amount
        for sector in supply.reaches:
            capacity[number, 1 + len(supplies) + sector] = supply.amount
    for sector, need in enumerate(needs):
        capacity[1 + len(supplies) + sector, size - 1] = need
    return int(maximum_flow(csr_array(capacity), 0, size - 1).flow_value)


@given(problems())
@FEW
def test_each_class_adds_what_the_maximum_flow_gains(problem: tuple[list[int], list[list[Supply]]]) -> None:
    needs, classes = problem
    so_far: list[Supply] = []
    total = 0
    for supplies, added in zip(classes, divide(needs, classes), strict=True):
        so_far += supplies
        total += sum(added)
        assert total == _flow(needs, so_far)


@given(problems())
@FEW
def test_what_is_booked_on_the_sectors_can_be_delivered_and_never_exceeds_a_need(
    problem: tuple[list[int], list[list[Supply]]],
) -> None:
    needs, classes = problem
    added = divide(needs, classes)
    met = [sum(parts) for parts in zip(*added, strict=True)]
    assert all(0 <= got <= need for got, need in zip(met, needs, strict=True))
    assert _flow(met, [supply for supplies in classes for supply in supplies]) == sum(met)


@given(problems())
@FEW
def test_the_cut_shows_the_whole_shortfall_and_no_smaller_set_does(
    problem: tuple[list[int], list[list[Supply]]],
) -> None:
    needs, classes = problem
    supplies = [supply for one in classes for supply in one]
    cut = tightest_cut(needs, supplies)
    shortfall = sum(needs) - _flow(needs, supplies)
    assert _lacking(needs, supplies, cut) == shortfall
    for size in range(len(cut)):
        assert all(_lacking(needs, supplies, smaller) < shortfall for smaller in combinations(range(len(needs)), size))


def _lacking(needs: Sequence[int], supplies: Sequence[Supply], sectors: Sequence[int]) -> int:
    reach = sum(supply.amount for supply in supplies if supply.reaches & set(sectors))
    return max(0, sum(needs[sector] for sector in sectors) - reach)


@given(problems())
@FEW
def test_beyond_fourteen_sectors_the_flow_gives_the_same_division_and_the_same_cut(
    problem: tuple[list[int], list[list[Supply]]],
) -> None:
    needs, classes = problem
    supplies = [supply for one in classes for supply in one]
    spare = [0] * (division.MOST_CUTS + 1 - len(needs))
    by_cuts, by_flow = divide(needs, classes), divide(needs + spare, classes)
    assert [added[: len(needs)] for added in by_flow] == by_cuts
    assert tightest_cut(needs + spare, supplies) == tightest_cut(needs, supplies)


@given(problems(), st.integers(0, 4))
@FEW
def test_a_further_supply_never_lowers_what_is_met(problem: tuple[list[int], list[list[Supply]]], amount: int) -> None:
    needs, classes = problem
    more = [*classes[:2], [*classes[2], Supply(amount, frozenset({0}))]]
    assert sum(map(sum, divide(needs, more))) >= sum(map(sum, divide(needs, classes)))
