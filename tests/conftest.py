"""`make soak` runs the properties many times longer: `--soak-factor N` multiplies the examples of each."""

import hypothesis
import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--soak-factor", type=int, default=1, help="multiply the examples of every property")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    factor = config.getoption("--soak-factor")
    if factor == 1:
        return
    for item in items:
        test = getattr(item, "obj", None)
        if hypothesis.is_hypothesis_test(test):
            own = getattr(test, "_hypothesis_internal_use_settings", None) or hypothesis.settings()
            longer = hypothesis.settings(own, max_examples=own.max_examples * factor, deadline=None)
            target = getattr(test, "__func__", test)
            target._hypothesis_internal_use_settings = longer
