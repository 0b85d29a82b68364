"""What is weak in a promise beside the others: found through tables, so that each promise is looked at once."""

from collections.abc import Collection, Iterator, Sequence

from servanda.commitments.blocs import Present
from servanda.commitments.register import Register
from servanda.commitments.weakness import RegisterLint, weak
from servanda.records.commitment import Commitment


class Among:
    """The promises that can count, sorted into tables once."""

    def __init__(self, register: Register, alive: Sequence[Commitment]) -> None:
        """Sort the promises that can count by what they promise."""
        self._register = register
        self._present = Present(alive)
        self._mixed = _in_several_units([one for one in alive if _in_a_unit(one)])

    def lints(self, commitment: Commitment, promised: Collection[str]) -> Iterator[RegisterLint]:
        """Weaknesses of one promise.

        Args:
            commitment: The promise.
            promised: Commitments whose promise its conditions name.
        """
        if self._mixed or commitment.supersedes:
            yield from self._in_two_units(commitment)
        if commitment.provider in self._register.members:
            members = self._present.members(self._register, commitment)
            if members:
                provider = commitment.provider
                yield weak("bloc-and-member", commitment, "note", provider=provider, members=members)
        if commitment.instrument and promised:
            yield from self._on_strangers(commitment, promised)

    def _on_strangers(self, commitment: Commitment, promised: Collection[str]) -> Iterator[RegisterLint]:
        bound = self._register.bound_by[commitment.instrument]
        for name in promised:
            other = self._register.by_id.get(name)
            if other is not None and other.provider not in bound:
                yield weak(
                    "guard-on-non-signatory",
                    commitment,
                    "warning",
                    instrument=commitment.instrument,
                    other=name,
                    provider=other.provider,
                )

    def _in_two_units(self, commitment: Commitment) -> Iterator[RegisterLint]:
        """The same pledge in two units, such as two currencies: neither adds to the other, and no rate is invented."""
        before = self._register.by_id.get(commitment.supersedes)
        if before is not None and before.unit != commitment.unit and before.unit:
            units = [before.unit, commitment.unit or "–"]
            yield weak("unit-changed", commitment, "note", other=before.id, units=units)
        if not self._mixed or not _in_a_unit(commitment):
            return
        for unit, twins in self._mixed.get(_what(commitment), {}).items():
            for twin in twins if unit != commitment.unit else ():
                if twin.id > commitment.id:
                    yield weak("two-units", commitment, "warning", other=twin.id, units=[commitment.unit, twin.unit])


def _in_several_units(pledges: Sequence[Commitment]) -> dict[object, dict[str, list[Commitment]]]:
    """Pledges that are the same but for amount and unit, by unit, where there is more than one unit."""
    rough: dict[object, str] = {}
    if all(rough.setdefault((one.provider, one.function), one.unit) == one.unit for one in pledges):
        return {}
    first: dict[object, str] = {}
    mixed = {key for one in pledges if first.setdefault(key := _what(one), one.unit) != one.unit}
    several: dict[object, dict[str, list[Commitment]]] = {}
    for one in pledges if mixed else ():
        if (key := _what(one)) in mixed:
            several.setdefault(key, {}).setdefault(one.unit, []).append(one)
    return several


def _in_a_unit(one: Commitment) -> bool:
    return isinstance(one.quantity, int) and bool(one.unit)


def _what(one: Commitment) -> tuple[object, ...]:
    sectors = tuple(one.sectors) if isinstance(one.sectors, list) else one.sectors
    what = (one.kind, one.provider, one.beneficiary, one.instrument, one.function)
    return *what, sectors, tuple(one.phases), one.window.start, one.window.end
