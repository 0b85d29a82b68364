"""What the separate checker refuses: an explanation of other facts or another text, and every forgery of a true one.

A forger changes one thing, makes every answer above it follow, and turns the verdict with it.
"""

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from scenarios.findings import stories as tell
from servanda.errors import IntegrityError
from servanda.findings import check_finding, explain, judge
from servanda.records.agreement import Agreement
from servanda.records.facts import Facts
from servanda.records.finding import Claim, Finding, Reason, Verdict

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


Spot = tuple[int, ...]
OPPOSITE = {"true": "false", "false": "true", "unknown": "unknown"}
ALL = tell.stories()


def spots(reason: Reason, here: Spot = ()) -> Iterator[tuple[Spot, Reason]]:
    yield here, reason
    for index, part in enumerate(reason.parts):
        yield from spots(part, (*here, index))


def forged(reason: Reason, spot: Spot, node: Reason | None) -> Reason:
    """The tree with one node replaced, or taken away, and every answer above it as its parts make it."""
    if not spot:
        assert node is not None
        return node
    parts = list(reason.parts)
    parts[spot[0] : spot[0] + 1] = [] if node is None and len(spot) == 1 else [forged(parts[spot[0]], spot[1:], node)]
    return changed(reason, parts=parts, truth=follows(reason.joined, [part.truth for part in parts]))


def follows(joined: str, answers: list[str]) -> str:
    if joined == "not":
        return OPPOSITE[answers[0]] if answers else "true"
    decisive, otherwise = ("false", "true") if joined == "all" else ("true", "false")
    return decisive if decisive in answers else "unknown" if "unknown" in answers else otherwise


def numbered(reason: Reason, path: str = "1") -> Reason:
    parts = [numbered(part, f"{path}.{index}") for index, part in enumerate(reason.parts, start=1)]
    return changed(reason, id=path, parts=parts)


def turned(found: Finding, reason: Reason) -> Finding:
    """The finding with the verdict that the forged answers make."""
    if len(reason.parts) != 2:
        return found
    force, answer = (part.truth for part in reason.parts)
    kept = found.watched is not None or found.subject.kind in {"duty", "silence", "cap"}
    silent = found.subject.kind == "silence" and answer == "false"
    verdict: Verdict = "kept" if (answer == "true") is kept else "breached"
    verdict = "undetermined" if "unknown" in (force, answer) or silent else verdict
    verdict = "not_in_force" if force == "false" else verdict
    return changed(found, outcome=changed(found.outcome, verdict=verdict))


def forgeries(reason: Reason) -> Iterator[tuple[str, Reason, Spot, Reason | None]]:
    """What was done, the node before, where it stands, and the node after."""
    for spot, node in spots(reason):
        if spot:
            yield "a part dropped", node, spot, None
        if node.cite:
            yield "another place cited", node, spot, changed(node, cite="art. 99")
        if node.joined == "leaf" and node.claim is not None:
            yield "an absent fact", node, spot, changed(node, rests_on=[*node.rests_on, "nothing-such"])
            yield "no claim", node, spot, changed(node, claim=None)
            for answer in sorted({"true", "false", "unknown"} - {node.truth}):
                yield "an answer turned", node, spot, changed(node, truth=answer)
            for claim in claims(node.claim):
                yield "a number changed", node, spot, changed(node, claim=claim)
            another = changed(node.claim, on=[*node.claim.on[:-1], "another"])
            yield "something else asked", node, spot, changed(node, claim=another)


def claims(claim: Claim) -> Iterator[Claim]:
    for name in ("low", "high", "limit"):
        number = getattr(claim, name)
        if number is not None:
            yield changed(claim, **{name: number + 50 + number // 10})


def explained(told: dict[str, Any], term: str) -> Iterator[tuple[Agreement, Facts, Finding, Reason]]:
    text, facts = changed(TEXT, terms=[each for each in TEXT.terms if each.id == term]), tell.facts(told)
    for found in judge(text, facts, as_of=tell.AS_OF, window=tell.DAY):
        yield text, facts, found, explain(found, text, facts, as_of=tell.AS_OF, window=tell.DAY)


def is_refused(found: Finding, reason: Reason, text: Agreement, facts: Facts) -> bool:
    try:
        check_finding(found, reason, text, facts, tell.AS_OF)
    except IntegrityError as error:
        return error.code == "explanation-does-not-follow"
    return False


@pytest.mark.parametrize(("name", "told", "expect"), ALL[::3], ids=[name for name, _, _ in ALL[::3]])
def test_no_forgery_of_a_story_passes_except_where_the_checker_says_that_it_cannot_tell(
    name: str, told: dict[str, Any], expect: dict[str, Any]
) -> None:
    for text, facts, found, reason in explained(told, expect["term"]):
        untold = check_finding(found, reason, text, facts, tell.AS_OF)
        for done, node, spot, after in forgeries(reason):
            if node.id in untold and done in {"an answer turned", "a number changed"}:
                continue
            if done == "a part dropped" and node.claim is not None and node.claim.kind == "undisturbed":
                continue  # whether a silence names everything that may have disturbed it is not checked
            forgery = numbered(forged(reason, spot, after))
            assert is_refused(turned(found, forgery), forgery, text, facts), (name, found.id, node.id, node.claim, done)


def test_nine_leaves_of_ten_are_computed_again() -> None:
    leaves = again = 0
    for _, told, expect in ALL:
        for text, facts, found, reason in explained(told, expect["term"]):
            own = sum(node.joined == "leaf" and node.claim is not None for _, node in spots(reason))
            leaves += own
            again += own - len(check_finding(found, reason, text, facts, tell.AS_OF))
    assert again / leaves > 0.9
