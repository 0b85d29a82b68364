"""Stories about terms judged on numbers; each is told again with the parties exchanged, and every answer explained."""

from typing import Any

import msgspec
import pytest
import yaml

from scenarios.findings import stories as land
from scenarios.tallies.judging import agreement, facts, mirrored
from scenarios.tallies.telling import HERE
from servanda.findings import check_explanation, explain, judge
from servanda.records.agreement import Agreement
from servanda.records.finding import Finding

TEXT = agreement()
STORIES = [
    (
        f"{story['story']}: {case['says']}",
        case.get("term", story["term"]),
        {**story["base"], **case.get("change", {})},
        case["expect"],
    )
    for story in yaml.safe_load((HERE / "findings.yaml").read_text("utf-8"))
    for case in story["cases"]
]


def found_on(told: dict[str, Any], term: str, text: Agreement) -> Finding | None:
    known = facts(told)
    found = judge(text, known, as_of=land.AS_OF, window=land.DAY)
    on_counts = [
        each for each in found if each.term == term and each.subject.kind == "count" and each.subject.id == "count"
    ]
    assert len(on_counts) <= 1
    for each in on_counts:
        check_explanation(explain(each, text, known, as_of=land.AS_OF, window=land.DAY))
    return on_counts[0] if on_counts else None


@pytest.mark.parametrize("swap", [False, True], ids=["", "mirrored"])
@pytest.mark.parametrize(("sentence", "term", "told", "wanted"), STORIES, ids=[each[0] for each in STORIES])
def test_story(sentence: str, term: str, told: Any, wanted: Any, swap: bool) -> None:  # noqa: FBT001 - a parameter
    text = _exchanged(TEXT) if swap else TEXT
    found = found_on(mirrored(told) if swap else told, term, text)
    expect = mirrored(wanted) if swap else wanted
    if expect == "none":
        assert found is None, sentence
        return
    assert found is not None, sentence
    assert found.outcome.verdict == expect["verdict"], sentence
    assert [hinge.cause for hinge in found.hinges] == expect.get("hinges", []), sentence
    if "by" in expect:
        assert (found.outcome.by, found.outcome.attribution) == (sorted(expect["by"]), expect["attribution"])
    if "attribution_hinges" in expect:
        assert [hinge.cause for hinge in found.attribution_hinges] == expect["attribution_hinges"]
    if "chance" in expect:
        low, high = expect["chance"]
        assert low <= (found.hinges[0].chance or 0) <= high
    assert found.watched == expect.get("watched")
    assert "count" in found.evidence


def _exchanged(text: Agreement) -> Agreement:
    return msgspec.convert(mirrored(msgspec.to_builtins(text)), Agreement, strict=False)


def test_a_place_in_which_something_was_counted_is_not_silent() -> None:
    watch = {"over": "sector-south", "for": "fire", "when": "00:00 to 2031-03-15T00:00:00Z"}
    north = {"over": "sector-north", "for": "fire", "when": "00:00 to 2031-03-15T00:00:00Z"}
    told = {"count": {"n": 12, "at": "sector-north"}, "watch": [watch, north]}
    silent = [
        (each.subject.place, each.outcome.verdict)
        for each in judge(TEXT, facts(told), as_of=land.AS_OF, window=land.DAY)
        if each.subject.kind == "silence" and each.term == "no-fire"
    ]
    assert silent == [("sector-south", "kept")]


@pytest.mark.parametrize("changed", [{"when": "12:00 to 2031-03-15T12:00:00Z"}, {"n": "?"}, {"at": "region-east"}])
def test_what_may_have_been_counted_there_and_then_keeps_silence_from_being_kept(changed: dict[str, Any]) -> None:
    watch = {"over": "sector-north", "for": "fire", "when": "00:00 to 2031-03-15T00:00:00Z"}
    told = {"count": {"n": 12, "at": "sector-north", **changed}, "watch": watch}
    known = facts(told)
    [silence] = [
        each
        for each in judge(TEXT, known, as_of=land.AS_OF, window=land.DAY)
        if each.subject.kind == "silence" and each.term == "no-fire" and each.subject.place == "sector-north"
    ]
    assert silence.outcome.verdict == "undetermined"
    assert silence.hinges
    check_explanation(explain(silence, TEXT, known, as_of=land.AS_OF, window=land.DAY))


def test_a_part_is_not_judged_beside_its_whole() -> None:
    told = facts({"count": {"n": 12, "at": "sector-north"}, "also": {"n": 5, "at": "sector-north"}})
    whole, part = told.tallies
    parts = msgspec.structs.replace(part, measure="explosions", part_of=whole.measure)
    known = msgspec.structs.replace(told, tallies=[whole, parts])
    judged = {
        each.subject.id for each in judge(TEXT, known, as_of=land.AS_OF, window=None) if each.subject.kind == "count"
    }
    assert judged == {"count"}
    alone = msgspec.structs.replace(told, tallies=[parts])
    assert {each.subject.id for each in judge(TEXT, alone, as_of=land.AS_OF, window=None)} == {"also"}
