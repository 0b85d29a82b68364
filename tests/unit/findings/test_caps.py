"""Caps at any one time: what is there together is added up exactly, and never more surely than it is known."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from servanda.findings import judge
from servanda.incidents import detect
from servanda.incidents.build import incident_of
from servanda.records.agreement import AtMost, Clock, OpenRef, Procedure, Step, Thing, Timing, Trigger, Where
from servanda.records.decision import Adoption
from servanda.records.facts import Facts
from servanda.records.observation import Calibre, Count, Observation, Reach
from servanda.records.place import InPlace
from servanda.records.time import Interval
from servanda.responses.trigger import breaches
from unit.findings.caps_text import AS_OF, DAY, WATCH, at, cap_on, facts, hinges, hour, said, seen, text


def test_the_limit_itself_is_allowed_and_one_more_is_not() -> None:
    assert said(cap_on("A", facts(seen("i", 75)))) == ("kept", [])
    assert said(cap_on("A", facts(seen("i", 76)))) == ("breached", [])
    assert said(cap_on("A", facts(seen("i", Count(low=70, high=80))))) == ("undetermined", ["measurement:count"])
    assert said(cap_on("A", facts(seen("i", Count(low=70))))) == ("undetermined", ["missing_evidence:count"])


def test_a_cap_is_kept_only_under_watch_and_broken_without_it() -> None:
    half = msgspec.structs.replace(WATCH, share=500_000)
    assert said(cap_on("A", facts(seen("i", 20), watch=half))) == ("undetermined", ["unobserved:zone"])
    assert said(cap_on("A", facts(watch=None))) == ("undetermined", ["unobserved:zone"])
    assert said(cap_on("A", facts(seen("i", 76), watch=None))) == ("breached", [])
    assert cap_on("A", facts(seen("i", 20))).watched == 1_000_000


def test_two_at_one_moment_add_up_and_two_at_different_moments_do_not() -> None:
    assert said(cap_on("A", facts(seen("i", 40), seen("j", 40)))) == ("breached", [])
    assert said(cap_on("A", facts(seen("i", 40), seen("j", 40, hour(11))))) == ("kept", [])
    stays = seen("i", 40, hour(9, 12), throughout=True)
    assert said(cap_on("A", facts(stays, seen("j", 40, hour(11))))) == ("breached", [])
    assert said(cap_on("A", facts(stays, seen("j", 40, hour(12))))) == ("kept", [])


def test_when_it_was_there_may_decide() -> None:
    loose = seen("i", 40, hour(9, 12))
    assert said(cap_on("A", facts(loose, seen("j", 40, hour(11))))) == ("undetermined", ["measurement:when"])
    assert said(cap_on("A", facts(loose, seen("j", 40, hour(8, 13), throughout=True)))) == ("breached", [])
    assert said(cap_on("A", facts(loose, seen("j", 40, hour(9, 12))))) == ("undetermined", ["measurement:when"])
    assert said(cap_on("A", facts(seen("i", 80, hour(9, 12))))) == ("breached", [])
    assert said(cap_on("A", facts(seen("i", 80, hour(-3, 1))))) == ("undetermined", ["measurement:when"])


def test_only_what_can_still_matter_is_a_hinge() -> None:
    nobody_knows_whose = seen("j", 10, by=[])
    assert said(cap_on("A", facts(seen("i", 60), nobody_knows_whose))) == ("kept", [])
    assert said(cap_on("A", facts(seen("i", 70), nobody_knows_whose))) == ("undetermined", ["attribution:j"])
    assert said(cap_on("A", facts(seen("i", 80), nobody_knows_whose))) == ("breached", [])
    elsewhere = seen("j", 10, where=at(300, 500))
    assert said(cap_on("A", facts(seen("i", 70), elsewhere))) == ("undetermined", ["measurement:zone"])
    assert said(cap_on("A", facts(seen("i", 70), seen("j", 10, things=["tank", "truck"])))) == (
        "undetermined",
        ["missing_evidence:tank"],
    )
    assert said(cap_on("A", facts(seen("i", 70), seen("j", 10, where=at(400))))) == ("kept", [])


def test_numbers_between_their_ends_count_as_hinges_too() -> None:
    wide = seen("i", Count(low=0, high=100))
    both = cap_on("A", facts(wide, seen("j", 10, by=[])))
    assert said(both) == ("undetermined", ["attribution:j", "measurement:count"])


def test_a_claim_about_watched_ground_counts_for_nothing_and_unproven_numbers_hinge_on_proof() -> None:
    claim = seen("i", 80, method="party_complaint", verb="alleged", observer="B", by=[])
    assert said(cap_on("A", facts(claim))) == ("kept", [])
    assert "proof_standard:seen" in hinges(cap_on("A", facts(claim, watch=None)))
    assert said(cap_on("A", facts(seen("i", 80, method="media")))) == (
        "undetermined",
        ["attribution:i", "proof_standard:seen"],
    )


def test_each_line_binds_its_own_party_in_its_own_place() -> None:
    given = facts(seen("i", 80))
    assert cap_on("A", given).row == 0
    assert said(cap_on("B", given)) == ("undetermined", ["unobserved:far"])
    watch = msgspec.structs.replace(WATCH, where=InPlace(place="far"))
    assert said(cap_on("B", facts(seen("i", 80, where=at(700), by=["B"]), watch=watch))) == ("breached", [])


def test_before_the_term_is_in_force_there_is_no_breach() -> None:
    later = msgspec.structs.replace(text(), clocks={"force": Clock(at=datetime(2031, 4, 1, tzinfo=UTC))})
    assert said(cap_on("A", facts(seen("i", 80)), later)) == ("not_in_force", [])
    noon = msgspec.structs.replace(text(), clocks={"force": Clock(at=datetime(2031, 3, 14, 12, tzinfo=UTC))})
    assert said(cap_on("A", facts(seen("i", 80)), noon)) == ("kept", [])
    awaited = msgspec.structs.replace(text(), clocks={"force": Clock(event="entry")})
    assert said(cap_on("A", facts(seen("i", 80)), awaited)) == ("undetermined", ["pending_clock:entry"])


def test_without_a_window_the_moment_of_judging_is_judged() -> None:
    still = seen("i", 80, Interval(start=DAY.start), throughout=True)
    watch = msgspec.structs.replace(WATCH, when=Interval(start=DAY.start))
    assert said(cap_on("A", facts(still, watch=watch), window=None)) == ("breached", [])
    assert said(cap_on("A", facts(seen("i", 80), watch=watch), window=None)) == ("kept", [])


def test_an_open_number_gives_a_verdict_for_each_reading_and_its_flip_point() -> None:
    open_ = text(OpenRef(open="how-many"))
    found = cap_on("A", facts(seen("i", Count(low=70, high=80))), open_)
    assert said(found) == ("undetermined", ["open_term:how-many"])
    assert [(each.readings, each.verdict) for each in found.by_reading] == [
        ({"how-many": "few"}, "breached"),
        ({"how-many": "many"}, "kept"),
    ]
    (flip,) = found.flips
    assert (flip.unit, flip.breached_below, flip.kept_from, flip.kept_up_to) == ("count", 70, 80, None)
    assert said(cap_on("A", facts(seen("i", 95)), open_)) == ("breached", [])
    assert said(cap_on("A", facts(seen("i", 60)), open_)) == ("kept", [])
    unsaid = cap_on("A", facts(seen("i", 70)), text(OpenRef(open="unsaid")))
    assert (said(unsaid), unsaid.flips[0].kept_from) == (("undetermined", ["open_term:unsaid"]), 70)


def test_an_open_number_has_no_flip_point_while_the_place_was_not_watched() -> None:
    found = cap_on("A", facts(seen("i", 70), watch=None), text(OpenRef(open="how-many")))
    assert said(found) == ("undetermined", ["open_term:how-many", "unobserved:zone"])
    assert found.flips == []


def test_many_undecided_incidents_are_bounded_and_every_unknown_is_named() -> None:
    many = [seen(f"i{number:02d}", 8, by=[]) for number in range(12)]
    found = cap_on("A", facts(*many))
    assert found.outcome.verdict == "undetermined"
    assert len(found.hinges) == len(many)
    assert said(cap_on("A", facts(*many, seen("sure", 76)))) == ("breached", [])
    assert said(cap_on("A", facts(*many[:9]))) == ("kept", [])


def test_the_first_moment_over_the_cap_is_told() -> None:
    given = facts(seen("i", 40, hour(9, 12), throughout=True), seen("j", 40, hour(11)))
    assert cap_on("A", given).since == hour(11).start
    assert cap_on("A", facts(seen("i", Count(low=70, high=80)))).since == hour(10).start
    assert cap_on("A", facts(seen("i", 20))).since is None


def test_a_cap_without_a_table_binds_each_party_where_the_term_applies() -> None:
    common = text(table=[], at_most=AtMost(do="station", thing="tank", max=75), where=Where(in_="zone"))
    given = facts(seen("i", 80))
    assert said(cap_on("A", given, common)) == ("breached", [])
    assert said(cap_on("B", given, common)) == ("kept", [])


def test_a_calibre_at_the_limit_belongs_to_its_class() -> None:
    guns = msgspec.structs.replace(text(36), things={"tank": Thing(is_=["gun"], calibre_max_mm=122)})
    gun = {"things": ["gun"]}
    assert (
        said(cap_on("A", facts(seen("i", 37, **gun, calibre=Calibre(low_mm=122, high_mm=122))), guns))[0] == "breached"
    )
    assert said(cap_on("A", facts(seen("i", 37, **gun, calibre=Calibre(low_mm=130, high_mm=130))), guns))[0] == "kept"
    assert said(cap_on("A", facts(seen("i", 37, **gun, calibre=Calibre(low_mm=120, high_mm=130))), guns)) == (
        "undetermined",
        ["measurement:tank"],
    )


def test_a_range_at_the_limit_belongs_to_its_class_and_an_unknown_one_is_missing_evidence() -> None:
    short = msgspec.structs.replace(text(162), things={"tank": Thing(is_=["gun"], range_max_m=20_000)})

    def on(reach: Reach | None) -> tuple[str, list[str]]:
        return said(cap_on("A", facts(seen("i", 163, things=["gun"], reach=reach)), short))

    assert on(Reach(low_m=20_000, high_m=20_000)) == ("breached", [])
    assert on(Reach(low_m=20_001, high_m=27_000)) == ("kept", [])
    assert on(Reach(low_m=18_000, high_m=27_000)) == ("undetermined", ["measurement:tank"])
    assert on(None) == ("undetermined", ["missing_evidence:tank"])


@pytest.mark.parametrize("turned", [False, True])
def test_a_term_that_hangs_on_an_open_question_may_say_the_opposite(turned: bool) -> None:  # noqa: FBT001 - two cases
    found = cap_on("A", facts(seen("i", 80 if turned else 20)), text(hinges_on=["unsaid"]))
    assert said(found) == ("undetermined", ["open_term:unsaid"])


def test_a_cap_that_was_exceeded_starts_what_a_breach_starts_at_the_moment_it_was() -> None:
    due = Timing(counted_from="trigger", within="PT24H")
    step = Step(id="ask", who=["M"], do={"en": "Ask."}, when=due, if_silent="lapses")
    answer = Procedure(
        id="answer", cite="art. 9", says={"en": "Answer."}, trigger=Trigger(terms=["tanks"], by=["A"]), steps=[step]
    )
    made = msgspec.structs.replace(text(on_breach=["answer"]), procedures=[answer])

    def started(given: Facts) -> list[tuple[str, datetime, bool]]:
        found = judge(made, given, as_of=AS_OF, window=DAY)
        return [(one.subject, one.at, one.certain) for one in breaches(made, answer.trigger, found, AS_OF)]

    both = facts(seen("i", 40, hour(9, 12), throughout=True), seen("j", 40, hour(11)))
    assert started(both) == [("cap:zone:A:0", hour(11).start, True)]
    assert started(facts(seen("i", Count(low=70, high=80)))) == [("cap:zone:A:0", hour(10).start, False)]
    assert started(facts(watch=None)) == []
    assert started(facts(seen("i", 20))) == []


def test_columns_tell_the_lines_of_a_table_apart() -> None:
    table = judge(text(), facts(seen("i", 80)), as_of=AS_OF, window=DAY).to_arrow()
    rows = [row for row in table.to_pylist() if row["kind"] == "cap"]
    assert [(row["subject"], row["row"], row["verdict"], row["by"]) for row in rows] == [
        ("far", 1, "undetermined", ["B"]),
        ("zone", 0, "breached", ["A"]),
    ]


def test_an_observation_told_by_several_is_one_event_and_counted_once() -> None:
    both = seen("i", 40)[0]
    again = msgspec.structs.replace(both, id="o-j", observer="N", origin="other")
    joined = detect([both, again], parties=["A", "B"], decisions=[], places=text().places)
    assert len(joined) == 1
    given = Facts(observations=[both, again], incidents=joined, watches=[WATCH])
    assert said(cap_on("A", given)) == ("kept", [])


def test_in_view_all_along_holds_for_an_incident_only_without_a_gap() -> None:
    first, _ = seen("i", 40, hour(9, 11), throughout=True)
    later = msgspec.structs.replace(first, id="o-j", observer="N", origin="other", when=hour(11, 12))

    def throughout(*observations: Observation) -> bool:
        return incident_of(list(observations), [], parties=["A", "B"], places=text().places).throughout

    assert throughout(first, later)
    assert not throughout(first, msgspec.structs.replace(later, when=hour(11.5, 12)))
    assert not throughout(first, msgspec.structs.replace(later, throughout=False))


def test_a_number_is_proven_by_those_who_told_it_and_not_by_those_who_told_less() -> None:
    counted, _ = seen("i", 60)
    outlet = msgspec.structs.replace(
        counted, id="o-j", observer="W", origin="web", method="media", verb="recorded", count=Count(low=90, high=90)
    )
    joined = incident_of([counted, outlet], [], parties=["A", "B"], places=text().places)
    given = Facts(observations=[counted, outlet], incidents=[joined], watches=[WATCH])
    assert said(cap_on("A", given)) == ("undetermined", ["measurement:count"])
    second = msgspec.structs.replace(outlet, method="inspection", verb="saw", by=["A"])
    told = incident_of([counted, second], [], parties=["A", "B"], places=text().places)
    given = Facts(observations=[counted, second], incidents=[told], watches=[WATCH])
    assert said(cap_on("A", given)) == ("breached", [])
    two = msgspec.structs.replace(text().proof["seen"], independent=2)
    assert said(cap_on("A", given, msgspec.structs.replace(text(), proof={"seen": two}))) == (
        "undetermined",
        ["measurement:count"],
    )


def test_a_cap_is_judged_for_the_hours_in_which_its_text_was_in_force() -> None:
    first, second = text(), msgspec.structs.replace(text(), version="2")
    known = facts(seen("i", 80, hour(14)))
    noon = DAY.start + timedelta(hours=12)  # type: ignore[operator]
    names = [f"{one.id}@{one.version}" for one in (first, second)]
    effects = (Interval(start=None, end=noon), Interval(start=noon))
    adoptions = [
        Adoption(id=name, agreement=name, effect=effect, at=DAY.start)  # type: ignore[arg-type]
        for name, effect in zip(names, effects, strict=True)
    ]
    known = msgspec.structs.replace(known, adoptions=adoptions)
    found = {}
    for one in (first, second):
        judged = judge(one, known, as_of=AS_OF, window=DAY, others=(first, second))
        cap = next(each for each in judged if each.subject.kind == "cap" and each.outcome.by in (["A"], []))
        found[one.version] = (cap.outcome.verdict, cap.subject.when.start, cap.subject.when.end)
    assert found == {first.version: ("kept", DAY.start, noon), "2": ("breached", noon, DAY.end)}
