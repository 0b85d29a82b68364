"""What the waiting diagram says: who is drawn as one box, what each arrow means."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from servanda.records.record import Wording
from servanda.reports.dossier import Wait
from servanda.reports.formats import joined
from servanda.reports.names import Names
from servanda.reports.waiting_ring import rings_of
from servanda.reports.waiting_shapes import Way
from servanda.wording import say

AND = "\n"
"""Stands between the names of those who share a box."""


def together(
    waits: Sequence[Wait], apart: AbstractSet[str] = frozenset(), awaited: AbstractSet[str] = frozenset()
) -> list[Wait]:
    """The same waits with parties that wait, and are awaited, exactly alike drawn as one box.

    Members of a circle stay apart, and those in `apart`. To wait for the awaited signal is not like other waiting.
    """
    alone = {name for ring in rings_of(waits) for name in ring} | apart
    sides: dict[str, tuple[frozenset[tuple[str, bool]], frozenset[tuple[str, bool]]]] = {}
    for name in {name for wait in waits for name in (wait.who, wait.for_whom)}:
        out = frozenset((wait.for_whom, wait.because in awaited) for wait in waits if wait.who == name)
        into = frozenset((wait.who, wait.because in awaited) for wait in waits if wait.for_whom == name)
        sides[name] = (out, into)
    alike: dict[object, list[str]] = {}
    for name in sorted(set(sides) - alone):
        alike.setdefault(sides[name], []).append(name)
    group = {name: AND.join(members) for members in alike.values() for name in members}
    return [
        replace(wait, who=group.get(wait.who, wait.who), for_whom=group.get(wait.for_whom, wait.for_whom))
        for wait in waits
    ]


def shortened(waits: Sequence[Wait], at_most: int) -> list[Wait]:
    """Circles, and of those who only wait, those who do both and those only awaited the most entangled of each."""
    ring = {name for members in rings_of(waits) for name in members}
    waiting = {wait.who for wait in waits} - ring
    awaited = {wait.for_whom for wait in waits} - ring
    weight = {name: sum(name in {wait.who, wait.for_whom} for wait in waits) for name in waiting | awaited}
    kept = set(ring)
    for kind in (waiting - awaited, waiting & awaited, awaited - waiting):
        kept |= set(sorted(kind, key=lambda name: (-weight[name], name))[:at_most])
    return [wait for wait in waits if {wait.who, wait.for_whom} <= kept]


def label(group: str, names: Names) -> Wording:
    """Those who share a box."""
    return joined([names.event(one) if one in names.events() else names.party(one) for one in group.split(AND)])


def signals(names: Names) -> set[str]:
    """Events that are the awaited signal."""
    return {name for name, event in names.events().items() if event.is_signal}


def edges(waits: Sequence[Wait], names: Names, lang: str) -> dict[tuple[str, str], tuple[str, Way]]:
    """Each arrow once: who waits for whom and for what, and how it is drawn."""
    found: dict[tuple[str, str], list[Wait]] = {}
    for wait in sorted(waits, key=lambda one: (one.who, one.for_whom, one.because, one.commitment)):
        found.setdefault((wait.who, wait.for_whom), []).append(wait)
    awaited, said = signals(names), dict[tuple[str, str], tuple[str, Way]]()
    for pair, group in found.items():
        who, whom = (label(name, names) for name in pair)
        title = say("reports.waiting-edge", who=who, whom=whom, what=joined(_reasons(group, names)))[lang]
        said[pair] = (title, _way(group, awaited))
    return dict(sorted(said.items()))


def _way(group: Sequence[Wait], awaited: AbstractSet[str]) -> Way:
    if any(wait.in_circle for wait in group):
        return "circle"
    return "signal" if any(wait.because in awaited for wait in group) else "plain"


def _reasons(group: Sequence[Wait], names: Names) -> list[Wording]:
    reasons = dict.fromkeys(wait.because for wait in group)
    return [names.event(name) if name in names.events() else names.commitment(name) for name in reasons]


def givers(waits: Sequence[Wait], names: Names) -> set[str]:
    """Boxes that have the awaited signal to give."""
    awaited = signals(names)
    deciding = {who for name in awaited for who in names.events()[name].decided_by} | awaited
    drawn: Mapping[str, set[str]] = {wait.for_whom: set(wait.for_whom.split(AND)) for wait in waits}
    return {box for box, members in drawn.items() if members & deciding}
