"""What the parties say of our encoding of a term: whether each accepts it, and its words as they were recorded."""

from servanda.findings.docket import Docket
from servanda.records.agreement import Term
from servanda.records.decision import Position
from servanda.records.finding import Accepts


def encoding_of(term: Term, docket: Docket) -> dict[str, Accepts]:
    """Whether each party accepts the encoding: what it said last of the term, else of the whole, else with the text.

    What a party said of the term stands before what it said of the instrument as a whole, whenever it said it: who
    accepts a text and objects to one line of it has not withdrawn the objection.
    """
    accepts: dict[str, Accepts] = dict.fromkeys(docket.parties, "unknown")
    accepts |= {name: said for name, said in term.encoding_accepted.items() if name in docket.agreement.parties}
    for position in sorted(positions_on(term, docket), key=lambda each: each.term != ""):
        accepts[position.by] = position.accepts
    return dict(sorted(accepts.items()))


def positions_on(term: Term, docket: Docket) -> list[Position]:
    """The last position of each party on a term and on its instrument as a whole, in the order they were taken."""
    text = f"{docket.agreement.id}@{docket.agreement.version}"
    last: dict[tuple[str, str], Position] = {}
    for position in sorted(docket.facts.positions, key=lambda each: (each.at, each.id)):
        about = position.agreement == text and position.term in {"", term.id}
        if about and position.at <= docket.as_of and position.by in docket.agreement.parties:
            last[position.by, position.term] = position
    return sorted(last.values(), key=lambda each: (each.at, each.id))
