"""Names under which tables of events write what every event has: when, where, how exact, what, by whom."""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from servanda.adapters.readers.cells import Cells, Mask

NAMES: Mapping[str, Sequence[str]] = MappingProxyType(
    {
        "id": ("id", "event_id", "incident_id", "eventid", "incidentid", "uid", "uuid", "objectid", "fid", "номер"),
        "day": (
            "date",
            "event_date",
            "incident_date",
            "day",
            "datetime",
            "date_time",
            "timestamp",
            "occurred_at",
            "eventdate",
            "sqldate",
            "дата",
        ),
        "start": (
            *("start", "date_start", "start_date", "startdate", "started_at", "start_time", "begin", "begin_date"),
            *("date_from", "from", "початок"),
        ),
        "end": (
            *("end", "date_end", "end_date", "enddate", "ended_at", "end_time", "finish", "date_to", "to", "until"),
            "кінець",
        ),
        "lat": ("lat", "latitude", "lat_dd", "decimallatitude", "actiongeo_lat", "y", "широта"),
        "lon": ("lon", "lng", "long", "longitude", "lon_dd", "decimallongitude", "actiongeo_long", "x", "довгота"),
        "point": ("wkt", "geom_wkt", "point", "point_wkt", "geom", "geometry", "the_geom", "location_wkt"),
        "metres": (
            *("radius_m", "accuracy_m", "precision_m", "error_m", "uncertainty_m", "coordinateuncertaintyinmeters"),
            *("accuracy_metres", "accuracy_meters", "precision_metres", "precision_meters", "radius_metres"),
        ),
        "kilometres": ("radius_km", "accuracy_km", "precision_km", "error_km", "uncertainty_km"),
        "distance": ("accuracy", "precision", "radius", "uncertainty", "похибка"),
        "place": (
            *("place", "place_name", "location", "location_name", "settlement", "town", "village", "city", "місце"),
            *("actiongeo_fullname", "населений_пункт"),
        ),
        "act": ("act",),
        "actor": ("by", "party", "side", "actor", "perpetrator", "side_a", "actor1", "сторона"),
        "second": ("side_b", "actor2"),
        "time_code": ("time_precision", "date_prec", "date_precision", "time_prec"),
        "place_code": ("geo_precision", "where_prec", "geoprecision", "location_precision", "specificity"),
        "deaths": ("deaths", "fatalities", "killed"),
    }
)
"""What an event has → headings that say it, in small letters, the first that stands in a file first. `metres` and
`kilometres` name their unit; cells of `distance` must state it; codes of precision mean something only in their format,
where 1 is the exact one."""

SAME = (("lat", "latitude"), ("lon", "longitude"), ("lng", "longitude"), ("long", "longitude"))
"""Headings of one and the same thing: where a file has both, its rows must say the same."""


def recognised(header: Sequence[str]) -> dict[str, str]:
    """What an event has → the heading of a file that says it; headings that say nothing known are left out.

    >>> recognised(["Event ID", "LAT", "Lng", "Colour"])
    {'id': 'Event ID', 'lat': 'LAT', 'lon': 'Lng'}
    """
    written: dict[str, str] = {}
    for title in header:
        written.setdefault(_plain(title), title)
    found = {what: next((written[name] for name in names if name in written), "") for what, names in NAMES.items()}
    return {what: title for what, title in found.items() if title}


def twice(header: Sequence[str]) -> list[tuple[str, str]]:
    """Pairs of headings of a file that say the same coordinate.

    >>> twice(["Lat", "Latitude", "x"])
    [('Lat', 'Latitude')]
    """
    written = {_plain(title): title for title in reversed(header)}
    return [(written[one], written[other]) for one, other in SAME if one in written and other in written]


def tells_events(names: Mapping[str, str]) -> bool:
    """Whether headings say both when and where."""
    when = "day" in names or "start" in names
    return when and (("lat" in names and "lon" in names) or "point" in names or "place" in names)


def told(cells: Cells, names: Mapping[str, str], what: str) -> pa.ChunkedArray:
    """What each row says of something; empty texts where no heading says it."""
    if what in names:
        return cells.text(names[what])
    return pa.chunked_array([pa.repeat("", cells.sheet.table.num_rows)])


def filled(cells: Cells, names: Mapping[str, str], what: str) -> Mask:
    """Which rows say something of it."""
    return np.asarray(pc.not_equal(pc.utf8_trim_whitespace(told(cells, names, what)), ""), dtype=bool)


def _plain(title: str) -> str:
    return re.sub(r"\W+", "_", title.strip().lower()).strip("_")
