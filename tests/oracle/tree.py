"""A question as a function of everything that is unknown, decided by trying every combination."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any

World = Mapping[str, Any]
"""One value for each unknown."""
Ask = Callable[[World], bool]
MOST = 6_000
"""Combinations that are tried; larger cases are left out."""


class TooLarge(Exception):
    """There are more combinations than are tried."""


def known(*, answer: bool) -> Ask:
    return lambda _: answer


def every(parts: Sequence[Ask]) -> Ask:
    return lambda world: all(part(world) for part in parts)


def some(parts: Sequence[Ask]) -> Ask:
    return lambda world: any(part(world) for part in parts)


def opposite(part: Ask) -> Ask:
    return lambda world: not part(world)


@dataclass
class Unknowns:
    """The unknowns of a case, with the hinge each is."""

    options: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    hinge: dict[str, str] = field(default_factory=dict)

    def add(self, name: str, options: Sequence[Any], hinge: str) -> str:
        self.options[name] = tuple(options)
        self.hinge[name] = hinge
        return name

    def flag(self, name: str, hinge: str) -> Ask:
        """Something that holds or does not, nobody knows which."""
        self.add(name, (False, True), hinge)
        return lambda world: bool(world[name])

    def answer(self, name: str, hinge: str, holds: bool | None) -> Ask:  # noqa: FBT001 - an answer
        return self.flag(name, hinge) if holds is None else known(answer=holds)

    def worlds(self) -> Iterator[dict[str, Any]]:
        size = 1
        for options in self.options.values():
            size *= len(options)
        if size > MOST:
            raise TooLarge
        names = list(self.options)
        for values in product(*self.options.values()):
            yield dict(zip(names, values, strict=True))

    def possible(self, ask: Ask) -> bool:
        return any(ask(world) for world in self.worlds())


def matter(unknowns: Unknowns, outcomes: Mapping[tuple[Any, ...], Any]) -> set[str]:
    """Unknowns of which another value gives another outcome while all others stay: hinges by definition."""
    found = set[str]()
    for at, name in enumerate(unknowns.options):
        seen: dict[tuple[Any, ...], Any] = {}
        for values, outcome in outcomes.items():
            if seen.setdefault((*values[:at], *values[at + 1 :]), outcome) != outcome:
                found.add(name)
                break
    return found
