"""What was recorded before or after an act: one thing, or several, one after the other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from servanda.findings.atoms import conditions_of
from servanda.findings.author import attribution_hinge
from servanda.findings.gauge import Gauge
from servanda.findings.matter import Matter
from servanda.findings.numbers import (
    Entry,
    compared,
    counts_exactly,
    duration,
    gauge_over,
    lasting_text,
    number_hinges,
    seconds_up,
    values_of,
)
from servanda.findings.question import Question
from servanda.findings.recorded import (
    as_answer,
    asked_of_record,
    called,
    fit_hinges,
    fits_act,
    known_acts,
    register_of,
    unlisted,
)
from servanda.logic import NO, YES, All, Any, Days, Expression, OneOf, Truth, Variable, kleene
from servanda.records.agreement import Condition, OpenRef
from servanda.records.agreement import Sequence as Recorded
from servanda.records.finding import Claim, Hinge
from servanda.records.observation import RecordedAct
from servanda.records.record import Wording
from servanda.records.time import Interval, length_of
from servanda.wording import say

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Candidate:
    """A recorded act that may be the one asked for: whether it fits, its span left aside, and whether that fits."""

    act: RecordedAct
    fits: Expression
    near: Expression


def is_recorded(wanted: Recorded, matter: Matter, *, before: bool) -> Question:
    """Whether something is recorded before or after the act, by whoever did it, with that outcome, in that span."""
    found = candidates(wanted, matter, before=before)
    asks = say(f"findings.asks_{'before' if before else 'after'}", event=described(wanted, matter))
    cases = [(each.act.id, All((each.fits, each.near))) for each in found]
    asked = Condition(before_it=wanted) if before else Condition(after_it=wanted)
    listed = register_of(wanted.event, wanted.to, asked, spanned(wanted.within, found, matter, before=before))
    question = asked_of_record(asks, cases, matter, register=listed, what="before" if before else "after")
    return replace(
        question,
        hinges=(*question.hinges, *number_hinges(wanted.within, matter.docket)),
        gauges=span_gauges(wanted.within, found, matter, before=before),
    )


def are_in_order(wanted: Sequence[Recorded], matter: Matter) -> Question:
    """Whether these are recorded one after the other, all before the act.

    Where one of them is on no record, a register declared complete says no; without one it may have been anywhere.
    """
    rows = [candidates(each, matter, before=True) for each in wanted]
    missing = [
        unlisted(register_of(each.event, each.to, each, spanned(each.within, row, matter, before=True)), matter)
        for each, row in zip(wanted, rows, strict=True)
    ]
    acts = {each.act.id: each.act for row in rows for each in row}
    return Question(
        say("findings.asks_in_order", events=[described(each, matter) for each in wanted]),
        claim=Claim(kind="entry", on=["in_order", *(each.event for each in wanted)], about=matter.incident.id),
        answer=_chain(rows, [possible for _, possible, _ in missing], None),
        rests_on=tuple(sorted(acts)),
        hinges=(
            *((name, hinge) for name, _, hinge in missing),
            (matter.author.name, attribution_hinge(matter.author, matter.docket)),
            *(hinge for name in sorted(acts) for hinge in fit_hinges(name)),
            *_order_hinges(rows),
            *(hinge for each in wanted for hinge in number_hinges(each.within, matter.docket)),
        ),
        gauges=tuple(
            gauge
            for each, row in zip(wanted, rows, strict=True)
            if len(row) == 1
            for gauge in span_gauges(each.within, row, matter, before=True)
        ),
    )


def described(wanted: Recorded, matter: Matter) -> Wording:
    """What is asked for: the event, the outcome it must have, and the time it may lie away."""
    said = say("findings.event", event=called(wanted.event))
    if wanted.outcome:
        said = say("findings.event_outcome", event=said, outcome=wanted.outcome)
    return (
        said if wanted.within is None else say("findings.event_within", event=said, span=span_of(wanted.within, matter))
    )


def span_of(within: str | OpenRef, matter: Matter) -> Wording:
    """A span in words; the question, where it is open."""
    return matter.docket.question_of(within.open) if isinstance(within, OpenRef) else lasting_text(within)


def candidates(wanted: Recorded, matter: Matter, *, before: bool, theirs: bool = False) -> list[Candidate]:
    """Recorded acts that may be the one asked for: by whoever did the act, or (`theirs`) by whomever."""
    acts = [act for act in known_acts(matter) if act.event == wanted.event and wanted.to in {"", act.to}]
    found = [
        Candidate(
            act,
            All(
                (
                    _lies(act, matter, before=before),
                    _came_out(act, wanted.outcome),
                    *(() if theirs else fits_act(act, act.by, matter)),
                )
            ),
            is_near(act, wanted.within, matter, before=before),
        )
        for act in acts
    ]
    return [each for each in found if kleene(each.fits) is not Truth.FALSE]


def _chain(rows: Sequence[Sequence[Candidate]], missing: Sequence[Expression], last: RecordedAct | None) -> Expression:
    """Whether the rest of an order can be told, given the act before it; an act on no record may lie anywhere."""
    if not rows:
        return YES
    told = [
        All((each.fits, each.near, _follows(last, each.act), _chain(rows[1:], missing[1:], each.act)))
        for each in rows[0]
    ]
    return Any((*told, All((missing[0], _chain(rows[1:], missing[1:], last)))))


def _follows(last: RecordedAct | None, act: RecordedAct) -> Expression:
    if last is None:
        return YES
    return NO if last.id == act.id else as_answer(f"order:{last.id}:{act.id}", precedes(last.when, act.when))


def _order_hinges(rows: Sequence[Sequence[Candidate]]) -> Iterator[tuple[str, Hinge]]:
    for number, row in enumerate(rows):
        for first in (each.act.id for each in row):
            for second in (each.act.id for later in rows[number + 1 :] for each in later):
                says = say("findings.hinge_order", first=first, second=second)
                yield f"order:{first}:{second}", Hinge(cause="measurement", on=f"{first}:{second}", says=says)


def precedes(first: Interval, second: Interval) -> bool | None:
    """Whether one time lies before another: certainly, certainly not, or `None` where they overlap.

    What was at one moment lies before, not after, what was at the same; a stretch that only begins then may have been.
    """
    if first.end is not None and second.start is not None and first.end <= second.start:
        return True
    if second.end is None or first.start is None or second.end > first.start:
        return None
    return None if second.start == second.end == first.start else False


def _lies(act: RecordedAct, matter: Matter, *, before: bool) -> Expression:
    """Whether a recorded act lies before, or after, the incident."""
    incident = matter.incident.when
    first, second = (act.when, incident) if before else (incident, act.when)
    return as_answer(f"{'when' if before else 'after'}:{act.id}", precedes(first, second))


def _came_out(act: RecordedAct, outcome: str) -> Expression:
    """Whether an act had an outcome; one whose outcome nobody recorded may have."""
    return as_answer(f"outcome:{act.id}", None if outcome and not act.outcome else outcome in {"", act.outcome})


def is_near(act: RecordedAct, within: str | OpenRef | None, matter: Matter, *, before: bool) -> Expression:
    """Whether no longer time than stated lies between a recorded act and the incident, as the instrument counts.

    Spans that the times leave undecided cut them into bands of one unknown: within an hour is within four.
    """
    if within is None:
        return YES
    first, second = _sides(act, matter, before=before)
    days = matter.docket.calendar.days
    asked = sorted({*_spans_of(act.event, matter), *_lengths(within, matter)}, key=length_of)
    known = {span: _reached(first, span, second, days) for span in asked}
    unclear = [span for span in asked if known[span] is None]
    variable = Variable(f"{'within' if before else 'within-after'}:{act.id}", (*unclear, "beyond"))

    def answer(span: str) -> Expression:
        if span not in unclear:
            return YES if known[span] else NO
        return OneOf(variable, frozenset(unclear[: unclear.index(span) + 1]))

    return compared(within, matter.docket, duration, answer)


def _spans_of(event: str, matter: Matter) -> set[str]:
    """All spans within which the term asks for an event."""
    conditions = [
        asked
        for condition in conditions_of(matter.term)
        for asked in (condition.before_it, condition.after_it, condition.answers, *(condition.in_order or []))
        if asked is not None and asked.event == event and asked.within is not None
    ]
    return {span for asked in conditions for span in _lengths(asked.within, matter)}


def _lengths(within: str | OpenRef | None, matter: Matter) -> list[str]:
    """A stated span, or that of each reading."""
    if isinstance(within, OpenRef):
        return list((values_of(within.open, matter.docket, duration) or {}).values())
    return [within] if within is not None else []


def _reached(first: Interval, span: str, second: Interval, days: Days) -> bool | None:
    """Whether a span reaches from one time to another; the limit itself does. None where the times leave it open."""
    if first.start is not None and second.end is not None and second.end <= days.later(first.start, span):
        return True
    beyond = first.end is not None and second.start is not None and days.later(first.end, span) < second.start
    return False if beyond else None


def spanned(within: str | OpenRef | None, found: Sequence[Candidate], matter: Matter, *, before: bool) -> Interval:
    """The time of which a register must be complete to show that nothing was recorded within a span.

    Without a span, the time of the incident. Where only the flip point of an open span is asked for, the span may be as
    long as that to any act on record.
    """
    when = matter.incident.when
    lengths = [length_of(each) + _DAY * (not counts_exactly(matter.docket)) for each in _lengths(within, matter)]
    if isinstance(within, OpenRef) and within.open in matter.docket.assumed:
        lengths += [gap for each in found if (gap := _farthest(each.act.when, when, before=before)) is not None]
    if not lengths or when.start is None or when.end is None:
        return when
    longest, none = max(lengths), timedelta()
    return Interval(start=when.start - (longest if before else none), end=when.end + (none if before else longest))


def _farthest(act: Interval, incident: Interval, *, before: bool) -> timedelta | None:
    first, second = (act, incident) if before else (incident, act)
    return None if first.start is None or second.end is None else second.end - first.start


def span_gauges(
    within: str | OpenRef | None, found: Sequence[Candidate], matter: Matter, *, before: bool
) -> tuple[Gauge, ...]:
    """How long before or after the incident the acts were, where that is open and a day is 24 hours."""
    if not isinstance(within, OpenRef) or not counts_exactly(matter.docket):
        return ()
    spans = [(each.fits, *_sides(each.act, matter, before=before)) for each in found]
    entries = [entry for fits, first, second in spans if (entry := _entry(fits, first, second)) is not None]
    return gauge_over(within.open, entries, rises=True) if len(entries) == len(found) else ()


def _entry(fits: Expression, first: Interval, second: Interval) -> Entry | None:
    if first.start is None or first.end is None or second.start is None or second.end is None:
        return None
    return Entry(fits, max(0, seconds_up(second.start - first.end)), seconds_up(second.end - first.start))


def _sides(act: RecordedAct, matter: Matter, *, before: bool) -> tuple[Interval, Interval]:
    incident = matter.incident.when
    return (act.when, incident) if before else (incident, act.when)
