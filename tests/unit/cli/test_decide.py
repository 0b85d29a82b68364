"""A person's decision is an entry like any other: dated, named, never edited."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from servanda.cli.main import root
from servanda.errors import NotFound
from servanda.ledger import Ledger, verify
from servanda.runs.spine import Options, run

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def case(tmp_path: Path) -> Path:
    folder = tmp_path / "cases" / "paris-2026"
    shutil.copytree(ROOT / "cases" / "paris-2026", folder)
    shutil.copytree(ROOT / "agreements" / "paris-2026", tmp_path / "agreements" / "paris-2026")
    assert CliRunner().invoke(root, ["ingest", str(folder), "--key", str(tmp_path / "key")]).exit_code == 0
    return folder


def decide(case: Path, about: str, does: str) -> dict[str, object]:
    words = ["decide", str(case), about, "--does", does, "--by", "A. Reader", "--role", "analyst"]
    result = CliRunner().invoke(root, [*words, "--key", str(case.parents[1] / "key")], catch_exceptions=False)
    answer: dict[str, object] = json.loads(result.stdout)
    return answer


def test_a_decision_is_appended_and_the_last_one_counts(case: Path, tmp_path: Path) -> None:
    before = run(case, Options(out=tmp_path / "out")).dossier.statements
    decided = decide(case, f"statement:{before[0].id}", "reject")
    after = run(case, Options(out=tmp_path / "out")).dossier.statements
    assert [one.id for one in after] == [one.id for one in before[1:]]
    assert verify(case / "ledger").size == decided["size"]
    *_, last = Ledger.open(case / "ledger").entries()
    assert (last.type, last.author, last.payload["does"]) == ("decision", "A. Reader", "reject")


def test_a_decision_about_nothing_is_refused_and_nothing_is_appended(case: Path) -> None:
    size = verify(case / "ledger").size
    with pytest.raises(NotFound, match="decision-about-nothing"):
        decide(case, "statement:st-000000000000", "accept")
    assert verify(case / "ledger").size == size
