"""What somebody may send as a document of facts: bad records stay out alone, with a reason; a bad whole ends with 2."""

import json
from pathlib import Path
from typing import Any

import pytest

from door import Done, servanda

ROOT = Path(__file__).resolve().parents[3]
TEMPLATE = ROOT / "agreements" / "_template"
SHOT: dict[str, Any] = {
    "id": "shot",
    "observer": "PATROL-1",
    "method": "own_senses",
    "verb": "saw",
    "act": "fire",
    "at": "47.3 N 30.0 W",
    "within_m": 200,
    "when": "2031-03-20T10:00:00Z/PT10M",
    "by": ["A"],
    "recorded_at": "2031-03-20T20:00:00Z",
}
COMPLETE = {
    "id": "complete",
    "of": "notices",
    "to": "MISSION",
    "declared_by": "MISSION",
    "when": "2031-03-01T00:00:00Z/2031-03-21T00:00:00Z",
    "at": "2031-03-21T01:00:00Z",
}
AS_OF = "2031-03-21T06:00:00Z"


def document(**parts: Any) -> dict[str, Any]:
    return {"as_of": AS_OF, "observations": [SHOT], "registers": [COMPLETE], **parts}


def judged(facts: Any, *options: str) -> Done:
    raw = facts if isinstance(facts, bytes) else json.dumps(facts).encode()
    done = servanda("findings", "judge", TEMPLATE, "-", *options, stdin=raw)
    assert "Traceback" not in done.stderr
    return done


def told(done: Done) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """Rejections, and the verdict on each incident's term."""
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    findings = [line for line in lines if "type" not in line]
    verdicts = {one["term"]: one["outcome"]["verdict"] for one in findings if one["subject"]["kind"] == "incident"}
    return [line for line in lines if line.get("type") == "rejection"], verdicts


def test_a_word_that_looks_like_a_slip_is_taken_and_doubted_aloud() -> None:
    """Nobody should read the silence of a term over `fier` as *kept*; a word of its own is nobody's slip."""
    done = judged(document(observations=[{**SHOT, "act": "fier"}, {**SHOT, "id": "other", "act": "sing"}]))
    doubts = [line for line in map(json.loads, done.stdout.splitlines()) if line.get("type") == "doubt"]
    assert [(one["id"], one["word"], one["nearest"]) for one in doubts] == [(SHOT["id"], "fier", "fire")]
    assert "did it mean “fire”?" in done.stderr
    assert done.returncode == 0


def test_a_name_nobody_knows_never_makes_a_seen_shot_into_silence() -> None:
    """The author is refused, the shot stands: a misspelt party must not turn a breach into *kept*."""
    done = judged(document(observations=[{**SHOT, "by": ["Aa"]}]))
    rejections, verdicts = told(done)
    assert [one["code"] for one in rejections] == ["reference-unknown"]
    assert "what was seen stands" in rejections[0]["hint"]
    assert verdicts == {"no-fire": "breached"}


def test_an_empty_document_is_told_what_a_document_is() -> None:
    done = judged(b" \n")
    assert (done.returncode, "as_of" in done.stderr) == (2, True)


def test_a_sound_document_is_judged_alone() -> None:
    done = judged(document())
    assert (done.returncode, done.stderr) == (0, "")
    assert told(done) == ([], {"no-fire": "breached"})


