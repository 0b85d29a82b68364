"""Relations between accepted statements: repeats, corroborates, contradicts, narrows, supersedes, closes, answers.

Derived each time from the statements themselves. Where two unnamed groups in two documents cannot be told apart, the
second is no corroboration of the first: nobody outside knows whether it is the same people.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import permutations
from typing import Literal, TypeAlias

import msgspec

from servanda.records.statement import Statement
from servanda.statements.certainty import strength
from servanda.statements.derived.basis import Dates, about_something, addresses, by_id, denied, feeds, is_later
from servanda.statements.derived.figures import figures_of
from servanda.statements.derived.matter import Texts, same_claim_words, same_event, same_matter
from servanda.statements.derived.opposed import CLAIMS, opposed
from servanda.statements.derived.positions import taken_in
from servanda.statements.voices import independent

RelationKind: TypeAlias = Literal[
    "repeats", "corroborates", "contradicts", "narrows", "supersedes", "closes", "answers"
]
"""How one statement stands to another."""

_CALLS = frozenset({"demand", "ask", "offer"})
_REPLIES = frozenset({"accept", "reject", "refuse", "pledge"})


class Relation(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """One statement in relation to another; derived, never recorded."""

    kind: RelationKind
    """Which relation."""
    later: str
    """The statement that repeats, corroborates, contradicts, narrows, supersedes, closes or answers."""
    earlier: str
    """The one that it does it to."""


def relations(accepted: Sequence[Statement], dates: Dates, texts: Texts) -> list[Relation]:
    """Relations between accepted statements, by kind and name.

    Args:
        accepted: Accepted statements.
        dates: Dates of their sources.
        texts: Source → text, for those at hand.
    """
    known = by_id(accepted)
    groups: defaultdict[str, list[Statement]] = defaultdict(list)
    for one in known.values():
        if about_something(one):
            groups[one.issue].append(one)
    found = {
        Relation(kind=kind, later=later.id, earlier=earlier.id)
        for group in groups.values()
        for earlier, later in permutations(group, 2)
        for kind in _kinds(earlier, later, dates, texts)
    }
    for pair in opposed(accepted, texts):
        if pair.kind in CLAIMS or (
            pair.kind == "own-words" and not _moved(known[pair.left], known[pair.right], dates, texts)
        ):
            first, second = _ordered(known[pair.left], known[pair.right], dates)
            found.add(Relation(kind="contradicts", later=second.id, earlier=first.id))
    return sorted(found)


def _kinds(earlier: Statement, later: Statement, dates: Dates, texts: Texts) -> Iterator[RelationKind]:
    if same_matter(earlier, later, texts) and denied(earlier) == denied(later) and _after(earlier, later, dates):
        yield "corroborates" if _corroborates(earlier, later) else "repeats"
        if _narrower(earlier, later):
            yield "narrows"
    if _moved(earlier, later, dates, texts):
        yield "supersedes"
    if _answers(earlier, later, dates):
        yield "answers"
    if _closes(earlier, later, dates, texts):
        yield "closes"


def _after(earlier: Statement, later: Statement, dates: Dates) -> bool:
    first, _ = _ordered(earlier, later, dates)
    return first is earlier


def _ordered(left: Statement, right: Statement, dates: Dates) -> tuple[Statement, Statement]:
    """Two statements in time; in the order of their texts where their dates do not tell."""
    if is_later(left, right, dates):
        return right, left
    if is_later(right, left, dates):
        return left, right
    first, second = sorted((left, right), key=lambda one: (one.source, one.spans[0].start, one.id))
    return first, second


def _corroborates(earlier: Statement, later: Statement) -> bool:
    """Whether another channel says it too, and both are firm."""
    return feeds(earlier) and feeds(later) and independent([earlier, later]) > 1


def _narrower(earlier: Statement, later: Statement) -> bool:
    """Whether a repetition adds a condition, or is less firm about the claim or about what is inside."""
    conditioned = bool(later.conditions) and not earlier.conditions
    return conditioned or _weakest(later) < _weakest(earlier)


def _weakest(one: Statement) -> int:
    return min([strength(one.certainty), *(strength(event.certainty) for event in one.embedded)])


def _moved(earlier: Statement, later: Statement, dates: Dates, texts: Texts) -> bool:
    """Whether a party's later word takes the place of its own earlier one: another stance, or the claim denied."""
    if not (feeds(earlier) and feeds(later) and is_later(later, earlier, dates)):
        return False
    if set(earlier.actors) != set(later.actors) or not earlier.actors or earlier.issue != later.issue:
        return False
    before, after = taken_in(earlier), taken_in(later)
    turned = before is not None and after is not None and {before, after} in _TURNS
    if turned and same_event(earlier, later):
        return True
    denies = earlier.frame == later.frame and denied(later) and not denied(earlier) and _one_voice(earlier, later)
    return denies and same_claim_words(earlier, later, texts)


_TURNS = (
    {"pledge", "refuse"},
    {"offer", "refuse"},
    {"accept", "reject"},
    {"demand", "accept"},
    {"offer", "pledge"},
)
"""Stances of one party on one issue of which the later takes the place of the earlier."""


def _one_voice(left: Statement, right: Statement) -> bool:
    """Whether the same named source speaks last in both chains; unnamed ones are never held to be the same."""
    last = left.chain[-1].source
    named = not last.startswith("anon:") and last != "UNKNOWN"
    return named and last == right.chain[-1].source


def _answers(earlier: Statement, later: Statement, dates: Dates) -> bool:
    """Whether one party answers what another, addressed, demanded, asked or offered; a text may tell both."""
    if taken_in(earlier) not in _CALLS or taken_in(later) not in _REPLIES or not (feeds(earlier) and feeds(later)):
        return False
    if set(earlier.actors) & set(later.actors) or not (earlier.counterparts or later.counterparts):
        return False
    return addresses(earlier, later) and not is_later(earlier, later, dates)


def _closes(earlier: Statement, later: Statement, dates: Dates, texts: Texts) -> bool:
    """Whether a later, certain statement settles what was open; where it is not certain, it stays open.

    Consent is settled by the party's own acceptance or rejection; a number by a certain statement that gives one.
    """
    if earlier.frame != "open_term" or strength(later.certainty) <= strength("PR+") or later.frame == "open_term":
        return False
    if not is_later(later, earlier, dates) or earlier.issue != later.issue or later.conditions:
        return False
    if earlier.slot == "consent":
        return taken_in(later) in {"accept", "reject"} and set(later.actors) >= set(earlier.actors) != set()
    text = texts.get(later.source, "")
    return earlier.slot == "number" and not later.embedded and bool(text and figures_of(later, text))
