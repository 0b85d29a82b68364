"""Oppositions: accepted statements that cannot both hold, or of parties that cannot both have their way.

Between parties: one demands what the other rejects; one offers what the other, addressed, refuses. Between claims: the
same claim made and denied; the same claim with other numbers or days. Within one party: it pledges and refuses one
thing.
Both chains stand with each; nobody says here who is right.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import Literal, TypeAlias

import msgspec

from servanda.records.statement import Statement
from servanda.statements.certainty import ATTITUDES
from servanda.statements.derived.basis import about_something, addresses, denied, firm
from servanda.statements.derived.figures import Figure, differ, figures_of
from servanda.statements.derived.matter import Texts, same_claim_words, same_event
from servanda.statements.derived.positions import taken_in

Kind: TypeAlias = Literal["demand-reject", "offer-refusal", "claim-denial", "numbers", "days", "own-words"]
"""In what two statements are opposed."""

CLAIMS: frozenset[Kind] = frozenset({"claim-denial", "numbers", "days"})
"""Kinds in which one of two claims is wrong; in the others both may be true."""
_GIVES = frozenset({"offer", "pledge"})
_DENIES = frozenset({"reject", "refuse"})


class Opposed(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """Two accepted statements held against each other."""

    kind: Kind
    """In what they are opposed."""
    issue: str
    """What both are about."""
    left: str
    """The demand, offer, claim or earlier word."""
    right: str
    """The rejection, refusal, denial or other figure."""


def opposed(accepted: Sequence[Statement], texts: Texts) -> list[Opposed]:
    """Oppositions between accepted statements, by kind and issue.

    Args:
        accepted: Accepted statements; those that are only possible or unknown oppose nothing.
        texts: Source → text, for those at hand: figures are read from the words themselves.
    """
    groups: defaultdict[str, list[Statement]] = defaultdict(list)
    for one in firm(accepted):
        if about_something(one):
            groups[one.issue].append(one)
    found: set[Opposed] = set()
    for issue, group in groups.items():
        for left, right in combinations(group, 2):
            found |= {
                Opposed(kind=kind, issue=issue, left=first.id, right=second.id)
                for kind, first, second in [*_wills_between(left, right), *_claims_between(left, right, texts)]
            }
    return sorted(found)


def _wills_between(left: Statement, right: Statement) -> Iterator[tuple[Kind, Statement, Statement]]:
    for one, two in ((left, right), (right, left)):
        kind = _wills(one, two)
        if kind:
            yield kind, one, two


def _claims_between(left: Statement, right: Statement, texts: Texts) -> Iterator[tuple[Kind, Statement, Statement]]:
    if not _same_claim(left, right) or not same_claim_words(left, right, texts):
        return
    if denied(left) != denied(right):
        yield ("claim-denial", right, left) if denied(left) else ("claim-denial", left, right)
    elif _may_differ(left, right) and (other := _other_figure(left, right, texts)):
        yield ("days" if other.thing == "day" else "numbers"), left, right


def _may_differ(left: Statement, right: Statement) -> bool:
    """Whether two figures are held against each other: what one speaker counts again another day is another count."""
    return left.source == right.source or left.chain[-1].source != right.chain[-1].source


def _other_figure(left: Statement, right: Statement, texts: Texts) -> Figure | None:
    if left.source not in texts or right.source not in texts:
        return None
    return differ(figures_of(left, texts[left.source]), figures_of(right, texts[right.source]))


def _wills(one: Statement, two: Statement) -> Kind | None:
    """How the will of one party stands against that of another, or against its own other word."""
    wants, answers = taken_in(one), taken_in(two)
    if wants is None or answers not in _DENIES:
        return None
    if wants in _GIVES and set(one.actors) & set(two.actors):
        return "own-words" if _alike(one, two) else None
    if set(one.actors) & set(two.actors):
        return None
    if wants == "demand" and addresses(one, two):
        return "demand-reject"
    directed = bool(set(one.counterparts) & set(two.actors) or set(two.counterparts) & set(one.actors))
    return "offer-refusal" if wants in _GIVES and directed else None


def _alike(one: Statement, two: Statement) -> bool:
    """Whether the same parties speak of the same event; an issue alone is too wide to hold words against each other."""
    return set(one.actors) == set(two.actors) and same_event(one, two)


def _same_claim(left: Statement, right: Statement) -> bool:
    """Whether two statements make one claim: same frame, parties and slot, and no act of will among them."""
    if left.frame in ATTITUDES and left.frame not in {"pledge", "offer"}:
        return False
    same = (left.frame, left.slot, left.stance) == (right.frame, right.slot, right.stance)
    return same and bool(left.actors) and set(left.actors) == set(right.actors)


def opponents(found: Iterable[Opposed]) -> dict[str, list[Opposed]]:
    """Statement → its oppositions."""
    by_one: defaultdict[str, list[Opposed]] = defaultdict(list)
    for one in found:
        by_one[one.left].append(one)
        by_one[one.right].append(one)
    return dict(by_one)
