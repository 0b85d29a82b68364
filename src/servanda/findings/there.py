"""Whether something was in a place of any kind: a drawn one, or a band measured from a line."""

from servanda.findings.docket import Docket
from servanda.findings.ground import is_inside
from servanda.findings.question import Question
from servanda.records.incident import Incident


def is_there(place: str, incident: Incident, docket: Docket) -> Question:
    """Whether it was in a place."""
    return is_inside(place, incident, docket)
