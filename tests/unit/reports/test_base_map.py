"""Land and water from a file of the case: damage has a name, and nothing but land and water is taken."""

import json
from pathlib import Path
from typing import Any

import pytest

from servanda.adapters.base_map import read_base_map
from servanda.errors import InputError

CASES = Path(__file__).resolve().parents[3] / "cases"
RING = [[37.0, 47.0], [38.0, 47.0], [38.0, 48.0], [37.0, 47.0]]


def feature(coordinates: Any = None, *, kind: Any = "land", form: str = "Polygon") -> Any:
    shape = {"type": form, "coordinates": [RING] if coordinates is None else coordinates}
    return {"type": "Feature", "properties": {"kind": kind}, "geometry": shape}


def written(folder: Path, data: Any) -> Path:
    raw = data if isinstance(data, bytes) else json.dumps(data).encode()
    (folder / "base.geojson").write_bytes(raw)
    return folder


def collection(*features: Any, **more: Any) -> Any:
    return {"type": "FeatureCollection", "source": "Atlas; public domain", "features": list(features), **more}


def test_polygons_of_land_and_water_come_with_their_holes_and_their_source(tmp_path: Path) -> None:
    hole = [[37.5, 47.1], [37.6, 47.1], [37.6, 47.2], [37.5, 47.1]]
    several = feature([[RING], [RING]], kind="water", form="MultiPolygon")
    shapes = read_base_map(written(tmp_path, collection(feature([RING, hole]), several)), "base.geojson")
    assert [(one.kind, len(one.rings), len(one.rings[0])) for one in shapes] == [
        ("land", 2, 3),
        ("water", 1, 3),
        ("water", 1, 3),
    ]
    assert {one.source for one in shapes} == {"Atlas; public domain"}
    assert (shapes[0].rings[0][1].lat_e7, shapes[0].rings[0][1].lon_e7) == (470_000_000, 380_000_000)


DAMAGED = {
    "a line": (collection(feature(RING, form="LineString")), "base-map-geometry"),
    "a boundary": (collection(feature(kind="boundary")), "base-map-kind"),
    "no kind": (collection({"type": "Feature", "properties": None, "geometry": None}), "base-map-kind"),
    "no geometry": (collection({"type": "Feature", "properties": {"kind": "land"}}), "base-map-geometry"),
    "a feature that is none": (collection("land"), "base-map-kind"),
    "an open ring": (collection(feature([RING[:3]])), "base-map-ring"),
    "an empty ring": (collection(feature([[]])), "base-map-ring"),
    "no rings": (collection(feature([])), "base-map-ring"),
    "a ring of words": (collection(feature(["ring"])), "base-map-ring"),
    "a height": (collection(feature([[[37.0, 47.0, 1.0], *RING[1:3], [37.0, 47.0, 1.0]]])), "base-map-position"),
    "a word for a number": (collection(feature([[["37", 47.0], *RING[1:]]])), "base-map-position"),
    "true for a number": (collection(feature([[[True, 47.0], *RING[1:]]])), "base-map-position"),
    "outside the world": (collection(feature([[[37.0, 147.0], *RING[1:]]])), "base-map-position"),
    "no features": (collection(), "base-map-json"),
    "another type": ({"type": "Feature"}, "base-map-json"),
    "a list": ([], "base-map-json"),
    "no number": (b'{"type": "FeatureCollection", "features": [NaN]}', "base-map-json"),
    "half a file": (b'{"type": "FeatureColl', "base-map-json"),
    "another encoding": ('{"source": "ґ"}'.encode("cp1251"), "base-map-json"),
    "no source": (collection(feature(), source=" "), "base-map-source"),
    "a source that is a number": (collection(feature(), source=1), "base-map-source"),
}


@pytest.mark.parametrize("name", DAMAGED)
def test_damage_is_refused_with_its_name_and_its_place(tmp_path: Path, name: str) -> None:
    data, code = DAMAGED[name]
    with pytest.raises(InputError) as caught:
        read_base_map(written(tmp_path, data), "base.geojson")
    assert caught.value.code == code
    assert "base.geojson" in str(caught.value.place)
    assert caught.value.hint


def test_a_file_outside_the_case_or_none_at_all_is_refused(tmp_path: Path) -> None:
    (tmp_path / "case").mkdir()
    written(tmp_path, collection(feature()))
    for name, code in (("../base.geojson", "file-not-plain"), ("none.geojson", "base-map-not-found")):
        with pytest.raises(InputError) as caught:
            read_base_map(tmp_path / "case", name)
        assert caught.value.code == code


def test_a_file_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("servanda.adapters.base_map.MAX_BYTES", 100)
    with pytest.raises(InputError) as caught:
        read_base_map(written(tmp_path, collection(feature())), "base.geojson")
    assert caught.value.code == "base-map-too-large"


@pytest.mark.parametrize("case", ["donbas-2014-2021", "smm-2020-09"])
def test_the_base_maps_of_bundled_cases_hold_land_and_water_only(case: str) -> None:
    shapes = read_base_map(CASES / case, "base/land-and-water.geojson")
    assert {one.kind for one in shapes} == {"land", "water"}
    assert all("public domain" in one.source for one in shapes)
