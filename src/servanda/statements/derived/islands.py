"""Islands of agreement: agreed and contested facts, convergent and divergent norms (CCHN Field Manual, part 2).

The manual draws it by hand from what the parties say; here it is made from accepted statements alone and recommends
nothing. A fact is agreed only if two channels tell it and nobody denies it; told by one channel it is neither agreed
nor contested, and says so.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Literal, TypeAlias

import msgspec

from servanda.records.statement import Statement
from servanda.statements.derived.basis import Dates, about_something, by_id, denied, firm
from servanda.statements.derived.matter import Texts, same_matter
from servanda.statements.derived.opposed import CLAIMS, Opposed, opposed
from servanda.statements.derived.positions import Held, positions
from servanda.statements.voices import independent

Shore: TypeAlias = Literal["agreed-fact", "contested-fact", "single-fact", "convergent-norm", "divergent-norm"]
"""Where something stands."""

_FACTS = frozenset({"meeting", "representation", "report", "instrument_term", "open_issue", "condition"})
_TOWARDS = frozenset({"demand", "accept", "wants", "plans", "ask", "offer", "pledge"})
_AGAINST = frozenset({"reject", "refuse"})
_BOTH = 2


class Island(msgspec.Struct, frozen=True, kw_only=True):
    """One matter with those who stand on it."""

    shore: Shore
    """Agreed, contested, told by one channel; convergent or divergent."""
    issue: str
    """What it is about."""
    statements: list[str]
    """Accepted statements it rests on, by name; never empty."""
    sides: list[Held] = []
    """For norms: the positions that meet or part, by party."""


class Islands(msgspec.Struct, frozen=True, kw_only=True):
    """What parties share and where they part, with the statements behind it."""

    islands: list[Island]
    """All of them, by shore and issue."""

    def on(self, shore: Shore) -> list[Island]:
        """Those of one shore."""
        return [one for one in self.islands if one.shore == shore]


def islands(accepted: Sequence[Statement], dates: Dates, texts: Texts) -> Islands:
    """Agreed and contested facts, convergent and divergent norms among accepted statements.

    Args:
        accepted: Accepted statements; those that are only possible or unknown stand on no island.
        dates: Source → EDTF date of publication.
        texts: Source → text, for those at hand.
    """
    told = firm(accepted)
    against = opposed(told, texts)
    facts = _facts(told, [pair for pair in against if pair.kind in CLAIMS], texts)
    norms = _norms(positions(told, dates), [pair for pair in against if pair.kind not in CLAIMS])
    return Islands(islands=sorted([*facts, *norms], key=lambda one: (one.shore, one.issue, one.statements)))


def _facts(told: Sequence[Statement], pairs: Iterable[Opposed], texts: Texts) -> list[Island]:
    contested = {name for pair in pairs for name in (pair.left, pair.right)}
    alike: defaultdict[tuple[str, ...], list[list[Statement]]] = defaultdict(list)
    for one in told:
        if one.frame in _FACTS and not denied(one) and one.id not in contested:
            groups = alike[one.frame, one.issue, one.slot, *sorted(one.actors)]
            alone = not about_something(one)
            group = None if alone else next((known for known in groups if same_matter(known[0], one, texts)), None)
            (groups.append([one]) if group is None else group.append(one))
    known = by_id(told)
    found = [_fact(group) for groups in alike.values() for group in groups]
    for left, right in sorted({(pair.left, pair.right) for pair in pairs}):
        found.append(Island(shore="contested-fact", issue=known[left].issue, statements=[left, right]))
    return found


def _fact(group: Sequence[Statement]) -> Island:
    shore: Shore = "agreed-fact" if independent(group) >= _BOTH else "single-fact"
    return Island(shore=shore, issue=group[0].issue, statements=sorted(one.id for one in group))


def _norms(held: Sequence[Held], pairs: Iterable[Opposed]) -> list[Island]:
    """Issues on which several parties take positions: all towards the same, or some against."""
    opposed_on = {pair.issue for pair in pairs}
    by_issue: defaultdict[str, list[Held]] = defaultdict(list)
    for one in held:
        by_issue[one.issue].append(one)
    found = []
    for issue, sides in sorted(by_issue.items()):
        towards = {one.actor for one in sides if one.taken in _TOWARDS}
        against = {one.actor for one in sides if one.taken in _AGAINST}
        shore = _shore(towards, against, parted=issue in opposed_on)
        if shore is not None:
            rests = sorted({name for one in sides for name in one.statements})
            found.append(Island(shore=shore, issue=issue, statements=rests, sides=sides))
    return found


def _shore(towards: set[str], against: set[str], *, parted: bool) -> Shore | None:
    """Where parties stand on an issue; none if only one of them takes a position."""
    if parted or (towards and against and towards != against):
        return "divergent-norm"
    return "convergent-norm" if len(towards | against) >= _BOTH and not (towards and against) else None
