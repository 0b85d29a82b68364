"""The verb: terms × facts → findings, and the explanation of each."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from servanda.errors import InputError, NotFound
from servanda.findings.chain import Findings
from servanda.findings.docket import Docket
from servanda.findings.explain import reason_of
from servanda.findings.matter import matter_of
from servanda.findings.memory import Memory
from servanda.findings.on_cap import judge_caps, questions_on_cap
from servanda.findings.on_count import judge_counts, questions_on_count
from servanda.findings.on_duty import duty_case, judge_duty
from servanda.findings.on_silence import judge_silence, silence_at
from servanda.findings.opening import docket_of
from servanda.findings.prohibition import case_of, concerns
from servanda.findings.question import Question, every
from servanda.findings.stamped import judge_incidents
from servanda.findings.versions import version_in_force
from servanda.logic import Truth, truth_of
from servanda.records.agreement import Agreement, Term
from servanda.records.facts import Facts
from servanda.records.finding import Finding, Reason
from servanda.records.time import Interval
from servanda.schemas.rows import ByName
from servanda.wording import say


def judge(
    agreement: Agreement,
    facts: Facts,
    *,
    as_of: datetime,
    window: Interval | None,
    others: Sequence[Agreement] = (),
) -> Findings:
    """Every term of an instrument judged on the facts, sorted by term, kind and subject.

    One finding for each prohibition and incident it speaks of, and for each number that somebody counted; one for each
    place on silence, if a window is given; one for each duty and party, and for each cap and party. Principles
    (`states`) are not judged. Cost: terms × kinds of incidents (see `kinds`), each with a few distances, and a few
    sorts of columns; numbers add terms × tallies, silence the number of changes of watch, caps their incidents.

    Args:
        agreement: The instrument in one version.
        facts: What was known at `as_of`, in any order.
        as_of: The moment for which is judged.
        window: The time over which silence and caps are judged; none for no findings on silence, and for caps at the
            moment `as_of`.
        others: Other instruments of the case: their procedures may give a party time to reply.

    Raises:
        InputError: `window-open` for a window without both ends, and whatever an instrument with broken references
            gives.
    """
    return _all(docket_of(agreement, facts, as_of, others=others), window)


def judge_again(
    memory: Memory, agreement: Agreement, facts: Facts, *, as_of: datetime, window: Interval | None
) -> Findings:
    """The findings that `judge` gives, made anew only where something they can read has changed since the last call.

    A new observation, a correction, a judgement, a later moment or an amendment re-judges what it can touch. Cost: what
    `judge` costs for that, and one hash of what each other finding can read.

    Args:
        memory: What was judged before, of this or another version of the instrument; it is brought up to date.
        agreement: As for `judge`, and so all others.
        facts: What was known at `as_of`.
        as_of: The moment for which is judged.
        window: The time over which silence is judged.

    Raises:
        InputError: as `judge`.
    """
    memory.turn()
    docket = docket_of(agreement, facts, as_of, others=memory.others)
    return _all(replace(docket, memory=memory), window)


def in_force_at(
    agreement: Agreement,
    facts: Facts,
    *,
    as_of: datetime,
    within: Interval | None = None,
    others: Sequence[Agreement] = (),
) -> Truth | None:
    """Whether a version was in force: by recorded adoptions, else by its own clocks; none if nobody ever said.

    Args:
        agreement: The version.
        facts: Adoptions, and events that clocks wait for.
        as_of: The moment for which is asked, and at which is looked.
        within: Instead of that moment: during all of a time, which is false only where it was at no moment of it.
        others: Other versions and instruments, which may have taken its place.

    Raises:
        InputError: what clocks raise.
    """
    docket = docket_of(agreement, facts, as_of, others=others)
    asked = version_in_force(within or Interval(start=as_of, end=as_of), docket)
    return None if asked is None else truth_of(asked.expression())


def _all(docket: Docket, window: Interval | None) -> Findings:
    if window is not None and (window.start is None or window.end is None):
        raise InputError("window-open", "A window for silence needs both a beginning and an end.")
    terms = sorted(docket.agreement.terms, key=lambda each: each.id)
    return Findings(part for term in terms for part in _judged(term, docket, window))


def _judged(term: Term, docket: Docket, window: Interval | None) -> Iterator[Sequence[Finding]]:
    """Findings of one term, by kind of subject and name."""
    if term.must is not None:
        yield _in_order(judge_duty(term, docket))
    if term.at_most is not None:
        yield _in_order(judge_caps(term, window, docket))
    if term.must_not is not None:
        made = judge_incidents(term, docket)
        yield judge_counts(term, made, docket)
        yield made
        yield _in_order(judge_silence(term, window, made, docket) if window is not None else [])


def _in_order(findings: list[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda each: (each.subject.id, each.outcome.by, each.id))


def explain(
    finding: Finding,
    agreement: Agreement | Sequence[Agreement],
    facts: Facts,
    *,
    as_of: datetime,
    window: Interval | None = None,
) -> Reason:
    """Why a finding is what it is: recomputed from agreement and facts, never stored.

    The first node asks whether the term was broken (an incident) or kept (a silence, a duty): true, false or unknown.
    Its first part is whether the term was in force.

    Args:
        finding: What is to be explained.
        agreement: The instrument it was made under; or all of the case, where another may have taken its place.
        facts: What was known.
        as_of: The moment for which was judged.
        window: The time over which silence was judged.

    Raises:
        NotFound: `finding-unknown` if agreement and facts do not give this finding.
        InputError: As `judge`.
    """
    texts = [agreement] if isinstance(agreement, Agreement) else list(agreement)
    own = next((each for each in texts if f"{each.id}@{each.version}" == finding.agreement), texts[0])
    docket = docket_of(own, facts, as_of, others=texts)
    term = next((each for each in own.terms if each.id == finding.term), None)
    parts = _questions(finding, term, docket, window) if term is not None else None
    if term is None or parts is None:
        raise NotFound("finding-unknown", f"Agreement and facts give no finding '{finding.id}'.", place=finding.term)
    key = "asks_kept" if finding.watched is not None or finding.subject.kind == "duty" else "asks_broken"
    return reason_of(every(say(f"findings.{key}", cite=term.cite), parts).citing(term.cite, term.says))


def _questions(finding: Finding, term: Term, docket: Docket, window: Interval | None) -> list[Question] | None:
    """In force, and broken or kept; none if there is nothing of that kind to judge."""
    if finding.subject.kind == "incident":
        incident = ByName(docket.incidents).get(finding.subject.id)
        matter = matter_of(term, incident, docket) if incident is not None else None
        if matter is None or not concerns(matter):
            return None
        case = case_of(matter)
        return [case.force, case.breach]
    if finding.subject.kind == "duty" and finding.outcome.by:
        duty = duty_case(term, finding.outcome.by[0], docket)
        return [duty.force, duty.kept]
    if finding.subject.kind == "cap":
        return questions_on_cap(finding, term, window, docket)
    if finding.subject.kind == "count":
        return questions_on_count(term, finding.subject.id, judge_incidents(term, docket), docket)
    span = window or finding.subject.when
    silence = silence_at(term, finding.subject.place, span, judge_incidents(term, docket), docket)
    return None if silence is None else [silence.force, silence.quiet]
