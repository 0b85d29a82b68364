"""Which observations become one incident, and what the incident says."""

from datetime import UTC, datetime, timedelta
from typing import Any

from servanda.incidents import detect, detect_with_rejections
from servanda.records.decision import Decision
from servanda.records.incident import Incident
from servanda.records.observation import Calibre, Count, Observation, Reach
from servanda.records.place import Disc, InPlace, Point, Spot
from servanda.records.time import Interval

PARTIES = ["EX-ASTER", "EX-BRIAR"]
NOON = datetime(2031, 3, 14, 12, tzinfo=UTC)


def at(east_m: float) -> Point:
    return Point(lat_e7=471_000_000, lon_e7=-300_000_000 + round(east_m / 0.0075955 / 1e0))


def seen(name: str, *, east: float = 0, minute: float = 0, lasts: float = 2, **more: Any) -> Observation:
    start = NOON + timedelta(minutes=minute)
    fields: dict[str, Any] = {
        "id": name,
        "observer": f"EX-POST-{name}",
        "method": "own_senses",
        "verb": "saw",
        "origin": f"EX-POST-{name}",
        "act": "fire",
        "where": Spot(at=at(east), sigma_m=200),
        "when": Interval(start=start, end=start + timedelta(minutes=lasts)),
        "recorded_at": NOON + timedelta(hours=3),
        **more,
    }
    return Observation(**fields)


def claim(name: str, **more: Any) -> Observation:
    fields = {"observer": "EX-ASTER", "method": "party_complaint", "verb": "alleged", "by": ["EX-BRIAR"], **more}
    return seen(name, **fields)


def decision(name: str, does: str, about: str, *others: str, minute: int = 0) -> Decision:
    return Decision(
        id=name,
        about=about,
        does=does,  # type: ignore[arg-type]  # the tests name only real verbs
        by="EX-DESK",
        role="fusion officer",
        at=NOON + timedelta(minutes=minute),
        others=list(others),
    )


def detected(*observations: Observation, decisions: tuple[Decision, ...] = ()) -> list[Incident]:
    return detect(observations, parties=PARTIES, decisions=list(decisions), places={})


def groups(*observations: Observation, decisions: tuple[Decision, ...] = ()) -> list[list[str]]:
    return sorted(one.observations for one in detected(*observations, decisions=decisions))


def test_two_reports_of_one_place_and_time_are_one_incident_with_a_reason() -> None:
    (one,) = detected(seen("EX-1"), seen("EX-2", east=150))
    assert one.observations == ["EX-1", "EX-2"]
    (join,) = one.joins
    assert (join.left, join.right) == ("EX-1", "EX-2")
    assert join.likelihood > 900_000
    assert "150 m" in join.says["en"]
    assert "150 м" in join.says["uk"]


def test_the_same_gap_joins_vague_reports_and_not_precise_ones() -> None:
    vague = [
        seen(name, east=east, where=Disc(at=at(east), radius_m=2_500)) for name, east in (("EX-1", 0), ("EX-2", 1_500))
    ]
    precise = [
        seen(name, east=east, where=Spot(at=at(east), sigma_m=30)) for name, east in (("EX-1", 0), ("EX-2", 1_500))
    ]
    assert len(groups(*vague)) == 1
    assert len(groups(*precise)) == 2


def test_hours_apart_is_not_one_shot() -> None:
    assert len(groups(seen("EX-1"), seen("EX-2", minute=120))) == 2


def test_a_gun_that_stands_for_hours_is_one_incident() -> None:
    assert len(groups(seen("EX-1", act="station"), seen("EX-2", act="station", minute=180))) == 1


def test_different_acts_at_one_place_stay_apart() -> None:
    assert len(groups(seen("EX-1"), seen("EX-2", act="fly"))) == 2


def test_a_chain_of_neighbours_is_not_one_incident() -> None:
    chain = [seen(f"EX-{n:02d}", east=700 * n) for n in range(12)]
    assert len(groups(*chain)) >= 4


def test_nil_observations_make_no_incident() -> None:
    assert groups(seen("EX-1", act="nothing")) == []


def test_a_corrected_observation_is_replaced() -> None:
    first = seen("EX-1", count=Count(low=400))
    (one,) = detected(first, seen("EX-2", corrects="EX-1", count=Count(low=40)))
    assert one.observations == ["EX-2"]
    assert one.count == Count(low=40)


def test_nobody_named_means_every_party_may_have_done_it() -> None:
    (one,) = detected(seen("EX-1"))
    assert (one.by, one.by_basis) == (PARTIES, [])


