"""Preconditions of steps: what a named body must have judged, how many breaches must have been counted."""

from collections.abc import Iterable

from servanda.logic import Truth, all_of, any_of, opposite
from servanda.records.decision import Judgement
from servanda.records.term import Condition, Judged
from servanda.responses.counting import counted_gate
from servanda.responses.gates import Gate
from servanda.responses.ground import Doubt, Ground, distinct
from servanda.responses.worlds import question_of, reading_of
from servanda.wording import say

_ANSWERS = {"yes": Truth.TRUE, "no": Truth.FALSE}


OPEN_GATE = Gate(Truth.TRUE)


def gate_of(condition: Condition | None, ground: Ground) -> Gate:
    """Evaluate a precondition; a step without one is always free to open.

    Only judgements, settled open terms and counts of breaches can be known here; every other atom (a notice, an order)
    is about an act on the ground and stays unknown, with its name.
    """
    if condition is None:
        return OPEN_GATE
    for parts, join in ((condition.all, all_of), (condition.any, any_of)):
        if parts is not None:
            gates = [gate_of(part, ground) for part in parts]
            return _joined(gates, join([gate.truth for gate in gates]), all_needed=join is all_of)
    if condition.not_ is not None:
        inner = gate_of(condition.not_, ground)
        return Gate(opposite(inner.truth), inner.since, inner.doubts, inner.rests_on)
    return _of_atom(condition, ground)


def _of_atom(condition: Condition, ground: Ground) -> Gate:
    if condition.judged is not None:
        return _judged(condition.judged, ground)
    if condition.open is not None:
        return _open(condition.open, ground)
    if condition.findings is not None:
        return counted_gate(condition.findings, ground)
    return Gate(Truth.UNKNOWN, doubts=(Doubt(_atom(condition), say("responses.not_recorded", what=_atom(condition))),))


def _joined(gates: list[Gate], truth: Truth, *, all_needed: bool) -> Gate:
    if truth is Truth.UNKNOWN:
        return Gate(truth, doubts=distinct(doubt for gate in gates for doubt in gate.doubts))
    deciding = [gate for gate in gates if gate.truth is truth]
    waits = [gate.pending for gate in deciding if gate.pending]
    if truth is Truth.FALSE and (len(waits) == len(deciding) or (waits and not all_needed)):
        return Gate(truth, pending=tuple(says for each in waits for says in each))
    moments = [gate.since for gate in deciding if gate.since is not None]
    rests_on = tuple(sorted({name for gate in deciding for name in gate.rests_on}))
    last_needed = all_needed == (truth is Truth.TRUE)
    if last_needed:
        return Gate(truth, max(moments, default=None), rests_on=rests_on)
    return Gate(truth, min(moments) if len(moments) == len(deciding) and moments else None, rests_on=rests_on)


def _judged(judged: Judged, ground: Ground) -> Gate:
    concerned = [found for found in ground.judgements if _concerns(found, judged, ground)]
    latest = max((found.at for found in concerned), default=None)
    last = [found for found in concerned if found.at == latest]
    answers = {_answer(found, ground) for found in last}
    if len(answers) == 1 and (answer := answers.pop()) is not Truth.UNKNOWN:
        return Gate(answer, latest, rests_on=tuple(sorted(found.id for found in last)))
    question = question_of(ground.agreement, judged.question)
    key = "responses.judgements_disagree" if last else "responses.not_judged"
    return Gate(
        Truth.UNKNOWN, doubts=(Doubt(judged.question, say(key, body=ground.name_of(judged.by), question=question)),)
    )


def _concerns(found: Judgement, judged: Judged, ground: Ground) -> bool:
    start = ground.start
    about = ("", f"response:{start.id}", f"procedure:{ground.reference}", *start.subjects)
    findings = tuple(f"finding:{name}" for name in (*start.findings, *start.joined))
    return found.question == judged.question and found.body == judged.by and found.about in about + findings


def _answer(found: Judgement, ground: Ground) -> Truth:
    """`yes`, `no`, or a reading of the open term whose value is `yes` or `no`."""
    if found.answer in _ANSWERS:
        return _ANSWERS[found.answer]
    reading = reading_of(ground.agreement, found.question, {found.question: found.answer})
    return _ANSWERS.get(str(reading.value) if reading is not None else "", Truth.UNKNOWN)


def _open(term: str, ground: Ground) -> Gate:
    known = ground.agreement.open.get(term)
    reading = known.readings.get(known.settled) if known is not None else None
    settled = _ANSWERS.get(str(reading.value)) if reading is not None else None
    if settled is not None:
        return Gate(settled)
    return Gate(
        Truth.UNKNOWN, doubts=(Doubt(term, say("responses.left_open", question=question_of(ground.agreement, term))),)
    )


def _atom(condition: Condition) -> str:
    fields: Iterable[str] = (
        *("notified", "authorised_by", "operated_by", "before_it", "after_it", "inside", "in_order", "answers", "size"),
    )
    return next((name for name in fields if getattr(condition, name) is not None), "condition")
