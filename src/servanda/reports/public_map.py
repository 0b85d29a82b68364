"""The map of a real case: only what was published, at its own precision, over land and water.

An event of a catalogue is spread over the region in which it may have been; a mission's total belongs to its region.
What a patrol, a camera or a sensor perceived is never drawn, so the map can betray nobody's post.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from servanda.records.record import Wording
from servanda.reports.account_events import Events, events_of
from servanda.reports.account_shows import support_of
from servanda.reports.account_tables import numbers
from servanda.reports.citations import Line
from servanda.reports.dossier import Dossier
from servanda.reports.formats import decimal, joined, number, same
from servanda.reports.names import Names
from servanda.reports.page import Row, Table
from servanda.reports.public_events import Cells, cells_of, squares
from servanda.reports.public_places import Outline, corners, drawn_places, outlines, roomiest
from servanda.reports.public_sheet import Sheet, sheet_of
from servanda.reports.public_week import Restriction, Total, restrictions_of, totals_of
from servanda.reports.tallies import watch_behind
from servanda.wording import say

_NONE = "—"
_MOST_SHOWN = 8
_OF_WEEK = frozenset({"sector", "line"})
"""Places drawn below a mission's totals: regions, areas and lines; what an open term may mean is not."""


@dataclass(frozen=True, kw_only=True)
class Shade:
    """Cells of one class."""

    number: int
    says: Wording
    path: str


@dataclass(frozen=True, kw_only=True)
class Told:
    """Numbers written in a place."""

    at: tuple[float, float]
    name: Wording
    lines: tuple[Wording, ...]


@dataclass(frozen=True, kw_only=True)
class PublicMap:
    """Everything on the map, and below it the same in words and tables."""

    title: Wording
    sheet: Sheet
    land: str
    water: str
    outlines: tuple[Outline, ...]
    says: Wording
    notes: tuple[Wording, ...]
    tables: tuple[Table, ...]
    sources: tuple[str, ...]
    shades: tuple[Shade, ...] = ()
    pale: str = ""
    hatched: str = ""
    told: tuple[Told, ...] = ()
    restrictions: tuple[Restriction, ...] = ()


def public_map(dossier: Dossier, names: Names) -> PublicMap | None:
    """The map of a catalogue or of a mission's totals; none for any other case, or with nothing to draw."""
    if dossier.is_exercise or dossier.case.report not in {"account", "mission"}:
        return None
    if dossier.case.report == "account":
        return _of_events(dossier, names)
    return _of_week(dossier, names)


def _of_events(dossier: Dossier, names: Names) -> PublicMap | None:
    events = events_of(dossier, names.places())
    sheet = _sheet(dossier, events)
    if sheet is None or not len(events):
        return None
    cells = cells_of(events, sheet)
    shapes = outlines(dossier, drawn_places(dossier), sheet, names)
    size = sheet.grid.cell_m
    note = say("reports.public-cells", cell=size, n=number(len(events)), coarse=number(cells.coarsely))
    return PublicMap(
        title=say("reports.public-title-events"),
        sheet=sheet,
        land=sheet.ground(dossier.base, "land"),
        water=sheet.ground(dossier.base, "water"),
        outlines=shapes,
        says=say("reports.public-desc-events", cell=size, n=number(len(events))),
        notes=(note, say("reports.public-mass"), *_common(dossier)),
        tables=(_class_table(cells, support_of(events)), places_table(shapes)),
        sources=_sources(dossier),
        shades=tuple(_shades(cells, sheet)),
        pale=squares(cells.pale, sheet),
        hatched=squares(cells.hatched, sheet),
    )


def _of_week(dossier: Dossier, names: Names) -> PublicMap | None:
    sheet = _sheet(dossier, None)
    totals = totals_of(dossier, names)
    if sheet is None or not totals:
        return None
    places = {name: place for name, place in drawn_places(dossier).items() if place.is_ in _OF_WEEK}
    shapes = outlines(dossier, places, sheet, names)
    kept = restrictions_of(dossier, sheet, names)
    return PublicMap(
        title=say("reports.public-title-week"),
        sheet=sheet,
        land=sheet.ground(dossier.base, "land"),
        water=sheet.ground(dossier.base, "water"),
        outlines=shapes,
        says=say("reports.public-desc-week"),
        notes=(say("reports.public-week"), say("reports.public-nought"), *_common(dossier)),
        tables=(_totals_table(totals, dossier, names), *_restrictions_table(kept), places_table(shapes)),
        sources=_sources(dossier),
        told=tuple(_told(totals, shapes, kept)),
        restrictions=tuple(kept),
    )


def _sheet(dossier: Dossier, events: Events | None) -> Sheet | None:
    """The sheet about the places of the agreement; without any, about the events."""
    places = drawn_places(dossier)
    points = corners(places)
    if not points and events is not None and len(events):
        found = events.located
        points = found.middles()
    if not points:
        return None
    return sheet_of(points, max((place.error_m for place in places.values()), default=0))


