"""Frames: what kind of claim a clause makes, who acts, towards whom, about what."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from servanda.records.statement import Certainty, Embedded, Frame
from servanda.statements.actors import actors_of, beside, is_subject, names_of, parties_of, towards_of
from servanda.statements.certainty import embed
from servanda.statements.chains import Heard
from servanda.statements.clauses import Clause, clauses_of
from servanda.statements.issues import issue_of, issue_of_act, unowned
from servanda.statements.lexicon import Hit, registry
from servanda.statements.opens import Open, opens_of
from servanda.statements.rules import Rule, match, rules

_SHORTEST_CLAIM = 3
_OWN_THINGS = frozenset({"offer", "pledge", "refusal"})
"""Frames in which a party speaks of what is its own to give."""


@dataclass(slots=True)
class Found:
    """One claim found in a sentence, before it is weighed and chained."""

    rule: str
    """Rule that found it."""
    frame: Frame
    """What kind."""
    clause: Clause
    """Where."""
    trigger: Hit | None = None
    """The word that made it."""
    stretches: list[tuple[int, int]] = field(default_factory=list)
    """Token stretches of the claim; the clause if empty."""
    base: Certainty = "CT+"
    """Certainty before hedges."""
    events: list[Embedded] = field(default_factory=list)
    """Events that the trigger embeds."""
    actors: list[str] = field(default_factory=list)
    """Parties that act."""
    towards: list[str] = field(default_factory=list)
    """Parties towards whom."""
    issue: str = "other"
    """About what."""
    stance: str = ""
    """For positions."""
    slot: str = ""
    """For open terms."""


def frames_of(text: str, heard: Heard, antecedent: str = "") -> list[Found]:
    """All claims of a sentence.

    Args:
        text: The text as received.
        heard: The sentence with its cues and voices.
        antecedent: Party of the person named last before it: what a pronoun means.
    """
    sentence = heard.sentence
    if any(cue.shape == "blanket" for cue in heard.cues):
        return []
    clauses = clauses_of(sentence, [cue.region for cue in heard.cues])
    if clauses and _asks(heard):
        return [_question(clauses)]
    found: list[Found] = []
    for clause in clauses:
        unknown = opens_of(clause)
        found += [_open(clause, one) for one in unknown]
        if not unknown:
            found += _by_rules(text, clause, found)
            found += _unnamed(clause, found)
    found = found or _plain(heard, clauses)
    if any(cue.shape == "naming" for cue in heard.cues):
        found = [_judged(one) for one in found]
    for one in found:
        _complete(one, clauses, antecedent)
    return [_of_the_offer(one, found) for one in found]


def _judged(one: Found) -> Found:
    """`X called A a B`: what is said of A is a judgement of X, not a report."""
    if one.frame == "report":
        one.frame, one.rule = "assessment", "assessment-named"
    return one


def person_of(heard: Heard, before: str) -> str:
    """Party of the last person a sentence names; the one before if it names none."""
    people = [hit.value for hit in heard.sentence.of("entity") if registry()[hit.value].kind == "person"]
    return registry()[people[-1]].party if people else before


def _complete(found: Found, clauses: Sequence[Clause], antecedent: str) -> None:
    """Fill in what the clause leaves to its surroundings: a pronoun's party, the issue of the sentence."""
    clause = found.clause
    if found.issue == "other" and len(clauses) > 1 and found.frame != "meeting":
        found.issue = issue_of(Clause(clause.sentence, clauses[0].first, clauses[-1].last))
    pronoun = any(clause.first <= hit.first <= clause.first + 1 for hit in clause.of("he"))
    if pronoun and antecedent and found.frame not in {"instrument_term", "open_term"}:
        found.towards = sorted({*found.towards, *(party for party in found.actors if party != antecedent)})
        found.actors = [antecedent]
    if found.frame in _OWN_THINGS:
        found.issue = issue_of_act(clause, found.issue, found.actors)
    elif found.frame != "awaited_signal" and found.actors:
        found.issue = unowned(found.issue, "forces")


def _of_the_offer(one: Found, found: Sequence[Found]) -> Found:
    """Who assesses an offer assesses what it is about."""
    offers = [other.issue for other in found if other.frame == "offer" and other.clause == one.clause]
    if one.frame == "assessment" and offers:
        one.issue = offers[0]
    return one


