"""What was watched in a mission's reporting period and what was not: silence says nothing where nobody watched."""

from collections.abc import Sequence

from servanda.records.observation import Watch
from servanda.records.place import InPlace
from servanda.reports.annex_ground import place_of
from servanda.reports.citations import Line
from servanda.reports.dossier import Dossier
from servanda.reports.formats import full, joined, period, same
from servanda.reports.mission_counts import wholes
from servanda.reports.mission_days import Day
from servanda.reports.names import Names, phrase
from servanda.reports.page import Part, Row, Table
from servanda.reports.tallies import watch_behind, where_of
from servanda.wording import say


def watched_part(day: Day, dossier: Dossier, names: Names) -> Part:
    """Every watch on record, what interrupted it, and the counts and places that no watch on record stands behind."""
    title = say("reports.part-watched")
    support = tuple(one.id for one in day.watches) or day.support or ("ledger",)
    lines = [Line(say("reports.unseen-lead"), support)]
    if not day.watches:
        lines.append(Line(say("reports.watched-none"), day.support or ("ledger",)))
    lines += _lost(day, names)
    lines += _unwatched_counts(day, dossier, names)
    lines += _elsewhere(day, dossier, names)
    tables = (watches_table(day.watches, names),) if day.watches else ()
    return Part(anchor="watched", title=title, lines=tuple(lines), tables=tables)


def watches_table(watches: Sequence[Watch], names: Names) -> Table:
    """Who could have perceived what, where, when; and when not."""
    columns = ("method", "place", "watched-when", "watched-acts", "interrupted", "remark")
    heads = tuple(say(f"reports.head-{name}") for name in columns)
    rows = tuple(_row(one, names) for one in watches)
    return Table(title=say("reports.table-watches"), heads=heads, rows=rows, wide=True)


def _row(watch: Watch, names: Names) -> Row:
    gaps = joined([period(gap, names.zone) for gap in watch.interrupted], "; ") if watch.interrupted else same("—")
    return Row(
        cells=(
            Line(phrase("method", watch.method), (watch.id,)),
            Line(place_of(watch.where, names)),
            Line(period(watch.when, names.zone)),
            Line(joined([phrase("act", act) for act in watch.acts])),
            Line(gaps),
            Line(full(watch.says) if watch.says else same("—")),
        )
    )


def _lost(day: Day, names: Names) -> list[Line]:
    lost = [one for one in day.observations if one.act == "lose_watch"]
    return [
        Line(
            say(
                "reports.watch-lost",
                method=phrase("method", one.method),
                place=where_of(one, names) or say("reports.place-none"),
                remark=full(one.says) if one.says else say("reports.reason-none"),
            ),
            (one.id,),
        )
        for one in lost
    ]


def _unwatched_counts(day: Day, dossier: Dossier, names: Names) -> list[Line]:
    """Counts of which the summary does not say who watched and how long."""
    known = {one.id for one in dossier.watches}
    silent = [
        whole[0]
        for whole in wholes(day.counted, names)
        if not known & set(watch_behind(whole[0], dossier, names).support)
    ]
    if not silent:
        return []
    where = list({one["en"]: one for one in (where_of(tally, names) for tally in silent) if one}.values())
    says = say("reports.counts-unwatched", list=joined(where, "; ") if where else say("reports.place-none"))
    return [Line(says, tuple(one.id for one in silent))]


def _elsewhere(day: Day, dossier: Dossier, names: Names) -> list[Line]:
    """Places that a watch of another period of the case covers, and none of this one."""
    here = {one.where.place for one in day.watches if isinstance(one.where, InPlace)}
    others: dict[str, list[str]] = {}
    for one in dossier.watches:
        if isinstance(one.where, InPlace):
            others.setdefault(one.where.place, []).append(one.id)
    missing = sorted(set(others) - here)
    if not missing:
        return []
    says = say("reports.watched-elsewhere", list=joined([names.place(place) for place in missing], "; "))
    return [Line(says, tuple(sorted(name for place in missing for name in others[place])))]
