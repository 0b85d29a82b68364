"""What a clause is about: issues as data (`lexicon/issues.yaml`), tried in order; the first that fits wins.

Whose troops are meant is said only by a name beside them: *a signal from Washington about a deployment of troops* says
who signals, and leaves open who deploys.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from servanda.statements.clauses import Clause
from servanda.statements.lexicon import Hit, issues

_BESIDE = 2
"""Tokens between a name and the thing that it owns."""


def issue_of(clause: Clause) -> str:
    """The first issue that fits a clause; `other` if none does."""
    for name, row in issues()["issues"].items():
        groups = [clause.of(f"issue:{name}:{number}") for number in range(len(row["all"]))]
        if all(groups) and _fits(clause, row, groups):
            return str(name)
    return "other"


def issue_of_act(clause: Clause, issue: str, actors: Sequence[str]) -> str:
    """The issue of a party's own offer, pledge or refusal: what it alone would deploy is its own, not nobody's."""
    for name, row in issues()["issues"].items():
        if row.get("party") and actors == [row["party"]] and clause.of(f"issue:{name}:1") and clause.of("event_own"):
            return str(name)
    return unowned(issue, "forces") if actors else issue


def unowned(issue: str, instead: str) -> str:
    """Another issue in place of one that says that no owner is named."""
    return instead if issues()["issues"].get(issue, {}).get("ownerless") else issue


def _fits(clause: Clause, row: Mapping[str, Any], groups: Sequence[Sequence[Hit]]) -> bool:
    if row.get("party"):
        return any(_beside(clause, owner, thing) for owner in groups[0] for thing in groups[-1])
    if row.get("ownerless"):
        owners = [*clause.of("entity"), *clause.of("adjective")]
        return not any(_beside(clause, owner, thing) for owner in owners for thing in groups[-1])
    return True


def _beside(clause: Clause, owner: Hit, thing: Hit) -> bool:
    """Whether a name stands by a thing, and not after a preposition that says where something comes from or goes."""
    apart = thing.first - owner.last if owner.first < thing.first else owner.first - thing.last
    hangs = any(one.last == owner.first for tag in ("from", "prepositions") for one in clause.of(tag))
    of = owner.first > 0 and clause.sentence.tokens[owner.first - 1].fold == "of"
    return apart <= _BESIDE and (of or not hangs)
