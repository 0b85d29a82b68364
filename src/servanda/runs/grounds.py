"""Which entries of a ledger a finding rests on: those that hold or name something that the finding names."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from servanda.ledger import Entry, Ledger
from servanda.records.finding import Finding

_DERIVED = frozenset({"finding", "erratum"})
"""Types of entries that no finding rests on."""
_NAMING = ("id", "about", "corrects", "event", "commitment", "question", "agreement")
"""Fields by which an entry says what it is, or what it speaks of."""


class Grounds:
    """What each entry of a ledger holds and names."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    @cached_property
    def _named(self) -> list[frozenset[str] | None]:
        """Names in each entry; none for one that is itself derived."""
        return [
            None if entry.type in _DERIVED else frozenset(_names(entry, self._ledger))
            for entry in self._ledger.entries()
        ]

    def since(self, size: int, findings: Iterable[Finding]) -> list[int]:
        """Entries from a size on that findings rest on; all facts since then if none of them can be told apart.

        Args:
            size: Size of the ledger from which the earlier one was derived.
            findings: The finding as it was, and as it is now.
        """
        later = [(index, names) for index, names in enumerate(self._named) if index >= size and names is not None]
        wanted = {name for finding in findings for name in names_in(finding)}
        return [index for index, names in later if names & wanted] or [index for index, _ in later]


def names_in(finding: Finding) -> Iterator[str]:
    """Everything that a finding names: facts, places, registers, clocks, open terms, bodies."""
    yield from (finding.id, finding.agreement, finding.agreement.partition("@")[0], finding.subject.id)
    yield from (*finding.evidence, *finding.notices)
    yield from (*(reply.id for reply in finding.replies), *(position.id for position in finding.positions))
    yield from (hinge.on for hinge in (*finding.hinges, *finding.attribution_hinges))


def _names(entry: Entry, ledger: Ledger) -> Iterator[str]:
    payload: Mapping[str, Any] = entry.payload
    if entry.type == "batch":
        table = ledger.read_batch(entry)
        yield from (str(name) for column in ("id", "corrects") for name in table.column(column).to_pylist() if name)
        return
    said = [str(payload[name]) for name in _NAMING if payload.get(name)]
    for name in said:
        yield from (name, name.partition(":")[2] or name)
    if entry.type == "adoption":
        yield str(payload["agreement"]).partition("@")[0]
    if entry.type == "register":
        yield f"{payload['of']}:{payload.get('to', '')}"
