"""Events inside a claim that no trigger embeds: what is to be done, what a purpose names, what is only talked about.

An infinitive, `щоб`, *discussed*, *preparations for* say that somebody speaks of an event, never that it came about
(Karttunen 1971 for the verbs that are the exception: *managed to*, *вдалося*).
"""

from collections.abc import Iterator

import msgspec

from servanda.records.statement import Embedded
from servanda.statements.certainty import embed
from servanda.statements.clauses import Clause
from servanda.statements.morphology import is_infinitive

_NO_VERBS = frozenset({"the", "a", "an", "its", "his", "her", "their", "our", "this", "that", "these", "those", "date"})
_NEAR = 3


def loose_events(text: str, clause: Clause) -> list[Embedded]:
    """Events of a clause that are spoken of and not said to be so, each unknown, in order."""
    events = [embed(text, clause, at, "Uu") for at in sorted({*_purposes(clause), *_infinitives(clause)})]
    events += [embed(text, clause, hit.last, "Uu") for hit in clause.of("spoken_of") if hit.last < clause.last]
    events += [embed(text, clause, hit.first, "Uu") for hit in clause.of("prospects")]
    return [one for one in events if one.span is not None and one.span.end > one.span.start]


def depending(clause: Clause, events: list[Embedded]) -> list[Embedded]:
    """What is promised, offered or refused under a condition, after something or without it is unknown."""
    tied = clause.of("hedge:if") or clause.of("if") or clause.of("after") or clause.of("without")
    if not events or not tied:
        return events
    return [msgspec.structs.replace(events[0], certainty="Uu"), *events[1:]]


def _purposes(clause: Clause) -> Iterator[int]:
    tokens = clause.sentence.tokens
    yield from (at + 1 for at in range(clause.first, clause.last - 1) if tokens[at].fold in {"щоб", "аби"})


def _infinitives(clause: Clause) -> Iterator[int]:
    """Infinitives after anything but a verb that says that it was done."""
    tokens = clause.sentence.tokens
    done = [hit.last for hit in clause.of("managed")]
    for at in range(clause.first, clause.last):
        word = tokens[at]
        if not word.is_word or any(0 <= at - last <= _NEAR for last in done):
            continue
        if is_infinitive(word.fold):
            yield at
        elif word.fold == "to" and at + 1 < clause.last:
            following = tokens[at + 1]
            if following.is_word and following.plain[:1].islower() and following.fold not in _NO_VERBS:
                yield at + 1
