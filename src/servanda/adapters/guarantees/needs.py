"""Requirements held against each other: no cell and no name twice, whatever order they stand in, and no gap lost."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import TypeAlias

import msgspec

from servanda.commitments import RUNGS
from servanda.errors import InputError
from servanda.records.guarantees import GivenRequirement
from servanda.records.plan import Requirement

Placed: TypeAlias = tuple[str, GivenRequirement]
"""Where a requirement stands, and what it says."""
Refuse: TypeAlias = Callable[[InputError], None]
CellKey: TypeAlias = tuple[str, str, str]
"""Function, sector and phase."""

_MOST_NAMES = 3
"""Names a cell can bear: its own, its parts joined by a slash, its parts as a list of JSON."""


def settled(needs: Sequence[Placed], refuse: Refuse) -> list[Requirement]:
    """One requirement for each cell, each with a name of its own.

    Two different requirements for one cell are both refused: which holds is not known. The cell stays, without a
    number, as firm and as soon as the strictest of them asks. Different cells under one name get names of their own.

    Args:
        needs: The requirements.
        refuse: Takes an error for each that was not taken as it stands.
    """
    cells: dict[CellKey, list[Placed]] = {}
    for place, need in needs:
        cells.setdefault((need.function, need.sector, need.phase), []).append((place, need))
    kept = {cell: _one(cell, same, refuse) for cell, same in cells.items()}
    names = _names({cell: need.id for cell, need in kept.items()})
    for cell, same in cells.items():
        if names[cell] != kept[cell].id:
            refuse(_shared(kept[cell], names[cell], same[0][0]))
    return [msgspec.structs.replace(need, id=names[cell]) for cell, need in kept.items()]


def name_of(need: GivenRequirement) -> str:
    """The name of a requirement: its own, else function, sector and phase joined by a slash."""
    return need.id or _joined((need.function, need.sector, need.phase))


def _joined(cell: CellKey) -> str:
    return "/".join(cell)


def _one(cell: CellKey, same: Sequence[Placed], refuse: Refuse) -> Requirement:
    first = same[0][1]
    if all(need == first for _place, need in same):
        return _requirement(first)
    for place, need in same:
        says = f"'{name_of(need)}' is one of several that state what {cell[0]} needs in {cell[1]}, {cell[2]}."
        hint = "Join them; until then the need stays, without a number."
        refuse(InputError("plan-cell-twice", says, place=place, hint=hint))
    return _strictest(cell, [need for _place, need in same])


def _strictest(cell: CellKey, needs: Sequence[GivenRequirement]) -> Requirement:
    names = {need.id for need in needs}
    hours = [need.readiness_h for need in needs if need.readiness_h is not None]
    return Requirement(
        id=(names.pop() if len(names) == 1 else "") or _joined(cell),
        function=cell[0],
        sector=cell[1],
        phase=cell[2],
        quantity="unquantified",
        min_rung=max((need.min_rung for need in needs), key=RUNGS.index),
        readiness_h=min(hours, default=None),
        support=sorted({source for need in needs for source in need.support}),
    )


def _requirement(need: GivenRequirement) -> Requirement:
    return Requirement(**{**msgspec.structs.asdict(need), "id": name_of(need)})


def _names(own: Mapping[CellKey, str]) -> dict[CellKey, str]:
    """A name for each cell: its own where no other cell bears it, else one made of its parts."""
    made = {cell: (name, _joined(cell), msgspec.json.encode(cell).decode()) for cell, name in own.items()}
    level = dict.fromkeys(own, 0)
    while shared := _shared_by(made[cell][number] for cell, number in level.items()):
        again = [cell for cell, number in level.items() if made[cell][number] in shared and number + 1 < _MOST_NAMES]
        level.update((cell, level[cell] + 1) for cell in again)
    return {cell: made[cell][number] for cell, number in level.items()}


def _shared_by(names: Iterable[str]) -> Collection[str]:
    return {name for name, cells in Counter(names).items() if cells > 1}


def _shared(need: Requirement, name: str, place: str) -> InputError:
    says = (
        f"The name '{need.id}' is used for another requirement too; the one of {need.sector} is called '{name}' here."
    )
    return InputError("duplicate-id", says, place=place, hint="Give each requirement a name of its own.")
