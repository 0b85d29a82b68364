"""Who did it: declared alternatives. Claims never narrow them, and neither does evidence below the standard."""

from collections.abc import Collection

from servanda.findings.atoms import parts_of
from servanda.findings.docket import Docket
from servanda.findings.evidence import origins_of
from servanda.findings.question import Question
from servanda.logic import OneOf, Variable
from servanda.records.agreement import Term
from servanda.records.finding import Claim, Hinge
from servanda.records.incident import Incident
from servanda.wording import say


def author_of(incident: Incident, docket: Docket, term: Term) -> Variable:
    """The parties that may have done it: those the incident allows, and whom the term excepts by name.

    Somebody is ruled out only by as many independent origins as the standard of the term asks for; until then everybody
    stays possible, and so does whoever the term permits to do it. Observations that contradict each other rule out
    nobody whom one of them names.
    """
    standard = docket.standard(term)
    basis = [docket.seen[name] for name in incident.by_basis if name in docket.seen]
    everybody = sorted({*incident.by, *docket.parties, *operators_of(term)})
    left = {
        name
        for name in everybody
        if len(origins_of((each for each in basis if name not in each.by), docket, standard)) < standard.independent
    }
    return Variable(f"author:{incident.id}", tuple(sorted({*left, *incident.by})))


def operators_of(term: Term) -> list[str]:
    """Whoever the exceptions of a term permit by name to do what it forbids, sorted."""
    conditions = (part for exemption in term.unless for part in parts_of(exemption.when))
    return sorted({part.operated_by for part in conditions if part.operated_by is not None})


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
        claim=Claim(kind="author", on=sorted(among), about=author.name.removeprefix("author:")),
    )


def attribution_hinge(author: Variable, docket: Docket) -> Hinge:
    """The hinge that it is not established who did it."""
    names = [docket.call(name) for name in author.options]
    incident = author.name.removeprefix("author:")
    return Hinge(cause="attribution", on=incident, says=say("findings.hinge_attribution", names=names))
