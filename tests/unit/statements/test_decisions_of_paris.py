"""The bundled decisions of the Paris case fit what the reader proposes today."""

import re
from pathlib import Path

import msgspec
import pytest
import yaml

from servanda.records.decision import Decision
from servanda.records.source import Source
from servanda.records.statement import Statement
from servanda.statements import Reviewed, channels, conflicts, hardened, propose, review
from servanda.statements.certainty import strength

CASE = Path(__file__).resolve().parents[3] / "cases" / "paris-2026"


def _load(name: str, kind: type) -> list:
    return msgspec.convert(yaml.safe_load((CASE / name).read_text("utf-8")), list[kind])


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    return {one.id: (CASE / one.file).read_bytes().decode() for one in _load("sources/texts.yaml", Source)}


@pytest.fixture(scope="module")
def proposals(texts: dict[str, str]) -> list[Statement]:
    return [one for source in _load("sources/texts.yaml", Source) for one in propose(texts[source.id], source)]


@pytest.fixture(scope="module")
def reviewed(proposals: list[Statement]) -> Reviewed:
    return review(proposals, _load("decisions.yaml", Decision))


def test_each_decision_is_about_a_proposal(reviewed: Reviewed) -> None:
    assert reviewed.rejections == []


def test_most_statements_are_accepted_and_some_are_not(reviewed: Reviewed) -> None:
    assert 70 <= len(reviewed.accepted) <= 100
    assert reviewed.rejected
    assert reviewed.unsure


def test_nothing_is_hardened_in_any_text(proposals: list[Statement], texts: dict[str, str]) -> None:
    for name, text in texts.items():
        assert hardened(text, [one for one in proposals if one.source == name]) == []


def test_the_signal_is_awaited_in_a_headline_only(reviewed: Reviewed) -> None:
    [signal] = [one for one in reviewed.accepted if one.frame == "awaited_signal"]
    assert signal.headline_only
    assert (signal.actors, signal.counterparts) == (["ALLIES"], ["USA"])


def test_positively_has_three_speakers_and_one_channel(reviewed: Reviewed) -> None:
    voices = channels([one for one in reviewed.accepted if one.frame == "assessment"])
    assert len(voices.speakers) == 3
    assert len(voices.channels) == 1


def test_territory_is_at_odds_in_two_texts(reviewed: Reviewed) -> None:
    known = {one.id: one for one in reviewed.accepted}
    pairs = [(known[left], known[right]) for left, right in conflicts(reviewed.accepted)]
    assert {left.source for left, _ in pairs} == {"text:dispatch-uk-morning", "text:dispatch-en"}
    assert all((left.actors, right.actors) == (["RUS"], ["UKR"]) for left, right in pairs)


@pytest.mark.parametrize("party", ["GBR", "FRA", "SWE", "DEU", "BEL", "USA"])
def test_announced_contributions_are_found_and_none_is_a_certain_deployment(reviewed: Reviewed, party: str) -> None:
    pledges = [one for one in reviewed.accepted if one.frame == "pledge" and party in one.actors]
    assert pledges
    for one in pledges:
        assert min([strength(one.certainty), *(strength(event.certainty) for event in one.embedded)]) <= 2


def test_swedens_condition_stands_in_the_words(reviewed: Reviewed, texts: dict[str, str]) -> None:
    [sweden] = [one for one in reviewed.accepted if one.actors == ["SWE"] and one.source == "text:dispatch-uk-evening"]
    [condition] = [texts[sweden.source][span.start : span.end] for span in sweden.conditions]
    assert "парламент" in condition


@pytest.mark.parametrize("party", ["ITA", "POL"])
def test_refusals_are_found(reviewed: Reviewed, party: str) -> None:
    assert [one for one in reviewed.accepted if one.frame == "refusal" and party in one.actors]


def test_the_page_lists_exactly_the_accepted_statements(reviewed: Reviewed) -> None:
    page = (CASE.parents[1] / "docs" / "dossier.md").read_text("utf-8")
    listed = re.findall(r"^\| `(st-[0-9a-f]{12})` \|", page, re.MULTILINE)
    assert sorted(listed) == sorted(one.id for one in reviewed.accepted)
