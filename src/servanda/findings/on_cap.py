"""A cap judged over a time: at no moment more than so many of a party's things in a place.

*Breached* if more were certainly there at some moment; *kept* only if at no moment more may have been there and the
place was watched; else *undetermined*, with everything that can still change it.
"""

from datetime import datetime
from typing import cast

from servanda.findings.cap_case import CapCase, Leaf, case_of_cap
from servanda.findings.caps import SHARED, Cap, caps_of, near, span_of
from servanda.findings.docket import Docket
from servanda.findings.identity import finding_id, names_of, version_of, with_replies
from servanda.findings.question import Question, every, settled, some
from servanda.findings.reads import Reads, reads_of
from servanda.findings.sums import Undecided
from servanda.findings.verdicts import in_order, readings_of
from servanda.logic import NO, YES, Diagram, Truth, truth_of, unknown
from servanda.records.agreement import OpenRef, Term
from servanda.records.finding import Claim, Finding, Flip, Hinge, Outcome, Subject, Verdict
from servanda.records.record import Wording
from servanda.records.time import Interval
from servanda.wording import languages, say


def judge_caps(term: Term, window: Interval | None, docket: Docket) -> list[Finding]:
    """Findings on the caps of a term: one for each line of its table, or for each party that it binds.

    Args:
        term: A cap.
        window: The time, with both ends; without one, the moment `as_of`.
        docket: The instrument and the facts.

    Raises:
        InputError: `cap-without-number`, and what clocks and geometry raise.
    """
    reads = reads_of(term, docket)
    return [_judged(cap, window, docket, reads) for cap in caps_of(term)]


def _judged(cap: Cap, window: Interval | None, docket: Docket, reads: Reads | None) -> Finding:
    def made() -> Finding:
        return _finding(case_of_cap(cap, window, docket))

    span, line = span_of(cap, window, docket), _line(cap)
    incidents = near(cap, span, docket)
    found = None if reads is None else reads.recall(reads.cap(line, span, incidents), made, party=line)
    finding = found or made()
    told = [each for each in incidents if set(each.observations) & set(finding.evidence)]
    return with_replies(finding, cap.term, docket, about=[name for each in told for name in names_of(each)])


def _line(cap: Cap) -> str:
    return f"{cap.party}:{'' if cap.row is None else cap.row}"


def questions_on_cap(finding: Finding, term: Term, window: Interval | None, docket: Docket) -> list[Question] | None:
    """In force, and kept, for the cap of a finding; none if the term sets no such cap."""
    cap = next((each for each in caps_of(term) if each.row == finding.row and [each.party] == finding.outcome.by), None)
    if cap is None:
        return None
    case = case_of_cap(cap, window, docket)
    asks = say("findings.asks_cap", place=_place(case), party=docket.call(cap.party))
    return [case.force, every(asks, [case.watched, _within(case), *_weighed(case)])]


def _finding(case: CapCase) -> Finding:
    cap, docket = case.cap, case.docket
    verdict = verdict_of_leaves(case.diagram)
    subject = _subject(case)
    return Finding(
        id=finding_id(cap.term, subject, docket, party=_line(cap)),
        agreement=version_of(docket),
        term=cap.term.id,
        row=cap.row,
        subject=subject,
        outcome=Outcome(
            verdict=verdict,
            by=[cap.party],
            attribution="established" if verdict in {"breached", "undetermined"} else "not_applicable",
        ),
        hinges=_hinges(case) if verdict == "undetermined" else [],
        by_reading=readings_of(case.diagram.mapped(lambda leaf: (_said(cast("Leaf", leaf)), ""))),
        flips=_flips(case) if verdict == "undetermined" else [],
        evidence=sorted({*_observations(case), *case.watch.watches}),
        watched=case.watch.share,
        since=_since(case, verdict),
    )


def verdict_of_leaves(diagram: Diagram) -> Verdict:
    """The verdict if only one can be reached, else *undetermined*."""
    reached = {_said(cast("Leaf", leaf)) for leaf in diagram.outcomes()}
    return reached.pop() if len(reached) == 1 else "undetermined"


def _said(leaf: Leaf) -> Verdict:
    return "undetermined" if isinstance(leaf, Undecided) else leaf


def _hinges(case: CapCase) -> list[Hinge]:
    """All unknowns that can still change the verdict, the numbers among them."""
    named = case.named()
    rooms = (leaf.rooms for leaf in case.diagram.outcomes() if isinstance(leaf, Undecided))
    counts = {which for found in rooms for _, open_ in found for which in open_}
    structural = [hinge for variable in case.diagram.hinges() for hinge in named[variable.name]]
    return in_order([*structural, *(case.count_hinge(which) for which in sorted(counts))])


