"""An index in one SQLite file beside the truth; delete it at any time.

On opening, the file is held against the ledger: SQLite's own check, the ledger's name and key, the root at the size it
covers, and a digest over all rows. Whatever does not fit is thrown away and made again. New entries are taken in
without reading the old ones. A file that somebody forged together with its digest can hide rows, but cannot make an
entry say anything: entries are always read from the ledger and held against their leaves.
"""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

import msgspec

from servanda.errors import ExternalError, IntegrityError
from servanda.ledger import Entry, Ledger
from servanda.ledger.entry import entry_of
from servanda.store.row import Query, Row, row_of, scan, size_of

_Answer = TypeVar("_Answer")

FILE = "index.sqlite"
_VERSION = 1
_COLUMNS = ", ".join(Row.__struct_fields__)
_INSERT = "INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
_SCHEMA = """
CREATE TABLE entry (
  i INTEGER PRIMARY KEY, type TEXT NOT NULL, recorded_at TEXT NOT NULL, author TEXT NOT NULL,
  id TEXT NOT NULL, leaf TEXT NOT NULL, offset INTEGER NOT NULL, length INTEGER NOT NULL
);
CREATE INDEX entry_type ON entry (type, i);
CREATE INDEX entry_id ON entry (id, i);
CREATE TABLE covers (
  version INTEGER NOT NULL, key TEXT NOT NULL, size INTEGER NOT NULL,
  root TEXT NOT NULL, bytes INTEGER NOT NULL, digest TEXT NOT NULL
);
"""
_PRAGMAS = ("synchronous = OFF", "trusted_schema = OFF", "cell_size_check = ON")


class _Covers(msgspec.Struct, frozen=True, kw_only=True):
    """What the index says it covers."""

    version: int
    key: str
    size: int
    root: str
    bytes: int
    digest: str


class SqliteIndex:
    """Rows in a table, found by type or id."""

    def __init__(self, ledger: Ledger, file: Path | None = None) -> None:
        """Open the index of a ledger, or make it.

        Args:
            ledger: The truth.
            file: The database; `index.sqlite` in the ledger's folder by default.

        Raises:
            ExternalError: `index-failed` if the file cannot be written.
            IntegrityError: If the truth has changed.
        """
        self._ledger = ledger
        self.file = file if file is not None else ledger.folder / FILE
        self._database: sqlite3.Connection | None = None
        self._covers = _nothing(ledger)
        self.refresh()

    def refresh(self) -> int:
        """Take in what the ledger has and the index has not; what does not fit the ledger is made again."""
        try:
            if self._database is None:
                self._covers = self._open()
            if self._covers.size < self._ledger.size:
                self._covers = _take(_opened(self._database), self._ledger, self._covers)
        except (sqlite3.Error, _Unfit):
            return self.rebuild()
        return self._covers.size

    def rebuild(self) -> int:
        """Forget everything and make it again, in a new file that takes the place of the old one."""
        self.close()
        fresh = self.file.with_name(f"{self.file.name}.{os.getpid()}")
        try:
            fresh.unlink(missing_ok=True)
            with closing(_connect(fresh)) as database:
                database.executescript(_SCHEMA)
                _take(database, self._ledger, _nothing(self._ledger))
            fresh.replace(self.file)
            self._covers = self._open()
        except (sqlite3.Error, OSError, _Unfit) as error:
            raise ExternalError("index-failed", f"The index cannot be made: {error}.", place=str(self.file)) from error
        return self._covers.size

    def rows(self, query: Query) -> list[Row]:
        """Rows that fit, in the order of the ledger."""
        return self._ask(f"SELECT {_COLUMNS} {_fit(query)} ORDER BY i", query, _row)

    def entries(self, query: Query) -> Iterator[Entry]:
        """The entries themselves, held against their leaves; an index that points wrongly is made again first."""
        rows = self.rows(query)
        try:
            lines = self._lines(rows)
        except IntegrityError:
            self.rebuild()
            lines = self._lines(self.rows(query))
        return map(entry_of, lines)

    def counts(self, query: Query) -> dict[str, int]:
        """How many fit, for each type, by name."""
        return dict(self._ask(f"SELECT type, count(*) {_fit(query)} GROUP BY type ORDER BY type", query, _count))

    def close(self) -> None:
        """Let go of the file."""
        if self._database is not None:
            self._database.close()
            self._database = None

    def _lines(self, rows: list[Row]) -> list[bytes]:
        lines = list(self._ledger.lines_at((row.i, row.offset) for row in rows))
        for row, line in zip(rows, lines, strict=True):
            if row_of(line, row.i, row.offset) != row:
                raise IntegrityError("index-row", f"The index tells another story of entry {row.i}.", place=FILE)
        return lines

    def _ask(self, sql: str, query: Query, read: Callable[[tuple[object, ...]], _Answer]) -> list[_Answer]:
        values = {"size": size_of(query, self._ledger), "type": query.type, "id": query.id}
        self.refresh()
        try:
            return [read(found) for found in _opened(self._database).execute(sql, values)]
        except (sqlite3.Error, _Unfit):
            self.rebuild()
        try:
            return [read(found) for found in _opened(self._database).execute(sql, values)]
        except (sqlite3.Error, _Unfit) as error:
            raise ExternalError("index-failed", f"The index cannot be read: {error}.", place=str(self.file)) from error

    def _open(self) -> _Covers:
        """Open the file and hold all of it against the ledger."""
        if not self.file.exists():
            raise _Unfit
        self._database = _connect(self.file)
        return _check(self._database, self._ledger)


