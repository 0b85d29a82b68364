"""What no story tells: names, finality, knowledge at a moment, refusals, and the second opinion on explanations."""

import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from scenarios.findings import stories as tell
from servanda.errors import InputError, IntegrityError, NotFound
from servanda.findings import check_explanation, explain, judge
from servanda.records.agreement import Agreement, Clock, Condition, Exemption, OpenRef, Procedure, Term, Trigger
from servanda.records.facts import Facts
from servanda.records.finding import Finding, Reason
from servanda.records.time import Interval

TEXT: Agreement = tell.agreement()
SHOT: dict[str, Any] = {
    "do": "fire",
    "at": [-3, 2],
    "when": "10:00",
    "by": ["ASTER"],
    "seen": ["own_senses patrol who", "camera mast who"],
}
changed = msgspec.structs.replace


def text_with(term: str, **change: Any) -> Agreement:
    terms = [changed(each, **change) if each.id == term else each for each in TEXT.terms]
    return changed(TEXT, terms=[each for each in terms if each.id == term])


def on_shot(
    told: dict[str, Any] | None = None, text: Agreement | None = None, *, as_of: datetime = tell.AS_OF
) -> list[Finding]:
    facts = tell.facts({"incident": SHOT, **(told or {})})
    return judge(text or text_with("no-fire"), facts, as_of=as_of, window=None)


def test_a_finding_keeps_its_name_whatever_the_answer() -> None:
    (known,), (unproven,) = on_shot(), on_shot({"incident": {**SHOT, "seen": ["camera mast who"]}})
    assert known.id == unproven.id
    assert known.outcome.verdict != unproven.outcome.verdict


def test_two_versions_of_a_text_give_findings_of_different_names() -> None:
    (first,), (second,) = on_shot(), on_shot(text=changed(text_with("no-fire"), version="2"))
    assert first.id != second.id


def test_two_windows_of_silence_are_two_findings() -> None:
    facts = tell.facts({"watch": {"over": "sector-south", "for": "fire", "when": "00:00 to 23:00"}})
    half = Interval(start=tell.DAY.start, end=tell.DAY.start + timedelta(hours=12))
    names = [
        {found.id for found in judge(text_with("no-fire"), facts, as_of=tell.AS_OF, window=window)}
        for window in (tell.DAY, half)
    ]
    assert not names[0] & names[1]


def test_a_finding_is_final_only_when_the_reply_window_has_passed() -> None:
    (early,), (late,) = on_shot(), on_shot(as_of=tell.AS_OF + timedelta(hours=5))
    assert early.reply_until == datetime.fromisoformat("2031-03-15T11:00:00Z")
    assert (early.final, late.final) == (False, True)


def test_a_procedure_of_another_instrument_may_give_the_time_to_reply() -> None:
    text = text_with("no-fire", on_breach=[])
    answer = changed(TEXT.procedures[0], trigger=Trigger(terms=["story:no-fire"]), reply_within="P2D")
    guarantee = changed(TEXT, id="guarantee", terms=[], procedures=[answer])
    facts = tell.facts({"incident": SHOT})
    (alone,) = judge(text, facts, as_of=tell.AS_OF, window=None)
    (together,) = judge(text, facts, as_of=tell.AS_OF, window=None, others=[text, guarantee])
    assert (alone.final, alone.reply_until) == (True, None)
    assert together.reply_until == datetime.fromisoformat("2031-03-16T23:00:00Z")


@pytest.mark.parametrize("about", ["i1", "incident:i1", "i1-mast", "observation:i1-mast"])
def test_a_reply_travels_word_for_word(about: str) -> None:
    (found,) = on_shot({"reply": {"by": "ASTER", "about": about, "says": "Ми не стріляли — і крапка."}})
    assert [reply.says["uk"] for reply in found.replies] == ["Ми не стріляли — і крапка."]


def test_a_reply_to_something_else_stays_away() -> None:
    (found,) = on_shot({"reply": {"by": "ASTER", "about": "i2", "says": "No."}})
    assert found.replies == []


def test_an_observation_recorded_later_is_not_known_yet_and_not_withheld_either() -> None:
    facts = tell.facts({"incident": SHOT})
    late = [
        changed(each, recorded_at=tell.AS_OF + timedelta(days=1)) if each.id == "i1-mast" else each
        for each in facts.observations
    ]
    (found,) = judge(text_with("no-fire"), changed(facts, observations=late), as_of=tell.AS_OF, window=None)
    assert [hinge.cause for hinge in found.hinges] == ["proof_standard"]
    assert found.evidence == ["i1-patrol"]


def test_an_incident_known_only_by_later_observations_gives_no_finding() -> None:
    facts = tell.facts({"incident": SHOT})
    late = [changed(each, recorded_at=tell.AS_OF + timedelta(days=1)) for each in facts.observations]
    assert judge(text_with("no-fire"), changed(facts, observations=late), as_of=tell.AS_OF, window=None) == []


