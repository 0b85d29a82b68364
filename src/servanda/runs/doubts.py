"""Words in facts that look like a slip: an act or a kind of thing that no text uses, close to one that a text does use.

The record is taken all the same: the world is larger than any text. But nobody should read *kept* over `howitzzer`.
"""

import difflib
from collections.abc import Iterator, Sequence

import msgspec

from servanda.records.agreement import Agreement
from servanda.records.facts import Facts
from servanda.records.record import Wording
from servanda.wording import say

_LIKE = 0.75
"""Share of letters in common from which two words look alike (Ratcliff and Obershelp, as `difflib` counts)."""


class Doubt(msgspec.Struct, frozen=True, kw_only=True):
    """One word that may be a slip."""

    kind: str
    """Observation, watch or tally."""
    id: str
    """Its name."""
    word: str
    """What it says."""
    nearest: str
    """What the texts say."""
    says: Wording
    """The doubt in words."""


def doubts(facts: Facts, agreements: Sequence[Agreement]) -> list[Doubt]:
    """Words that may be slips, by record; cost grows with the number of different words, not of records.

    Args:
        facts: Everything taken.
        agreements: The texts whose acts and kinds are known.
    """
    known = {word for text in agreements for word in _used(text)}
    near: dict[str, str] = {}
    found = []
    for kind, name, word in _said(facts):
        if word in known:
            continue
        if word not in near:
            near[word] = next(iter(difflib.get_close_matches(word, sorted(known), n=1, cutoff=_LIKE)), "")
        if near[word]:
            says = say("doors.fact_doubt", kind=say(f"reports.noun.{kind}"), name=name, word=word, nearest=near[word])
            found.append(Doubt(kind=kind, id=name, word=word, nearest=near[word], says=says))
    return found


def _used(text: Agreement) -> Iterator[str]:
    for term in text.terms:
        yield from (each.do for each in (term.must_not, term.must, term.at_most) if each is not None)
    for name, thing in text.things.items():
        yield from (name, *thing.is_, *thing.named_are)


def _said(facts: Facts) -> Iterator[tuple[str, str, str]]:
    for one in facts.observations:
        yield from (("observation", one.id, word) for word in (one.act, *one.things))
    for watch in facts.watches:
        yield from (("watch", watch.id, word) for word in watch.acts)
    for tally in facts.tallies:
        yield "tally", tally.id, tally.act
