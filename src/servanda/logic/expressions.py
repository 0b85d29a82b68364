"""Conditions over unknowns and declared alternatives, as plain data."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from servanda.errors import InputError
from servanda.logic.truth import Truth, all_of, any_of, at_least, opposite

YES_NO = ("false", "true")
"""Options of a plain unknown."""


@dataclass(frozen=True, slots=True, order=True)
class Variable:
    """Something not known, with everything it may turn out to be: an author, a class, a reading, a yes or no.

    Attributes:
        name: What it is called as a hinge; the same name is the same unknown everywhere.
        options: All it may be, without repetition; never empty.
    """

    name: str
    options: tuple[str, ...] = YES_NO

    def __post_init__(self) -> None:
        """Refuse a variable that could be nothing, or the same thing twice."""
        if not self.options or len(set(self.options)) != len(self.options):
            raise InputError("alternatives-wrong", f"'{self.name}' has the alternatives {list(self.options)}.")


@dataclass(frozen=True, slots=True)
class Known:
    """A settled answer; `Known(Truth.UNKNOWN)` is refused, because an unknown has a name."""

    truth: Truth

    def __post_init__(self) -> None:
        """Refuse an unknown without a name."""
        if self.truth is Truth.UNKNOWN:
            raise InputError("unknown-without-name", "Known(UNKNOWN) names no hinge.", hint="Use unknown(name).")


@dataclass(frozen=True, slots=True)
class OneOf:
    """Whether an unknown turns out to be one of `satisfy`; options it does not have are ignored."""

    variable: Variable
    satisfy: frozenset[str]


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds; without parts it is true."""

    parts: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Any:
    """Some part holds; without parts it is false."""

    parts: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: "Expression"


@dataclass(frozen=True, slots=True)
class AtLeast:
    """At least `k` parts hold."""

    k: int
    parts: tuple["Expression", ...]


Expression: TypeAlias = Known | OneOf | All | Any | Not | AtLeast
"""A condition. It has no loops, no arithmetic and no order: every question about it has a finite answer."""

YES = Known(Truth.TRUE)
NO = Known(Truth.FALSE)


def unknown(hinge: str) -> OneOf:
    """A yes or no that is not known."""
    return OneOf(Variable(hinge), frozenset({"true"}))


def variables_of(expression: Expression) -> dict[str, Variable]:
    """The unknowns an expression mentions, by name.

    Raises:
        InputError: `alternatives-differ` if one name stands for two sets of alternatives.
    """
    found: dict[str, Variable] = {}
    for variable in _mentions(expression):
        if found.setdefault(variable.name, variable) != variable:
            said = f"{list(found[variable.name].options)} and {list(variable.options)}"
            raise InputError("alternatives-differ", f"'{variable.name}' has the alternatives {said}.")
    return found


def _mentions(expression: Expression) -> Iterator[Variable]:
    match expression:
        case OneOf(variable, _):
            yield variable
        case Not(part):
            yield from _mentions(part)
        case All(parts) | Any(parts) | AtLeast(_, parts):
            for part in parts:
                yield from _mentions(part)


def kleene(expression: Expression) -> Truth:
    """The truth of an expression by strong Kleene logic: cheap, never wrong, sometimes unknown without need.

    It looks at each part alone, so it cannot see that the same unknown stands in two parts;
    `servanda.logic.truth_of` can.
    """
    match expression:
        case Known(truth):
            return truth
        case OneOf(variable, satisfy):
            return _among(variable, satisfy)
        case Not(part):
            return opposite(kleene(part))
        case All(parts):
            return all_of(kleene(part) for part in parts)
        case Any(parts):
            return any_of(kleene(part) for part in parts)
        case AtLeast(k, parts):
            return at_least(k, (kleene(part) for part in parts))


def _among(variable: Variable, satisfy: frozenset[str]) -> Truth:
    fitting = sum(option in satisfy for option in variable.options)
    if fitting == len(variable.options):
        return Truth.TRUE
    return Truth.FALSE if fitting == 0 else Truth.UNKNOWN


def given(expression: Expression, chosen: dict[str, str]) -> Expression:
    """The expression with some unknowns settled: `chosen` maps names to options (`true`, `false` for a plain one).

    Raises:
        InputError: `alternative-unknown` if an option is not among the declared ones.
    """
    match expression:
        case OneOf(variable, _):
            return _settled(expression, chosen.get(variable.name))
        case Not(part):
            return Not(given(part, chosen))
        case All(parts):
            return All(tuple(given(part, chosen) for part in parts))
        case Any(parts):
            return Any(tuple(given(part, chosen) for part in parts))
        case AtLeast(k, parts):
            return AtLeast(k, tuple(given(part, chosen) for part in parts))
        case Known(_):
            return expression


def _settled(test: OneOf, option: str | None) -> Expression:
    if option is None:
        return test
    if option not in test.variable.options:
        raise InputError("alternative-unknown", f"'{option}' is not an alternative of '{test.variable.name}'.")
    return YES if option in test.satisfy else NO


def renamed(expression: Expression, names: dict[str, str]) -> Expression:
    """The expression with some unknowns under other names, so that two questions do not share them by accident."""
    match expression:
        case OneOf(variable, satisfy):
            return OneOf(Variable(names.get(variable.name, variable.name), variable.options), satisfy)
        case Not(part):
            return Not(renamed(part, names))
        case All(parts):
            return All(tuple(renamed(part, names) for part in parts))
        case Any(parts):
            return Any(tuple(renamed(part, names) for part in parts))
        case AtLeast(k, parts):
            return AtLeast(k, tuple(renamed(part, names) for part in parts))
        case Known(_):
            return expression
