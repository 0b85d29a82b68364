"""A case with a ledger of its own: appended to once, held against its files, never answered from changed words."""

import hashlib
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from door import servanda
from servanda.errors import IntegrityError
from servanda.ledger import Ledger, create_signer, read_signer
from servanda.runs.casefiles import items, read_case_files
from servanda.runs.ingest import ingest
from servanda.runs.replay import append
from servanda.runs.workspace import open_case

ROOT = Path(__file__).resolve().parents[3]
NOW = datetime(2032, 1, 1, tzinfo=UTC)


@pytest.fixture
def case(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "cases" / "exercise-meridian", tmp_path / "case")
    create_signer(tmp_path / "key")
    take_in(tmp_path / "case")
    return tmp_path / "case"


def take_in(case: Path, *, most: int | None = None) -> tuple[int, list[str]]:
    """Append what is new; with `most`, die after so many items. Gives what was added and codes of what was refused."""
    signer = read_signer(case.parent / "key")
    with Ledger.open(case / "ledger", signer=signer, origin="EX-MERIDIAN/ledger") as ledger:
        every = items(read_case_files(case))
        if most is not None:
            append(ledger, every[:most])
            return most, []
        added, refused = ingest(ledger, every, now=NOW)
    return len(added), [one.code for one in refused]


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def command(*arguments: str | Path) -> tuple[int, str]:
    done = servanda(*arguments)
    return done.returncode, done.stderr


def test_a_second_ingest_adds_nothing(case: Path) -> None:
    assert take_in(case) == (0, [])


def test_an_interrupted_ingest_is_completed_by_the_next(tmp_path: Path, case: Path) -> None:
    whole = open_case(case, tmp_path / "out")
    shutil.rmtree(case / "ledger")
    take_in(case, most=20)
    take_in(case)
    again = open_case(case, tmp_path / "out")
    assert (again.known, again.size) == (whole.known, whole.size)


def test_all_that_was_taken_in_is_known_without_the_lists_it_came_from(tmp_path: Path, case: Path) -> None:
    whole = open_case(case, tmp_path / "out")
    for name in ("notices.yaml", "commitments.yaml", "observations.jsonl", "events.yaml", "plan.yaml"):
        (case / name).unlink()
    assert open_case(case, tmp_path / "out").known == whole.known
    assert len(whole.known.observations) == 38


def test_an_instrument_that_is_not_the_adopted_one_stops_the_run(tmp_path: Path, case: Path) -> None:
    edit(case / "agreements" / "ex-meridian-guarantee.yaml", "PT24H", "PT25H")
    with pytest.raises(IntegrityError, match="agreement-changed"):
        open_case(case, tmp_path / "out")
    assert command("run", case, "--out", tmp_path / "out")[0] == 3


def test_an_adopted_instrument_without_its_file_stops_the_run(tmp_path: Path, case: Path) -> None:
    (case / "agreements" / "ex-meridian-guarantee.yaml").unlink()
    with pytest.raises(IntegrityError, match="agreement-missing"):
        open_case(case, tmp_path / "out")


def test_a_changed_instrument_is_not_adopted_again_under_its_version(case: Path) -> None:
    edit(case / "agreements" / "ex-meridian-guarantee.yaml", "PT24H", "PT25H")
    assert take_in(case) == (1, ["agreement-readopted"])
    assert take_in(case) == (0, ["agreement-readopted"])


def test_a_changed_observation_is_refused_and_the_refusal_recorded(tmp_path: Path, case: Path) -> None:
    edit(case / "observations.jsonl", '"low": 4', '"low": 5')
    assert take_in(case) == (1, ["observation-changed"])
    codes = [one.code for one in open_case(case, tmp_path / "out").known.of("rejection")]
    assert codes.count("observation-changed") == 1


def test_a_changed_text_stops_the_run(tmp_path: Path, case: Path) -> None:
    text = case / "sources" / "note.txt"
    text.write_text("A note.\n", "utf-8")
    digest = hashlib.sha256(text.read_bytes()).hexdigest()
    fields = f"id: EX-NOTE, kind: text, publisher: EX-MISSION, lang: en, file: sources/note.txt, sha256: {digest}"
    (case / "sources" / "notes.yaml").write_text(f"- {{{fields}}}\n", "utf-8")
    assert take_in(case) == (1, [])
    assert "EX-NOTE" in open_case(case, tmp_path / "out").texts
    text.write_text("Another note.\n", "utf-8")
    with pytest.raises(IntegrityError, match="text-changed"):
        open_case(case, tmp_path / "out")


def test_a_key_in_the_case_is_refused_before_it_is_made(case: Path) -> None:
    code, said = command("ingest", case, "--key", case / "key")
    assert code == 2
    assert "[key-inside-case]" in said
    assert not (case / "key").exists()


@pytest.mark.parametrize("what", ["a file of somebody", "a file for the folder", "results in the case"])
def test_a_replay_removes_nothing_that_is_not_its_own(tmp_path: Path, what: str) -> None:
    case, out = ROOT / "cases" / "exercise-meridian", tmp_path / "out"
    if what == "a file of somebody":
        (out / "ledger").mkdir(parents=True)
        kept = out / "ledger" / "notes.txt"
    elif what == "a file for the folder":
        out.mkdir()
        kept = out / "ledger"
    else:
        out = case = tmp_path / "case"
        shutil.copytree(ROOT / "cases" / "exercise-meridian", case)
        kept = case / "notes.txt"
    kept.write_text("mine", "utf-8")
    code, said = command("run", case, "--out", out)
    assert code == 2
    assert "[out-is-case]" in said or "[replay-foreign]" in said
    assert kept.read_text("utf-8") == "mine"
    assert not (case / "ledger").exists()
