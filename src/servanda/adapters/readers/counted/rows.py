"""Rows of a sheet one by one; rows that stand twice or contradict each other are set aside before any is read."""

import hashlib
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass

from servanda.adapters.readers.sheet import Sheet
from servanda.errors import InputError
from servanda.records.rejection import Rejection, rejected


@dataclass(frozen=True)
class Row:
    """One row: line in the file, place it is cited by, cells by column."""

    line: int
    place: str
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "").strip()

    @property
    def raw(self) -> bytes:
        """The cells as they came, for the hash of a rejection."""
        return "\x1f".join(self.cells.values()).encode()

    @property
    def mark(self) -> str:
        """Six characters of the hash of its cells: tells rows apart wherever they stand in the file."""
        return hashlib.sha256(self.raw).hexdigest()[:6]


@dataclass(frozen=True)
class Refused:
    """A row that was not taken: its line, the noun it would have been, why."""

    line: int
    kind: str
    error: InputError
    raw: bytes = b""

    def rejection(self) -> Rejection:
        """The rejection that it amounts to."""
        return rejected(self.error, kind=self.kind, raw=self.raw)


def rows_of_sheet(sheet: Sheet, name: str) -> list[Row]:
    """The rows that fit the header."""
    lines = sheet.lines.tolist()
    cells = sheet.table.to_pylist()
    return [Row(line, f"{name}:{line}", row) for line, row in zip(lines, cells, strict=True)]


def broken_of(sheet: Sheet, kind: str) -> list[Refused]:
    """The rows that do not fit the header."""
    return [Refused(line, kind, error) for line, error in sheet.broken]


def in_order(refused: Iterable[Refused]) -> list[Rejection]:
    """Rejections in the order of the file."""
    return [each.rejection() for each in sorted(refused, key=lambda each: each.line)]


def set_aside(rows: Iterable[Row], key: Callable[[Row], Hashable], kind: str) -> Iterator[Refused]:
    """Rows that say again what another row says, and all rows that say different things of one thing.

    Of two different numbers for the same thing neither is taken: nothing shows which is right.

    Args:
        rows: Rows of a file.
        key: What a row speaks of.
        kind: Noun of the records.
    """
    groups: dict[Hashable, list[Row]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    for group in groups.values():
        first = group[0]
        contradict = any(row.cells != first.cells for row in group)
        for row in group if contradict else group[1:]:
            yield Refused(row.line, kind, _doubled(row, group, contradict=contradict), row.raw)


def _doubled(row: Row, group: list[Row], *, contradict: bool) -> InputError:
    others = ", ".join(str(each.line) for each in group if each is not row)
    if contradict:
        says = f"It and line {others} say different things of the same: neither is taken."
        return InputError("row-contradicts", says, place=row.place, hint="Keep the one that the source prints.")
    says = f"It says the same as line {group[0].line}."
    return InputError("row-twice", says, place=row.place, hint="Keep one of the two.")
