"""One weakness of a register: what, where, and how to mend it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Literal, TypeAlias

from servanda.records.commitment import Commitment
from servanda.records.record import Wording
from servanda.wording import say

Severity: TypeAlias = Literal["error", "warning", "note"]
"""An error makes the register unusable; a warning is a weakness of the promise; a note is for its reader."""


@dataclass(frozen=True, slots=True)
class RegisterLint:
    """One weakness. Its words are made when they are read: a large register has tens of thousands."""

    code: str
    """Stable identifier."""
    place: str
    """Commitment concerned."""
    severity: Severity
    """How bad it is."""
    values: Mapping[str, object]
    """What its words speak of."""

    @property
    def says(self) -> Wording:
        """What is weak."""
        return say(f"commitments.lint-{self.code}", commitment=self.place, **self.values)

    @property
    def hint(self) -> Wording:
        """How to mend it."""
        return say(f"commitments.hint-{self.code}")


def weak(code: str, commitment: Commitment, severity: Severity, **values: object) -> RegisterLint:
    """A weakness of one commitment, with the values of which its words speak."""
    return RegisterLint(code, commitment.id, severity, values)


def each_once(found: Iterable[RegisterLint]) -> list[RegisterLint]:
    """Each weakness once, by commitment and code; several of one code by their words."""
    ordered: list[RegisterLint] = []
    for _key, group in groupby(sorted(found, key=_key_of), _key_of):
        first, *more = group
        ordered += _by_words([first, *more]) if more else [first]
    return ordered


def _key_of(lint: RegisterLint) -> tuple[str, str]:
    return lint.place, lint.code


def _by_words(lints: list[RegisterLint]) -> list[RegisterLint]:
    worded = {lint.says["en"]: lint for lint in lints}
    return [worded[words] for words in sorted(worded)]
