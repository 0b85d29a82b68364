"""Coordinates, points, named places and stated precision of a table of events → a region for each row, or a reason."""

from collections.abc import Mapping

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from servanda.adapters.readers.catalogue import discs
from servanda.adapters.readers.cells import Cells, Mask
from servanda.adapters.readers.headings import filled, told
from servanda.adapters.readers.measures import Reals
from servanda.adapters.readers.points import points_e7, refuse_contradicting
from servanda.adapters.readers.sheet import Sheet
from servanda.adapters.readers.taken import How
from servanda.observations import schema_of
from servanda.records.observation import Observation
from servanda.schemas.distinct import Numbers

WIDEST_M = 1_000_000
"""A precision beyond a thousand kilometres is a mistake of units."""

_DISTANCE = r"(?i)^\s*(?P<size>\d{1,7}(?:\.\d{1,6})?)\s*(?P<unit>m|km|м|км)?\s*$"


def regions(cells: Cells, names: Mapping[str, str], how: How) -> pa.Array:
    """The region of each row: a disc about its coordinates, or else the place that it names.

    Args:
        cells: The rows; those without a region of stated size are counted with a reason.
        names: What an event has → column.
        how: Places by their names; the distance where a row states none.
    """
    lat, lon, has = _coordinates(cells, names)
    radius = _radii(cells, names, how, has)
    named, index = _named(cells, names, how, ~has)
    row = np.where(has, np.arange(len(lat)), len(lat) + np.maximum(index, 0))
    return pa.concat_arrays([discs(lat, lon, radius), named]).take(pa.array(row))


def _coordinates(cells: Cells, names: Mapping[str, str]) -> tuple[Numbers, Numbers, Mask]:
    """Latitude, longitude, and which rows have both, from their columns or from the point."""
    rows = cells.sheet.table.num_rows
    lat, lon = np.zeros(rows, dtype=np.int64), np.zeros(rows, dtype=np.int64)
    has = filled(cells, names, "lat") | filled(cells, names, "lon")
    if "lat" in names and "lon" in names and has.any():
        some = _part(cells, has)
        lat[has], lon[has] = some.degrees_e7(names["lat"], 90), some.degrees_e7(names["lon"], 180)
        some.swapped(lat[has], lon[has])
        if "point" in names:
            refuse_contradicting(some, names["point"], lat[has], lon[has])
        _merge(cells, has, some)
    if "point" in names and not has.all():
        only = ~has & filled(cells, names, "point")
        some = _part(cells, only)
        lat[only], lon[only], valid = points_e7(some, names["point"])
        says = f"{names['point']} is no POINT with longitude and latitude in decimal degrees."
        some.refuse(~valid, "point-unreadable", lambda _row: says, "Write POINT (-30.25 10.5): longitude first.")
        some.swapped(lat[only], lon[only])
        _merge(cells, only, some)
        has = has | only
    return lat, lon, has


def _radii(cells: Cells, names: Mapping[str, str], how: How, has: Mask) -> Numbers:
    """How far from its coordinates each row may have been: as it says, or as is said of the file."""
    metres = np.zeros(len(has), dtype=np.float64)
    for what, unit in (("distance", 0), ("kilometres", 1_000), ("metres", 1)):
        if what in names:
            own = _distances(cells, names[what], unit, has)
            metres = np.where(own > 0, own, metres)
    radius = np.where(metres > 0, np.ceil(metres), how.radius_m or 0).astype(np.int64)
    cells.refuse(
        has & (radius < 1),
        "precision-missing",
        lambda _row: "Nothing says how far from its coordinates it may have been.",
        "Add a column radius_m, or state one distance for the whole file (--radius).",
    )
    return np.maximum(radius, 1)


def _distances(cells: Cells, column: str, unit: int, has: Mask) -> Reals:
    """Distances in metres; 0 for an empty cell. `unit` is metres in one of the column, 0 if each cell must say it."""
    text = cells.text(column).combine_chunks()
    parts = pc.extract_regex(text, _DISTANCE)
    size = pc.cast(pc.fill_null(pc.struct_field(parts, "size"), "0"), pa.float64())
    stated = pc.utf8_lower(pc.fill_null(pc.struct_field(parts, "unit"), ""))
    thousand = np.asarray(pc.is_in(stated, pa.array(["km", "км"])), dtype=bool)
    without = np.asarray(pc.equal(stated, ""), dtype=bool)
    metres = np.asarray(size.to_numpy(zero_copy_only=False)) * np.where(without, unit, np.where(thousand, 1_000, 1))
    bad = (
        has
        & np.asarray(pc.not_equal(pc.utf8_trim_whitespace(text), ""), dtype=bool)
        & (~np.asarray(pc.is_valid(parts), dtype=bool) | (metres > WIDEST_M) | (without & (unit == 0)))
    )
    cells.refuse(
        bad,
        "precision-unreadable",
        lambda row: f"{column} is {cells.shown(column, row)}: no distance with its unit, or beyond {WIDEST_M} m.",
        "Write 500 m or 2 km, or name the column radius_m or radius_km.",
    )
    return np.where(bad, 0, metres)


def _named(cells: Cells, names: Mapping[str, str], how: How, without: Mask) -> tuple[pa.Array, Numbers]:
    """Regions that places stand for, and which of them each row names; -1 and a reason for those that name none."""
    kind = schema_of(Observation).field("where").type
    by_name: dict[str, list[int]] = {}
    for at, name in enumerate(how.places):
        by_name.setdefault(name.strip().casefold(), []).append(at)
    text = told(cells, names, "place").combine_chunks()
    encoded = pc.dictionary_encode(text)
    found = [by_name.get(name.strip().casefold(), []) for name in encoded.dictionary.to_pylist()]
    index = np.asarray(encoded.indices.to_numpy(zero_copy_only=False), dtype=np.int64)
    many = np.array([len(each) > 1 for each in found], dtype=bool)[index]
    one = np.array([each[0] if len(each) == 1 else -1 for each in found], dtype=np.int64)[index]
    blank = ~filled(cells, names, "place")
    hint = "Give coordinates with their precision, or a place of the case."
    cells.refuse(without & blank, "place-missing", lambda _row: "It names neither coordinates nor a place.", hint)
    shown = names.get("place", "place")
    cells.refuse(
        without & many, "place-ambiguous", lambda row: f"{shown} {cells.shown(shown, row)} may be several.", hint
    )
    cells.refuse(
        without & (one < 0),
        "place-unknown",
        lambda row: f"{shown} {cells.shown(shown, row)} is no place that was given with the file.",
        hint,
    )
    places = pa.array([msgspec.to_builtins(region) for region in how.places.values()], kind)
    return (places if len(places) else discs(*(np.ones(1, dtype=np.int64),) * 3)), one


def _part(cells: Cells, rows: Mask) -> Cells:
    """Some of the rows by themselves, nothing being counted against them yet."""
    return Cells(Sheet(cells.sheet.table.filter(pa.array(rows)), cells.sheet.lines[rows]), cells.name)


def _merge(cells: Cells, rows: Mask, part: Cells) -> None:
    at = np.flatnonzero(rows)
    for row, error in part.reasons.items():
        cells.reasons.setdefault(int(at[row]), error)
