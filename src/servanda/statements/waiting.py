"""What waits for what: each condition of a text in neutral words, and what it governs.

A condition may belong to an act or to what the act is about: *they plan to insist on X after Y*. Where the text leaves
that open, the line says so.
"""

from collections.abc import Iterator, Sequence

from servanda.records.record import Wording
from servanda.records.statement import Span, Statement
from servanda.statements.certainty import ATTITUDES
from servanda.statements.gist import issue_name, name_of
from servanda.statements.issues import unowned
from servanda.statements.lexicon import Hit, lexicon, registry
from servanda.statements.reading import Token, tokens_of
from servanda.wording import say

_RELATIONS = ("unless", "before", "if", "after")
_EVENTS = ("peace", "truce", "war", "fighting", "understanding", "talks", "approval")
_CLAIMS = frozenset({"meeting", "representation", "report", "condition"})
"""Frames that are themselves what the condition governs."""


def orders(text: str, statements: Sequence[Statement]) -> Iterator[Wording]:
    """One line for each condition of each statement, in the order of the text."""
    for one in statements:
        for span in one.conditions:
            line = say("statements.order", condition=_condition(text, span), governed=_governed(one))
            yield say("statements.order-uncertain", line=line) if _uncertain(one, span) else line


def _condition(text: str, span: Span) -> Wording:
    tokens = tokens_of(text, span.start, span.end)
    hits = lexicon().find(tokens)
    relation = next((one for one in _RELATIONS if _opens(hits, f"relation_{one}")), "after")
    event = next((one for one in _EVENTS if hits.get(f"fact_{one}")), "other")
    line = say(f"statements.relation-{relation}", event=say(f"statements.fact-{event}"))
    parties = _parties(tokens, hits)
    return say("statements.order-with", line=line, parties=[name_of(party) for party in parties]) if parties else line


def _opens(hits: dict[str, list[Hit]], tag: str) -> bool:
    return any(hit.first <= 1 for hit in hits.get(tag, []))


def _parties(tokens: Sequence[Token], hits: dict[str, list[Hit]]) -> list[str]:
    named = [(hit.first, registry()[hit.value].party) for tag in ("entity", "adjective") for hit in hits.get(tag, [])]
    inside = [party for first, party in sorted(named) if party and first < len(tokens)]
    return list(dict.fromkeys(inside))


def _governed(one: Statement) -> Wording:
    """The event inside a claim, else the claim by its kind, with what it is about."""
    inside = [event.event for event in reversed(one.embedded) if event.event != "event"]
    kind = f"event-{inside[0]}" if inside and one.frame not in _CLAIMS else f"frame-{one.frame}"
    if one.issue == "other":
        return say(f"statements.{kind}")
    event, issue = say(f"statements.{kind}"), issue_name(one.issue)
    named = any(issue[lang].startswith(event[lang]) for lang in issue)
    return issue if named or not unowned(one.issue, "") else say("statements.order-event", event=event, issue=issue)


def _uncertain(one: Statement, span: Span) -> bool:
    """Whether an act stands beside the event it is about, both before the condition."""
    acts = one.frame in ATTITUDES and bool(one.embedded)
    return acts and any(place.start < span.start for place in one.spans)
