"""Records of one register against each other: names used once, versions in a line, conditions on what is there."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import TypeVar

from servanda.adapters.guarantees.items import Items, Refused
from servanda.adapters.guarantees.names import folded, nearest
from servanda.adapters.guarantees.rules import keep_sound, parts_of
from servanda.errors import InputError
from servanda.records.commitment import Commitment, Event
from servanda.records.condition import Guard

R = TypeVar("R", Commitment, Event)

_MOST_HINTS = 50
"""Errors that get the nearest name as a hint: to look for more would take longer than the answer."""


def each_once(items: Items[R]) -> Items[R]:
    """Records under names of their own. The same record twice counts once; different ones under one name are refused.

    Which of two different records holds is not known, so neither is taken. The same goes for names that differ only in
    case or form: as two, one promise would count twice. A name that a broken record bears too is not known either.
    """
    groups: dict[str, list[int]] = {}
    for place, record in enumerate(items.records):
        groups.setdefault(folded(record.id), []).append(place)
    broken = {name for one in items.refused if isinstance(name := _id_of(one.data), str)}
    if len(groups) == len(items.records) and not broken & {record.id for record in items.records}:
        return items
    first: dict[str, int] = {}
    refused: dict[int, InputError] = {}
    for places in groups.values():
        same = [items.records[place] for place in places]
        if any(one != same[0] for one in same) or same[0].id in broken:
            refused.update((place, _twice(items, place, places)) for place in places)
        else:
            first[same[0].id] = places[0]
    return _without(items, refused, set(first.values()))


def _id_of(data: object) -> object:
    return data.get("id") if isinstance(data, dict) else getattr(data, "id", None)


def _twice(items: Items[R], place: int, places: Sequence[int]) -> InputError:
    record = items.records[place]
    where = items.where(items.numbers[place])
    others = sorted({items.records[other].id for other in places} - {record.id})
    if others:
        says = f"The names '{record.id}' and '{others[0]}' differ only in case or form; neither record is taken."
        return InputError("names-alike", says, place=where, hint="Give each record a name that nobody can mix up.")
    says = f"The name '{record.id}' is used for two different records; which of them holds is not known."
    hint = "Keep one; give a new version a name of its own and let it supersede the old one."
    return InputError("duplicate-id", says, place=where, hint=hint)


def _without(items: Items[R], refused: Mapping[int, InputError], kept: Collection[int] | None = None) -> Items[R]:
    """The items without those at some places, and without repetitions if the places to keep are given."""
    stay = [n for n in range(len(items.records)) if n not in refused and (kept is None or n in kept)]
    gone: list[Refused] = [Refused(items.numbers[n], items.records[n], error) for n, error in refused.items()]
    return Items(
        [items.records[n] for n in stay],
        [items.numbers[n] for n in stay],
        [*items.refused, *gone],
        items.where,
    )


def apart(items: Items[Commitment], providers: Collection[str]) -> Items[Commitment]:
    """Commitments that are not called as a provider: whom or what such a name means in a view could not be told."""

    def rule(commitment: Commitment) -> None:
        if commitment.id in providers:
            raise id_is_provider("a commitment", commitment.id)

    return keep_sound(items, rule)


def id_is_provider(what: str, name: str) -> InputError:
    """The error of a name that means both a provider and something else."""
    says = f"'{name}' is the name of a provider and, by {what}, of something else."
    return InputError("id-is-provider", says, hint="Give each a name of its own.")


def in_line(items: Items[Commitment]) -> Items[Commitment]:
    """Commitments whose earlier version is on record, of the same provider, and not, in the end, themselves."""
    replaced = {one.id: one.supersedes for one in items.records if one.supersedes}
    known = {one.id for one in items.records} | {str(_id_of(one.data)) for one in items.refused}
    whose = {one.id: one.provider for one in items.records}
    hints = _hints(known)

    def rule(commitment: Commitment) -> None:
        earlier = commitment.supersedes
        if not earlier:
            return
        if earlier not in known:
            says = f"'{commitment.id}' supersedes '{earlier}', which is not in the register."
            raise InputError("supersedes-unknown", says, hint=hints(earlier))
        if whose.get(earlier, commitment.provider) != commitment.provider:
            says = f"'{commitment.id}' of '{commitment.provider}' supersedes '{earlier}' of '{whose[earlier]}'."
            hint = "Nobody replaces what another has promised: mend the provider, or leave the link out."
            raise InputError("supersedes-other-provider", says, hint=hint)
        if _returns(commitment.id, replaced):
            says = f"'{commitment.id}' supersedes '{earlier}', which in the end supersedes it."
            raise InputError("supersedes-circle", says, hint="Say which version is the first; it supersedes none.")

    return keep_sound(items, rule) if replaced else items


def _returns(name: str, replaced: Mapping[str, str]) -> bool:
    seen = {name}
    at = replaced.get(name)
    while at and at not in seen:
        seen.add(at)
        at = replaced.get(at)
    return at == name


def refer(commitments: Items[Commitment], events: Iterable[str]) -> Items[Commitment]:
    """Commitments whose conditions name only what is in the register; a record that was not taken is still a name."""
    known = {one.id for one in commitments.records} | {str(_id_of(one.data)) for one in commitments.refused}
    happening = set(events)
    commitment_hint, event_hint = _hints(known), _hints(happening)

    def rule(commitment: Commitment) -> None:
        for condition in (commitment.condition, *(reading.condition for reading in commitment.readings)):
            for kind, name in _strangers(condition, known, happening):
                says = f"A condition of '{commitment.id}' names the {kind} '{name}', which is not in the register."
                hint = event_hint(name) if kind == "event" else commitment_hint(name)
                raise InputError("guard-unknown-reference", says, hint=hint)

    return keep_sound(commitments, rule)


def _strangers(guard: Guard, known: Collection[str], happening: Collection[str]) -> list[tuple[str, str]]:
    """What a condition names and nobody recorded: kind and name."""
    if guard.event is not None:
        return [] if guard.event in happening else [("event", guard.event)]
    for name in (guard.promised, guard.done, guard.rung.commitment if guard.rung is not None else None):
        if name is not None:
            return [] if name in known else [("commitment", name)]
    return [pair for part in parts_of(guard) for pair in _strangers(part, known, happening)]


def _hints(known: Collection[str]) -> Callable[[str], str]:
    left = iter(range(_MOST_HINTS))

    def hint(name: str) -> str:
        return nearest(name, known, "names") if next(left, None) is not None else "Record it or mend its name."

    return hint
