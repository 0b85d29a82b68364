"""Bytes of a file → the format that they look like, by what stands in them and not by the file's name."""

import csv
import io
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from servanda.adapters.readers import acled, firms, ged
from servanda.adapters.readers.counted import claims, facts, totals
from servanda.adapters.readers.header import SEPARATORS, cells_of
from servanda.adapters.readers.headings import recognised, tells_events
from servanda.adapters.readers.patrol.heading import heading_of
from servanda.errors import InputError
from servanda.plain.table.guards import is_workbook

_HEAD = 1 << 16
_LINES = 20
"""Lines among which a patrol log may have its heading."""

FORMATS: Mapping[str, Sequence[str]] = MappingProxyType(
    {
        "ged": ged.NEEDS,
        "acled": acled.NEEDS,
        "firms": firms.NEEDS,
        "mission-facts": facts.COLUMNS,
        "mission-totals": totals.NEEDS,
        "truce-claims": claims.COLUMNS,
    }
)
"""Formats whose header proves them, and the columns that do."""


def sniff(raw: bytes, name: str) -> str | None:
    """The reader that fits a file; none if no format is recognised.

    Args:
        raw: The file, or its beginning.
        name: Name it is cited by.

    >>> sniff(b"id,date,lat,lon", "a.csv"), sniff(b'{"type": "FeatureCollection"', "a.json"), sniff(b"colour", "a.csv")
    ('events', 'geojson', None)
    """
    if is_workbook(raw):
        return "patrol-log"
    head = raw[:_HEAD].removeprefix(b"\xef\xbb\xbf").decode("utf-8", errors="replace").lstrip()
    if head.startswith("{"):
        return "geojson" if '"FeatureCollection"' in head else "observations"
    return _of_table(head, name)


def _of_table(head: str, name: str) -> str | None:
    for separator in SEPARATORS:
        header = set(cells_of(head.split("\n", 1)[0], separator))
        for format_name, needs in FORMATS.items():
            if set(needs) <= header:
                return format_name
    try:
        rows = [row for row, _ in zip(csv.reader(io.StringIO(head, newline="")), range(_LINES), strict=False)]
    except csv.Error:
        return None
    if any(_heads_a_log(line.split(";"), name) for line in head.splitlines()[:_LINES]):
        return "patrol-log"
    if any(_heads_a_log(row, name) for row in rows):
        return "patrol-log"
    first = head.split("\n", 1)[0]
    return "events" if any(tells_events(recognised(cells_of(first, each))) for each in SEPARATORS) else None


def _heads_a_log(row: Sequence[str], name: str) -> bool:
    try:
        return heading_of(row, name) is not None
    except InputError:
        return True
