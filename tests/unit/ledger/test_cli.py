"""`servanda ledger` as people and scripts meet it."""

import io
import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from servanda.cli import main
from servanda.ledger import Entry, Ledger, demonstration_signer

NOON = datetime(2031, 3, 14, 12, tzinfo=UTC)
SIGNER = demonstration_signer()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with Ledger.open(tmp_path / "ledger", signer=SIGNER, origin="EX-CASE/ledger") as ledger:
        kinds = ["notice", "decision", "notice", "decision"]
        ledger.append([Entry(author="EX", payload={"n": n}, recorded_at=NOON, type=k) for n, k in enumerate(kinds)])
    return tmp_path / "ledger"


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """The whole command line in this process: exit code, stdout, stderr."""

    def command(*args: object, given: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["servanda", "ledger", *map(str, args)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given.encode()), encoding="utf-8"))
        with pytest.raises(SystemExit) as left:
            main()
        out, err = capfd.readouterr()
        return int(left.value.code or 0), out, err

    return command


def test_verify_prints_one_object(run: Run, folder: Path) -> None:
    code, out, _ = run("verify", folder)
    assert code == 0
    found = json.loads(out)
    assert (found["ok"], found["size"], found["origin"], len(found["root"])) == (True, 4, "EX-CASE/ledger", 64)
    assert found["demonstration"] is True


def test_a_case_that_holds_a_ledger_will_do(run: Run, folder: Path) -> None:
    assert run("verify", folder.parent) == run("verify", folder)


def test_one_bit_flipped_exits_3_and_names_the_place(run: Run, folder: Path) -> None:
    path = folder / "entries.jsonl"
    data = bytearray(path.read_bytes())
    data[data.index(b'"n":2') + 4] ^= 1
    path.write_bytes(data)
    code, out, err = run("verify", folder)
    assert (code, out) == (3, "")
    assert "entries.jsonl: entry 2" in err
    assert "Traceback" not in err


def test_the_trusted_key_comes_from_a_file_or_from_stdin(run: Run, folder: Path) -> None:
    assert run("verify", folder, "--key", folder / "key")[0] == 0
    assert run("verify", folder, "--key", "-", given=SIGNER.key("EX-CASE/ledger").text())[0] == 0
    assert run("verify", folder, "--key", "-", given=SIGNER.key("EX-OTHER/ledger").text())[0] == 3
    assert run("verify", folder, "--key", "-", given="nonsense")[0] == 2


def test_a_known_size_and_root_must_still_be_contained(run: Run, folder: Path) -> None:
    root = Ledger.open(folder).root(3).hex()
    assert run("verify", folder, "--expect", f"3:{root}")[0] == 0
    assert run("verify", folder, "--expect", f"2:{root}")[0] == 3
    assert run("verify", folder, "--expect", f"5:{root}")[0] == 3
    assert run("verify", folder, "--expect", "3")[0] == 2
    assert run("verify", folder, "--since", folder / "checkpoint")[0] == 0
    assert run("verify", folder, "--since", folder / "absent")[0] == 2


def test_show_writes_the_lines_as_they_stand(run: Run, folder: Path) -> None:
    assert run("show", folder)[1].encode() == (folder / "entries.jsonl").read_bytes()
    lines = run("show", folder, "--size", 3, "--type", "notice")[1].splitlines()
    assert [json.loads(line)["payload"]["n"] for line in lines] == [0, 2]
    assert run("show", folder, "--size", 9)[0] == 2


def test_proof_writes_what_a_stranger_needs(run: Run, folder: Path) -> None:
    found = json.loads(run("proof", folder, 2)[1])
    assert (found["index"], found["size"], len(found["hashes"])) == (2, 4, 2)
    assert found["checkpoint"] == (folder / "checkpoint").read_text()
    assert run("proof", folder, 4)[0] == 2


def test_index_is_made_and_counted(run: Run, folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "i.sqlite"
    found = json.loads(run("index", folder, "--file", file)[1])
    assert found == {"file": str(file), "size": 4, "types": {"decision": 2, "notice": 2}}
    assert json.loads(run("index", folder, "--file", file, "--rebuild")[1]) == found


def test_no_ledger_is_a_plain_sentence(run: Run, tmp_path: Path) -> None:
    code, _, err = run("verify", tmp_path)
    assert code == 2
    assert "There is no ledger here" in err
