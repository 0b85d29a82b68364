"""The Minsk texts judged on single events: each story is also told with the sides exchanged and the map mirrored."""

import csv
import importlib.util
import json
import math
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest

from scenarios.minsk import tell
from servanda.adapters.agreements import load_sources
from servanda.agreements import lint
from servanda.findings import check_explanation, explain, judge
from servanda.geo import inside
from servanda.records.agreement import Agreement
from servanda.records.facts import Facts
from servanda.records.finding import Finding
from servanda.records.place import Disc, Point

AS_OF = tell.moment("2021-12-31T12:00")
VERSIONS = tell.versions()
LATER, EARLIER = VERSIONS["2020-07-22"], VERSIONS["2015-02-12"]
STORIES = tell.stories()
SCRIPT = Path(__file__).resolve().parents[3] / "scripts" / "minsk_places.py"
NAMES = [name for name, _, _, _ in STORIES]
told = pytest.mark.parametrize("name", NAMES)
expected = pytest.mark.parametrize(("name", "expect"), [(name, expect) for name, _, _, expect in STORIES], ids=NAMES)


def only(text: Agreement, term: str) -> Agreement:
    return msgspec.structs.replace(text, terms=[each for each in text.terms if each.id == term])


@cache
def found_in(name: str) -> tuple[Agreement, Facts, Finding | None]:
    term, facts = next((term, facts) for each, term, facts, _ in STORIES if each == name)
    text, record = only(LATER, term), tell.facts(facts)
    found = judge(text, record, as_of=AS_OF, window=None)
    return text, record, next(iter(found), None)


def names(found: Finding) -> list[str]:
    return sorted(f"{hinge.cause}:{hinge.on}" for hinge in found.hinges)


@expected
def test_story(name: str, expect: dict[str, Any]) -> None:
    found = found_in(name)[2]
    if expect.get("finding") == "none":
        assert found is None
        return
    assert found is not None
    assert found.outcome.verdict == expect["verdict"], names(found)
    assert set(expect.get("hinges", [])) <= set(names(found))
    if not expect.get("any"):
        assert names(found) == sorted(expect.get("hinges", []))
    shown = {
        "by": found.outcome.by,
        "attribution": found.outcome.attribution,
        "exemption": found.exemption,
    }
    assert {key: shown[key] for key in shown if key in expect} == {key: expect[key] for key in shown if key in expect}


@expected
def test_readings_and_flip_points(name: str, expect: dict[str, Any]) -> None:
    found = found_in(name)[2]
    wanted = expect.get("by_reading", {})
    read = {next(iter(each.readings.values())): each.verdict for each in (found.by_reading if found else [])}
    assert {key: read.get(key) for key in wanted} == wanted
    flips = {flip.open: (flip.kept_up_to, flip.breached_above) for flip in (found.flips if found else [])}
    for each, (low, high) in expect.get("flip", {}).items():
        assert low <= flips[each][0] <= flips[each][1] <= high


@told
def test_every_explanation_passes_the_checker(name: str) -> None:
    text, record, found = found_in(name)
    if found is not None:
        check_explanation(explain(found, text, record, as_of=AS_OF))


def mirrored(record: Any) -> Any:
    """The sides exchanged, their names with them, and the map reflected in the meridian of Greenwich."""
    if isinstance(record, dict):
        turned = {key: -value if key == "lon_e7" else mirrored(value) for key, value in record.items()}
        return {tell.swapped(key): value for key, value in turned.items()}
    return [mirrored(each) for each in record] if isinstance(record, list) else tell.swapped(record)


@told
def test_exchange_the_sides_and_mirror_the_map_and_only_the_names_change(name: str) -> None:
    text, record, here = found_in(name)
    text_there = msgspec.convert(mirrored(msgspec.to_builtins(text)), Agreement, strict=False)
    facts_there = msgspec.convert(mirrored(msgspec.to_builtins(record)), Facts, strict=False)
    there = next(iter(judge(text_there, facts_there, as_of=AS_OF, window=None)), None)
    assert (here is None) is (there is None)
    if here is not None and there is not None:
        assert there.outcome.verdict == here.outcome.verdict
        assert there.outcome.by == sorted(tell.swapped(here.outcome.by))
        assert names(there) == names(here)
        assert [hinge.chance for hinge in there.hinges] == [hinge.chance for hinge in here.hinges]
        assert sorted(map(str, there.flips)) == sorted(map(str, here.flips))


