"""A bloc and its members: the same promise must not be counted twice."""

from collections.abc import Collection

from servanda.commitments.register import Register
from servanda.records.commitment import Commitment


def counted_through_members(register: Register, commitment: Commitment, among: Collection[Commitment]) -> list[str]:
    """Members of a bloc whose own promises for the same function are among the given ones.

    Where there are any, the bloc's promise is shown but not added: which part of it the members already state is
    not known, and counting both would count some of it twice.

    Returns:
        Names of the members, sorted; empty if the commitment may be counted.
    """
    members = set(register.members.get(commitment.provider, ()))
    same = (other for other in among if other.kind == "promise" and other.function == commitment.function)
    return sorted({other.provider for other in same if other.provider in members and other.id != commitment.id})
