"""What a text says of a meeting: when, whether it was, is or is to be, and which words name the place."""

from collections.abc import Sequence

import msgspec

from servanda.records.statement import Certainty, Meeting, MeetingStatus, Span
from servanda.statements.certainty import strength
from servanda.statements.clauses import Clause
from servanda.statements.dates import TimeExpression
from servanda.statements.morphology import is_future
from servanda.statements.spans import span_of

_IN = frozenset({"у", "в", "до", "in", "at", "to"})
_TOWARDS = frozenset({"до", "to"})
_CERTAIN = 3


def meeting_of(text: str, clause: Clause, certainty: Certainty, times: Sequence[TimeExpression]) -> Meeting:
    """The details of a meeting that a clause tells of.

    Args:
        text: The text as received.
        clause: The clause.
        certainty: How certain the meeting is according to it.
        times: What the text says about time.
    """
    begin, end = clause.sentence.tokens[clause.first].start, clause.sentence.tokens[clause.last - 1].end
    inside = [one for one in times if begin <= one.span.start < end and one.kind == "DATE" and one.value]
    return Meeting(
        date=inside[0].value if inside else "",
        place=_place(text, clause),
        status=_status(clause, certainty),
    )


def meeting_in(text: str, clause: Clause, times: Sequence[TimeExpression]) -> Meeting | None:
    """A meeting that a clause only names while it tells something else; none if it names none."""
    named = clause.of("meet_noun")
    if not named:
        return None
    told = meeting_of(text, clause, "CT+", times)
    words = span_of(text, clause.sentence, named[0].first, named[0].last)
    return msgspec.structs.replace(told, words=words, status="unknown")


def _status(clause: Clause, certainty: Certainty) -> MeetingStatus:
    """Cancelled, under way, planned or held: what is not certain has not been."""
    if clause.of("meet_off"):
        return "cancelled"
    if clause.of("meet_now"):
        return "under_way"
    words = clause.sentence.tokens[clause.first : clause.last]
    future = any(token.is_word and is_future(token.fold) for token in words) or clause.of("meet_planned")
    if future or strength(certainty) < _CERTAIN:
        return "planned"
    return "held" if clause.of("meet_held") else "unknown"


def _place(text: str, clause: Clause) -> Span | None:
    """A capitalised name after a preposition of place; a party that is addressed is none."""
    tokens = clause.sentence.tokens
    parties = {hit.first for hit in clause.of("entity")}
    for at in range(clause.first, clause.last - 1):
        name = tokens[at + 1]
        towards = at + 1 in parties and tokens[at].fold in _TOWARDS
        if tokens[at].fold in _IN and name.plain[:1].isupper() and not towards:
            last = at + 2
            while last < clause.last and tokens[last].plain[:1].isupper():
                last += 1
            return span_of(text, clause.sentence, at + 1, last)
    return None
