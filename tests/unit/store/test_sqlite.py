"""How the SQLite index behaves as a file."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from servanda.errors import ExternalError
from servanda.ledger import Entry, Ledger, demonstration_signer, verify
from servanda.store import Query, SqliteIndex

NOON = datetime(2031, 3, 14, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _all_connections_are_closed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    made: list[sqlite3.Connection] = []
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *args, **options: made.append(connect(*args, **options)) or made[-1])
    yield
    for database in made:
        database.close()


def ledger_of(folder: Path, count: int) -> Ledger:
    with Ledger.open(folder, signer=demonstration_signer(), origin="EX-CASE/ledger") as ledger:
        entries = [Entry(author="EX", payload={"id": f"EX-{n}"}, recorded_at=NOON, type="notice") for n in range(count)]
        ledger.append(entries)
    return Ledger.open(folder)


def test_an_index_beside_the_truth_does_not_disturb_its_verification(tmp_path: Path) -> None:
    ledger = ledger_of(tmp_path / "l", 3)
    SqliteIndex(ledger)
    assert verify(tmp_path / "l").size == 3


def test_a_second_opening_reads_no_entry_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger = ledger_of(tmp_path / "l", 3)
    SqliteIndex(ledger).close()
    monkeypatch.setattr(Ledger, "lines", lambda *_args, **_options: pytest.fail("an entry was read again"))
    assert len(SqliteIndex(ledger).rows(Query())) == 3


def test_a_query_by_type_or_id_uses_an_index_of_the_table(tmp_path: Path) -> None:
    index = SqliteIndex(ledger_of(tmp_path / "l", 3))
    database = sqlite3.connect(index.file)
    for column in ("type", "id"):
        plan = database.execute(
            f"EXPLAIN QUERY PLAN SELECT * FROM entry WHERE i < 9 AND {column} = 'x' ORDER BY i"  # noqa: S608 - a constant
        ).fetchall()
        assert f"entry_{column}" in str(plan)
    database.close()


def test_a_place_that_cannot_be_written_is_an_outside_error(tmp_path: Path) -> None:
    with pytest.raises(ExternalError, match="index-failed"):
        SqliteIndex(ledger_of(tmp_path / "l", 1), tmp_path / "absent" / "i.sqlite")


def test_no_other_file_is_left_behind(tmp_path: Path) -> None:
    SqliteIndex(ledger_of(tmp_path / "l", 2), tmp_path / "out.sqlite").close()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["l", "out.sqlite"]
