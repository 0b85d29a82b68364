"""The ground arm over the Meridian exercise: forty lines become seventeen incidents and findings of all four kinds."""

import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from servanda.adapters.agreements import load
from servanda.adapters.cases import CaseFolder, read_case
from servanda.findings import judge
from servanda.incidents import detect_with_rejections
from servanda.observations import Collected, collect, collect_records
from servanda.records.agreement import Agreement
from servanda.records.facts import Facts
from servanda.records.finding import Finding
from servanda.records.incident import Incident
from servanda.records.observation import Observation, Watch
from servanda.records.time import Interval

ROOT = Path(__file__).resolve().parents[3]
FOLDER = ROOT / "cases" / "exercise-meridian"
DAY = Interval(start=datetime(2031, 3, 14, tzinfo=UTC), end=datetime(2031, 3, 15, tzinfo=UTC))


class Ground:
    """The case, run once."""

    def __init__(self) -> None:
        self.case: CaseFolder = read_case(FOLDER)
        self.agreement: Agreement = next(a for a in load(FOLDER / "agreements") if a.id == "ex-meridian-agreement")
        self.collected: Collected[Observation] = collect(self.case.observation_lines)
        self.watches = collect_records(self.case.watch_lines, Watch)
        parties = [name for name, party in self.agreement.parties.items() if party.role == "party"]
        self.detected = detect_with_rejections(
            self.collected.records, parties=parties, decisions=self.case.decisions, places=self.agreement.places
        )
        self.facts = Facts(
            observations=list(self.collected.records),
            incidents=list(self.detected.incidents),
            watches=list(self.watches.records),
            notices=list(self.case.notices),
            registers=list(self.case.registers),
            acts=list(self.case.acts),
            judgements=list(self.case.judgements),
            replies=list(self.case.replies),
            decisions=list(self.case.decisions),
        )
        self.findings = judge(self.agreement, self.facts, as_of=self.case.case.as_of, window=DAY)

    def incident(self, observation: str) -> Incident:
        return next(one for one in self.detected.incidents if observation in one.observations)

    def finding(self, term: str, observation: str) -> Finding:
        name = self.incident(observation).id
        return next(one for one in self.findings if one.term == term and one.subject.id == name)

    def silence(self, term: str, place: str) -> Finding:
        return next(
            one
            for one in self.findings
            if one.subject.kind == "silence" and (one.term, one.subject.id) == (term, place)
        )


@pytest.fixture(scope="module")
def ground() -> Ground:
    return Ground()


def causes(finding: Finding) -> list[str]:
    return [hinge.cause for hinge in finding.hinges]


def test_forty_lines_are_thirty_eight_observations_and_two_rejections_that_teach(ground: Ground) -> None:
    assert (ground.collected.rows, len(ground.collected.records)) == (40, 38)
    assert sorted(one.code for one in ground.collected.rejections) == ["declination-missing", "line-truncated"]
    assert all(one.hint and one.place.startswith("observations.jsonl:") for one in ground.collected.rejections)


def test_everything_else_in_the_folder_is_taken(ground: Ground) -> None:
    assert list(ground.case.rejections) == []
    assert list(ground.watches.rejections) == []
    assert list(ground.detected.rejections) == []


def test_every_name_of_the_record_says_exercise(ground: Ground) -> None:
    records = [*ground.collected.records, *ground.watches.records, *ground.case.notices, *ground.detected.incidents]
    records += [*ground.case.registers, *ground.case.acts, *ground.case.replies, *ground.case.decisions]
    assert all(one.id.startswith("EX-") for one in records)


def test_seventeen_things_happened(ground: Ground) -> None:
    assert len(ground.detected.incidents) == 17


def test_findings_of_all_four_kinds_come_out(ground: Ground) -> None:
    counted = Counter(one.outcome.verdict for one in ground.findings)
    assert counted["breached"] >= 3
    assert counted["undetermined"] >= 5
    assert counted["kept"] >= 2
    assert counted["not_in_force"] == 1


def test_no_undetermined_without_a_hinge(ground: Ground) -> None:
    assert all(one.hinges for one in ground.findings if one.outcome.verdict == "undetermined")


def test_fire_before_entry_into_force_is_not_in_force(ground: Ground) -> None:
    assert ground.finding("no-fire", "EX-O-01").outcome.verdict == "not_in_force"


def test_briars_mortar_is_a_breach_although_it_was_announced_too_late(ground: Ground) -> None:
    found = ground.finding("no-fire", "EX-O-03")
    assert (found.outcome.verdict, found.outcome.by) == ("breached", ["EX-BRIAR"])
    assert found.notices == ["EX-N-2"]


def test_a_complaint_in_local_time_belongs_to_it_by_a_persons_decision(ground: Ground) -> None:
    incident = ground.incident("EX-O-06")
    assert "EX-O-04" in incident.observations
    assert incident.alleged_against == ["EX-BRIAR"]
    assert any(join.likelihood == 1_000_000 and "EX-D-1" in join.says["uk"] for join in incident.joins)
    assert incident.by_basis == ["EX-O-03", "EX-O-04"]


