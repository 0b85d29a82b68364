"""A prohibition judged on an incident: one finding, with everything that can still change it."""

from dataclasses import replace
from typing import Literal

from servanda.findings.distance import Ruler
from servanda.findings.docket import Docket
from servanda.findings.ground import chance_inside
from servanda.findings.identity import finding_id, names_of, place_of, version_of, with_replies
from servanda.findings.matter import Matter, matter_of
from servanda.findings.notices import matched_notices
from servanda.findings.prohibition import Case, applied, case_of, concerns, deciding_row, open_limits
from servanda.findings.reads import Reads
from servanda.findings.verdicts import (
    diagram_of,
    hinge_map,
    hinges_named,
    outcome_of,
    readings_of,
    verdict_hinges,
    verdict_of,
)
from servanda.logic import Diagram, flip_point
from servanda.records.agreement import Term
from servanda.records.finding import Finding, Flip, Subject
from servanda.records.incident import Incident
from servanda.wording import say


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
        flips=_flips(matter) if outcome.verdict == "undetermined" else [],
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


def _flips(matter: Matter) -> list[Flip]:
    """Where an open distance turns the verdict; only if nothing else could."""
    limits = open_limits(matter)
    names = [name for name, _ in limits]
    rulers = {name: Ruler(place, matter.incident, matter.docket) for name, place in limits if names.count(name) == 1}
    return [_flip(name, ruler) for name, ruler in rulers.items() if ruler.measurable() and _decides(name, matter)]


def _decides(name: str, matter: Matter) -> bool:
    assumptions: tuple[tuple[Literal["always", "never"], str], ...] = (("always", "breached"), ("never", "kept"))
    return all(verdict_of(_assuming(name, broken, matter)) == verdict for broken, verdict in assumptions)


def _assuming(name: str, broken: Literal["always", "never"], matter: Matter) -> Diagram:
    docket = replace(matter.docket, assumed={name: broken})
    return diagram_of(case_of(matter_of(matter.term, matter.incident, docket)))


def _flip(name: str, ruler: Ruler) -> Flip:
    point = flip_point(*ruler.span())
    return Flip(
        open=name,
        unit="m",
        kept_up_to=point.kept_up_to,
        breached_above=point.breached_above,
        says=say(
            "findings.flip_exact" if point.kept_up_to == point.breached_above else "findings.flip_range",
            low=point.kept_up_to,
            high=point.breached_above,
        ),
    )
