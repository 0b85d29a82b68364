"""Conditions on the act itself and on what was recorded around it: each kept, broken and left undetermined."""

from typing import Any

import pytest

from scenarios.findings.single import SHOT, found, hinges, number, text, verdict
from servanda.errors import InputError

COMPLETE = [
    {"of": kind, "to": whose, "when": "2031-02-01T00:00:00Z to 2031-03-15T00:00:00Z"}
    for kind, whose in (("coordination", "MISSION"), ("orders", ""), ("authorisations", "MISSION"))
]
TRIED = {"event": "coordination-attempt", "by": "ASTER", "to": "MISSION", "outcome": "unsuccessful", "when": "09:00"}
ORDER = {"event": "leadership-order", "by": "ASTER", "when": "09:30"}
ATTACK = {"event": "offensive", "by": "BRIAR", "when": "09:45"}
ANSWERED = {"question": "offensive", "body": "COMMISSION", "answer": "yes", "about": "incident:i1"}


def unless(**condition: Any) -> dict[str, Any]:
    return {"unless": [{"id": "exception", "when": condition}]}


@pytest.mark.parametrize(
    ("at", "said", "on"),
    [
        ([4.5, 4.5], "kept", []),
        ([-3, -9], "breached", []),
        ([4.02, 4.5], "undetermined", ["measurement:villages"]),
    ],
)
def test_an_exception_inside_a_place(at: list[float], said: str, on: list[str]) -> None:
    finding = found(text(unless(inside="villages")), {"incident": {**SHOT, "at": at}})
    assert (verdict(finding), hinges(finding)) == (said, on)


@pytest.mark.parametrize(
    ("sizes", "said", "on"),
    [
        ({"troops": {"low": 9000, "high": 9000}}, "breached", []),
        ({"troops": {"low": 5000, "high": 8999}}, "none", []),
        ({"troops": {"low": 8500, "high": 9500}}, "undetermined", ["measurement:troops"]),
        ({"troops": {"low": 8500}}, "undetermined", ["measurement:troops"]),
        ({"tanks": {"low": 400, "high": 400}}, "undetermined", ["missing_evidence:troops"]),
        ({}, "undetermined", ["missing_evidence:troops"]),
    ],
)
def test_a_term_speaks_only_of_acts_that_reach_its_threshold(sizes: Any, said: str, on: list[str]) -> None:
    agreement = text({"only_if": {"size": {"of": "troops", "at_least": 9000}}})
    finding = found(agreement, {"incident": {**SHOT, "sizes": sizes}})
    assert verdict(finding) == said
    assert finding is None or hinges(finding) == on


def test_one_measure_that_reaches_its_threshold_is_enough_where_any_will_do() -> None:
    measures = [{"size": {"of": name, "at_least": least}} for name, least in (("troops", 9000), ("tanks", 250))]
    incident = {**SHOT, "sizes": {"tanks": {"low": 250, "high": 300}}}
    assert verdict(found(text({"only_if": {"any": measures}}), {"incident": incident})) == "breached"


def test_two_thresholds_of_one_measure_are_one_unknown() -> None:
    """*250 or more* cannot hold without *200 or more*: the contradiction leaves nothing to hinge on."""
    both = [{"size": {"of": "tanks", "at_least": 250}}, {"not": {"size": {"of": "tanks", "at_least": 200}}}]
    incident = {**SHOT, "sizes": {"tanks": {"low": 150, "high": 300}}}
    assert found(text({"only_if": {"all": both}}), {"incident": incident}) is None


@pytest.mark.parametrize(
    ("acts", "judgement", "said", "on"),
    [
        ([ATTACK], [ANSWERED], "kept", []),
        ([ATTACK], [{**ANSWERED, "answer": "no"}], "breached", []),
        ([ATTACK], [], "undetermined", ["judgement:COMMISSION"]),
        ([ATTACK], [{**ANSWERED, "body": "MISSION"}], "undetermined", ["judgement:COMMISSION"]),
        ([], [ANSWERED], "undetermined", ["missing_evidence:offensive"]),
        ([{**ATTACK, "when": "06:00"}], [ANSWERED], "undetermined", ["missing_evidence:offensive"]),
        ([{**ATTACK, "when": "11:00"}], [ANSWERED], "undetermined", ["missing_evidence:offensive"]),
        ([{**ATTACK, "by": "ASTER"}], [ANSWERED], "undetermined", ["missing_evidence:offensive"]),
        (
            [{**ATTACK, "when": "06:59 to 07:30"}],
            [ANSWERED],
            "undetermined",
            ["missing_evidence:offensive", "measurement:a1"],
        ),
    ],
)
def test_an_answer_needs_the_other_act_on_record_and_a_judgement(
    acts: list[Any], judgement: list[Any], said: str, on: list[str]
) -> None:
    answers = {"event": "offensive", "judged_by": "COMMISSION", "within": "PT3H"}
    finding = found(text(unless(answers=answers)), {"act": acts, "judgement": judgement})
    assert (verdict(finding), hinges(finding)) == (said, on)