def _unnamed(clause: Clause, found: Sequence[Found]) -> Iterator[Found]:
    """`Other key issues, among them the territorial one`: the others are open too, and known to be unknown."""
    named = any(one.frame == "open_issue" and one.issue not in {"unnamed", "other"} for one in found)
    for hit in clause.of("issue:unnamed:0") if named else []:
        yield Found(
            rule="open-issue-unnamed",
            frame="open_issue",
            clause=clause,
            stretches=[(hit.first, hit.last)],
            issue="unnamed",
            slot="resolution",
        )


def _asks(heard: Heard) -> bool:
    marks = [token.fold for token in heard.sentence.tokens[-3:] if not token.is_word]
    return "?" in marks


def _question(clauses: Sequence[Clause]) -> Found:
    """A question claims nothing: it is an open term, whatever words it is made of."""
    whole = Clause(clauses[0].sentence, clauses[0].first, clauses[-1].last)
    return Found(
        rule="question",
        frame="open_term",
        clause=whole,
        base="Uu",
        actors=parties_of(names_of(whole)),
        issue=issue_of(whole),
        slot="other",
    )


def _by_rules(text: str, clause: Clause, earlier: Sequence[Found]) -> Iterator[Found]:
    alone = False
    offered = False
    for rule in rules():
        if (alone and not rule.also) or (offered and rule.frame == "offer"):
            continue
        hits = match(rule, clause)
        if hits is None or (rule.actor == "beside" and not beside(clause, hits[0])):
            continue
        alone = alone or not rule.also
        offered = offered or rule.frame == "offer"
        yield _build(text, clause, rule, hits, earlier)
        if rule.denies:
            return


def _build(text: str, clause: Clause, rule: Rule, hits: tuple[Hit, ...], earlier: Sequence[Found]) -> Found:
    trigger = hits[0]
    actors = actors_of(clause, rule, trigger, [one.actors for one in earlier])
    towards = towards_of(clause, rule, trigger, [one.actors for one in earlier])
    events = [] if rule.inner is None else [embed(text, clause, _inner_from(rule, hits), rule.inner)]
    if rule.second is not None:
        events.insert(0, embed(text, clause, hits[1].first, rule.second, event=rule.need[1]))
    issue = issue_of(clause)
    if rule.towards == "previous" and earlier and issue in {"other", "forces", "coalition-plans"}:
        issue = earlier[-1].issue
    return Found(
        rule=rule.id,
        frame=rule.frame,
        clause=clause,
        trigger=trigger,
        base="CT-" if rule.denies else "PR+" if rule.weak else "CT+",
        events=events,
        actors=actors,
        towards=[party for party in towards if party not in actors],
        issue=issue,
        stance=rule.stance,
        slot=rule.slot,
    )


def _inner_from(rule: Rule, hits: tuple[Hit, ...]) -> int:
    return hits[1].last if rule.second is not None or rule.frame == "awaited_signal" else hits[0].last


def _open(clause: Clause, one: Open) -> Found:
    part = Clause(clause.sentence, one.question[0], one.question[1])
    whole = Clause(clause.sentence, clause.first, clause.last)
    issue = issue_of(part)
    return Found(
        rule=f"open-term-{one.slot}",
        frame="open_term",
        clause=clause,
        stretches=one.stretches,
        base="Uu",
        actors=parties_of(names_of(part)) or parties_of(names_of(whole)),
        issue=issue if issue != "other" else issue_of(whole),
        slot=one.slot,
    )


def _plain(heard: Heard, clauses: Sequence[Clause]) -> list[Found]:
    """A claim that fits no other frame; a bare heading is none."""
    sentence = heard.sentence
    words = sum(1 for token in sentence.tokens if token.is_word)
    if not clauses or words < _SHORTEST_CLAIM or _heading(heard):
        return []
    whole = Clause(sentence, clauses[0].first, clauses[-1].last)
    conditional = bool(whole.of("if"))
    return [
        Found(
            rule="condition" if conditional else "report",
            frame="condition" if conditional else "report",
            clause=whole,
            actors=parties_of(hit for hit in names_of(whole) if is_subject(whole, hit)),
            issue=issue_of(whole),
        )
    ]


def _heading(heard: Heard) -> bool:
    """A line between paragraphs without a full stop."""
    if heard.sentence.section == "subheading":
        return True
    last = heard.sentence.tokens[-1]
    return heard.sentence.section in {"body", "recap"} and last.is_word and len(heard.sentence.tokens) <= 10  # noqa: PLR2004 - a short line
