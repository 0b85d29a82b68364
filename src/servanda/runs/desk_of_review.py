"""What a desk for reviewing asks: what comes next, what a decision would do, and the way back; plain functions."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from servanda.errors import InputError
from servanda.ledger import Ledger, Signer
from servanda.records.decision import Decision
from servanda.records.statement import Statement
from servanda.runs.reviewing import Pending, Verdict, Wanted, decide, decision_on, pending


@dataclass(frozen=True)
class Effect:
    """What a decision would do; nothing of it is written."""

    decision: Decision
    """The decision as it would be recorded, but for the moment."""
    before: str
    """What counts now: accept, edit, reject, unsure; empty while nobody has decided."""
    after: str
    """What would count."""
    read: Statement
    """The statement as it would be read from then on."""
    replaces: str
    """Decision that would count no more, though it stays on the record; empty if there is none."""


def effect(one: Pending, verdict: Verdict) -> Effect:
    """What a verdict would do to a proposal.

    Raises:
        InputError: as `decision_on`.
    """
    decision = decision_on(one.statement, verdict)
    then = Pending(one.statement, one.text, (*one.decisions, decision))
    standing = one.standing
    return Effect(decision, one.state, then.state, then.read, standing[-1].id if standing else "")


def following(waiting: Sequence[Pending], name: str) -> str:
    """Name of the next undecided proposal after one, beginning anew at the end; empty when all are decided."""
    names = [one.statement.id for one in waiting]
    at = names.index(name) + 1 if name in names else 0
    return next((one.statement.id for one in (*waiting[at:], *waiting[:at]) if not one.state), "")


def current(case: Path, name: str) -> Pending | None:
    """A proposal as the ledger has it now: somebody else may have decided meanwhile."""
    with Ledger.open(case / "ledger") as ledger:
        found = pending(case, ledger, Wanted(decided=True))
    return next((one for one in found if one.statement.id == name), None)


def take_back(case: Path, one: Pending, verdict: Verdict, signer: Signer) -> Decision:
    """Take back the last decision about a proposal that counts: a decision of its own, which erases nothing.

    Raises:
        InputError: `decision-undoes-nothing`.
        ExternalError: another writer has the ledger open.
    """
    if not one.standing:
        says = f"Nobody has decided about 'statement:{one.statement.id}'."
        raise InputError("decision-undoes-nothing", says, hint="Decide first.")
    others = (f"decision:{one.standing[-1].id}",)
    back = Verdict("undo", verdict.by, verdict.role, {}, verdict.at, others=others)
    return decide(case, one.statement.id, back, signer)
