"""What is wrong with a file of scenarios is said with its line; a short form means what the page says."""

import re
from pathlib import Path

import msgspec
import pytest

from servanda.adapters import agreements as agreement_files
from servanda.adapters.scenarios import read_scenarios
from servanda.errors import InputError
from servanda.records.observation import Count
from servanda.records.place import Disc, InPlace, Point, Spot
from servanda.runs.scenarios import run_scenario

ROOT = Path(__file__).resolve().parents[3]
TEMPLATE = ROOT / "agreements" / "_template"
FILE = """scenarios: "1"
agreement: template
as_of: "2031-03-21T06:00:00Z"
defaults:
  observations: {observer: P, method: own_senses, verb: saw, recorded_at: "2031-03-20T20:00:00Z", within_m: 100}
stories:
- id: one
  facts:
    observations:
      shot: {act: fire, at: "47.3 N 30.0 W", when: "2031-03-20T10:00:00Z", by: [A]}
  cases:
  - says: first
    expect: [{term: no-fire, on: shot, verdict: breached}]
  - says: second
    change: {observations: {shot: {CHANGE}}}
    expect: [{term: no-fire, on: shot, verdict: breached}]
"""


def changed(change: str) -> list:  # type: ignore[type-arg]
    return read_scenarios(FILE.replace("CHANGE", change), "file.yaml")


def observation(change: str):  # type: ignore[no-untyped-def]  # noqa: ANN201
    return changed(change)[1].facts.observations[0]


@pytest.mark.parametrize(
    ("change", "code", "says"),
    [
        ("by: [A], colour: red", "record-unknown-field", "colour"),
        ('at: "47.3 30.0"', "shorthand-coordinates", "47.3 30.0"),
        ('at: "91 N 30 W"', "shorthand-coordinates", "91 N"),
        ('at: "47.12345678 N 30 W"', "shorthand-coordinates", "47.12345678"),
        ('in: zone, at: "47 N 30 W"', "shorthand-wrong", "in"),
        ('when: "yesterday"', "record-not-an-instant", "yesterday"),
        ('when: "2031-03-20T10:00:00"', "record-instant-without-zone", "when"),
        ('when: "2031-03-20T10:00:00Z/2031-03-20T09:00:00Z"', "record-interval-reversed", "before it begins"),
        ('when: "2031-03-20T10:00:00Z/P1M"', "duration-not-exact", "P1M"),
        ('count: "many"', "shorthand-number", "many"),
        ("id: other", "shorthand-wrong", "other"),
        ("within_m: 0", "record-out-of-range", "radius_m"),
        ("within_m: null", "shorthand-wrong", "at"),
        ("method: party_complaint", "verb-unfit", "party_complaint"),
        ("corrects: nothing-there", "observation-corrects-unknown", "nothing-there"),
        ("recorded_at: null", "record-missing-field", "recorded_at"),
    ],
)
def test_a_wrong_record_is_an_error_with_its_line(change: str, code: str, says: str) -> None:
    with pytest.raises(InputError) as caught:
        changed(change)
    assert caught.value.code == code
    assert says in str(caught.value)
    assert re.search(r"file\.yaml:1[05]", caught.value.place), caught.value.place
    assert caught.value.hint


@pytest.mark.parametrize(
    ("left", "right", "code", "line"),
    [
        ('scenarios: "1"', 'scenarios: "2"', "record-not-a-choice", 1),
        ("stories:", "tales:", "record-unknown-field", 6),
        ("facts:", "fact:", "record-unknown-field", 8),
        ("    observations:\n      shot", "    observation:\n      shot", "facts-kind-unknown", 9),
        ("verdict: breached}]\n  - says: second", "verdict: broken}]\n  - says: second", "record-not-a-choice", 13),
        ("on: shot", "upon: shot", "record-unknown-field", 13),
        ('as_of: "2031-03-21T06:00:00Z"', 'window: "2031-03-21T06:00:00Z"', "scenario-without-moment", 12),
        ("agreement: template", 'window: "2031-03-21T06:00:00Z"', "window-wrong", 12),
        ("says: second", "says: first", "duplicate-id", 14),
        ("change: {obs", "change: {nothing: {}, obs", "facts-kind-unknown", 15),
        ("change: {obs", "change: {acts: [], obs", "record-wrong-type", 15),
        ("defaults:", "defaults:\n  shots: {}", "facts-kind-unknown", 5),
    ],
)
def test_a_wrong_file_is_an_error_with_its_line(left: str, right: str, code: str, line: int) -> None:
    with pytest.raises(InputError) as caught:
        read_scenarios(FILE.replace("CHANGE", "by: [B]").replace(left, right), "file.yaml")
    assert (caught.value.code, caught.value.place) == (code, f"file.yaml:{line}")


