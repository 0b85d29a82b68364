"""GeoJSON: features of stated size become observations; each bad one is a rejection with its place."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from servanda.adapters.readers import READERS, How, Taken
from servanda.errors import InputError
from servanda.records.place import Area, Disc, Path, Point
from unit.adapters.readers.files import HOW, codes, records

POINT = {"type": "Point", "coordinates": [-30.25, 10.5]}
RING = [[-30, 10], [-30, 10.1], [-30.1, 10.1], [-30, 10]]
WHAT = {"id": "7", "date": "2031-03-14", "act": "fire", "radius_m": 250}


def feature(geometry: Any = POINT, **changed: Any) -> dict[str, Any]:
    return {"type": "Feature", "geometry": geometry, "properties": WHAT | changed}


def read(*features: Any, how: How = HOW) -> Taken:
    raw = json.dumps({"type": "FeatureCollection", "name": "any", "features": features}).encode()
    taken = READERS["geojson"](raw, "file.geojson", how)
    assert taken.rows == taken.taken + len(taken.rejections) == len(features)
    assert taken.taken == taken.observations.num_rows
    return taken


def test_a_point_is_somewhere_within_its_distance_on_its_day() -> None:
    (row,) = records(read(feature(colour="@red", size=3)))
    assert (row.id, row.act, row.method, row.verb) == ("ex-7", "fire", "catalogue", "recorded")
    assert row.where == Disc(at=Point(lat_e7=105_000_000, lon_e7=-302_500_000), radius_m=250)
    assert (row.when.start, row.when.end) == (datetime(2031, 3, 14, tzinfo=UTC), datetime(2031, 3, 15, tzinfo=UTC))
    assert row.further == {"colour": "@red", "size": "3"}


def test_a_polygon_is_an_area_and_a_line_with_its_error_a_path() -> None:
    area, path = records(
        read(
            feature({"type": "Polygon", "coordinates": [RING]}),
            feature({"type": "LineString", "coordinates": RING[:3]}, id="8", sigma_m=5),
        )
    )
    assert isinstance(area.where, Area)
    assert len(area.where.ring) == 3
    assert isinstance(path.where, Path)
    assert (len(path.where.points), path.where.sigma_m) == (3, 5)


@pytest.mark.parametrize(("stated", "radius"), [({"accuracy": 12.4}, 13), ({"accuracy_m": "30"}, 30), ({}, 900)])
def test_the_distance_is_the_features_own_or_that_of_the_file(stated: dict[str, Any], radius: int) -> None:
    one = {"type": "Feature", "id": 7, "geometry": POINT, "properties": {"date": "2031-03-14", **stated}}
    (row,) = records(read(one, how=How(received=HOW.received, source="feed:ex", radius_m=900)))
    assert isinstance(row.where, Disc)
    assert (row.id, row.act, row.where.radius_m) == ("ex-7", "unclassified", radius)


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (feature(radius_m=None), "precision-missing"),
        (feature(radius_m=0), "precision-missing"),
        (feature(radius_m="near"), "precision-unreadable"),
        (feature(radius_m=float("1e300")), "precision-unreadable"),
        (feature(date=None), "time-missing"),
        (feature(date="14/03/2031"), "date-unreadable"),
        (feature(date="9999-12-31"), "date-unreadable"),
        (feature(start="2031-03-15", end="2031-03-13"), "dates-reversed"),
        (feature(date="2031-05-14"), "time-after-record"),
        (feature(id=None), "id-missing"),
        (feature(None), "feature-unreadable"),
        (feature({"type": "MultiPoint", "coordinates": []}), "geometry-unfit"),
        (feature({"type": "Point", "coordinates": ["a", 1]}), "geometry-unfit"),
        (feature({"type": "Point", "coordinates": [10, 95]}), "coordinate-out-of-range"),
        (feature({"type": "Point", "coordinates": [0, 0]}), "coordinates-not-e7"),
        (feature({"type": "Polygon", "coordinates": [RING, RING]}), "geometry-unfit"),
        (feature({"type": "Polygon", "coordinates": [RING[:3]]}), "geometry-unfit"),
        (feature({"type": "LineString", "coordinates": RING}), "precision-missing"),
        (feature({"type": ["Point"], "coordinates": [1, 2]}), "geometry-unfit"),
        ("word", "feature-unreadable"),
        (None, "feature-unreadable"),
    ],
)
def test_a_bad_feature_is_refused_alone_with_its_place(bad: Any, code: str) -> None:
    taken = read(feature(id="8"), bad, feature(id="9"))
    assert codes(taken) == [code]
    assert taken.rejections[0].place == "file.geojson:features[1]"
    assert len(taken.rejections[0].raw_sha256) == 64
    assert "10.5" not in taken.rejections[0].says


def test_times_without_zone_are_of_the_stated_one() -> None:
    (row,) = records(read(feature(date="2031-03-14T07:05"), how=How(received=HOW.received, zone="Europe/Kyiv")))
    assert (row.when.start, row.when.end) == (
        datetime(2031, 3, 14, 5, 5, tzinfo=UTC),
        datetime(2031, 3, 14, 5, 6, tzinfo=UTC),
    )


def test_a_time_that_no_clock_showed_is_refused() -> None:
    how = How(received=HOW.received, zone="Europe/Kyiv")
    assert codes(read(feature(date="2031-03-30T03:30"), how=how)) == ["date-unreadable"]


def test_one_name_twice_is_refused_for_one_of_both() -> None:
    assert len(read(feature(), feature(act="station")).rejections) >= 1


@pytest.mark.parametrize(
    "raw", [b"", b"[]", b'{"type": "Feature"}', b"\xff", b'{"type": "FeatureCollection"}', b'{"type":' + b"[" * 100_000]
)
def test_what_is_no_feature_collection_is_refused_as_a_whole(raw: bytes) -> None:
    with pytest.raises(InputError, match="geojson-unreadable"):
        READERS["geojson"](raw, "file.geojson", HOW)


@pytest.mark.parametrize(
    "written", ["2031-03-14T00:00:00", "2031-03-14T00:00:00.000Z", "2031-03-14 00:00", "2031-03-14"]
)
def test_a_midnight_stands_for_its_day(written: str) -> None:
    (row,) = records(read(feature(date=written)))
    assert (row.when.start, row.when.end) == (datetime(2031, 3, 14, tzinfo=UTC), datetime(2031, 3, 15, tzinfo=UTC))


@pytest.mark.parametrize("written", ["2031-W11", "2031-03-14T07", "20310314", "14.03.2031", "8.1012, -72.5034"])
def test_what_is_no_day_and_no_moment_is_refused_and_not_repeated(written: str) -> None:
    (rejection,) = read(feature(date=written)).rejections
    assert rejection.code == "date-unreadable"
    assert written not in rejection.says


def test_a_stated_distance_wins_over_that_of_the_file_and_a_code_alone_is_none() -> None:
    how = How(received=HOW.received, source=HOW.source, radius_m=1_000)
    far = {key: value for key, value in WHAT.items() if key != "radius_m"}
    kilometres = {"type": "Feature", "geometry": POINT, "properties": far | {"radius_km": 50}}
    coded = {"type": "Feature", "geometry": POINT, "properties": far | {"id": "8", "geo_precision": 3}}
    taken = read(kilometres, coded, how=how)
    (row,) = records(taken)
    assert isinstance(row.where, Disc)
    assert row.where.radius_m == 50_000
    assert codes(taken) == ["precision-unreadable"]


def test_nothing_perceived_is_no_event() -> None:
    assert codes(read(feature(act="nothing"))) == ["nil-as-event"]


def test_another_reference_system_is_refused_whole() -> None:
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}
    raw = json.dumps({"type": "FeatureCollection", "crs": crs, "features": [feature()]}).encode()
    with pytest.raises(InputError, match="geojson-projected"):
        READERS["geojson"](raw, "file.geojson", HOW)


def test_who_is_no_party_is_kept_as_it_was_said() -> None:
    (row,) = records(read(feature(by="Somebody")))
    assert (row.by, row.further) == ([], {"by": "Somebody"})
