"""One cell of the matrix: a need with its number, its bar and its signs; or the words that no number is public."""

from dataclasses import dataclass

from servanda.records.plan import Cell, Requirement
from servanda.reports.formats import joined, number
from servanda.reports.lettering import NARROW_SPACE, cut, fitting, room, stands, wrapped
from servanda.reports.matrix_layout import PAD, Box, Known, Table, marked
from servanda.reports.names import phrase
from servanda.reports.shares import PARTS, SIGNS, Shares, bar, cross, shares_of, signed
from servanda.reports.sheet import Block, Shape, Stroke, Told, Words
from servanda.wording import say

_NUMBERS = (20, 18, 16, 14, 13, 12, 11, 10, 9, 8)
_PARTS = (13, 12, 11, 10, 9, 8)
_SWATCH = 22
_TALL, _LOW = 60, 44


@dataclass(frozen=True, kw_only=True)
class Style:
    """Heights of letters that are the same in all cells of a table."""

    number: int
    small: int


def style_of(table: Table, box: Box, told: Told) -> Style:
    """The largest letters at which the numbers of every cell of a table have room."""
    known = [(shares, cell) for _, cell in table.ordered() if (shares := shares_of(cell)) is not None]
    inner, most = box.width - 2 * PAD, max(11, box.height // 4)
    numbers = [fitting(_ratio(shares, told), inner, _NUMBERS) for shares, _ in known]
    parts = [fitting(signed(shares, told.lang), inner - marked(cell), _PARTS) for shares, cell in known]
    small = 13 if box.height > _TALL else 11 if box.height > _LOW else 10
    return Style(number=min([most, *numbers]), small=min([small, *parts]))


def cell_block(known: Known, box: Box, told: Told, style: Style) -> Block:
    """A need that the plan states, in its box."""
    need, cell = known
    shares = shares_of(cell)
    drawn = _unsaid(cell, box, told, style) if shares is None else _numbered(shares, box, told, style)
    line = _line(box)
    marks, counted = _refused(cell, box.x + box.width - 4, line)
    return Block(
        says=says_of(need, cell, told),
        shapes=tuple(drawn[0]),
        strokes=tuple(marks),
        words=(*drawn[1], *counted),
    )


def unneeded(box: Box) -> Block:
    """A place where the plan needs nothing."""
    return Block(shapes=(Shape(look="unneeded", x=box.x, y=box.y, width=box.width, height=box.height),))


def says_of(need: Requirement, cell: Cell, told: Told) -> str:
    """A cell in a sentence."""
    names, lang = told.names, told.lang
    where = {
        "function": names.function(need.function),
        "sector": names.place(need.sector),
        "phase": names.phase(need.phase),
    }
    shares = shares_of(cell)
    if shares is None:
        best = say(f"drawings.word-{cell.standing}")
        said = say("drawings.cell-unsaid", best=best, n=len(cell.commitments), **where)[lang]
    else:
        parts = [
            say(f"drawings.part-{part}", n=number(amount))
            for part, amount in zip(PARTS, shares.parts(), strict=True)
            if amount
        ]
        unit = phrase("unit", need.unit) if need.unit else {}
        amount = joined([number(shares.needed), unit], " ") if unit else number(shares.needed)
        said = say("drawings.cell", needed=amount, parts=joined(parts), **where)[lang]
    refused = say("drawings.cell-refused", names=names.parties(cell.refusals))[lang] if cell.refusals else ""
    notes = [note.get(lang, "") for note in cell.notes]
    return " ".join(part for part in (said, refused, *notes) if part)


def _ratio(shares: Shares, told: Told) -> str:
    secured, needed = number(shares.secured)[told.lang], number(shares.needed)[told.lang]
    return f"{secured}{NARROW_SPACE}/{NARROW_SPACE}{needed}"


def _line(box: Box) -> int:
    """Baseline of the lowest line of a cell."""
    return box.y + box.height - (6 if box.height > _LOW else 3)


def _numbered(shares: Shares, box: Box, told: Told, style: Style) -> tuple[list[Shape], list[Words]]:
    inner, x, line = box.width - 2 * PAD, box.x + PAD, _line(box)
    thick = box.height // 4
    top = line - style.small - thick
    look = "short" if shares.missing or shares.unknown else "cell"
    frame = Shape(look=look, x=box.x, y=box.y, width=box.width, height=box.height)
    words = [
        Words(text=_ratio(shares, told), x=x, y=(box.y + top + style.number) // 2 - 1, size=style.number, look="bold"),
        Words(text=cut(signed(shares, told.lang), inner, style.small), x=x, y=line, size=style.small),
    ]
    return [frame, *bar(shares, (x, top), (inner, thick))], words


def _unsaid(cell: Cell, box: Box, told: Told, style: Style) -> tuple[list[Shape], list[Words]]:
    """No number: said in words, with the best promise and how many serve the need below it."""
    inner, size, x, line = box.width - 2 * PAD, style.small, box.x + PAD, _line(box)
    long, short = say("reports.unquantified")[told.lang], say("drawings.no-number")[told.lang]
    rows = max(1, (line - size - box.y) // (size + 2))
    said = wrapped(long if stands(long, inner, size, rows) else short, inner, size, rows)
    count = f"{NARROW_SPACE}·{NARROW_SPACE}{len(cell.commitments)}"
    free = inner - marked(cell)
    best = say(f"drawings.word-{cell.standing}")[told.lang] + count
    best = best if room(best, size) <= free - _SWATCH else SIGNS[cell.standing] + count
    shapes = [Shape(look="unsaid", x=box.x, y=box.y, width=box.width, height=box.height)]
    aside = _SWATCH if room(best, size) <= free - _SWATCH else 0
    if aside:
        shapes.append(Shape(look=cell.standing, x=x, y=line - 9, width=16, height=10))
    words = [Words(text=one, x=x, y=box.y + size + 3 + (size + 2) * n, size=size) for n, one in enumerate(said)]
    return shapes, [*words, Words(text=best, x=x + aside, y=line, size=size, look="bold")]


def _refused(cell: Cell, right: int, line: int) -> tuple[list[Stroke], list[Words]]:
    """The mark of a refusal at the lower right, with the number of those who refused if there are several."""
    if not cell.refusals:
        return [], []
    if len(cell.refusals) == 1:
        return [cross(right - 4, line - 4, 4)], []
    text = str(len(cell.refusals))
    return [cross(right - 6 - room(text, 10), line - 4, 4)], [Words(text=text, x=right, y=line, size=10, look="end")]
