"""What did we know, under which text: judge, show and explain of a case at a size of its ledger or at a moment."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import servanda
from scenarios.versions.amended import ADOPTIONS, CASE, FIRST, SECOND, exercise
from servanda.cli.findings import group
from servanda.errors import NotFound


@pytest.fixture(scope="module")
def amended(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return exercise(tmp_path_factory.mktemp("as-of"), {"adoptions.yaml": ADOPTIONS}, amended=True)


def say(*words: object) -> Result:
    return CliRunner().invoke(group, [str(word) for word in words], catch_exceptions=False)


def lines(*words: object) -> list[dict[str, Any]]:
    done = say(*words)
    assert done.exit_code == 0, done.output
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_case_is_judged_as_it_is_listed(amended: Path) -> None:
    for as_of in ((), ("--as-of", "43"), ("--as-of", "2031-03-14T23:30:00Z")):
        judged = {one["id"]: one for one in lines("judge", amended, *as_of)}
        assert judged == {one["id"]: one for one in lines("list", amended, *as_of)}


def test_a_size_and_the_moment_of_its_last_entry_know_the_same(amended: Path) -> None:
    opened = servanda.open(amended, as_of=30)
    *_, last = opened.workspace.ledger.entries(30)
    size = servanda.open(amended, as_of=last.recorded_at).size
    assert lines("list", amended, "--as-of", size) == lines("list", amended, "--as-of", last.recorded_at.isoformat())


def test_one_finding_is_shown_with_receipt_and_reply_and_explained(amended: Path) -> None:
    answered = next(one for one in lines("list", amended) if one.get("replies") and one["agreement"] == FIRST)
    [shown] = lines("show", amended, answered["id"])
    assert shown == answered
    people = say("show", amended, answered["id"], "--format", "people", "--lang", "uk").stdout
    assert all(line.startswith("НАВЧАННЯ") for line in people.splitlines())
    assert answered["replies"][0]["says"]["uk"] in people
    [reason] = lines("explain", amended, answered["id"], "--format", "json")
    assert "EX-AD-1" in json.dumps(reason)


def test_what_was_found_later_is_not_there_before(amended: Path) -> None:
    later = {one["id"] for one in lines("list", amended)} - {one["id"] for one in lines("list", amended, "--as-of", 20)}
    name = min(later)
    assert say("show", amended, name).exit_code == 0
    with pytest.raises(NotFound, match="finding-unknown"):
        say("show", amended, name, "--as-of", 20)


def test_every_finding_of_every_version_is_explained_and_checked(amended: Path) -> None:
    found = lines("list", amended)
    assert {one["agreement"] for one in found} == {FIRST, SECOND}
    for one in found[::9]:
        assert lines("explain", amended, one["id"], "--format", "json")


def test_a_size_says_nothing_of_a_document_of_facts_and_a_folder_of_texts_is_no_case() -> None:
    sized = CliRunner().invoke(group, ["judge", str(CASE / "agreements"), "-", "--as-of", "7"], input=b"{}")
    assert (sized.exit_code, "size of a ledger" in sized.output) == (2, True)
    alone = CliRunner().invoke(group, ["judge", str(CASE / "agreements")])
    assert (alone.exit_code, "is no case" in alone.output) == (2, True)
