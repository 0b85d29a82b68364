"""The islands of agreement: agreed and contested facts, positions that meet and that part. No recommendation."""

from servanda.reports.citations import Line
from servanda.reports.formats import joined
from servanda.reports.page import Part
from servanda.reports.said.against import with_chains
from servanda.reports.said.told import Told, capitals
from servanda.statements import issue_name
from servanda.statements.derived import Island
from servanda.wording import say

_SHORES = ("agreed-fact", "contested-fact", "convergent-norm", "divergent-norm", "single-fact")


def islands_of(told: Told) -> tuple[Part, ...]:
    """One section for each shore; an empty one says so."""
    return capitals(_shore(told, shore) for shore in _SHORES)


def _shore(told: Told, shore: str) -> Part:
    lines = [_line(told, one) for one in told.islands if one.shore == shore]
    if shore == "divergent-norm":
        pairs = [one for one in told.opposed if one.kind in {"demand-reject", "offer-refusal", "own-words"}]
        lines += with_chains(told, pairs)
    none = (Line(say("said.island-none"), ("ledger",)),)
    return Part(anchor=shore, title=say(f"said.island-{shore}"), lines=tuple(lines) or none)


def _line(told: Told, one: Island) -> Line:
    rests = tuple(one.statements)
    if one.sides:
        return Line(say("said.norm", issue=issue_name(one.issue), who=joined(told.who(one.sides), "; ")), rests)
    if one.shore == "contested-fact":
        return Line(say("said.island-versus", one=told.claim(rests[0]), two=told.claim(rests[1])), rests)
    return Line(say("said.claim", claim=told.claim(rests[0])), rests)
