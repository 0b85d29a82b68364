"""Laws of the linter: order does not matter, nothing crashes it, every lint can be found and mended."""

import copy
from pathlib import Path
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda import plain
from servanda.adapters.agreements import load
from servanda.agreements import lint
from servanda.records.agreement import Agreement

ROOT = Path(__file__).resolve().parents[2]
PARIS = load(ROOT / "agreements" / "paris-2026")
GOOD = msgspec.to_builtins(load(ROOT / "agreements" / "_template")[0])


def paths(data: Any, at: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [found for key, value in inner for found in [(*at, key), *paths(value, (*at, key))]]


PATHS = paths(GOOD)
VALUES = st.sampled_from(
    [None, "", "x", "zone", "start", 0, -1, True, [], ["A"], {}, {"open": "around"}, "P1D", "5 km"]
)


@given(st.permutations(PARIS))
@settings(max_examples=10, deadline=None)
def test_the_order_of_instruments_does_not_matter(given_in: list[Agreement]) -> None:
    assert lint(given_in) == lint(PARIS)


@given(st.lists(st.tuples(st.sampled_from(PATHS), VALUES, st.booleans()), min_size=1, max_size=3))
@settings(max_examples=100, deadline=None)
def test_whatever_is_changed_every_lint_has_a_place_and_a_remedy(changes: list[tuple[Any, Any, bool]]) -> None:
    data = copy.deepcopy(GOOD)
    for path, value, remove in changes:
        _change(data, path, value, remove=remove)
    try:
        found = lint([msgspec.convert(data, Agreement)])
    except msgspec.ValidationError:
        return
    for hit in found:
        _holds(data, tuple(hit.path))
        assert all(hit.says.values())
        assert all(hit.hint.values())


def _change(data: Any, path: tuple[str | int, ...], value: Any, *, remove: bool) -> None:
    try:
        holder = plain.value_at(data, path[:-1])
    except KeyError:
        return
    if remove and isinstance(holder, dict):
        holder.pop(str(path[-1]), None)
    elif isinstance(holder, dict):
        holder[str(path[-1])] = value
    elif isinstance(holder, list) and isinstance(path[-1], int) and path[-1] < len(holder):
        holder[path[-1]] = value


def _holds(data: Any, path: tuple[str | int, ...]) -> None:
    """The place of a lint exists, or its holder does: a missing field has no place of its own."""
    assert plain.value_at(data, path[:-1]) is not None or len(path) == 1
