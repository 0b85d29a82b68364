"""A mission's totals (`mission-totals`): one row a report, columns by region → tallies.

`REGION_cfv` is how many ceasefire violations, `REGION_explosions` how many of them were explosions, `REGION_prev` what
the report says of the period before; `cumulative_since_YYYY_MM_DD` a running total of all regions. Besides: report_no,
issued, period_end, note, url. Rules and their reasons: docs/tallies.md.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from msgspec.structs import replace

from servanda.adapters.readers.counted import moments
from servanda.adapters.readers.counted.facts import MISSION
from servanda.adapters.readers.counted.figures import count_in
from servanda.adapters.readers.counted.outlets import outlet_of, source_of
from servanda.adapters.readers.counted.rows import Refused, Row, broken_of, in_order, rows_of_sheet, set_aside
from servanda.adapters.readers.sheet import read_sheet
from servanda.adapters.readers.taken import How, Taken
from servanda.errors import InputError
from servanda.records.tally import Tally
from servanda.records.time import Interval

EVENING = time(19, 30)
"""Local time at which a reporting period ends: as some reports say of themselves; assumed for all."""
NEEDS = ("report_no", "issued", "period_end", "note", "url")
_OF_REGION = re.compile(r"(.+)_(cfv|explosions|prev)")
_SINCE = re.compile(r"cumulative_since_(\d{4})_(\d{2})_(\d{2})")
_NUMBER = re.compile(r"([0-9]+/[0-9]{4})([a-z]?)")
_VIOLATION, _EXPLOSION = "ceasefire_violation", "explosion"


@dataclass(frozen=True)
class _Report:
    """One row: the report, its period, and what all its numbers share."""

    row: Row
    when: Interval
    origin: str
    issued: datetime
    how: How

    def tally(self, column: str, place: str) -> Tally:
        """The number in a column, as one counted over the period."""
        count, written = count_in(self.row[column], f"{self.row.place}:{column}")
        return Tally(
            id=f"{self.row['report_no']}:{column}:{self.row['period_end'] or 'undated'}",
            basis="mission_total",
            observer=self.how.observer or MISSION,
            origin=self.origin,
            measure=_VIOLATION,
            act="fire",
            where=self.how.places.get(place),
            place_name=place,
            when=self.when,
            count=count,
            written=written,
            recorded_at=self.issued,
            support=source_of(self.row["url"], self.how),
            says={"en": self.row["note"]} if self.row["note"] else {},
        )


def read_mission_totals(raw: bytes, name: str, how: How) -> Taken:
    """Read a mission's totals; the regions are those that the header names.

    Raises:
        InputError: `sheet-encoding`, `sheet-header`.
    """
    sheet = read_sheet(raw, name, needs=NEEDS)
    header = sheet.table.column_names
    figures = [each for each in header if _OF_REGION.fullmatch(each) or _SINCE.fullmatch(each)]
    if not any(each.endswith("_cfv") for each in figures):
        says = "The header has no column REGION_cfv."
        raise InputError("sheet-header", says, place=f"{name}:1", hint="Choose the reader of this format.")
    rows = rows_of_sheet(sheet, name)
    aside = list(set_aside(rows, lambda row: (row["report_no"], row["period_end"]), "tally"))
    refused, gone = [*broken_of(sheet, "tally"), *aside], {each.line for each in aside}
    tallies: list[Tally] = []
    for row in (each for each in rows if each.line not in gone):
        try:
            tallies += list(_tallies(_report(row, how), figures))  # all of a row or nothing
        except InputError as error:
            refused.append(Refused(row.line, "tally", error, row.raw))
    return Taken(
        rows=sheet.rows,
        taken=sheet.rows - len(refused),
        tallies=tallies,
        rejections=in_order(refused),
        unused=[each for each in header if each not in figures and each not in NEEDS],
    )


def _report(row: Row, how: How) -> _Report:
    if not row["report_no"]:
        raise InputError("report-missing", "The row names no report.", place=row.place, hint="Write its number.")
    issued = moments.end_of(moments.day_in(row["issued"], row.place), how.zone, row.place)
    number = _NUMBER.fullmatch(row["report_no"])
    when = _period(row, how, suffixed=number is not None and bool(number[2]))
    if when.end is not None and issued <= when.end:
        says = f"The report is issued on {row['issued']}, before its period ends on {row['period_end']}."
        raise InputError("issued-before-period", says, place=row.place, hint="Mend one of the dates.")
    origin = number[1] if number is not None else outlet_of(row["url"]) or row["report_no"]
    return _Report(row, when, origin, issued, how)


def _period(row: Row, how: How, *, suffixed: bool) -> Interval:
    """The reporting period: a day, unless the row remarks something.

    A remark may say that several days were counted; remarks are kept, not read, so the start stays open beside one. A
    letter after the number of the report marks one of the days that it covers.
    """
    if not row["period_end"]:
        return Interval()
    last = moments.day_in(row["period_end"], row.place)
    end = moments.local(datetime.combine(last, EVENING), how.zone, row.place)
    if row["note"] and not suffixed:
        return Interval(end=end)
    start = moments.local(datetime.combine(last - timedelta(days=1), EVENING), how.zone, row.place)
    return moments.period(start, end, row.place)


def _tallies(report: _Report, figures: Sequence[str]) -> Iterator[Tally]:
    """Every number of a row; an empty cell of violations is a number that was not given, other empty cells are none."""
    for column in figures:
        found, since = _OF_REGION.fullmatch(column), _SINCE.fullmatch(column)
        stated = bool(report.row[column])
        if found is not None and found[2] == "cfv":
            yield report.tally(column, found[1])
        elif found is not None and stated and found[2] == "explosions":
            yield replace(report.tally(column, found[1]), measure=_EXPLOSION, part_of=_VIOLATION)
        elif found is not None and stated:
            yield replace(report.tally(column, found[1]), kind="restated", when=Interval(end=report.when.start))
        elif since is not None and stated:
            yield replace(report.tally(column, ""), kind="running", when=_running(since, report))


def _running(since: re.Match[str], report: _Report) -> Interval:
    day = moments.day_in("-".join(since.groups()), report.row.place)
    start = moments.begin_of(day, report.how.zone, report.row.place)
    return moments.period(start, report.when.end, report.row.place)
