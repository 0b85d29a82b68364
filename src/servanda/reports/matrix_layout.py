"""Where the tables of the matrix stand: which phases share a sheet, how large a cell is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from servanda.records.plan import Cell, Coverage, Plan, Requirement
from servanda.reports.lettering import room
from servanda.reports.shares import shares_of, signed
from servanda.reports.sheet import EDGE, HEIGHT, INNER

TOP = 136
"""Height at which tables begin."""
BOTTOM = HEIGHT - 144
"""Height at which they end."""
_HEAD = 62
"""Phase and names of sectors above the cells."""
_APART = 28
_GAP = 3
_CELL = (58, 36)
"""The smallest cell that can be read on paper; wider where numbers are long."""
_SMALL, _WIDEST = 8, 240
_MARK = 14
PAD = 5
"""Pixels between the frame of a cell and what stands in it."""
_LARGEST = (240, 100)
_LABELS = (168, 140, 116)
"""Room for names of functions: for one table beside another, less."""

Known = tuple[Requirement, Cell]
T = TypeVar("T")


@dataclass(frozen=True)
class Box:
    """Place of one cell."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, kw_only=True)
class Table:
    """One phase, or as much of it as a sheet takes."""

    phase: str
    functions: tuple[str, ...]
    sectors: tuple[str, ...]
    known: Mapping[tuple[str, str], Known]

    def ordered(self) -> list[Known]:
        """Needs with their cells, row by row."""
        places = [(function, sector) for function in self.functions for sector in self.sectors]
        return [self.known[place] for place in places if place in self.known]

    def least(self) -> int:
        """The least width of a cell in which every number of the table has room."""
        known = [(shares, cell) for _, cell in self.ordered() if (shares := shares_of(cell)) is not None]
        numbers = [room(signed(shares, "uk"), _SMALL) + marked(cell) for shares, cell in known]
        numbers += [room(f"{shares.secured:,} / {shares.needed:,}", _SMALL + 1) for shares, _ in known]
        return min(max([_CELL[0], *(2 * PAD + _GAP + number for number in numbers)]), _WIDEST)

    def units(self, function: str) -> set[str]:
        """Units in which a function is counted."""
        return {need.unit for need, _ in self.ordered() if need.function == function and need.unit}


@dataclass(frozen=True, kw_only=True)
class Frame:
    """Tables of one sheet, in a grid."""

    tables: tuple[Table, ...]
    columns: int
    label: int
    """Room for the names of functions."""
    cell: tuple[int, int]
    """Width and height of a cell with its gap."""
    pitch: tuple[int, int]
    """Distance from one table to the next, across and down."""

    def corner(self, place: int) -> tuple[int, int]:
        """Left upper corner of a table."""
        return EDGE + self.pitch[0] * (place % self.columns), TOP + self.pitch[1] * (place // self.columns)

    def box(self, corner: tuple[int, int], row: int, column: int) -> Box:
        """A cell of the table at a corner."""
        wide, high = self.cell
        return Box(corner[0] + self.label + wide * column, corner[1] + _HEAD + high * row, wide - _GAP, high - _GAP)


def tables_of(plan: Plan, coverage: Coverage) -> list[Table]:
    """A table for each phase that needs something, in the order of the plan; large ones in parts."""
    cells = {cell.requirement: cell for cell in coverage.cells}
    known = [(need, cells[need.id]) for need in plan.requirements if need.id in cells]
    tables = []
    for phase in in_order(plan.phases, [need.phase for need, _ in known]):
        mine = [(need, cell) for need, cell in known if need.phase == phase]
        functions = in_order(plan.functions, [need.function for need, _ in mine])
        sectors = in_order(plan.sectors, [need.sector for need, _ in mine])
        placed = {(need.function, need.sector): (need, cell) for need, cell in mine}
        whole = Table(phase=phase, functions=tuple(functions), sectors=tuple(sectors), known=placed)
        tables += [
            Table(phase=phase, functions=rows, sectors=columns, known=placed)
            for rows in _parts(functions, (BOTTOM - TOP - _HEAD) // _CELL[1])
            for columns in _parts(sectors, (INNER - _LABELS[0]) // whole.least())
        ]
    return tables


def marked(cell: Cell) -> int:
    """Room that the mark of a refusal takes."""
    return _MARK + (8 if len(cell.refusals) > 1 else 0) if cell.refusals else 0


def sheets_of(tables: Sequence[Table]) -> list[Frame]:
    """Tables on as few sheets as their cells can be read on, evenly."""
    for size in range(len(tables), 0, -1):
        frames = [_best(group) for group in _parts(tables, size)]
        if all(fits(frame) for frame in frames):
            return frames
    return [_best([table]) for table in tables]


def fits(frame: Frame) -> bool:
    """Whether the cells of a sheet can be read."""
    return frame.cell[0] >= max(table.least() for table in frame.tables) and frame.cell[1] >= _CELL[1]


def _best(tables: Sequence[Table]) -> Frame:
    frames = [_frame(tables, columns) for columns in range(1, len(tables) + 1)]
    return max(frames, key=lambda frame: min(frame.cell[0] * 100 // _CELL[0], frame.cell[1] * 100 // _CELL[1]))


def _frame(tables: Sequence[Table], columns: int) -> Frame:
    rows = -(-len(tables) // columns)
    label = _LABELS[min(columns, len(_LABELS)) - 1]
    across = (INNER + _APART) // columns - _APART
    down = (BOTTOM - TOP + _APART) // rows - _APART
    sectors = max(len(table.sectors) for table in tables)
    functions = max(len(table.functions) for table in tables)
    wide = min((across - label) // sectors, _LARGEST[0])
    high = min((down - _HEAD) // functions, _LARGEST[1])
    pitch = (label + wide * sectors + _APART, _HEAD + high * functions + _APART)
    return Frame(tables=tuple(tables), columns=columns, label=label, cell=(wide, high), pitch=pitch)


def _parts(items: Sequence[T], most: int) -> list[tuple[T, ...]]:
    """Items in parts of at most so many, as even as can be."""
    count = -(-len(items) // most)
    size = -(-len(items) // count)
    return [tuple(items[start : start + size]) for start in range(0, len(items), size)]


def in_order(listed: Mapping[str, object], used: Sequence[str]) -> list[str]:
    """Names that are used, in the order of the plan.

    A ledger keeps names by the alphabet and lists as they were: a plan listed by the alphabet is shown in the order in
    which its requirements name things.
    """
    given = list(listed) if list(listed) != sorted(listed) else []
    return [name for name in dict.fromkeys([*given, *used]) if name in set(used)]
