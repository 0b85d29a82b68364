"""Oppositions in words, with both chains."""

from collections.abc import Iterable, Sequence

from servanda.records.record import Wording
from servanda.reports.citations import Line
from servanda.reports.formats import joined
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


def with_chains(told: Told, pairs: Iterable[Opposed]) -> list[Line]:
    """Oppositions with the chains of both sides; what several statements tell of the same sides is told once."""
    groups: dict[str, list[Opposed]] = {}
    for one in pairs:
        groups.setdefault(f"{one.kind} {against_line(told, one).says}", []).append(one)
    return [_spelled_out(told, same) for same in groups.values()]


def _spelled_out(told: Told, same: Sequence[Opposed]) -> Line:
    left, right = (list(dict.fromkeys(names)) for names in ([one.left for one in same], [one.right for one in same]))
    line = against_line(told, same[0])
    says = say("said.chains", line=line.says, one=_chains(told, left), two=_chains(told, right))
    return Line(says, (*left, *right))


def _chains(told: Told, names: Iterable[str]) -> Wording:
    return joined({chain["en"]: chain for chain in map(told.chain, names)}.values(), "; ")
