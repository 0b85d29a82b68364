"""What changes if guarantors leave, an event happens or does not, or only firmer promises count."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

from servanda.commitments import EventValue, View
from servanda.coverage.certificates import cuts_of
from servanda.coverage.instance import Counting, Instance, instance_of
from servanda.coverage.state import CLASSES, LABELS, STANDINGS, Met, Standing, State
from servanda.coverage.supply import Serving
from servanda.logic import Truth
from servanda.records.commitment import Label, Rung
from servanda.records.plan import Cut
from servanda.records.record import Amount

_NOTHING: Mapping[str, EventValue] = MappingProxyType({})


@dataclass(frozen=True)
class LostCommitment:
    """A promise that stands otherwise than before."""

    commitment: str
    """Which."""
    provider: str
    """Whose."""
    own: bool
    """It is the promise of one who leaves, or another's that relied on it."""
    before: Label
    """How it stood."""
    after: Label
    """How it stands."""


@dataclass(frozen=True)
class WorseCell:
    """A requirement that is met otherwise than before."""

    requirement: str
    """Which."""
    before: Standing
    """Standing before."""
    after: Standing
    """Standing after."""
    lost: Amount
    """How much less is secured, mutual or possible together (negative: more); unquantified where no number is
    public."""


@dataclass(frozen=True)
class WhatIf:
    """What one change of the view would change."""

    gone: tuple[str, ...]
    """Who would be gone, sorted."""
    counting: Counting
    """What counts as met in the shortfalls and the certificates."""
    commitments: tuple[LostCommitment, ...]
    """Promises that stand worse, by name."""
    cells: tuple[WorseCell, ...]
    """Requirements met less, by name."""
    better: tuple[LostCommitment, ...]
    """Promises that stand better, by name."""
    better_cells: tuple[WorseCell, ...]
    """Requirements met more, by name."""
    shortfall_before: int
    """Sum over all functions and phases of what is not met; unlike units are added as bare numbers."""
    shortfall: int
    """The same after the change."""
    cuts: tuple[Cut, ...]
    """Certificates of all that is short after the change."""


def what_if(
    instance: Instance,
    gone: Collection[str] = (),
    *,
    counting: Counting = "secured",
    assume: Mapping[str, EventValue] = _NOTHING,
    floor: Rung | None = None,
) -> WhatIf:
    """What changes if guarantors leave, events are assumed, or another floor holds; against the view as it is.

    Args:
        instance: The instance; made once for all questions.
        gone: Providers, or single commitments by name, that would be gone.
        counting: What counts as met.
        assume: Event → value to take instead of what is known.
        floor: Lowest rung that would count; none for that of the view.

    Cost: one fixed point, and the functions and phases in which a label changed. A floor, or an event that is already
    decided, asks for a new instance.

    Raises:
        InputError: as `assess`.
    """
    other = _other(instance, assume, floor)
    true, false = ([name for name, value in assume.items() if value == wanted] for wanted in ("true", "false"))
    near = instance.now if other is instance else None
    after = other.state(other.gone(gone), near, true=true, false=false)
    return compared(instance, (other, after), gone, counting)


def compared(instance: Instance, case: tuple[Instance, State], gone: Collection[str], counting: Counting) -> WhatIf:
    """What one case changes against the view as it is; the case is a state of this instance or of one like it."""
    before, (other, after), level = instance.now, case, CLASSES.index(counting)
    return WhatIf(
        gone=tuple(sorted(gone)),
        counting=counting,
        commitments=changed_promises(instance, (before, after), gone),
        cells=changed_cells(instance.serving, before, after),
        better=changed_promises(instance, (before, after), gone, better=True),
        better_cells=changed_cells(instance.serving, before, after, better=True),
        shortfall_before=shortfall_in(instance, before, level),
        shortfall=shortfall_in(other, after, level),
        cuts=tuple(cuts_of(other, after, level, instance.absent.union(gone))),
    )


def changed_promises(
    instance: Instance, states: tuple[State, State], gone: Collection[str] = (), *, better: bool = False
) -> tuple[LostCommitment, ...]:
    """Promises that stand worse in the second state than in the first, or better, by name."""
    before, after = (state.ranks for state in states)
    changed = np.flatnonzero(after < before if better else after > before)
    records = [(node, instance.register.commitments[node]) for node in changed.tolist()]
    return tuple(
        LostCommitment(
            commitment=one.id,
            provider=one.provider,
            own=one.provider in gone or one.id in gone,
            before=LABELS[before[node]],
            after=LABELS[after[node]],
        )
        for node, one in records
    )


def changed_cells(
    serving: tuple[Serving, ...], before: State, after: State, *, better: bool = False
) -> tuple[WorseCell, ...]:
    """Requirements met less in the second state than in the first, or more, by name."""
    found: list[WorseCell] = []
    for group, one, other in zip(serving, before.met, after.met, strict=True):
        if one is not other and one != other:
            found += _changed(group, one, other, better=better)
    return tuple(sorted(found, key=lambda cell: cell.requirement))


def shortfall_in(instance: Instance, state: State, level: int) -> int:
    """Sum over all functions and phases of what is not met, if classes up to a level count."""
    return sum(met.shortfall(serving.needs, level) for serving, met in zip(instance.serving, state.met, strict=True))


def _changed(serving: Serving, before: Met, after: Met, *, better: bool) -> list[WorseCell]:
    place = {cell: number for number, cell in enumerate(serving.counted)}
    found = []
    for cell, requirement in enumerate(serving.cells):
        one, other = _amounts(before, place.get(cell)), _amounts(after, place.get(cell))
        standing = (before.standings[cell], after.standings[cell])
        worse = (other, one, standing[::-1]) if better else (one, other, standing)
        if _worse(*worse):
            lost: Amount = sum(one) - sum(other) if cell in place else "unquantified"
            found.append(WorseCell(requirement.id, *standing, lost))
    return found


def _amounts(met: Met, number: int | None) -> list[int]:
    return [] if number is None else [added[number] for added in met.parts]


def _worse(before: list[int], after: list[int], standing: tuple[Standing, Standing]) -> bool:
    lower = STANDINGS.index(standing[1]) > STANDINGS.index(standing[0])
    return lower or sum(after) < sum(before) or after[:1] < before[:1]


def _other(instance: Instance, assume: Mapping[str, EventValue], floor: Rung | None) -> Instance:
    """The same instance if the network can answer, else one in the changed view."""
    state = instance.net.state
    decided = [name for name, value in assume.items() if value == "unknown" or state.get(name) is not Truth.UNKNOWN]
    if not decided and floor in {None, instance.view.floor}:
        return instance
    view: View = replace(instance.view.assuming(assume), floor=floor or instance.view.floor)
    return instance_of(instance.plan, instance.register, view.without(instance.absent))
