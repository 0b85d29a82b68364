"""Judging again: what was judged before is remembered under everything it can have read.

A finding is a pure function of what its questions read. Where none of that has changed, the earlier answer *is* the
answer; so a new observation, a correction, a judgement or an amendment re-judges what it can touch, and nothing else. A
memory never changes a result: it only saves making it again.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence

import msgspec

from servanda.records.agreement import Agreement
from servanda.records.finding import Finding
from servanda.records.record import Record


class Memory:
    """Findings of the last judgement, by what they read. Give the same memory to the next one.

    It keeps what the last round used, and forgets the rest: its size is that of one round.
    """

    def __init__(self, *, others: Sequence[Agreement] = ()) -> None:
        self.others = others
        """Other instruments of the case: their procedures may give a party time to reply."""
        self._last: dict[bytes, Finding | None] = {}
        self._now: dict[bytes, Finding | None] = {}
        self.judged = 0
        """Findings made in this round."""
        self.reused = 0
        """Findings taken from the round before."""

    def turn(self) -> None:
        """Begin a new round."""
        self._last, self._now = self._now, {}
        self.judged = self.reused = 0

    def finding(self, key: bytes, make: Callable[[], Finding | None]) -> Finding | None:
        """The finding under a key, or that there is none, made only if the last round did not make it."""
        if key not in self._now:
            self.reused += key in self._last
            self.judged += key not in self._last
            self._now[key] = self._last[key] if key in self._last else make()
        return self._now[key]


def digest_of(*parts: Record | bytes | str | None) -> bytes:
    """SHA-256 of records, bytes and texts, in order and told apart."""
    digest = hashlib.sha256()
    for part in parts:
        data = part if isinstance(part, bytes) else msgspec.json.encode(part, order="deterministic")
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.digest()


def sorted_digest(records: Iterable[Record]) -> bytes:
    """SHA-256 of a set of records, in whatever order they come."""
    return digest_of(*sorted(digest_of(each) for each in records))
