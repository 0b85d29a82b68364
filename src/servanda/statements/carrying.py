"""A better reader gives new names: what people decided about the old proposals, carried over to the new ones.

A statement is named by its source, spans and frame. Where a new proposal covers the same words in the same frame, the
decision about the old one holds for it; what no longer matches, or matches but now says something firmer or about
others, is reported: a person decides again.
"""

from collections.abc import Sequence
from typing import Literal, TypeAlias

import msgspec

from servanda.records.statement import Statement
from servanda.statements.certainty import strength

Differs: TypeAlias = Literal["certainty", "chain", "actors", "counterparts", "issue", "stance", "slot", "embedded"]
"""What a new proposal may say otherwise than the old one of the same words."""

_HALF = 500_000
_ALL = 1_000_000
_FIELDS: tuple[Differs, ...] = ("actors", "counterparts", "issue", "stance", "slot")


class Altered(msgspec.Struct, frozen=True, kw_only=True):
    """A proposal that took an old one's place and says something else."""

    old: str
    """Its name before."""
    new: str
    """Its name now."""
    differs: list[Differs]
    """In what."""
    firmer: bool
    """Whether it is now firmer than what a person decided about: never carried in silence."""


class Carried(msgspec.Struct, frozen=True, kw_only=True):
    """Old proposals and what became of them."""

    names: dict[str, str]
    """Old name → new name, for all that match."""
    altered: list[Altered]
    """Those among them that say something else now."""
    reframed: dict[str, str]
    """Old name → name of a proposal on the same words in another frame: not carried, a person decides."""
    lost: list[str]
    """Old names that nothing matches."""
    fresh: list[str]
    """New names that no old one matches."""


def carry(before: Sequence[Statement], now: Sequence[Statement]) -> Carried:
    """Match old proposals to new ones by source, words and frame.

    Args:
        before: The proposals that people decided about.
        now: What the reader proposes today.
    """
    names = _matched(before, now)
    left = [one for one in before if one.id not in names]
    free = [one for one in now if one.id not in names.values()]
    reframed = _matched(left, free, any_frame=True)
    new = {one.id: one for one in now}
    pairs = [(one, new[names[one.id]]) for one in before if one.id in names]
    return Carried(
        names=names,
        altered=[altered for old, taken in pairs if (altered := _altered(old, taken)) is not None],
        reframed=reframed,
        lost=sorted(one.id for one in left if one.id not in reframed),
        fresh=[one.id for one in free],
    )


def _matched(before: Sequence[Statement], now: Sequence[Statement], *, any_frame: bool = False) -> dict[str, str]:
    """Each old proposal with at most one new one, the closest first; each new one is taken once."""
    close = sorted(
        (-_shared_ppm(old, new), old.id != new.id, old.id, new.id)
        for old in before
        for new in now
        if old.source == new.source and (any_frame or old.frame == new.frame)
    )
    names: dict[str, str] = {}
    taken: set[str] = set()
    for share, _, old, new in close:
        if -share >= _HALF and old not in names and new not in taken:
            names[old] = new
            taken.add(new)
    return names


def _shared_ppm(old: Statement, new: Statement) -> int:
    """Characters that both cover, of those that either covers, in parts per million."""
    if old.id == new.id:
        return _ALL
    left, right = ({place for span in one.spans for place in range(span.start, span.end)} for one in (old, new))
    return len(left & right) * _ALL // len(left | right)


def _altered(old: Statement, new: Statement) -> Altered | None:
    differs: list[Differs] = [name for name in _FIELDS if getattr(old, name) != getattr(new, name)]
    if old.certainty != new.certainty:
        differs.append("certainty")
    if [link.source for link in old.chain] != [link.source for link in new.chain]:
        differs.append("chain")
    if _inside(old) != _inside(new):
        differs.append("embedded")
    if not differs:
        return None
    return Altered(old=old.id, new=new.id, differs=sorted(differs), firmer=_firmer(old, new))


def _inside(one: Statement) -> list[tuple[str, str]]:
    return sorted((event.event, event.certainty) for event in one.embedded)


def _firmer(old: Statement, new: Statement) -> bool:
    weakest = [
        min([strength(one.certainty), *(strength(inner.certainty) for inner in one.embedded)]) for one in (old, new)
    ]
    return strength(new.certainty) > strength(old.certainty) or weakest[1] > weakest[0]
