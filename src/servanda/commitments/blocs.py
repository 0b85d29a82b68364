"""A bloc and its members: the same promise must not be counted twice."""

from collections.abc import Collection, Iterable
from datetime import datetime

from servanda.commitments.parts import in_phase
from servanda.commitments.register import Register
from servanda.commitments.status import barred_on_record
from servanda.records.commitment import Commitment


class Present:
    """Some promises, by provider and function, so that each bloc among them is looked up and not searched."""

    def __init__(self, among: Iterable[Commitment]) -> None:
        """Note who promises what; refusals promise nothing."""
        self._there = {(one.provider, one.function) for one in among if one.kind == "promise"}

    def members(self, register: Register, commitment: Commitment) -> list[str]:
        """Members of the bloc, or of a bloc in it, whose own promises for the same function are here; sorted."""
        members = register.all_members.get(commitment.provider, ())
        return sorted(member for member in members if (member, commitment.function) in self._there)


def on_record(register: Register, function: str, phase: str, as_of: datetime) -> Present:
    """Promises of members of blocs that keep the promise of their bloc from being added, in a phase.

    What is on record decides, not the view: a member that is assumed gone, or whose promise is less firm than the view
    asks for, may still be part of what the bloc promised. A promise that is withdrawn, replaced or over is part of
    nothing.

    Args:
        register: The register.
        function: What is promised.
        phase: The phase; empty for any.
        as_of: Moment of knowledge.
    """
    own = (one for one in register.promises_for.get(function, ()) if one.provider in register.in_blocs)
    return Present(one for one in own if in_phase(one, phase) and not barred_on_record(register, one, as_of))


def counted_through_members(register: Register, commitment: Commitment, among: Collection[Commitment]) -> list[str]:
    """Members of a bloc whose own promises for the same function are among the given ones.

    Where there are any, the bloc's promise is shown but not added: which part of it the members already state is
    not known, and counting both would count some of it twice. Members of a bloc in the bloc are members.

    Returns:
        Names of the members, sorted; empty if the commitment may be counted.
    """
    return Present(among).members(register, commitment) if commitment.provider in register.members else []