def _subject(case: CapCase) -> Subject:
    place = case.cap.place
    return Subject(
        kind="cap",
        id=place or case.cap.term.id,
        when=case.span,
        place=place,
        sector=place if place in case.docket.sectors else "",
    )


def _since(case: CapCase, verdict: Verdict) -> datetime | None:
    """The earliest moment at which the cap was exceeded, or may have been."""
    numbers = list((case.numbers or {"": 0}).values())
    if verdict == "breached" and (sure := case.sweep.first_over(max(numbers), surely=True)) is not None:
        return sure
    return None if verdict in {"kept", "not_in_force"} else case.sweep.first_over(min(numbers), surely=False)


def _flips(case: CapCase) -> list[Flip]:
    """Where an open number turns the verdict; only if nothing else that the text leaves open could, nor the watch."""
    most = case.cap.most
    hinges = [each.name for each in case.diagram.hinges()]
    settled = truth_of(case.force.expression()) is Truth.TRUE and truth_of(case.watched.expression()) is Truth.TRUE
    other = [name for name in hinges if name.startswith(SHARED) and name.partition(":")[2] != getattr(most, "open", "")]
    if not isinstance(most, OpenRef) or not settled or other:
        return []
    least, greatest = case.sweep.least(), case.sweep.greatest()
    key = "flip_cap_exact" if least == greatest else "flip_cap_range" if greatest is not None else "flip_cap_least"
    says = say(f"findings.{key}", low=least, high=greatest)
    return [Flip(open=most.open, unit="count", kept_from=greatest, breached_below=least, says=says)]


def _observations(case: CapCase) -> list[str]:
    return [name for each in case.sweep.presences for name in each.incident.observations]


def _place(case: CapCase) -> Wording:
    return case.docket.call(case.cap.place) if case.cap.place else say("findings.everywhere")


def _within(case: CapCase) -> Question:
    """Whether at no moment there were more than allowed, with what was added up."""
    verdict = verdict_of_leaves(case.sums)
    answer = {"kept": YES, "breached": NO}.get(verdict, unknown("numbers"))
    thing = case.docket.call(case.cap.thing) if case.cap.thing else say("findings.cap_any")
    asks = say(
        "findings.asks_cap_bounds" if case.by_bounds else "findings.asks_cap_within",
        most=_most(case),
        thing=thing,
        number=_number(case.sweep.least(), case.sweep.greatest()),
        items=_items(case),
    )
    hinges = tuple(("numbers", hinge) for hinge in _hinges(case)[:1])
    return Question(
        asks,
        answer=answer,
        rests_on=tuple(sorted(_observations(case))),
        hinges=hinges,
        claim=Claim(kind="cap", on=["most"]),
    )


def _most(case: CapCase) -> Wording:
    if case.numbers is not None and "" in case.numbers:
        return dict.fromkeys(languages(), str(case.numbers[""]))
    return say("findings.cap_open")


def _items(case: CapCase) -> list[Wording]:
    """What may have been there at the moment of which most is possible: each incident with its number."""
    moments = case.sweep.moments
    if not moments:
        return [say("findings.cap_nothing")]
    peak = max(moments, key=lambda each: (case.sweep.most(each) is None, case.sweep.most(each) or 0))
    return [_item(case, which) for which in sorted({which for which, _ in peak.parts})]


def _item(case: CapCase, which: int) -> Wording:
    presence, sure = case.sweep.presences[which], case.sweep.truths[which] is Truth.TRUE
    key = "cap_item_sure" if sure else "cap_item_maybe"
    return say(f"findings.{key}", incident=presence.incident.id, number=_number(presence.low, presence.high))


def _number(low: int, high: int | None) -> Wording:
    if high is None:
        return say("findings.cap_at_least", low=low)
    return dict.fromkeys(languages(), str(low)) if low == high else say("findings.cap_range", low=low, high=high)


def _weighed(case: CapCase) -> list[Question]:
    """Why each incident counts or may count: shown, while the sum decides."""
    counted = [each.counts for each in case.sweep.presences]
    if not counted:
        return []
    names = [each.incident.id for each in case.sweep.presences]
    found = settled(
        say("findings.asks_cap_found", n=len(counted)),
        holds=True,
        rests_on=names,
        claim=Claim(kind="cap", on=["found"]),
    )
    return [some(say("findings.asks_cap_weighed"), [found, *counted])]
