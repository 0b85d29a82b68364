"""Tables over all sets of sectors, and supplies divided by augmenting paths, against plain sums over sets."""

from itertools import product
from random import Random

import numpy as np
import pytest

from servanda.coverage.reach import reach, sums, telling
from servanda.coverage.transport import Transport
from unit.coverage.worlds import flow


@pytest.mark.parametrize("sectors", range(8))
def test_what_can_reach_a_set_is_the_sum_of_all_that_reach_one_of_its_sectors(sectors: int) -> None:
    rng = Random(sectors)  # noqa: S311 - a test must be able to repeat itself
    supplies = [(rng.randrange(1 << sectors), rng.randrange(9)) for _ in range(20)]
    masks, amounts = (np.array(column, dtype=np.int64) for column in zip(*supplies, strict=True))
    table = reach(sectors, masks, amounts)
    assert table.tolist() == [sum(a for m, a in supplies if m & one) for one in range(1 << sectors)]


def test_needs_of_a_set_are_added() -> None:
    assert sums([1, 10, 100]).tolist() == [0, 1, 10, 11, 100, 101, 110, 111]


@pytest.mark.parametrize("seed", range(20))
def test_the_sets_that_tell_are_those_with_less_slack_than_every_larger_one(seed: int) -> None:
    rng = np.random.default_rng(seed)
    slack = rng.integers(-5, 30, 1 << (seed % 6 + 1))
    every = range(1, len(slack))
    kept = [one for one in every if all(slack[one] < slack[other] for other in every if other & one == one != other)]
    assert telling(slack).tolist() == kept


@pytest.mark.parametrize("seed", range(20))
def test_whatever_is_lost_the_sets_that_tell_show_the_whole_shortfall(seed: int) -> None:
    rng = np.random.default_rng(seed)
    masks, amounts, needs = rng.integers(1, 32, 12), rng.integers(1, 9, 12), rng.integers(0, 12, 5)
    slack = reach(5, masks, amounts) - sums(needs.tolist())
    told = telling(slack)
    for lost in product((True, False), repeat=8):
        down = np.array([*lost, *[False] * 4])
        short = sums(needs.tolist()) - reach(5, masks[~down], amounts[~down])
        assert max(0, int(short[told].max(initial=0))) == int(short.max())


@pytest.mark.parametrize("seed", range(40))
def test_paths_divide_as_much_as_a_maximum_flow_and_no_more_than_there_is(seed: int) -> None:
    rng = Random(seed)  # noqa: S311 - a test must be able to repeat itself
    size = rng.randrange(1, 20)
    supplies = [(rng.randrange(1, 1 << size), rng.randrange(1, 9)) for _ in range(rng.randrange(9))]
    needs = [rng.randrange(6) for _ in range(size)]
    transport = Transport()
    transport.add(supplies)
    met = [transport.fill(sector, need) for sector, need in enumerate(needs)]
    gives = [(amount, [sector for sector in range(size) if mask >> sector & 1]) for mask, amount in supplies]
    assert sum(met) == flow(gives, needs)
    for heap, given in transport.gives.items():
        whole = sum(amount for mask, amount in supplies if mask == heap)
        assert transport.left[heap] + sum(given.values()) == whole
        assert all(amount > 0 and heap >> sector & 1 for sector, amount in given.items())
    assert [sum(given.get(s, 0) for given in transport.gives.values()) for s in range(size)] == met


def test_what_is_taken_back_can_be_given_again() -> None:
    transport = Transport()
    transport.add([(0b11, 2), (0b01, 1)])
    assert transport.fill(0, 3) == 3
    transport.take_back(0, 2)
    assert (transport.met[0], transport.fill(1, 2)) == (1, 2)
