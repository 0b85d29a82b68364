"""Instances of the size that is measured: random cases of absence, rebuilt and divided by SciPy's maximum flow."""

import importlib.util
import os
from itertools import combinations
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_flow

from servanda.commitments import stand
from servanda.coverage import instance_of, worst_losses
from servanda.coverage.instance import Group, Instance
from servanda.coverage.losses import slacks_of
from servanda.coverage.scenarios import Cases, cases_in

SEED = int(os.environ.get("SERVANDA_SOAK_SEED", "20260106"))
COUNTED = {"secured": {"credible"}, "mutual": {"credible", "handshake"}}


def _instances() -> ModuleType:
    file = Path(__file__).parents[2] / "bench" / "instances.py"
    spec = importlib.util.spec_from_file_location("instances", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _short(group: Group, up: Any) -> int:
    masks, amounts, sectors = group.masks[up], group.amounts[up], len(group.needs)
    count = len(masks)
    capacity = np.zeros((count + sectors + 2, count + sectors + 2), dtype=np.int32)
    capacity[0, 1 : count + 1] = amounts
    reached = (masks[:, None] >> np.arange(sectors)) & 1
    capacity[1 : count + 1, count + 1 : -1] = reached * amounts[:, None]
    capacity[count + 1 : -1, -1] = group.needs
    return int(group.needs.sum() - maximum_flow(csr_array(capacity), 0, count + sectors + 1).flow_value)


def _cases(made: Instance, count: int, counting: Any, seed: int) -> Cases:
    """Random sets of three, and that what counts in each is what a view without them says."""
    every = list(combinations(range(len(made.providers)), 3))
    sets = sorted(Random(seed).sample(every, count))  # noqa: S311 - a test must be able to repeat itself
    cases = cases_in(made, sets, counting)
    for number, gone in enumerate(sets):
        labels = stand(made.register, made.view.without([made.providers[place] for place in gone]))
        counts = [labels[name] in COUNTED[counting] for name in made.net.names]
        assert counts == [bool(bits >> number & 1) for bits in cases.stands]
    return cases


def _compare(family: str, offers: int, counting: Any, count: int, seed: int) -> None:
    instances = _instances()
    made = instance_of(*instances.instance(offers, seed, family), instances.VIEW)
    cases = _cases(made, count, counting, seed)
    worst = worst_losses(made, 3, counting=counting) if offers <= 1_000 else None
    totals = [0] * count
    for place, group in enumerate(made.groups):
        parts = [slack.in_cases(cases) for slack in slacks_of(group, np.ones(len(made.net.names), dtype=np.bool_))]
        for number in range(count):
            for part in parts:
                part.settle(number)
            up = np.array([bool(cases.stands[node] >> number & 1) for node in group.commitments.tolist()])
            short = _short(group, up)
            totals[number] += short
            assert sum(int(part.high[number]) for part in parts) == short
            assert worst is None or worst.groups[4 * place + 3].shortfall >= short
    assert worst is None or worst.losses[3].shortfall >= max(totals)


def test_three_cases_of_five_hundred_offers_are_short_by_what_a_maximum_flow_says() -> None:
    _compare("enablers", 500, "secured", 3, seed=1)


@pytest.mark.soak
@pytest.mark.parametrize("counting", COUNTED)
@pytest.mark.parametrize("offers", [500, 1_000, 5_000])
@pytest.mark.parametrize("family", ["reference", "enablers", "circles", "wide"])
def test_many_cases_of_many_offers_are_short_by_what_a_maximum_flow_says(
    family: str, offers: int, counting: str
) -> None:
    _compare(family, offers, counting, 12, SEED)
