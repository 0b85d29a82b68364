"""Patrol logs as files, told once: rows by names of columns → workbooks and texts, damaged where a test wants it."""

import csv
import io
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from openpyxl import Workbook, load_workbook

from servanda.adapters.readers import READERS, How, Taken
from servanda.adapters.readers.patrol.columns import COLUMNS, lists
from servanda.adapters.readers.patrol.template import workbook_of
from servanda.records.observation import Observation
from servanda.records.place import Disc, InPlace, Point, Spot
from servanda.schemas.rows import Rows

NAMES = [column.name for column in COLUMNS]
RECEIVED = datetime(2031, 3, 20, 12, tzinfo=UTC)
LAT, LON = "47.12345", "-30.54321"
POST = Point(lat_e7=471_234_500, lon_e7=-305_432_100)
HOW = How(
    received=RECEIVED,
    source="EX-LOGS",
    zone="Europe/Kyiv",
    parties={"EX-ASTER": ["EX-ASTER"], "Aster": ["EX-ASTER"]},
    places={
        "North Gate": Spot(at=POST, sigma_m=5),
        "security-zone": InPlace(place="security-zone"),
        "Thornby": Disc(at=POST, radius_m=800),
    },
)
HEARD = {
    "what": "heard",
    "observer": "EX-PATROL-1",
    "day": "2031-03-14",
    "from": "07:05",
    "to": "07:20",
    "lat": LAT,
    "lon": LON,
    "bearing": "NW",
    "compass": "hand",
    "north": "magnetic",
    "declination": "-8",
    "distance": "3-5 km",
    "act": "fire",
    "count": "at least 5",
    "id": "A1",
}
SAW = HEARD | {"what": "saw", "bearing": "315", "distance": "4 km", "count": "2", "id": "A2", "weapon": "mortar"}
WATCH = {
    "what": "watch",
    "observer": "EX-PATROL-1",
    "day": "2031-03-14",
    "from": "07:00",
    "to": "15:00",
    "lat": LAT,
    "lon": LON,
    "sight": "2 km",
    "notices": "fire/flight",
    "id": "A3",
}
GOOD = (HEARD, SAW, WATCH)
"""Three rows that are taken; damage is put between the second and the third."""

Row = Mapping[str, Any]
Repack = Callable[[str, bytes], bytes | None]


def text(rows: Sequence[Row], names: Sequence[str] = NAMES, ends: str = ",") -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=ends)
    writer.writerow(names)
    writer.writerows([[row.get(name, "") for name in names] for row in rows])
    return out.getvalue().encode()


def workbook(rows: Sequence[Row], names: Sequence[str] = NAMES, change: Callable[[Any], None] | None = None) -> bytes:
    """A plain workbook with a log; `change` damages it before it is written."""
    book = Workbook()
    book.active.append(list(names))
    for row in rows:
        book.active.append([row.get(name) for name in names])
    if change:
        change(book)
    return saved(book)


def filled(rows: Sequence[Row], lang: str = "en") -> bytes:
    """The template, filled in."""
    book = load_workbook(io.BytesIO(workbook_of(lists(), lang)))
    for number, row in enumerate(rows, start=2):
        for name, value in row.items():
            cell = book.worksheets[0].cell(row=number, column=NAMES.index(name) + 1)
            cell.value = value
            cell.data_type = "s"
    return saved(book)


def saved(book: Any) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def repacked(raw: bytes, change: Repack, extra: Mapping[str, bytes] | None = None) -> bytes:
    """The workbook with parts changed, left out or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = change(name, old.read(name))
            if part is not None:
                new.writestr(name, part)
        for name, part in (extra or {}).items():
            new.writestr(name, part)
    return out.getvalue()


def in_sheet(pattern: bytes, instead: bytes) -> Repack:
    return lambda name, part: re.sub(pattern, instead, part) if name == "xl/worksheets/sheet1.xml" else part


def read(raw: bytes, name: str = "log.csv", how: How = HOW) -> Taken:
    return READERS["patrol-log"](raw, name, how)


def observations(taken: Taken) -> list[Observation]:
    return list(Rows(taken.observations, Observation))


def one(row: Row, how: How = HOW) -> Observation:
    taken = read(text([row]), how=how)
    assert taken.rejections == []
    return observations(taken)[0]