class _Unfit(Exception):
    """The index does not fit the ledger: it is made again."""


def _connect(file: Path) -> sqlite3.Connection:
    database = sqlite3.connect(file, timeout=10, isolation_level=None)
    for pragma in _PRAGMAS:
        database.execute(f"PRAGMA {pragma}")
    return database


def _opened(database: sqlite3.Connection | None) -> sqlite3.Connection:
    if database is None:
        raise _Unfit
    return database


def _fit(query: Query) -> str:
    """The part of a statement that restricts: names of columns only, values are bound."""
    wanted = [f"{name} = :{name}" for name in ("type", "id") if getattr(query, name)]
    return " AND ".join(["FROM entry WHERE i < :size", *wanted])


def _nothing(ledger: Ledger) -> _Covers:
    return _Covers(version=_VERSION, key=ledger.key.text(), size=0, root=ledger.root(0).hex(), bytes=0, digest="")


def _check(database: sqlite3.Connection, ledger: Ledger) -> _Covers:
    # 1. SQLite finds its file sound, secondary indexes included.
    if database.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
        raise _Unfit
    # 2. It is of this version, of this ledger, and covers a beginning of it.
    covers = _read_covers(database)
    same = (covers.version, covers.key) == (_VERSION, ledger.key.text())
    if not same or covers.size > ledger.size or ledger.root(covers.size).hex() != covers.root:
        raise _Unfit
    # 3. Its rows are those that were written, all of them.
    digest, count = "", 0
    for values in database.execute(f"SELECT {_COLUMNS} FROM entry ORDER BY i"):  # noqa: S608 - constants only
        digest, count = _chain(digest, _row(values)), count + 1
    if (digest, count) != (covers.digest, covers.size):
        raise _Unfit
    return covers


def _read_covers(database: sqlite3.Connection) -> _Covers:
    found = database.execute("SELECT version, key, size, root, bytes, digest FROM covers").fetchall()
    if len(found) != 1:
        raise _Unfit
    try:
        return msgspec.convert(dict(zip(_Covers.__struct_fields__, found[0], strict=True)), _Covers)
    except msgspec.ValidationError as error:
        raise _Unfit from error


def _take(database: sqlite3.Connection, ledger: Ledger, covers: _Covers) -> _Covers:
    """Add the rows that are missing, in one transaction."""
    digest, end = covers.digest, covers.bytes
    with database:
        database.execute("BEGIN IMMEDIATE")
        for row in scan(ledger, covers.size, covers.bytes):
            database.execute(_INSERT, msgspec.structs.astuple(row))
            digest, end = _chain(digest, row), row.offset + row.length + 1
        root = ledger.root().hex()
        grown = _Covers(version=_VERSION, key=covers.key, size=ledger.size, root=root, bytes=end, digest=digest)
        database.execute("DELETE FROM covers")
        database.execute("INSERT INTO covers VALUES (?, ?, ?, ?, ?, ?)", msgspec.structs.astuple(grown))
    return grown


def _row(values: tuple[object, ...]) -> Row:
    try:
        return msgspec.convert(dict(zip(Row.__struct_fields__, values, strict=True)), Row)
    except msgspec.ValidationError as error:
        raise _Unfit from error


def _count(values: tuple[object, ...]) -> tuple[str, int]:
    kind, number = values
    if not isinstance(kind, str) or not isinstance(number, int):
        raise _Unfit
    return kind, number


def _chain(digest: str, row: Row) -> str:
    return sha256(digest.encode() + msgspec.json.encode(row)).hexdigest()
