"""One chart of the credibility curve: a column for each rung that may be asked for, with every number below it."""

from dataclasses import dataclass

from servanda.reports.formats import number
from servanda.reports.lettering import cut, fitting, room, wrapped
from servanda.reports.matrix_layout import Box
from servanda.reports.shares import PARTS, Shares, stacked
from servanda.reports.shares import SIGNS as MARKS
from servanda.reports.sheet import Block, Shape, Stroke, Words

SIGNS = 16
"""Room for the signs before the rows of numbers."""
_NUMBERS = (12, 11, 10, 9, 8)


@dataclass(frozen=True, kw_only=True)
class Chart:
    """How far something is met at each rung.

    Attributes:
        title: What is met.
        note: In which unit, or what is counted.
        says: The same in a sentence with every number.
        steps: What meets it when only promises at least so firm count, from the first rung to the last.
        rungs: What stands below the columns: names of rungs, or their numbers.
        counted: Whether needs are counted because they have no number.
        lang: Language in which numbers are written.
    """

    title: str
    note: str
    says: str
    steps: tuple[Shares, ...]
    rungs: tuple[str, ...]
    lang: str
    counted: bool = False

    def widest(self) -> int:
        """Room for the longest number at the smallest height of letters that is used."""
        return max(room(text, _NUMBERS[-2]) for text in _texts(self)) + 2

    def rows(self) -> list[int]:
        """Places of the parts that are not nothing at every rung; what is secured is always shown."""
        every = [shares.parts() for shares in self.steps]
        return [place for place in range(len(PARTS)) if place == 0 or any(parts[place] for parts in every)]


@dataclass(frozen=True, kw_only=True)
class Letters:
    """Heights of letters in a chart."""

    title: int
    number: int
    rung: int
    titles: int = 1
    """Lines that are kept for a title."""


LARGE = Letters(title=14, number=12, rung=11)
SMALL = Letters(title=11, number=10, rung=10)


def chart_block(chart: Chart, box: Box, letters: Letters) -> Block:
    """A chart in its box."""
    head = _head(chart, box, letters)
    wide = (box.width - SIGNS) // len(chart.steps)
    size = min(fitting(text, wide - 2, _NUMBERS) for text in _texts(chart))
    size = min(size, letters.number)
    step = size + 2
    rungs, high = _rungs(chart, wide, letters)
    table = step * len(chart.rows()) + 4
    top = head[-1].y + 8
    bottom = box.y + box.height - table - (high + 2) * len(rungs[0]) - 6
    left = box.x + SIGNS
    words = [*head, *_named(rungs, (left, bottom + high + 3), wide, high)]
    first = box.y + box.height - table + size
    words += _table(chart, (box.x, first), wide, (size, step))
    plot = Box(left, top, wide * len(chart.steps), bottom - top)
    return Block(
        says=chart.says, shapes=tuple(_columns(chart, plot)), strokes=(_stairs(chart, plot),), words=tuple(words)
    )


def _head(chart: Chart, box: Box, letters: Letters) -> list[Words]:
    size, small = letters.title, letters.title - 1
    lines = wrapped(chart.title, box.width, size, letters.titles)
    first = box.y + size + (size + 2) * (letters.titles - len(lines))
    words = [Words(text=one, x=box.x, y=first + (size + 2) * n, size=size, look="bold") for n, one in enumerate(lines)]
    note = Words(text=cut(chart.note, box.width, small), x=box.x, y=words[-1].y + small + 4, size=small, look="soft")
    return [*words, note]


def _texts(chart: Chart) -> list[str]:
    return [number(amount)[chart.lang] for shares in chart.steps for amount in shares.parts()]


def _rungs(chart: Chart, wide: int, letters: Letters) -> tuple[list[list[str]], int]:
    """Lines below each column, and the height of letters at which all of them have room."""
    lines = [rung.split("\n") for rung in chart.rungs]
    sizes = (letters.rung, letters.rung - 1, letters.rung - 2)
    return lines, min(fitting(line, wide - 1, sizes) for rung in lines for line in rung)


def _named(rungs: list[list[str]], at: tuple[int, int], wide: int, size: int) -> list[Words]:
    return [
        Words(text=line, x=at[0] + wide * place + wide // 2, y=at[1] + (size + 2) * n, size=size, look="softmiddle")
        for place, lines in enumerate(rungs)
        for n, line in enumerate(lines)
    ]


def _table(chart: Chart, at: tuple[int, int], wide: int, sizes: tuple[int, int]) -> list[Words]:
    """Every number: a row for each part, a column for each rung."""
    (x, y), (size, step), words = at, sizes, []
    for row, part in enumerate(chart.rows()):
        line = y + step * row
        words.append(Words(text=MARKS[PARTS[part]], x=x, y=line, size=size, look="bold"))
        for column, shares in enumerate(chart.steps):
            amount = number(shares.parts()[part])[chart.lang]
            middle = x + SIGNS + wide * column + wide // 2
            words.append(Words(text=amount, x=middle, y=line, size=size, look="boldmiddle" if part == 0 else "middle"))
    return words


def _columns(chart: Chart, plot: Box) -> list[Shape]:
    wide = plot.width // len(chart.steps)
    shapes = [
        Shape(look="unsaid" if chart.counted else "cell", x=plot.x, y=plot.y, width=plot.width, height=plot.height)
    ]
    for place, shares in enumerate(chart.steps):
        y = plot.y + plot.height
        for part, length in zip(PARTS, stacked(shares, plot.height), strict=True):
            y -= length
            if length and part != "missing":
                shapes.append(Shape(look=part, x=plot.x + wide * place, y=y, width=wide, height=length))
    return shapes


def _stairs(chart: Chart, plot: Box) -> Stroke:
    """The thick line: how much is secured at each rung."""
    wide = plot.width // len(chart.steps)
    heights = [plot.y + plot.height - stacked(shares, plot.height)[0] for shares in chart.steps]
    parts = [f"M{plot.x} {heights[0]}H{plot.x + wide}"]
    parts += [f"V{height}H{plot.x + wide * (place + 2)}" for place, height in enumerate(heights[1:])]
    return Stroke(look="step", d="".join(parts))
