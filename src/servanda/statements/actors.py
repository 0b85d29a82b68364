"""Whose act a claim is, and towards whom: where a rule looks for its parties in a clause."""

from collections.abc import Iterable, Sequence

from servanda.statements.clauses import Clause
from servanda.statements.lexicon import Hit, registry
from servanda.statements.rules import Rule

_CLOSE = 6
_SUBORDINATE = frozenset({"because", "since", "although", "while", "бо", "оскільки", "хоча", "адже"})


def actors_of(clause: Clause, rule: Rule, trigger: Hit, earlier: Sequence[Sequence[str]]) -> list[str]:
    """Parties that act, found where the rule says."""
    if rule.actor in {"none", "people", "beside", "voice"}:
        special = {"people": _people(clause), "beside": beside(clause, trigger)}
        return special.get(rule.actor, [])
    names = names_of(clause)
    since = _last_opened(clause, trigger)
    before = _firmest(hit for hit in names if since <= hit.first < trigger.first and is_subject(clause, hit))
    after = [hit for hit in names if hit.first >= trigger.last]
    if rule.actor in {"nearest", "agent", "any"}:
        placed = {
            "nearest": before[-1:],
            "agent": parties_of(after)[:1] or before,
            "any": list(dict.fromkeys([*before, *parties_of(hit for hit in after if is_subject(clause, hit))])),
        }
        return placed[rule.actor]
    if not before and clause.relative and earlier:
        return list(earlier[-1])
    if before or rule.frame == "ask" or _somebody_else(clause, trigger):
        return before
    if clause.sentence.tokens[trigger.first].fold.isascii() and not _passive(clause, trigger):
        return []
    return parties_of(hit for hit in after if hit.tag != "adjective" and is_subject(clause, hit))[:1]


def _passive(clause: Clause, trigger: Hit) -> bool:
    return any(token.fold == "by" for token in clause.sentence.tokens[trigger.last : trigger.last + _CLOSE])


def _last_opened(clause: Clause, trigger: Hit) -> int:
    """Where the last clause inside opens: in `Egypt stayed away because Kenya had refused` it is Kenya that refused."""
    tokens = clause.sentence.tokens
    named = [hit.first for hit in names_of(clause) if hit.first < trigger.first and is_subject(clause, hit)]
    opened = [at for at in range(clause.first, trigger.first) if tokens[at].fold in _SUBORDINATE]
    return max((at for at in opened if named and at < named[-1]), default=clause.first)


def _somebody_else(clause: Clause, trigger: Hit) -> bool:
    """Whether a subject that is no party stands before a trigger: `sources deny that X …`, `the minister denied`."""
    passive = trigger.last < clause.last and clause.sentence.tokens[trigger.last].fold in {"by", "від"}
    others = [one for tag in ("anon", "office") for one in clause.of(tag) if one.last <= trigger.first]
    return bool(others) and not passive


def _people(clause: Clause) -> list[str]:
    people = [hit for hit in clause.of("entity") if registry()[hit.value].kind == "person"]
    return parties_of(people) or parties_of(clause.of("entity"))


def beside(clause: Clause, trigger: Hit) -> list[str]:
    """The party whose noun it is: `пропозиції США`, `US proposals`, `proposal by Hungary`."""
    tokens = clause.sentence.tokens
    after = [
        hit
        for hit in names_of(clause)
        if hit.first == trigger.last
        or (hit.first == trigger.last + 1 and tokens[trigger.last].fold in {"by", "of", "від", "from"})
    ]
    return parties_of(after or [hit for hit in names_of(clause) if hit.last == trigger.first])[:1]


def _firmest(hits: Iterable[Hit]) -> list[str]:
    """Names before adjectives: `американський «бекстоп», на якому наполягала Європа` is Europe's demand."""
    found = list(hits)
    return parties_of(hit for hit in found if hit.tag == "entity") or parties_of(found)


def towards_of(clause: Clause, rule: Rule, trigger: Hit, earlier: Sequence[Sequence[str]]) -> list[str]:
    """Parties towards whom, found where the rule says; of what must be, whoever must do it."""
    if rule.actor == "voice":
        return parties_of(hit for hit in names_of(clause) if hit.first < trigger.first and is_subject(clause, hit))
    after = [hit for hit in names_of(clause) if hit.first >= trigger.last]
    if rule.towards == "from":
        prepositions = [one.last for one in clause.of("from")]
        told = parties_of(hit for hit in after if any(0 <= hit.first - place <= 1 for place in prepositions))
        owners = [one.last for one in clause.of("signal")]
        return told or parties_of(hit for hit in after if hit.first in owners)
    if rule.towards == "rest":
        return parties_of(after)
    if rule.towards == "previous" and earlier:
        return list(earlier[-1])
    return []


def names_of(clause: Clause) -> list[Hit]:
    """Names and adjectives of parties in a clause, in order, and whom only the text names; a name hides the rest."""
    names = [hit for hit in clause.of("entity") if registry()[hit.value].party]
    inside = [hit for hit in clause.of("adjective") if not any(one.first <= hit.first < one.last for one in names)]
    known = [*names, *inside]
    others = [
        hit
        for hit in clause.of("local")
        if hit.value not in registry() and not any(hit.first < one.last and one.first < hit.last for one in known)
    ]
    return sorted([*known, *others], key=lambda hit: hit.first)


def is_subject(clause: Clause, hit: Hit) -> bool:
    """A name after a preposition is no subject, unless it joins one (`разом із`, `and`)."""
    if hit.first == clause.first:
        return True
    before = clause.sentence.tokens[hit.first - 1].fold
    joins = {clause.sentence.tokens[one.first].fold for one in clause.of("with")}
    return (
        before in joins
        or before == "of"
        or not any(one.last == hit.first for one in clause.sentence.of("prepositions"))
    )


def parties_of(hits: Iterable[Hit]) -> list[str]:
    """Parties of names, each once; whom only the text names counts where no list knows anybody."""
    found = list(hits)
    named = [registry()[hit.value].party for hit in found if hit.value in registry()]
    known = list(dict.fromkeys(party for party in named if party))
    return known or list(dict.fromkeys(hit.value for hit in found if hit.value not in registry()))