def _common(dossier: Dossier) -> Iterator[Wording]:
    yield say("reports.public-never")
    yield say("reports.public-lines")
    whose = sorted({shape.source for shape in dossier.base if shape.source})
    if whose:
        yield say("reports.public-base", source=joined([same(one) for one in whose], "; "))


def _sources(dossier: Dossier) -> tuple[str, ...]:
    return tuple(f"{agreement.id}@{agreement.version}" for agreement in dossier.agreements)


def _shades(cells: Cells, sheet: Sheet) -> Iterator[Shade]:
    for place, says in enumerate(_class_names(cells)):
        yield Shade(number=place + 1, says=says, path=squares(cells.of_class(place), sheet))


def _class_names(cells: Cells) -> list[Wording]:
    limits = [decimal(limit, 2) for limit in cells.limits]
    named = [say("reports.public-class", low=low, high=high) for low, high in pairwise(limits)]
    return [*named, say("reports.public-class-last", low=limits[-1])]


def _class_table(cells: Cells, support: tuple[str, ...]) -> Table:
    classes = [(says, cells.of_class(place)) for place, says in enumerate(_class_names(cells))]
    classes.insert(0, (say("reports.public-class-first", high=decimal(cells.limits[0], 2)), cells.pale))
    rows = [
        (says, number(int(chosen.sum())), float(cells.expected[chosen].sum()), float(cells.coarse[chosen].sum()))
        for says, chosen in classes
    ]
    beyond = [(say("reports.public-outside"), same(_NONE), cells.outside, None)]
    if cells.nowhere:
        beyond.append((say("reports.account-nowhere"), same(_NONE), float(cells.nowhere), None))
    said = tuple(
        Row(
            cells=(
                Line(says),
                Line(count),
                Line(decimal(expected), support),
                Line(same(_NONE) if coarse is None else decimal(coarse)),
            )
        )
        for says, count, expected, coarse in [*rows, *beyond]
    )
    heads = tuple(say(f"reports.head-{name}") for name in ("expected-in-cell", "cells", "expected", "coarse"))
    return Table(title=say("reports.public-table"), heads=heads, rows=said)


def places_table(shapes: Sequence[Outline]) -> Table:
    """Every place drawn, with how far it may be off, and whose reading it is."""
    rows = tuple(
        Row(
            cells=(
                Line(one.name, (one.place,)),
                Line(say("reports.public-error", d=one.error_m) if one.error_m else same(_NONE)),
                Line(joined(one.readings, "; ") if one.readings else same(_NONE)),
            )
        )
        for one in shapes
    )
    heads = (say("reports.head-zone"), say("reports.head-error"), say("reports.head-reading"))
    return Table(title=say("reports.public-places"), heads=heads, rows=rows)


def _told(totals: Sequence[Total], shapes: Sequence[Outline], kept: Sequence[Restriction]) -> Iterator[Told]:
    """Numbers of each place, written where they cover as little as may be."""
    taken = [one.at for one in kept if one.path]
    for shape in shapes:
        own = [one for one in totals if one.place == shape.place]
        measures = {one.measure["en"]: one.measure for one in own}
        lines = [
            line
            for measure in measures.values()
            for line in (measure, _series([one.number for one in own if one.measure == measure]))
        ]
        if lines:
            at = roomiest(shape.inner, taken) if shape.inner else shape.at
            taken.append(at)
            yield Told(at=at, name=shape.name, lines=tuple(lines))


def _series(numbers_: Sequence[Wording]) -> Wording:
    """Numbers in order of time; of many only the last ones, and that earlier ones are in the table."""
    shown = numbers_[-_MOST_SHOWN:]
    return joined([*([same("…")] if len(shown) < len(numbers_) else []), *shown], " · ")


def _totals_table(totals: Sequence[Total], dossier: Dossier, names: Names) -> Table:
    known = {one.id: one for one in dossier.tallies}
    rows = tuple(
        Row(
            cells=(
                Line(names.place(one.place)),
                Line(one.when),
                Line(one.measure),
                Line(one.number, one.tallies),
                Line(one.previous or say("reports.public-no-previous")),
                Line(watch_behind(known[one.tallies[0]], dossier, names).says),
            )
        )
        for one in totals
    )
    columns = ("region", "reporting-period", "counted-what", "counted", "previous", "watch-behind")
    heads = tuple(say(f"reports.head-{name}") for name in columns)
    return Table(title=say("reports.table-counts"), heads=heads, rows=rows, wide=True)


def _restrictions_table(kept: Sequence[Restriction]) -> tuple[Table, ...]:
    if not kept:
        return ()
    rows = tuple(
        Row(
            cells=(
                *numbers([one.number]),
                Line(one.where, one.observations),
                Line(joined(one.days, "; ")),
                Line(say("reports.public-drawn") if one.path else say("reports.public-undrawn")),
            )
        )
        for one in kept
    )
    heads = tuple(say(f"reports.head-{name}") for name in ("number", "place", "when", "on-map"))
    return (Table(title=say("reports.part-access"), heads=heads, rows=rows, wide=True),)
