"""Every index of a ledger gives the same answers, byte for byte; none is ever trusted over the ledger."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.errors import InputError, IntegrityError
from servanda.ledger import Entry, Ledger, MemoryDisk, demonstration_signer
from servanda.store import Index, MemoryIndex, Query, SqliteIndex

NOON = datetime(2031, 3, 14, 12, tzinfo=UTC)
SIGNER = demonstration_signer()
KINDS = ("observation", "notice", "decision")
QUERIES = [
    Query(type=kind, id=name, as_of=size)
    for kind in ("", *KINDS, "absent")
    for name in ("", "EX-0", "EX-1", "EX-99")
    for size in (None, 0, 1, 5, 9)
]
Make = Callable[[Ledger], Index]


def entry(number: int) -> Entry:
    payload: dict[str, Any] = {"id": f"EX-{number % 4}"} if number % 3 else {"says": "без імені"}
    kind = KINDS[number % 3]
    return Entry(author="EX-МІСІЯ", payload=payload, recorded_at=NOON + timedelta(seconds=number), type=kind)


@pytest.fixture(autouse=True)
def _all_connections_are_closed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    made: list[sqlite3.Connection] = []
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *args, **options: made.append(connect(*args, **options)) or made[-1])
    yield
    for database in made:
        database.close()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "ledger"
    with Ledger.open(folder, signer=SIGNER, origin="EX-CASE/ledger") as ledger:
        ledger.append([entry(number) for number in range(9)])
    return folder


@pytest.fixture
def ledger(made: Path, tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(Path(shutil.copytree(made, tmp_path / "ledger")), signer=SIGNER) as opened:
        yield opened


@pytest.fixture(params=[MemoryIndex, SqliteIndex])
def make(request: pytest.FixtureRequest) -> Make:
    return request.param


def answers(index: Index) -> bytes:
    """Every answer to every question, as bytes."""
    return msgspec.json.encode(
        [(index.rows(query), list(index.entries(query)), index.counts(query)) for query in QUERIES]
    )


def plain(ledger: Ledger, query: Query) -> list[Entry]:
    """The answer by looking at every entry: the oracle."""
    return [
        each
        for each in ledger.entries(query.as_of)
        if query.type in {"", each.type} and query.id in {"", each.payload.get("id")}
    ]


def damaged(file: Path, sql: str) -> None:
    database = sqlite3.connect(file)
    database.execute(sql)
    database.commit()
    database.close()


def test_every_question_is_answered_as_by_looking_at_every_entry(ledger: Ledger, make: Make) -> None:
    index = make(ledger)
    for query in QUERIES:
        assert list(index.entries(query)) == plain(ledger, query)
        assert [row.type for row in index.rows(query)] == [each.type for each in plain(ledger, query)]
        assert sum(index.counts(query).values()) == len(plain(ledger, query))


def test_all_indexes_give_the_same_bytes(ledger: Ledger) -> None:
    assert answers(MemoryIndex(ledger)) == answers(SqliteIndex(ledger))


def test_rebuilding_changes_no_byte_of_any_answer(ledger: Ledger, make: Make) -> None:
    index = make(ledger)
    before = answers(index)
    assert index.rebuild() == ledger.size
    assert answers(index) == before


def test_an_index_that_is_behind_catches_up(ledger: Ledger, make: Make) -> None:
    index = make(ledger)
    ledger.append([entry(number) for number in range(9, 14)])
    assert index.refresh() == 14
    assert answers(index) == answers(make(ledger)) == answers(MemoryIndex(ledger))


def test_a_question_about_now_sees_what_was_appended_since(ledger: Ledger) -> None:
    index = SqliteIndex(ledger)
    ledger.append([entry(10)])
    assert index.rows(Query())[-1].i == 9


def test_an_answer_at_an_earlier_size_does_not_change_when_the_ledger_grows(ledger: Ledger, make: Make) -> None:
    index = make(ledger)
    before = [list(index.entries(query)) for query in QUERIES if query.as_of is not None]
    ledger.append([entry(number) for number in range(9, 30)])
    index.refresh()
    assert [list(index.entries(query)) for query in QUERIES if query.as_of is not None] == before


@pytest.mark.parametrize("size", [-1, 10])
def test_a_size_the_ledger_never_had_is_refused(ledger: Ledger, make: Make, size: int) -> None:
    with pytest.raises(InputError, match="tree-size"):
        make(ledger).rows(Query(as_of=size))


def test_values_are_never_read_as_sql(ledger: Ledger, make: Make) -> None:
    assert make(ledger).rows(Query(type="notice' OR '1'='1", id="%")) == []


def test_changed_truth_is_an_integrity_error_and_never_an_answer(ledger: Ledger, make: Make) -> None:
    index = make(ledger)
    path = ledger.folder / "entries.jsonl"
    path.write_bytes(path.read_bytes().replace("МІСІЯ".encode(), "МISIЯ".encode()))
    with pytest.raises(IntegrityError):
        list(index.entries(Query()))


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 40), max_size=25), st.integers(0, 25))
def test_any_ledger_indexed_in_two_steps_is_as_if_indexed_in_one(numbers: list[int], cut: int) -> None:
    with Ledger.open(Path("/l"), signer=SIGNER, origin="EX/ledger", disk=MemoryDisk()) as ledger:
        ledger.append([entry(number) for number in numbers[:cut]])
        index = MemoryIndex(ledger)
        ledger.append([entry(number) for number in numbers[cut:]])
        index.refresh()
        whole = MemoryIndex(ledger)
        assert index.rows(Query()) == whole.rows(Query())


def test_a_deleted_index_is_made_again(ledger: Ledger) -> None:
    before = answers(SqliteIndex(ledger))
    (ledger.folder / "index.sqlite").unlink()
    assert answers(SqliteIndex(ledger)) == before


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE entry SET type = 'notice' WHERE i = 0",
        "UPDATE entry SET id = 'EX-1' WHERE i = 3",
        "UPDATE entry SET offset = offset + 1 WHERE i = 4",
        "UPDATE entry SET length = 'x' WHERE i = 4",
        "UPDATE entry SET author = x'ff' WHERE i = 4",
        "DELETE FROM entry WHERE i = 5",
        "DELETE FROM entry WHERE i = 8",
        "INSERT INTO entry SELECT 99, type, recorded_at, author, id, leaf, offset, length FROM entry WHERE i = 1",
        "UPDATE covers SET size = 5",
        "UPDATE covers SET size = 500",
        "UPDATE covers SET root = 'aa'",
        "UPDATE covers SET digest = 'aa'",
        "UPDATE covers SET key = 'another+00000000+AA'",
        "UPDATE covers SET version = 0",
        "UPDATE covers SET size = 'many'",
        "DELETE FROM covers",
        "INSERT INTO covers SELECT * FROM covers",
        "DROP TABLE covers",
        "DROP TABLE entry",
    ],
)
def test_an_index_that_was_changed_is_made_again_and_answers_rightly(ledger: Ledger, sql: str) -> None:
    right = answers(MemoryIndex(ledger))
    index = SqliteIndex(ledger)
    index.close()
    damaged(index.file, sql)
    assert answers(SqliteIndex(ledger)) == right


@pytest.mark.parametrize("content", [b"", b"not a database", b"SQLite format 3\x00" + b"\x00" * 4080])
def test_a_file_that_is_no_index_is_made_again(ledger: Ledger, content: bytes) -> None:
    (ledger.folder / "index.sqlite").write_bytes(content)
    assert answers(SqliteIndex(ledger)) == answers(MemoryIndex(ledger))


def test_an_index_with_any_page_overwritten_answers_rightly(ledger: Ledger) -> None:
    right = answers(MemoryIndex(ledger))
    SqliteIndex(ledger).close()
    file = ledger.folder / "index.sqlite"
    whole = file.read_bytes()
    for at in range(0, len(whole), 512):
        file.write_bytes(whole[:at] + b"\x55" * 64 + whole[at + 64 :])
        index = SqliteIndex(ledger)
        assert answers(index) == right, at
        index.close()


def test_the_index_of_another_ledger_is_made_again(ledger: Ledger, tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "other", signer=SIGNER, origin="EX-OTHER/ledger") as other:
        other.append([entry(number) for number in range(20)])
        SqliteIndex(other, tmp_path / "shared.sqlite").close()
    assert answers(SqliteIndex(ledger, tmp_path / "shared.sqlite")) == answers(MemoryIndex(ledger))


def test_the_index_of_a_ledger_that_was_set_back_is_made_again(ledger: Ledger, tmp_path: Path) -> None:
    SqliteIndex(ledger, tmp_path / "i.sqlite").close()
    with Ledger.open(tmp_path / "shorter", signer=SIGNER, origin="EX-CASE/ledger") as shorter:
        shorter.append([entry(number) for number in range(4)])
        index = SqliteIndex(shorter, tmp_path / "i.sqlite")
        assert [row.i for row in index.rows(Query())] == [0, 1, 2, 3]
        index.close()


def test_an_index_forged_with_its_digest_cannot_make_an_entry_say_anything(ledger: Ledger) -> None:
    index = SqliteIndex(ledger)
    damaged(index.file, "UPDATE entry SET offset = (SELECT offset FROM entry WHERE i = 2) WHERE i = 1")  # while open
    assert list(index.entries(Query(type="notice"))) == plain(ledger, Query(type="notice"))


def test_an_index_damaged_while_it_is_open_still_answers_rightly(ledger: Ledger) -> None:
    index = SqliteIndex(ledger)
    damaged(index.file, "DROP TABLE entry")
    assert answers(index) == answers(MemoryIndex(ledger))
