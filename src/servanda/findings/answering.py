"""Whether an act answers another: the other is on record before it, and a named body has judged so. Never computed."""

from dataclasses import replace

from servanda.findings.judged import is_judged
from servanda.findings.matter import Matter
from servanda.findings.numbers import number_hinges
from servanda.findings.ordered import Candidate, candidates, described, span_gauges, spanned
from servanda.findings.question import Question, every
from servanda.findings.recorded import asked_of_record, called, register_of
from servanda.logic import YES, All, Expression, OneOf
from servanda.records.agreement import Answers, Judged
from servanda.records.agreement import Sequence as Recorded
from servanda.wording import say


def is_answer(answers: Answers, matter: Matter) -> Question:
    """Whether the act answers another that is on record, as a body has judged of this act or as such."""
    body = matter.docket.call(answers.judged_by)
    return every(
        say("findings.asks_answers", event=called(answers.event), body=body),
        [_on_record(answers, matter), is_judged(Judged(question=answers.event, by=answers.judged_by), matter)],
    )


def _on_record(answers: Answers, matter: Matter) -> Question:
    """Whether the other act is on record before this one, by somebody else: nobody answers himself."""
    wanted = Recorded(event=answers.event, within=answers.within)
    found = [
        replace(each, fits=All((each.fits, _by_another(each, matter))))
        for each in candidates(wanted, matter, before=True, theirs=True)
    ]
    cases = [(each.act.id, All((each.fits, each.near))) for each in found]
    listed = register_of(answers.event, "", answers, spanned(answers.within, found, matter, before=True))
    asks = say("findings.asks_before", event=described(wanted, matter))
    question = asked_of_record(asks, cases, matter, register=listed, what="answered")
    return replace(
        question,
        hinges=(*question.hinges, *number_hinges(answers.within, matter.docket)),
        gauges=span_gauges(answers.within, found, matter, before=True),
    )


def _by_another(each: Candidate, matter: Matter) -> Expression:
    others = frozenset(matter.author.options) - {each.act.by}
    return OneOf(matter.author, others) if each.act.by in matter.author.options else YES
