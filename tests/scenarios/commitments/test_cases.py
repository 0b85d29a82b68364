"""The registers of the bundled cases say what their sources say, and no more."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

from servanda.adapters.register import RegisterFolder, read_register
from servanda.commitments import View, choose, circles, lint_register, released_by, rung, stand, waits
from servanda.coverage import assess, check_cut
from servanda.records.commitment import Commitment

ROOT = Path(__file__).parents[3]
PARIS = read_register(ROOT / "cases" / "paris-2026")
EXERCISE = read_register(ROOT / "cases" / "exercise-meridian")
DAY_AFTER = View(as_of=datetime(2026, 1, 7, 12, tzinfo=UTC))
EXERCISE_DAY = View(as_of=datetime(2031, 3, 15, 6, tzinfo=UTC))


def _source_ids(*files: str) -> set[str]:
    return {source["id"] for file in files for source in yaml.safe_load((ROOT / file).read_text("utf-8"))}


def _supports(files: RegisterFolder) -> set[str]:
    commitments, events = files.register.commitments, files.register.events
    found = {name for c in commitments for name in c.support}
    found |= {name for c in commitments for step in c.status for name in step.support}
    found |= {name for c in commitments for reading in c.readings for name in reading.support}
    found |= {name for event in events for state in event.states for name in state.support}
    assert files.plan is not None
    return found | {name for need in files.plan.requirements for name in need.support}


@pytest.mark.parametrize("files", [PARIS, EXERCISE])
def test_every_item_is_taken_and_the_register_has_no_error(files: RegisterFolder) -> None:
    assert list(files.rejections) == []
    view = DAY_AFTER if files is PARIS else EXERCISE_DAY
    assert [lint for lint in lint_register(files.register, view) if lint.severity == "error"] == []
    assert all(commitment.says.keys() == {"en", "uk"} for commitment in files.register.commitments)


def test_every_support_of_the_paris_register_is_a_known_page_or_an_accepted_statement() -> None:
    known = _source_ids("cases/paris-2026/sources/pages.yaml", "agreements/paris-2026/sources.yaml")
    decisions = yaml.safe_load((ROOT / "cases/paris-2026/decisions.yaml").read_text("utf-8"))
    accepted = {one["about"].removeprefix("statement:") for one in decisions if one["does"] == "accept"}
    assert _supports(PARIS) <= known | accepted
    assert _supports(PARIS) & accepted


def test_every_support_of_the_exercise_is_an_invented_source() -> None:
    assert _supports(EXERCISE) == _source_ids("cases/exercise-meridian/sources/pledges.yaml")


def test_no_amount_is_invented_for_paris() -> None:
    assert PARIS.plan is not None
    assert {commitment.quantity for commitment in PARIS.register.commitments} == {"unquantified"}
    assert {need.quantity for need in PARIS.plan.requirements} == {"unquantified"}
    coverage = assess(PARIS.plan, PARIS.register, DAY_AFTER)
    assert {cell.missing for cell in coverage.cells} == {"unquantified"}
    assert coverage.cuts == []


def test_on_the_day_after_nothing_stands_yet() -> None:
    labels = stand(PARIS.register, DAY_AFTER)
    assert set(labels.values()) == {"open", "void"}
    void = {name for name, label in labels.items() if label == "void"}
    refusals = {c.id for c in PARIS.register.commitments if c.kind == "refusal"}
    assert void == refusals | {"COALITION-26", "FRA-LAND-2025", "GBR-LAND-2025"}


def test_paris_london_and_washington_wait_for_each_other() -> None:
    (circle,) = circles(PARIS.register, DAY_AFTER)
    assert circle.providers == ("FRA", "GBR", "USA")
    free = choose(PARIS.register, DAY_AFTER, "with-or-without-us")
    assert circles(PARIS.register, free) == []


def test_if_all_events_come_the_circle_stands_by_handshake_alone_and_macrons_reading_frees_it() -> None:
    everything = DAY_AFTER.assuming({event.id: "true" for event in PARIS.register.events})
    mutual = {name for name, label in stand(PARIS.register, everything).items() if label == "handshake"}
    assert mutual == {"FRA-LAND", "GBR-LAND", "USA-BACKSTOP"}
    free = stand(PARIS.register, choose(PARIS.register, everything, "with-or-without-us"))
    assert {free[name] for name in mutual} == {"credible"}


def test_the_awaited_signal_alone_releases_nothing_in_either_reading() -> None:
    found = released_by(PARIS.register, DAY_AFTER, "us-signal")
    assert not any(one.released for one in found)
    parliaments = ("approval-FRA", "approval-GBR", "peace-agreement")
    assert {(one.reading, one.commitment): one.still_needs.sets for one in found} == {
        ("us-troops", "USA-PRESENCE"): (("peace-agreement", "us-role-and-place"),),
        ("allied-troops", "FRA-LAND"): (parliaments,),
        ("allied-troops", "GBR-LAND"): (parliaments,),
        ("allied-troops", "USA-BACKSTOP"): (parliaments,),
    }


def test_the_allies_wait_for_the_american_signal() -> None:
    signals = {(edge.who, edge.for_whom) for edge in waits(PARIS.register, DAY_AFTER) if edge.signal}
    assert signals == {("ALLIES", "USA")}
    allied = choose(PARIS.register, DAY_AFTER, "allied-troops")
    signals = {(edge.who, edge.for_whom) for edge in waits(PARIS.register, allied) if edge.signal}
    assert signals == {("ALLIES", "USA"), ("FRA", "USA"), ("GBR", "USA")}


def test_the_backstop_lost_its_political_form_between_draft_and_final_text() -> None:
    backstop = PARIS.register.named("USA-BACKSTOP")
    steps = [(step.value, step.known_on.day) for step in backstop.status if step.axis == "legal"]
    assert steps == [("political", 6), ("statement", 7)]


def test_a_solemn_declaration_without_a_number_is_not_shown_as_a_pledge() -> None:
    assert rung(PARIS.register.named("FRA-LAND"), DAY_AFTER.as_of) == "offered"


def test_the_coalition_is_not_added_to_its_members_and_refusals_are_named() -> None:
    assert PARIS.plan is not None
    land = next(c for c in assess(PARIS.plan, PARIS.register, DAY_AFTER).cells if c.requirement == "land")
    assert land.refusals == ["BGR", "DEU", "ITA", "POL"]
    assert any("COALITION-FORCE" in note["en"] and "members" in note["en"] for note in land.notes)


def test_in_the_exercise_air_watch_is_missing_in_the_middle_sector_and_one_guarantor_refused() -> None:
    assert EXERCISE.plan is not None
    coverage = assess(EXERCISE.plan, EXERCISE.register, EXERCISE_DAY)
    missing = {cell.requirement: (cell.missing, cell.refusals) for cell in coverage.cells if cell.missing}
    assert missing == {
        "EX-air-watch-B-after": (1, ["EX-DELTA"]),
        "EX-air-watch-B-first-90-days": (2, ["EX-DELTA"]),
    }
    assert {cut.sectors[0] for cut in coverage.cuts} == {"sector-b"}
    for cut in coverage.cuts:
        check_cut(cut, EXERCISE.plan, _counting(EXERCISE), as_of=EXERCISE_DAY.as_of)


def _counting(files: RegisterFolder) -> list[Commitment]:
    labels = stand(files.register, EXERCISE_DAY)
    return [commitment for commitment in files.register.commitments if labels[commitment.id] != "void"]


def test_in_the_exercise_two_promises_stand_for_the_second_step_and_a_circle_holds_the_clearing() -> None:
    labels = stand(EXERCISE.register, EXERCISE_DAY)
    called = {
        c.id: labels[c.id] for c in EXERCISE.register.commitments if c.function in {"air-watch", "land-reassurance"}
    }
    assert called == {
        "EX-CEDAR-AIR": "credible",
        "EX-ELM-LAND": "credible",
        "EX-DELTA-NO-AIR": "void",
    }
    (circle,) = circles(EXERCISE.register, EXERCISE_DAY)
    assert (circle.providers, circle.label) == (("EX-CEDAR", "EX-DELTA"), "handshake")


def test_every_name_of_the_exercise_begins_with_ex() -> None:
    names = [c.id for c in EXERCISE.register.commitments] + [e.id for e in EXERCISE.register.events]
    names += [c.provider for c in EXERCISE.register.commitments]
    assert all(name.startswith("EX-") for name in names)