def test_the_answer_to_it_waits_for_a_judgement(ground: Ground) -> None:
    found = ground.finding("no-fire", "EX-O-07")
    assert (found.outcome.verdict, causes(found)) == ("undetermined", ["judgement"])


def test_a_shot_of_nobody_knows_whom_is_a_breach_without_an_author(ground: Ground) -> None:
    found = ground.finding("no-fire", "EX-O-10")
    assert (found.outcome.verdict, found.outcome.attribution) == ("breached", "undetermined")
    assert found.outcome.by == ["EX-ASTER", "EX-BRIAR"]


def test_two_posts_of_one_video_are_one_origin(ground: Ground) -> None:
    incident = ground.incident("EX-O-13")
    assert "EX-O-14" in incident.observations
    assert incident.origins.count("EX-VIDEO-17") == 1


def test_the_notified_exercise_is_kept_and_the_notice_is_shown(ground: Ground) -> None:
    found = ground.finding("no-fire", "EX-O-15")
    assert (found.outcome.verdict, found.exemption, found.notices) == ("kept", "notified-exercise", ["EX-N-1"])
    assert "satellite_fire" in ground.incident("EX-O-15").methods


def test_fire_on_the_edge_of_the_zone_hangs_on_the_measurement(ground: Ground) -> None:
    found = ground.finding("no-fire", "EX-O-18")
    assert causes(found) == ["measurement"]
    chance = found.hinges[0].chance
    assert chance is not None
    assert 200_000 < chance < 800_000


def test_one_lonely_recording_does_not_prove_a_breach(ground: Ground) -> None:
    assert causes(ground.finding("no-fire", "EX-O-20")) == ["proof_standard"]


def test_the_lie_stays_an_allegation_and_accuses_nobody(ground: Ground) -> None:
    incident, found = ground.incident("EX-O-21"), ground.finding("no-fire", "EX-O-21")
    assert incident.observations == ["EX-O-21"]
    assert (incident.alleged_by, incident.alleged_against) == (["EX-BRIAR"], ["EX-ASTER"])
    assert incident.by == ["EX-ASTER", "EX-BRIAR"]
    assert causes(found) == ["proof_standard"]
    assert [reply.id for reply in found.replies] == ["EX-RP-2"]


def test_a_gun_700_m_from_a_village_flips_at_700_m(ground: Ground) -> None:
    found = ground.finding("near-settlements", "EX-O-24")
    assert (found.outcome.verdict, causes(found)) == ("undetermined", ["open_term"])
    (flip,) = found.flips
    assert flip.breached_above == 700
    assert {next(iter(one.readings.values())): one.verdict for one in found.by_reading} == {
        "half-kilometre": "kept",
        "kilometre": "breached",
    }


def test_launchers_are_measured_from_their_own_partys_line(ground: Ground) -> None:
    found = ground.finding("set-back", "EX-O-25")
    assert (found.outcome.verdict, found.outcome.by, found.row) == ("breached", ["EX-BRIAR"], 3)


def test_a_calibre_that_nobody_could_tell_leaves_the_class_open(ground: Ground) -> None:
    assert causes(ground.finding("set-back", "EX-O-27")) == ["measurement"]


def test_the_missions_own_flight_is_permitted_and_the_unknown_one_is_not(ground: Ground) -> None:
    assert ground.finding("no-flights", "EX-O-29").outcome.verdict == "kept"
    unknown = ground.finding("no-flights", "EX-O-30")
    assert (unknown.outcome.verdict, unknown.outcome.attribution) == ("breached", "undetermined")


def test_a_closed_road_is_a_breach_by_briar(ground: Ground) -> None:
    assert ground.finding("access", "EX-O-32").outcome.by == ["EX-BRIAR"]


def test_a_corrected_count_replaces_the_first_one(ground: Ground) -> None:
    incident = ground.incident("EX-O-35")
    assert "EX-O-34" not in incident.observations
    assert incident.count.low == 40


def test_sensors_that_name_different_parties_contradict_and_accuse_nobody(ground: Ground) -> None:
    assert ground.incident("EX-O-37").contradictory
    assert ground.finding("no-fire", "EX-O-37").outcome.attribution == "undetermined"


def test_no_report_from_sector_c_is_not_kept_because_nobody_watched(ground: Ground) -> None:
    found = ground.silence("no-fire", "sector-c")
    assert (found.outcome.verdict, causes(found)) == ("undetermined", ["unobserved"])
    gap = Interval(start=datetime(2031, 3, 14, 2, tzinfo=UTC), end=datetime(2031, 3, 14, 9, 30, tzinfo=UTC))
    assert found.hinges[0].gaps == [gap]


def test_no_flight_over_sector_a_is_kept_because_it_was_watched(ground: Ground) -> None:
    found = ground.silence("no-flights", "sector-a")
    assert found.outcome.verdict == "kept"
    assert found.watched is not None
    assert found.watched >= 900_000


def test_the_committed_files_are_what_the_story_says() -> None:
    done = subprocess.run([sys.executable, str(ROOT / "scripts" / "exercise_ground.py"), "--check"], check=False)
    assert done.returncode == 0
