"""Findings put on the record: issued once, corrected by errata, never edited, never approved by who issued them."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner, Result

from scenarios.versions.amended import FIRST, add, exercise
from servanda.cli.main import root
from servanda.errors import InputError, NotFound
from servanda.ledger import Entry, Ledger, read_signer, verify
from servanda.records.issue import Issued
from servanda.runs.issuing import Issuer
from servanda.runs.issuing import issue as put
from servanda.runs.opened import Opened

LATE = {
    "id": "EX-RP-9",
    "by": "EX-BRIAR",
    "about": "EX-O-32",
    "at": "2031-03-15T05:00:00Z",
    "says": {"en": "Our post was never told.", "uk": "Наш пост не попередили."},
}


@pytest.fixture
def case(tmp_path: Path) -> Path:
    return exercise(tmp_path)


def say(*words: object) -> Result:
    return CliRunner().invoke(root, [str(word) for word in words], catch_exceptions=False)


def ingest(case: Path) -> dict[str, Any]:
    done = say("ingest", case, "--key", case.parent / "key")
    return answer(done)


def issue(case: Path, *more: str) -> dict[str, Any]:
    return answer(
        say("findings", "issue", case, "--by", "O. Desk", "--role", "analyst", "--key", case.parent / "key", *more)
    )


def answer(done: Result) -> dict[str, Any]:
    held: dict[str, Any] = json.loads(done.stdout)
    return held


def entries(case: Path, kind: str = "") -> list[tuple[int, Entry]]:
    every = enumerate(Ledger.open(case / "ledger").entries())
    return [(index, entry) for index, entry in every if kind in ("", entry.type)]


def test_every_finding_is_issued_once_with_its_receipt(case: Path) -> None:
    size = ingest(case)["size"]
    first = issue(case)
    assert (first["before"], first["issued"], first["errata"], first["size"]) == (size, 24, 0, size + 24)
    issued = [msgspec.convert(entry.payload, Issued) for _, entry in entries(case, "finding")]
    assert {one.finding.receipt.tree_size for one in issued if one.finding.receipt} == {size}
    assert {entry.author for _, entry in entries(case, "finding")} == {"O. Desk"}


def test_issuing_again_appends_nothing(case: Path) -> None:
    ingest(case)
    first, second = issue(case), issue(case)
    assert (second["issued"], second["errata"], second["unchanged"]) == (0, 0, 24)
    assert (second["size"], second["root"]) == (first["size"], first["root"])


def test_a_late_reply_is_an_erratum_that_names_entry_change_and_ground(case: Path) -> None:
    ingest(case)
    issue(case)
    before = {entry.payload["id"]: index for index, entry in entries(case, "finding")}
    kept = (case / "ledger" / "entries.jsonl").read_bytes()
    add(case, "replies.yaml", [LATE])
    ingest(case)
    done = issue(case)
    assert (done["issued"], done["errata"]) == (1, 1)
    [(index, entry)] = entries(case, "erratum")
    [reply] = [at for at, each in entries(case, "reply") if each.payload["id"] == "EX-RP-9"]
    said = entry.payload
    assert said["earlier"] == before[said["about"]]
    assert (said["changed"], said["because"], said["later"]) == (["replies"], [reply], index - 1)
    held = entries(case)[said["later"]][1].payload["finding"]
    assert held["replies"][-1]["says"] == LATE["says"]
    assert (case / "ledger" / "entries.jsonl").read_bytes().startswith(kept)
    assert verify(case / "ledger").ok


def test_a_correction_that_turns_a_verdict_says_from_what_to_what(case: Path) -> None:
    ingest(case)
    issue(case)
    judged = {entry.payload["id"]: entry.payload["finding"] for _, entry in entries(case, "finding")}
    shot = next(one for one in judged.values() if one["outcome"]["verdict"] == "breached" and len(one["evidence"]) == 1)
    name = shot["evidence"][0]
    lines = (case / "observations.jsonl").read_text("utf-8").splitlines()
    seen = json.loads(next(line for line in lines if f'"id": "{name}"' in line or f'"id":"{name}"' in line))
    claim = {"method": "party_complaint", "verb": "alleged", "recorded_at": "2031-03-15T04:00:00Z"}
    mended = {**seen, **claim, "id": "EX-O-99", "corrects": seen["id"]}
    with (case / "observations.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(mended) + "\n")
    ingest(case)
    issue(case)
    errata = [entry.payload for _, entry in entries(case, "erratum")]
    assert any(
        one["was"]["verdict"] == "breached" and one.get("now", {}).get("verdict") != "breached" for one in errata
    )
    batch = max(at for at, entry in entries(case, "batch"))
    assert all(batch in one["because"] for one in errata)


def test_a_finding_that_the_record_no_longer_gives_is_withdrawn_once_and_may_come_back(case: Path) -> None:
    ingest(case)
    issue(case)
    found = list(Opened(case).findings)
    issuer = Issuer(by="O. Desk", role="analyst", at=datetime(2031, 3, 15, 7, tzinfo=UTC))
    with Ledger.open(case / "ledger", signer=read_signer(case.parent / "key")) as ledger:
        gone = put(ledger, found[1:], issuer)
        assert [(one.about, one.later, one.now) for one in gone.errata] == [(found[0].id, None, None)]
        assert not put(ledger, found[1:], issuer).errata
        back = put(ledger, found, issuer)
        assert [one.id for one in back.issued] == [found[0].id]


def test_errata_are_listed_for_people_and_programs(case: Path) -> None:
    ingest(case)
    issue(case)
    add(case, "replies.yaml", [LATE])
    ingest(case)
    issue(case)
    [line] = say("findings", "errata", case).stdout.splitlines()
    assert json.loads(line)["changed"] == ["replies"]
    people = say("findings", "errata", case / "ledger", "--format", "people", "--lang", "uk").stdout.splitlines()
    assert all(one.startswith("НАВЧАННЯ") for one in people)
    assert "відповіді сторін" in "\n".join(people)
    assert say("findings", "errata", case, "--as-of", "45").stdout == ""


def test_who_issued_a_finding_does_not_approve_it(case: Path) -> None:
    ingest(case)
    issue(case)
    name = entries(case, "finding")[0][1].payload["id"]
    words = ["decide", case, f"finding:{name}", "--does", "approve", "--role", "head", "--key", case.parent / "key"]
    with pytest.raises(InputError, match="decision-by-the-proposer"):
        say(*words, "--by", " o. desk")
    assert say(*words, "--by", "H. Head").exit_code == 0


def test_what_was_issued_is_no_fact_and_changes_no_finding(case: Path) -> None:
    ingest(case)
    before = listed(case)
    issue(case)
    assert listed(case) == before


def listed(case: Path) -> list[dict[str, Any]]:
    """Findings as they are listed, without what they were made from."""
    return [{**json.loads(line), "receipt": None} for line in say("findings", "list", case).stdout.splitlines()]


def test_a_case_without_a_ledger_of_its_own_is_refused(case: Path) -> None:
    with pytest.raises(InputError, match="case-without-ledger"):
        say("findings", "errata", case)


def test_a_position_taken_at_the_desk_stands_with_every_finding_on_the_term(case: Path) -> None:
    ingest(case)
    words = ["agreements", "position", case, f"{FIRST}:no-fire", "--by", "EX-BRIAR", "--key", case.parent / "key"]
    answer(say(*words, "--accepts", "no", "--says", "Не так.", "--lang", "uk"))
    *_, last = entries(case)
    assert (last[1].type, last[1].author, last[1].payload["says"]) == ("position", "EX-BRIAR", {"uk": "Не так."})
    # the exercise is judged for a day that is still ahead, so what is said today was known then
    found = [one for one in listed(case) if one["term"] == "no-fire"]
    assert {one["encoding"]["EX-BRIAR"] for one in found} == {"no"}
    assert all(one["positions"][-1]["says"] == {"uk": "Не так."} for one in found)


@pytest.mark.parametrize(
    ("text", "by"), [("nothing@1", "EX-BRIAR"), (f"{FIRST}:no-term", "EX-BRIAR"), (FIRST, "EX-NOBODY")]
)
def test_a_position_on_nothing_or_of_nobody_is_refused(case: Path, text: str, by: str) -> None:
    size = ingest(case)["size"]
    with pytest.raises(NotFound, match="position-about-nothing"):
        say("agreements", "position", case, text, "--by", by, "--accepts", "yes", "--key", case.parent / "key")
    assert verify(case / "ledger").size == size
