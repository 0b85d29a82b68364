"""What falls if one guarantor does not come."""

from dataclasses import dataclass
from typing import Literal

from servanda.commitments import Register, View, stand
from servanda.coverage.assess import assess
from servanda.records.commitment import Label
from servanda.records.plan import Cell, Plan
from servanda.records.record import Amount, Wording
from servanda.wording import say

_STRONGEST = ("credible", "handshake", "open", "void")
_BEST = ("secured", "mutual", "possible", "unquantified", "missing")


@dataclass(frozen=True)
class LostCommitment:
    """A promise that stands worse without the guarantor."""

    commitment: str
    """Which."""
    provider: str
    """Whose."""
    own: bool
    """It is the guarantor's own promise, or another's that relied on it."""
    before: Label
    """How it stood."""
    after: Label
    """How it stands without."""


@dataclass(frozen=True)
class WorseCell:
    """A requirement that is met less without the guarantor."""

    requirement: str
    """Which."""
    before: str
    """Standing with."""
    after: str
    """Standing without."""
    lost: Amount
    """How much less is secured, mutual or possible together; unquantified where no number is public."""


@dataclass(frozen=True)
class Fall:
    """What falls if one guarantor leaves."""

    provider: str
    """Who leaves."""
    commitments: tuple[LostCommitment, ...]
    """Promises that stand worse, by name."""
    cells: tuple[WorseCell, ...]
    """Requirements met less, by name."""
    says: Wording
    """The same in words."""


def falls_without(plan: Plan, register: Register, view: View, provider: str) -> Fall:
    """Promises that lose their label and requirements that are met less if one guarantor leaves.

    Raises:
        InputError: as `assess`.
    """
    without = view.without([provider])
    before, after = stand(register, view), stand(register, without)
    lost = tuple(
        LostCommitment(c.id, c.provider, c.provider == provider, before[c.id], after[c.id])
        for c in register.commitments
        if _STRONGEST.index(after[c.id]) > _STRONGEST.index(before[c.id])
    )
    pairs = zip(assess(plan, register, view).cells, assess(plan, register, without).cells, strict=True)
    cells = tuple(WorseCell(a.requirement, a.standing, b.standing, _less(a, b)) for a, b in pairs if _worse(a, b))
    others = sorted({one.provider for one in lost if not one.own})
    key: Literal["falls-with-others", "falls-alone"] = "falls-with-others" if others else "falls-alone"
    says = say(f"coverage.{key}", provider=provider, n=len(lost), others=others, cells=len(cells))
    return Fall(provider, lost, cells, says)


def _met(cell: Cell) -> int:
    return sum(part for part in (cell.secured, cell.mutual, cell.possible) if isinstance(part, int))


def _less(before: Cell, after: Cell) -> Amount:
    return "unquantified" if before.needed == "unquantified" else _met(before) - _met(after)


def _worse(before: Cell, after: Cell) -> bool:
    lower = _BEST.index(after.standing) > _BEST.index(before.standing)
    return lower or _met(after) < _met(before) or _secured(after) < _secured(before)


def _secured(cell: Cell) -> int:
    return cell.secured if isinstance(cell.secured, int) else 0
