"""Records that were not taken: what can be read of them, and the facts that stand in their stead."""

import difflib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import msgspec

from servanda.adapters.guarantees.items import Refused
from servanda.adapters.guarantees.names import LONGEST
from servanda.records.commitment import Commitment, Event
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
    cited = name if name is not None and len(name) <= LONGEST else refused.error.place
    strange = [key for key in data if key not in Commitment.__struct_fields__]
    meant = difflib.get_close_matches("supersedes", strange, n=1, cutoff=0.6)
    replaced = _text(data.get("supersedes", None if meant else ""), empty=True)
    return Suspect(cited, name, _text(data.get("provider")), _text(data.get("function")), replaced)


def _text(value: object, *, empty: bool = False) -> str | None:
    return value if isinstance(value, str) and (value or empty) else None


class Facts:
    """Which facts stand in the stead of records that were not taken.

    One record has a fact of its own. Several that bear on the same promises (of one provider for one function) share
    one: nobody has decided any of them, so one says as much, and bad times good records would not fit in memory.
    """

    def __init__(self, suspects: Sequence[Suspect], unclear: Collection[Suspect]) -> None:
        """Sort the records by whose they are and what they are for.

        Args:
            suspects: All records that were not taken.
            unclear: Those of which it is not known what they replace.
        """
        self._own = _sorted_out(suspects)
        self._unclear = _sorted_out(unclear)
        self._found: dict[tuple[str, str], list[str]] = {}
        self._events: dict[str, Event] = {}

    def beside(self, provider: str, function: str, members: Collection[str] | None) -> list[str]:
        """At most one fact: for what may replace a promise of a provider, or is of a member if that is a bloc."""
        key = provider, function
        if key not in self._found:
            unclear = _matching(self._unclear, [provider, None], function)
            of_members = _matching(self._own, [*members, None], function) if members is not None else []
            self._found[key] = self._shared([*unclear, *of_members], f"{provider}/{function}")
        return self._found[key]

    def of_sum(self, function: str) -> list[str]:
        """At most one fact: for what may add to a sum of a function."""
        key = "", function
        if key not in self._found:
            providers = {provider for provider, _ in self._own}
            self._found[key] = self._shared(_matching(self._own, providers, function), function)
        return self._found[key]

    def event(self, fact: str) -> Event:
        """The undecided event of a fact."""
        if fact in self._events:
            return self._events[fact]
        return Event(id=fact, says=say("doors.record-refused", name=fact.partition(":")[2]))

    def _shared(self, suspects: Iterable[Suspect], name: str) -> list[str]:
        facts = sorted({one.fact for one in suspects})
        if facts == facts[:1]:
            return facts
        fact = f"records:{name}"
        self._events[fact] = Event(id=fact, says=say("doors.records-refused", n=len(facts), name=name))
        return [fact]


_Sorted = dict[tuple[str | None, str | None], list[Suspect]]


def _sorted_out(suspects: Iterable[Suspect]) -> _Sorted:
    found: _Sorted = {}
    for one in suspects:
        found.setdefault((one.provider, one.function), []).append(one)
    return found


def _matching(table: _Sorted, providers: Iterable[str | None], function: str) -> list[Suspect]:
    cells = [(provider, about) for provider in providers for about in (function, None)]
    return [one for cell in cells for one in table.get(cell, ())]
