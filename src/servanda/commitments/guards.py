"""What a condition speaks of, part by part."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from servanda.commitments.amounts import adding_to
from servanda.commitments.register import Register
from servanda.commitments.shape import parts_of
from servanda.commitments.versions import present
from servanda.records.condition import Guard


@dataclass(frozen=True)
class Atom:
    """One part of a condition that is not made of parts."""

    guard: Guard
    """The part."""
    against: bool
    """It stands under *unless*: it must not hold."""
    choice: bool
    """It is one of several of which not all are needed."""


def atoms_of(guard: Guard, place: str, *, against: bool = False, choice: bool = False) -> Iterator[Atom]:
    """The parts of a condition, in the order in which they are written.

    Raises:
        InputError: `guard-not-one-thing`.
    """
    parts, need = parts_of(guard, place)
    if need is None:
        yield _timely(Atom(guard, against, choice))
        return
    turned = against != (guard.unless is not None)
    for part in parts:
        yield from atoms_of(part, place, against=turned, choice=choice or need < len(parts))


def parts_now(register: Register, guard: Guard, place: str, as_of: datetime) -> Iterator[Atom]:
    """The parts of a condition as of a moment: a promise that was replaced is meant in its present version.

    Raises:
        InputError: `guard-not-one-thing`.
    """
    for atom in atoms_of(guard, place):
        for one in present(register, atom.guard, as_of):
            yield replace(atom, guard=one)


def promised_in(register: Register, guard: Guard, as_of: datetime) -> list[str]:
    """Commitments whose promise a condition needs or may use, sorted; amounts name all that can add to them."""
    names: set[str] = set()
    for atom in parts_now(register, guard, "", as_of):
        if not atom.against:
            names.update(promises_of(register, atom.guard, as_of))
    return sorted(names)


def events_in(guard: Guard) -> set[str]:
    """Events that a condition names."""
    return {atom.guard.event for atom in atoms_of(guard, "") if atom.guard.event is not None}


def promises_of(register: Register, guard: Guard, as_of: datetime) -> list[str]:
    """Commitments that one part of a condition waits for: the one it names, or all that can add to its amount."""
    if guard.promised is not None:
        return [guard.promised]
    return [one.id for one in adding_to(register, guard.sum, as_of)] if guard.sum is not None else []


def _timely(atom: Atom) -> Atom:
    """*Unless not before* a moment is *before* it, and the other way round."""
    guard = atom.guard
    if not atom.against or (guard.not_before is None and guard.not_after is None):
        return atom
    return Atom(Guard(not_before=guard.not_after, not_after=guard.not_before), against=False, choice=atom.choice)
