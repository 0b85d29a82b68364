"""Exceptions: conditions over notices, authorisations, recorded acts, judgements and the author."""

from servanda.errors import InputError
from servanda.findings.author import is_author
from servanda.findings.docket import Docket
from servanda.findings.ground import open_hinges, open_term
from servanda.findings.matter import Matter
from servanda.findings.notices import is_notified
from servanda.findings.question import Question, every, opposite_of, settled, some
from servanda.findings.recorded import is_authorised, is_recorded
from servanda.logic import OneOf, reading_variable, unknown
from servanda.records.agreement import Condition, Exemption, Judged
from servanda.records.decision import Judgement
from servanda.records.finding import Hinge
from servanda.wording import say


def applies(exemption: Exemption, matter: Matter) -> Question:
    """Whether an exception applies to an incident.

    Raises:
        InputError: `condition-empty` if a condition states nothing.
    """
    return every(
        say("findings.asks_exemption", exemption=exemption.id, cite=exemption.cite), [holds(exemption.when, matter)]
    )


def holds(condition: Condition, matter: Matter) -> Question:
    """Whether a condition holds of an incident."""
    if condition.all is not None:
        return every(say("findings.asks_all"), [holds(part, matter) for part in condition.all])
    if condition.any is not None:
        return some(say("findings.asks_any"), [holds(part, matter) for part in condition.any])
    if condition.not_ is not None:
        return opposite_of(say("findings.asks_not"), holds(condition.not_, matter))
    return _by_record(condition, matter) or _by_people(condition, matter)


def _by_record(condition: Condition, matter: Matter) -> Question | None:
    if condition.notified is not None:
        return is_notified(condition.notified, matter)
    if condition.authorised_by is not None:
        return is_authorised(condition.authorised_by, matter)
    if condition.before_it is not None:
        return is_recorded(condition.before_it, matter, before=True)
    if condition.after_it is not None:
        return is_recorded(condition.after_it, matter, before=False)
    return None


def _by_people(condition: Condition, matter: Matter) -> Question:
    if condition.operated_by is not None:
        return is_author("asks_operated", [condition.operated_by], matter.author, matter.docket)
    if condition.judged is not None:
        return _is_judged(condition.judged, matter)
    if condition.open is not None:
        return _is_left_open(condition.open, matter.docket)
    raise InputError("condition-empty", f"A condition of '{matter.term.id}' states nothing.", place=matter.term.id)


def _is_judged(judged: Judged, matter: Matter) -> Question:
    body = matter.docket.call(judged.by)
    asks = say("findings.asks_judged", body=body, question=matter.docket.question_of(judged.question))
    found = _judgement(judged, matter)
    if found is not None and found.answer in {"yes", "no"}:
        return settled(asks, holds=found.answer == "yes", rests_on=[found.id])
    name = f"judged:{judged.question}:{judged.by}"
    says = say("findings.hinge_judgement", body=body, question=matter.docket.question_of(judged.question))
    return Question(asks, answer=unknown(name), hinges=((name, Hinge(cause="judgement", on=judged.by, says=says)),))


def _judgement(judged: Judged, matter: Matter) -> Judgement | None:
    """What the named body judged last, about this incident or about the question as such."""
    about = {"", matter.incident.id, f"incident:{matter.incident.id}"}
    found = [
        each
        for each in matter.docket.facts.judgements
        if each.question == judged.question
        and each.body == judged.by
        and each.about in about
        and each.at <= matter.docket.as_of
    ]
    return max(found, key=lambda each: (each.about != "", each.at, each.id), default=None)


def _is_left_open(name: str, docket: Docket) -> Question:
    """Whether a condition that the text leaves open holds: by its readings, if they say yes or no."""
    asks = say("findings.asks_open", question=docket.question_of(name))
    term = open_term(name, docket)
    said = {reading: read.value for reading, read in term.readings.items() if read.value in {"yes", "no"}}
    if term.settled in said:
        return settled(asks, holds=said[term.settled] == "yes", rests_on=[name])
    variable = reading_variable(name, term)
    hinges = tuple(open_hinges(name, docket))
    if variable is None or len(said) < len(term.readings):
        return Question(asks, answer=unknown(f"unsettled:{name}"), rests_on=(name,), hinges=hinges)
    yes = frozenset(reading for reading, value in said.items() if value == "yes")
    return Question(asks, answer=OneOf(variable, yes), rests_on=(name,), hinges=hinges)
