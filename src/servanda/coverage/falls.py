"""What falls if one guarantor does not come."""

from dataclasses import dataclass
from typing import Literal

from servanda.commitments import Register, View
from servanda.coverage.instance import instance_of
from servanda.coverage.whatif import LostCommitment, WorseCell, changed_cells, changed_promises
from servanda.records.plan import Plan
from servanda.records.record import Wording
from servanda.wording import say


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
    instance = instance_of(plan, register, view)
    before = instance.now
    after = instance.state(instance.gone([provider]), before)
    lost = changed_promises(instance, (before, after), [provider])
    cells = changed_cells(instance.serving, before, after)
    others = sorted({one.provider for one in lost if not one.own})
    key: Literal["falls-with-others", "falls-alone"] = "falls-with-others" if others else "falls-alone"
    says = say(f"coverage.{key}", provider=provider, n=len(lost), others=others, cells=len(cells))
    return Fall(provider, lost, cells, says)
