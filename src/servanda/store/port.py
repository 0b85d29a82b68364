"""What every index of a ledger answers, whatever it is made of."""

from collections.abc import Iterator
from typing import Protocol

from servanda.ledger import Entry
from servanda.store.row import Query, Row


class Index(Protocol):
    """Tables made from a ledger: always rebuildable, never truth."""

    def refresh(self) -> int:
        """Take in what the ledger has and the index has not.

        Returns:
            The size it now covers: that of the ledger.
        """

    def rebuild(self) -> int:
        """Forget everything and make it again from the ledger; returns the size."""

    def rows(self, query: Query) -> list[Row]:
        """Rows that fit, in the order of the ledger.

        Raises:
            InputError: `tree-size`.
        """

    def entries(self, query: Query) -> Iterator[Entry]:
        """The entries themselves, read from the ledger and held against their leaves.

        Raises:
            InputError: `tree-size`.
            IntegrityError: If the truth has changed.
        """

    def counts(self, query: Query) -> dict[str, int]:
        """How many fit, for each type, by name.

        Raises:
            InputError: `tree-size`.
        """

    def close(self) -> None:
        """Let go of files."""
