"""Pages made of accepted statements alone: the brief, the position grid, the islands, the card of one claim.

In: a dossier. Out: parts of a page, each sentence with the statements it rests on; `plain` writes them as text or JSON
with the places of their words. What no accepted statement supports is not said, or is marked as unsupported.
"""

from servanda.reports.said.brief import brief_of
from servanda.reports.said.card import card_of
from servanda.reports.said.grid import grid_csv, grid_of
from servanda.reports.said.islands import islands_of
from servanda.reports.said.plain import as_json, as_text, notes_of
from servanda.reports.said.sequence import relations_of, sequence_of
from servanda.reports.said.told import Told

__all__ = [
    "Told",
    "as_json",
    "as_text",
    "brief_of",
    "card_of",
    "grid_csv",
    "grid_of",
    "islands_of",
    "notes_of",
    "relations_of",
    "sequence_of",
]
