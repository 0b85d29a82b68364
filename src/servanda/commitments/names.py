"""Names of facts: an event has its own name, what is derived from a record or a clock a name of its kind before it."""

from typing import Literal, TypeAlias

from servanda.errors import InputError

Kind: TypeAlias = Literal["after", "amount", "before", "done", "rung"]
"""A moment that comes, an amount that a promise might add, a moment before another, an act, a rung."""

NOT = "not:"
"""Before a fact that will not come."""

UNTAKEN = ("record:", "records:")
"""Before the name of a record, or of several, that a reader of documents did not take: what it says is undecided."""

_DERIVED = ("after:", "amount:", "before:", "done:", "rung:", NOT)


def named(kind: Kind, about: str) -> str:
    """Name of a fact that no record names: its kind and what it is about; no event may be called so."""
    return f"{kind}:{about}"


def reserved(name: str) -> bool:
    """Whether an event of this name would be taken for something else: a fact of another kind, or a missing record."""
    return name.startswith((*_DERIVED, *UNTAKEN))


def refuse_reserved(event: str) -> None:
    """Refuse an event that bears the name of a fact of another kind.

    Raises:
        InputError: `event-reserved-name`.
    """
    if event.startswith(_DERIVED):
        before = event.partition(":")[0]
        says = f"An event is called '{event}'; names that begin with '{before}:' are those of other facts."
        raise InputError("event-reserved-name", says, place=event, hint="Give the event another name.")