def test_a_judgement_of_tomorrow_does_not_count_today() -> None:
    coordinated = {"event": "coordination-attempt", "by": "ASTER", "to": "MISSION", "when": "09:30"}
    judged = {"question": "proportionate", "body": "COMMISSION", "answer": "yes", "at": "2031-03-15T05:00:00Z"}
    told = {"act": coordinated, "judgement": judged}
    (now,) = on_shot(told)
    (before,) = on_shot(told, as_of=tell.AS_OF - timedelta(hours=2))
    assert now.outcome.verdict == "kept"
    assert [hinge.cause for hinge in before.hinges] == ["judgement"]


def test_a_principle_is_not_judged() -> None:
    term = Term(id="peace", cite="art. 1", says={"en": "Peace."}, binds=["ASTER"], states="a principle")
    assert on_shot(text=changed(TEXT, terms=[term])) == []


def test_what_somebody_was_told_proves_nothing() -> None:
    facts = tell.facts({"incident": SHOT})
    told = [changed(each, verb="was_told") if each.id == "i1-mast" else each for each in facts.observations]
    (found,) = judge(text_with("no-fire"), changed(facts, observations=told), as_of=tell.AS_OF, window=None)
    assert [hinge.cause for hinge in found.hinges] == ["proof_standard"]


def test_a_silence_is_judged_only_in_sectors_that_the_zone_reaches() -> None:
    far = changed(TEXT.places["sector-south"], shapes=[TEXT.places["barracks"].shapes[0]])
    text = changed(text_with("no-fire"), places={**TEXT.places, "sector-south": far})
    facts = tell.facts({"watch": {"over": "zone", "for": "fire", "when": "00:00 to 23:00"}})
    found = judge(text, facts, as_of=tell.AS_OF, window=tell.DAY)
    assert [each.subject.place for each in found] == ["sector-north"]


def test_time_that_has_not_come_yet_was_not_watched() -> None:
    facts = tell.facts({"watch": {"over": "zone", "for": "fire", "when": "00:00 to 2031-03-15T00:00:00Z"}})
    noon = tell.DAY.start + timedelta(hours=12)
    found = judge(text_with("no-fire"), facts, as_of=noon, window=tell.DAY)
    assert {each.watched for each in found} == {500_000}
    assert found[0].hinges[0].gaps == [Interval(start=noon, end=tell.DAY.end)]


def test_two_watches_that_cover_half_a_sector_each_cover_it_together() -> None:
    halves = [tell.box(-10, -20, 0, 0), tell.box(0, -20, 10, 0)]
    facts = tell.facts({"watch": [{"over": "zone", "for": "fire", "when": "00:00 to 2031-03-15T00:00:00Z"}] * 2})
    raw = msgspec.to_builtins(facts)
    for index, half in enumerate(halves):
        raw["watches"][index].update({"id": f"w{index}", "where": {"kind": "area", "ring": half}})
    both = msgspec.convert(raw, Facts, strict=False)
    one = changed(both, watches=both.watches[:1])
    shares = []
    for known in (one, both):
        found = judge(text_with("no-fire"), known, as_of=tell.AS_OF, window=tell.DAY)
        shares.append(next(each.watched for each in found if each.subject.place == "sector-south"))
    assert 450_000 < shares[0] < 550_000
    assert shares[1] > 999_000


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (text_with("no-fire", proof="none-such"), "proof-unknown"),
        (text_with("no-fire", where=changed(TEXT.terms[0].where, in_="nowhere")), "place-unknown"),
        (text_with("no-fire", during=changed(TEXT.terms[0].during, from_="never-defined")), "clock-unknown"),
        (changed(text_with("no-fire"), time_zone="Mars/Base"), "zone-unknown"),
        (changed(text_with("no-fire"), clocks={**TEXT.clocks, "force": Clock(after="force")}), "clock-circle"),
        (
            text_with("no-fire", unless=[Exemption(id="empty", cite="-", says={"en": "-"}, when=Condition())]),
            "condition-empty",
        ),
    ],
)
def test_broken_texts_are_refused_with_a_code(text: Agreement, code: str) -> None:
    with pytest.raises(InputError, match=code):
        on_shot(
            {
                "notice": {
                    "by": "ASTER",
                    "do": "fire",
                    "at": [-3, 2],
                    "when": "09:00 to 11:00",
                    "given": "2031-03-10T00:00:00Z",
                }
            },
            text=text,
        )


def test_a_window_without_both_ends_is_refused() -> None:
    with pytest.raises(InputError, match="window-open"):
        judge(TEXT, Facts(), as_of=tell.AS_OF, window=Interval(start=tell.AS_OF))


