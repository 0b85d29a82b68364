"""A duty judged on its deadline: done in time, not done in time, or not to be told yet."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import msgspec
import pyarrow.compute as pc

from servanda.errors import InputError
from servanda.findings.author import is_author
from servanda.findings.docket import Docket
from servanda.findings.evidence import happened
from servanda.findings.force import struck
from servanda.findings.identity import finding_id, version_of, with_replies
from servanda.findings.matter import Matter, matter_of
from servanda.findings.question import Question, every, opposite_of, settled, some
from servanda.findings.reads import Reads, reads_of
from servanda.findings.there import is_there
from servanda.findings.verdicts import hinges_named
from servanda.findings.versions import in_force
from servanda.findings.watching import Watched, watched
from servanda.logic import Diagram, Expression, Not, Truth, choose, moment_of, renamed, truth_of, unknown
from servanda.records.agreement import Duty, Term
from servanda.records.decision import Judgement
from servanda.records.finding import Claim, Finding, Hinge, Outcome, Subject, Verdict
from servanda.records.incident import Incident
from servanda.records.time import Interval
from servanda.wording import say

_WHOLE = 1_000_000
"""That something was *not* done is seen only where everything was."""


@dataclass(frozen=True)
class DutyCase:
    """A duty and one party bound by it, with the questions that decide it."""

    term: Term
    party: str
    when: Interval
    force: Question
    kept: Question
    evidence: tuple[str, ...]


def judge_duty(term: Term, docket: Docket) -> list[Finding]:
    """One finding for each party that the duty binds."""
    reads = reads_of(term, docket)
    return [_judged(term, party, docket, reads) for party in sorted(term.binds)]


def _judged(term: Term, party: str, docket: Docket, reads: Reads | None) -> Finding:
    def made() -> Finding:
        return _finding(duty_case(term, party, docket), docket)

    incidents = _incidents(term, party, docket)
    found = None if reads is None else reads.recall(reads.duty(party, incidents), made, party=party)
    about = [incident.id for incident in incidents]
    return with_replies(found or made(), term, docket, about=about)


def duty_case(term: Term, party: str, docket: Docket) -> DutyCase:
    """The questions for one party.

    An act that is certainly before the deadline is doing it, but whether it was all that had to be done nobody can see:
    a body or a monitor has to say so. One that is certainly after it shows that it was still being done. Without
    either, a passed deadline is a breach only if nothing of the place was ever unwatched.
    """
    duty = _duty_of(term)
    span = _span(duty, docket)
    matters = [matter_of(term, incident, docket) for incident in _incidents(term, party, docket)]
    in_time = some(say("findings.asks_done"), [_doing(matter, party, docket, late=False) for matter in matters])
    late = some(say("findings.asks_late"), [_doing(matter, party, docket, late=True) for matter in matters])
    watch = _watch(term, span, docket)
    parts = [in_time, _complete(term, party, docket)]
    kept = _kept(parts, late, _passed(duty, docket), _unseen(term, watch, span, docket))
    now = Interval(start=docket.as_of, end=docket.as_of)
    force = in_force(term, now, docket, version_at=_due(duty, docket))
    names = sorted({name for matter in matters for name in matter.incident.observations})
    return DutyCase(term, party, span, force, kept, (*names, *watch.watches))


def _kept(parts: Sequence[Question], late: Question, passed: Question, unseen: Question) -> Question:
    hinges = (("running", _running(passed)),)
    claim = Claim(kind="running", on=list(passed.rests_on))
    running = Question(say("findings.asks_running"), answer=unknown("running"), hinges=hinges, claim=claim)
    not_late = opposite_of(say("findings.asks_not_late"), late)
    done = every(say("findings.asks_duty_done"), parts)
    not_done = opposite_of(say("findings.asks_not_done"), parts[0])
    not_passed = opposite_of(say("findings.asks_not_passed"), passed)
    return some(
        say("findings.asks_duty"),
        [
            done,
            every(
                say("findings.asks_duty_running"),
                [opposite_of(say("findings.asks_not_whole"), done), not_late, not_passed, running],
            ),
            every(say("findings.asks_duty_unseen"), [not_done, not_late, passed, unseen]),
        ],
    )


def _duty_of(term: Term) -> Duty:
    if term.must is None:
        raise InputError("term-no-duty", f"The term '{term.id}' states no duty.", place=term.id)
    return term.must


def _incidents(term: Term, party: str, docket: Docket) -> list[Incident]:
    act = _duty_of(term).do
    doing = docket.incidents.where(pc.equal(docket.incidents.column("act"), act))
    return [each for each in doing if party in each.by or not each.by]


def _doing(matter: Matter, party: str, docket: Docket, *, late: bool) -> Question:
    """That an incident was the doing of this party, before the deadline or after it."""
    term, incident = matter.term, matter.incident
    after = struck(_duty_of(term).done_by, incident.when, docket)
    when = after if late else opposite_of(say("findings.asks_before_deadline"), after)
    parts = [is_author("asks_operated_by", [party], matter.author, docket), happened(incident, term, docket), when]
    if term.where is not None and term.where.in_:
        parts.append(is_there(term.where.in_, incident, docket))
    return every(say("findings.asks_doing", incident=incident.id), [_renamed(part, incident.id) for part in parts])


def _renamed(question: Question, incident: str) -> Question:
    """Keeps apart unknowns that are asked of several incidents: proof, place and time of each are its own."""
    if question.joined != "leaf":
        return replace(question, parts=tuple(_renamed(part, incident) for part in question.parts))
    names = {name: f"{name}@{incident}" for name, _ in question.hinges if _is_own(name)}
    hinges = tuple((names.get(name, name), hinge) for name, hinge in question.hinges)
    return replace(question, answer=renamed(question.answer, names), hinges=hinges)


def _is_own(name: str) -> bool:
    return name == "proof" or name.startswith(("in:", "time:", "distance:"))


def _passed(duty: Duty, docket: Docket) -> Question:
    return struck(duty.done_by, Interval(start=docket.as_of, end=docket.as_of), docket)


def _due(duty: Duty, docket: Docket) -> Interval:
    """When the version must bind: now, or at the deadline once it has passed: what was due then stays due."""
    moments = moment_of(duty.done_by, docket.calendar)
    ends = {moment.latest for moment in moments if moment.latest is not None and moment.latest == moment.earliest}
    due = min(*ends, docket.as_of) if len(moments) == len(ends) == 1 else docket.as_of
    return Interval(start=due, end=due)


def _span(duty: Duty, docket: Docket) -> Interval:
    """From the first stated moment of the instrument to the deadline, or to now while that is ahead or unknown."""
    stated = [clock.at for clock in docket.agreement.clocks.values() if clock.at is not None]
    ends = [moment.latest for moment in moment_of(duty.done_by, docket.calendar)]
    known = [end for end in ends if end is not None]
    end = max(known) if known and len(known) == len(ends) else docket.as_of
    return Interval(start=min([*stated, end]), end=end)


def _watch(term: Term, span: Interval, docket: Docket) -> Watched:
    place = term.where.in_ if term.where is not None else ""
    standard = msgspec.structs.replace(docket.standard(term), kept_needs_watch=_WHOLE)
    return watched(place, _duty_of(term).do, span, docket, standard)


def _unseen(term: Term, watch: Watched, span: Interval, docket: Docket) -> Question:
    """Whether it may have been done without anybody seeing it."""
    asks = say("findings.asks_unseen")
    place = term.where.in_ if term.where is not None else ""
    claim = Claim(kind="unseen", on=[place], when=span, low=watch.share, limit=_WHOLE)
    if watch.share == _WHOLE:
        return settled(asks, holds=False, rests_on=watch.watches, claim=claim)
    called = docket.call(place) if place else say("findings.everywhere")
    says = say("findings.hinge_unobserved", place=called, share=watch.share, need=_WHOLE)
    hinge = Hinge(cause="unobserved", on=place or term.id, says=says, gaps=list(watch.gaps))
    return Question(asks, answer=unknown("watch"), rests_on=watch.watches, hinges=(("watch", hinge),), claim=claim)


def _complete(term: Term, party: str, docket: Docket) -> Question:
    """Whether all that had to be done was done, as a body or a monitor of the instrument judged last.

    While there is time, that something is missing decides nothing.
    """
    asks, claim = say("findings.asks_complete"), Claim(kind="complete", on=[party])
    found = _judgements(term, party, docket)
    if found:
        return settled(asks, holds=found[-1].answer == "yes", rests_on=[found[-1].id], claim=claim)
    hinge = Hinge(cause="judgement", on="complete", says=say("findings.hinge_complete"))
    return Question(asks, answer=unknown("complete"), hinges=(("complete", hinge),), claim=claim)


def _judgements(term: Term, party: str, docket: Docket) -> list[Judgement]:
    """What bodies and monitors of the instrument said of it, in order of time."""
    able = {name for name, each in docket.agreement.parties.items() if each.role in {"body", "monitor"}}
    found = [
        each
        for each in docket.facts.judgements
        if each.question == term.id and each.about == f"party:{party}" and each.body in able
        if each.at <= docket.as_of and (each.answer == "yes" or (each.answer == "no" and _over(term, each.at, docket)))
    ]
    return sorted(found, key=lambda each: (each.at, each.id))


def _affirmed(term: Term, party: str, docket: Docket) -> datetime | None:
    """Since when it stands that all was done; saying so again does not make it later."""
    since: datetime | None = None
    for each in _judgements(term, party, docket):
        since = (since or each.at) if each.answer == "yes" else None
    return since


def _over(term: Term, moment: datetime, docket: Docket) -> bool:
    over = struck(_duty_of(term).done_by, Interval(start=moment, end=moment), docket)
    return truth_of(over.expression()) is Truth.TRUE


def _running(passed: Question) -> Hinge:
    clock = passed.rests_on[0] if passed.rests_on else "deadline"
    return Hinge(cause="pending_clock", on=clock, says=say("findings.hinge_running", clock=clock))


def duty_diagram(case: DutyCase) -> Diagram:
    """The decision diagram of a duty."""
    cases: list[tuple[Expression, str]] = [
        (Not(case.force.expression()), "not_in_force"),
        (case.kept.expression(), "kept"),
    ]
    return choose(cases, otherwise="breached")


def _finding(case: DutyCase, docket: Docket) -> Finding:
    diagram = duty_diagram(case)
    reached = diagram.outcomes()
    verdict: Verdict = "undetermined"
    for settled_as in ("kept", "breached", "not_in_force"):
        if reached == {settled_as}:
            verdict = settled_as
    place = case.term.where.in_ if case.term.where is not None else ""
    subject = Subject(kind="duty", id=case.term.id, when=case.when, place=place)
    named = dict((*case.kept.all_hinges(), *case.force.all_hinges()))
    return Finding(
        id=finding_id(case.term, subject, docket, party=case.party),
        agreement=version_of(docket),
        term=case.term.id,
        subject=subject,
        outcome=Outcome(
            verdict=verdict,
            by=[case.party],
            attribution="not_applicable" if verdict in {"kept", "not_in_force"} else "established",
        ),
        hinges=hinges_named(diagram.hinges(), named) if verdict == "undetermined" else [],
        evidence=sorted(case.evidence),
        since=_affirmed(case.term, case.party, docket) if verdict in {"kept", "undetermined"} else None,
    )
