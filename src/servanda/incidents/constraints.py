"""Decisions of people as hard constraints: these speak of one event, those do not. The later decision wins.

An undo is another decision: merge what was split, split what was merged. The last decision always holds; an earlier one
gives way only where it contradicts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from servanda.records.decision import Decision

Pair = tuple[str, str]


@dataclass(frozen=True)
class Constraints:
    """What people decided about pairs of observations."""

    groups: Mapping[str, str]
    """Observation to the least name of those it must stay with; only where there is such a decision."""
    together: Mapping[Pair, str]
    """Pairs joined by a decision, and which."""
    apart: frozenset[Pair]
    """Pairs kept apart."""


def constraints_of(decisions: Sequence[Decision], members: Mapping[str, Sequence[str]]) -> Constraints:
    """Hard constraints from decisions.

    Args:
        decisions: All decisions; only `split` and `merge` about observations or incidents are read.
        members: Observations by the name of an incident or of themselves.
    """
    groups: dict[str, str] = {}
    together: dict[Pair, str] = {}
    apart: set[Pair] = set()
    for decision in sorted(_of_joining(decisions), key=lambda one: (one.at, one.id), reverse=True):
        for left, right in _pairs(decision, members):
            one, other = groups.get(left, left), groups.get(right, right)
            if decision.does == "split" and one != other:
                apart.add(_sorted(left, right))
            elif decision.does == "merge" and not _kept_apart(apart, groups, one, other):
                together.setdefault(_sorted(left, right), decision.id)
                _unite(groups, (left, right), one, other)
    return Constraints(groups=groups, together=together, apart=frozenset(apart))


def unknown_names(decision: Decision, members: Mapping[str, Sequence[str]]) -> list[str]:
    """Names in a decision about joining that are neither observations nor incidents."""
    return [name for name in _names(decision) if name not in members] if _of_joining([decision]) else []


def _of_joining(decisions: Sequence[Decision]) -> list[Decision]:
    kinds = ("incident:", "observation:")
    return [one for one in decisions if one.does in ("split", "merge") and one.about.startswith(kinds)]


def _names(decision: Decision) -> list[str]:
    return [decision.about.partition(":")[2], *decision.others]


def _pairs(decision: Decision, members: Mapping[str, Sequence[str]]) -> list[Pair]:
    about, *others = ([*members.get(name, ())] for name in _names(decision))
    named = sorted({name for group in others for name in group})
    if decision.does == "merge":
        whole = sorted({*about, *named})
        return list(pairwise(whole))
    rest = [name for name in about if name not in named]
    return [(left, right) for left in rest for right in named]


def _kept_apart(apart: set[Pair], groups: dict[str, str], one: str, other: str) -> bool:
    roots = {one, other}
    return one != other and any({groups.get(a, a), groups.get(b, b)} == roots for a, b in apart)


def _unite(groups: dict[str, str], pair: Pair, one: str, other: str) -> None:
    least = min(one, other)
    moved = [name for name, root in groups.items() if root in (one, other)]
    for name in (*moved, *pair):
        groups[name] = least


def _sorted(left: str, right: str) -> Pair:
    return (left, right) if left <= right else (right, left)
