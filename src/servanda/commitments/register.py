"""The register of commitments and events, and the view under which it is asked."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from itertools import pairwise
from types import MappingProxyType
from typing import Any, Literal, Protocol, TypeVar

from servanda.commitments.names import refuse_reserved
from servanda.errors import InputError
from servanda.records.commitment import Commitment, Event, Rung
from servanda.records.condition import Guard

EventValue = Literal["true", "false", "unknown"]
"""What was known of an event, as it is recorded."""

STATED = "stated"
"""Name of the reading on the record's face."""

_NOTHING: Mapping[str, str] = MappingProxyType({})
_NO_BLOCS: Mapping[str, tuple[str, ...]] = MappingProxyType({})
_NO_VALUES: Mapping[str, EventValue] = MappingProxyType({})


class _Named(Protocol):
    """A record with an identifier."""

    @property
    def id(self) -> str: ...


_R = TypeVar("_R", bound=_Named)
_T = TypeVar("_T")


@dataclass(frozen=True)
class Register:
    """Everything that was promised, refused and waited for; the order of the records means nothing.

    Raises:
        InputError: `register-twice` if two records bear one name; `event-reserved-name` if an event bears the name of a
            fact of another kind.
    """

    commitments: tuple[Commitment, ...]
    """Promises, offers and refusals."""
    events: tuple[Event, ...] = ()
    """What conditions wait for."""
    members: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: _NO_BLOCS)
    """Bloc → members, so that a bloc and its members are never both counted."""
    kept: dict[str, tuple["View", Any]] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What was last worked out, by name, and in which view: asking again in the same view costs nothing."""

    def __post_init__(self) -> None:
        """Put the records in the order of their names and refuse names used twice."""
        object.__setattr__(self, "commitments", _sorted_once("commitment", self.commitments))
        object.__setattr__(self, "events", _sorted_once("event", self.events))
        for event in self.events:
            refuse_reserved(event.id)

    @cached_property
    def by_id(self) -> Mapping[str, Commitment]:
        """Commitments by name."""
        return {commitment.id: commitment for commitment in self.commitments}

    @cached_property
    def places_of(self) -> Mapping[str, tuple[int, ...]]:
        """Provider, or commitment → places of its commitments in the order of their names."""
        places: dict[str, list[int]] = {}
        for place, commitment in enumerate(self.commitments):
            places.setdefault(commitment.id, []).append(place)
            if commitment.provider != commitment.id:
                places.setdefault(commitment.provider, []).append(place)
        return {name: tuple(found) for name, found in places.items()}

    @cached_property
    def event_by_id(self) -> Mapping[str, Event]:
        """Events by name."""
        return {event.id: event for event in self.events}

    @cached_property
    def successors(self) -> Mapping[str, tuple[Commitment, ...]]:
        """Earlier version → the later versions of the same provider that supersede it.

        Nobody replaces what another has promised.
        """
        later: dict[str, list[Commitment]] = {}
        for commitment in self.commitments:
            earlier = self.by_id.get(commitment.supersedes) if commitment.supersedes else None
            if earlier is not None and earlier.provider == commitment.provider:
                later.setdefault(commitment.supersedes, []).append(commitment)
        return {name: tuple(versions) for name, versions in later.items()}

    @cached_property
    def all_members(self) -> Mapping[str, frozenset[str]]:
        """Bloc → members, those of blocs within it included; a bloc is never its own member."""
        return {bloc: _within(self.members, bloc) - {bloc} for bloc in self.members}

    @cached_property
    def in_blocs(self) -> frozenset[str]:
        """Members of any bloc."""
        return frozenset[str]().union(*self.all_members.values())

    @cached_property
    def promises_for(self) -> Mapping[str, tuple[Commitment, ...]]:
        """Function → promises that serve it; refusals left out."""
        serving: dict[str, list[Commitment]] = {}
        for commitment in self.commitments:
            if commitment.kind == "promise":
                serving.setdefault(commitment.function, []).append(commitment)
        return {function: tuple(promises) for function, promises in serving.items()}

    @cached_property
    def bound_by(self) -> Mapping[str, frozenset[str]]:
        """Instrument → providers with a commitment under it, and the members of blocs among them."""
        bound: dict[str, set[str]] = {}
        for commitment in self.commitments:
            bound.setdefault(commitment.instrument, set()).add(commitment.provider)
        nobody: frozenset[str] = frozenset()
        return {
            instrument: frozenset(signed).union(*(self.all_members.get(one, nobody) for one in signed))
            for instrument, signed in bound.items()
        }

    def keep(self, name: str, view: "View", work: Callable[[], _T]) -> _T:
        """The result of a piece of work in a view: the one that is kept, if it is of the same view."""
        known = self.kept.get(name)
        if known is not None and known[0] == view:
            found: _T = known[1]
            return found
        result = work()
        self.kept[name] = (view, result)
        return result

    def named(self, commitment: str) -> Commitment:
        """The commitment of this name.

        Raises:
            InputError: `commitment-unknown` if there is none.
        """
        if commitment not in self.by_id:
            raise InputError(
                "commitment-unknown",
                f"No commitment is called '{commitment}'.",
                hint="List them with: servanda commitments list CASE.",
            )
        return self.by_id[commitment]


@dataclass(frozen=True)
class View:
    """From where the register is looked at. Nothing here changes what was recorded."""

    as_of: datetime
    """Moment of knowledge: later status and events are not seen."""
    floor: Rung = "signalled"
    """Lowest rung that counts."""
    readings: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    """Commitment → reading of its condition; the face of the record where nothing is chosen."""
    withdrawn: frozenset[str] = frozenset()
    """Providers or commitments assumed to be gone."""
    assume: Mapping[str, EventValue] = field(default_factory=lambda: _NO_VALUES)
    """Event → value assumed instead of the recorded one."""
    reading: str = STATED
    """Name under which results of this view are shown."""

    def assuming(self, values: Mapping[str, EventValue]) -> "View":
        """The same view with further values of events assumed."""
        return replace(self, assume={**self.assume, **values})

    def without(self, names: Iterable[str]) -> "View":
        """The same view with further providers or commitments gone."""
        return replace(self, withdrawn=self.withdrawn | frozenset(names))


def choose(register: Register, view: View, reading: str) -> View:
    """The view in which every commitment that knows this reading is read so, and all others on their face.

    Raises:
        InputError: `reading-unknown` if no commitment knows it.
    """
    if reading == STATED:
        return replace(view, readings=_NOTHING, reading=STATED)
    chosen = {c.id: reading for c in register.commitments if any(known.id == reading for known in c.readings)}
    if not chosen:
        known = sorted({known.id for c in register.commitments for known in c.readings})
        raise InputError(
            "reading-unknown",
            f"No commitment has the reading '{reading}'.",
            hint=f"Known readings: {', '.join(known) or 'none'}.",
        )
    return replace(view, readings=chosen, reading=reading)


def condition_of(commitment: Commitment, view: View) -> Guard:
    """The condition of a commitment under the reading that the view chose.

    Raises:
        InputError: `reading-unknown` if the commitment does not know the chosen reading.
    """
    chosen = view.readings.get(commitment.id, STATED)
    if chosen == STATED:
        return commitment.condition
    for known in commitment.readings:
        if known.id == chosen:
            return known.condition
    raise InputError(
        "reading-unknown", f"'{commitment.id}' has no reading '{chosen}'.", place=commitment.id, hint="Check its name."
    )


def _within(members: Mapping[str, tuple[str, ...]], bloc: str) -> frozenset[str]:
    found: set[str] = set()
    waiting = [bloc]
    while waiting:
        new = set(members.get(waiting.pop(), ())) - found
        found |= new
        waiting.extend(new)
    return frozenset(found)


def _sorted_once(kind: str, records: tuple[_R, ...]) -> tuple[_R, ...]:
    ordered = tuple(sorted(records, key=lambda record: record.id))
    for one, next_ in pairwise(ordered):
        if one.id == next_.id:
            raise InputError(
                "register-twice",
                f"Two {kind}s are called '{one.id}'.",
                place=one.id,
                hint="Give a new version a name of its own and let it supersede the old one.",
            )
    return ordered
