"""A tally seen as a matter of a term: somewhere within its place and time, so many acts of one kind.

What is asked of an incident is asked of it, by the same questions: whether somebody bound did it, whether it is proven,
where it was, what excepts it. Before them stands whether anything was counted at all. One tally is one matter, never
one for each counted thing: nobody knows where in the region and when in the period each of them was.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from servanda.findings.docket import Docket
from servanda.findings.matter import Matter, matter_of
from servanda.findings.on_incident import finding_of, subject_of
from servanda.findings.prohibition import Case, case_of, concerns
from servanda.findings.question import Question, every, settled
from servanda.logic import unknown
from servanda.observations.counters import place_of, said
from servanda.records.agreement import Proof, Term
from servanda.records.finding import Claim, Finding, Hinge
from servanda.records.incident import Incident
from servanda.records.observation import Method, Observation
from servanda.records.place import InPlace
from servanda.records.tally import Tally
from servanda.schemas.rows import ByName, rows_of
from servanda.wording import say

MISSION_METHODS: tuple[Method, ...] = ("own_senses", "camera")
"""By what a mission counts. A total does not say which of its numbers rests on which, so a standard must accept all."""


@dataclass(frozen=True)
class Counts:
    """The tallies that a term may speak of, and the docket in which each can be looked up as if it were observed."""

    tallies: Sequence[Tally]
    docket: Docket


def counts_of(term: Term, docket: Docket) -> Counts:
    """Numbers for a period of the act that a term forbids, known by then, by name.

    Restated and running numbers say again what others say, and so does a part whose whole is on record.
    """
    act = term.must_not.do if term.must_not is not None else ""
    known = [each for each in docket.facts.tallies if each.act and each.act == act and each.recorded_at <= docket.as_of]
    wholes = {_printed(each, each.measure) for each in known}
    own = [
        each
        for each in known
        if each.kind == "period" and not (each.part_of and _printed(each, each.part_of) in wholes)
    ]
    tallies = sorted(own, key=lambda each: each.id)
    standard = docket.standard(term)
    seen = ByName(rows_of([_as_observed(each, standard) for each in tallies], Observation))
    return Counts(tallies, replace(docket, seen=seen))


def _printed(tally: Tally, measure: str) -> tuple[str, ...]:
    when = tally.when
    return (tally.observer, tally.origin, place_of(tally), str(when.start), str(when.end), measure)


def is_nought(tally: Tally) -> bool:
    """Whether a mission counted none: that is silence, and worth what the watch is worth."""
    return tally.basis == "mission_total" and tally.count is not None and tally.count.high == 0


def matter_of_count(term: Term, tally: Tally, counts: Counts) -> Matter | None:
    """The matter of a term and a tally; none if the term does not speak of it."""
    matter = matter_of(term, _as_incident(tally, counts.docket), counts.docket)
    return matter if concerns(matter) else None


def case_of_count(matter: Matter, tally: Tally) -> Case:
    """The questions for a number: those for an incident, once it is known that anything was counted.

    Of a claim that is not asked: whatever it counts is unproven.
    """
    case = case_of(matter)
    if tally.basis == "party_claim":
        return case
    return replace(
        case, breach=every(say("findings.asks_count", cite=matter.term.cite), [_anything(tally), case.breach])
    )


def finding_on_count(matter: Matter, tally: Tally) -> Finding:
    """What the questions for a number come to, before anybody replied."""
    return finding_of(case_of_count(matter, tally), subject_of(matter, "count"))


def _anything(tally: Tally) -> Question:
    asks, claim = (
        say("findings.asks_counted", measure=tally.measure, n=said(tally)),
        Claim(kind="counted", on=[tally.id]),
    )
    if tally.count is not None and tally.count.low > 0:
        return settled(asks, holds=True, rests_on=[tally.id], claim=claim)
    says = say("findings.hinge_counted", measure=tally.measure, n=said(tally))
    hinge = Hinge(cause="missing_evidence", on=tally.id, says=says)
    return Question(asks, answer=unknown("counted"), rests_on=(tally.id,), hinges=(("counted", hinge),), claim=claim)


def _as_incident(tally: Tally, docket: Docket) -> Incident:
    """By anybody, since a number names nobody; nowhere known, where the instrument does not know its place."""
    where = tally.where
    known = where is not None and not (isinstance(where, InPlace) and where.place not in docket.places)
    claimed = tally.basis == "party_claim"
    return Incident(
        id=tally.id,
        observations=[tally.id],
        act=tally.act,
        where=[where] if where is not None and known else [],
        when=tally.when,
        by=docket.parties,
        alleged_by=[tally.observer] if claimed else [],
        alleged_against=list(tally.against) if claimed else [],
        methods=["party_complaint"] if claimed else list(MISSION_METHODS),
        origins=[tally.origin],
    )


def _as_observed(tally: Tally, standard: Proof) -> Observation:
    """As proof it is one origin, by the least accepted of a mission's methods; a claim is a complaint."""
    refused = [each for each in MISSION_METHODS if each not in standard.confirmed_by]
    claimed = tally.basis == "party_claim"
    return Observation(
        id=tally.id,
        observer=tally.observer,
        method="party_complaint" if claimed else (refused or MISSION_METHODS)[0],
        verb="alleged" if claimed else "recorded",
        origin=tally.origin,
        act=tally.act,
        where=tally.where or InPlace(place=tally.place_name),  # not read: where it was is asked of the tally
        when=tally.when,
        recorded_at=tally.recorded_at,
    )
