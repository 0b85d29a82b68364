"""One page: each table keeps as many rows as the sheet of A4 has room for; the rest stands in the annex.

Heights are estimated in points from the lengths of the texts, in the longest language, a little on the safe side.
"""

from collections.abc import Sequence
from dataclasses import replace

from servanda.reports.citations import Line
from servanda.reports.page import Part, Row, Table

_PAGE = 812
"""Height of the printed sheet less margins, header and a reserve."""
_HEADING = 21
_HEAD_AND_MORE = 25
_CAPTION = 12
_SENTENCE = 11
_SENTENCE_CHARS = 118
_LINE = 9.3
_ROW = 3.2
_CHARS = 118
_CELL_PAD = 3


def one_page(parts: Sequence[Part], diagram: float) -> tuple[Part, ...]:
    """The same parts with their tables cut so that all of them fit one sheet; each table in turn gets a row.

    Args:
        parts: Sections with all their rows, the most important first.
        diagram: Height of the drawing on the sheet, points; 0 without one.
    """
    room = _PAGE - diagram - sum(_fixed(part) for part in parts)
    tables = [table for part in parts for table in part.tables]
    kept = dict.fromkeys(range(len(tables)), 0)
    waiting = [*reversed(kept), *(place for place, table in enumerate(tables) if table.first)]
    while waiting:
        turn = waiting.pop(0)
        if kept[turn] < len(tables[turn].rows):
            need = _height(tables[turn].rows[kept[turn]], tables[turn].widths)
            if need <= room or not kept[turn]:
                room -= need
                kept[turn] += 1
                waiting.append(turn)
    cut = iter([_cut(table, kept[place]) for place, table in enumerate(tables)])
    return tuple(replace(part, tables=tuple(next(cut) for _ in part.tables)) for part in parts)


def _cut(table: Table, kept: int) -> Table:
    return replace(table, rows=table.rows[:kept], more=len(table.rows) - kept)


def _fixed(part: Part) -> float:
    sentences = sum(-(-_length(line) // _SENTENCE_CHARS) for line in part.lines)
    captions = _CAPTION * len(part.tables) if len(part.tables) > 1 or part.anchor == "change" else 0
    return _HEADING + _SENTENCE * sentences + len(part.tables) * _HEAD_AND_MORE + captions


def _height(row: Row, widths: Sequence[int]) -> float:
    columns = zip(row.cells, widths, strict=True)
    lines = max(-(-(_length(cell) + 1) // (_CHARS * width // 100 - _CELL_PAD)) for cell, width in columns)
    return lines * _LINE + _ROW


def _length(line: Line) -> int:
    references = 3 if line.support else 0
    return max((len(text) for text in line.says.values()), default=0) + references
