"""Small drawings of counts by verdict: bars over time, or one bar a row; every figure stands in a table too."""

from collections.abc import Iterable, Sequence

from servanda.records.record import Wording
from servanda.reports.formats import number
from servanda.reports.outcomes import VERDICTS
from servanda.reports.page import Bars, Label, Piece, Table

_WIDE, _LEFT, _TOP, _TALL, _BELOW = 960.0, 56.0, 12.0, 150.0, 26.0
_ROW, _GAP, _NAME, _NUMBER = 26.0, 8.0, 22.0, 70.0
_STEPS = (1, 2, 5)
_TICKS = 3


def upright(
    anchor: str,
    words: tuple[Wording, Wording],
    counts: Sequence[Sequence[int]],
    marks: Iterable[tuple[int, Wording]],
    table: Table,
) -> Bars:
    """Bars side by side, for counts over time.

    Args:
        anchor: Its name on the page.
        words: Title, and the sentence for those who cannot see it.
        counts: Counts by verdict of each bar.
        marks: Bars below which something is written.
        table: Every figure of it.
    """
    most = max((sum(one) for one in counts), default=0)
    step = _step(most)
    top = max(step * -(-most // step), 1)
    slot = (_WIDE - _LEFT) / max(len(counts), 1)
    pieces = [piece for place, one in enumerate(counts) for piece in _stack(one, _LEFT + place * slot, slot, top)]
    ticks = range(0, top + 1, step)
    rules = tuple(_up(tick, top) for tick in ticks)
    labels = [Label(x=_LEFT - 6, y=_up(tick, top) + 4, says=number(tick), place="end") for tick in ticks]
    labels += [Label(x=round(_LEFT + place * slot, 1), y=_TOP + _TALL + 17, says=says) for place, says in marks]
    return Bars(
        anchor=anchor,
        title=words[0],
        says=words[1],
        height=_TOP + _TALL + _BELOW,
        pieces=tuple(pieces),
        rules=rules,
        labels=tuple(labels),
        table=table,
    )


def lying(anchor: str, words: tuple[Wording, Wording], rows: Sequence[tuple[Wording, Sequence[int]]]) -> Bars:
    """One bar a row with its name above it, all to one scale."""
    most = max((sum(counts) for _, counts in rows), default=0) or 1
    scale = (_WIDE - _NUMBER) / most
    pieces: list[Piece] = []
    labels: list[Label] = []
    for place, (name, counts) in enumerate(rows):
        top = place * (_NAME + _ROW + _GAP)
        reached = 0
        labels.append(Label(x=0.0, y=top + _NAME - 6, says=name))
        for verdict, count in zip(VERDICTS, counts, strict=True):
            if count:
                x, width = round(reached * scale, 1), round(count * scale, 1)
                pieces.append(Piece(verdict=verdict, x=x, y=top + _NAME, width=width, height=_ROW))
            reached += count
        labels.append(Label(x=round(reached * scale + 8, 1), y=top + _NAME + 18, says=number(reached)))
    height = len(rows) * (_NAME + _ROW + _GAP)
    return Bars(anchor=anchor, title=words[0], says=words[1], height=height, pieces=tuple(pieces), labels=tuple(labels))


def _stack(counts: Sequence[int], x: float, slot: float, top: int) -> Iterable[Piece]:
    reached = 0
    for verdict, count in zip(VERDICTS, counts, strict=True):
        if count:
            high, low = _up(reached + count, top), _up(reached, top)
            width = round(max(slot * 0.82, 0.6), 1)
            yield Piece(verdict=verdict, x=round(x, 1), y=high, width=width, height=round(low - high, 1))
        reached += count


def _up(value: int, top: int) -> float:
    return round(_TOP + _TALL * (1 - value / top), 1)


def _step(most: int) -> int:
    """A round distance between lines so that about three stand over each other."""
    power = 1
    while True:
        for step in _STEPS:
            if step * power * _TICKS >= most:
                return step * power
        power *= 10
