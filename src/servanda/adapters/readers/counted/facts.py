"""A mission's facts (`mission-facts`): one row a fact of a report's summary → tallies, observations, watches.

Columns: report, issued, period_from, period_to, region, kind, count, place, control, side_as_assessed, by_what, remark;
and `remark_LANG` with the same remark in another language. Rules and their reasons: docs/tallies.md.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from servanda.adapters.readers.counted import moments
from servanda.adapters.readers.counted.acts import COUNTED, SEEN, Counted, Seen, how_seen, kind_unknown
from servanda.adapters.readers.counted.figures import count_in
from servanda.adapters.readers.counted.places import regions_of
from servanda.adapters.readers.counted.rows import Refused, Row, broken_of, in_order, rows_of_sheet, set_aside
from servanda.adapters.readers.counted.watched import watches_of
from servanda.adapters.readers.sheet import read_sheet
from servanda.adapters.readers.taken import How, Taken
from servanda.errors import InputError
from servanda.observations import table_of
from servanda.records.observation import Count, Observation, Watch
from servanda.records.tally import Tally
from servanda.records.time import Interval

COLUMNS = (
    "report",
    "issued",
    "period_from",
    "period_to",
    "region",
    "kind",
    "count",
    "place",
    "control",
    "side_as_assessed",
    "by_what",
    "remark",
)
MISSION = "mission"
"""Name of the observer where the manifest gives none."""
_REMARK = re.compile(r"remark_([a-z]{2,3})")
_KEPT = ("control", "side_as_assessed")
"""Cells that stay beside an observation as they came: labels of the mission, not findings of ours."""

_NAMED = ("report", "kind", "region")
"""Cells that go into the name of an observation, before the mark of its row."""

Made = Tally | Observation | Watch


@dataclass(frozen=True)
class _Book:
    """What is the same for all rows of a file."""

    how: How
    firsts: Mapping[str, str]
    unknown: Sequence[str]

    @property
    def observer(self) -> str:
        return self.how.observer or MISSION

    @property
    def support(self) -> list[str]:
        return [self.how.source] if self.how.source else []


def read_mission_facts(raw: bytes, name: str, how: How) -> Taken:
    """Read a mission's facts.

    Raises:
        InputError: `sheet-encoding`, `sheet-header`.
    """
    sheet = read_sheet(raw, name, needs=COLUMNS)
    rows = rows_of_sheet(sheet, name)
    header = sheet.table.column_names
    unknown = [each for each in header if each not in COLUMNS and not _REMARK.fullmatch(each)]
    book = _Book(how, _first_periods(rows), unknown)
    aside = list(set_aside(rows, _speaks_of, "fact"))
    refused = [*broken_of(sheet, "fact"), *aside]
    made: list[Made] = []
    gone = {each.line for each in aside}
    for row in rows:
        if row.line in gone:
            continue
        try:
            made += list(_made(row, book))  # all of a row or nothing
        except InputError as error:
            refused.append(Refused(row.line, _noun(row), error, row.raw))
    return Taken(
        rows=sheet.rows,
        taken=sheet.rows - len(refused),
        observations=table_of([each for each in made if isinstance(each, Observation)], Observation),
        tallies=[each for each in made if isinstance(each, Tally)],
        watches=list({each.id: each for each in made if isinstance(each, Watch)}.values()),
        rejections=in_order(refused),
        unknown=unknown,
    )


def _speaks_of(row: Row) -> tuple[str, ...]:
    """What a row speaks of: a count of its report, place and period; any other fact, of itself."""
    head = tuple(row[each] for each in ("report", "kind", "region", "place", "period_from", "period_to"))
    return head if row["kind"] in COUNTED else tuple(row.cells.values())


def _first_periods(rows: Sequence[Row]) -> dict[str, str]:
    """Where the first period of each report begins, as it is written."""
    firsts: dict[str, str] = {}
    for row in rows:
        begun = row["period_from"]
        if begun and row["kind"] in COUNTED:
            firsts[row["report"]] = min(firsts.get(row["report"], begun), begun)
    return firsts


def _noun(row: Row) -> str:
    return "tally" if row["kind"] in COUNTED else "observation"


def _made(row: Row, book: _Book) -> Iterator[Made]:
    if not row["report"]:
        raise InputError("report-missing", "The row names no report.", place=row.place, hint="Write its number.")
    issued = moments.end_of(moments.day_in(row["issued"], row.place), book.how.zone, row.place)
    if row["kind"] in COUNTED:
        yield _tally(row, COUNTED[row["kind"]], issued, book)
    elif row["kind"] in SEEN:
        yield from _observations(row, SEEN[row["kind"]], issued, book)
        yield from watches_of(row, _stated(row, issued, book.how.zone), book.how, book.observer)
    else:
        raise kind_unknown(row["kind"], row.place)


def _tally(row: Row, counted: Counted, issued: datetime, book: _Book) -> Tally:
    zone, region = book.how.zone, row["region"]
    if region and region not in book.how.places:
        says = f"Nobody says where '{region}' is."
        raise InputError("place-unknown", says, place=row.place, hint="Add it to the places of this input.")
    if counted.kind == "restated" and not row["period_to"]:
        when = moments.period(None, _begun(row, book), row.place)
    else:
        when = _stated(row, issued, zone)
    count, written = count_in(row["count"], row.place)
    ends = when.end.date().isoformat() if when.end else ""
    return Tally(
        id=f"{row['report']}:{row['kind']}:{region}:{ends}",
        basis="mission_total",
        observer=book.observer,
        origin=row["report"],
        measure=counted.measure,
        act=counted.act,
        where=book.how.places.get(region),
        place_name=region,
        when=when,
        count=count,
        written=written,
        kind=counted.kind,
        recorded_at=issued,
        support=book.support,
        says=_remarks(row),
    )


def _begun(row: Row, book: _Book) -> datetime:
    """Where the first period of a report begins: there the previous one ended."""
    begun = book.firsts.get(row["report"])
    if begun is None:
        says = f"No row says when the period of report {row['report']} begins, so nobody knows which one was previous."
        raise InputError("period-missing", says, place=row.place, hint="Add its count, or the period of this row.")
    return moments.instant_in(begun, book.how.zone, row.place)


def _stated(row: Row, issued: datetime, zone: str) -> Interval:
    if not row["period_from"] or not row["period_to"]:
        says = "The row does not say from when to when."
        raise InputError("period-missing", says, place=row.place, hint="Fill period_from and period_to.")
    start = moments.instant_in(row["period_from"], zone, row.place)
    when = moments.period(start, moments.instant_in(row["period_to"], zone, row.place), row.place)
    if when.end is not None and issued <= when.end:
        says = f"The report is issued on {row['issued']}, before its period ends at {row['period_to']}."
        raise InputError("issued-before-period", says, place=row.place, hint="Mend one of the dates.")
    return when


def _observations(row: Row, seen: Seen, issued: datetime, book: _Book) -> Iterator[Observation]:
    """One observation for each place that the row names."""
    method, verb = how_seen(row["by_what"], row.place)
    when = _stated(row, issued, book.how.zone)
    found = regions_of(row["place"], row["region"], book.how, row.place)
    count = _share(count_in(row["count"], row.place)[0], len(found), row)
    side = row["side_as_assessed"]
    for number, (words, where) in enumerate(found, start=1):
        yield Observation(
            id=":".join(
                filter(None, (*(row[each] for each in _NAMED), row.mark, str(number) if len(found) > 1 else ""))
            ),
            observer=book.observer,
            method=method,
            verb=verb,
            origin=row["report"],
            act=seen.act,
            where=where,
            when=when,
            things=list(seen.things),
            count=count,
            by=list(book.how.parties.get(side, ())),
            recorded_at=issued,
            says=_remarks(row),
            place_name=words,
            further={each: row[each] for each in (*_KEPT, *book.unknown) if row[each]},
        )


def _share(count: Count | None, places: int, row: Row) -> Count:
    """How many at each place: at least one; of a number for several places, what the others leave."""
    if count is None:
        return Count(low=1)
    if (count.high if count.high is not None else places) < places:
        says = f"A fact at {places} places was counted {count.high} times."
        raise InputError("count-too-small", says, place=row.place, hint="Leave the count empty if none is given.")
    if places == 1:
        return count
    return Count(low=1, high=None if count.high is None else count.high - places + 1)


def _remarks(row: Row) -> dict[str, str]:
    found = {"en": row["remark"]}
    found |= {match[1]: row[each] for each in row.cells if (match := _REMARK.fullmatch(each)) is not None}
    return {lang: text for lang, text in found.items() if text}
