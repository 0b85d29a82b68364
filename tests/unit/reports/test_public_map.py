"""Maps of real cases: published data at their own precision, nothing that could betray a post."""

import re
from dataclasses import replace
from typing import Any

import msgspec
import numpy as np
import pytest

from servanda.records.observation import Observation
from servanda.records.place import Disc, Point, Sector, Spot
from servanda.reports import render, unsupported
from servanda.reports.account_events import events_of
from servanda.reports.dossier import BaseShape
from servanda.reports.names import Names
from servanda.reports.public_events import cells_of, squares
from servanda.reports.public_map import public_map
from unit.reports import catalogues, missions
from unit.reports.dossiers import made
from unit.reports.test_account import figures, tables_of
from unit.reports.test_render import POISON


@pytest.fixture(scope="module")
def catalogue() -> Any:
    return catalogues.catalogue()


@pytest.fixture(scope="module")
def page(catalogue: Any) -> str:
    return render(catalogue)["map.html"]


@pytest.fixture(scope="module")
def week() -> Any:
    """The mission's days with regions and areas drawn about invented corners."""
    known = missions.mission()
    rings = {
        "donetsk": (37.0, 47.2, 38.4, 48.8),
        "luhansk": (38.4, 48.2, 40.0, 49.6),
        "zolote": (38.5, 48.7, 38.52, 48.72),
    }
    return replace(known, agreements=[shaped(one, rings) for one in known.agreements])


def shaped(text: Any, rings: Any) -> Any:
    places = dict(text.places)
    for name, (west, south, east, north) in rings.items():
        corners = [(south, west), (south, east), (north, east), (north, west)]
        ring = [Point(lat_e7=round(lat * 10**7), lon_e7=round(lon * 10**7)) for lat, lon in corners]
        places[name] = msgspec.structs.replace(places[name], is_="sector", shapes=[ring], error_m=1_500)
    return msgspec.structs.replace(text, places=places)


def cells(dossier: Any) -> Any:
    drawn = public_map(dossier, Names(dossier))
    return cells_of(events_of(dossier, Names(dossier).places()), drawn.sheet)


def moved(record: Any, by_e7: int) -> Any:
    if isinstance(record, Point):
        return msgspec.structs.replace(record, lon_e7=record.lon_e7 + by_e7)
    if isinstance(record, msgspec.Struct):
        return msgspec.structs.replace(
            record, **{name: moved(getattr(record, name), by_e7) for name in record.__struct_fields__}
        )
    if isinstance(record, list):
        return [moved(one, by_e7) for one in record]
    return {name: moved(one, by_e7) for name, one in record.items()} if isinstance(record, dict) else record


def test_the_mass_of_all_cells_and_of_what_lies_beyond_is_the_number_of_events(catalogue: Any) -> None:
    found = cells(catalogue)
    assert found.expected.sum() + found.outside + found.nowhere == pytest.approx(len(catalogue.observations))
    assert found.expected.min() >= 0
    assert np.all(found.coarse <= found.expected + 1e-9)
    cell_m = public_map(catalogue, Names(catalogue)).sheet.grid.cell_m
    near = sum(1 for one in catalogue.observations if 2 * one.where.radius_m <= cell_m)
    assert found.coarsely == len(catalogue.observations) - near


def test_the_table_says_what_the_cells_hold(catalogue: Any, page: str) -> None:
    english = page.split('<main class="sheet-map default" id="en"', 1)[1]
    rows = tables_of(english)[0]
    expected = [float(re.sub(r"<code>.*?</code>|,", "", row[2])) for row in rows]
    assert sum(expected) == pytest.approx(len(catalogue.observations), abs=0.05 * len(rows))
    number = sum(figures([row[1]])[0] for row in rows if row[1] != "—")
    assert number == int((cells(catalogue).expected > 0).sum())


