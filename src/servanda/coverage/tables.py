"""Which way to look for rows that are not met: all sets of sectors, or maximum flows where there are too many."""

from collections.abc import Sequence
from typing import Protocol

from servanda.coverage.division import MOST_CUTS
from servanda.coverage.flows import FlowTable
from servanda.coverage.rows import CutTable, Floats, Row
from servanda.coverage.supplies import Supplies


class Table(Protocol):
    """The rows of one function and phase."""

    supplies: Supplies
    """What they are made of."""

    def worst(self, chosen: Floats, size: int, /) -> tuple[int, Row | None]:
        """The largest shortfall when at most so many leave, and its row; none if nothing is missing."""

    def allow(self, missing: Sequence[int], /) -> None:
        """Ask for less by what nothing can meet: so much may be missing when 0, 1, … leave."""

    def broken(self, chosen: Floats, most: int, /) -> list[Row]:
        """Rows that a choice, whole or in parts, does not meet; none only if a whole choice meets all."""

    def certificate(self, row: Row, /) -> tuple[int, int]:
        """The case of withdrawal and the set of sectors of a row."""


def table_of(number: int, supplies: Supplies) -> Table:
    """The rows of one function and phase."""
    many = len(supplies.group.needs) > MOST_CUTS
    return FlowTable(number, supplies) if many else CutTable(number, supplies)
