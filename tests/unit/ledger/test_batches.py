"""One entry commits to a whole file of columns, and to every row of it."""

from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pyarrow as pa
import pytest

from servanda.errors import InputError, IntegrityError, NotFound
from servanda.ledger import Ledger, demonstration_signer, leaf_hash, verify
from servanda.ledger.batches import batch_of, pack_batch, row_lines, unpack_batch
from servanda.ledger.tree import root_of

NOON = datetime(2031, 3, 14, 12, tzinfo=UTC)
TABLE = pa.table(
    {
        "id": ["EX-1", "EX-2", "EX-3"],
        "at": pa.array([NOON, NOON, None], pa.timestamp("ms", "UTC")),
        "lat_e7": [470_000_000, 470_000_001, None],
        "raw": [b"\x00\xff", b"", None],
        "where": [{"kind": "disc", "m": [1, 2]}, None, {"kind": "point", "m": []}],
    }
)


def ledger_with(folder: Path, *tables: pa.Table) -> Path:
    with Ledger.open(folder, signer=demonstration_signer(), origin="EX-CASE/ledger") as ledger:
        for table in tables:
            ledger.append_batch(table, "observation", author="EX-MISSION", recorded_at=NOON)
    return folder


def test_a_table_comes_back_and_is_counted(tmp_path: Path) -> None:
    folder = ledger_with(tmp_path / "l", TABLE, TABLE.slice(0, 1))
    ledger = Ledger.open(folder)
    first, second = (ledger.read_batch(entry) for entry in ledger.entries())
    assert first.equals(TABLE)
    assert second.equals(TABLE.slice(0, 1))
    assert (verify(folder).batches, verify(folder).rows) == (2, 4)


def test_the_root_is_over_the_canonical_rows_in_order() -> None:
    lines = list(row_lines(TABLE))
    assert lines[0] == (
        b'{"at":"2031-03-14T12:00:00Z","id":"EX-1","lat_e7":470000000,"raw":"00ff","where":{"kind":"disc","m":[1,2]}}'
    )
    assert pack_batch(TABLE, "observation")[0].root == root_of(leaf_hash(line) for line in lines).hex()


def test_the_same_table_gives_the_same_file_however_it_was_put_together() -> None:
    pieces = pa.concat_tables([TABLE.slice(0, 1), TABLE.slice(1)])
    assert pack_batch(pieces, "observation") == pack_batch(TABLE, "observation")


def test_the_same_table_twice_is_one_file_and_two_entries(tmp_path: Path) -> None:
    folder = ledger_with(tmp_path / "l", TABLE, TABLE)
    found = verify(folder)
    assert (found.size, found.batches, found.rows) == (2, 1, 3)


def test_an_empty_table_is_a_batch_too(tmp_path: Path) -> None:
    assert verify(ledger_with(tmp_path / "l", TABLE.slice(0, 0))).rows == 0


@pytest.mark.parametrize(
    "table",
    [
        pa.table({"x": [0.5]}),
        pa.table({"x": pa.array([1_000_001], pa.timestamp("us", "UTC"))}),
        pa.table({"x": pa.array([1], pa.timestamp("ms"))}),
        pa.table({"x": [2**60]}),
        pa.table({"ї": [1]}),
    ],
)
def test_rows_outside_the_canonical_profile_are_refused_with_their_number(tmp_path: Path, table: pa.Table) -> None:
    with pytest.raises(InputError, match="row 0"):
        ledger_with(tmp_path / "l", table)
    assert not (tmp_path / "l" / "batches").exists()


def test_a_batch_with_a_bad_author_leaves_no_file_behind(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "l", signer=demonstration_signer(), origin="EX-CASE/ledger") as ledger:
        with pytest.raises(InputError, match="entry-invalid"):
            ledger.append_batch(TABLE, "observation", author="", recorded_at=NOON)
        with pytest.raises(InputError, match="batch-record"):
            ledger.append_batch(TABLE, "Observation", author="EX", recorded_at=NOON)
    assert verify(tmp_path / "l").batches == 0


def test_a_missing_or_an_extra_batch_file_is_named(tmp_path: Path) -> None:
    folder = ledger_with(tmp_path / "l", TABLE)
    name = next((folder / "batches").iterdir()).name
    extra = folder / "batches" / f"{'0' * 64}.arrow"
    extra.write_bytes(b"")
    with pytest.raises(IntegrityError, match=f"batches/{'0' * 64}.arrow"):
        verify(folder)
    extra.unlink()
    (folder / "batches" / name).unlink()
    with pytest.raises(IntegrityError, match=f"batches/{name}"):
        verify(folder)
    ledger = Ledger.open(folder)
    with pytest.raises(IntegrityError, match=f"batches/{name}"):
        ledger.read_batch(next(ledger.entries()))


def test_any_bit_of_a_batch_file_counts(tmp_path: Path) -> None:
    folder = ledger_with(tmp_path / "l", TABLE)
    file = next((folder / "batches").iterdir())
    data = bytearray(file.read_bytes())
    for bit in range(0, len(data) * 8, 97):
        data[bit // 8] ^= 1 << bit % 8
        file.write_bytes(data)
        with pytest.raises(IntegrityError, match=f"batches/{file.name}"):
            verify(folder)
        data[bit // 8] ^= 1 << bit % 8


def test_a_batch_whose_entry_lies_about_its_rows_is_refused() -> None:
    batch, data = pack_batch(TABLE, "observation")
    lies = [
        {"root": "0" * 64, "rows": batch.rows},
        {"root": batch.root, "rows": 2},
    ]
    for lie in lies:
        payload = {"file": batch.file, "record": "observation", **lie}
        with pytest.raises(IntegrityError, match="batch-rows"):
            unpack_batch(batch_of(payload), data)


def test_a_named_file_that_is_no_table_is_refused() -> None:
    for data in (b"", b"ARROW1", b"x" * 100):
        payload = {"file": sha256(data).hexdigest(), "record": "observation", "root": "0" * 64, "rows": 0}
        with pytest.raises(IntegrityError, match="batch-form"):
            unpack_batch(batch_of(payload), data)


@pytest.mark.parametrize("name", ["../../etc/passwd", "A" * 64, "a" * 63, "a" * 64 + "\n"])
def test_a_batch_cannot_point_outside_its_folder(name: str) -> None:
    with pytest.raises(InputError, match="batch-record"):
        batch_of({"file": name, "record": "observation", "root": "0" * 64, "rows": 0})


def test_nothing_there_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        verify(tmp_path)
