"""What follows from accepted statements: positions, oppositions, relations, islands, order of steps, cards.

In: accepted statements, and their sources for dates. Out: views that name the statements they rest on. Nothing is
stored, and nothing here is a fact: it is what the accepted statements say when they are held against each other. A
statement that is only possible or unknown feeds none of it (`feeds`); what is unknown is listed as open and stays so.
"""

from servanda.statements.derived.basis import Dates, dates_of, feeds, newest_first
from servanda.statements.derived.cards import ClaimCard, claim_card
from servanda.statements.derived.islands import Island, Islands, islands
from servanda.statements.derived.opposed import Opposed, opposed
from servanda.statements.derived.positions import Grid, Held, Taken, grid, positions
from servanda.statements.derived.relations import Relation, relations
from servanda.statements.derived.sequence import Step, steps
from servanda.statements.derived.support import Asserted, Backing, asserted_by, backing

__all__ = [
    "Asserted",
    "Backing",
    "ClaimCard",
    "Dates",
    "Grid",
    "Held",
    "Island",
    "Islands",
    "Opposed",
    "Relation",
    "Step",
    "Taken",
    "asserted_by",
    "backing",
    "claim_card",
    "dates_of",
    "feeds",
    "grid",
    "islands",
    "newest_first",
    "opposed",
    "positions",
    "relations",
    "steps",
]
