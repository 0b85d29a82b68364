"""Conditions with unknowns → what can still come out, and what exactly it hinges on.

In: conditions over settled answers, plain unknowns and declared alternatives (author, class of weapon, reading of an
open term). Out: the outcomes that can still be reached and their complete and minimal hinges; truth by strong Kleene
logic inside a condition and by supervaluation over alternatives; flip points; moments of clocks. Used alike by terms,
guards and procedures. No records go in and none come out, except clocks.

>>> author = Variable("author", ("A", "B"))
>>> someone_bound_fired = Any((OneOf(author, frozenset({"A"})), OneOf(author, frozenset({"B"}))))
>>> truth_of(someone_bound_fired), kleene(someone_bound_fired)
(<Truth.TRUE: 'true'>, <Truth.UNKNOWN: 'unknown'>)
>>> decide(All((someone_bound_fired, unknown("in the zone")))).hinges()
[Variable(name='in the zone', options=('false', 'true'))]
"""

from servanda.logic.clocks import Calendar, Moment, Wait, moment_of, reading_variable
from servanda.logic.days import WEEK, CountedIn, Days
from servanda.logic.diagram import Diagram, choose, decide, holding, truth_of
from servanda.logic.expressions import (
    NO,
    YES,
    All,
    Any,
    AtLeast,
    Expression,
    Known,
    Not,
    OneOf,
    Variable,
    given,
    kleene,
    renamed,
    unknown,
    variables_of,
)
from servanda.logic.flip import FlipPoint, flip_point
from servanda.logic.quiet import Disturbance, Spell, quiet_after
from servanda.logic.truth import Truth, all_of, any_of, at_least, opposite

__all__ = [
    "NO",
    "WEEK",
    "YES",
    "All",
    "Any",
    "AtLeast",
    "Calendar",
    "CountedIn",
    "Days",
    "Diagram",
    "Disturbance",
    "Expression",
    "FlipPoint",
    "Known",
    "Moment",
    "Not",
    "OneOf",
    "Spell",
    "Truth",
    "Variable",
    "Wait",
    "all_of",
    "any_of",
    "at_least",
    "choose",
    "decide",
    "flip_point",
    "given",
    "holding",
    "kleene",
    "moment_of",
    "opposite",
    "quiet_after",
    "reading_variable",
    "renamed",
    "truth_of",
    "unknown",
    "variables_of",
]
