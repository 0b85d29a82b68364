"""What a catalogue can and cannot show, in its own figures."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pyarrow.compute as pc

from servanda.records.record import Wording
from servanda.reports.account_events import SPANS_D, Events
from servanda.reports.account_judged import Judged
from servanda.reports.account_tables import class_table, size_names
from servanda.reports.citations import Line
from servanda.reports.dossier import Dossier
from servanda.reports.formats import number, same
from servanda.reports.names import Names, phrase
from servanda.reports.page import Part, Row, Table
from servanda.wording import say

_MOST_SOURCES = 12


def shows_part(events: Events, judged: Judged, dossier: Dossier, names: Names) -> Part:
    """The first section: what was counted, and what nobody can read out of it."""
    support = support_of(events)
    lines = [Line(says, support) for says in _said(events, dossier, names)]
    lines.append(Line(_watched(dossier), ("ledger",)))
    lines += [Line(says, ("ledger",)) for says in _beside(events, judged, dossier)]
    tables = (_sizes(events, support), _spans(events, support)) if len(events) else ()
    return Part(anchor="shows", title=say("reports.part-shows"), lines=tuple(lines), tables=tables)


def support_of(events: Events) -> tuple[str, ...]:
    """The sources of a catalogue; the ledger where they are too many to be named."""
    return events.origins if 0 < len(events.origins) <= _MOST_SOURCES else ("ledger",)


def rejected_part(dossier: Dossier) -> Part:
    """Rows not taken, counted by reason: a table of thousands of them would be read by nobody."""
    title = say("reports.part-rejections")
    if not dossier.rejections:
        return Part(anchor="rejections", title=title, lines=(Line(say("reports.rejections-none"), ("ledger",)),))
    counts = Counter((one.kind, one.code) for one in dossier.rejections)
    first = {(one.kind, one.code): one for one in sorted(dossier.rejections, key=lambda one: one.place, reverse=True)}
    rows = tuple(
        Row(
            cells=(
                Line(phrase("noun", key[0])),
                Line(same(key[1])),
                Line(number(counts[key]), ("ledger",)),
                Line(same(f"{first[key].place}: {first[key].says}")),
                Line(same(first[key].hint or "—")),
            )
        )
        for key in sorted(counts)
    )
    heads = tuple(say(f"reports.head-{name}") for name in ("kind", "reason", "amount", "first", "mend"))
    table = Table(title=say("reports.rejected-by"), heads=heads, rows=rows, wide=True)
    return Part(anchor="rejections", title=title, tables=(table,))


def _said(events: Events, dossier: Dossier, names: Names) -> Iterator[Wording]:
    if not len(events):
        yield say("reports.account-events-none")
        return
    every = number(len(events))
    rejected = number(sum(1 for one in dossier.rejections if one.kind == "observation"))
    who = names.parties(events.observers[:_MOST_SOURCES])
    yield say("reports.account-events", n=every, who=who, rejected=rejected)
    yield from _deaths(events, every)
    yield say("reports.account-direction", directed=number(events.directed), blamed=number(events.blamed), all=every)
    yield say("reports.account-summaries", n=number(events.summaries), all=every)


def _deaths(events: Events, every: Wording) -> Iterator[Wording]:
    low, best, high = (number(value) for value in events.deaths)
    if not events.deadly:
        yield say("reports.account-deaths-none")
        return
    yield say("reports.account-deaths", low=low, best=best, high=high)
    if events.deadly == len(events):
        yield say("reports.account-deadly-all")
    else:
        yield say("reports.account-deadly", n=number(events.deadly), all=every)


def _watched(dossier: Dossier) -> Wording:
    if not dossier.watches:
        return say("reports.account-watch-none")
    return say("reports.account-watch", n=number(len(dossier.watches)))


def _beside(events: Events, judged: Judged, dossier: Dossier) -> Iterator[Wording]:
    incident = np.asarray(pc.equal(judged.table.column("kind"), "incident"), dtype=bool)
    spoken = len(np.unique(judged.subjects[1][incident]))
    yield say("reports.account-joined", incidents=number(len(dossier.incidents)), spoken=number(spoken))
    others = len(dossier.observations) - len(events)
    if others or dossier.tallies:
        yield say("reports.account-others", observations=number(others), tallies=number(len(dossier.tallies)))


def _sizes(events: Events, support: tuple[str, ...]) -> Table:
    small, middling, large, nowhere = events.by_size()
    classes = list(zip(size_names(), (small, middling, large), strict=True))
    if nowhere:
        classes.append((say("reports.account-nowhere"), nowhere))
    return class_table((say("reports.account-sizes"), say("reports.head-size")), classes, support)


def _spans(events: Events, support: tuple[str, ...]) -> Table:
    *closed, longer, undated = events.by_span()
    names = [say("reports.account-one-day")]
    names += [say("reports.account-days", first=number(low + 1), last=number(high)) for low, high in pairwise(SPANS_D)]
    classes = [*zip(names, closed, strict=True), (say("reports.account-longer", n=number(SPANS_D[-1])), longer)]
    if undated:
        classes.append((say("reports.account-undated"), undated))
    return class_table((say("reports.account-spans"), say("reports.head-span")), classes, support)
