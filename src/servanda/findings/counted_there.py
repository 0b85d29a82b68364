"""Which numbers break a silence: a place in which somebody counted what a term forbids was not silent."""

from collections.abc import Iterator
from dataclasses import dataclass

from servanda.findings.counts import counts_of, finding_on_count, is_nought, matter_of_count
from servanda.findings.docket import Docket, covers
from servanda.findings.ground import chance_inside, inside_hinge, region_place
from servanda.findings.matter import Matter
from servanda.findings.question import Question
from servanda.findings.watching import watched_by_reading
from servanda.geo import Chance
from servanda.logic import All, Not, unknown
from servanda.records.agreement import Term
from servanda.records.finding import Claim, Finding, Hinge
from servanda.records.place import InPlace
from servanda.records.tally import Tally
from servanda.records.time import Interval
from servanda.wording import say


@dataclass(frozen=True)
class _Counted:
    """A number that may be a breach, and what is certain of it and a place and time."""

    finding: Finding
    there: Chance | None
    then: bool | None


def counted_there(term: Term, place: str, span: Interval, docket: Docket) -> list[Question] | None:
    """That each number which may be a breach within a place and time was none; none if one certainly is.

    Args:
        term: A prohibition.
        place: A place of the instrument; empty for everywhere.
        span: The time.
        docket: The instrument and the facts.
    """
    found = list(_counted(term, place, span, docket))
    if any(each.finding.outcome.verdict == "breached" and _surely(each) for each in found):
        return None
    return [_question(each, place, docket) for each in found]


def _surely(counted: _Counted) -> bool:
    return counted.there is not None and counted.there.certain is True and counted.then is True


def _counted(term: Term, place: str, span: Interval, docket: Docket) -> Iterator[_Counted]:
    counts = counts_of(term, docket)
    for tally in counts.tallies:
        if is_nought(tally) or not tally.when.meets(span):
            continue
        matter = matter_of_count(term, tally, counts)
        finding = finding_on_count(matter, tally) if matter is not None else None
        if matter is None or finding is None or finding.outcome.verdict not in {"breached", "undetermined"}:
            continue
        there = chance_inside(place, matter.incident.where, docket) if place else Chance(ppm=1_000_000, certain=True)
        if (there is None or there.certain is not False) and not _refuted(tally, place, matter, docket):
            yield _Counted(finding, there, covers(span, tally.when))


def _refuted(tally: Tally, place: str, matter: Matter, docket: Docket) -> bool:
    """A mere claim about a place and time that were watched to the standard does not break the silence."""
    if tally.basis != "party_claim" or not matter.incident.where:
        return False
    standard = docket.standard(matter.term)
    where = matter.incident.where[0]
    spot = where.place if isinstance(where, InPlace) else region_place(where, docket)
    return not any(
        each.gaps
        for ground in (place, spot)
        for each in watched_by_reading(ground, tally.act, tally.when, docket, standard).values()
    )


def _question(counted: _Counted, place: str, docket: Docket) -> Question:
    name = counted.finding.subject.id
    hinges = [(f"{name}:{hinge.cause}:{hinge.on}", hinge) for hinge in counted.finding.hinges]
    if counted.there is None or counted.there.certain is None:
        hinges.append((f"{name}:in:{place}", inside_hinge(place, counted.there, docket)))
    if counted.then is not True:
        says = say("findings.hinge_count_when", count=name)
        hinges.append((f"{name}:when", Hinge(cause="measurement", on=name, says=says)))
    return Question(
        say("findings.asks_disturbance_count", count=name),
        answer=Not(All(tuple(unknown(each) for each, _ in hinges))),
        rests_on=(name,),
        hinges=tuple(hinges),
        claim=Claim(kind="undisturbed", on=[name, place]),
    )
