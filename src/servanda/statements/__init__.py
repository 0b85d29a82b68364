"""Statements: a text and its source → who claims what, through which chain, how certainly. Proposals, never facts.

In: the exact text of a `Source`. Out: `Statement` records with spans (code points and SHA-256), chains from the
publisher inwards, certainty on the FactBank scale, and the rule that proposed each. People decide (`review`).

>>> from servanda.records.source import Source
>>> source = Source(id="text:example", kind="text", publisher="Example desk", lang="en")
>>> [one] = propose("According to officials, the troops might be deployed in spring.", source)
>>> one.frame, one.certainty, [link.source for link in one.chain]
('report', 'PS+', ['example-desk', 'anon:1'])
"""

from servanda.statements.chains import names_itself
from servanda.statements.correcting import unnamed
from servanda.statements.gist import certainty_word, issue_name, link_name, name_of
from servanda.statements.hardening import hardened
from servanda.statements.lexicon import own_registry
from servanda.statements.mentions import Mention, mentions_of
from servanda.statements.merging import Edge, Merged, applied, candidates, edges, merged, names_in
from servanda.statements.propose import propose
from servanda.statements.read_cues import Cue, read_cues
from servanda.statements.review import Reviewed, edited, review
from servanda.statements.spans import check_selectors, check_span, check_statements, holds, selectors
from servanda.statements.summary import summary
from servanda.statements.undoing import in_force
from servanda.statements.voices import ChainCard, Voices, chain_card, channels, conflicts, independent

__all__ = [
    "ChainCard",
    "Cue",
    "Edge",
    "Mention",
    "Merged",
    "Reviewed",
    "Voices",
    "applied",
    "candidates",
    "certainty_word",
    "chain_card",
    "channels",
    "check_selectors",
    "check_span",
    "check_statements",
    "conflicts",
    "edges",
    "edited",
    "hardened",
    "holds",
    "in_force",
    "independent",
    "issue_name",
    "link_name",
    "mentions_of",
    "merged",
    "name_of",
    "names_in",
    "names_itself",
    "own_registry",
    "propose",
    "read_cues",
    "review",
    "selectors",
    "summary",
    "unnamed",
]
