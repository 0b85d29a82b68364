"""What the separate checker refuses: an explanation that was true of other facts, or of another text."""

from typing import Any

import msgspec
import pytest

from scenarios.findings import stories as tell
from servanda.errors import IntegrityError
from servanda.findings import check_finding, explain, judge
from servanda.records.facts import Facts

changed = msgspec.structs.replace
TEXT = tell.agreement()
SHOT = {
    "do": "fire",
    "at": [1, 1],
    "when": "10:00",
    "by": ["ASTER"],
    "seen": ["own_senses patrol who", "camera mast who"],
}
GUN = {
    "do": "station",
    "things": ["gun"],
    "calibre": {"low_mm": 122, "high_mm": 122},
    "at": [8, 3],
    "when": "10:00",
    "by": ["ASTER"],
    "seen": ["own_senses patrol who"],
}


def told(kind: str) -> dict[str, Any]:
    return {"incident": SHOT if kind == "shot" else GUN}


def refused(before: Facts, after: Facts) -> list[str]:
    """Where the explanations of the first facts are refused under the second."""
    places = []
    for found in judge(TEXT, before, as_of=tell.AS_OF, window=None):
        if found.subject.kind != "incident":
            continue
        reason = explain(found, TEXT, before, as_of=tell.AS_OF)
        check_finding(found, reason, TEXT, before, tell.AS_OF)
        try:
            check_finding(found, reason, TEXT, after, tell.AS_OF)
        except IntegrityError as error:
            places.append(f"{found.term}: {error.says}")
    return places


@pytest.mark.parametrize(
    ("kind", "change", "says"),
    [
        ("shot", {"at": [60, 60]}, "inside zone is false"),
        ("shot", {"when": "2031-02-01T10:00:00Z"}, "a time that nothing on record has"),
        ("shot", {"seen": ["own_senses patrol who"]}, "not on record"),
        ("shot", {"seen": ["media patrol who", "camera mast who"]}, "proof"),
        ("gun", {"at": [8, 9]}, "nearer"),
        ("gun", {"things": ["tent"]}, "class"),
        ("gun", {"calibre": {"low_mm": 60, "high_mm": 60}}, "class"),
    ],
)
def test_an_explanation_of_other_facts_is_refused(kind: str, change: dict[str, Any], says: str) -> None:
    before = tell.facts(told(kind))
    after = tell.facts({"incident": {**told(kind)["incident"], **change}})
    found = refused(before, after)
    assert found, "nothing was refused"
    assert any(says in one for one in found), found


def test_a_fact_that_was_recorded_only_later_is_refused() -> None:
    before = tell.facts(told("shot"))
    late = [changed(each, recorded_at=tell.AS_OF.replace(year=2032)) for each in before.observations]
    assert refused(before, changed(before, observations=late))


def test_another_verdict_than_the_answers_make_is_refused() -> None:
    facts = tell.facts(told("shot"))
    found = next(each for each in judge(TEXT, facts, as_of=tell.AS_OF, window=None) if each.subject.kind == "incident")
    reason = explain(found, TEXT, facts, as_of=tell.AS_OF)
    for verdict in {"kept", "breached", "undetermined", "not_in_force"} - {found.outcome.verdict}:
        turned = changed(found, outcome=changed(found.outcome, verdict=verdict))
        with pytest.raises(IntegrityError, match="the answers make it"):
            check_finding(turned, reason, TEXT, facts, tell.AS_OF)


def test_evidence_that_is_not_on_record_is_refused() -> None:
    facts = tell.facts(told("shot"))
    found = next(each for each in judge(TEXT, facts, as_of=tell.AS_OF, window=None) if each.subject.kind == "incident")
    reason = explain(found, TEXT, facts, as_of=tell.AS_OF)
    with pytest.raises(IntegrityError, match="not on record"):
        check_finding(changed(found, evidence=["invented"]), reason, TEXT, facts, tell.AS_OF)