def test_an_observer_narrows_the_author_and_is_named_for_it() -> None:
    (one,) = detected(seen("EX-1", by=["EX-BRIAR"]), seen("EX-2"))
    assert (one.by, one.by_basis) == (["EX-BRIAR"], ["EX-1"])


def test_a_claim_of_a_party_never_narrows_the_author() -> None:
    (one,) = detected(claim("EX-1"), seen("EX-2"))
    assert one.by == PARTIES
    assert (one.alleged_by, one.alleged_against) == (["EX-ASTER"], ["EX-BRIAR"])


def test_a_claim_moves_neither_place_nor_number_of_what_others_saw() -> None:
    (one,) = detected(claim("EX-1", east=100, count=Count(low=50)), seen("EX-2", count=Count(low=3, high=4)))
    assert one.count == Count(low=3, high=4)
    assert one.where == [seen("EX-2").where]


def test_a_camera_of_a_party_is_its_claim() -> None:
    theirs = {"method": "camera", "verb": "recorded", "by": ["EX-BRIAR"], "where": Spot(at=at(150), sigma_m=5)}
    (together,) = detected(seen("A"), claim("B", **theirs))
    assert (together.where, together.by) == ([Spot(at=at(0), sigma_m=200)], PARTIES)
    assert together.alleged_against == ["EX-BRIAR"]
    (alone,) = detected(claim("B", **theirs))
    assert (alone.by, alone.by_basis) == (PARTIES, [])


def test_what_was_told_moves_nothing_that_was_perceived() -> None:
    vague = seen("EX-1", method="media", verb="was_told", lasts=30, where=Disc(at=at(0), radius_m=3_000))
    (one,) = detected(vague, seen("EX-2"))
    assert one.where == [seen("EX-2").where]
    assert one.when == seen("EX-2").when
    assert one.methods == ["media", "own_senses"]


def test_what_was_told_narrows_nothing() -> None:
    (one,) = detected(seen("EX-1", method="media", verb="was_told", by=["EX-BRIAR"]))
    assert one.by == PARTIES


def test_two_observers_who_name_different_parties_contradict() -> None:
    (one,) = detected(seen("EX-1", by=["EX-BRIAR"]), seen("EX-2", by=["EX-ASTER"]))
    assert one.contradictory
    assert one.by == PARTIES


def test_a_party_outside_the_case_may_be_named_by_evidence() -> None:
    (one,) = detected(seen("EX-1", act="fly", by=["EX-MISSION"]))
    assert one.by == ["EX-MISSION"]


def test_kinds_agree_on_what_all_allow() -> None:
    (one,) = detected(seen("EX-1", things=["gun", "mortar"]), seen("EX-2", things=["mortar", "mlrs"]))
    assert (one.things, one.contradictory) == (["mortar"], False)


def test_calibres_agree_on_what_all_allow() -> None:
    wide, narrow = Calibre(low_mm=82, high_mm=120), Calibre(low_mm=100, high_mm=125)
    (one,) = detected(seen("EX-1", calibre=wide), seen("EX-2", calibre=narrow))
    assert one.calibre == Calibre(low_mm=100, high_mm=120)


def test_who_saw_fewer_of_one_event_missed_some() -> None:
    (one,) = detected(seen("EX-1", count=Count(low=2, high=2)), seen("EX-2", count=Count(low=6, high=6)))
    assert one.count == Count(low=6, high=6)


def test_names_ranges_and_sizes_agree_on_what_all_allow_each_measure_for_itself() -> None:
    left = {"named": ["Smerch", "Uragan"], "reach": Reach(low_m=20_000, high_m=40_000)}
    right = {"named": ["Uragan"], "reach": Reach(low_m=30_000, high_m=90_000)}
    (one,) = detected(
        seen("1", sizes={"troops": Count(low=8_500, high=9_500), "tanks": Count(low=200)}, **left),
        seen("2", sizes={"troops": Count(low=9_000, high=12_000)}, **right),
    )
    assert (one.named, one.reach) == (["Uragan"], Reach(low_m=30_000, high_m=40_000))
    assert one.sizes == {"tanks": Count(low=200), "troops": Count(low=9_000, high=9_500)}
    assert not one.contradictory


def test_sizes_that_cannot_both_be_right_leave_all_that_was_said_and_contradict() -> None:
    small, large = ({"troops": Count(low=low, high=low + 1_000)} for low in (3_000, 9_000))
    (one,) = detected(seen("1", sizes=small), seen("2", sizes=large))
    assert (one.sizes, one.contradictory) == ({"troops": Count(low=3_000, high=10_000)}, True)


