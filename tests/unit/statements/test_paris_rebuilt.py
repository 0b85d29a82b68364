"""The Paris case is rebuilt from its texts, the reader and recorded decisions; nothing in it hangs in the air."""

from pathlib import Path

import msgspec
import pytest

from servanda.adapters.cases import CaseFolder, read_case
from servanda.adapters.register import register_of
from servanda.records.statement import Statement
from servanda.statements import Reviewed, propose, review
from servanda.statements.carrying import carry
from servanda.statements.derived import Asserted, Backing, asserted_by, backing, feeds

CASE = Path(__file__).resolve().parents[3] / "cases" / "paris-2026"


@pytest.fixture(scope="module")
def folder() -> CaseFolder:
    return read_case(CASE)


@pytest.fixture(scope="module")
def proposals(folder: CaseFolder) -> list[Statement]:
    at_hand = [one for one in folder.sources if one.id in folder.texts]
    return [one for source in at_hand for one in propose(folder.texts[source.id], source)]


@pytest.fixture(scope="module")
def accepted(folder: CaseFolder, proposals: list[Statement]) -> list[Statement]:
    reviewed: Reviewed = review(proposals, folder.decisions)
    return reviewed.accepted


@pytest.fixture(scope="module")
def asserted() -> list[Asserted]:
    found = register_of(CASE)
    return list(asserted_by(found.register.commitments, found.register.events, found.plan))


def unsupported(found: list[Backing]) -> list[str]:
    return [one.asserted.id for one in found if not one.statements]


def test_every_text_of_the_case_is_ours_and_at_hand(folder: CaseFolder) -> None:
    assert folder.rejections == []
    assert {one.licence for one in folder.sources if one.id in folder.texts} == {"ours"}


def test_every_promise_step_reading_event_and_need_rests_on_an_accepted_statement(
    asserted: list[Asserted], accepted: list[Statement]
) -> None:
    kinds = {one.kind for one in asserted}
    assert kinds == {"commitment", "status", "reading", "event", "event-state", "requirement"}
    assert unsupported(backing(asserted, accepted)) == []


def test_without_a_statement_whatever_rested_on_it_alone_is_unsupported(
    asserted: list[Asserted], accepted: list[Statement]
) -> None:
    before = backing(asserted, accepted)
    carrying = {name for one in before for name in one.statements}
    assert len(carrying) > 50
    for name in carrying:
        left = unsupported(backing(asserted, [one for one in accepted if one.id != name]))
        assert left == [one.asserted.id for one in before if one.statements == [name]]


def test_without_decisions_nothing_is_supported(asserted: list[Asserted], proposals: list[Statement]) -> None:
    nothing = review(proposals, []).accepted
    assert len(unsupported(backing(asserted, nothing))) == len(asserted)


def test_no_promise_rests_on_a_mere_possibility(asserted: list[Asserted], accepted: list[Statement]) -> None:
    known = {one.id: one for one in accepted}
    for one in backing(asserted, accepted):
        assert not one.asserted.firm or all(feeds(known[name]) for name in one.statements)
    turkey = next(one for one in accepted if one.actors == ["TUR"])
    assert not feeds(turkey)
    assert not [one for one in asserted if turkey.id in one.support]


def test_what_was_decided_about_is_what_the_reader_proposes_today(proposals: list[Statement]) -> None:
    """Fails after a better reader: carry the decisions over with `scripts/carry_decisions.py CASE --write`."""
    lines = (CASE / "sources" / "statements.jsonl").read_bytes().splitlines()
    before = [msgspec.json.decode(line, type=Statement) for line in lines]
    found = carry(before, proposals)
    assert {one.id for one in before} <= {one.id for one in proposals}
    assert [one for one in found.altered if one.firmer] == []
