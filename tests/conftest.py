"""How long properties look: `make test` runs a third of the examples a test states, `make soak` many times all.

`--examples-percent N` says which share of the stated examples runs;
an everyday run takes some six minutes on two cores.
"""

import hypothesis
import pytest

_FEWEST = 20
"""A test that states so few examples runs them all."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--examples-percent", type=int, default=30, help="share of the examples of every property")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    percent = config.getoption("--examples-percent")
    for item in items:
        test = getattr(item, "obj", None)
        if hypothesis.is_hypothesis_test(test):
            own = getattr(test, "_hypothesis_internal_use_settings", None) or hypothesis.settings()
            number = max(min(_FEWEST, own.max_examples), own.max_examples * percent // 100)
            deadline = None if percent > 100 else own.deadline
            target = getattr(test, "__func__", test)
            target._hypothesis_internal_use_settings = hypothesis.settings(own, max_examples=number, deadline=deadline)
