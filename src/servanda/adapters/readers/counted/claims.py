"""Claims of parties about a truce (`truce-claims`): one row a claim, with one or several numbers → running tallies.

Columns: truce, claimant, against, as_of, measure, value, url. The truce says its own time: *NAME FROM to UNTIL*, then
perhaps *CITY time* and *(N days)*. Rules and their reasons: docs/tallies.md.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import available_timezones

from servanda.adapters.readers.counted import moments
from servanda.adapters.readers.counted.figures import claimed_in
from servanda.adapters.readers.counted.outlets import outlet_of, source_of
from servanda.adapters.readers.counted.rows import Refused, Row, broken_of, in_order, rows_of_sheet, set_aside
from servanda.adapters.readers.sheet import read_sheet
from servanda.adapters.readers.taken import How, Taken
from servanda.errors import InputError
from servanda.records.tally import Tally
from servanda.records.time import Interval
from servanda.wording import say

COLUMNS = ("truce", "claimant", "against", "as_of", "measure", "value", "url")
_MOMENT = r"\d{4}-\d{2}-\d{2}(?: \d{2}:\d{2})?"
_TRUCE = re.compile(rf"(.+?) ({_MOMENT}) to ({_MOMENT})(?: (\S+) time)?(?: \((\d+) days\))?")
_PART_OF_A_DAY = re.compile(r"\d{4}(?:-\d{2})?")
_TOTAL = " total"
_BETWEEN = " / "
"""Between several measures of one claim, and between their values."""


@dataclass(frozen=True)
class _Truce:
    """A truce: in whose clocks it is told, and when it began."""

    zone: str
    start: datetime


def read_truce_claims(raw: bytes, name: str, how: How) -> Taken:
    """Read what parties claim of each other.

    Raises:
        InputError: `sheet-encoding`, `sheet-header`.
    """
    sheet = read_sheet(raw, name, needs=COLUMNS)
    rows = rows_of_sheet(sheet, name)
    wholes = {_counter(row): row["measure"] for row in rows if row["measure"].endswith(_TOTAL)}
    aside = list(set_aside(rows, lambda row: (*_counter(row), row["measure"]), "tally"))
    refused, gone = [*broken_of(sheet, "tally"), *aside], {each.line for each in aside}
    tallies: list[Tally] = []
    for row in (each for each in rows if each.line not in gone):
        try:
            tallies += list(_tallies(row, wholes.get(_counter(row), ""), how))  # all of a row or nothing
        except InputError as error:
            refused.append(Refused(row.line, "tally", error, row.raw))
    return Taken(
        rows=sheet.rows,
        taken=sheet.rows - len(refused),
        tallies=tallies,
        rejections=in_order(refused),
        unused=[each for each in sheet.table.column_names if each not in COLUMNS],
    )


def _counter(row: Row) -> tuple[str, ...]:
    """Who counted, of which truce, as of when, printed by whom: one table of numbers, as it were."""
    return (*(row[each] for each in ("truce", "claimant", "against", "as_of")), outlet_of(row["url"]))


def _tallies(row: Row, whole: str, how: How) -> Iterator[Tally]:
    """One tally for each measure of a row, all for the same time."""
    measures, values = row["measure"].split(_BETWEEN), row["value"].split(_BETWEEN)
    if len(measures) != len(values) or not all(measures):
        says = f"{len(measures)} measures stand beside {len(values)} values."
        raise InputError("values-uneven", says, place=row.place, hint="Give each measure one value, joined by ' / '.")
    origin = outlet_of(row["url"])
    if not origin:
        says = f"'{row['url'][:60]}' is no address of a page."
        raise InputError("outlet-unknown", says, place=row.place, hint="Write where the claim was printed.")
    when, observer = _when(row, how), _claimant(row, how)
    for measure, value in zip(measures, values, strict=True):
        count, written = claimed_in(value, row.place)
        yield Tally(
            id=":".join(_slug(row[each]) for each in ("truce", "claimant", "as_of")) + f":{_slug(measure)}:{origin}",
            basis="party_claim",
            observer=observer,
            origin=origin,
            measure=measure,
            against=_accused(row, observer, how),
            part_of=whole if measure != whole else "",
            when=when,
            count=count,
            written=written,
            kind="running",
            recorded_at=how.received,
            support=source_of(row["url"], how),
            says=say("observations.claimed", truce=row["truce"], who=row["claimant"], as_of=row["as_of"]),
        )


def _slug(text: str) -> str:
    return re.sub(r"[^\w]+", "-", text.lower()).strip("-")


def _claimant(row: Row, how: How) -> str:
    """The one party that a claimant stands for.

    Raises:
        InputError: `party-unknown`: a claim of nobody known can be held against nothing.
    """
    return _parties(row["claimant"], how, row, alone=True)[0]


def _accused(row: Row, observer: str, how: How) -> list[str]:
    found = _parties(row["against"], how, row, alone=False)
    if observer in found:
        says = f"'{row['claimant']}' and '{row['against']}' both stand for {observer}."
        raise InputError("claim-against-itself", says, place=row.place, hint="Mend the parties of this input.")
    return found


def _parties(name: str, how: How, row: Row, *, alone: bool) -> list[str]:
    found = list(how.parties.get(name, ()))
    if not found or (alone and len(found) > 1):
        says = f"'{name}' stands for {' or '.join(found) if found else 'no party that the manifest names'}."
        raise InputError("party-unknown", says, place=row.place, hint="Add it to the parties of this input.")
    return found


def _when(row: Row, how: How) -> Interval:
    """From the start of the truce up to the moment of the claim; open where a month is all that is said of it.

    A day is counted to its end: the claim was made at some moment of it.
    """
    truce = _truce(row, how)
    as_of = row["as_of"]
    if _PART_OF_A_DAY.fullmatch(as_of):
        return Interval(start=truce.start)
    if len(as_of) > len("YYYY-MM-DD"):
        first = end = moments.instant_in(as_of, truce.zone, row.place)
    else:
        day = moments.day_in(as_of, row.place)
        first, end = (at(day, truce.zone, row.place) for at in (moments.begin_of, moments.end_of))
    if end <= truce.start:
        says = f"The claim is of {as_of}, before the truce began at {truce.start.isoformat()}."
        raise InputError("as-of-before-truce", says, place=row.place, hint="Mend one of the two.")
    if first > how.received:
        says = f"The claim is of {as_of}, after the file was received at {how.received.isoformat()}."
        raise InputError("as-of-in-future", says, place=row.place, hint="Mend it, or 'received' of this input.")
    return Interval(start=truce.start, end=end)


def _truce(row: Row, how: How) -> _Truce:
    found = _TRUCE.fullmatch(row["truce"])
    if found is None:
        says = f"'{row['truce'][:60]}' does not say from when to when the truce was."
        hint = "Write NAME YYYY-MM-DD HH:MM to YYYY-MM-DD HH:MM CITY time."
        raise InputError("truce-unreadable", says, place=row.place, hint=hint)
    zone = _zone(found[4], row) if found[4] else how.zone
    start = _side(found[2], zone, row, last=False)
    end = _side(found[3], zone, row, last=True)
    moments.period(start, end, row.place)
    days = round((end - start).total_seconds() / 86_400)
    if found[5] is not None and days != int(found[5]):
        says = f"From {found[2]} to {found[3]} is {days} days, not {found[5]}."
        raise InputError("truce-length", says, place=row.place, hint="Mend the dates or the number of days.")
    return _Truce(zone, start)


def _side(text: str, zone: str, row: Row, *, last: bool) -> datetime:
    if len(text) > len("YYYY-MM-DD"):
        return moments.instant_in(text, zone, row.place)
    return (moments.end_of if last else moments.begin_of)(moments.day_in(text, row.place), zone, row.place)


def _zone(city: str, row: Row) -> str:
    """The one zone that is named after a city.

    Raises:
        InputError: `zone-unknown`.
    """
    found = [name for name in available_timezones() if name.endswith(f"/{city}") and not name.startswith("posix")]
    found = [name for name in found if not name.startswith("right/")]
    if len(found) != 1:
        says = f"'{city} time' is the time of {len(found)} zones."
        raise InputError("zone-unknown", says, place=row.place, hint="Name the city of an IANA zone.")
    return found[0]
