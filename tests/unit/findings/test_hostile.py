"""What the lawyer of a hostile party would try: an answer where there is only an unknown."""

from typing import Any

import msgspec
import pytest

from scenarios.findings import stories as tell
from servanda.findings import judge
from servanda.records.agreement import Agreement, Clock, Condition, Exemption, Judged, Party
from servanda.records.facts import Facts
from servanda.records.finding import Finding

TEXT: Agreement = tell.agreement()
changed = msgspec.structs.replace
BOTH_SAW = ["own_senses patrol who", "camera mast who"]
SHOT: dict[str, Any] = {"do": "fire", "at": [-3, 2], "when": "10:00", "by": ["ASTER"], "seen": BOTH_SAW}
FLIGHT: dict[str, Any] = {"do": "fly", "things": ["uav"], "at": [-3, 2], "when": "10:00", "seen": ["camera mast"]}
ALL_DAY = "2031-03-01T00:00:00Z to 2031-03-15T00:00:00Z"


def text_with(term: str, **change: Any) -> Agreement:
    terms = [changed(each, **change) if each.id == term else each for each in TEXT.terms]
    return changed(TEXT, terms=[each for each in terms if each.id == term])


def judged(text: Agreement, told: dict[str, Any] | Facts, *, silence: bool = False) -> list[Finding]:
    facts = told if isinstance(told, Facts) else tell.facts(told)
    return judge(text, facts, as_of=tell.AS_OF, window=tell.DAY if silence else None)


def hinges(found: Finding) -> list[tuple[str, str]]:
    return [(hinge.cause, hinge.on) for hinge in found.hinges]


def test_a_flight_of_nobody_knows_whom_may_be_one_that_the_term_permits() -> None:
    (found,) = judged(text_with("no-flights"), {"incident": FLIGHT})
    assert found.outcome.verdict == "undetermined"
    assert hinges(found) == [("attribution", "i1")]
    assert found.outcome.by == ["ASTER", "BRIAR"]


def test_an_observer_who_rules_the_mission_out_leaves_the_parties() -> None:
    seen = {**FLIGHT, "by": ["ASTER", "BRIAR"], "seen": ["camera mast who"]}
    (found,) = judged(text_with("no-flights"), {"incident": seen})
    assert (found.outcome.verdict, found.outcome.attribution) == ("breached", "undetermined")


def test_each_party_is_ruled_out_by_as_many_origins_as_the_standard_asks_for() -> None:
    text = changed(text_with("no-fire"), parties={**TEXT.parties, "CORAL": Party(name={"en": "Coral"}, role="party")})
    facts = tell.facts({"incident": SHOT})
    vague = [changed(each, by=["ASTER", "BRIAR"]) if each.id == "i1-mast" else each for each in facts.observations]
    (found,) = judged(text, changed(facts, observations=vague))
    assert (found.outcome.verdict, found.outcome.by) == ("breached", ["ASTER", "BRIAR"])


@pytest.mark.parametrize(
    "change",
    [{"declared_by": "BRIAR"}, {"to": "COMMISSION"}, {"to": "", "declared_by": "BRIAR"}, {"at": tell.when("T")}],
    ids=["declared by a party", "another's register", "nobody's, declared by a party", "declared too late"],
)
def test_a_register_of_somebody_else_does_not_show_that_no_notice_was_given(change: dict[str, Any]) -> None:
    facts = tell.facts({"incident": SHOT})
    if "at" in change:
        change = {"at": tell.AS_OF.replace(hour=7)}
    registers = [changed(each, **change) if each.of == "notices" else each for each in facts.registers]
    (found,) = judged(text_with("no-fire"), changed(facts, registers=registers))
    assert hinges(found) == [("missing_evidence", "notices:MISSION")]


def test_two_questions_to_one_body_are_two_hinges() -> None:
    asked = [
        Exemption(id=name, cite=name, says={"en": name}, when=Condition(judged=Judged(question=name, by="COMMISSION")))
        for name in ("proportionate", "ordered")
    ]
    (found,) = judged(text_with("no-fire", unless=asked), {"incident": SHOT})
    assert hinges(found) == [("judgement", "COMMISSION")] * 2
    assert len({hinge.says["en"] for hinge in found.hinges}) == 2


def test_a_notice_that_may_fit_neither_in_time_nor_in_place_hangs_on_both() -> None:
    notice = {"by": "ASTER", "do": "fire", "at": [-3, 2], "radius_m": 60, "when": "09:00 to 10:05"}
    told = {"notice": {**notice, "given": "2031-03-10T00:00:00Z"}}
    (found,) = judged(text_with("no-fire"), {**told, "incident": {**SHOT, "at": [-2.95, 2], "when": "10:00 to 10:10"}})
    assert hinges(found) == [("measurement", "n1")] * 2


def test_nobody_watches_everywhere_by_watching_one_field() -> None:
    watch = {"over": "barracks", "for": "withdraw", "when": ALL_DAY}
    text = text_with("withdraw", where=None)
    found = judged(text, {"watch": watch})
    assert {each.outcome.verdict for each in found} == {"undetermined"}
    sectorless = {name: place for name, place in TEXT.places.items() if not name.startswith("sector")}
    silent = changed(text_with("no-shelling", unless=[]), places=sectorless)
    (quiet,) = judged(silent, {"watch": {**watch, "for": "shell"}}, silence=True)
    assert (quiet.outcome.verdict, quiet.watched) == ("undetermined", 0)


def test_watching_the_rest_of_a_sector_does_not_answer_a_complaint_about_its_corner() -> None:
    claim = {"do": "fire", "at": [9, -19], "when": "10:00", "by": ["BRIAR"], "seen": ["party_complaint aster"]}
    facts = tell.facts({"incident": claim, "watch": {"over": "sector-south", "for": "fire", "when": ALL_DAY}})
    raw = msgspec.to_builtins(facts)
    raw["watches"][0]["where"] = {"kind": "area", "ring": tell.box(-9.9, -18, 9.9, 0)}
    found = judged(text_with("no-fire"), msgspec.convert(raw, Facts, strict=False), silence=True)
    south = next(each for each in found if each.subject.place == "sector-south")
    assert (south.watched or 0) > 800_000
    assert hinges(south) == [("proof_standard", "two")]


def test_a_breached_duty_leaves_time_to_reply_after_the_deadline() -> None:
    watch = {"over": "zone", "for": "withdraw", "when": ALL_DAY}
    soon = {**TEXT.clocks, "pulled-back": Clock(at=tell.AS_OF.replace(day=14, hour=23))}
    text = changed(text_with("withdraw", on_breach=["answer"]), clocks=soon)
    found = judged(text, {"watch": watch})
    assert [(each.outcome.verdict, each.final) for each in found] == [("breached", False)] * 2
    assert found[0].reply_until == tell.AS_OF.replace(hour=11)
