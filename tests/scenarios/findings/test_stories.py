"""Stories a lawyer can read, told in YAML beside this file; each is also told in the mirror and in another order."""

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

import msgspec
import pytest

from scenarios.findings import stories as tell
from servanda.findings import check_finding, explain, judge
from servanda.records.agreement import Agreement
from servanda.records.facts import Facts
from servanda.records.finding import Finding

TEXT: Agreement = tell.agreement()
STORIES = tell.stories()
TRUTHS = {"breached": "true", "kept": "false", "undetermined": "unknown", "not_in_force": "false"}


@dataclass(frozen=True)
class Told:
    facts: Facts
    expect: dict[str, Any]
    found: list[Finding]

    @property
    def one(self) -> Finding | None:
        kind, term = self.expect.get("kind", "incident"), self.expect["term"]
        fitting = [each for each in self.found if each.term == term and each.subject.kind == kind]
        if kind == "duty":
            fitting = [each for each in fitting if each.outcome.by == [self.expect["party"]]]
        if kind == "silence":
            fitting = [each for each in fitting if each.subject.place == self.expect["place"]]
        return fitting[0] if fitting else None


@cache
def told_once(name: str) -> tuple[Agreement, Facts, tuple[Finding, ...]]:
    """The one term of a story, its facts, and everything that is found on them."""
    told, expect = next((told, expect) for each, told, expect in STORIES if each == name)
    text = msgspec.structs.replace(TEXT, terms=[term for term in TEXT.terms if term.id == expect["term"]])
    facts = tell.facts(told)
    return text, facts, tuple(judge(text, facts, as_of=tell.AS_OF, window=tell.DAY))


def names(hinges: list[Any]) -> list[str]:
    return sorted(f"{hinge.cause}:{hinge.on}" for hinge in hinges)


def compare(found: Finding, expect: dict[str, Any]) -> None:
    outcome = found.outcome
    assert outcome.verdict == expect["verdict"]
    if not expect.get("any"):
        assert names(found.hinges) == sorted(expect.get("hinges", []))
    assert set(expect.get("hinges", [])) <= set(names(found.hinges))
    shown = {
        "by": outcome.by,
        "attribution": outcome.attribution,
        "attribution_hinges": names(found.attribution_hinges),
        "sector": found.subject.sector,
        "exemption": found.exemption,
        "notices": found.notices,
        "row": found.row,
        "watched": found.watched,
        "by_reading": {next(iter(each.readings.values())): each.verdict for each in found.by_reading},
    }
    asked = {key: expect[key] for key in shown if key in expect}
    assert {key: shown[key] for key in asked} == asked


def compare_numbers(found: Finding, expect: dict[str, Any]) -> None:
    flips = {flip.open: (flip.kept_up_to, flip.breached_above) for flip in found.flips}
    for name, (low, high) in expect.get("flip", {}).items():
        assert low <= flips[name][0] <= flips[name][1] <= high
    if expect.get("flip") == {}:
        assert flips == {}
    if expect.get("chance"):
        assert 0 < (found.hinges[0].chance or 0) < 1_000_000
    if "gaps" in expect:
        gaps = [msgspec.to_builtins(gap) for gap in found.hinges[0].gaps]
        assert gaps == [tell.span(gap) for gap in expect["gaps"]]


@pytest.mark.parametrize(("name", "told", "expect"), STORIES, ids=[name for name, _, _ in STORIES])
def test_story(name: str, told: dict[str, Any], expect: dict[str, Any]) -> None:
    facts = tell.facts(told)
    found = Told(facts, expect, list(told_once(name)[2])).one
    if expect.get("finding") == "none":
        assert found is None
        return
    assert found is not None, name
    compare(found, expect)
    compare_numbers(found, expect)


JUDGED = [name for name, _, _ in STORIES]


@pytest.mark.parametrize("name", JUDGED)
def test_every_finding_of_a_story_keeps_the_house_rules(name: str) -> None:
    text, facts, everything = told_once(name)
    for found in everything:
        undetermined = found.outcome.verdict == "undetermined"
        assert bool(found.hinges) is undetermined, (name, found)
        if found.outcome.verdict == "kept" and found.subject.kind == "silence":
            assert (found.watched or 0) >= 800_000
        reason = explain(found, text, facts, as_of=tell.AS_OF, window=tell.DAY)
        check_finding(found, reason, text, facts, tell.AS_OF)
        kept_is_true = found.subject.kind != "incident"
        swapped = {"kept": "true", "breached": "false"} if kept_is_true else {}
        assert reason.truth == {**TRUTHS, **swapped}[found.outcome.verdict]


def words(value: Any) -> Any:
    """Everything but identifiers, with words in any order: lists of names follow the alphabet."""
    if isinstance(value, dict):
        return {key: words(each) for key, each in value.items() if key != "id" or value.get("kind")}
    if isinstance(value, list):
        return sorted((words(each) for each in value), key=lambda each: json.dumps(each, sort_keys=True))
    return sorted(value.replace(".", " ").replace(",", " ").split()) if isinstance(value, str) else value


@pytest.mark.parametrize("name", JUDGED)
def test_in_the_mirror_everything_swaps_and_nothing_else_changes(name: str) -> None:
    text, facts, here = told_once(name)
    text_there = msgspec.convert(tell.mirrored(msgspec.to_builtins(text)), Agreement, strict=False)
    facts_there = msgspec.convert(tell.mirrored(msgspec.to_builtins(facts)), Facts, strict=False)
    there = judge(text_there, facts_there, as_of=tell.AS_OF, window=tell.DAY)
    reflected = [tell.mirrored(msgspec.to_builtins(found)) for found in here]
    assert words(reflected) == words([msgspec.to_builtins(found) for found in there]), name


@pytest.mark.parametrize("name", JUDGED[::4])
def test_order_of_arrival_does_not_matter(name: str) -> None:
    text, facts, here = told_once(name)
    backwards = Facts(**{field: list(reversed(getattr(facts, field))) for field in Facts.__struct_fields__})
    assert list(here) == judge(text, backwards, as_of=tell.AS_OF, window=tell.DAY), name


def test_there_are_thirty_triples_at_least() -> None:
    assert len(STORIES) >= 90
    assert len({name for name, _, _ in STORIES}) == len(STORIES)
