"""The credibility curve: how far the plan is met if only promises count that are at least so firm.

In all, where units of different functions are added as bare numbers; and for each function in its own unit. Needs
without a number are counted, and named, and added to nothing.
"""

from collections.abc import Sequence
from dataclasses import replace

from servanda.reports.curve_charts import LARGE, SIGNS, SMALL, chart_block
from servanda.reports.curve_data import RUNGS, Steps
from servanda.reports.dossier import Dossier
from servanda.reports.lettering import wrapped
from servanda.reports.matrix_layout import BOTTOM, TOP, Box
from servanda.reports.names import Names
from servanda.reports.shares import legend
from servanda.reports.sheet import EDGE, HEIGHT, HERE, INNER, Block, Head, Looked, Sheet, Told, Words, head_of, numbered
from servanda.wording import say

_LEFT, _APART, _BETWEEN = 400, 30, 18
_GRID = ((1, 1), (4, 2), (9, 3), (12, 4))
"""Up to so many functions, so many columns of charts; longer numbers need wider charts."""
_TALL = 250
_NAMES = 11
_ROWS = 4
"""Most lines of a title; a long word of a function takes one of its own."""


def curve(dossier: Dossier, names: Names, lang: str, looked: Looked = HERE) -> list[Sheet]:
    """The credibility curve of a case; none without a plan.

    Args:
        dossier: The case; its `plan` and `by_rung` are drawn.
        names: Its names.
        lang: Language of the sheets.
        looked: What is assumed; its floor says nothing here, because all of them are drawn.
    """
    if dossier.plan is None or len(dossier.by_rung) != len(RUNGS) or not dossier.by_rung[0].cells:
        return []
    steps = Steps(dossier.plan, dossier.by_rung, Told(names=names, lang=lang))
    head = Head(title=say("drawings.curve-title")[lang], lead=steps.lead(), reading=dossier.by_rung[0].reading)
    around = (
        head_of(head, dossier, names, looked, lang),
        *_large(steps),
        _below(lang),
        legend(lang, HEIGHT - 50, firm=True),
    )
    functions = steps.functions()
    parts = _parts(steps, functions)
    title = f"{head.title} – {dossier.case.title.get(lang, dossier.case.id)}"
    return [
        Sheet(
            title=title,
            describes=_describes(steps, part, lang),
            blocks=(*around, *_small(steps, part), numbered(place, len(parts), lang)),
        )
        for place, part in enumerate(parts, 1)
    ]


def _describes(steps: Steps, functions: Sequence[str], lang: str) -> str:
    charts = [*steps.in_all(), *map(steps.of_function, functions)]
    return say("drawings.curve-desc", charts=" ".join([*(chart.says for chart in charts), steps.named()]))[lang]


def _parts(steps: Steps, functions: Sequence[str]) -> list[Sequence[str]]:
    """Functions on as few sheets as their numbers can be read on, evenly."""
    widest = max(steps.of_function(function).widest() for function in functions)
    most = max(size for size, columns in _GRID if columns == 1 or _across(columns) // len(RUNGS) >= widest)
    size = -(-len(functions) // -(-len(functions) // most))
    return [functions[start : start + size] for start in range(0, len(functions), size)]


def _across(columns: int) -> int:
    """Room for the five columns of one chart, if so many charts stand side by side."""
    return (INNER - _LEFT - _APART + _BETWEEN) // columns - _BETWEEN - SIGNS


def _large(steps: Steps) -> list[Block]:
    """In all, at the left; what has no number below it, with the names."""
    charts = steps.in_all()
    named = wrapped(steps.named(), _LEFT, _NAMES, 4 if len(charts) > 1 else 8)
    room = BOTTOM - TOP - 15 * len(named) - _BETWEEN * (len(charts) - 1)
    heights = [room] if len(charts) == 1 else [room * 6 // 10, room - room * 6 // 10]
    blocks, y = [], TOP
    for chart, height in zip(charts, heights, strict=True):
        blocks.append(chart_block(chart, Box(EDGE, y, _LEFT, height), LARGE))
        y += height + _BETWEEN
    first = y - _BETWEEN + 16
    words = [Words(text=line, x=EDGE, y=first + 15 * place, size=_NAMES) for place, line in enumerate(named)]
    return [*blocks, Block(words=tuple(words))]


def _small(steps: Steps, functions: Sequence[str]) -> list[Block]:
    """Each function, at the right."""
    columns = next(columns for most, columns in _GRID if len(functions) <= most)
    rows = -(-len(functions) // columns)
    left, wide = EDGE + _LEFT + _APART, _across(columns) + SIGNS
    down = min((BOTTOM - TOP + _BETWEEN) // rows, _TALL + _BETWEEN)
    charts = [steps.of_function(function) for function in functions]
    letters = replace(SMALL, titles=max(len(wrapped(chart.title, wide, SMALL.title, _ROWS)) for chart in charts))
    blocks = []
    for n, chart in enumerate(charts):
        corner = left + (wide + _BETWEEN) * (n % columns), TOP + down * (n // columns)
        blocks.append(chart_block(chart, Box(*corner, wide, down - _BETWEEN), letters))
    return blocks


def _below(lang: str) -> Block:
    lines = wrapped(say("drawings.curve-key")[lang], INNER, 11, 4)
    return Block(
        words=tuple(Words(text=line, x=EDGE, y=BOTTOM + 24 + 14 * place, size=11) for place, line in enumerate(lines))
    )
