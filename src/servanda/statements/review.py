"""Decisions of people about proposals: a rule proposes, a person decides; no author approves a proposal of its own."""

from collections.abc import Sequence

import msgspec

from servanda.records.decision import Decision
from servanda.records.rejection import Rejection
from servanda.records.statement import Statement
from servanda.statements.correcting import corrected, wrong
from servanda.statements.undoing import in_force

_OURS = frozenset({"accept", "reject", "unsure", "edit"})


class Reviewed(msgspec.Struct, frozen=True, kw_only=True):
    """Proposals sorted by what people decided."""

    accepted: list[Statement]
    """Accepted, in the words and with the corrections of the person who edited it; only these support anything."""
    rejected: list[Statement]
    """Rejected by a person."""
    unsure: list[Statement]
    """Left unsure by a person."""
    undecided: list[Statement]
    """Still in the inbox."""
    rejections: list[Rejection]
    """Decisions that could not be taken."""


def review(proposals: Sequence[Statement], decisions: Sequence[Decision]) -> Reviewed:
    """Apply dated decisions to proposals; the last decision about a statement counts, in order of time, then name.

    `edit` accepts with another paraphrase or reading; it and `accept` may carry `says`. What was taken back by an
    `undo` counts no more, though it stays on the record. A decision about an unknown statement,
    of a kind that is not made about statements, or by the proposing rule itself comes back as a rejection.
    """
    known = {one.id: one for one in sorted(proposals, key=lambda one: one.id)}
    verdicts: dict[str, str] = {}
    edits: dict[str, Statement] = {}
    standing, rejections = in_force([one for one in decisions if one.about.startswith("statement:")])
    for decision in standing:
        name = decision.about.removeprefix("statement:")
        refused = _refusal(decision, known.get(name))
        if refused is not None:
            rejections.append(refused)
            continue
        verdicts[name] = "accept" if decision.does == "edit" else decision.does
        if decision.says or decision.corrects:
            edits[name] = edited(known[name], decision)
    taken = {
        verdict: [edits.get(name, one) for name, one in known.items() if verdicts.get(name, "") == verdict]
        for verdict in ("accept", "reject", "unsure", "")
    }
    return Reviewed(
        accepted=taken["accept"],
        rejected=taken["reject"],
        unsure=taken["unsure"],
        undecided=taken[""],
        rejections=rejections,
    )


def edited(one: Statement, decision: Decision) -> Statement:
    """The statement in the words and the reading of a decision; languages it leaves out stay as proposed."""
    read = corrected(one, decision.corrects)
    return msgspec.structs.replace(read, says={**read.says, **decision.says})


def _refusal(decision: Decision, statement: Statement | None) -> Rejection | None:
    if statement is None:
        says = f"Decision '{decision.id}' is about '{decision.about}', which no proposal has."
        return _rejection(decision, "decision-about-unknown-statement", says, "Read the source again and use its ids.")
    if decision.does not in _OURS:
        says = f"Decision '{decision.id}' does '{decision.does}', which cannot be done to a statement."
        return _rejection(decision, "decision-not-for-statements", says, "Use accept, edit, reject or unsure.")
    if decision.by == statement.rule and statement.rule:
        says = f"Decision '{decision.id}' is by '{decision.by}', the rule that proposed {statement.id}."
        return _rejection(decision, "decision-by-the-proposer", says, "Let a person decide.")
    found = wrong(statement, decision)
    if found is not None:
        code, says, hint = found
        return _rejection(decision, code, f"Decision '{decision.id}': {says}", hint)
    if decision.does == "edit" and not decision.says and not decision.corrects:
        says = f"Decision '{decision.id}' edits {statement.id} without a new paraphrase."
        return _rejection(decision, "decision-edit-without-words", says, "Give `says` or `corrects`, or use accept.")
    return None


def _rejection(decision: Decision, code: str, says: str, hint: str) -> Rejection:
    return Rejection(kind="decision", place=decision.id, code=code, says=says, hint=hint)