def test_copies_of_one_origin_are_one_origin() -> None:
    copies = [seen(f"EX-{n}", method="media", verb="was_told", origin="EX-VIDEO") for n in range(10)]
    (one,) = detected(*copies)
    assert one.origins == ["EX-VIDEO"]


def test_an_incident_of_an_exercise_says_so_in_its_name() -> None:
    (exercise,) = detected(seen("EX-1"))
    (real,) = detected(seen("O-1"))
    assert exercise.id.startswith("EX-INC-")
    assert real.id.startswith("INC-")


def test_a_person_splits_what_the_likelihood_joined() -> None:
    two = (seen("EX-1"), seen("EX-2"))
    assert groups(*two, decisions=(decision("EX-D-1", "split", "observation:EX-1", "EX-2"),)) == [["EX-1"], ["EX-2"]]


def test_a_person_merges_what_the_likelihood_kept_apart_and_the_reason_says_so() -> None:
    two = (seen("EX-1"), seen("EX-2", minute=600))
    (one,) = detected(*two, decisions=(decision("EX-D-1", "merge", "observation:EX-1", "EX-2"),))
    assert one.joins[0].likelihood == 1_000_000
    assert "EX-D-1" in one.joins[0].says["en"]


def test_an_undo_is_another_decision_and_the_later_one_wins() -> None:
    two = (seen("EX-1"), seen("EX-2"))
    split = decision("EX-D-1", "split", "observation:EX-1", "EX-2", minute=1)
    merge = decision("EX-D-2", "merge", "observation:EX-1", "EX-2", minute=2)
    assert groups(*two, decisions=(merge, split)) == [["EX-1", "EX-2"]]
    late_split = decision("EX-D-3", "split", "observation:EX-1", "EX-2", minute=3)
    assert groups(*two, decisions=(late_split, merge, split)) == [["EX-1"], ["EX-2"]]


def test_a_decision_may_name_an_incident() -> None:
    three = (seen("EX-1"), seen("EX-2"), seen("EX-3"))
    (one,) = detected(*three)
    split = decision("EX-D-1", "split", f"incident:{one.id}", "EX-3")
    assert groups(*three, decisions=(split,)) == [["EX-1", "EX-2"], ["EX-3"]]
    (left, right) = detected(*three, decisions=(split,))
    undo = decision("EX-D-2", "merge", f"incident:{left.id}", right.id, minute=5)
    assert groups(*three, decisions=(split, undo)) == [["EX-1", "EX-2", "EX-3"]]


def test_a_merged_report_does_not_pull_its_partner_out_of_its_group() -> None:
    far = claim("EX-4", minute=120)
    merge = decision("EX-D-1", "merge", "observation:EX-4", "EX-1")
    assert groups(seen("EX-1"), seen("EX-2"), seen("EX-3"), far, decisions=(merge,)) == [
        ["EX-1", "EX-2", "EX-3", "EX-4"]
    ]


def test_a_decision_about_nothing_comes_back_with_a_reason() -> None:
    lost = decision("EX-D-1", "merge", "incident:EX-INC-000000000000", "EX-1")
    found = detect_with_rejections([seen("EX-1")], parties=PARTIES, decisions=[lost], places={})
    assert [rejection.code for rejection in found.rejections] == ["decision-about-nothing"]
    assert len(found.incidents) == 1


def test_an_observation_in_an_unknown_place_is_rejected_and_spoils_no_other() -> None:
    lost = seen("EX-1", where=InPlace(place="nowhere"))
    found = detect_with_rejections([lost, seen("EX-2")], parties=PARTIES, decisions=[], places={})
    assert [(one.place, one.code) for one in found.rejections] == [("EX-1", "place-unknown")]
    assert [one.observations for one in found.incidents] == [["EX-2"]]


def test_men_and_tanks_of_one_camp_that_one_observer_tells_apart_are_two_things() -> None:
    camp = {"act": "station", "observer": "EX-PATROL", "origin": "EX-PATROL", "count": Count(low=70, high=70)}
    both = [seen("EX-1", things=["tank"], **camp), seen("EX-2", things=["soldier"], **camp)]
    assert len(detect(both, parties=PARTIES, decisions=[], places={})) == len(both)
    one = {**camp, "observer": "EX-POST", "origin": "EX-POST"}
    other = [seen("EX-1", things=["gun"], **camp), seen("EX-2", things=["howitzer"], **one)]
    assert len(detect(other, parties=PARTIES, decisions=[], places={})) == 1