@pytest.mark.parametrize(
    ("acts", "said", "on"),
    [
        ([TRIED, ORDER], "kept", []),
        ([{**TRIED, "when": "09:40"}, ORDER], "breached", []),
        ([TRIED, {**ORDER, "when": "10:10"}], "breached", []),
        ([TRIED], "breached", []),
        ([{**TRIED, "outcome": "agreed"}, ORDER], "breached", []),
        ([{**TRIED, "outcome": ""}, ORDER], "undetermined", ["missing_evidence:a1"]),
        ([{**TRIED, "when": "09:00 to 09:45"}, ORDER], "undetermined", ["measurement:a1:a2"]),
        ([{**TRIED, "when": "06:30"}, ORDER], "breached", []),
    ],
)
def test_steps_recorded_in_their_order(acts: list[Any], said: str, on: list[str]) -> None:
    tried = {"event": "coordination-attempt", "to": "MISSION", "outcome": "unsuccessful", "within": "PT3H"}
    agreement = text(unless(in_order=[tried, {"event": "leadership-order"}]))
    finding = found(agreement, {"act": acts, "register": COMPLETE})
    assert (verdict(finding), hinges(finding)) == (said, on)


def test_a_step_on_no_record_and_in_no_complete_register_may_have_been_taken() -> None:
    agreement = text(
        unless(in_order=[{"event": "coordination-attempt", "to": "MISSION"}, {"event": "leadership-order"}])
    )
    finding = found(agreement, {"act": [TRIED], "register": COMPLETE[:1]})
    assert hinges(finding) == ["missing_evidence:orders"]
    assert verdict(found(agreement, {"act": [TRIED], "register": COMPLETE[:2]})) == "breached"


@pytest.mark.parametrize(
    ("when", "said"), [("08:00", "kept"), ("07:59", "breached"), ("07:50 to 08:10", "undetermined")]
)
def test_a_span_includes_its_limit(when: str, said: str) -> None:
    agreement = text(unless(before_it={"event": "leadership-order", "within": "PT2H"}))
    assert verdict(found(agreement, {"act": {**ORDER, "when": when}, "register": COMPLETE})) == said


@pytest.mark.parametrize(("when", "said"), [("09:30", "kept"), ("07:30", "undetermined"), ("05:00", "breached")])
def test_an_open_span_has_a_verdict_under_each_reading(when: str, said: str) -> None:
    agreement = text(
        unless(before_it={"event": "leadership-order", "within": {"open": "soon"}}),
        open={"soon": number("duration", short="PT1H", long="PT4H")},
    )
    finding = found(agreement, {"act": {**ORDER, "when": when}, "register": COMPLETE})
    assert verdict(finding) == said
    assert hinges(finding) == ["open_term:soon"] * (said == "undetermined")


@pytest.mark.parametrize(
    ("since", "said"), [("08:00", "breached"), ("08:01", "undetermined"), ("2031-03-13T00:00:00Z", "breached")]
)
def test_a_register_shows_that_nothing_was_recorded_only_for_all_of_the_span(since: str, said: str) -> None:
    agreement = text(unless(before_it={"event": "leadership-order", "within": "PT2H"}))
    register = [{"of": "orders", "to": "", "when": f"{since} to 12:00"}]
    assert verdict(found(agreement, {"register": register})) == said


def test_where_the_time_of_an_order_leaves_it_open_the_reading_still_matters() -> None:
    agreement = text(
        unless(before_it={"event": "leadership-order", "within": {"open": "soon"}}),
        open={"soon": number("duration", short="PT1H", long="PT4H")},
    )
    finding = found(agreement, {"act": {**ORDER, "when": "05:00 to 09:30"}, "register": COMPLETE})
    assert hinges(finding) == ["open_term:soon", "measurement:a1"]


