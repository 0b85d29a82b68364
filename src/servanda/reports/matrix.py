"""The matrix: function × sector × phase, each need with what meets it; a phase is a table of its own.

Tables share a sheet as long as their numbers can be read on paper; else they go on further sheets.
"""

from collections import Counter
from collections.abc import Sequence

from servanda.records.plan import Cell
from servanda.records.record import Wording
from servanda.reports.dossier import Dossier
from servanda.reports.formats import capital, joined
from servanda.reports.lettering import stands, wrapped
from servanda.reports.matrix_cells import cell_block, says_of, style_of, unneeded
from servanda.reports.matrix_layout import BOTTOM, Box, Frame, Table, sheets_of, tables_of
from servanda.reports.names import Names
from servanda.reports.shares import legend
from servanda.reports.sheet import EDGE, HEIGHT, HERE, INNER, Block, Head, Looked, Sheet, Told, Words, head_of, numbered
from servanda.wording import say

_STANDINGS = ("secured", "mutual", "possible", "unquantified", "missing")
_LABEL, _LOW = 12, 40


def matrix(dossier: Dossier, names: Names, lang: str, looked: Looked = HERE) -> list[Sheet]:
    """The plan of a case against its commitments, on as many sheets as it takes to be read; none without a plan.

    Args:
        dossier: The case; its `plan` and `coverage` are drawn.
        names: Its names.
        lang: Language of the sheets.
        looked: From where the plan was looked at.
    """
    if dossier.plan is None or dossier.coverage is None or not dossier.coverage.cells:
        return []
    frames = sheets_of(tables_of(dossier.plan, dossier.coverage))
    head = Head(
        title=say("drawings.matrix-title")[lang],
        lead=lead(dossier.coverage.cells, lang),
        reading=dossier.coverage.reading,
        floor=looked.floor,
    )
    above = head_of(head, dossier, names, looked, lang)
    below = _below(dossier, names, looked, lang)
    told = Told(names=names, lang=lang)
    title = f"{head.title} – {dossier.case.title.get(lang, dossier.case.id)}"
    return [
        Sheet(
            title=title,
            describes=_describes(frame, told),
            blocks=(above, *_drawn(frame, told), *below, numbered(place, len(frames), lang)),
        )
        for place, frame in enumerate(frames, 1)
    ]


def lead(cells: Sequence[Cell], lang: str) -> tuple[str, ...]:
    """What the matrix comes to: needs with a number by how they stand, then those without one."""
    counted: Counter[str] = Counter(cell.standing for cell in cells if isinstance(cell.needed, int))
    unsaid: Counter[str] = Counter(cell.standing for cell in cells if not isinstance(cell.needed, int))
    said = [_counts("matrix-lead", "standing", counted)] if counted else []
    if unsaid:
        said.append(_counts("matrix-lead-some" if counted else "matrix-lead-unsaid", "best", unsaid))
    return tuple(one[lang] for one in said)


def _counts(key: str, group: str, counts: Counter[str]) -> Wording:
    known = [say(f"drawings.{group}-{one}", n=counts[one]) for one in _STANDINGS if counts[one]]
    return say(f"drawings.{key}", n=counts.total(), list=joined(known))


def _describes(frame: Frame, told: Told) -> str:
    cells = " ".join(says_of(need, cell, told) for table in frame.tables for need, cell in table.ordered())
    return say("drawings.matrix-desc", cells=cells)[told.lang]


def _drawn(frame: Frame, told: Told) -> list[Block]:
    return [block for place, table in enumerate(frame.tables) for block in _table(table, frame, place, told)]


def _table(table: Table, frame: Frame, place: int, told: Told) -> list[Block]:
    left, top = frame.corner(place)
    blocks = [_labels(table, frame, (left, top), told)]
    style = style_of(table, frame.box((left, top), 0, 0), told)
    for row, function in enumerate(table.functions):
        for column, sector in enumerate(table.sectors):
            box = frame.box((left, top), row, column)
            known = table.known.get((function, sector))
            blocks.append(unneeded(box) if known is None else cell_block(known, box, told, style))
    return blocks


def _labels(table: Table, frame: Frame, corner: tuple[int, int], told: Told) -> Block:
    """The phase, the sectors above the columns, the functions with their units before the rows."""
    words = _heads(table, frame, corner, told)
    for row, function in enumerate(table.functions):
        words += _row(table, function, frame.box(corner, row, 0), told, corner[0])
    return Block(words=tuple(words))


def _row(table: Table, function: str, box: Box, told: Told, left: int) -> list[Words]:
    """A function and its unit beside its row."""
    size, step = (_LABEL, 14) if box.height > _LOW else (_LABEL - 1, 12)
    unit = told.unit(table.units(function))
    room = box.x - left - 10
    named = wrapped(told.function(function), room, size, max(1, (box.height + 2) // step - bool(unit)))
    lines = [(one, size, "ink") for one in named] + [
        (one, size - 2, "soft") for one in wrapped(unit, room, size - 2, 1)
    ]
    first = box.y + (box.height - step * len(lines)) // 2 + size - 1
    return [
        Words(text=one, x=left, y=first + step * n, size=high, look=look) for n, (one, high, look) in enumerate(lines)
    ]


def _heads(table: Table, frame: Frame, corner: tuple[int, int], told: Told) -> list[Words]:
    """The phase above the names of its sectors."""
    box = frame.box(corner, 0, 0)
    called = [told.names.place(sector)[told.lang] for sector in table.sectors]
    size = next((one for one in (11, 10, 9) if all(stands(name, box.width - 2, one, 3) for name in called)), 9)
    named = [wrapped(name, box.width - 2, size, 3) for name in called]
    highest = box.y - 12 - 13 * max(len(lines) for lines in named)
    phase = capital(told.names.phase(table.phase))[told.lang]
    words = [Words(text=phase, x=corner[0], y=highest, size=14, look="bold")]
    for column, lines in enumerate(named):
        place = frame.box(corner, 0, column)
        middle, first = place.x + place.width // 2, box.y - 6 - 13 * (len(lines) - 1)
        words += [Words(text=one, x=middle, y=first + 13 * n, size=size, look="middle") for n, one in enumerate(lines)]
    return words


def _below(dossier: Dossier, names: Names, looked: Looked, lang: str) -> list[Block]:
    refused = refusals(dossier, names, lang)
    texts = [*wrapped(say("drawings.matrix-key")[lang], INNER, 11, 2), *wrapped(refused, INNER, 11, 3)]
    words = [Words(text=line, x=EDGE, y=BOTTOM + 16 + 14 * place, size=11) for place, line in enumerate(texts)]
    return [
        Block(words=tuple(words)),
        legend(lang, HEIGHT - 50, refusals=bool(refused), firm=looked.floor != HERE.floor),
    ]


def refusals(dossier: Dossier, names: Names, lang: str) -> str:
    """Who refused which function of the plan; empty if nobody did."""
    if dossier.plan is None or dossier.coverage is None:
        return ""
    by_function: dict[str, set[str]] = {}
    function = {need.id: need.function for need in dossier.plan.requirements}
    for cell in dossier.coverage.cells:
        if cell.refusals and cell.requirement in function:
            by_function.setdefault(function[cell.requirement], set()).update(cell.refusals)
    said = [
        say("drawings.refused-one", function=names.function(name), names=names.parties(sorted(by_function[name])))
        for name in sorted(by_function)
    ]
    return say("drawings.refused", list=joined(said, "; "))[lang] if said else ""