def test_a_place_is_replaced_whole_in_whichever_way_it_is_written() -> None:
    here = Point(lat_e7=471234567, lon_e7=-305000000)
    assert observation("in: zone").where == InPlace(place="zone")
    assert observation("where: {in: zone}").where == InPlace(place="zone")
    assert observation('at: "47.1234567 N 30.5 W"').where == Disc(at=here, radius_m=100)
    assert observation('at: "47.1234567N, 30.5W", sigma_m: 5').where == Spot(at=here, sigma_m=5)
    assert observation('where: {kind: spot, at: "47.1234567 N 30.5 W", sigma_m: 5}').where == Spot(at=here, sigma_m=5)


def test_numbers_and_times_may_be_written_short() -> None:
    assert observation("count: 3").count == Count(low=3, high=3)
    assert observation('count: "3-5"').count == Count(low=3, high=5)
    assert observation('count: "3+"').count == Count(low=3)
    assert observation('sizes: {tanks: "3+"}').sizes == {"tanks": Count(low=3)}
    assert observation("calibre: 122").calibre.high_mm == 122
    shown = msgspec.to_builtins(observation('when: "2031-03-20T10:00:00Z/PT90M"').when)
    assert shown == {"start": "2031-03-20T10:00:00Z", "end": "2031-03-20T11:30:00Z"}
    assert observation('when: "2031-03-20T10:00:00Z/.."').when.end is None
    assert observation("by: [B]").origin == "P"


def test_a_field_and_a_record_can_be_taken_away() -> None:
    assert observation("by: null").by == []
    gone = FILE.replace("{shot: {CHANGE}}", "{shot: null}")
    assert list(read_scenarios(gone, "file.yaml")[1].facts.observations) == []


def test_a_place_that_nobody_drew_is_an_error_of_the_case() -> None:
    with pytest.raises(InputError, match="nowhere"):
        run_scenario(changed("in: nowhere")[1], agreement_files.load(TEMPLATE))


@pytest.mark.parametrize(
    ("expect", "field"),
    [
        ("verdict: kept", "verdict"),
        ("verdict: none", "finding"),
        ("verdict: undetermined", "hinges"),
        ('verdict: undetermined, hinges: ["missing_evidence:notices:MISSION", "measurement:zone"]', "hinges"),
        ('verdict: undetermined, hinges: ["missing_evidence:notices:MISSION"], by: [B]', "by"),
        (
            'verdict: undetermined, hinges: ["missing_evidence:notices:MISSION"], attribution: undetermined',
            "attribution",
        ),
        ('verdict: undetermined, hinges: ["missing_evidence:notices:MISSION"], exemption: exercise', "exemption"),
        ('verdict: undetermined, hinges: ["missing_evidence:notices:MISSION"], by_reading: {a: kept}', "by_reading"),
        ('verdict: undetermined, hinges: ["missing_evidence:notices:MISSION"], flips: [{open: around}]', "flips"),
        ('verdict: undetermined, hinges: ["missing_evidence:notices:MISSION"], final: false', "final"),
    ],
)
def test_each_thing_that_comes_out_otherwise_is_named(expect: str, field: str) -> None:
    """The register of notices is not complete, so the shot is undetermined."""
    text = FILE.replace("CHANGE", "by: [A]").replace("verdict: breached", expect)
    scored = run_scenario(read_scenarios(text, "file.yaml")[0], agreement_files.load(TEMPLATE))
    assert not scored.passed
    assert field in [one.field for one in scored.differences]
    assert "no-fire · shot: undetermined [A] (established) ← missing_evidence:notices:MISSION" in scored.found[0]


def test_what_is_recorded_later_has_no_effect() -> None:
    later = changed('recorded_at: "2031-03-22T00:00:00Z"')[1]
    [difference] = run_scenario(later, agreement_files.load(TEMPLATE)).differences
    assert (difference.field, difference.found) == ("finding", "none")
