"""Checking which promises count, by plain re-evaluation; nothing of the network of conditions is used here.

It certifies that a promise fell, and makes sure of what `check_cut` and `check_allocation` must be handed.
"""

from collections.abc import Collection
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from servanda.commitments import Register, View, barred, condition_of
from servanda.commitments.amounts import units_of
from servanda.commitments.shape import parts_of
from servanda.commitments.truth import fact_of
from servanda.commitments.versions import present
from servanda.coverage.state import Counting
from servanda.errors import InputError, IntegrityError
from servanda.logic import Truth
from servanda.records.commitment import Commitment
from servanda.records.condition import Guard


def check_counted(names: Collection[str], register: Register, view: View, counting: Counting) -> None:
    """Check that these promises, and no others, count in a view.

    Every condition is read again and again until nothing changes: from nobody upwards for *secured*, so that no circle
    holds itself up; from everybody who is not barred downwards for *mutual* and *possible*. Undecided facts stand
    against a promise, for *possible* in its favour.

    Args:
        names: Promises that are said to count.
        register: The register.
        view: The view, with those assumed gone in `withdrawn`.
        counting: What counts.

    Cost: promises × promises at worst.

    Raises:
        IntegrityError: `counted-wrong`.
        InputError: `check-not-monotone` if a condition says *unless*: reading again may then never settle.
    """
    reader = _Reader(register, view, favour=counting == "possible")
    able = [one for one in register.commitments if not barred(register, view, one)]
    standing: set[str] = set() if counting == "secured" else {one.id for one in able}
    while (after := {one.id for one in able if reader.holds(one, standing)}) != standing:
        standing = after
    wrong = sorted(standing ^ set(names))
    if wrong:
        what = ", ".join(f"{name} {'counts' if name in standing else 'does not count'}" for name in wrong)
        says = f"Not these promises count: {what}."
        raise IntegrityError("counted-wrong", says, place=wrong[0], hint="Ask for the labels again.")


@dataclass(frozen=True)
class _Reader:
    """Reads a condition, given who promises."""

    register: Register
    view: View
    favour: bool

    def holds(self, commitment: Commitment, standing: AbstractSet[str]) -> bool:
        start = commitment.window.start
        condition = condition_of(commitment, self.view)
        if start is not None:
            condition = Guard(all=[condition, Guard(not_before=start)])
        return self._reads(condition, standing, commitment.id)

    def _reads(self, guard: Guard, standing: AbstractSet[str], place: str) -> bool:
        if guard.unless is not None:
            raise InputError("check-not-monotone", f"The condition of '{place}' says unless.", place=place)
        versions = present(self.register, guard, self.view.as_of)
        if len(versions) > 1 or versions[0] != guard:
            return all(self._reads(one, standing, place) for one in versions)
        if guard.promised is not None:
            return guard.promised in standing
        if guard.sum is not None:
            wanted = guard.sum
            units = units_of(self.register, wanted, self.view.as_of)
            return any(sum(n for name, n in unit if name in standing) >= wanted.amount for unit in units)
        parts, need = parts_of(guard, place)
        if need is not None:
            return sum(self._reads(part, standing, place) for part in parts) >= need
        truth = fact_of(self.register, self.view, guard, place).truth
        return truth is Truth.TRUE or (self.favour and truth is Truth.UNKNOWN)
