"""The two bundled cases of numbers, through the whole chain: what they must and must not say."""

from collections import Counter
from functools import cache
from pathlib import Path

import servanda
from servanda.observations.tallies import compare
from servanda.records.place import Disc, InPlace
from servanda.runs.opened import Opened

CASES = Path(__file__).parents[3] / "cases"


@cache
def opened(name: str) -> Opened:
    return servanda.open(str(CASES / name))


def test_every_row_of_the_week_is_taken_also_the_one_that_names_no_place() -> None:
    case = opened("smm-2020-09")
    assert (len(case.tallies), len(case.observations), len(case.watches)) == (30, 41, 15)
    assert not case.rejections
    (nowhere,) = (one for one in case.observations if one.where == InPlace(place="both-regions"))
    assert nowhere.act == "restrict_access"


def test_every_previous_period_of_the_week_agrees() -> None:
    case = opened("smm-2020-09")
    found = Counter(each.result for each in compare(case.tallies) if each.kind == "restated")
    assert found == {"agrees": 12, "not_comparable": 2}


def test_a_number_of_the_week_is_a_breach_if_the_ceasefire_holds_in_both_regions_and_nobody_is_named() -> None:
    counted = [
        each for each in opened("smm-2020-09").findings if each.subject.kind == "count" and each.term == "ceasefire"
    ]
    some = [each for each in counted if each.watched is None]
    assert (len(counted), len(some)) == (16, 7)
    for each in some:
        assert (each.outcome.verdict, each.outcome.by) == ("undetermined", ["CADLR", "UA"])
        assert {hinge.cause for hinge in each.hinges} == {"open_term", "measurement"}
        assert [one.verdict for one in each.by_reading if "both-regions" in one.readings.values()] == ["breached"]


def test_a_night_of_the_week_without_a_violation_is_not_kept_because_nobody_says_how_much_was_watched() -> None:
    counted = [
        each for each in opened("smm-2020-09").findings if each.subject.kind == "count" and each.watched is not None
    ]
    assert counted
    assert {each.outcome.verdict for each in counted} == {"undetermined"}
    assert {hinge.cause for each in counted for hinge in each.hinges} == {"unobserved"}


def test_nothing_of_the_week_is_attributed_by_who_controls_an_area() -> None:
    seen = list(opened("smm-2020-09").observations)
    assert [each.by for each in seen if "control" in each.further and "side_as_assessed" not in each.further]
    assert {tuple(each.by) for each in seen if "side_as_assessed" not in each.further} == {()}


def test_a_named_place_of_the_week_is_a_region_of_honest_size() -> None:
    named = [each.where for each in opened("smm-2020-09").observations if isinstance(each.where, Disc)]
    assert len(named) == 15
    assert min(each.radius_m for each in named) >= 2500


def test_the_claims_are_judged_by_no_text_and_watched_by_nobody() -> None:
    case = opened("truces-2025")
    assert (len(case.tallies), len(case.findings)) == (17, 0)
    found = Counter((each.kind, each.result) for each in compare(case.tallies, case.watches))
    assert found["printed_twice", "contradicts"] == 1
    assert found["unwatched", "not_comparable"] == 17
    assert {each.observer for each in case.tallies} == {"UA", "RU"}
