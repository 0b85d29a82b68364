"""A ledger is made, appended to, read at any size, closed and opened again."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from servanda.errors import AccessDenied, ExternalError, InputError, IntegrityError, NotFound
from servanda.ledger import (
    Entry,
    Ledger,
    MemoryDisk,
    create_signer,
    demonstration_signer,
    leaf_hash,
    verify,
    verify_consistency,
    verify_inclusion,
)
from servanda.ledger.tree import EMPTY_ROOT

ORIGIN = "EX-CASE/ledger"
NOON = datetime(2031, 3, 14, 12, tzinfo=UTC)
SIGNER = demonstration_signer()


def entry(number: int, *, minutes: int = 0, kind: str = "observation") -> Entry:
    return Entry(
        author="EX-MISSION",
        payload={"id": f"EX-{number}", "says": {"uk": "Постріл"}},
        recorded_at=NOON + timedelta(minutes=minutes),
        type=kind,
    )


def made(folder: Path, count: int) -> Path:
    with Ledger.open(folder, signer=SIGNER, origin=ORIGIN) as ledger:
        ledger.append([entry(number, minutes=number) for number in range(count)])
    return folder


def test_a_new_ledger_has_size_nought_and_verifies(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "l", signer=SIGNER, origin=ORIGIN) as ledger:
        assert (ledger.size, ledger.root(), list(ledger.entries())) == (0, EMPTY_ROOT, [])
    assert verify(tmp_path / "l").size == 0


def test_what_was_appended_is_read_again_in_order(tmp_path: Path) -> None:
    entries = [entry(number) for number in range(5)]
    with Ledger.open(tmp_path / "l", signer=SIGNER, origin=ORIGIN) as ledger:
        assert ledger.append(entries[:1]) == 1
        assert ledger.append(entries[1:]) == 5
        assert list(ledger.entries()) == entries
    assert list(Ledger.open(tmp_path / "l").entries()) == entries


def test_one_by_one_or_as_a_group_the_truth_is_the_same_bytes(tmp_path: Path) -> None:
    entries = [entry(number) for number in range(7)]
    with Ledger.open(tmp_path / "a", signer=SIGNER, origin=ORIGIN) as ledger:
        for each in entries:
            ledger.append([each])
    with Ledger.open(tmp_path / "b", signer=SIGNER, origin=ORIGIN) as ledger:
        ledger.append(entries)
    for name in ("entries.jsonl", "leaves", "checkpoint", "key"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_the_folder_holds_what_the_formats_say(tmp_path: Path) -> None:
    folder = made(tmp_path / "l", 3)
    lines = (folder / "entries.jsonl").read_bytes().split(b"\n")
    assert [json.loads(line)["payload"]["id"] for line in lines[:-1]] == ["EX-0", "EX-1", "EX-2"]
    assert (folder / "leaves").read_bytes() == b"".join(leaf_hash(line) for line in lines[:-1])
    assert (folder / "key").read_text() == SIGNER.key(ORIGIN).text() + "\n"
    assert (folder / "checkpoint").read_text().startswith(f"{ORIGIN}\n3\n")


def test_an_earlier_size_gives_what_was_known_then(tmp_path: Path) -> None:
    ledger = Ledger.open(made(tmp_path / "l", 6))
    assert [each.payload["id"] for each in ledger.entries(2)] == ["EX-0", "EX-1"]
    assert ledger.root(2) == Ledger.open(made(tmp_path / "m", 2)).root()
    with pytest.raises(InputError, match="tree-size"):
        list(ledger.entries(7))
    with pytest.raises(InputError, match="tree-size"):
        ledger.root(-1)


def test_a_moment_becomes_the_largest_size_recorded_by_then(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "l", signer=SIGNER, origin=ORIGIN) as ledger:
        ledger.append([entry(0, minutes=0), entry(1, minutes=10), entry(2, minutes=5), entry(3, minutes=20)])
        assert ledger.size_at(NOON - timedelta(minutes=1)) == 0
        assert ledger.size_at(NOON) == 1
        assert ledger.size_at(NOON + timedelta(minutes=5)) == 1  # entry 1 stands before and was not yet recorded
        assert ledger.size_at(NOON + timedelta(minutes=10)) == 3
        assert ledger.size_at(NOON + timedelta(days=1)) == 4


def test_proofs_hold_against_roots(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "l", signer=SIGNER, origin=ORIGIN) as ledger:
        for number in range(9):
            ledger.append([entry(number)])
            proof = ledger.prove_inclusion(number // 2)
            assert verify_inclusion(proof, leaf=ledger.leaf(number // 2), root=ledger.root())
        proof = ledger.prove_inclusion(2, 5)
        assert verify_inclusion(proof, leaf=ledger.leaf(2), root=ledger.root(5))
        growth = ledger.prove_consistency(4)
        assert verify_consistency(growth, first_root=ledger.root(4), second_root=ledger.root())


def test_an_empty_group_appends_nothing(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "l", signer=SIGNER, origin=ORIGIN) as ledger:
        before = (tmp_path / "l" / "checkpoint").stat().st_mtime_ns
        assert ledger.append([]) == 0
        assert (tmp_path / "l" / "checkpoint").stat().st_mtime_ns == before


def test_a_group_with_one_bad_entry_leaves_everything_as_it_was(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "l", signer=SIGNER, origin=ORIGIN) as ledger:
        bad = Entry(author="EX", payload={"x": 0.5}, recorded_at=NOON, type="notice")
        with pytest.raises(InputError, match="canonical-type"):
            ledger.append([entry(0), bad])
        assert ledger.append([entry(0)]) == 1
    assert verify(tmp_path / "l").size == 1


def test_there_is_one_writer_and_any_number_of_readers(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "l", signer=SIGNER, origin=ORIGIN) as ledger:
        with pytest.raises(ExternalError, match="ledger-locked"):
            Ledger.open(tmp_path / "l", signer=SIGNER, origin=ORIGIN)
        ledger.append([entry(0)])
        assert Ledger.open(tmp_path / "l").size == verify(tmp_path / "l").size == 1
    Ledger.open(tmp_path / "l", signer=SIGNER).close()


def test_a_reader_cannot_append(tmp_path: Path) -> None:
    ledger = Ledger.open(made(tmp_path / "l", 1))
    with pytest.raises(AccessDenied):
        ledger.append([entry(1)])


def test_a_closed_ledger_cannot_append(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "l", signer=SIGNER, origin=ORIGIN) as ledger:
        pass
    with pytest.raises(AccessDenied):
        ledger.append([entry(1)])


def test_a_reader_keeps_its_size_while_the_ledger_grows(tmp_path: Path) -> None:
    folder = made(tmp_path / "l", 2)
    reader = Ledger.open(folder)
    with Ledger.open(folder, signer=SIGNER) as writer:
        writer.append([entry(2)])
    assert [each.payload["id"] for each in reader.entries()] == ["EX-0", "EX-1"]


def test_a_folder_without_a_ledger_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        Ledger.open(tmp_path)
    with pytest.raises(NotFound):
        verify(tmp_path / "absent")


def test_another_origin_or_another_key_is_refused_and_nothing_is_touched(tmp_path: Path) -> None:
    folder = made(tmp_path / "l", 2)
    with (folder / "entries.jsonl").open("ab") as file:
        file.write(b"torn")
    with pytest.raises(InputError, match="ledger-origin"):
        Ledger.open(folder, signer=SIGNER, origin="EX-OTHER/ledger")
    with pytest.raises(InputError, match="ledger-signer"):
        Ledger.open(folder, signer=create_signer(tmp_path / "other.key"))
    assert (folder / "entries.jsonl").read_bytes().endswith(b"torn")


def test_a_private_key_inside_the_ledger_is_refused(tmp_path: Path) -> None:
    (tmp_path / "l").mkdir()
    signer = create_signer(tmp_path / "l" / "private.key")
    with pytest.raises(InputError, match="key-inside-ledger"):
        Ledger.open(tmp_path / "l", signer=signer, origin=ORIGIN)


def test_a_new_ledger_needs_a_name(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="key-name"):
        Ledger.open(tmp_path / "l", signer=SIGNER)
    with pytest.raises(InputError, match="key-name"):
        Ledger.open(tmp_path / "l", signer=SIGNER, origin="EX CASE/ledger")


def test_what_was_cut_on_opening_is_reported_and_kept(tmp_path: Path) -> None:
    folder = made(tmp_path / "l", 2)
    with (folder / "entries.jsonl").open("ab") as file:
        file.write(b'{"author":"EX')
    with (folder / "leaves").open("ab") as file:
        file.write(b"\x07" * 40)
    (folder / "batches").mkdir()
    (folder / "batches" / f"{'a' * 64}.arrow").write_bytes(b"half")
    with pytest.raises(IntegrityError, match=r"entries\.jsonl: entry 2"):
        verify(folder)
    with Ledger.open(folder, signer=SIGNER) as ledger:
        assert (ledger.recovered.entry_bytes, ledger.recovered.leaf_bytes) == (13, 40)
        assert ledger.recovered.batches == (f"{'a' * 64}.arrow",)
        assert (folder / ledger.recovered.kept_in).read_bytes() == b'{"author":"EX'
        assert ledger.append([entry(2)]) == 3
    assert verify(folder).size == 3


def test_entries_without_any_checkpoint_are_not_written_over(tmp_path: Path) -> None:
    folder = made(tmp_path / "l", 2)
    before = (folder / "entries.jsonl").read_bytes()
    (folder / "checkpoint").unlink()
    with pytest.raises(IntegrityError, match="checkpoint"):
        Ledger.open(folder, signer=SIGNER, origin=ORIGIN)
    assert (folder / "entries.jsonl").read_bytes() == before


def test_after_a_failed_append_the_ledger_must_be_opened_anew() -> None:
    class Full(MemoryDisk):
        full = False

        def fsync(self, path: Path) -> None:
            if self.full:
                raise ExternalError("disk-failed", "The disk says: No space left on device.", place=str(path))

    disk = Full()
    with Ledger.open(Path("/l"), signer=SIGNER, origin=ORIGIN, disk=disk) as ledger:
        ledger.append([entry(0)])
        disk.full = True
        with pytest.raises(ExternalError, match="disk-failed"):
            ledger.append([entry(1)])
        disk.full = False
        with pytest.raises(ExternalError, match="ledger-failed"):
            ledger.append([entry(1)])
    with Ledger.open(Path("/l"), signer=SIGNER, disk=disk) as ledger:
        assert ledger.recovered.entry_bytes > 0
        assert ledger.append([entry(1)]) == 2
    assert verify(Path("/l"), disk=disk).size == 2


def test_a_ledger_opened_read_only_notices_a_later_change_of_its_entries(tmp_path: Path) -> None:
    folder = made(tmp_path / "l", 3)
    ledger = Ledger.open(folder)
    text = (folder / "entries.jsonl").read_bytes()
    (folder / "entries.jsonl").write_bytes(text.replace(b"EX-1", b"EX-9"))
    with pytest.raises(IntegrityError, match=r"entries\.jsonl: entry 1"):
        list(ledger.entries())
