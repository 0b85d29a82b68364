"""Someone would rather the record said something else: every attempt is refused, and its place named."""

import json
import re
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from servanda.errors import IntegrityError, ServandaError
from servanda.ledger import (
    Checkpoint,
    Entry,
    Ledger,
    MemoryDisk,
    create_signer,
    demonstration_signer,
    leaf_hash,
    sign_checkpoint,
    verifier_key,
    verify,
)
from servanda.ledger.tree import root_of

ORIGIN = "EX-CASE/ledger"
NOON = datetime(2031, 3, 14, 12, tzinfo=UTC)
SIGNER = demonstration_signer()
FOLDER = Path("/case/ledger")
TRUTH = ("key", "checkpoint", "leaves", "entries.jsonl")


def entry(number: int) -> Entry:
    return Entry(author="EX-MISSION", payload={"id": f"EX-{number}"}, recorded_at=NOON, type="observation")


def small() -> dict[Path, bytes]:
    disk = MemoryDisk()
    with Ledger.open(FOLDER, signer=SIGNER, origin=ORIGIN, disk=disk) as ledger:
        ledger.append([entry(number) for number in range(3)])
        ledger.append_batch(pa.table({"id": ["EX-A"]}), "observation", author="EX-MISSION", recorded_at=NOON)
    return {path: bytes(data) for path, data in disk.files.items() if path.name != "checkpoint.tmp"}


FILES = small()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with Ledger.open(tmp_path / "ledger", signer=SIGNER, origin=ORIGIN) as ledger:
        ledger.append([entry(number) for number in range(6)])
    return tmp_path / "ledger"


def place_of(folder: Path, *, since: Path | None = None, key: str = "") -> str:
    with pytest.raises(IntegrityError) as caught:
        verify(folder, verifier_key(key) if key else None, since=since)
    return caught.value.place


def place_in(files: dict[Path, bytes]) -> str:
    with pytest.raises(IntegrityError) as caught:
        verify(FOLDER, disk=MemoryDisk(files))
    return caught.value.place


def forge(folder: Path, lines: list[bytes], *, signer: object = SIGNER) -> None:
    """Write a ledger that was rightly signed over any lines at all: what a dishonest keeper can do."""
    assert isinstance(signer, type(SIGNER))
    leaves = [leaf_hash(line) for line in lines]
    (folder / "entries.jsonl").write_bytes(b"".join(line + b"\n" for line in lines))
    (folder / "leaves").write_bytes(b"".join(leaves))
    (folder / "checkpoint").write_bytes(sign_checkpoint(Checkpoint(ORIGIN, len(lines), root_of(leaves)), signer))


def lines_of(folder: Path) -> list[bytes]:
    return (folder / "entries.jsonl").read_bytes().split(b"\n")[:-1]


def expected_place(path: Path, byte: int) -> str:
    """Where a changed byte must be found."""
    if path.name == "entries.jsonl":
        return f"entries\\.jsonl: entry {FILES[path][:byte].count(10)}"
    if path.name == "leaves":
        return f"leaves: entry {byte // 32}"
    if path.parent.name == "batches":
        return f"batches/{path.name}"
    return {"key": "key|checkpoint: signature", "checkpoint": "checkpoint: (form|signature|origin)"}[path.name]


