"""Who accepts our encoding of a term, as said last; the words travel with every finding on it."""

from datetime import UTC, datetime
from typing import Any

import msgspec

from scenarios.findings import stories as tell
from servanda.findings import columns_of, judge
from servanda.records.agreement import Agreement
from servanda.records.decision import Position
from servanda.records.finding import Finding

changed = msgspec.structs.replace
TEXT = tell.agreement()
SHOT = {
    "do": "fire",
    "at": [-3, 2],
    "when": "10:00",
    "by": ["ASTER"],
    "seen": ["own_senses patrol who", "camera mast who"],
}


def said(by: str, accepts: str, day: int, *, term: str = "no-fire", text: str = "story@1", **how: Any) -> Position:
    data = {"by": by, "agreement": text, "term": term, "accepts": accepts, "id": f"{by}-{day}-{term}", **how}
    return msgspec.convert({**data, "at": datetime(2031, 3, day, 12, tzinfo=UTC)}, Position)


def found(*positions: Position, text: Agreement = TEXT, term: str = "no-fire") -> Finding:
    facts = changed(tell.facts({"incident": SHOT}), positions=list(positions))
    judged = judge(text, facts, as_of=tell.AS_OF, window=tell.DAY)
    return next(one for one in judged if one.term == term and one.subject.kind in {"incident", "duty"})


def test_until_a_party_says_so_nobody_knows_whether_it_accepts() -> None:
    assert found().encoding == {"ASTER": "unknown", "BRIAR": "unknown"}
    assert found().positions == []


def test_what_stands_with_the_text_holds_until_the_party_speaks_itself() -> None:
    terms = [changed(term, encoding_accepted={"ASTER": "yes", "BRIAR": "yes"}) for term in TEXT.terms]
    text = changed(TEXT, terms=terms)
    assert found(text=text).encoding == {"ASTER": "yes", "BRIAR": "yes"}
    assert found(said("BRIAR", "no", 3), text=text).encoding == {"ASTER": "yes", "BRIAR": "no"}


def test_the_last_word_counts_and_only_what_was_known() -> None:
    objection = said("BRIAR", "no", 3, says={"uk": "Не «50 км», а «по 25 км»."})
    assent, tomorrow = said("BRIAR", "yes", 9), said("BRIAR", "no", 16)
    one = found(tomorrow, assent, objection)
    assert (one.encoding["BRIAR"], one.positions) == ("yes", [assent])
    assert found(objection).positions[0].says == {"uk": "Не «50 км», а «по 25 км»."}


def test_an_objection_to_a_line_outlives_assent_to_the_whole() -> None:
    objection, whole = said("BRIAR", "no", 3), said("BRIAR", "yes", 9, term="")
    one = found(objection, whole)
    assert (one.encoding["BRIAR"], one.positions) == ("no", [objection, whole])
    assert found(objection, whole, term="withdraw").encoding["BRIAR"] == "yes"


def test_what_was_said_of_another_version_or_by_a_stranger_says_nothing_here() -> None:
    assert found(said("BRIAR", "no", 3, text="story@2"), said("CEDAR", "no", 4)).encoding["BRIAR"] == "unknown"
    assert "CEDAR" not in found(said("CEDAR", "no", 4)).encoding


def test_an_objection_changes_no_verdict() -> None:
    silent, contested = found(), found(said("ASTER", "no", 3), said("BRIAR", "no", 3))
    assert contested.outcome == silent.outcome
    assert contested.hinges == silent.hinges


def test_every_finding_of_the_day_says_who_accepts_its_encoding() -> None:
    facts = changed(tell.facts({"incident": SHOT}), positions=[said("BRIAR", "no", 3, term="")])
    judged = judge(TEXT, facts, as_of=tell.AS_OF, window=tell.DAY)
    assert {one.subject.kind for one in judged} >= {"incident", "silence", "duty"}
    assert {one.encoding["BRIAR"] for one in judged} == {"no"}


def test_columns_carry_reply_and_positions_word_for_word() -> None:
    reply = {"by": "ASTER", "about": "i1", "says": "It was “thunder”."}
    facts = changed(
        tell.facts({"incident": SHOT, "reply": reply}), positions=[said("BRIAR", "no", 3, says={"en": "No."})]
    )
    judged = judge(TEXT, facts, as_of=tell.AS_OF, window=None)
    [row] = [row for row in columns_of(judged).to_pylist() if row["term"] == "no-fire" and row["kind"] == "incident"]
    assert [msgspec.json.decode(one)["says"] for one in row["replies"]] == [tell.both("It was “thunder”.")]
    assert [msgspec.json.decode(one)["says"] for one in row["positions"]] == [{"en": "No."}]
    assert row["encoding"] == ["ASTER=unknown", "BRIAR=no"]
    assert (row["final"], row["reply_until"]) == (False, datetime(2031, 3, 15, 11, tzinfo=UTC))


def test_a_reply_to_one_finding_does_not_stand_under_others_like_it() -> None:
    shots = [{**SHOT, "when": when} for when in ("10:00", "11:00", "12:00")]
    alike = judge(TEXT, tell.facts({"incident": shots}), as_of=tell.AS_OF, window=None)
    ids = [one.id for one in alike if one.term == "no-fire" and one.subject.kind == "incident"]
    for name in (ids[0], f"finding:{ids[2]}"):
        reply = {"by": "ASTER", "about": name, "says": "Not ours."}
        judged = judge(TEXT, tell.facts({"incident": shots, "reply": reply}), as_of=tell.AS_OF, window=None)
        answered = {one.id for one in judged if one.replies}
        rows = zip([one.id for one in judged], columns_of(judged).column("replies").to_pylist(), strict=True)
        assert answered == {name.removeprefix("finding:")} == {known for known, replies in rows if replies}