def test_an_open_distance_with_a_reading_that_is_no_distance_stays_open() -> None:
    vague = changed(
        TEXT.open["near"], readings={**TEXT.open["near"].readings, "vague": changed(_half(), value="quite far")}
    )
    gun = {
        "do": "station",
        "things": ["gun"],
        "at": [-3.3, 4.5],
        "when": "10:00",
        "by": ["ASTER"],
        "seen": ["own_senses patrol who"],
    }
    text = changed(text_with("near-villages"), open={**TEXT.open, "near": vague})
    (found,) = judge(text, tell.facts({"incident": gun}), as_of=tell.AS_OF, window=None)
    assert [(hinge.cause, hinge.on) for hinge in found.hinges] == [("open_term", "near")]
    assert found.by_reading == []
    assert [flip.open for flip in found.flips] == ["near"]


def _half() -> Any:
    return TEXT.open["near"].readings["half"]


def test_the_same_open_distance_to_two_lines_has_no_single_flip_point() -> None:
    table = [changed(row, nearer_than=OpenRef(open="around")) for row in TEXT.terms[3].table]
    gun = {
        "do": "station",
        "things": ["howitzer"],
        "calibre": {"low_mm": 122, "high_mm": 122},
        "at": [-9, 2],
        "when": "10:00",
        "by": ["ASTER", "BRIAR"],
        "seen": ["own_senses patrol"],
    }
    text = text_with("set-back", table=table)
    (found,) = judge(text, tell.facts({"incident": gun}), as_of=tell.AS_OF, window=None)
    assert found.outcome.verdict == "undetermined"
    assert found.flips == []


def test_a_finding_of_other_facts_cannot_be_explained() -> None:
    (found,) = on_shot()
    with pytest.raises(NotFound, match=found.id):
        explain(found, text_with("no-fire"), Facts(), as_of=tell.AS_OF)
    with pytest.raises(NotFound, match="finding-unknown"):
        explain(changed(found, term="other"), TEXT, tell.facts({"incident": SHOT}), as_of=tell.AS_OF)


def test_an_unknown_author_is_explained_case_by_case() -> None:
    gun = {
        "do": "station",
        "things": ["howitzer"],
        "calibre": {"low_mm": 122, "high_mm": 122},
        "at": [-9, 2],
        "when": "10:00",
        "by": ["ASTER", "BRIAR"],
        "seen": ["own_senses patrol"],
    }
    facts, text = tell.facts({"incident": gun}), text_with("set-back")
    (found,) = judge(text, facts, as_of=tell.AS_OF, window=None)
    reason = explain(found, text, facts, as_of=tell.AS_OF)
    assert reason.truth == "true"
    assert {"ASTER", "BRIAR"} <= {
        word for each in _nodes(reason) for word in each.asks["en"].replace("”", "“").split("“")
    }


def _nodes(reason: Reason) -> list[Reason]:
    return [reason, *(node for part in reason.parts for node in _nodes(part))]


def test_every_node_of_an_explanation_that_is_turned_round_is_noticed() -> None:
    (found,) = on_shot()
    reason = explain(found, text_with("no-fire"), tell.facts({"incident": SHOT}), as_of=tell.AS_OF)
    check_explanation(reason)
    for node in _nodes(reason):
        turned = "false" if node.truth == "true" else "true"
        if node.joined != "leaf":
            with pytest.raises(IntegrityError, match="explanation-does-not-follow"):
                check_explanation(_with(reason, changed(node, truth=turned)))
        with pytest.raises(IntegrityError, match="stands there"):
            check_explanation(_with(reason, changed(node, id="9.9"), at=node.id))


def _with(reason: Reason, node: Reason, *, at: str = "") -> Reason:
    if reason.id == (at or node.id):
        return node
    return changed(reason, parts=[_with(part, node, at=at) for part in reason.parts])


@pytest.mark.parametrize(
    ("joined", "answers", "says"),
    [("leaf", ["true"], "a leaf with parts"), ("not", ["true", "true"], "a negation of several"), ("all", [], "true")],
)
def test_an_explanation_of_the_wrong_shape_is_refused(joined: Any, answers: list[Any], says: str) -> None:
    parts = [Reason(id=f"1.{index}", asks={"en": "?"}, truth=each) for index, each in enumerate(answers, start=1)]
    with pytest.raises(IntegrityError, match=says):
        check_explanation(Reason(id="1", asks={"en": "?"}, truth="false", joined=joined, parts=parts))


def test_the_checker_knows_nothing_of_the_evaluator() -> None:
    files = sorted(Path(sys.modules["servanda.findings.check"].__file__ or "").parent.glob("check*.py"))
    allowed = ("from servanda.errors", "from servanda.records.", "from servanda.findings.check_")
    for file in files:
        lines = file.read_text("utf-8").splitlines()
        own = [line for line in lines if line.startswith(("import ", "from ")) and "servanda" in line]
        assert all(line.startswith(allowed) for line in own), file
        assert len(lines) <= 300, file


def test_a_procedure_without_reply_window_makes_findings_final_at_once() -> None:
    bare: Procedure = changed(TEXT.procedures[0], reply_within=None)
    (found,) = on_shot(text=changed(text_with("no-fire"), procedures=[bare]))
    assert (found.final, found.reply_until) == (True, None)
