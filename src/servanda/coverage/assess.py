"""How far the promises cover the plan."""

from collections.abc import Mapping
from itertools import starmap

from servanda.commitments import Register, View, in_phase
from servanda.commitments.status import known_by
from servanda.coverage.certificates import cuts_of
from servanda.coverage.instance import Instance, instance_of
from servanda.coverage.reach import Bools
from servanda.coverage.state import CLASSES, LABELS, Met, Standing, State
from servanda.coverage.supply import SHORT, Serving
from servanda.records.commitment import Commitment
from servanda.records.plan import Cell, Coverage, Plan, Requirement
from servanda.records.record import Amount, Wording
from servanda.wording import say

_UNKNOWN: tuple[Amount, ...] = ("unquantified", "unquantified", "unquantified")
_NOTED = {reason: f"coverage.note-{reason}" for reason in SHORT}


def assess(plan: Plan, register: Register, view: View) -> Coverage:
    """The plan against the promises in one view, with a certificate for everything that is missing.

    *Secured*, *mutual*, *possible* and *missing* are disjoint amounts that add up to the need. A promise without an
    amount, without a place or, where the plan asks for it, without readiness covers no number.

    Raises:
        InputError: `plan-cell-twice` if two requirements name one function, sector and phase; `coverage-too-large` if
            amounts do not fit the exact arithmetic; and as `stand`.
    """
    instance = instance_of(plan, register, view)
    return coverage_of(instance, instance.now)


def coverage_of(instance: Instance, state: State) -> Coverage:
    """The coverage of an instance in one case, with certificates of what nothing on record meets."""
    refusals: dict[str, list[Commitment]] = {}
    for one in instance.register.commitments:
        if one.kind == "refusal" and known_by(one, instance.view.as_of):
            refusals.setdefault(one.function, []).append(one)
    cells: list[Cell] = []
    for serving, met in zip(instance.serving, state.met, strict=True):
        cells += _Cells(instance, state, serving, refusals).cells(met)
    return Coverage(
        plan=instance.plan.id,
        reading=instance.view.reading,
        cells=sorted(cells, key=lambda cell: cell.requirement),
        cuts=cuts_of(instance, state, len(CLASSES) - 1),
    )


class _Cells:
    """The cells of one function and phase."""

    def __init__(
        self, instance: Instance, state: State, serving: Serving, refusals: Mapping[str, list[Commitment]]
    ) -> None:
        self._serving = serving
        self._names = [instance.net.names[node] for node in serving.nodes.tolist()]
        alive = state.ranks[serving.nodes] < LABELS.index("void")
        self._mine: Bools = alive[:, None] & (serving.serves | serving.might)
        self._refusals = refusals.get(serving.cells[0].function, [])

    def cells(self, met: Met) -> list[Cell]:
        """All of them, by sector."""
        added: list[tuple[Amount, ...]] = [_UNKNOWN] * len(self._serving.cells)
        for number, place in enumerate(self._serving.counted):
            added[place] = tuple(part[number] for part in met.parts)
        return list(starmap(self._cell, zip(range(len(added)), added, met.standings, strict=True)))

    def _cell(self, place: int, parts: tuple[Amount, ...], standing: Standing) -> Cell:
        cell = self._serving.cells[place]
        missing: Amount = "unquantified"
        if isinstance(cell.quantity, int):
            missing = cell.quantity - sum(part for part in parts if isinstance(part, int))
        return Cell(
            requirement=cell.id,
            needed=cell.quantity,
            secured=parts[0],
            mutual=parts[1],
            possible=parts[2],
            missing=missing,
            standing=standing,
            commitments=self._named(self._mine[:, place]),
            refusals=sorted({one.provider for one in self._refusals if _refuses(one, cell)}),
            notes=self._notes(cell, place),
        )

    def _named(self, mine: Bools) -> list[str]:
        return [self._names[number] for number in mine.nonzero()[0].tolist()]

    def _notes(self, cell: Requirement, place: int) -> list[Wording]:
        notes = [say("coverage.note-need")] if cell.quantity == "unquantified" else []
        for reason, key in _NOTED.items():
            names = self._named(self._mine[:, place] & self._serving.short[reason])
            if names:
                notes.append(say(key, commitments=names))
        return notes


def _refuses(commitment: Commitment, cell: Requirement) -> bool:
    there = not isinstance(commitment.sectors, list) or cell.sector in commitment.sectors
    return there and in_phase(commitment, cell.phase)
