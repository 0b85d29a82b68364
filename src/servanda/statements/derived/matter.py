"""Whether two statements speak of the same thing: frame, parties and issue are not enough, so their words decide.

*Would provide fighters* and *would provide ships for demining* are both pledges of one party about forces, and neither
repeats the other. Words are compared by their first letters, without names, numbers and conditions; across languages
only what a frame spells out (a stance, an open slot, a named event) tells two statements to be the same.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import TypeAlias

from servanda.records.statement import Statement
from servanda.statements.derived.basis import about_something
from servanda.statements.lexicon import lexicon
from servanda.statements.reading import tokens_of

Texts: TypeAlias = Mapping[str, str]
"""Source → text, for those at hand."""

_STEM = 5
_SHORTEST = 4
_HALF = 2
_THIRD = 3
_FEWEST = 3
"""Words that two statements must share at least, unless they share all."""
_LATIN = "z"
_EMPTY = frozenset(
    {
        *("about", "after", "also", "been", "before", "from", "have", "into", "said", "that", "their", "there", "they"),
        *("this", "upon", "were", "which", "will", "with", "would"),
        *("буде", "були", "було", "вони", "його", "після", "разом", "свої", "також", "тому", "того", "цього"),
        *("через", "щодо", "який", "якщо", "якої"),
    }
)
"""Words that say nothing of what a statement is about."""
_OPEN = frozenset({"open_term", "open_issue"})


def same_matter(left: Statement, right: Statement, texts: Texts) -> bool:
    """Whether two statements say the same of the same parties, denials apart."""
    same = (left.frame, left.issue, left.slot, left.stance) == (right.frame, right.issue, right.slot, right.stance)
    named = set(left.actors) == set(right.actors) and (bool(left.actors) or left.frame not in {"pledge", "offer"})
    towards = not left.counterparts or not right.counterparts or set(left.counterparts) & set(right.counterparts)
    return about_something(left) and same and named and bool(towards) and same_words(left, right, texts)


def same_words(left: Statement, right: Statement, texts: Texts) -> bool:
    """Whether the words of two statements are about the same thing, as far as that can be told.

    In one language their words decide; across languages an open slot or a named event that both have.
    """
    if left.source not in texts or right.source not in texts:
        return False
    ours, theirs = content(left, texts[left.source]), content(right, texts[right.source])
    if _script(ours) != _script(theirs):
        return _spelled_out(left, right)
    shared, short, long = len(ours & theirs), *sorted((len(ours), len(theirs)))
    enough = shared >= _FEWEST or (ours == theirs and bool(ours))
    return enough and _HALF * shared > short and _THIRD * shared > long


def same_claim_words(left: Statement, right: Statement, texts: Texts) -> bool:
    """Whether two statements are so alike that a denial or another figure in one of them is about the other.

    Only within one language: most of the longer words of either stand in both.
    """
    if left.source not in texts or right.source not in texts:
        return False
    ours, theirs = content(left, texts[left.source]), content(right, texts[right.source])
    return bool(ours & theirs) and _HALF * len(ours & theirs) > max(len(ours), len(theirs))


def same_event(one: Statement, two: Statement) -> bool:
    """Whether two acts are about the same named event, or neither is about any; an unnamed event is never the same."""
    events = [{event.event for event in each.embedded} for each in (one, two)]
    return not (events[0] | events[1]) or bool((events[0] & events[1]) - {"event"})


def _spelled_out(one: Statement, two: Statement) -> bool:
    """Whether the frame alone says what both are about: the same open part of one matter, or the same named event."""
    if one.frame == two.frame and one.frame in _OPEN:
        return one.slot == two.slot != "other"
    return same_event(one, two) and bool(one.embedded)


def content(one: Statement, text: str) -> frozenset[str]:
    """First letters of the longer words of a statement, without names, numbers and its conditions."""
    found: frozenset[str] = frozenset()
    for span in one.spans:
        cut = tuple((part.start - span.start, part.end - span.start) for part in one.conditions)
        found |= _content_of(text[span.start : span.end], cut)
    return found


def shared_words(left: Statement, right: Statement, texts: Texts) -> int:
    """How many longer words two statements share, conditions included; none across languages or without their texts."""
    if left.source not in texts or right.source not in texts:
        return 0
    ours, theirs = (
        {word for span in one.spans for word in _content_of(texts[one.source][span.start : span.end], ())}
        for one in (left, right)
    )
    return len(ours & theirs)


@lru_cache(maxsize=65_536)
def _content_of(words: str, cut: tuple[tuple[int, int], ...]) -> frozenset[str]:
    tokens = tuple(tokens_of(words, 0, len(words)))
    hits = lexicon().find(tokens)
    named = [hit for tag in ("entity", "adjective") for hit in hits.get(tag, [])]
    names = {place for hit in named for place in range(hit.first, hit.last)}
    return frozenset(
        token.fold[:_STEM]
        for place, token in enumerate(tokens)
        if place not in names
        and token.fold.isalpha()
        and len(token.fold) >= _SHORTEST
        and token.fold not in _EMPTY
        and not any(start <= token.start < end for start, end in cut)
    )


def _script(words: frozenset[str]) -> bool:
    """Whether most words are in Latin letters."""
    return _HALF * sum(1 for word in words if word[0] <= _LATIN) > len(words)
