"""Findings by what was in force, by place and by month."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from servanda.records.record import Wording
from servanda.reports.account_judged import NO_MONTH, Counts, Judged
from servanda.reports.account_layers import Force, Layer, in_force
from servanda.reports.account_tables import (
    bars_words,
    lying_bars,
    numbers,
    term_line,
    term_name,
    verdict_heads,
    watch_line,
)
from servanda.reports.annex import term_id
from servanda.reports.bars import upright
from servanda.reports.citations import Line
from servanda.reports.dossier import Dossier
from servanda.reports.formats import joined, month_of, number, same
from servanda.reports.names import Names
from servanda.reports.outcomes import VERDICTS
from servanda.reports.page import Bars, Part, Row, Table
from servanda.schemas.distinct import Numbers
from servanda.wording import say

_MOST_BARS = 150
"""Months on one drawing; a longer time is drawn by year."""
_MOST_YEARS = 300
_YEAR = 12
_NOT_IN_FORCE = VERDICTS.index("not_in_force")


def force_part(judged: Judged, dossier: Dossier, names: Names) -> Part:
    """Findings by the layers of the text that were in force when something happened."""
    groups = in_force(judged, names)
    named = [(_in_words(group, names), group) for group in groups]
    rows = tuple(
        Row(
            cells=(
                Line(says, _support(group)),
                *numbers([group.events]),
                *numbers(group.counts),
                watch_line(dossier),
            )
        )
        for says, group in named
    )
    heads = (say("reports.head-in-force"), say("reports.head-incidents"), *verdict_heads(), say("reports.head-watch"))
    title = say("reports.part-force")
    lines = (Line(say("reports.account-force-lead"), ("ledger",)),)
    return Part(
        anchor="force",
        title=title,
        lines=lines,
        tables=(Table(title=title, heads=heads, rows=rows, wide=True),),
        charts=lying_bars("chart-force", title, [(says, group.counts) for says, group in named]),
    )


def _in_words(group: Force, names: Names) -> Wording:
    said = [_layer(layer, names) for layer in group.layers]
    if group.perhaps:
        terms = joined([_layer(layer, names) for layer in group.perhaps], "; ")
        said.append(say("reports.account-force-perhaps", terms=terms))
    return joined(said, "; ") if said else say("reports.account-force-none")


def _layer(layer: Layer, names: Names) -> Wording:
    return joined([term_name(*one, names) for one in layer], "; ")


def _support(group: Force) -> tuple[str, ...]:
    terms = tuple(term_id(*one) for layer in (*group.layers, *group.perhaps) for one in layer)
    return terms or ("ledger",)


def place_part(judged: Judged, dossier: Dossier, names: Names) -> Part:
    """Findings by the sector in which the subject certainly lies, and those of which that is not certain."""
    named = [
        (names.place(sector) if sector else say("reports.sector-uncertain"), counts)
        for sector, counts in judged.sectors()
    ]
    rows = tuple(Row(cells=(Line(name), *numbers(counts, ("ledger",)), watch_line(dossier))) for name, counts in named)
    heads = (say("reports.head-sector"), *verdict_heads(), say("reports.head-watch"))
    title = say("reports.part-place")
    lines = (Line(say("reports.account-place-lead"), ("ledger",)),)
    table = Table(title=title, heads=heads, rows=rows, wide=True)
    return Part(
        anchor="place", title=title, lines=lines, tables=(table,), charts=lying_bars("chart-place", title, named)
    )


def month_part(judged: Judged, names: Names) -> Part:
    """Findings of each term by the month in which the time judged begins."""
    months = judged.months(names.zone)
    charts = []
    for number_, (agreement, term) in enumerate(judged.terms(), start=1):
        kinds = [place for place, one in enumerate(judged.alike) if (one.agreement, one.term) == (agreement, term)]
        among = np.isin(judged.of, kinds)
        charts.append(_chart(f"chart-month-{number_}", term_line(agreement, term, names), months, judged, among))
    lines = (Line(say("reports.account-month-lead", n=number(judged.straddling(names.zone))), ("ledger",)),)
    return Part(anchor="month", title=say("reports.part-month"), lines=lines, charts=tuple(charts))


def _chart(anchor: str, title: Line, months: Numbers, judged: Judged, among: NDArray[np.bool_]) -> Bars:
    known = months[among & (months != NO_MONTH)]
    first, last = (int(known.min()), int(known.max())) if len(known) else (0, 0)
    size = 1 if last - first < _MOST_BARS else _YEAR
    begin = first // size * size
    bins = min((last - begin) // size + 1, _MOST_YEARS)
    place = np.where(months == NO_MONTH, bins, np.clip((months - begin) // size, 0, bins - 1))
    counts = judged.by(place, bins + 1, among=among).tolist()
    starts = [begin + size * bin_ for bin_ in range(bins)]
    head = say("reports.head-month") if size == 1 else say("reports.head-year")
    names = [month_of(start) if size == 1 else same(str(start // _YEAR)) for start in starts]
    table = _figures(title, head, [*names, say("reports.account-month-open")], counts)
    shown = _in_force(counts[:-1])
    marks = [(at, same(str(start // _YEAR))) for at, start in enumerate(starts[shown]) if start % _YEAR == 0]
    total = [sum(column) for column in zip(*counts, strict=True)]
    return upright(anchor, bars_words(title.says, total), counts[shown.start : shown.stop], _thinned(marks), table)


def _in_force(counts: Sequence[Counts]) -> slice:
    """From the first bar in which the term was, or may have been, in force for anything, to the last; else all."""
    held = [place for place, one in enumerate(counts) if sum(one) > one[_NOT_IN_FORCE]]
    return slice(held[0], held[-1] + 1) if held else slice(0, len(counts))


def _thinned(marks: Sequence[tuple[int, Wording]]) -> Sequence[tuple[int, Wording]]:
    """At most some twenty years are written below a drawing."""
    return marks[:: max(1, -(-len(marks) // 20))]


def _figures(title: Line, head: Wording, names: Sequence[Wording], counts: Sequence[Counts]) -> Table:
    rows = tuple(Row(cells=(Line(name), *numbers(one))) for name, one in zip(names, counts, strict=True) if sum(one))
    return Table(title=title.says, heads=(head, *verdict_heads()), rows=rows)
