"""One term, one incident: what every question about the two needs."""

from dataclasses import dataclass

from servanda.findings.author import author_of
from servanda.findings.docket import Docket
from servanda.findings.things import Classes
from servanda.logic import Variable
from servanda.records.agreement import Term
from servanda.records.incident import Incident


@dataclass(frozen=True)
class Matter:
    """A term and an incident, with the alternatives that several questions share."""

    term: Term
    incident: Incident
    docket: Docket
    author: Variable
    classes: Classes


def matter_of(term: Term, incident: Incident, docket: Docket) -> Matter:
    """The matter of a term and an incident."""
    author = author_of(incident, docket, term)
    return Matter(term, incident, docket, author, Classes(term, incident, docket))
