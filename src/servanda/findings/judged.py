"""What only people can judge: a recorded judgement of a named body, or a hinge on that body."""

from servanda.findings.matter import Matter
from servanda.findings.question import Question, settled
from servanda.logic import unknown
from servanda.records.agreement import Judged
from servanda.records.decision import Judgement
from servanda.records.finding import Claim, Hinge
from servanda.wording import say


def is_judged(judged: Judged, matter: Matter) -> Question:
    """Whether a body has judged a question so, about this incident or as such."""
    body = matter.docket.call(judged.by)
    asks = say("findings.asks_judged", body=body, question=matter.docket.question_of(judged.question))
    claim = Claim(kind="judged", on=[judged.question, judged.by], about=matter.incident.id)
    found = _judgement(judged, matter)
    if found is not None and found.answer in {"yes", "no"}:
        return settled(asks, holds=found.answer == "yes", rests_on=[found.id], claim=claim)
    name = f"judged:{judged.question}:{judged.by}"
    says = say("findings.hinge_judgement", body=body, question=matter.docket.question_of(judged.question))
    hinge = Hinge(cause="judgement", on=judged.by, says=says)
    return Question(asks, answer=unknown(name), hinges=((name, hinge),), claim=claim)


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
