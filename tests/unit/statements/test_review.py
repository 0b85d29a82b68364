"""People decide; what cannot be decided comes back as a rejection."""

from datetime import UTC, datetime

import msgspec
import pytest

from servanda.records.decision import Decision
from servanda.records.source import Source
from servanda.records.statement import Statement
from servanda.statements import propose, review

TEXT = "Macron said that talks go on. Russia demands a delay.\n"


@pytest.fixture
def proposals() -> list[Statement]:
    return propose(TEXT, Source(id="text:t", kind="text", publisher="Example desk", lang="en"))


def decision(about: str, does: str = "accept", **more: object) -> Decision:
    base = {"id": "d1", "about": about, "does": does, "by": "analyst", "role": "analyst"}
    return msgspec.convert({**base, "at": datetime(2026, 1, 7, tzinfo=UTC), **more}, Decision)


def test_without_decisions_everything_stays_in_the_inbox(proposals: list[Statement]) -> None:
    reviewed = review(proposals, [])
    assert reviewed.accepted == []
    assert {one.id for one in reviewed.undecided} == {one.id for one in proposals}


def test_accepting_with_another_paraphrase_changes_only_the_paraphrase(proposals: list[Statement]) -> None:
    says = {"en": "Talks go on.", "uk": "Переговори тривають."}
    reviewed = review(proposals, [decision(f"statement:{proposals[0].id}", says=says)])
    assert reviewed.accepted == [msgspec.structs.replace(proposals[0], says=says)]


def test_the_last_decision_counts_whatever_the_order_of_arrival(proposals: list[Statement]) -> None:
    name = f"statement:{proposals[0].id}"
    first = decision(name)
    last = decision(name, "reject", id="d2", at=datetime(2026, 1, 8, tzinfo=UTC))
    for order in ([first, last], [last, first]):
        assert [one.id for one in review(proposals, order).rejected] == [proposals[0].id]


@pytest.mark.parametrize(
    ("about", "more", "code"),
    [
        ("statement:st-000000000000", {}, "decision-about-unknown-statement"),
        ("SELF", {"does": "split"}, "decision-not-for-statements"),
        ("SELF", {"by": "RULE"}, "decision-by-the-proposer"),
        ("SELF", {"does": "edit"}, "decision-edit-without-words"),
    ],
)
def test_what_cannot_be_decided_is_rejected_and_shown(
    proposals: list[Statement], about: str, more: dict[str, str], code: str
) -> None:
    one = proposals[0]
    more = {name: one.rule if value == "RULE" else value for name, value in more.items()}
    reviewed = review(proposals, [decision(f"statement:{one.id}" if about == "SELF" else about, **more)])
    assert [bad.code for bad in reviewed.rejections] == [code]
    assert reviewed.accepted == []


def test_decisions_about_other_nouns_are_left_alone(proposals: list[Statement]) -> None:
    assert review(proposals, [decision("incident:x", "verify")]).rejections == []
