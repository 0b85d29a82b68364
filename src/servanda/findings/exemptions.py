"""Conditions of terms: over notices, authorisations, recorded acts, judgements, the author, place and size."""

from servanda.errors import InputError
from servanda.findings.answering import is_answer
from servanda.findings.author import is_author
from servanda.findings.docket import Docket
from servanda.findings.ground import open_hinges, open_term
from servanda.findings.judged import is_judged
from servanda.findings.matter import Matter
from servanda.findings.notices import is_notified
from servanda.findings.ordered import are_in_order, is_recorded
from servanda.findings.question import Question, every, opposite_of, settled, some
from servanda.findings.recorded import is_authorised
from servanda.findings.sizes import reaches
from servanda.findings.there import is_there
from servanda.logic import OneOf, reading_variable, unknown
from servanda.records.agreement import Condition, Exemption
from servanda.records.finding import Claim
from servanda.wording import say


def applies(exemption: Exemption, matter: Matter) -> Question:
    """Whether an exception applies to an incident.

    Raises:
        InputError: `condition-empty` if a condition states nothing.
    """
    asks = say("findings.asks_exemption", exemption=exemption.id, cite=exemption.cite)
    return every(asks, [holds(exemption.when, matter)]).citing(exemption.cite, exemption.says)


def holds(condition: Condition, matter: Matter) -> Question:
    """Whether a condition holds of an incident."""
    if condition.all is not None:
        return every(say("findings.asks_all"), [holds(part, matter) for part in condition.all])
    if condition.any is not None:
        return some(say("findings.asks_any"), [holds(part, matter) for part in condition.any])
    if condition.not_ is not None:
        return opposite_of(say("findings.asks_not"), holds(condition.not_, matter))
    return _by_record(condition, matter) or _by_act(condition, matter) or _by_people(condition, matter)


def _by_record(condition: Condition, matter: Matter) -> Question | None:
    if condition.notified is not None:
        return is_notified(condition.notified, matter)
    if condition.authorised_by is not None:
        return is_authorised(condition.authorised_by, matter)
    if condition.before_it is not None:
        return is_recorded(condition.before_it, matter, before=True)
    if condition.after_it is not None:
        return is_recorded(condition.after_it, matter, before=False)
    if condition.in_order is not None:
        return are_in_order(condition.in_order, matter)
    return is_answer(condition.answers, matter) if condition.answers is not None else None


def _by_act(condition: Condition, matter: Matter) -> Question | None:
    """What is asked of the act itself: by whom, where, how large."""
    if condition.operated_by is not None:
        return is_author("asks_operated", [condition.operated_by], matter.author, matter.docket)
    if condition.inside is not None:
        return is_there(condition.inside, matter.incident, matter.docket)
    return reaches(condition.size, matter) if condition.size is not None else None


def _by_people(condition: Condition, matter: Matter) -> Question:
    if condition.judged is not None:
        return is_judged(condition.judged, matter)
    if condition.open is not None:
        return _is_left_open(condition.open, matter.docket)
    if condition.findings is not None:
        says = f"A condition of '{matter.term.id}' counts findings: a term cannot be judged by what it is judged to be."
        hint = "Count breaches in a trigger or in the guard of a step."
        raise InputError("findings-outside-steps", says, place=matter.term.id, hint=hint)
    raise InputError("condition-empty", f"A condition of '{matter.term.id}' states nothing.", place=matter.term.id)


def _is_left_open(name: str, docket: Docket) -> Question:
    """Whether a condition that the text leaves open holds: by its readings, if they say yes or no."""
    asks = say("findings.asks_open", question=docket.question_of(name))
    claim = Claim(kind="open", on=[name])
    term = open_term(name, docket)
    said = {reading: read.value for reading, read in term.readings.items() if read.value in {"yes", "no"}}
    if term.settled in said:
        return settled(asks, holds=said[term.settled] == "yes", rests_on=[name], claim=claim)
    variable = reading_variable(name, term)
    hinges = tuple(open_hinges(name, docket))
    if variable is None or len(said) < len(term.readings):
        return Question(asks, answer=unknown(f"unsettled:{name}"), rests_on=(name,), hinges=hinges, claim=claim)
    yes = frozenset(reading for reading, value in said.items() if value == "yes")
    return Question(asks, answer=OneOf(variable, yes), rests_on=(name,), hinges=hinges, claim=claim)
