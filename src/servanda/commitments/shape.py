"""The shape of a condition: the one thing that a guard states, its parts, and the things at its ends."""

from typing import Any

from msgspec.structs import astuple

from servanda.errors import InputError
from servanda.records.condition import Guard

UNCONDITIONAL = Guard(all=[])
"""The condition of a promise that waits for nothing."""

_FIELDS = Guard.__struct_fields__
_FREQUENT_FIRST = sorted(((name, place) for place, name in enumerate(_FIELDS)), key=lambda one: one[0] != "promised")
_UNSTATED = len(_FIELDS) - 1


def stated_in(guard: Guard, place: str) -> tuple[str, Any]:
    """The one thing a guard states: its name and its value.

    Raises:
        InputError: `guard-not-one-thing` if it states none or several.
    """
    values = astuple(guard)
    if values.count(None) == _UNSTATED:
        for name, number in _FREQUENT_FIRST:
            if values[number] is not None:
                return name, values[number]
    stated = [name for name, value in zip(_FIELDS, values, strict=True) if value is not None]
    raise InputError(
        "guard-not-one-thing",
        f"A condition states {' and '.join(stated) or 'nothing'}; it must state exactly one thing.",
        place=place,
        hint="Join several things with all or any.",
    )


def parts_of(guard: Guard, place: str) -> tuple[list[Guard], int | None]:
    """The parts of a compound guard and how many of them must hold; no number for a guard without parts.

    Raises:
        InputError: `guard-not-one-thing`.
    """
    name, value = stated_in(guard, place)
    if name == "all":
        return value, len(value)
    if name == "any":
        return value, 1
    if name == "at_least":
        return value.of, value.k
    return ([value], 1) if name == "unless" else ([], None)


def ends_of(guard: Guard, place: str) -> list[tuple[str, Any]]:
    """The parts of a condition that are not made of parts, as what they state: a name and its value.

    Raises:
        InputError: `guard-not-one-thing`.
    """
    ends: list[tuple[str, Any]] = []
    waiting = [] if guard == UNCONDITIONAL else [guard]
    while waiting:
        stated = stated_in(waiting.pop(), place)
        name, value = stated
        if name in {"all", "any"}:
            waiting += reversed(value)
        elif name == "at_least":
            waiting += reversed(value.of)
        elif name == "unless":
            waiting.append(value)
        else:
            ends.append(stated)
    return ends


def unknown_reference(kind: str, name: str, place: str) -> InputError:
    """The error for a guard that names something that is not in the register."""
    says = f"A condition names the {kind} '{name}', which is not in the register."
    return InputError("guard-unknown-reference", says, place=place, hint=f"Record the {kind} or mend its name.")
