"""Instruments from files: shapes in whole numbers, order that depends on nothing, the template, the Paris folder."""

import json
from pathlib import Path

import jsonschema
import msgspec
import pytest
import yaml

from servanda.adapters.agreements import load, load_sources, places_of, read_agreements, read_text, shapes_of
from servanda.agreements import lint, schema, show, walk
from servanda.records.agreement import Agreement, Place
from servanda.records.place import Point

ROOT = Path(__file__).resolve().parents[3]
TEMPLATE = ROOT / "agreements" / "_template"
PARIS = ROOT / "agreements" / "paris-2026"
FORCES_THAT_EXIST = {"reported", "draft", "declared", "does_not_exist", "ended"}


def test_degrees_become_whole_numbers_without_passing_through_binary_fractions(tmp_path: Path) -> None:
    written = '{"type": "Point", "coordinates": [30.12345675, -47.00000005]}'
    (tmp_path / "p.geojson").write_text(
        '{"type": "FeatureCollection", "features": [{"id": "z", "geometry": ' + written + "}]}", "utf-8"
    )
    assert shapes_of("p.geojson#z", tmp_path, place="x") == [[Point(lat_e7=-470000000, lon_e7=301234568)]]


def test_rings_are_not_repeated_at_the_end_and_holes_are_rings_of_their_own(tmp_path: Path) -> None:
    outer = [[0, 0], [3, 0], [3, 3], [0, 3], [0, 0]]
    inner = [[1, 1], [2, 1], [2, 2], [1, 1]]
    geometry = {"type": "MultiPolygon", "coordinates": [[outer, inner], [[[5, 5], [6, 5], [6, 6], [5, 5]]]]}
    whole = {"type": "FeatureCollection", "features": [{"id": "z", "geometry": geometry}]}
    (tmp_path / "p.geojson").write_text(json.dumps(whole), "utf-8")
    assert [len(ring) for ring in shapes_of("p.geojson#z", tmp_path, place="x")] == [4, 3, 3]


@pytest.mark.parametrize(
    ("kind", "coordinates", "counts"),
    [
        ("MultiPoint", [[0, 0], [1, 1]], [1, 1]),
        ("LineString", [[0, 0], [1, 1]], [2]),
        ("MultiLineString", [[[0, 0], [1, 1]], [[2, 2], [3, 3], [4, 4]]], [2, 3]),
    ],
)
def test_points_and_lines_are_taken_as_they_are(
    kind: str, coordinates: object, counts: list[int], tmp_path: Path
) -> None:
    whole = {
        "type": "FeatureCollection",
        "features": [{"id": 7, "geometry": {"type": kind, "coordinates": coordinates}}],
    }
    (tmp_path / "p.geojson").write_text(json.dumps(whole), "utf-8")
    assert [len(part) for part in shapes_of("p.geojson#7", tmp_path, place="x")] == counts


def test_a_file_alone_is_an_instrument_too() -> None:
    assert load(TEMPLATE / "agreement.yaml") == load(TEMPLATE)
    assert read_text((TEMPLATE / "agreement.yaml").read_bytes(), "-", TEMPLATE).agreement == load(TEMPLATE)[0]


def test_every_part_of_an_instrument_knows_its_line() -> None:
    read = read_agreements(TEMPLATE)
    loaded = places_of(read)["template@2031-02-20"]
    lines = (TEMPLATE / "agreement.yaml").read_text("utf-8").splitlines()
    assert "id: guns-near-villages" in lines[loaded.line_of(("terms", 1)) - 1]
    assert "around:" in lines[loaded.line_of(("open", "around")) - 1]
    assert loaded.where(("terms", 0, "no such field")).endswith(f":{loaded.line_of(('terms', 0))}")


def test_the_paris_instruments_have_no_error() -> None:
    found = lint(load(PARIS), sources=[source.id for source in load_sources(PARIS)])
    assert {hit.severity for hit in found} == {"warning"}
    assert [hit.code for hit in found] == [
        "procedure-without-verifier",
        "step-without-default",
        "dead-letter",
        "step-without-default",
    ]


def test_nothing_about_paris_is_signed_and_every_item_has_a_source() -> None:
    known = {source.id: source for source in load_sources(PARIS)}
    for agreement in load(PARIS):
        assert agreement.status in FORCES_THAT_EXIST
        for path, part in walk(agreement):
            if hasattr(part, "support") and not isinstance(part, Place):
                assert part.support, f"{agreement.id}: {path}"
                assert all(name in known for name in part.support)
    for source in known.values():
        assert source.url or source.sha256


def test_the_third_step_has_three_rival_readings_with_different_sources() -> None:
    procedure = next(agreement for agreement in load(PARIS) if agreement.id == "reported-procedure")
    third = procedure.open["third-step"]
    assert set(third.readings) == {"within-72-hours", "after-72-hours", "after-escalation"}
    assert {msgspec.json.encode(reading.value) for reading in third.readings.values()} == {
        b'{"counted_from":"first-breach","within":"PT72H"}',
        b'{"counted_from":"first-breach","after":"PT72H"}',
        b'{"counted_from":"escalation","after":"PT72H"}',
    }
    assert third.settled == ""
    assert all(reading.support for reading in third.readings.values())


def test_no_term_about_paris_is_judged_on_the_ground_and_only_russia_starts_the_procedure() -> None:
    agreements = load(PARIS)
    assert all(term.states for agreement in agreements for term in agreement.terms)
    procedures = [procedure for agreement in agreements for procedure in agreement.procedures]
    assert [procedure.trigger.by for procedure in procedures] == [["RUS"]]
    assert all(step.if_silent == "undefined" for procedure in procedures for step in procedure.steps)


def test_people_see_who_holds_which_reading_in_both_languages() -> None:
    agreements = load(PARIS)
    english, ukrainian = "\n".join(show(agreements, "en")), "\n".join(show(agreements, "uk"))
    assert "– Ukrainian troops withdraw completely from Donbas. [Russia]" in english
    assert "– Українські війська повністю виходять із Донбасу. [Росія]" in ukrainian
    assert "peace agreement · does not exist" in english
    assert "→ needs the consent of: Russia" in english
    assert english.endswith("9 instruments, 33 open terms")
    assert ukrainian.endswith("9 документів, 33 неузгоджені умови")
    assert show(list(reversed(agreements)), "en") == show(agreements, "en")


def test_the_schema_takes_the_instruments_and_refuses_what_the_decoder_refuses() -> None:
    made = schema()
    validator = jsonschema.Draft202012Validator(made)
    validator.check_schema(made)
    for file in [*sorted(PARIS.glob("*.yaml")), TEMPLATE / "agreement.yaml"]:
        if file.name != "sources.yaml":
            assert list(validator.iter_errors(yaml.safe_load(file.read_text("utf-8")))) == []
    assert not validator.is_valid({"id": "a"})
    damaged = yaml.safe_load((TEMPLATE / "agreement.yaml").read_text("utf-8"))
    damaged["clocks"]["pulled-back"]["plus"] = "P1M"
    assert not validator.is_valid(damaged)
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(damaged, Agreement)
