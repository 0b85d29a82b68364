"""The present version of a promise: a condition that names an earlier one means what took its place."""

from collections.abc import Sequence
from datetime import datetime

from msgspec.structs import replace

from servanda.commitments.register import Register
from servanda.commitments.status import known_by
from servanda.records.condition import Guard


def present_of(register: Register, name: str, as_of: datetime) -> Sequence[str]:
    """The versions in which a promise is known at a moment, sorted: itself, or those that have taken its place.

    Versions that replace each other in a circle have no present one; then the one that is named is meant.
    """
    if name not in register.successors:
        return [name]
    found: set[str] = set()
    seen = {name}
    waiting = [name]
    while waiting:
        current = waiting.pop()
        later = [one.id for one in register.successors.get(current, ()) if known_by(one, as_of)]
        if not later:
            found.add(current)
        waiting += [one for one in later if one not in seen]
        seen.update(later)
    return sorted(found) or [name]


def named_in(guard: Guard) -> str:
    """The promise that one part of a condition names; empty if it names none."""
    return guard.promised or guard.done or (guard.rung.commitment if guard.rung is not None else "")


def present(register: Register, guard: Guard, as_of: datetime) -> Sequence[Guard]:
    """One part of a condition, for each present version of the promise that it names; the part itself for others."""
    name = named_in(guard)
    versions = present_of(register, name, as_of) if name in register.by_id else [name]
    return [guard] if versions == [name] else [_about(guard, version) for version in versions]


def _about(guard: Guard, version: str) -> Guard:
    if guard.promised is not None:
        return Guard(promised=version)
    if guard.rung is not None:
        return Guard(rung=replace(guard.rung, commitment=version))
    return Guard(done=version)
