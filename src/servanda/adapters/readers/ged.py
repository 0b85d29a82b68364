"""UCDP Georeferenced Event Dataset: one row an event with at least one death.

The catalogue states neither the direction of fire nor who began: either side of a row may have done it. Its figures of
precision (code book of the dataset) become regions and intervals of honest size.
"""

from dataclasses import replace
from types import MappingProxyType

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from servanda.adapters.readers.catalogue import Events, Format, discs, taken_of
from servanda.adapters.readers.cells import Cells, Mask, instants
from servanda.adapters.readers.points import refuse_contradicting
from servanda.adapters.readers.sheet import read_sheet
from servanda.adapters.readers.taken import How, Taken
from servanda.schemas.distinct import Numbers

PRESS = ("source_article", "source_office", "source_date", "source_headline", "source_original")
"""Words of others: never read."""

NEEDS = (
    "id",
    "type_of_violence",
    "side_a",
    "side_b",
    "where_prec",
    "latitude",
    "longitude",
    "event_clarity",
    "date_prec",
    "date_start",
    "date_end",
    "best",
    "high",
    "low",
)
"""Columns without which it is not this format, wherever they stand."""

USED = (*NEEDS, "where_coordinates", "geom_wkt")
"""Columns that a field or a check takes."""

KNOWN = (
    *NEEDS,
    *PRESS,
    *("relid", "year", "active_year", "code_status", "conflict_dset_id", "conflict_new_id", "conflict_name"),
    *("dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_b_dset_id", "side_b_new_id"),
    *("number_of_sources", "where_coordinates", "where_description", "adm_1", "adm_2", "geom_wkt", "priogrid_gid"),
    *("country", "iso3", "country_id", "region", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"),
    *("gwnoa", "gwnob"),
)

RADIUS_M = (0, 5_000, 25_000, 50_000, 150_000, 100_000, 700_000, 50_000)
"""How far from the stated coordinates it may have been, by `where_prec`. 1: an exact place, but the coordinates are
those of a settlement; 2: within 25 km, as the code book says; 3 and 4: the coordinates are the middle of a second- or
first-order region; 5: of a landscape; 6: of a country; 7: of a sea or airspace. Larger rather than smaller."""

DRAWN = MappingProxyType({3: "adm_2", 4: "adm_1", 6: "country"})
"""The column that names the region, where `where_prec` says that no more than the region is known."""

LEAST_D = (0, 1, 2, 7, 8, 32)
"""Days that an event may at least have been on, by `date_prec`. 1: that day; 2: up to a week, at least two days; 3: a
week; 4: a month, 5: longer. The stated days are as wide already; where they are not, both ends give way."""

FORMAT = Format(method="catalogue", verb="recorded", publisher="UCDP GED", known=KNOWN, used=USED)

_LONGEST_D = 366
_ARMED, _ONE_SIDED = "fire", "attack_civilians"


def read(raw: bytes, name: str, how: How) -> Taken:
    """Read a file of the dataset; the row of HXL tags is none of data, wherever it stands.

    Args:
        raw: The file.
        name: Name it is cited by.
        how: What the file does not say; `parties` maps names of sides, `places` those of administrative regions: a row
            that is known by its region only lies in the one drawn there, `zone` is that of the days.

    Raises:
        InputError: `sheet-…` if it is no such file.
    """
    used = (*USED, *DRAWN.values()) if how.places else USED
    sheet = read_sheet(raw, name, needs=NEEDS, leave=[each for each in KNOWN if each not in used])
    cells = Cells(sheet, name)
    cells.once("id")
    cells.refuse(
        ~np.asarray(pc.match_substring_regex(cells.text("id"), r"^[0-9]{1,12}$"), dtype=bool),
        "id-not-whole",
        lambda row: f"id is {cells.shown('id', row)}, no whole number.",
        "Check that no column was moved, and export the file again.",
    )
    lat, lon = cells.degrees_e7("latitude", 90), cells.degrees_e7("longitude", 180)
    cells.swapped(lat, lon)
    refuse_contradicting(cells, "geom_wkt", lat, lon)
    precision = cells.whole("where_prec", range(1, 8))
    kind = cells.whole("type_of_violence", range(1, 4))
    clarity = cells.whole("event_clarity", range(1, 3))
    low, best, high = _deaths(cells)
    start, end = _interval(cells, how.zone)
    events = Events(
        id=pc.binary_join_element_wise("GED", cells.text("id"), "-"),
        act=pc.if_else(pa.array(kind == 3), _ONE_SIDED, _ARMED),  # noqa: PLR2004 - the code book's one-sided violence
        where=_regions(cells, discs(lat, lon, np.array(RADIUS_M)[np.clip(precision, 0, 7)]), precision, how),
        start=start,
        end=end,
        high=np.where(clarity == 1, 1, -1),
        by=("side_a", "side_b"),
        deaths=(np.minimum(low, np.minimum(best, high)), best, np.maximum(high, np.maximum(best, low))),
        place_name=cells.text("where_coordinates"),
        keeps=_disordered(low, best, high),
    )
    return taken_of(cells, events, how, replace(FORMAT, used=used))


def _deaths(cells: Cells) -> tuple[Numbers, Numbers, Numbers]:
    """The three estimates; those that stand in the very opposite order were written into each other's columns."""
    low, best, high = (cells.whole(each, range(10_000_000)) for each in ("low", "best", "high"))
    cells.refuse(
        (low > best) & (best > high),
        "deaths-reversed",
        lambda row: f"low is {low[row]}, best {best[row]}, high {high[row]}.",
        "Check that the columns low and high were not swapped.",
    )
    return low, best, high


def _interval(cells: Cells, zone: str) -> tuple[pa.Array, pa.Array]:
    """From the first day to the end of the last, at least as long as `date_prec` says that it may have been."""
    first, begins = cells.days("date_start")
    last, ends = cells.days("date_end")
    length = (last - first).astype(np.int64)
    cells.refuse(
        begins & ends & ((length < 0) | (length > _LONGEST_D)),
        "dates-reversed",
        lambda row: f"It lasts from {first[row]} to {last[row]}.",
        "Check both days: an event ends on or after the day it begins, within a year.",
    )
    least = np.array(LEAST_D)[np.clip(cells.whole("date_prec", range(1, 6)), 0, 5)]
    lacking = np.maximum(least - 1 - np.maximum(length, 0), 0).astype("timedelta64[D]")
    return instants(first - lacking, zone), instants(last + lacking, zone, later=1)


def _regions(cells: Cells, stated: pa.Array, precision: Numbers, how: How) -> pa.Array:
    """Discs about the stated coordinates; the drawn region where a row is known by the name of one only."""
    if not how.places:
        return stated
    drawn = pa.array([msgspec.to_builtins(region) for region in how.places.values()], stated.type)
    names = pa.array(list(how.places), pa.string())
    index = np.arange(len(stated), dtype=np.int64)
    for figure, column in DRAWN.items():
        found = pc.fill_null(pc.index_in(cells.text(column).combine_chunks(), names), -1)
        at = np.asarray(found.to_numpy(zero_copy_only=False), dtype=np.int64)
        index = np.where((precision == figure) & (at >= 0), len(stated) + at, index)
    return pa.concat_arrays([stated, drawn]).take(pa.array(index))


def _disordered(low: Numbers, best: Numbers, high: Numbers) -> dict[str, Mask]:
    """Rows whose estimates do not stand in order: the record holds their hull, `further` what came."""
    rows = (low > best) | (best > high)
    return {"low": rows, "best": rows, "high": rows} if rows.any() else {}
