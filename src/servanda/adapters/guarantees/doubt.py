"""What follows for the others if a record was not taken: whatever rests on it is undecided, never secured.

A record that could not be read may have promised, replaced, or been part of what others rest on. So a fact that nobody
has decided, `record:NAME`, stands in its stead:

* where a condition names it, be it a commitment or an event whose name is that of another kind of fact;
* beside the condition of a promise that it replaces, or may replace if that cannot be read;
* beside the condition of a bloc's promise, if the record is of a member for the same function, or may be;
* beside a sum of its function, so that *unless* such a sum is not taken for granted.

Where several such records bear on the same promises, one fact `records:PROVIDER/FUNCTION` stands for all of them.

Unknown counts against a promise, so nothing is credible that rests on a record that was not taken.
"""

from collections.abc import Collection, Mapping, Sequence

import msgspec

from servanda.adapters.guarantees.rules import leaves, parts_of
from servanda.adapters.guarantees.suspects import Facts, Suspect
from servanda.records.commitment import Commitment, Event
from servanda.records.condition import AtLeast, Guard


def in_doubt(
    commitments: Sequence[Commitment],
    suspects: Sequence[Suspect],
    members: Mapping[str, Collection[str]],
    vague_blocs: Collection[str] = (),
    vague_events: Collection[str] = (),
) -> tuple[list[Commitment], list[Event]]:
    """The commitments with what they owe to records that were not taken, and the undecided facts that stand for these.

    Args:
        commitments: Those that were taken.
        suspects: What is known of the others.
        members: Bloc → members.
        vague_blocs: Blocs whose members could not be read.
        vague_events: Events that were not taken and cannot stand undecided under their own name.
    """
    if not suspects and not vague_blocs and not vague_events:
        return list(commitments), []
    doubts = _Doubts(commitments, suspects, members, (vague_blocs, vague_events))
    changed = [doubts.applied(commitment) for commitment in commitments]
    return changed, [doubts.facts.event(fact) for fact in sorted(doubts.used)]


class _Doubts:
    """Looks up which facts bear on a commitment."""

    def __init__(
        self,
        commitments: Sequence[Commitment],
        suspects: Sequence[Suspect],
        members: Mapping[str, Collection[str]],
        vague: tuple[Collection[str], Collection[str]],
    ) -> None:
        self.used: set[str] = set()
        self._members = {bloc: frozenset(names) for bloc, names in members.items()}
        self._vague, self._events = frozenset(vague[0]), frozenset(vague[1])
        self._by_id = {one.id: one.fact for one in suspects if one.id is not None}
        known = {commitment.id for commitment in commitments} | self._by_id.keys()
        replacing = [one for one in suspects if one.supersedes is None or one.supersedes]
        self._replacing: dict[str, list[str]] = {}
        for one in replacing:
            self._replacing.setdefault(one.supersedes or "", []).append(one.fact)
        self.facts = Facts(suspects, [one for one in replacing if one.supersedes not in known])

    def applied(self, commitment: Commitment) -> Commitment:
        """The commitment with its doubts."""
        beside = self._beside(commitment)
        own = self._guard(commitment.condition)
        readings = [
            msgspec.structs.replace(one, condition=self._with(self._guard(one.condition), beside))
            for one in commitment.readings
        ]
        condition = self._with(own, beside)
        if condition == commitment.condition and readings == commitment.readings:
            return commitment
        return msgspec.structs.replace(commitment, condition=condition, readings=readings)

    def _beside(self, commitment: Commitment) -> list[str]:
        bloc = commitment.provider
        vague = [f"record:{bloc}"] if bloc in self._vague else []
        shared = self.facts.beside(bloc, commitment.function, self._members.get(bloc))
        return [*self._replacing.get(commitment.id, ()), *vague, *shared]

    def _with(self, guard: Guard, facts: Sequence[str]) -> Guard:
        self.used.update(facts)
        return Guard(all=[guard, *(Guard(event=fact) for fact in facts)]) if facts else guard

    def _guard(self, guard: Guard) -> Guard:
        if not any(self._facts_of(leaf) for leaf in leaves(guard)):
            return guard
        parts = [self._guard(part) for part in parts_of(guard)]
        if guard.all is not None:
            return Guard(all=parts)
        if guard.any is not None:
            return Guard(any=parts)
        if guard.at_least is not None:
            return Guard(at_least=AtLeast(k=guard.at_least.k, of=parts))
        return Guard(unless=parts[0]) if guard.unless is not None else self._leaf(guard)

    def _leaf(self, guard: Guard) -> Guard:
        facts = self._facts_of(guard)
        self.used.update(facts)
        undecided = [Guard(event=fact) for fact in facts]
        return Guard(any=[guard, *undecided]) if guard.sum is not None else undecided[0]

    def _facts_of(self, leaf: Guard) -> list[str]:
        if leaf.sum is not None:
            return self.facts.of_sum(leaf.sum.function)
        if leaf.event is not None:
            return [f"record:{leaf.event}"] if leaf.event in self._events else []
        named = [leaf.promised, leaf.done, leaf.rung.commitment if leaf.rung is not None else None]
        return [self._by_id[name] for name in named if name in self._by_id]
