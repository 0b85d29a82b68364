"""How certain the last speaker is (FactBank scale), and how certain the events inside a claim are.

A hedge weakens either the claim or the event named beside it; whichever it is, nothing is left firmer than it allows.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from servanda.records.statement import Certainty, Embedded, Span
from servanda.statements.clauses import Clause
from servanda.statements.lexicon import Hit
from servanda.statements.morphology import is_future
from servanda.statements.spans import span_of

_STRENGTH = {"CT": 3, "PR": 2, "PS": 1}
_CAPS: dict[str, Certainty] = {
    "hedge:inner_ps": "PS+",
    "hedge:inner_pr": "PR+",
    "hedge:head_ps": "PS+",
    "hedge:head_pr": "PR+",
    "hedge:due": "PR+",
    "hedge:if": "Uu",
    "hedge:unknown": "Uu",
}
ATTITUDES = frozenset({"awaited_signal", "position", "offer", "ask", "refusal", "intention", "pledge"})
"""Frames whose act is certain even where the event inside is not: wanting is certain, what is wanted is not."""
_EVENTS = (
    "event_deployment",
    "event_presence",
    "event_withdrawal",
    "event_conclusion",
    "event_involvement",
    "event_consent",
    "event_support",
)
_CLOSE = 4


@dataclass(frozen=True, slots=True)
class Weighed:
    """Certainty of a claim with the events inside it."""

    certainty: Certainty
    """Of the claim."""
    embedded: list[Embedded]
    """Events inside."""


def strength(certainty: Certainty) -> int:
    """How firm a value is: certain 3, probable 2, possible 1, unknown 0."""
    return 0 if certainty.endswith("u") else _STRENGTH[certainty[:2]]


def weaker(left: Certainty, right: Certainty) -> Certainty:
    """The less firm of two values; the first where they are equally firm."""
    return right if strength(right) < strength(left) else left


def lowered(value: Certainty, cap: Certainty) -> Certainty:
    """A value no firmer than a cap; what is denied stays denied.

    >>> lowered("PR-", "PS+"), lowered("PS+", "PR+"), lowered("CT-", "Uu")
    ('PS-', 'PS+', 'Uu')
    """
    if strength(cap) >= strength(value) or cap.endswith("u"):
        return weaker(value, cap)
    kept: Certainty = msgspec.convert(f"{cap[:2]}{value[-1]}", type=Certainty)
    return kept


def hedges_of(clause: Clause) -> list[tuple[Hit, Certainty]]:
    """Words of a clause that weaken something, each with the firmest value that may stand beside it."""
    found: list[tuple[Hit, Certainty]] = []
    for tag, cap in _CAPS.items():
        found += [(hit, cap) for hit in clause.of(tag) if _weakens(clause, hit)]
    found += [(hit, "PR+") for hit in (*_announced(clause), *_futures(clause))]
    found += [(hit, "PS+") for hit in clause.of("inverted") if hit.first == clause.first]
    found += [(hit, "Uu") for hit in clause.of("say") if clause.negated(hit)]
    found += [(hit, "PS+") for hit in clause.of("hedge:not")[1:]]
    return sorted(found, key=lambda one: (one[0].first, one[0].tag))


def _announced(clause: Clause) -> list[Hit]:
    """`Canada to give radars`: in an English headline, a name before an infinitive tells the future."""
    if clause.sentence.section != "headline":
        return []
    named = {hit.last for tag in ("entity", "adjective") for hit in clause.of(tag)}
    return [hit for hit in clause.of("to") if hit.first in named]


def _futures(clause: Clause) -> list[Hit]:
    """Verbs that tell the future, whichever they are."""
    tokens = clause.sentence.tokens
    return [
        Hit("hedge:head_pr", "", at, at + 1)
        for at in range(clause.first, clause.last)
        if tokens[at].is_word and is_future(tokens[at].fold)
    ]


def weigh(
    text: str, clause: Clause, *, attitude: Hit | None, base: Certainty, events: Sequence[Embedded] = ()
) -> Weighed:
    """Weigh a claim: base value, lowered or joined by an embedded event for each hedge.

    Args:
        text: The text as received.
        clause: Where the claim stands.
        attitude: Trigger of a frame in `ATTITUDES`: what follows it weakens what is wanted, not the wanting.
        base: Value before hedges.
        events: Events that the trigger embeds.
    """
    certainty, embedded = base, list(events)
    for hit, cap in hedges_of(clause):
        if hit.tag.startswith("hedge:inner"):
            embedded.append(_embed(text, clause, hit, cap))
        elif hit.tag == "hedge:if":
            if attitude is None:
                certainty = lowered(certainty, "PR+")
            elif embedded:
                embedded[0] = _weakened(embedded[0], "Uu", span_of(text, clause.sentence, hit.first, hit.last))
            embedded.append(_supposed(text, clause, hit))
        elif attitude is None or _governs(hit, attitude):
            certainty = lowered(certainty, cap)
        elif embedded:
            embedded[0] = _weakened(embedded[0], cap, span_of(text, clause.sentence, hit.first, hit.last))
        else:
            embedded.append(_embed(text, clause, hit, cap))
    return Weighed(certainty, _merged(embedded))


def embed(text: str, clause: Clause, first: int, certainty: Certainty, *, event: str = "") -> Embedded:
    """The event that follows a trigger, up to an *if* or the end of the clause; named by its words if not given."""
    conditions = [hit.first for hit in clause.of("hedge:if") if hit.first > first]
    last = _trimmed(clause, min([clause.last, *conditions]))
    first = min(first, last - 1)
    return Embedded(
        event=event or event_of(clause, first, last),
        certainty=certainty,
        span=span_of(text, clause.sentence, first, last),
    )


def event_of(clause: Clause, first: int, last: int) -> str:
    """What an event is, in a neutral word of ours."""
    named = [
        (hit.first, tag.removeprefix("event_"))
        for tag in _EVENTS
        for hit in clause.of(tag)
        if first <= hit.first < last
    ]
    return min(named)[1] if named else "event"


def _weakens(clause: Clause, hit: Hit) -> bool:
    """Sort out words that only look like a hedge in this place."""
    tokens = clause.sentence.tokens
    word = tokens[hit.first]
    if hit.tag == "hedge:inner_ps":
        if word.fold.endswith("о") or any(one.first <= hit.first < one.last for one in clause.of("hedge:head_ps")):
            return False
        return not (word.fold.startswith("можливост") and _capability(clause, hit))
    if hit.tag == "hedge:due":
        following = [token.fold for token in tokens[hit.last : hit.last + 2]]
        return "намір" not in following and any(word.endswith(("ти", "тися", "тись")) for word in following)
    if word.plain == "May":
        return hit.last >= len(tokens) or not tokens[hit.last].fold.isdigit()
    return True


def _capability(clause: Clause, hit: Hit) -> bool:
    """`Можливості` that are offered, integrated or military are capabilities."""
    tokens = clause.sentence.tokens
    following = tokens[hit.last].fold if hit.last < len(tokens) else ""
    if following.endswith(("ти", "тися", "ння", "сті")) or following.startswith("присутн"):
        return False
    sentence = clause.sentence
    return any(abs(one.first - hit.first) <= _CLOSE for one in sentence.of("hedge:capability"))


def _governs(hit: Hit, trigger: Hit) -> bool:
    """Whether a hedge weakens the trigger itself rather than what follows it."""
    if hit.tag == "hedge:head_ps" and hit.first == trigger.last:
        return True
    return hit.last <= trigger.first and trigger.first - hit.last <= _CLOSE


def _embed(text: str, clause: Clause, hit: Hit, cap: Certainty) -> Embedded:
    end = _trimmed(clause, clause.last)
    first = min(hit.last, end - 1) if hit.last < end else hit.first
    last = min(first + _CLOSE, end)
    sentence = clause.sentence
    return Embedded(
        event=event_of(clause, hit.first, last),
        certainty=cap,
        span=span_of(text, sentence, first, max(last, first + 1)),
        cues=[span_of(text, sentence, hit.first, hit.last)],
    )


def _supposed(text: str, clause: Clause, hit: Hit) -> Embedded:
    """What an *if* opens, up to the next mark: nobody says whether it comes."""
    tokens = clause.sentence.tokens
    last = hit.last
    while last < clause.last and (tokens[last].is_word or tokens[last].fold == '"'):
        last += 1
    first = min(hit.last, clause.last - 1)
    return Embedded(
        event=event_of(clause, first, last),
        certainty="Uu",
        span=span_of(text, clause.sentence, first, max(last, first + 1)),
        cues=[span_of(text, clause.sentence, hit.first, hit.last)],
    )


def _weakened(event: Embedded, cap: Certainty, cue: Span) -> Embedded:
    """The event a trigger embeds, weakened by a hedge in its words."""
    return Embedded(
        event=event.event, certainty=lowered(event.certainty, cap), span=event.span, cues=[*event.cues, cue]
    )


def _merged(events: list[Embedded]) -> list[Embedded]:
    """One event named by a trigger and weakened by hedges inside keeps the weakest value and all cues."""
    merged: list[Embedded] = []
    for event in events:
        twin = next((one for one in merged if one.event == event.event != "event"), None)
        if twin is None:
            merged.append(event)
            continue
        both = Embedded(
            event=twin.event,
            certainty=weaker(twin.certainty, event.certainty),
            span=twin.span,
            cues=[*twin.cues, *event.cues],
        )
        merged[merged.index(twin)] = both
    return merged


def _trimmed(clause: Clause, last: int) -> int:
    """Without the marks at the end."""
    tokens = clause.sentence.tokens
    while last > clause.first + 1 and not tokens[last - 1].is_word and tokens[last - 1].fold != '"':
        last -= 1
    return last
