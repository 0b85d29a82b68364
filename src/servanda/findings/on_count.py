"""A prohibition judged on numbers that somebody counted: one finding a number, whatever it counts.

More than none of what a term forbids, where and when it applies: *breached*, and nobody is ruled out. None: silence,
*kept* only under watch. A claim of a party: *undetermined*, unproven. No number: *undetermined*, evidence is missing.
"""

from dataclasses import replace

import msgspec

from servanda.findings.counts import Counts, case_of_count, counts_of, finding_on_count, is_nought, matter_of_count
from servanda.findings.docket import Docket
from servanda.findings.identity import with_replies
from servanda.findings.matter import Matter
from servanda.findings.on_silence import Silence, finding_on, silence_at
from servanda.findings.question import Question
from servanda.findings.reads import Reads, reads_of
from servanda.findings.stamped import Stamped
from servanda.observations.counters import counter_of, place_of
from servanda.records.agreement import Term
from servanda.records.finding import Finding, Subject
from servanda.records.place import InPlace
from servanda.records.tally import Tally


def judge_counts(term: Term, made: Stamped, docket: Docket) -> list[Finding]:
    """Findings of a prohibition on all tallies that it speaks of, by name.

    Args:
        term: A prohibition.
        made: Its findings on incidents: where one is a breach, a count of none is no silence.
        docket: The instrument and the facts.

    Raises:
        InputError: what clocks and geometry raise.
    """
    counts = counts_of(term, docket)
    reads = reads_of(term, docket)
    found = [_judged(tally, counts, made, reads) for tally in counts.tallies]
    return [finding for finding in found if finding is not None]


def questions_on_count(term: Term, name: str, made: Stamped, docket: Docket) -> list[Question] | None:
    """In force, and broken or kept, of a tally by name; none if the term does not speak of it."""
    counts = counts_of(term, docket)
    tally = next((each for each in counts.tallies if each.id == name), None)
    matter = matter_of_count(term, tally, counts) if tally is not None else None
    if tally is None or matter is None:
        return None
    if not is_nought(tally):
        case = case_of_count(matter, tally)
        return [case.force, case.breach]
    silence = _silence(term, tally, made, docket)
    return None if silence is None else [silence.force, silence.quiet]


def _judged(tally: Tally, counts: Counts, made: Stamped, reads: Reads | None) -> Finding | None:
    term = made.term

    def judged() -> Finding | None:
        matter = matter_of_count(term, tally, counts)
        if matter is None:
            return None
        if not is_nought(tally):
            return finding_on_count(matter, tally)
        silence = _silence(term, tally, made, made.docket)
        return None if silence is None else _on_none(silence, tally, matter)

    # a count of none reads everything that may have broken its silence: it is always made anew
    found = judged() if reads is None or is_nought(tally) else reads.recall(reads.count(tally), judged)
    return None if found is None else with_replies(found, term, counts.docket, about=[tally.id, f"tally:{tally.id}"])


def _silence(term: Term, tally: Tally, made: Stamped, docket: Docket) -> Silence | None:
    """The silence that a count of none is; none if it is not of a place of the instrument.

    As in `on_silence`: distances are not judged on silence.
    """
    where = tally.where
    if term.table or (term.where is not None and not term.where.in_):
        return None
    if not isinstance(where, InPlace) or where.place not in docket.places:
        return None
    return silence_at(term, where.place, tally.when, made, _without_elsewhere(tally, docket))


def _without_elsewhere(tally: Tally, docket: Docket) -> Docket:
    """What the same counter counted of the same elsewhere was not here: it told the places apart itself."""
    here = place_of(tally)
    known = [
        each
        for each in docket.facts.tallies
        if counter_of(each) != counter_of(tally) or place_of(each) in {"", here} or each.where is None
    ]
    return replace(docket, facts=msgspec.structs.replace(docket.facts, tallies=known))


def _on_none(silence: Silence, tally: Tally, matter: Matter) -> Finding:
    subject = Subject(
        kind="count",
        id=tally.id,
        when=tally.when,
        place=silence.place,
        sector=silence.place if silence.place in matter.docket.sectors else "",
    )
    found = finding_on(silence, subject, matter.docket)
    return msgspec.structs.replace(found, evidence=sorted([*found.evidence, tally.id]))
