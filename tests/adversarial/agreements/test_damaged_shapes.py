"""GeoJSON that could be drawn in two ways, or leads outside the folder, is refused; folders with odd files too."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from servanda.adapters.agreements import load, load_sources, read_each, shapes_of
from servanda.errors import InputError, NotFound

TEMPLATE = Path(__file__).resolve().parents[3] / "agreements" / "_template"
RING = [[30, 47], [31, 47], [31, 48], [30, 48], [30, 47]]


def write(folder: Path, geometry: Any, **extra: Any) -> Path:
    feature = {"type": "Feature", "id": "z", "properties": {}, "geometry": geometry}
    whole = {"type": "FeatureCollection", "features": [feature], **extra}
    (folder / "p.geojson").write_text(json.dumps(whole), "utf-8")
    return folder


GEOMETRIES: dict[str, tuple[Any, str]] = {
    "longitude and latitude swapped": ({"type": "Point", "coordinates": [47, 137]}, "geometry-swapped"),
    "outside the world": ({"type": "Point", "coordinates": [181, 47]}, "geometry-range"),
    "with height": ({"type": "Point", "coordinates": [30, 47, 100]}, "geometry-position"),
    "one number": ({"type": "Point", "coordinates": [30]}, "geometry-position"),
    "text as number": ({"type": "Point", "coordinates": ["30", 47]}, "geometry-position"),
    "truth as number": ({"type": "Point", "coordinates": [True, 47]}, "geometry-position"),
    "not a number": ({"type": "Point", "coordinates": [float("nan"), 47]}, "geometry-json"),
    "infinite": ({"type": "Point", "coordinates": [30, float("inf")]}, "geometry-json"),
    "ring not closed": ({"type": "Polygon", "coordinates": [RING[:-1]]}, "geometry-ring-open"),
    "ring of two corners": ({"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [0, 0]]]}, "geometry-ring-open"),
    "crossing itself": (
        {"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]},
        "geometry-self-crossing",
    ),
    "hole outside": (
        {"type": "Polygon", "coordinates": [RING, [[0, 0], [1, 0], [1, 1], [0, 0]]]},
        "geometry-self-crossing",
    ),
    "line of one point": ({"type": "LineString", "coordinates": [[0, 0], [0, 0]]}, "geometry-line"),
    "empty": ({"type": "Polygon", "coordinates": []}, "geometry-empty"),
    "coordinates missing": ({"type": "LineString"}, "geometry-empty"),
    "nothing": (None, "geometry-kind"),
    "collection": ({"type": "GeometryCollection", "geometries": []}, "geometry-kind"),
}


@pytest.mark.parametrize("kind", GEOMETRIES)
def test_a_doubtful_shape_is_refused_by_name(kind: str, tmp_path: Path) -> None:
    geometry, code = GEOMETRIES[kind]
    with pytest.raises(InputError) as refused:
        shapes_of("p.geojson#z", write(tmp_path, geometry), place="a.yaml:7")
    assert refused.value.code == code
    assert refused.value.place.startswith("p.geojson")
    assert refused.value.hint


REFERENCES = {
    "p.geojson": "geometry-reference",
    "#z": "geometry-reference",
    "q.geojson#z": "geometry-not-found",
    "../p.geojson#z": "geometry-outside-folder",
    "/etc/passwd#z": "geometry-outside-folder",
    "a/../../p.geojson#z": "geometry-outside-folder",
    "p.geojson#zz": "geometry-feature",
    ".#z": "geometry-not-found",
}


@pytest.mark.parametrize("reference", REFERENCES)
def test_a_reference_that_leads_nowhere_or_outside_is_refused(reference: str, tmp_path: Path) -> None:
    folder = tmp_path / "inside"
    folder.mkdir()
    write(tmp_path, {"type": "Point", "coordinates": [30, 47]})
    write(folder, {"type": "Point", "coordinates": [30, 47]})
    with pytest.raises(InputError) as refused:
        shapes_of(reference, folder, place="a.yaml:7")
    assert (refused.value.code, refused.value.place) == (REFERENCES[reference], "a.yaml:7")


def test_a_link_that_leads_outside_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "inside"
    folder.mkdir()
    write(tmp_path, {"type": "Point", "coordinates": [30, 47]})
    (folder / "p.geojson").symlink_to(tmp_path / "p.geojson")
    with pytest.raises(InputError, match="geometry-outside-folder"):
        shapes_of("p.geojson#z", folder, place="a.yaml:7")


FILES: dict[str, tuple[bytes, str]] = {
    "not JSON": (b"{", "geometry-json"),
    "not UTF-8": (b'{"type": "\xff"}', "geometry-json"),
    "a list": (b"[]", "geometry-json"),
    "a feature alone": (b'{"type": "Feature"}', "geometry-json"),
    "key twice": (b'{"type": "FeatureCollection", "type": "FeatureCollection"}', "geometry-json"),
    "nested without end": (b"[" * 100_000, "geometry-json"),
    "another system of coordinates": (
        b'{"type": "FeatureCollection", "crs": {"name": "EPSG:3857"}, "features": []}',
        "geometry-crs",
    ),
    "no features": (b'{"type": "FeatureCollection"}', "geometry-feature"),
}


@pytest.mark.parametrize("kind", FILES)
def test_a_file_that_is_not_plain_geojson_is_refused(kind: str, tmp_path: Path) -> None:
    raw, code = FILES[kind]
    (tmp_path / "p.geojson").write_bytes(raw)
    with pytest.raises(InputError) as refused:
        shapes_of("p.geojson#z", tmp_path, place="a.yaml:7")
    assert refused.value.code == code
    assert refused.value.hint


def test_a_name_that_stands_twice_in_the_file_is_refused(tmp_path: Path) -> None:
    feature = {"type": "Feature", "properties": {"id": "z"}, "geometry": {"type": "Point", "coordinates": [30, 47]}}
    whole = {"type": "FeatureCollection", "features": [feature, feature]}
    (tmp_path / "p.geojson").write_text(json.dumps(whole), "utf-8")
    with pytest.raises(InputError, match="2 features"):
        shapes_of("p.geojson#z", tmp_path, place="a.yaml:7")


FOLDERS: dict[str, tuple[str, str, str]] = {
    "zone that nobody keeps": ("time_zone: UTC", "time_zone: Europe/Atlantis", "agreement-time-zone"),
    "zone that is a path": ("time_zone: UTC", "time_zone: ../../etc/passwd", "agreement-time-zone"),
    "shape given twice": ("error_m: 20", "shapes: [[{lat_e7: 1, lon_e7: 1}]]", "geometry-twice"),
    "shape missing": ("places.geojson#zone", "places.geojson#zoen", "geometry-feature"),
    "word misspelt": ("role: monitor", "role: monitoring", "record-not-a-choice"),
}


@pytest.mark.parametrize("kind", FOLDERS)
def test_one_bad_instrument_is_named_and_spoils_no_good_one(kind: str, tmp_path: Path) -> None:
    old, new, code = FOLDERS[kind]
    folder = tmp_path / "a"
    shutil.copytree(TEMPLATE, folder)
    text = (folder / "agreement.yaml").read_text("utf-8")
    (folder / "bad.yaml").write_text(text.replace(old, new).replace("id: template", "id: bad"), "utf-8")
    with pytest.raises(InputError) as refused:
        load(folder)
    assert refused.value.code == code
    assert refused.value.place.startswith("bad.yaml:")
    taken, errors = read_each(folder)
    assert [read.agreement.id for read in taken] == ["template"]
    assert [error.code for error in errors] == [code]


def test_the_same_version_in_two_files_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "a"
    shutil.copytree(TEMPLATE, folder)
    shutil.copy(folder / "agreement.yaml", folder / "copy.yaml")
    with pytest.raises(InputError) as refused:
        load(folder)
    assert refused.value.code == "duplicate-id"
    assert "agreement.yaml and in copy.yaml" in refused.value.says


def test_a_source_that_stands_twice_is_refused(tmp_path: Path) -> None:
    source = "- {id: a, kind: page, publisher: p, lang: en}\n"
    (tmp_path / "sources.yaml").write_text(source * 2, "utf-8")
    with pytest.raises(InputError) as refused:
        load_sources(tmp_path)
    assert (refused.value.code, refused.value.place) == ("duplicate-id", "sources.yaml:2")


def test_a_file_that_would_be_overlooked_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("id: a\n", "utf-8")
    with pytest.raises(InputError, match="agreement-file-name"):
        load(tmp_path)


def test_an_empty_folder_and_a_missing_one_are_said_to_hold_nothing(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="agreements-not-found"):
        load(tmp_path)
    with pytest.raises(NotFound, match="agreements-not-found"):
        load(tmp_path / "nowhere")
