"""A prohibition judged on an incident: one finding, with everything that can still change it."""

from typing import Literal

from servanda.findings.docket import Docket
from servanda.findings.flips import flips_of
from servanda.findings.ground import chance_inside
from servanda.findings.identity import finding_id, names_of, place_of, version_of, with_replies
from servanda.findings.matter import Matter, matter_of
from servanda.findings.notices import matched_notices
from servanda.findings.prohibition import Case, applied, case_of, concerns, deciding_row
from servanda.findings.reads import Reads
from servanda.findings.verdicts import (
    diagram_of,
    hinge_map,
    hinges_named,
    outcome_of,
    readings_of,
    verdict_hinges,
)
from servanda.records.agreement import Term
from servanda.records.finding import Finding, Subject
from servanda.records.incident import Incident


def judge_incident(term: Term, incident: Incident, docket: Docket, reads: Reads | None = None) -> Finding | None:
    """The finding of a term on an incident; none if the term does not speak of it.

    Args:
        term: A prohibition.
        incident: The incident.
        docket: The instrument and the facts.
        reads: What findings of the term can read, if earlier ones are remembered.

    Raises:
        InputError: what clocks and geometry raise.
    """

    def made() -> Finding | None:
        matter = matter_of(term, incident, docket)
        return finding_of(case_of(matter), subject_of(matter)) if concerns(matter) else None

    found = made() if reads is None else reads.recall(reads.incident(incident), made)
    return None if found is None else with_replies(found, term, docket, about=names_of(incident))


def finding_of(case: Case, subject: Subject) -> Finding:
    """What the questions of a case come to, before anybody replied."""
    matter, diagram = case.matter, diagram_of(case)
    outcome, named = outcome_of(diagram), hinge_map(case)
    breached = outcome.verdict == "breached"
    return Finding(
        id=finding_id(matter.term, subject, matter.docket),
        agreement=version_of(matter.docket),
        term=matter.term.id,
        row=deciding_row(case),
        subject=subject,
        outcome=outcome,
        hinges=verdict_hinges(diagram, named) if outcome.verdict == "undetermined" else [],
        attribution_hinges=hinges_named(diagram.hinges(), named) if breached else [],
        by_reading=readings_of(diagram),
        flips=flips_of(case) if outcome.verdict == "undetermined" else [],
        exemption=applied(case) if outcome.verdict == "kept" else "",
        notices=matched_notices(matter),
        evidence=sorted(matter.incident.observations),
    )


def subject_of(matter: Matter, kind: Literal["incident", "count"] = "incident") -> Subject:
    """What is judged, with the sector in which it certainly lies."""
    incident = matter.incident
    return Subject(
        kind=kind,
        id=incident.id,
        when=incident.when,
        place=place_of(matter.term),
        sector=sector_of(incident, matter.docket),
    )


def sector_of(incident: Incident, docket: Docket) -> str:
    """The one sector in which an incident certainly lies; empty if that is not certain."""
    sure = [name for name in docket.sectors if _surely_in(name, incident, docket)]
    return sure[0] if len(sure) == 1 else ""


def _surely_in(place: str, incident: Incident, docket: Docket) -> bool:
    chance = chance_inside(place, incident.where, docket, either=incident.contradictory)
    return chance is not None and chance.certain is True