def test_where_everything_moves_the_map_moves_with_it(catalogue: Any) -> None:
    by_e7 = 61_234_567
    away = replace(
        catalogue,
        observations=moved(list(catalogue.observations), by_e7),
        agreements=moved(list(catalogue.agreements), by_e7),
    )
    assert np.allclose(cells(away).expected, cells(catalogue).expected, atol=1e-6)


def test_the_antimeridian_is_no_edge(catalogue: Any) -> None:
    at = 1_800_000_000 - catalogues.LON

    def turned(record: Any) -> Any:
        if isinstance(record, Point):
            lon = (record.lon_e7 + at + 1_800_000_000) % 3_600_000_000 - 1_800_000_000
            return msgspec.structs.replace(record, lon_e7=lon)
        if isinstance(record, msgspec.Struct):
            fields = {name: turned(getattr(record, name)) for name in record.__struct_fields__}
            return msgspec.structs.replace(record, **fields)
        if isinstance(record, list):
            return [turned(one) for one in record]
        return {name: turned(one) for name, one in record.items()} if isinstance(record, dict) else record

    away = replace(
        catalogue, observations=turned(list(catalogue.observations)), agreements=turned(list(catalogue.agreements))
    )
    assert np.allclose(cells(away).expected, cells(catalogue).expected, atol=1e-6)


def test_a_mirrored_case_gives_mirrored_cells(catalogue: Any) -> None:
    mirrored = catalogues.catalogue(mirrored=True)
    assert np.allclose(cells(mirrored).expected[:, ::-1], cells(catalogue).expected, atol=1e-6)
    assert np.array_equal(cells(mirrored).hatched[:, ::-1], cells(catalogue).hatched)


def test_what_somebody_perceived_himself_is_never_drawn(catalogue: Any, page: str) -> None:
    post = Point(lat_e7=catalogues.LAT + 1_234_567, lon_e7=catalogues.LON + 7_654_321)
    seen = msgspec.structs.replace(catalogue.observations[0], id="SEEN", deaths=None)
    sector = Sector(post=post, bearing_cdeg=9_000, bearing_sigma_cdeg=500, distance_m=3_000, distance_sigma_m=500)
    others = [
        msgspec.structs.replace(seen, id=f"SEEN-{method}", method=method, where=where)
        for method in ("own_senses", "camera", "acoustic", "uav", "media")
        for where in (sector, Spot(at=post, sigma_m=50))
    ]
    known = replace(catalogue, observations=[*catalogue.observations, *others])
    assert render(known)["map.html"] == page


def test_each_reading_and_each_line_is_drawn_in_its_own_way_with_its_band(page: str) -> None:
    english = page.split('<main class="sheet-map default" id="en"', 1)[1]
    for style in ("p-reading n1", "p-reading n2", "p-line n1", "p-line n2", "p-sector n1"):
        assert f'<g class="p-place {style}">' in english
    assert len(re.findall(r'<path class="p-band p-line n1" stroke-width="[\d.]+" d="M', english)) == 2  # and the legend
    assert "In the east only (Side B)" in english
    assert "± 8 km" in english


def test_the_map_is_one_file_without_script_or_request(page: str) -> None:
    assert unsupported(page) == []
    assert "http" not in page.replace("http://www.w3.org/2000/svg", "").replace("http-equiv", "")


def test_the_map_speaks_both_languages_and_says_what_is_never_drawn(page: str) -> None:
    assert "Never drawn" in page
    assert "Не нанесено" in page
    assert "It is no forecast." in page
    assert "Це не прогноз." in page


def test_land_and_water_lie_below_and_their_source_is_named(catalogue: Any, page: str) -> None:
    corner = [catalogues.point(*at) for at in ((-3, -3), (-3, 3), (0, 3), (0, -3))]
    land = BaseShape(kind="land", rings=(tuple(made(Point, **one) for one in corner),), source="Atlas <of> nobody")
    drawn = render(replace(catalogue, base=[land]))["map.html"]
    assert '<path class="p-land" fill-rule="evenodd" d="M' in drawn
    assert "Atlas &lt;of&gt; nobody" in drawn
    assert '<path class="p-land"' not in page