@told
def test_terms_without_a_table_treat_the_sides_alike_on_the_same_map(name: str) -> None:
    text, record, here = found_in(name)
    exchanged = msgspec.convert(tell.swapped(msgspec.to_builtins(record)), Facts, strict=False)
    there = next(iter(judge(text, exchanged, as_of=AS_OF, window=None)), None)
    if text.terms[0].table or here is None or there is None:
        assert text.terms[0].table or (here is None) is (there is None)
        return
    assert (there.outcome.verdict, names(there)) == (here.outcome.verdict, names(here))
    assert there.outcome.by == sorted(tell.swapped(here.outcome.by))


def test_the_later_version_changes_nothing_of_the_earlier() -> None:
    for field in ("parties", "places", "things", "clocks", "open", "proof"):
        before, after = getattr(EARLIER, field), getattr(LATER, field)
        assert {key: after.get(key) for key in before} == before, field
    after_terms = {term.id: term for term in LATER.terms}
    assert [after_terms.get(term.id) for term in EARLIER.terms] == EARLIER.terms
    assert (EARLIER.time_zone, EARLIER.day_count) == (LATER.time_zone, LATER.day_count)


def test_each_layer_has_its_own_beginning() -> None:
    begins = {term.id: term.during.from_ for term in LATER.terms if term.during is not None}
    cited = {term.id: term.cite for term in LATER.terms}
    assert {cite for term, cite in cited.items() if begins.get(term) == "measures-2020"} == {
        cite for cite in cited.values() if cite.startswith("Measures of 22 July 2020, measure")
    } - {term.cite for term in LATER.terms if term.states}
    assert not [term.id for term in EARLIER.terms if "2020" in term.cite]


def test_the_linter_finds_no_error_and_the_warnings_that_the_page_explains() -> None:
    sources = [source.id for source in load_sources(tell.FOLDER)]
    found = lint(list(VERSIONS.values()), sources=sources)
    assert sorted(each.code for each in found) == [*["dead-letter"] * 2, "procedure-without-verifier"]
    assert not [each for each in found if each.severity == "error"]


def _script() -> Any:
    spec = importlib.util.spec_from_file_location("minsk_places", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _rows() -> list[dict[str, str]]:
    with (tell.FOLDER / "settlements.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_drawn_places_are_what_the_script_draws_and_no_error_is_understated() -> None:
    features, off = _script().drawn()
    drawn = json.loads((tell.FOLDER / "places.geojson").read_text("utf-8"))["features"]
    assert [each["id"] for each in features] == [each["id"] for each in drawn]
    for here, there in zip(features, drawn, strict=True):
        assert here["geometry"] == there["geometry"], here["id"]
    for line, area in (("line-de-facto", "certain-areas-de-facto"), ("line-2014", "certain-areas-2014-line")):
        assert LATER.places[line].error_m == LATER.places[area].error_m
        assert LATER.places[line].error_m >= math.ceil(off[line]) * 1000


@pytest.mark.parametrize(
    ("column", "area"), [("de_facto", "certain-areas-de-facto"), ("memorandum_2014", "certain-areas-2014-line")]
)
def test_every_settlement_lies_on_the_side_the_table_says(column: str, area: str) -> None:
    place = msgspec.structs.replace(LATER.places[area], error_m=0)
    for row in (row for row in _rows() if row[column]):
        at = Point(lat_e7=round(float(row["lat"]) * 1e7), lon_e7=round(float(row["lon"]) * 1e7))
        there = inside(Disc(at=at, radius_m=1), place, LATER.places)
        assert there.certain is (row[column] == "CADLR"), row["name"]


def test_shapes_stay_small() -> None:
    for name, place in LATER.places.items():
        if place.is_ != "settlements":
            assert sum(len(shape) for shape in place.shapes) <= 400, name
    assert sum(file.stat().st_size for file in tell.FOLDER.iterdir()) < 300_000
