"""Three truth values and their connectives (strong Kleene logic; Kleene 1952, section 64).

The rule behind all of them: an answer stands only if it would stand whatever the unknown parts turn out to be.
"""

from collections.abc import Iterable
from enum import Enum


class Truth(Enum):
    """True, false, or not known. There is no default and no conversion to `bool`: unknown is not false."""

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"

    def __bool__(self) -> bool:
        """Refuse `if truth:`, which would turn unknown into an answer."""
        says = f"{self} is not a bool: compare it with Truth.TRUE or Truth.FALSE"
        raise TypeError(says)

    @classmethod
    def of(cls, value: bool | None) -> "Truth":  # noqa: FBT001 - the value is the whole argument
        """The truth value of a known answer; `None` is unknown.

        >>> Truth.of(None)
        <Truth.UNKNOWN: 'unknown'>
        """
        if value is None:
            return cls.UNKNOWN
        return cls.TRUE if value else cls.FALSE


def opposite(truth: Truth) -> Truth:
    """Negation: the opposite of unknown is unknown."""
    return _OPPOSITE[truth]


def all_of(truths: Iterable[Truth]) -> Truth:
    """Conjunction: one false part settles it; nothing at all is true.

    >>> all_of([Truth.FALSE, Truth.UNKNOWN])
    <Truth.FALSE: 'false'>
    """
    parts = set(truths)
    if Truth.FALSE in parts:
        return Truth.FALSE
    return Truth.UNKNOWN if Truth.UNKNOWN in parts else Truth.TRUE


def any_of(truths: Iterable[Truth]) -> Truth:
    """Disjunction: one true part settles it; nothing at all is false."""
    return opposite(all_of(opposite(truth) for truth in truths))


def at_least(k: int, truths: Iterable[Truth]) -> Truth:
    """Whether `k` or more hold: true if enough are true, false if too few still can be.

    >>> at_least(2, [Truth.TRUE, Truth.UNKNOWN, Truth.FALSE])
    <Truth.UNKNOWN: 'unknown'>
    """
    parts = list(truths)
    sure = parts.count(Truth.TRUE)
    if sure >= k:
        return Truth.TRUE
    return Truth.UNKNOWN if sure + parts.count(Truth.UNKNOWN) >= k else Truth.FALSE


_OPPOSITE = {Truth.TRUE: Truth.FALSE, Truth.FALSE: Truth.TRUE, Truth.UNKNOWN: Truth.UNKNOWN}
