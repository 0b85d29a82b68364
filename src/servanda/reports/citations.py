"""References: every sentence names what supports it, every reference leads to an entry of the annex."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from servanda.records.record import Wording
from servanda.wording import languages, say

_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_")


@dataclass(frozen=True)
class Line:
    """One sentence of a report with what supports it."""

    says: Wording
    support: tuple[str, ...] = ()


@dataclass(frozen=True)
class Entry:
    """One entry of the annex: something that a sentence may rest on."""

    id: str
    kind: Wording
    title: Wording
    facts: tuple[Wording, ...] = ()
    rests_on: tuple[str, ...] = ()
    url: str = ""


@dataclass(frozen=True)
class Reference:
    """A reference as it is printed: a number that leads to an anchor."""

    number: int
    anchor: str
    id: str


def anchor(name: str) -> str:
    """The anchor of an identifier: letters, digits, `-` and `_` stay, all else is written in hexadecimal.

    >>> anchor("page:elysee")
    's-page.3a.elysee'
    """
    return "s-" + "".join(char if char in _PLAIN else f".{ord(char):x}." for char in name)


def token(name: str) -> str:
    """An identifier as one word of a `data-support` attribute."""
    return "%20".join(name.split())


class Citations:
    """Numbers references in the order in which a page cites them, and knows what the annex must hold.

    Args:
        annex: Identifier → entry.
        placed: Anchors that stand elsewhere on the page: a finding's own card needs no entry.
    """

    def __init__(self, annex: Mapping[str, Entry], *, placed: Container[str] = ()) -> None:
        self._annex = annex
        self._placed = placed
        self._numbers: dict[str, int] = {}
        self._order: list[str] = []

    def cite(self, ids: Iterable[str]) -> list[Reference]:
        """The references of one sentence, each once."""
        named = list(dict.fromkeys(ids))
        for name in named:
            if name not in self._numbers:
                self._order.append(name)
                self._numbers[name] = len(self._order)
        return [Reference(self._numbers[name], anchor(name), name) for name in named]

    def entries(self) -> Sequence[tuple[Reference, Entry, list[Reference]]]:
        """What was cited, and whatever that rests on in turn, in order of number."""
        listed: list[tuple[Reference, Entry, list[Reference]]] = []
        position = 0
        while position < len(self._order):
            name = self._order[position]
            position += 1
            entry = self._annex.get(name) or _stranger(name)
            below = self.cite(entry.rests_on)
            if anchor(name) not in self._placed:
                listed.append((Reference(position, anchor(name), name), entry, below))
        return listed


def _stranger(name: str) -> Entry:
    """An identifier that some record names as support but that is not among the records at hand."""
    return Entry(name, say("reports.kind-unknown"), dict.fromkeys(languages(), name), (say("reports.unknown-support"),))
