"""A gazetteer: names in the files of a case → regions of honest size."""

from pathlib import Path

import pytest

from servanda.adapters.gazetteer import gazetteer_of, read_gazetteer
from servanda.errors import InputError
from servanda.records.place import Disc, Point

GOOD = '- id: Ford\n  at: {lat_e7: 470000000, lon_e7: -300000000}\n  radius_m: 1500\n  support: "data:names"\n'
DAMAGED = {
    "a radius that nobody can know": (GOOD.replace("1500", "10"), "radius-out-of-range"),
    "a radius that says nothing": (GOOD.replace("1500", "400000"), "radius-out-of-range"),
    "nowhere": (GOOD.replace("470000000", "0").replace("-300000000", "0"), "place-at-origin"),
    "degrees with a fraction": (GOOD.replace("470000000", '"47.0"'), "record-wrong-type"),
    "latitude beyond the pole": (GOOD.replace("470000000", "9470000000"), "record-out-of-range"),
    "no radius": (GOOD.replace("  radius_m: 1500\n", ""), "record-missing-field"),
    "no source": (GOOD.replace('"data:names"', '""'), "field-empty"),
    "a field nobody knows": (GOOD + "  radius_km: 3\n", "record-unknown-field"),
    "one name for two places": (GOOD.replace("1500", "2000").replace("Ford", "Mill"), "duplicate-id"),
}


def test_a_name_is_a_region() -> None:
    places = gazetteer_of(GOOD.encode(), "places.yaml").places
    assert places == {"Ford": Disc(at=Point(lat_e7=470_000_000, lon_e7=-300_000_000), radius_m=1500)}


@pytest.mark.parametrize("damage", DAMAGED)
def test_a_damaged_entry_is_refused_with_its_line_and_the_others_stay(damage: str) -> None:
    entry, code = DAMAGED[damage]
    read = gazetteer_of((GOOD.replace("Ford", "Mill") + entry).encode(), "places.yaml")
    assert [each.code for each in read.rejections] == [code]
    assert all(each.place.startswith("places.yaml:") for each in read.rejections)
    assert "Mill" in read.places


def test_a_case_without_one_has_an_empty_one(tmp_path: Path) -> None:
    assert read_gazetteer(tmp_path).places == {}


def test_a_file_that_is_no_list_is_refused(tmp_path: Path) -> None:
    (tmp_path / "places.yaml").write_text("Ford: here\n", "utf-8")
    with pytest.raises(InputError, match="record-wrong-type"):
        read_gazetteer(tmp_path)