BAD_OBSERVATIONS: list[tuple[str, Any, str]] = [
    ("a number", 7, "record-wrong-type"),
    ("nothing", None, "record-wrong-type"),
    ("a list", [], "record-wrong-type"),
    ("empty", {}, "record-missing-field"),
    ("no name", {key: value for key, value in SHOT.items() if key != "id"}, "record-missing-field"),
    ("a name that is a number", SHOT | {"id": 7}, "record-wrong-type"),
    ("an empty name", SHOT | {"id": ""}, "field-empty"),
    ("a field too many", SHOT | {"id": "x", "colour": "red"}, "record-unknown-field"),
    ("a naive time", SHOT | {"id": "x", "recorded_at": "2031-03-20T20:00:00"}, "record-instant-without-zone"),
    ("no time", SHOT | {"id": "x", "when": "yesterday"}, "record-not-an-instant"),
    ("an interval turned round", SHOT | {"id": "x", "when": "2031-03-20T10:00Z/2031-03-20T09:00Z"}, "record-"),
    ("a year of the Romans", SHOT | {"id": "x", "when": "0014-08-19T10:00:00Z"}, "time-out-of-range"),
    ("perceived after it was recorded", SHOT | {"id": "x", "when": "2031-03-21T00:00:00Z"}, "time-after-record"),
    ("a huge number", SHOT | {"id": "x", "within_m": 10**400}, "length-beyond-earth"),
    ("a number beyond 64 bits", SHOT | {"id": "x", "count": {"low": 2**70}}, "canonical-integer"),
    ("a fraction", SHOT | {"id": "x", "within_m": 1.5}, "record-"),
    ("a negative error", SHOT | {"id": "x", "within_m": -3}, "record-out-of-range"),
    ("beyond the pole", SHOT | {"id": "x", "at": "91 N 30 W"}, "shorthand-coordinates"),
    ("degrees for e7", SHOT | {"id": "x", "at": {"lat_e7": 47, "lon_e7": -30}}, "coordinates-not-e7"),
    ("two places", SHOT | {"id": "x", "in": "zone"}, "shorthand-wrong"),
    (
        "a place nobody drew",
        {k: v for k, v in SHOT.items() if k not in {"at", "within_m"}} | {"id": "x", "in": "moon"},
        "reference-unknown",
    ),
    ("a party nobody is", SHOT | {"id": "x", "by": ["MARS"]}, "reference-unknown"),
    ("a method nobody has", SHOT | {"id": "x", "method": "dream"}, "record-not-a-choice"),
    ("a sensor that alleges", SHOT | {"id": "x", "verb": "alleged"}, "verb-unfit"),
    ("corrects itself", SHOT | {"id": "x", "corrects": "x"}, "observation-corrects-itself"),
    ("corrects nothing", SHOT | {"id": "x", "corrects": "nobody"}, "observation-corrects-unknown"),
    ("the same name, another shot", SHOT | {"act": "station"}, "id-used-twice"),
    ("the same line again", dict(SHOT), "line-repeated"),
    ("an unseen character", SHOT | {"id": "x\u202e"}, ""),
    ("text not in normal form", SHOT | {"id": "x", "place_name": "e\u0301"}, "canonical-"),
    (
        "deep",
        SHOT | {"id": "x", "says": {"en": [[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]}},
        "json-too-deep",
    ),
]


@pytest.mark.parametrize(("what", "bad", "code"), BAD_OBSERVATIONS, ids=[one[0] for one in BAD_OBSERVATIONS])
def test_a_bad_observation_stays_out_alone(what: str, bad: Any, code: str) -> None:
    done = judged(document(observations=[bad, SHOT] if what != "the same name, another shot" else [SHOT, bad]))
    if what == "an unseen character":
        assert done.returncode == 2  # such a text is not read at all: nobody sees what stands in it
        return
    rejections, verdicts = told(done)
    assert done.returncode == 0
    assert [one["code"] for one in rejections if not one["code"].startswith(code)] == []
    assert len(rejections) == 1
    assert rejections[0]["kind"] == "observation"
    assert "1 not" in done.stderr
    if what not in {"the same name, another shot", "the same line again"}:
        assert verdicts["no-fire"] == "breached"


def test_corrections_in_a_circle_are_none() -> None:
    circle = [SHOT | {"id": "x", "corrects": "y"}, SHOT | {"id": "y", "corrects": "x"}]
    rejections, verdicts = told(judged(document(observations=[*circle, SHOT])))
    assert sorted(one["code"] for one in rejections) == ["observation-corrects-later"] * 2
    assert verdicts == {"no-fire": "breached"}


LISTS = ["observations", "watches", "notices", "registers", "acts", "judgements", "replies", "events", "tallies"]


@pytest.mark.parametrize("name", [*LISTS, "positions", "adoptions", "decisions", "incidents"])
@pytest.mark.parametrize("bad", [3, "all of them", None, True])
def test_a_list_that_is_none_is_one_rejection(name: str, bad: Any) -> None:
    done = judged(document(**{name: bad}))
    rejections, _ = told(done)
    assert done.returncode == 0
    assert [one["code"] for one in rejections] == ["record-wrong-type"]


@pytest.mark.parametrize("name", [*LISTS, "positions", "adoptions", "decisions", "incidents"])
@pytest.mark.parametrize("bad", [{}, {"id": 7}, {"id": "x", "what": [1]}, [], 3, "x"])
def test_a_bad_record_of_any_kind_stays_out_alone(name: str, bad: Any) -> None:
    whole = document()
    done = judged(whole | {name: [*whole.get(name, []), bad]})
    rejections, verdicts = told(done)
    assert done.returncode == 0
    assert len(rejections) == 1
    assert rejections[0]["says"]
    assert rejections[0]["hint"]
    assert verdicts == {"no-fire": "breached"}


def test_a_key_that_stands_twice_in_a_record_keeps_that_record_out() -> None:
    raw = json.dumps(document(observations=[SHOT | {"id": "x"}, SHOT])).replace(
        '"act": "fire"', '"act": "fire", "act": "fly"', 1
    )
    rejections, verdicts = told(judged(raw.encode()))
    assert [one["code"] for one in rejections] == ["json-duplicate-key"]
    assert verdicts == {"no-fire": "breached"}


WHOLES: list[tuple[str, Any, str]] = [
    ("nothing", b"", "facts-unreadable"),
    ("a list", [], "facts-unreadable"),
    ("text", b"hello", "facts-unreadable"),
    ("no UTF-8", b'{"as_of": "\xff"}', "json-encoding"),
    ("UTF-16", '{"as_of": 1}'.encode("utf-16"), "json-encoding"),
    ("NaN", b'{"as_of": "2031-03-21T06:00:00Z", "observations": [NaN]}', "json-syntax"),
    ("cut off", json.dumps(document()).encode()[:-20], "json-syntax"),
    ("nested without end", b'{"observations": ' + b"[" * 100_000, "json-"),
    ("nested without end, whole", b'{"observations": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "json-too-deep"),
    ("a part that is none", document(observation=[]), "facts-kind-unknown"),
    ("a naive moment", document(as_of="2031-03-21T06:00:00"), "record-instant-without-zone"),
    ("no moment", document(as_of="soon"), "record-not-an-instant"),
    ("a window turned round", document(window="2031-03-21T00:00:00Z/2031-03-20T00:00:00Z"), "window-wrong"),
    ("a window without end", document(window="2031-03-21T00:00:00Z/.."), "window-wrong"),
    ("a window of no length", document(window="2031-03-21T00:00:00Z"), "window-wrong"),
    ("a window that is none", document(window={"from": "2031-03-21T00:00:00Z"}), "window-wrong"),
    ("another format", document(format="servanda-facts/9"), "record-not-a-choice"),
    ("defaults of nothing", document(defaults={"shots": {}}), "facts-kind-unknown"),
    ("a moment twice", b'{"as_of": "2031-03-21T06:00:00Z", "as_of": "2031-03-22T06:00:00Z"}', "json-duplicate-key"),
]


@pytest.mark.parametrize(("what", "facts", "code"), WHOLES, ids=[one[0] for one in WHOLES])
def test_a_bad_whole_ends_with_2_and_says_how_to_mend_it(what: str, facts: Any, code: str) -> None:
    done = judged(facts)
    assert (done.returncode, done.stdout) == (2, ""), what
    assert f"[{code}" in done.stderr


def test_without_a_moment_nothing_is_judged() -> None:
    done = judged({"observations": [SHOT]})
    assert (done.returncode, done.stdout) == (2, "")
    assert "--as-of" in done.stderr


def test_options_win_over_the_document() -> None:
    early = judged(document(), "--as-of", "2031-03-20T12:00Z")
    assert told(early) == ([], {}), "the shot was recorded in the evening"
    window = judged(document(window="2031-03-19T00:00:00Z/P1D"), "--window", "2031-03-20T00:00Z/2031-03-21T00:00Z")
    silences = [
        json.loads(line)["subject"]["when"]["start"] for line in window.stdout.splitlines() if "silence" in line
    ]
    assert silences == []  # not silent: it was broken in the zone that day
    own = judged(document(window="2031-03-19T00:00:00Z/P1D"))
    assert '"kind":"silence"' in own.stdout


def test_a_document_may_be_yaml_and_name_records_by_keys() -> None:
    text = f"""
as_of: "{AS_OF}"
defaults: {{observations: {{observer: PATROL-1, method: own_senses, verb: saw, recorded_at: "2031-03-20T20:00:00Z"}}}}
observations:
  shot: {{act: fire, at: "47.3 N 30.0 W", within_m: 200, when: "2031-03-20T10:00:00Z/PT10M", by: [A]}}
  bad: {{act: fire, at: "47.3 N 30.0 W", within_m: 200, when: "2031-03-20T10:00:00Z/PT10M", by: [A], colour: red}}
registers:
  complete: {{of: notices, to: MISSION, declared_by: MISSION, when: "2031-03-01T00:00:00Z/P20D", at: "{AS_OF}"}}
"""
    rejections, verdicts = told(judged(text.encode()))
    assert [(one["code"], one["place"]) for one in rejections] == [("record-unknown-field", "-:6")]
    assert verdicts == {"no-fire": "breached"}


def test_many_bad_records_are_counted_for_people() -> None:
    done = judged(document(observations=[*({} for _ in range(50)), SHOT]), "--format", "people", "--lang", "uk")
    assert "ще 30" in done.stderr
    assert "не прийнято: 50" in done.stderr
    assert "no-fire" in done.stdout


def test_the_order_of_the_lists_and_of_their_records_means_nothing() -> None:
    second = SHOT | {"id": "again", "when": "2031-03-20T15:00:00Z", "by": []}
    given = document(observations=[SHOT, second])
    turned = dict(reversed(document(observations=[second, SHOT]).items()))
    assert judged(given).stdout == judged(turned).stdout