def test_one_open_number_held_against_two_things_of_which_one_was_not_counted_has_no_flip_point() -> None:
    """Agreed at ten, ten tanks are enough; but nobody counted the men whom the exception needs to be ten as well."""
    size = {"at_least": {"open": "many"}}
    agreement = text(
        {"only_if": {"size": {"of": "tanks", **size}}, **unless(size={"of": "troops", **size})},
        open={"many": number("number", few=9, lots=20)},
    )
    finding = found(agreement, {"incident": {**SHOT, "sizes": {"tanks": {"low": 10, "high": 12}}}})
    assert finding is not None
    assert finding.flips == []


def test_what_begins_at_the_moment_of_the_act_may_have_been_before_it() -> None:
    """An order between 10:00 and 10:05, a shot at 10:00: it may have been given at the very moment, which is before."""
    condition = unless(before_it={"event": "leadership-order"})
    finding = found(text(condition), {"act": {**ORDER, "when": "10:00 to 10:05"}, "register": COMPLETE})
    assert (verdict(finding), hinges(finding)) == ("undetermined", ["measurement:a1"])


def test_before_and_after_are_two_unknowns() -> None:
    """It may be neither before nor after: both at once it cannot be, so neither is decided by the other."""
    both = [{"before_it": {"event": "leadership-order"}}, {"after_it": {"event": "leadership-order"}}]
    finding = found(text(unless(any=both)), {"act": {**ORDER, "when": "09:30 to 10:30"}, "register": COMPLETE})
    assert hinges(finding) == ["measurement:a1", "measurement:a1"]


def test_counting_findings_is_no_condition_of_a_term() -> None:
    with pytest.raises(InputError, match="counts findings") as refused:
        found(text(unless(findings={"terms": ["only"], "count": 3})), {})
    assert refused.value.code == "findings-outside-steps"


CLASSES = {
    "long": {"is": ["tactical-missile"], "named": ["Zephyr"], "named_are": ["mlrs"]},
    "older": {"is": ["mlrs"]},
    "either": {"is": [], "open": "which"},
    "vague": {"named": ["Zephyr"]},
}


@pytest.mark.parametrize(
    ("thing", "seen", "said"),
    [
        ("long", {"things": ["mlrs"], "named": ["Zephyr"]}, "breached"),
        ("long", {"things": ["gun"], "named": ["Zephyr"]}, "breached"),
        ("long", {"things": ["mlrs"], "named": ["Squall"]}, "none"),
        ("long", {"things": ["mlrs"], "named": ["Squall", "Zephyr"]}, "undetermined"),
        ("long", {"things": ["mlrs"]}, "undetermined"),
        ("long", {"things": ["gun"]}, "none"),
        ("vague", {"things": ["gun"]}, "undetermined"),
        ("either", {"things": ["tactical-missile"]}, "undetermined"),
        ("either", {"things": ["mlrs"], "named": ["Zephyr"]}, "breached"),
        ("either", {"things": ["gun"]}, "none"),
    ],
)
def test_classes_by_name_and_classes_left_open(thing: str, seen: dict[str, Any], said: str) -> None:
    agreement = text(
        {"must_not": {"do": "fire", "thing": thing}},
        things=CLASSES,
        open={"which": number("thing", narrow="long", wide="older")},
    )
    assert verdict(found(agreement, {"incident": {**SHOT, **seen}})) == said


def test_a_name_that_its_kind_cannot_bear_is_not_missing() -> None:
    """What is certainly a gun needs no name where only launchers have one: its calibre, measured roughly, decides."""
    big = {"is": ["gun"], "calibre_min_mm": 100, "named": ["Zephyr"], "named_are": ["mlrs"]}
    agreement = text({"must_not": {"do": "fire", "thing": "big"}}, things={"big": big})
    seen = {"things": ["gun"], "calibre": {"low_mm": 90, "high_mm": 110}}
    assert hinges(found(agreement, {"incident": {**SHOT, **seen}})) == ["measurement:big"]


def test_an_open_class_says_what_each_reading_gives() -> None:
    agreement = text(
        {"must_not": {"do": "fire", "thing": "either"}},
        things=CLASSES,
        open={"which": number("thing", narrow="long", wide="older")},
    )
    finding = found(agreement, {"incident": {**SHOT, "things": ["tactical-missile"]}})
    assert finding is not None
    assert {each.readings["which"]: each.verdict for each in finding.by_reading} == {
        "narrow": "breached",
        "wide": "kept",
    }
    assert hinges(finding) == ["open_term:which"]
