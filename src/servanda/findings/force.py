"""Whether a clock had struck at a time, and what that hinges on; windows are half-open."""

from collections.abc import Iterable

from servanda.findings.docket import Docket
from servanda.findings.ground import open_hinge
from servanda.findings.question import Question
from servanda.logic import NO, YES, All, Any, Expression, Moment, Truth, moment_of, unknown, variables_of
from servanda.records.finding import Claim, Hinge
from servanda.records.time import Interval
from servanda.wording import say


def struck(clock: str, when: Interval, docket: Docket) -> Question:
    """Whether a clock had struck at a time: at all of it, at none of it, or perhaps only at a part."""
    moments = moment_of(clock, docket.calendar)
    hinges: dict[str, Hinge] = {}
    cases: list[Expression] = []
    for moment in moments:
        answer, named = _at(clock, moment, when, docket)
        hinges.update(named)
        hinges.update(_hinges_of(moment.given, clock, docket))
        cases.append(All((moment.given, answer)))
    return Question(
        say("findings.asks_struck", clock=clock),
        answer=Any(tuple(cases)),
        rests_on=(clock,),
        hinges=tuple(sorted(hinges.items())),
        claim=Claim(kind="clock", on=[clock], when=when),
    )


def _at(clock: str, moment: Moment, when: Interval, docket: Docket) -> tuple[Expression, dict[str, Hinge]]:
    truth = truth_at(moment, when)
    if truth is not Truth.UNKNOWN:
        return (YES if truth is Truth.TRUE else NO), {}
    if moment.waits_for and (moment.latest is None or moment.earliest is None):
        # of each clock its own: that one has struck says nothing of another that waits for the same event
        hinges = {f"{wait.cause}:{wait.on}@{clock}": _waiting(wait.cause, wait.on, docket) for wait in moment.waits_for}
        return All(tuple(unknown(name) for name in hinges)), hinges
    name = f"time:{clock}"
    says = say("findings.hinge_time", clock=clock)
    return unknown(name), {name: Hinge(cause="measurement", on=clock, says=says)}


def truth_at(moment: Moment, when: Interval) -> Truth:
    """Whether a moment had come before all of a time, after all of it, or neither for certain."""
    if when.start is not None and moment.has_struck_by(when.start) is Truth.TRUE:
        return Truth.TRUE
    if moment.never:
        return Truth.FALSE
    if moment.earliest is None or when.end is None:
        return Truth.UNKNOWN
    instant = when.start == when.end
    before = when.end < moment.earliest if instant else when.end <= moment.earliest
    return Truth.FALSE if before else Truth.UNKNOWN


def _waiting(cause: str, on: str, docket: Docket) -> Hinge:
    if cause == "open_term":
        return open_hinge(on, docket)
    event = docket.calendar.events.get(on)
    what = docket.call(on) if event is None else {**docket.call(on), **event.says}
    return Hinge(cause="pending_clock", on=on, says=say("findings.hinge_pending", what=what))


def _hinges_of(given: Expression, clock: str, docket: Docket) -> Iterable[tuple[str, Hinge]]:
    """Hinges behind the condition of a moment: readings, disputed acts and unwatched gaps of a quiet clock."""
    for name in sorted(variables_of(given)):
        kind, _, on = name.partition(":")
        if kind == "open":
            yield name, open_hinge(on, docket)
        elif kind == "gap":
            yield name, Hinge(cause="unobserved", on=on, says=say("findings.hinge_gap", clock=clock))
        else:
            says = say("findings.hinge_dispute", clock=clock, incident=on)
            yield name, Hinge(cause="pending_clock", on=clock, says=says)
