"""Of sets that cost the same the first by name is named, also where they are looked at in different runs."""

import pytest

from servanda.coverage import scenarios, worst_losses
from unit.coverage.plans import instance, need, promise

NAMES = ["ALDER", "BIRCH", "CEDAR", "DELTA", "ELM"]


@pytest.mark.parametrize("at_once", [1, 2, 3])
def test_a_later_run_does_not_replace_an_equal_set_of_an_earlier_one(
    monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr(scenarios, "MOST_AT_ONCE", at_once)
    alike = [promise(name, name, 1) for name in reversed(NAMES)]
    found = worst_losses(instance([need("A", 5)], alike), 2)
    assert [loss.providers for loss in found.losses] == [(), ("ALDER",), ("ALDER", "BIRCH")]
    assert [(one.providers, one.shortfall) for one in found.groups] == [
        ((), 0),
        (("ALDER",), 1),
        (("ALDER", "BIRCH"), 2),
    ]


def test_where_no_absence_leaves_anything_unmet_nobody_is_named_in_the_group() -> None:
    plenty = [promise(name, name, 5) for name in NAMES]
    found = worst_losses(instance([need("A", 5)], plenty), 2)
    assert [(one.k, one.providers, one.shortfall, one.cut) for one in found.groups] == [
        (0, (), 0, None),
        (1, (), 0, None),
        (2, (), 0, None),
    ]
    assert [loss.providers for loss in found.losses] == [(), ("ALDER",), ("ALDER", "BIRCH")]