def test_events_beyond_the_places_of_the_agreement_are_counted_as_beyond(catalogue: Any) -> None:
    far = msgspec.structs.replace(
        catalogue.observations[0],
        id="FAR",
        where=Disc(at=Point(lat_e7=catalogues.LAT + 90_000_000, lon_e7=catalogues.LON), radius_m=5_000),
    )
    known = replace(catalogue, observations=[*catalogue.observations, far])
    assert cells(known).outside == pytest.approx(cells(catalogue).outside + 1)


def test_without_places_the_map_is_drawn_about_the_events(catalogue: Any) -> None:
    (text,) = catalogue.agreements
    bare = msgspec.structs.replace(text, places={}, terms=[], open={})
    known = replace(catalogue, agreements=[bare], findings=[])
    assert cells(known).expected.sum() > 0.7 * len(catalogue.observations)


def test_no_map_is_drawn_of_no_events(catalogue: Any) -> None:
    assert "map.html" not in render(replace(catalogue, observations=[], incidents=[], findings=[]))


def test_neighbouring_cells_are_one_piece(catalogue: Any) -> None:
    sheet = public_map(catalogue, Names(catalogue)).sheet
    chosen = np.zeros((sheet.grid.rows, sheet.grid.columns), dtype=bool)
    chosen[0, 0:3] = chosen[2, 1] = True
    assert squares(chosen, sheet).count("M") == 2


def test_a_total_stands_in_its_region_and_nought_is_shown_as_nought(week: Any) -> None:
    drawn = public_map(week, Names(week))
    told = {one.name["en"]: one.lines[1]["en"] for one in drawn.told}
    assert told == {"Donetsk region": "0 · 5 · 7 · 0 · 0", "Luhansk region": "0 · 0 · 1 · 12 · 7"}
    english = render(week)["map.html"].split('<main class="sheet-map default" id="en"', 1)[1]
    assert "0 does not mean that nothing happened" in english
    (first, *_) = tables_of(english)[0]
    assert first[4] == "1"
    assert "does not say how much was watched" in first[5]


def test_a_restriction_is_drawn_at_its_size_only_if_a_published_report_tells_it(week: Any) -> None:
    kept = public_map(week, Names(week)).restrictions
    base = next(one for one in week.observations if isinstance(one.where, Disc))
    told = msgspec.structs.replace(base, id="KEPT", act="restrict_access", origin=week.tallies[0].origin)
    private = msgspec.structs.replace(told, id="PRIVATE", origin="patrol log")
    post = Point(lat_e7=475_000_000, lon_e7=378_000_000)
    sector = Sector(post=post, bearing_cdeg=0, bearing_sigma_cdeg=500, distance_m=900, distance_sigma_m=100)
    measured = msgspec.structs.replace(told, id="MEASURED", where=sector)
    known = replace(week, observations=[*week.observations, told, private, measured])
    found = public_map(known, Names(known)).restrictions
    assert len(found) <= len(kept) + 1
    names = {name for one in found for name in one.observations}
    assert "KEPT" in names
    assert not {"PRIVATE", "MEASURED"} & names
    assert next(one for one in found if "KEPT" in one.observations).path.startswith("M")


def test_a_mission_without_drawn_places_gets_no_map() -> None:
    assert "map.html" not in render(missions.mission())


def test_names_from_outside_are_written_as_words_on_the_map(week: Any) -> None:
    tallies = [msgspec.structs.replace(one, measure=POISON, written=POISON) for one in week.tallies]
    page = render(replace(week, tallies=tallies))["map.html"]
    assert "<script" not in page
    assert "<img" not in page


def test_observations_as_columns_give_the_same_map(catalogue: Any, page: str) -> None:
    from servanda.schemas.rows import rows_of  # noqa: PLC0415 - only here

    assert render(replace(catalogue, observations=rows_of(catalogue.observations, Observation)))["map.html"] == page
