"""Oppositions in words, with both chains."""

from servanda.reports.citations import Line
from servanda.reports.said.told import Told
from servanda.statements import issue_name
from servanda.statements.derived import Opposed
from servanda.wording import say


def against_line(told: Told, one: Opposed) -> Line:
    """One opposition: who stands against whom, and through which chains we know it."""
    left, right = told.known[one.left], told.known[one.right]
    line = say(
        f"said.against-{one.kind}",
        issue=issue_name(one.issue),
        left=told.parties(left.actors),
        right=told.parties(right.actors),
        one=told.claim(one.left),
        two=told.claim(one.right),
    )
    return Line(line, (one.left, one.right))


def with_chains(told: Told, one: Opposed) -> Line:
    """The same with both chains spelled out."""
    line = against_line(told, one)
    says = say("said.chains", line=line.says, one=told.chain(one.left), two=told.chain(one.right))
    return Line(says, line.support)
