"""The reader: a text → proposals of statements, each with its rule, chain, exact spans and certainty."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import msgspec

from servanda.records.source import Source
from servanda.records.statement import Certainty, Frame, Link, Span, Statement
from servanda.statements.certainty import ATTITUDES, Weighed, lowered, strength, weaker, weigh
from servanda.statements.chains import Heard, Voice, hear, publisher_id
from servanda.statements.clauses import Clause, denials
from servanda.statements.dates import TimeExpression, times_of
from servanda.statements.frames import Found, frames_of, person_of
from servanda.statements.gist import gist
from servanda.statements.inside import depending, loose_events
from servanda.statements.lexicon import Hit, own_registry
from servanda.statements.lexicon import registry as known_registry
from servanda.statements.meetings import meeting_in, meeting_of
from servanda.statements.mentions import Mention, mentions_heard
from servanda.statements.morphology import is_future
from servanda.statements.own_acts import as_promise, owners
from servanda.statements.read_cues import Cue, cues_of
from servanda.statements.sections import Sentence, sentences_of
from servanda.statements.spans import span_of

_SURE = {"publisher": 900_000, "explicit": 900_000, "blanket": 800_000, "inferred": 600_000, "quoted_words": 700_000}
_FINITE = ("ть", "в", "ла", "ли", "ло", "ться", "вся", "лася", "лися", "лось", "но", "то", "мо", "буде", "будуть", "є")
Relation = Literal["after", "before", "if", "unless", "until", "only_if"]
_RELATIONS: dict[str, Relation] = {
    "relation_only": "only_if",
    "relation_unless": "unless",
    "relation_before": "before",
    "relation_if": "if",
    "relation_after": "after",
}
_ASSERTING = frozenset({"report", "meeting", "condition"})
_GIVEN = frozenset({"pledge", "offer", "refusal"})
_OWN_ACTS = frozenset({"pledge", "refusal", "offer", "position", "intention", "ask", "awaited_signal"})


@dataclass(frozen=True)
class Reading:
    """All that the reader makes of a text."""

    sentences: list[Sentence]
    """Its sentences, each with its section."""
    times: list[TimeExpression]
    """What it says about time, as EDTF relative to its publication."""
    cues: list[Cue]
    """Words that attribute, weaken, judge, quote or tell a frame."""
    statements: list[Statement]
    """Who claims what: proposals, in the order of the text."""
    mentions: list[Mention]
    """Where it names, describes or points at somebody."""


def read(text: str, source: Source, *, registry: Mapping[str, Mapping[str, Any]] | None = None) -> Reading:
    """Read a text whole; the text is data, and nothing in it is ever followed.

    Args:
        text: The text exactly as received; offsets count its Unicode code points.
        source: Who published it and when: the first link of every chain, and the day on which relative dates hang.
        registry: A case's own entries beside the bundled registry (`own_registry`).

    Raises:
        InputError: `statement-text-empty`, `statement-text-too-long`, `statement-text-not-unicode`; `registry-row`,
            `registry-party` for a faulty entry of the case's own.
    """
    if registry:
        with own_registry(registry):
            return read(text, source)
    sentences = sentences_of(text)
    times = times_of(text, sentences, source.published)
    heard = hear(text, sentences, publisher_id(source.publisher))
    statements = _proposals(text, source, heard, times)
    return Reading(sentences, times, cues_of(sentences), statements, mentions_heard(text, heard))


def propose(text: str, source: Source) -> list[Statement]:
    """Propose statements about a text: what `read` gives, without the rest.

    Raises:
        InputError: As `read`.
    """
    sentences = sentences_of(text)
    heard = hear(text, sentences, publisher_id(source.publisher))
    return _proposals(text, source, heard, times_of(text, sentences, source.published))


def _proposals(text: str, source: Source, sentences: Sequence[Heard], times: list[TimeExpression]) -> list[Statement]:
    proposals: dict[str, Statement] = {}
    antecedent = ""
    for heard in sentences:
        for found in frames_of(text, heard, antecedent):
            statement = _statement(text, source, heard, found)
            if statement.frame == "meeting":
                details = meeting_of(text, found.clause, statement.certainty, times)
                cap: Certainty = "PR+" if details.status == "planned" else "CT+"
                statement = msgspec.structs.replace(
                    statement, meeting=details, certainty=lowered(statement.certainty, cap)
                )
            elif named := meeting_in(text, found.clause, times):
                statement = msgspec.structs.replace(statement, meeting=named)
            proposals.setdefault(statement.id, statement)
        antecedent = person_of(heard, antecedent)
    return _mark_headlines(sorted(proposals.values(), key=lambda one: (one.spans[0].start, one.spans[0].end, one.id)))


def _statement(text: str, source: Source, heard: Heard, found: Found) -> Statement:
    sentence, clause = heard.sentence, found.clause
    voice = _voice_of(heard, clause if found.trigger is None else Clause(sentence, found.trigger.first, clause.last))
    found = as_promise(text, found, voice, source)
    if found.frame in _OWN_ACTS:
        found.actors = owners(found, voice, source)
    spans = [span_of(text, sentence, *_without_marks(clause, one)) for one in _stretches(found)]
    attitude = found.trigger if found.frame in ATTITUDES - {"assessment"} else None
    weighed = weigh(text, clause, attitude=attitude, base=_believed(found, voice), events=found.events)
    if found.frame in _GIVEN:
        weighed = Weighed(weighed.certainty, depending(clause, weighed.embedded))
    elif not found.events and found.frame in _ASSERTING:
        weighed = Weighed(weighed.certainty, [*weighed.embedded, *loose_events(text, clause)])
    certainty = _polar(found, weighed.certainty)
    quoted = [span_of(text, sentence, hit.first, hit.last) for hit in clause.of("quote")]
    conditions = _conditions(text, clause)
    return Statement(
        id=statement_id(source, spans, found.frame),
        source=source.id,
        frame=found.frame,
        says=gist(found, certainty, weighed.embedded),
        chain=_chain(voice, found, quoted),
        spans=spans,
        certainty=certainty,
        embedded=weighed.embedded,
        actors=sorted(found.actors),
        counterparts=sorted(found.towards),
        issue=found.issue,
        stance=msgspec.convert(found.stance, type=_stance_type()),
        slot=found.slot,
        conditions=[span for span, _ in conditions],
        relations=[relation for _, relation in conditions],
        quoted=quoted,
        section=sentence.section,
        rule=found.rule,
        score=_SURE[voice.links[-1].basis],
    )


def _stance_type() -> object:
    return Statement.__annotations__["stance"]


def _stretches(found: Found) -> list[tuple[int, int]]:
    return found.stretches or [(found.clause.first, found.clause.last)]


def _without_marks(clause: Clause, stretch: tuple[int, int]) -> tuple[int, int]:
    """Leave out marks at both ends, but keep quotation marks."""
    tokens = clause.sentence.tokens
    first, last = stretch
    while last - 1 > first and not tokens[last - 1].is_word and tokens[last - 1].fold != '"':
        last -= 1
    while first < last - 1 and not tokens[first].is_word and tokens[first].fold != '"':
        first += 1
    return first, last


def _voice_of(heard: Heard, clause: Clause) -> Voice:
    """The voice that governs a clause: the first whose scope holds its beginning."""
    return next((one for one in heard.voices if one.scope[0] <= clause.first < one.scope[1]), heard.voices[-1])


def _believed(found: Found, voice: Voice) -> Certainty:
    return weaker(found.base, "PR+") if voice.believes else found.base


def _polar(found: Found, certainty: Certainty) -> Certainty:
    """A plain claim that is denied is denied as firmly as it would have been made; *hardly* leaves it probable."""
    if found.frame != "report" or not certainty.endswith("+"):
        return certainty
    hits = denials(found.clause)
    if not any(hit.tag != "hedge:not" or _of_a_verb(found.clause, hit) for hit in hits):
        return certainty
    denied: Certainty = msgspec.convert(f"{certainty[:2]}-", type=Certainty)
    return weaker(denied, "PR-") if any(hit.tag == "hedge:unlikely" for hit in hits) else denied


def _of_a_verb(clause: Clause, hit: Hit) -> bool:
    tokens = clause.sentence.tokens
    following = tokens[hit.last].fold if hit.last < len(tokens) else ""
    return tokens[hit.first].fold != "не" or following.endswith(_FINITE) or is_future(following)


def _chain(voice: Voice, found: Found, quoted: Sequence[Span]) -> list[Link]:
    """The chain of the voice; words quoted from nobody get a link of their own."""
    links = list(voice.links)
    last = known_registry().get(links[-1].source)
    if found.frame == "assessment" and quoted and (len(links) == 1 or (last and last.kind == "outlet")):
        links.append(Link(source="UNKNOWN", basis="quoted_words", cue=quoted[0]))
    return links


def _conditions(text: str, clause: Clause) -> list[tuple[Span, Relation]]:
    """Words that state a condition or an order in time, up to the next mark, and how they stand to what they govern."""
    tokens = clause.sentence.tokens
    found: list[tuple[Span, Relation]] = []
    for hit in sorted([*clause.of("if"), *clause.of("after")], key=lambda one: (one.first, -one.last)):
        last = hit.last
        while last < clause.last and (tokens[last].is_word or tokens[last].fold == '"'):
            last += 1
        if last > hit.last and not any(one.start <= tokens[hit.first].start < one.end for one, _ in found):
            found.append((span_of(text, clause.sentence, hit.first, last), _relation(clause, hit)))
    return found


def _relation(clause: Clause, hit: Hit) -> Relation:
    """How a condition stands to what it governs, by the words that open it; the narrowest wins."""
    for name, relation in _RELATIONS.items():
        if any(one.first <= hit.first < one.last or hit.first <= one.first < hit.last for one in clause.of(name)):
            return relation
    return "after"


def statement_id(source: Source, spans: Sequence[Span], frame: Frame) -> str:
    """Name of a statement by its content: the same reading of the same words of a source has the same name."""
    places = [[span.start, span.end, span.sha256] for span in spans]
    content = json.dumps([source.id, places, frame], ensure_ascii=True, separators=(",", ":"))
    return f"st-{hashlib.sha256(content.encode()).hexdigest()[:12]}"


def _mark_headlines(statements: list[Statement]) -> list[Statement]:
    """A headline says more than the body where nothing below it claims as much about the same parties."""
    below = [one for one in statements if one.section != "headline"]
    return [
        msgspec.structs.replace(one, headline_only=True)
        if one.section == "headline" and not any(_repeats(other, one) for other in below)
        else one
        for one in statements
    ]


def _repeats(below: Statement, above: Statement) -> bool:
    """Whether a later claim is of the same kind, shares a party, is no weaker and does not deny."""
    shared = set(below.actors) & set(above.actors) or not above.actors
    as_firm = strength(below.certainty) >= strength(above.certainty)
    same = below.certainty.endswith("-") == above.certainty.endswith("-")
    return below.frame == above.frame and bool(shared) and as_firm and same
