"""Order of steps: what waits for what, who waits for whom, and which unknown stands in the way. All of it derived.

A condition in a text orders two things; that one of them is blocked is our inference: an open question about the same
issue, or about the consent of a party that the condition names, has no answer on record.
"""

from collections.abc import Iterator, Sequence
from itertools import chain

import msgspec

from servanda.records.record import Wording
from servanda.records.statement import Span, Statement
from servanda.statements.derived.basis import about_something, by_id, feeds
from servanda.statements.derived.matter import Texts, shared_words
from servanda.statements.lexicon import issues, lexicon, registry
from servanda.statements.reading import tokens_of
from servanda.statements.waiting import orders

_OPEN = frozenset({"open_term", "open_issue"})
_FEWEST = 2
"""Words that a question about nobody in particular must share with what it is in the way of."""


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that waits: for an event that a condition names, or for somebody's signal."""

    statement: str
    """Accepted statement that says so."""
    waits: list[str]
    """Who waits, as far as the statement says: its parties."""
    whom: list[str]
    """For whom: parties that the condition names, or from whom a signal is awaited."""
    issue: str
    """What it is about."""
    says: Wording
    """What waits for what, in words of ours; empty for an awaited signal."""
    blocked_by: list[str]
    """Accepted statements that something in the way is unknown: an inference of ours."""


def steps(accepted: Sequence[Statement], texts: Texts) -> list[Step]:
    """What waits for what, awaited signals first, then in the order of the texts.

    Args:
        accepted: Accepted statements; those that are only possible or unknown order nothing.
        texts: Source → text; a condition in a text that is not at hand is not told.
    """
    unknowns = [one for one in by_id(accepted).values() if one.frame in _OPEN]
    told = sorted(filter(feeds, accepted), key=lambda one: (one.source, one.spans[0].start, one.id))
    signals = (_signal(one, unknowns, texts) for one in told if one.frame == "awaited_signal")
    return [*signals, *chain.from_iterable(_ordered(one, texts, unknowns) for one in told)]


def _signal(one: Statement, unknowns: Sequence[Statement], texts: Texts) -> Step:
    return Step(
        statement=one.id,
        waits=one.actors,
        whom=one.counterparts,
        issue=one.issue,
        says={},
        blocked_by=_blocking(one, one.counterparts, unknowns, texts),
    )


def _ordered(one: Statement, texts: Texts, unknowns: Sequence[Statement]) -> Iterator[Step]:
    text = texts.get(one.source)
    if text is None or one.frame in _OPEN or one.frame == "awaited_signal":
        return
    for span, line in zip(one.conditions, orders(text, [one]), strict=True):
        named = _parties(text, span)
        yield Step(
            statement=one.id,
            waits=one.actors,
            whom=named,
            issue=one.issue,
            says=line,
            blocked_by=_blocking(one, named, unknowns, texts),
        )


def _parties(text: str, span: Span) -> list[str]:
    """Parties that a condition names, in its order."""
    hits = lexicon().find(tuple(tokens_of(text, span.start, span.end)))
    named = sorted(
        (hit.first, registry()[hit.value].party) for tag in ("entity", "adjective") for hit in hits.get(tag, [])
    )
    return list(dict.fromkeys(party for _, party in named if party))


def _blocking(one: Statement, parties: Sequence[str], unknowns: Sequence[Statement], texts: Texts) -> list[str]:
    """What is open about the same thing, or about the consent of a party that must come first."""
    same = {known.id for known in unknowns if _in_the_way(known, one, parties, texts)}
    consents = {known.id for known in unknowns if known.slot == "consent" and set(known.actors) & set(parties)}
    return sorted(same | consents)


def _in_the_way(known: Statement, one: Statement, parties: Sequence[str], texts: Texts) -> bool:
    """Whether a question is about the same as a statement: where French troops stand hinders no Bulgarian ship."""
    if not about_something(one) or known.issue != one.issue:
        return False
    if not known.actors:
        return shared_words(known, one, texts) >= _FEWEST
    owner = issues()["issues"].get(one.issue, {}).get("party")
    return bool(set(known.actors) & {*one.actors, *one.counterparts, *parties, *([owner] if owner else [])})
