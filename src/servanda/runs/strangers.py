"""Facts that name what an instrument does not know: a place nobody drew, a party nobody is, a question nobody asks.

None of them is relied upon, and each is shown; as `references` does for a ledger, here for facts alone.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import msgspec

from servanda.errors import InputError
from servanda.geo import moments_of, with_bands
from servanda.records.agreement import Agreement, Place
from servanda.records.facts import Facts
from servanda.records.place import InPlace
from servanda.records.record import Record
from servanda.records.rejection import Rejection
from servanda.runs.references import unasked, unnamed_author, unresolved

_PARTIES: Mapping[str, tuple[str, ...]] = {
    "observations": ("by",),
    "incidents": ("by",),
    "tallies": ("against",),
    "notices": ("by",),
    "replies": ("by",),
    "positions": ("by",),
}
"""Fields that hold names of parties of an instrument."""
_NOUNS = {
    "observations": "observation",
    "incidents": "incident",
    "tallies": "tally",
    "watches": "watch",
    "notices": "notice",
    "acts": "act",
    "replies": "reply",
    "positions": "position",
}
_SEEN = ("observations", "incidents")
"""What happened whoever did it."""
_PLACED = ("observations", "incidents", "tallies", "watches", "notices", "acts")
Unknown = tuple[str, str]
"""What is named in vain, and the kind of that."""


@dataclass
class _Drawn:
    """Which places of an instrument can be measured against."""

    places: Mapping[str, Place]
    known: dict[str, bool] = field(default_factory=dict)

    def has(self, where: InPlace) -> bool:
        if where.place not in self.known:
            try:
                moments_of(where, self.places)
                self.known[where.place] = True
            except InputError:
                self.known[where.place] = False
        return self.known[where.place]


def without_strangers(
    facts: Facts, agreement: Agreement, agreements: Sequence[Agreement]
) -> tuple[Facts, list[Rejection]]:
    """The facts that an instrument can be judged on.

    Args:
        facts: Everything recorded.
        agreement: The instrument that is judged: places are its own.
        agreements: All instruments at hand: parties and questions may be those of any.

    Returns:
        The facts without the records that name something unknown, and a rejection for each of those.
    """
    parties = {name for one in agreements for name in one.parties}
    drawn = _Drawn(with_bands(agreement.places, agreement.open))
    kept: dict[str, Any] = {}
    out: list[Rejection] = []
    for kind, noun in _NOUNS.items():
        known, unnamed = _authored(getattr(facts, kind), kind, parties)
        records, gone = _sorted_out(known, noun, partial(_unknown, kind, parties, drawn))
        gone = [*unnamed, *gone]
        if gone:
            kept[kind] = records
            out += gone
    bad = {name: (unknown, of) for name, unknown, of in unasked(facts.judgements, agreements)}
    judgements, gone = _sorted_out(facts.judgements, "judgement", lambda one: bad.get(one.id))
    out += gone
    return msgspec.structs.replace(facts, judgements=judgements, **kept), out


def _authored(records: Sequence[Any], kind: str, parties: set[str]) -> tuple[list[Any], list[Rejection]]:
    """What was seen, without an author whom nobody knows: that it happened is known all the same."""
    if kind not in _SEEN:
        return list(records), []
    out: list[Rejection] = []
    kept: list[Any] = []
    for one in records:
        strange = next((name for name in one.by if name not in parties), None)
        nobody: dict[str, Any] = {"by": [], **({"by_basis": []} if kind == "incidents" else {})}
        kept.append(one if strange is None else msgspec.structs.replace(one, **nobody))
        if strange is not None:
            out.append(unnamed_author(_NOUNS[kind], one.id, strange))
    return kept, out


def _sorted_out(
    records: Sequence[Any], noun: str, unknown: Callable[[Any], Unknown | None]
) -> tuple[list[Any], list[Rejection]]:
    kept: list[Any] = []
    out: list[Rejection] = []
    for one in records:
        found = unknown(one)
        if found is None:
            kept.append(one)
        else:
            out.append(unresolved(noun, one.id, *found))
    return kept, out


def _unknown(kind: str, parties: set[str], drawn: _Drawn, record: Record) -> Unknown | None:
    for field_ in _PARTIES.get(kind, ()):
        named = getattr(record, field_)
        for name in [named] if isinstance(named, str) else named:
            if name not in parties:
                return name, "party"
    if kind in _PLACED:
        for where in _regions(record):
            if isinstance(where, InPlace) and not drawn.has(where):
                return where.place, "place"
    return None


def _regions(record: Any) -> Iterator[Any]:  # noqa: ANN401 - any record with a region
    if isinstance(record.where, list):
        yield from record.where
    elif record.where is not None:
        yield record.where
