"""Negative gold: which "must not assert" items an answer breaks, as far as that can be seen without reading prose.

An item names the statements that show why. It is broken if the reader's statement over the same words is firmer than
the gold where the gold doubts; makes a pledge of what is none; gives the words of a speaker to an outer link of the
chain; makes one voice of two unnamed ones; dates a meeting that has no date; or puts into a meeting somebody whom
the item names and the gold does not have there. An item that names no statement, or none the reader found, is not
broken by silence.
"""

from collections.abc import Iterator
from itertools import combinations

from servanda.statements.gold.aligning import touches
from servanda.statements.gold.annotation import Claim, Forbidden, Meeting
from servanda.statements.gold.identity import Sides, named_in
from servanda.statements.gold.of_claims import CERTAIN, Pairs, firmness, harder, heard_of
from servanda.statements.gold.tally import Tally

_NO_PLEDGE = frozenset(
    {"offer", "ask", "intention", "position", "awaited_signal", "open_term", "open_issue", "refusal"}
)


def broken(sides: Sides, pairs: Pairs) -> list[tuple[str, str]]:
    """Items that are broken, each with the first reason."""
    found = []
    for item in sides.gold.forbidden:
        reason = next(_reasons(sides, item, pairs), "")
        if reason:
            found.append((item.id, reason))
    return found


def of_forbidden(sides: Sides, pairs: Pairs) -> dict[str, Tally]:
    """Broken of all that can be checked."""
    checked = [one for one in sides.gold.forbidden if any(sides.gold.claim(name) for name in one.see)]
    names = {one.id for one in checked}
    return {"negative": Tally(sum(name in names for name, _ in broken(sides, pairs)), len(checked))}


def _reasons(sides: Sides, item: Forbidden, pairs: Pairs) -> Iterator[str]:
    seen = [(one, two) for one, two in pairs if one.id in item.see]
    for one, two in seen:
        yield from _given_away(sides, one, two)
        yield from () if item.voices else _hardened(sides, one, two)
    yield from _merged(sides, seen)
    yield from _met(sides, item)


def _hardened(sides: Sides, one: Claim, two: Claim) -> Iterator[str]:
    if harder(one, two):
        yield f"{one.id}: {one.value} became {two.value}"
    for event in one.events:
        heard = heard_of(event, one, two, sides.read)
        if firmness(event.value) < CERTAIN and heard and firmness(heard) > firmness(event.value):
            yield f"{one.id}: {event.says}: {event.value} became {heard}"
    if one.frame in _NO_PLEDGE and two.frame == "pledge":
        yield f"{one.id}: {one.frame} became pledge"


def _given_away(sides: Sides, one: Claim, two: Claim) -> Iterator[str]:
    if two.chain and any(sides.same(link.source, two.chain[-1].source) for link in one.chain[:-1]):
        yield f"{one.id}: the words of {one.chain[-1].source} are given to {two.chain[-1].source}"


def _merged(sides: Sides, seen: Pairs) -> Iterator[str]:
    for (one, two), (other, another) in combinations(seen, 2):
        apart = one.chain and other.chain and one.chain[-1].source != other.chain[-1].source
        unnamed = apart and all(sides.unnamed(claim.chain[-1].source, sides.gold) for claim in (one, other))
        if unnamed and two.chain[-1].source == another.chain[-1].source:
            yield f"{one.id}, {other.id}: two unnamed voices became one"


def _met(sides: Sides, item: Forbidden) -> Iterator[str]:
    meetings = [one for one in sides.gold.meetings if set(one.statements) & set(item.see)]
    for one in meetings:
        near = [two for two in sides.read.meetings if _only_near(sides, one, two)]
        if one.date == "" and any(two.date for two in near):
            yield f"{one.id}: a date that the text does not give"
        strangers = [name for two in near for name in two.people if not sides.same_party(_people(sides, one), [name])]
        if any(sides.keys_read(name) & named_in(item.says) for name in strangers):
            yield f"{one.id}: somebody takes part whom the text does not name there"


def _only_near(sides: Sides, one: Meeting, two: Meeting) -> bool:
    """Whether the reader's meeting is at this one's words and at no other's."""
    others = [other for other in sides.gold.meetings if other.id != one.id and touches(other.places, two.places)]
    return touches(one.places, two.places) and not others


def _people(sides: Sides, one: Meeting) -> list[str]:
    """Who takes part, and the actors of the meeting's statements."""
    claims = [claim for name in one.statements if (claim := sides.gold.claim(name))]
    return [*one.people, *(actor for claim in claims for actor in claim.actors)]
