"""Every finding says what it was made from; who has the same gets the same bytes."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa
import pytest
from click.testing import CliRunner

import servanda
from scenarios.findings import stories as tell
from scenarios.versions.amended import CASE, FIRST, exercise
from servanda.adapters.agreements import load
from servanda.cli.findings import group
from servanda.ledger import Ledger, verify
from servanda.records.facts import Facts
from servanda.runs.adopted import digest_of
from servanda.runs.receipts import digest_of_facts

GOLDEN = Path(__file__).resolve().parents[2] / "golden" / "findings" / "receipt.json"


def listed(*arguments: str) -> list[dict[str, Any]]:
    done = CliRunner().invoke(group, ["list", *arguments])
    assert done.exit_code == 0, done.output
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_two_replays_in_two_places_give_the_same_bytes(tmp_path: Path) -> None:
    here = CliRunner().invoke(group, ["list", str(CASE)]).stdout_bytes
    there = CliRunner().invoke(group, ["list", str(exercise(tmp_path))]).stdout_bytes
    assert here == there
    assert here.count(b"\n") == 24


def test_the_receipt_of_the_exercise_is_the_one_that_was_written_down() -> None:
    receipts = {json.dumps(one["receipt"], sort_keys=True) for one in listed(str(CASE))}
    assert receipts == {json.dumps(json.loads(GOLDEN.read_text("utf-8")), sort_keys=True)}


def test_a_receipt_can_be_checked_by_hand() -> None:
    opened = servanda.open(CASE)
    receipt = opened.findings[0].receipt
    assert receipt is not None
    assert receipt.agreement_sha256 == digest_of(next(one for one in load(CASE / "agreements") if one.id in FIRST))
    ledger: Ledger = opened.workspace.ledger
    assert receipt.tree_size is not None
    assert receipt.root == ledger.root(receipt.tree_size).hex()
    assert verify(ledger.folder).root == ledger.root().hex()
    assert (receipt.engine, receipt.as_of) == (servanda.__version__, opened.moment)


def test_at_another_size_it_is_another_receipt() -> None:
    sizes = [{one["receipt"]["tree_size"] for one in listed(str(CASE), "--as-of", str(size))} for size in (40, 41)]
    assert sizes == [{40}, {41}]


def test_columns_carry_it_too(tmp_path: Path) -> None:
    listed(str(CASE), "--to", "arrow", "--out", str(tmp_path / "it.arrow"))
    with pa.ipc.open_file(tmp_path / "it.arrow") as file:
        held = json.loads(file.schema.metadata[b"receipts"])
    assert held == {FIRST: json.loads(GOLDEN.read_text("utf-8"))}


@pytest.fixture
def facts() -> Facts:
    shot = {"do": "fire", "at": [-3, 2], "when": "10:00", "by": ["ASTER"], "seen": ["own_senses patrol who"]}
    return tell.facts({"incident": [shot, {**shot, "when": "11:00"}, {**shot, "do": "fly"}]})


def judged(facts: Facts, folder: Path) -> list[dict[str, Any]]:
    text = folder / "text"
    text.mkdir(exist_ok=True)
    (text / "story.yaml").write_bytes(msgspec.json.encode(tell.agreement()))
    command = ["judge", str(text), "-", "--as-of", tell.AS_OF.isoformat()]
    done = CliRunner().invoke(group, command, input=msgspec.json.encode(facts))
    assert done.exit_code == 0, done.output
    return [json.loads(line) for line in done.stdout.splitlines() if '"type":"rejection"' not in line]


def test_facts_alone_are_named_by_their_hash_whatever_their_order(facts: Facts, tmp_path: Path) -> None:
    backward = {name: list(getattr(facts, name))[::-1] for name in Facts.__struct_fields__}
    first, second = judged(facts, tmp_path), judged(Facts(**backward), tmp_path)
    assert first == second
    assert {one["receipt"]["facts_sha256"] for one in first} == {digest_of_facts(facts)}


def test_another_fact_is_another_receipt(facts: Facts) -> None:
    fewer = msgspec.structs.replace(facts, incidents=facts.incidents[1:])
    moved = msgspec.structs.replace(facts, incidents=[], observations=list(facts.observations))
    assert len({digest_of_facts(one) for one in (facts, fewer, moved)}) == 3