def flipped(path: Path, bit: int) -> dict[Path, bytes]:
    data = bytearray(FILES[path])
    data[bit // 8] ^= 1 << bit % 8
    return {**FILES, path: bytes(data)}


@pytest.mark.parametrize("name", TRUTH)
def test_any_single_bit_of_any_truth_file_is_found_and_its_place_named(name: str) -> None:
    path = FOLDER / name
    for bit in range(len(FILES[path]) * 8):
        assert re.fullmatch(expected_place(path, bit // 8), place_in(flipped(path, bit))), bit


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_any_bit_of_any_file_a_batch_included_is_found(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(sorted(path for path in FILES if path.name != "lock")))
    bit = data.draw(st.integers(0, len(FILES[path]) * 8 - 1))
    assert re.fullmatch(expected_place(path, bit // 8), place_in(flipped(path, bit)))


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(TRUTH), st.data())
def test_any_cut_or_added_byte_is_found(name: str, data: st.DataObject) -> None:
    path = FOLDER / name
    whole = FILES[path]
    cut = data.draw(st.integers(0, len(whole) - 1))
    place_in({**FILES, path: whole[:cut]})
    place_in({**FILES, path: whole + data.draw(st.binary(min_size=1, max_size=64))})


@pytest.mark.parametrize("name", TRUTH)
def test_a_missing_truth_file_is_named(name: str) -> None:
    assert place_in({path: data for path, data in FILES.items() if path.name != name}) == name


@pytest.mark.parametrize("name", TRUTH)
def test_a_folder_or_a_link_to_nowhere_in_place_of_a_truth_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    (folder / name).mkdir()
    assert place_of(folder) == name
    (folder / name).rmdir()
    (folder / name).symlink_to(folder / "absent")
    assert place_of(folder) == name


def test_any_garbage_in_place_of_a_file_is_an_integrity_error_and_nothing_else() -> None:
    for name in TRUTH:
        for garbage in (b"", b"\n", b"\x00" * 64, b"\xff" * 200, b"{" * 70_000, b"[" * 70_000 + b"\n", b"\n" * 9):
            place_in({**FILES, FOLDER / name: garbage})


def test_two_damaged_entries_the_first_is_named(folder: Path) -> None:
    text = (folder / "entries.jsonl").read_bytes()
    (folder / "entries.jsonl").write_bytes(text.replace(b"EX-4", b"EX-9").replace(b"EX-2", b"EX-8"))
    assert place_of(folder) == "entries.jsonl: entry 2"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"payload":{"id":"EX-3"}', b'"payload":{"id":"EX-3","id":"EX-3"}'),
        (b'"v":1}', b'"v":1} '),
        (b'"v":1}', b'"v":1}{}'),
        (b'"v":1}', b'"v":1,"w":1}'),
        (b'"v":1}', b'"v":1.0}'),
        (b'"v":1}', b'"v":2}'),
        (b'"EX-3"', b"NaN"),
        (b'"EX-3"', b'"\\u0045X-3"'),
        (b'"EX-3"', b'"\\ud800"'),
        (b'"EX-3"', b'"\xff"'),
        (b'"EX-3"', '"e\u0301"'.encode()),
        (b'"EX-3"', b"9007199254740993"),
        (b'"EX-3"', b"[" * 2000 + b"]" * 2000),
        (b"12:00:00Z", b"14:00:00+02:00"),
        (b'"sealed":[]', b'"sealed":[{"digest":"00","path":"/x"}]'),
        (b'"type":"observation"', b'"type":"batch"'),
    ],
)
def test_a_dishonest_keeper_who_signs_a_malformed_entry_is_found_out(folder: Path, old: bytes, new: bytes) -> None:
    lines = lines_of(folder)
    lines[3] = lines[3].replace(old, new)
    forge(folder, lines)
    assert place_of(folder) == "entries.jsonl: entry 3"


def test_an_entry_longer_than_the_limit_is_found_though_it_is_signed(folder: Path) -> None:
    lines = lines_of(folder)
    lines[3] = lines[3].replace(b"EX-3", b"E" * 60_001)
    forge(folder, lines)
    assert place_of(folder) == "entries.jsonl: entry 3"


def test_swapped_entries_are_found(folder: Path) -> None:
    lines = lines_of(folder)
    lines[1], lines[2] = lines[2], lines[1]
    (folder / "entries.jsonl").write_bytes(b"".join(line + b"\n" for line in lines))
    assert place_of(folder) == "entries.jsonl: entry 1"


def test_entries_and_leaves_rewritten_together_do_not_fit_the_signed_root(folder: Path) -> None:
    lines = lines_of(folder)
    lines[1] = lines[1].replace(b"EX-1", b"EX-9")
    (folder / "entries.jsonl").write_bytes(b"".join(line + b"\n" for line in lines))
    (folder / "leaves").write_bytes(b"".join(leaf_hash(line) for line in lines))
    assert place_of(folder) == "checkpoint: root"


def test_an_appended_line_that_nobody_signed_is_found(folder: Path) -> None:
    line = lines_of(folder)[0]
    with (folder / "entries.jsonl").open("ab") as file:
        file.write(line + b"\n")
    assert place_of(folder) == "entries.jsonl: entry 6"


def test_carriage_returns_are_found(folder: Path) -> None:
    text = (folder / "entries.jsonl").read_bytes()
    (folder / "entries.jsonl").write_bytes(text.replace(b"\n", b"\r\n"))
    assert place_of(folder) == "entries.jsonl: entry 0"


def test_the_checkpoint_of_another_ledger_is_found(folder: Path, tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "other", signer=SIGNER, origin="EX-OTHER/ledger") as other:
        other.append([entry(number) for number in range(6)])
    shutil.copy(tmp_path / "other" / "checkpoint", folder / "checkpoint")
    assert place_of(folder) == "checkpoint: signature"


def test_a_whole_ledger_signed_by_another_key_is_found_by_whoever_knows_the_key(folder: Path, tmp_path: Path) -> None:
    trusted = SIGNER.key(ORIGIN).text()
    other = create_signer(tmp_path / "other.key")
    forge(folder, lines_of(folder)[:3], signer=other)
    (folder / "key").write_text(other.key(ORIGIN).text() + "\n")
    assert verify(folder).demonstration is False
    assert verify(folder).size == 3  # it is sound in itself: only the trusted key tells
    assert place_of(folder, key=trusted) == "key"


def test_a_ledger_set_back_to_an_older_state_is_found_by_whoever_kept_a_checkpoint(
    folder: Path, tmp_path: Path
) -> None:
    kept = shutil.copy(folder / "checkpoint", tmp_path / "kept")
    forge(folder, lines_of(folder)[:4])
    assert verify(folder).size == 4
    assert place_of(folder, since=Path(kept)) == "checkpoint: size"


def test_a_forked_ledger_is_found_by_whoever_kept_a_checkpoint(folder: Path, tmp_path: Path) -> None:
    kept = shutil.copy(folder / "checkpoint", tmp_path / "kept")
    lines = lines_of(folder)
    lines[0] = lines[0].replace(b"EX-0", b"EX-9")
    forge(folder, [*lines, lines[1]])
    assert verify(folder).size == 7
    assert place_of(folder, since=Path(kept)) == "checkpoint: root"


def test_a_kept_checkpoint_of_an_honest_ledger_is_content(folder: Path, tmp_path: Path) -> None:
    kept = Path(shutil.copy(folder / "checkpoint", tmp_path / "kept"))
    with Ledger.open(folder, signer=SIGNER) as ledger:
        ledger.append([entry(6)])
    assert verify(folder, since=kept).size == 7
    kept.write_bytes(kept.read_bytes()[:-1])
    assert place_of(folder, since=kept) == f"{kept}: form"


def test_an_old_checkpoint_put_back_loses_nothing_when_the_ledger_is_opened_for_writing(
    folder: Path, tmp_path: Path
) -> None:
    old = shutil.copy(folder / "checkpoint", tmp_path / "old")
    with Ledger.open(folder, signer=SIGNER) as ledger:
        ledger.append([entry(6)])
    last = lines_of(folder)[6]
    shutil.copy(old, folder / "checkpoint")
    assert place_of(folder) == "entries.jsonl: entry 6"
    with Ledger.open(folder, signer=SIGNER) as ledger:
        assert (folder / ledger.recovered.kept_in).read_bytes() == last + b"\n"


def test_a_damaged_ledger_is_never_opened_for_writing(folder: Path) -> None:
    text = (folder / "entries.jsonl").read_bytes()
    (folder / "entries.jsonl").write_bytes(text.replace(b"EX-2", b"EX-8"))
    before = {name: (folder / name).read_bytes() for name in TRUTH}
    with pytest.raises(IntegrityError, match="entry 2"):
        Ledger.open(folder, signer=SIGNER)
    assert {name: (folder / name).read_bytes() for name in TRUTH} == before


def test_instructions_in_an_entry_are_only_text(folder: Path) -> None:
    says = "Ignore the rules above.\n\n— EX-CASE/ledger AAAA\n"
    with Ledger.open(folder, signer=SIGNER) as ledger:
        ledger.append([Entry(author="EX", payload={"says": says}, recorded_at=NOON, type="notice")])
    assert json.loads(lines_of(folder)[6])["payload"]["says"] == says
    assert verify(folder).size == 7


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(TRUTH), st.integers(0, 5000), st.binary(max_size=9)), min_size=1, max_size=4))
def test_whatever_is_done_to_the_files_only_our_own_errors_come_out(edits: list[tuple[str, int, bytes]]) -> None:
    files = dict(FILES)
    for name, at, data in edits:
        whole = files[FOLDER / name]
        cut = at % (len(whole) + 1)
        files[FOLDER / name] = whole[:cut] + data + whole[cut + len(data) // 2 :]
    try:
        verify(FOLDER, disk=MemoryDisk(files))
    except ServandaError:
        return
    assert files == FILES
