"""All reports of a mission in one overview: counts by period and region, checks, findings by outcome, what is left."""

from collections.abc import Sequence

from servanda.records.observation import Observation
from servanda.records.record import Wording
from servanda.records.tally import Tally
from servanda.reports.citations import Line
from servanda.reports.daily import terms_part
from servanda.reports.dossier import Dossier
from servanda.reports.formats import capital, full, joined, number, period, same
from servanda.reports.mission_counts import number_line, regenerated, wholes
from servanda.reports.mission_days import Day, observation_order
from servanda.reports.mission_observed import observed_row, observed_table
from servanda.reports.mission_watch import watches_table
from servanda.reports.names import Names, phrase
from servanda.reports.outcomes import count_rows
from servanda.reports.page import Part, Row, Table
from servanda.reports.tallies import measure_of, place_key, tallies_table, tally_order, watch_behind, where_of
from servanda.wording import say

_CHECKS = ("contradicts", "not_comparable", "compatible", "agrees")
"""Results of comparisons in the order in which they are listed."""


def overview_parts(days: Sequence[Day], dossier: Dossier, names: Names) -> tuple[Part, ...]:
    """The sections of the overview."""
    parts = [_counts(days, dossier, names), checks_part(dossier)]
    if dossier.findings:
        parts += [_outcomes(dossier), terms_part(dossier, names)]
    if dossier.watches:
        watches = sorted(dossier.watches, key=lambda one: (one.when.start or dossier.as_of, one.id))
        table = watches_table(watches, names)
        lead = (Line(say("reports.unseen-lead"), tuple(one.id for one in watches)),)
        parts.append(Part(anchor="watched", title=say("reports.part-watched"), lines=lead, tables=(table,)))
    told = {one.id for day in days for one in day.observations}
    rest = sorted((one for one in dossier.observations if one.id not in told), key=observation_order)
    counted = {one.id for day in days for one in (*day.counted, *day.restated, *day.running)}
    others = sorted((one for one in dossier.tallies if one.id not in counted), key=tally_order)
    if rest or others:
        parts.append(_outside(rest, others, names))
    return tuple(parts)


def _outside(rest: Sequence[Observation], others: Sequence[Tally], names: Names) -> Part:
    """What belongs to none of the reports: told, and added to nothing."""
    support = (*(one.id for one in rest), *(one.id for one in others))
    lines = (Line(say("reports.lead-outside"), support),)
    tables = []
    if rest:
        rows = [observed_row(one, period(one.when, names.zone), names) for one in rest]
        tables.append(observed_table(say("reports.table-observations"), rows))
    if others:
        tables.append(tallies_table(say("reports.table-counts"), others, names))
    return Part(anchor="outside", title=say("reports.part-outside"), lines=lines, tables=tuple(tables))


def checks_part(dossier: Dossier) -> Part:
    """Numbers held against each other: what agrees, what does not, what cannot be compared."""
    title = say("reports.part-checks")
    ordered = sorted(dossier.comparisons, key=lambda one: (_CHECKS.index(one.result), one.kind, list(one.tallies)))
    if not ordered:
        return Part(anchor="checks", title=title, lines=(Line(say("reports.checks-none"), ("ledger",)),))
    rows = tuple(
        Row(
            cells=(
                Line(phrase("result", one.result)),
                Line(phrase("comparison", one.kind)),
                Line(full(one.says), tuple(one.tallies)),
            )
        )
        for one in ordered
    )
    heads = tuple(say(f"reports.head-{name}") for name in ("check", "compared", "in-words"))
    every = tuple(sorted({name for one in ordered for name in one.tallies}))
    found = [sum(1 for one in ordered if one.result == result) for result in _CHECKS]
    listed = [
        say("reports.count-of", what=phrase("result", result), n=number(n))
        for result, n in zip(_CHECKS, found, strict=True)
        if n
    ]
    lines = (Line(say("reports.checks-lead", all=number(len(ordered)), list=joined(listed, "; ")), every),)
    return Part(anchor="checks", title=title, lines=lines, tables=(Table(title=title, heads=heads, rows=rows),))


