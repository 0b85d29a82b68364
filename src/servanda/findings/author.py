"""Who did it: declared alternatives. Claims never narrow them, and neither does evidence below the standard."""

from collections.abc import Collection

from servanda.findings.docket import Docket
from servanda.findings.evidence import origins_of
from servanda.findings.question import Question
from servanda.logic import OneOf, Variable
from servanda.records.agreement import Proof
from servanda.records.finding import Hinge
from servanda.records.incident import Incident
from servanda.wording import say


def author_of(incident: Incident, docket: Docket, standard: Proof) -> Variable:
    """The parties that may have done it.

    Where the observations that point to somebody do not meet the standard of the term, everybody stays possible.
    """
    everybody = sorted({*incident.by, *docket.parties})
    basis = [docket.seen[name] for name in incident.by_basis if name in docket.seen]
    narrowed = bool(incident.by) and len(origins_of(basis, docket, standard)) >= standard.independent
    options = tuple(sorted(set(incident.by))) if narrowed else tuple(everybody)
    return Variable(f"author:{incident.id}", options)


def is_author(asks: str, among: Collection[str], author: Variable, docket: Docket) -> Question:
    """Whether it was one of these.

    Args:
        asks: Key of the sentence, which gets the names as `names`.
        among: Parties.
        author: The alternatives.
        docket: The instrument.
    """
    names = [docket.call(name) for name in sorted(among)]
    return Question(
        say(f"findings.{asks}", names=names),
        answer=OneOf(author, frozenset(among)),
        hinges=((author.name, attribution_hinge(author, docket)),),
    )


def attribution_hinge(author: Variable, docket: Docket) -> Hinge:
    """The hinge that it is not established who did it."""
    names = [docket.call(name) for name in author.options]
    incident = author.name.removeprefix("author:")
    return Hinge(cause="attribution", on=incident, says=say("findings.hinge_attribution", names=names))
