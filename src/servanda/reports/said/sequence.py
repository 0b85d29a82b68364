"""Who waits for whom and what for what, and which unknown stands in the way; and how statements stand to each other."""

from collections.abc import Sequence

from servanda.records.record import Wording
from servanda.reports.citations import Line
from servanda.reports.formats import inner, joined
from servanda.reports.page import Part
from servanda.reports.said.against import with_chains
from servanda.reports.said.told import Told, capitals
from servanda.statements import issue_name
from servanda.statements.derived import Step
from servanda.wording import say

_CLAIMS = frozenset({"condition", "sequence", "report", "meeting", "representation"})
"""Frames that are themselves what a condition governs: our words for the statement say it best."""


def sequence_of(told: Told) -> tuple[Part, ...]:
    """Awaited signals, and the order of steps, which is derived and says so."""
    none = (Line(say("said.waits-none"), ("ledger",)),)
    signals = tuple(signal_lines(told)) or none
    steps = tuple(step_lines(told)) or none
    return capitals(
        (
            Part(anchor="signals", title=say("said.part-signals"), lines=signals),
            Part(anchor="sequence", title=say("said.part-sequence"), lines=steps),
        )
    )


def relations_of(told: Told) -> tuple[Part, ...]:
    """What stands against what, with both chains; and every other relation between accepted statements."""
    none = (Line(say("said.island-none"), ("ledger",)),)
    beside = [
        Line(
            say(f"said.relation-{one.kind}", later=told.claim(one.later), earlier=told.claim(one.earlier)),
            (one.later, one.earlier),
        )
        for one in told.relations
    ]
    return capitals(
        (
            Part(
                anchor="opposed", title=say("said.part-opposed"), lines=tuple(with_chains(told, told.opposed)) or none
            ),
            Part(anchor="relations", title=say("said.part-relations"), lines=tuple(beside) or none),
        )
    )


def signal_lines(told: Told) -> list[Line]:
    """Who awaits whose signal."""
    return [_step(told, [one]) for one in told.steps if not one.says]


def step_lines(told: Told) -> list[Line]:
    """What waits for what: first where an open question stands in the way; the same order is told once."""
    groups: dict[tuple[str, str], list[Step]] = {}
    for one in sorted(told.steps, key=lambda step: not step.blocked_by):
        if one.says:
            groups.setdefault((str(one.says), one.statement if _is_claim(told, one) else ""), []).append(one)
    return [_step(told, same) for same in groups.values()]


def _is_claim(told: Told, step: Step) -> bool:
    return told.known[step.statement].frame in _CLAIMS


def _step(told: Told, same: Sequence[Step]) -> Line:
    step, rests = same[0], tuple(one.statement for one in same)
    waits = told.parties(dict.fromkeys(actor for one in same for actor in one.waits))
    if not step.says:
        issue = issue_name(step.issue)
        said = say("said.waits-signal", actors=waits, whom=told.parties(step.whom), issue=issue)
    elif _is_claim(told, step):
        said = say("said.claim", claim=told.claim(step.statement))
    elif step.waits:
        said = say("said.step-who", actors=waits, says=step.says)
    else:
        said = say("said.step", says=step.says)
    blocked = tuple(dict.fromkeys(name for one in same for name in one.blocked_by))
    if not blocked:
        return Line(said, rests)
    open_ = {str(words): words for words in (question_of(told, name) for name in blocked)}
    return Line(say("said.blocked", line=said, what=joined(open_.values(), "; ")), (*rests, *blocked))


def question_of(told: Told, name: str) -> Wording:
    """What is open: the matter and the part of it; where no part is named, our words for it."""
    one = told.known[name]
    if one.slot in {"", "other"} or one.issue in {"", "other"}:
        return told.claim(name)
    return inner(say("said.open", issue=issue_name(one.issue), slot=say(f"statements.slot-{one.slot}")))
