"""Decision diagrams: which outcomes can still be reached, and what exactly they hinge on.

Reduced ordered multi-valued decision diagrams with arbitrary terminals (Bryant 1986 for two values; Srinivasan et al.
1990 for many). In a reduced diagram a variable is tested if and only if some choice of the others makes its value
matter: the variables of the diagram are therefore all the hinges, and nothing but hinges.

Cost: building is exponential in the number of *unknowns* at worst, never in the number of known facts; a finding
rarely has more than eight unknowns.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

from servanda.errors import InputError
from servanda.logic.expressions import All, Any, AtLeast, Expression, Known, Not, OneOf, Variable, variables_of
from servanda.logic.truth import Truth

Value: TypeAlias = Hashable
_Node: TypeAlias = tuple[int, tuple[int, ...]]


class _Forest:
    """All nodes made so far: equal nodes are one node, and a test whose branches agree is no node at all."""

    def __init__(self, variables: Sequence[Variable]) -> None:
        self.variables = list(variables)
        self.levels = {variable.name: level for level, variable in enumerate(self.variables)}
        self.nodes: list[_Node | None] = []
        self.values: list[Value] = []
        self._known: dict[tuple[str, Value], int] = {}

    def leaf(self, value: Value) -> int:
        """The terminal with a value; True and 1 are told apart."""
        return self._entered((f"leaf {type(value).__name__}", value), None, value)

    def test(self, level: int, branches: tuple[int, ...]) -> int:
        """A test of one variable, or its only branch if all agree."""
        if len(set(branches)) == 1:
            return branches[0]
        return self._entered(("test", (level, branches)), (level, branches), None)

    def _entered(self, key: tuple[str, Value], node: _Node | None, value: Value) -> int:
        if key not in self._known:
            self._known[key] = len(self.nodes)
            self.nodes.append(node)
            self.values.append(value)
        return self._known[key]

    def branch(self, root: int, level: int, option: int) -> int:
        """Where a node leads if the variable of `level` has this option; nodes below that level stay."""
        node = self.nodes[root]
        return root if node is None or node[0] != level else node[1][option]

    def combine(self, join: Callable[..., Value], roots: tuple[int, ...], memo: dict[tuple[int, ...], int]) -> int:
        """The diagram of `join` applied to the values of several diagrams."""
        if roots in memo:
            return memo[roots]
        tests = [node for node in (self.nodes[root] for root in roots) if node is not None]
        if not tests:
            made = self.leaf(join(*(self.values[root] for root in roots)))
        else:
            level = min(node[0] for node in tests)
            options = range(len(self.variables[level].options))
            made = self.test(
                level,
                tuple(
                    self.combine(join, tuple(self.branch(root, level, option) for root in roots), memo)
                    for option in options
                ),
            )
        memo[roots] = made
        return made

    def build(self, expression: Expression) -> int:
        """The diagram of a condition, with True and False as values."""
        match expression:
            case Known(truth):
                return self.leaf(truth is Truth.TRUE)
            case OneOf(variable, satisfy):
                return self._literal(variable, satisfy)
            case Not(part):
                return self.combine(lambda value: not value, (self.build(part),), {})
            case All(parts):
                return self._folded(lambda left, right: left and right, parts, start=True)
            case Any(parts):
                return self._folded(lambda left, right: left or right, parts, start=False)
            case AtLeast(k, parts):
                count = self._folded(lambda left, right: left + right, parts, start=0)
                return self.combine(lambda value: value >= k, (count,), {})

    def _literal(self, variable: Variable, satisfy: frozenset[str]) -> int:
        branches = tuple(self.leaf(option in satisfy) for option in variable.options)
        return self.test(self.levels[variable.name], branches)

    def _folded(self, join: Callable[..., Value], parts: Sequence[Expression], *, start: Value) -> int:
        made = self.leaf(start)
        for part in parts:
            made = self.combine(join, (made, self.build(part)), {})
        return made


@dataclass(frozen=True)
class Diagram:
    """A decided question: every outcome that can still be reached, and what it hinges on."""

    _forest: _Forest
    _root: int

    def outcomes(self) -> frozenset[Value]:
        """All values that some choice of the unknowns leads to; one value means that nothing more need be known."""
        nodes = self._reached()
        return frozenset(self._forest.values[node] for node in nodes if self._forest.nodes[node] is None)

    def hinges(self) -> list[Variable]:
        """The unknowns that can still change the outcome: all of them and only those, by name."""
        levels = {node[0] for node in (self._forest.nodes[root] for root in self._reached()) if node is not None}
        return sorted(self._forest.variables[level] for level in levels)

    def given(self, chosen: Mapping[str, str]) -> "Diagram":
        """The same question under some alternatives; names that are no hinge change nothing.

        Raises:
            InputError: `alternative-unknown` if an option is not among the declared ones.
        """
        picked = {
            self._forest.levels[name]: _option(self._forest.variables[self._forest.levels[name]], option)
            for name, option in chosen.items()
            if name in self._forest.levels
        }
        return Diagram(self._forest, self._restricted(self._root, picked, {}))

    def mapped(self, coarser: Callable[[Value], Value]) -> "Diagram":
        """The same question with outcomes told apart less finely; hinges that only fed the distinction are gone."""
        return Diagram(self._forest, self._forest.combine(coarser, (self._root,), {}))

    def _restricted(self, root: int, picked: Mapping[int, int], memo: dict[int, int]) -> int:
        node = self._forest.nodes[root]
        if node is None:
            return root
        if root not in memo:
            level, branches = node
            if level in picked:
                memo[root] = self._restricted(branches[picked[level]], picked, memo)
            else:
                below = tuple(self._restricted(branch, picked, memo) for branch in branches)
                memo[root] = self._forest.test(level, below)
        return memo[root]

    def _reached(self) -> list[int]:
        seen = [self._root]
        for root in seen:
            node = self._forest.nodes[root]
            seen.extend(branch for branch in (node[1] if node else ()) if branch not in seen)
        return seen


def decide(expression: Expression) -> Diagram:
    """The diagram of a condition; its outcomes are True and False.

    >>> author = Variable("author", ("A", "B"))
    >>> both = Any((OneOf(author, frozenset({"A"})), OneOf(author, frozenset({"B"}))))
    >>> sorted(decide(both).outcomes()), decide(both).hinges()
    ([True], [])
    """
    return choose([(expression, True)], otherwise=False)


def choose(cases: Sequence[tuple[Expression, Value]], *, otherwise: Value) -> Diagram:
    """The diagram of "the value of the first case that holds, else `otherwise`".

    Args:
        cases: Conditions with the outcome each leads to, first come first.
        otherwise: Outcome if none holds.

    Raises:
        InputError: `alternatives-differ` if one name stands for two sets of alternatives.
    """
    forest = _Forest(sorted(variables_of(All(tuple(condition for condition, _ in cases))).values()))
    made = forest.leaf(otherwise)
    for condition, value in reversed(cases):
        roots = (forest.build(condition), forest.leaf(value), made)
        made = forest.combine(lambda holds, then, other: then if holds else other, roots, {})
    return Diagram(forest, made)


def holding(parts: Mapping[str, Expression]) -> Diagram:
    """The diagram of which conditions hold together: its outcomes are the sets of their names.

    For what no condition can say, such as a sum: `mapped` then tells the sets apart as finely as it matters. Cost: at
    worst twice as many outcomes for each part that is not settled.

    Raises:
        InputError: `alternatives-differ` if one name stands for two sets of alternatives.

    >>> from servanda.logic import YES, unknown
    >>> sorted(map(sorted, holding({"seen": unknown("proof"), "here": YES}).outcomes()))
    [['here'], ['here', 'seen']]
    """
    forest = _Forest(sorted(variables_of(All(tuple(parts.values()))).values()))
    made = forest.leaf(frozenset())
    for name, condition in sorted(parts.items()):
        also = partial(_with, name)
        made = forest.combine(also, (forest.build(condition), made), {})
    return Diagram(forest, made)


def _with(name: str, holds: bool, names: frozenset[str]) -> frozenset[str]:  # noqa: FBT001 - a join of two values
    return names | {name} if holds else names


def truth_of(expression: Expression) -> Truth:
    """What holds under every alternative holds (supervaluation, van Fraassen 1966); else unknown."""
    outcomes = decide(expression).outcomes()
    return Truth.UNKNOWN if len(outcomes) > 1 else Truth.of(True in outcomes)


def _option(variable: Variable, option: str) -> int:
    if option not in variable.options:
        raise InputError("alternative-unknown", f"'{option}' is not an alternative of '{variable.name}'.")
    return variable.options.index(option)
