"""An index in memory: the plainest one, and the measure of the others."""

from collections import Counter
from collections.abc import Iterator

from servanda.ledger import Entry, Ledger
from servanda.ledger.entry import entry_of
from servanda.store.row import Query, Row, scan, size_of


class MemoryIndex:
    """Rows in a list; a query looks at each."""

    def __init__(self, ledger: Ledger) -> None:
        """Index a ledger as it is now."""
        self._ledger = ledger
        self._rows: list[Row] = []
        self.refresh()

    def refresh(self) -> int:
        """Take in what the ledger has and the index has not."""
        end = self._rows[-1].offset + self._rows[-1].length + 1 if self._rows else 0
        self._rows.extend(scan(self._ledger, len(self._rows), end))
        return len(self._rows)

    def rebuild(self) -> int:
        """Forget everything and make it again."""
        self._rows.clear()
        return self.refresh()

    def rows(self, query: Query) -> list[Row]:
        """Rows that fit, in the order of the ledger."""
        return [
            row
            for row in self._rows[: size_of(query, self._ledger)]
            if query.type in {"", row.type} and query.id in {"", row.id}
        ]

    def entries(self, query: Query) -> Iterator[Entry]:
        """The entries themselves, held against their leaves."""
        places = [(row.i, row.offset) for row in self.rows(query)]
        return map(entry_of, self._ledger.lines_at(places))

    def counts(self, query: Query) -> dict[str, int]:
        """How many fit, for each type, by name."""
        return dict(sorted(Counter(row.type for row in self.rows(query)).items()))

    def close(self) -> None:
        """There is nothing to let go of."""