def _counts(days: Sequence[Day], dossier: Dossier, names: Names) -> Part:
    counted = [one for day in days for one in day.counted]
    groups = wholes(counted, names)
    support = tuple(one.id for one in counted)
    title = say("reports.part-counts")
    lines = [regenerated(dossier, support), Line(say("reports.sum-note"), support or ("ledger",))]
    kinds: dict[tuple[str, str], list[Sequence[Tally]]] = {}
    for whole in groups:
        kinds.setdefault((whole[0].measure, whole[0].observer), []).append(whole)
    tables = [_kind(known, dossier, names) for _, known in sorted(kinds.items())]
    return Part(anchor="counts", title=title, lines=tuple(lines), tables=tuple(tables))


def _kind(groups: Sequence[Sequence[Tally]], dossier: Dossier, names: Names) -> Table:
    """One kind of count by one counter: a row for each period, a column for each place, our own sum below."""
    columns: dict[str, list[Sequence[Tally]]] = {}
    periods: dict[tuple[str, str], list[Sequence[Tally]]] = {}
    for whole in groups:
        columns.setdefault(place_key(whole[0], names), []).append(whole)
        periods.setdefault(tally_order(whole[0])[:2], []).append(whole)
    places = sorted(columns)
    rows = [_period(here, places, dossier, names) for _, here in sorted(periods.items())]
    if len(rows) > 1:
        sums = [Line(_sum(columns[place]), _ids(columns[place])) for place in places]
        rows.append(Row(cells=(Line(say("reports.sum-ours")), *sums, Line(say("reports.sum-of")))))
    named = [where_of(columns[place][0][0], names) or say("reports.place-none") for place in places]
    heads = (say("reports.head-reporting-period"), *named, say("reports.head-watch-behind"))
    return Table(title=capital(measure_of(groups[0][0].measure)), heads=heads, rows=tuple(rows), wide=True)


def _period(here: Sequence[Sequence[Tally]], places: Sequence[str], dossier: Dossier, names: Names) -> Row:
    """The counts of one period, place by place, and the watch behind each: said once where it is the same."""
    by_place = {place_key(whole[0], names): whole for whole in here}
    watch = [(whole, watch_behind(whole[0], dossier, names)) for whole in here]
    said = [
        line.says
        if len({one.says["en"] for _, one in watch}) == 1
        else say("reports.watch-for", place=where_of(whole[0], names), watch=line.says)
        for whole, line in watch
    ]
    distinct = list({one["en"]: one for one in said}.values())
    support = tuple(dict.fromkeys(name for _, line in watch for name in line.support))
    cells = [number_line(by_place[place]) if place in by_place else Line(same("—")) for place in places]
    when = Line(period(here[0][0].when, names.zone))
    return Row(cells=(when, *cells, Line(joined(distinct, "; "), support)))


def _ids(groups: Sequence[Sequence[Tally]]) -> tuple[str, ...]:
    return tuple(one.id for whole in groups for one in whole)


def _sum(here: Sequence[Sequence[Tally]]) -> Wording:
    """The sum of one place over its periods; none where a number is missing or printed in two ways."""
    counts = [{one.count for one in whole} for whole in here]
    if any(len(known) != 1 or None in known for known in counts):
        return say("reports.sum-none")
    certain = [one.count for whole in here for one in whole[:1] if one.count is not None]
    total = sum(one.low for one in certain)
    exact = all(one.low == one.high for one in certain)
    return number(total) if exact else say("reports.at-least", n=number(total))


def _outcomes(dossier: Dossier) -> Part:
    title = say("reports.table-outcomes")
    heads = (say("reports.head-outcome"), say("reports.head-findings"))
    table = Table(title=title, heads=heads, rows=tuple(count_rows(dossier.findings)))
    lines = (Line(say("reports.counts-note"), ("ledger",)),)
    return Part(anchor="outcomes", title=title, lines=lines, tables=(table,))
