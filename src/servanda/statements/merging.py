"""Which names are one: judgements of people about pairs, dated and never erased; nothing is merged by itself.

A merge is a decision (`does: merge`) about `entity:NAME` with one other name, and `split` says that they are two: the
later one about a pair counts, `unsure` leaves it open, `undo` takes one of them back. As in nomenklatura, an edge
between two names is a judgement with a user, a time, and a time from which it counts no more.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Literal

import msgspec

from servanda.records.decision import Decision
from servanda.records.rejection import Rejection
from servanda.records.statement import Link, Statement
from servanda.statements.correcting import unnamed
from servanda.statements.lexicon import registry
from servanda.statements.undoing import in_force, undone

_KIND = "entity:"
_SHORTEST = 4
Pair = tuple[str, str]


class Edge(msgspec.Struct, frozen=True, kw_only=True):
    """One judgement about two names, as nomenklatura's `Edge` holds it; none is ever deleted in earnest."""

    decision: str
    """Decision that says so."""
    left: str
    """The name that comes first by the alphabet."""
    right: str
    """The other name."""
    judgement: Literal["positive", "negative", "unsure"]
    """One, two, or nobody can say."""
    user: str
    """Who judged."""
    created_at: datetime
    """When."""
    deleted_at: datetime | None = None
    """From when it counts no more: taken back, or judged again; nothing while it counts."""


_JUDGED: dict[str, Literal["positive", "negative", "unsure"]] = {
    "merge": "positive",
    "split": "negative",
    "unsure": "unsure",
}


class Merged(msgspec.Struct, frozen=True, kw_only=True):
    """Names that are one."""

    canonical: dict[str, str]
    """Every merged name → the name that stands for all of its group."""
    rejections: list[Rejection]
    """Decisions that could not be taken, and contradictions among them."""


def merged(decisions: Sequence[Decision]) -> Merged:
    """What people decided about names; order of arrival does not matter.

    A group that holds a pair somebody called different is a contradiction: it is named, and nothing of it is merged.
    """
    last: dict[Pair, Decision] = {}
    standing, rejections = in_force([one for one in decisions if one.about.startswith(_KIND)])
    for one in standing:
        refused = _refusal(one)
        if refused is not None:
            rejections.append(refused)
            continue
        last[pair_of(one)] = one
    groups = _groups(pair for pair, one in last.items() if one.does == "merge")
    parted = [pair for pair, one in last.items() if one.does == "split"]
    canonical: dict[str, str] = {}
    for group in groups:
        torn = [pair for pair in parted if set(pair) <= set(group)]
        if torn:
            rejections.append(_contradiction(last[torn[0]], torn[0]))
            continue
        canonical.update(dict.fromkeys(group, _first(group)))
    return Merged(canonical=canonical, rejections=rejections)


def edges(decisions: Sequence[Decision]) -> list[Edge]:
    """Every judgement about two names, those that count no more among them, by time."""
    ours = sorted((one for one in decisions if one.about.startswith(_KIND)), key=lambda each: (each.at, each.id))
    standing = {one.id for one in in_force(ours)[0]}
    ended = {undone(one): one.at for one in ours if one.does == "undo"}
    found: list[Edge] = []
    latest: dict[Pair, datetime] = {}
    for one in reversed(ours):
        if one.does not in _JUDGED or _refusal(one) is not None:
            continue
        left, right = pair_of(one)
        until = latest.get((left, right)) if one.id in standing else ended.get(one.id)
        if one.id in standing:
            latest.setdefault((left, right), one.at)
        judged = _JUDGED[one.does]
        edge = Edge(decision=one.id, left=left, right=right, judgement=judged, user=one.by, created_at=one.at)
        found.append(msgspec.structs.replace(edge, deleted_at=until))
    return found[::-1]


def pair_of(decision: Decision) -> Pair:
    """The two names a decision is about, in the order of the alphabet."""
    left, right = sorted([decision.about.removeprefix(_KIND), decision.others[0].removeprefix(_KIND)])
    return left, right


def applied(statements: Sequence[Statement], canonical: Mapping[str, str]) -> list[Statement]:
    """Statements with merged names read as one; what the rule proposed stays on the record."""
    if not canonical:
        return list(statements)
    return [
        msgspec.structs.replace(
            one,
            actors=sorted({canonical.get(name, name) for name in one.actors}),
            counterparts=sorted({canonical.get(name, name) for name in one.counterparts}),
            chain=[_link(link, canonical) for link in one.chain],
        )
        for one in statements
    ]


def candidates(statements: Sequence[Statement], decisions: Sequence[Decision]) -> list[Pair]:
    """Pairs of names that may be one and about which nobody has decided: their last words begin alike."""
    known = {pair_of(one) for one in in_force([one for one in decisions if one.about.startswith(_KIND)])[0]}
    names = sorted({name for one in statements for name in names_in(one) if not unnamed(name)})
    by_key: dict[str, list[str]] = {}
    for name in names:
        by_key.setdefault(_key(name), []).append(name)
    pairs = (
        (left, right)
        for group in by_key.values()
        for at, left in enumerate(group)
        for right in group[at + 1 :]
        if left not in registry() or right not in registry()
    )
    return sorted(pair for pair in pairs if pair not in known)


def names_in(one: Statement) -> Iterator[str]:
    """Everybody a statement names: who acts, towards whom, who says so."""
    yield from (*one.actors, *one.counterparts)
    yield from (link.source for link in one.chain)


def _key(name: str) -> str:
    """The beginning of the last word of a name: inflection changes its end."""
    word = "".join(char if char.isalnum() else " " for char in name.rpartition(":")[2]).split()
    return word[-1][: max(_SHORTEST, len(word[-1]) - 2)].lower() if word else name


def _link(link: Link, canonical: Mapping[str, str]) -> Link:
    return msgspec.structs.replace(link, source=canonical.get(link.source, link.source))


def _groups(pairs: Iterable[Pair]) -> list[list[str]]:
    """Names joined by a chain of pairs."""
    group: dict[str, set[str]] = {}
    for left, right in pairs:
        joined = group.get(left, {left}) | group.get(right, {right})
        for name in joined:
            group[name] = joined
    return [list(names) for names in sorted({tuple(sorted(names)) for names in group.values()})]


def _first(group: Sequence[str]) -> str:
    return min(group, key=lambda name: (name not in registry(), name))


def _refusal(one: Decision) -> Rejection | None:
    names = [one.about.removeprefix(_KIND), *(name.removeprefix(_KIND) for name in one.others)]
    if one.does not in _JUDGED or len(one.others) != 1:
        says = f"Decision '{one.id}' does '{one.does}' with {len(one.others)} others; names are judged two at a time."
        return _rejection(one, "merge-wrong", says, "Use merge, split or unsure and name one other.")
    if names[0] == names[1]:
        return _rejection(one, "merge-with-itself", f"'{names[0]}' is one with itself.", "Name two names.")
    for name in names:
        if unnamed(name):
            says = f"'{name}' is a source that is not named; nobody may say who it is, or that two of them are one."
            return _rejection(one, "merge-of-unnamed", says, "Unnamed sources stay apart.")
    return None


def _contradiction(one: Decision, pair: Pair) -> Rejection:
    says = f"'{pair[0]}' and '{pair[1]}' were called different, and are joined by a chain of merges."
    return _rejection(one, "merge-contradiction", says, "Decide again about one of the pairs.")


def _rejection(one: Decision, code: str, says: str, hint: str) -> Rejection:
    return Rejection(kind="decision", place=one.id, code=code, says=says, hint=hint)
