"""What follows for the others if a record was not taken: whatever rests on it is undecided, never secured.

A record that could not be read may have promised, replaced, or been part of what others rest on. So a fact that nobody
has decided, `record:NAME`, stands in its stead:

* where a condition names it, be it a commitment or an event whose name is that of another kind of fact;
* beside the condition of a promise that it replaces, or may replace if that cannot be read;
* beside the condition of a bloc's promise, if the record is of a member for the same function, or may be;
* beside a sum of its function, so that *unless* such a sum is not taken for granted.

Unknown counts against a promise, so nothing is credible that rests on a record that was not taken.
"""

import difflib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from servanda.adapters.guarantees.items import Refused
from servanda.adapters.guarantees.rules import leaves, parts_of
from servanda.records.commitment import Commitment, Event
from servanda.records.condition import AtLeast, Guard
from servanda.wording import say


@dataclass(frozen=True)
class Suspect:
    """What can be read of a record that was not taken; none where it cannot be read."""

    name: str
    """Its name, or its place."""
    id: str | None
    """Name others may call it by."""
    provider: str | None
    """Whose it is."""
    function: str | None
    """Function it serves."""
    supersedes: str | None
    """Version that it replaces; empty for none."""

    @property
    def fact(self) -> str:
        """The fact that stands in its stead."""
        return f"record:{self.name}"


def suspect_of(refused: Refused) -> Suspect | None:
    """What can be read of an item that was not taken; none if it says nothing at all, so that nothing follows from it.

    An earlier version that it replaces cannot be read if a field of another name may have been meant to name it.
    """
    data = msgspec.to_builtins(refused.data) if isinstance(refused.data, msgspec.Struct) else refused.data
    if not isinstance(data, dict) or not data:
        return None
    name = _text(data.get("id"))
    strange = [key for key in data if key not in Commitment.__struct_fields__]
    meant = difflib.get_close_matches("supersedes", strange, n=1, cutoff=0.6)
    replaced = _text(data.get("supersedes", None if meant else ""), empty=True)
    return Suspect(
        name or refused.error.place, name, _text(data.get("provider")), _text(data.get("function")), replaced
    )


def _text(value: object, *, empty: bool = False) -> str | None:
    return value if isinstance(value, str) and (value or empty) else None


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
    return changed, [_event(fact) for fact in sorted(doubts.used)]


def _event(fact: str) -> Event:
    return Event(id=fact, says=say("doors.record-refused", name=fact.partition(":")[2]))


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
        self._suspects = suspects
        self._by_id = {one.id: one.fact for one in suspects if one.id is not None}
        known = {commitment.id for commitment in commitments} | self._by_id.keys()
        self._replacing = [one for one in suspects if one.supersedes is None or one.supersedes]
        self._unclear = {one.name for one in self._replacing if one.supersedes not in known}

    def applied(self, commitment: Commitment) -> Commitment:
        """The commitment with its doubts."""
        beside = [*self._replaced(commitment), *self._of_members(commitment)]
        own = self._guard(commitment.condition)
        readings = [
            msgspec.structs.replace(one, condition=self._with(self._guard(one.condition), beside))
            for one in commitment.readings
        ]
        condition = self._with(own, beside)
        if condition == commitment.condition and readings == commitment.readings:
            return commitment
        return msgspec.structs.replace(commitment, condition=condition, readings=readings)

    def _replaced(self, commitment: Commitment) -> list[str]:
        return [
            one.fact
            for one in self._replacing
            if one.supersedes == commitment.id or (one.name in self._unclear and _may_be_of(one, commitment))
        ]

    def _of_members(self, commitment: Commitment) -> list[str]:
        bloc = commitment.provider
        facts = [f"record:{bloc}"] if bloc in self._vague else []
        members = self._members.get(bloc)
        if members is None:
            return facts
        own = [one for one in self._suspects if one.function in {None, commitment.function}]
        return facts + [one.fact for one in own if one.provider is None or one.provider in members]

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
            wanted = leaf.sum.function
            return [one.fact for one in self._suspects if one.function in {None, wanted}]
        if leaf.event is not None:
            return [f"record:{leaf.event}"] if leaf.event in self._events else []
        named = [leaf.promised, leaf.done, leaf.rung.commitment if leaf.rung is not None else None]
        return [self._by_id[name] for name in named if name in self._by_id]


def _may_be_of(suspect: Suspect, commitment: Commitment) -> bool:
    return suspect.provider in {None, commitment.provider} and suspect.function in {None, commitment.function}
