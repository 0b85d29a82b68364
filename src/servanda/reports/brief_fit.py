"""One page: each table keeps as many rows as the sheet of A4 has room for; the rest follows the sheet.

Heights are estimated in points from the lengths of the texts, in the longest language, a little on the safe side.
"""

from collections.abc import Sequence
from dataclasses import replace
from textwrap import wrap

from servanda.reports.citations import Line
from servanda.reports.page import Part, Row, Table

_PAGE = 776
"""Height of the printed sheet less margins and a reserve."""
_TITLE = 16
_TITLE_CHARS = 70
_UNDER_TITLE = 14
_STAMP = 18
_HEADING = 17
_HEAD_AND_MORE = 20
_CAPTION = 12
_SENTENCE = 10
_SENTENCE_CHARS = 128
_LINE = 9.2
_ROW = 3
_CHARS = 128
_CELL_PAD = 1


def header(title: str, *, stamped: bool) -> float:
    """Height of what stands above the sections: the title, the line below it, the stamp of an exercise."""
    return len(wrap(title, _TITLE_CHARS)) * _TITLE + _UNDER_TITLE + (_STAMP if stamped else 0)


def one_page(parts: Sequence[Part], taken: float) -> tuple[Part, ...]:
    """The same parts with their tables cut so that all of them fit one sheet; each table in turn gets a row.

    Args:
        parts: Sections with all their rows, the most important first.
        taken: Height of the header and of the drawing, points.
    """
    room = _PAGE - taken - sum(_fixed(part) for part in parts)
    tables = [table for part in parts for table in part.tables]
    kept = {place: len(table.rows) if table.whole else 0 for place, table in enumerate(tables)}
    room -= sum(_height(row, table.widths) for table in tables if table.whole for row in table.rows)
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
    return replace(table, rows=table.rows[:kept], rest=table.rows[kept:])


def _fixed(part: Part) -> float:
    sentences = sum(_lines(line, _SENTENCE_CHARS) for line in part.lines)
    captions = _CAPTION * len(part.tables) if len(part.tables) > 1 or part.anchor == "change" else 0
    return _HEADING + _SENTENCE * sentences + len(part.tables) * _HEAD_AND_MORE + captions


def _height(row: Row, widths: Sequence[int]) -> float:
    columns = zip(row.cells, widths, strict=True)
    return max(_lines(cell, _CHARS * width // 100 - _CELL_PAD) for cell, width in columns) * _LINE + _ROW


def _lines(line: Line, chars: int) -> int:
    """Lines that a sentence takes in the language in which it takes most."""
    reference = " [99–9]" if line.support else ""
    return max((len(wrap(text + reference, chars)) for text in line.says.values()), default=0) or 1
