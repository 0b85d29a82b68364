"""Facts written short → records, each by itself; what is wrong with one is said, and keeps no other out."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import msgspec

from servanda import plain
from servanda.adapters import refuse_unrecordable
from servanda.adapters.scenarios.shorthand import expanded
from servanda.errors import InputError
from servanda.observations import Read, check_notice, check_observation, check_region, check_watch, sieved
from servanda.plain.json_text import Doubled
from servanda.records.commitment import Event
from servanda.records.decision import Adoption, Decision, Judgement, Position
from servanda.records.facts import Facts
from servanda.records.incident import Incident
from servanda.records.observation import Notice, Observation, RecordedAct, Register, Reply, Watch
from servanda.records.record import Record
from servanda.records.response import StepAct
from servanda.records.tally import Tally

KINDS: Mapping[str, type[Record]] = MappingProxyType(
    {
        "observations": Observation,
        "incidents": Incident,
        "tallies": Tally,
        "watches": Watch,
        "notices": Notice,
        "registers": Register,
        "acts": RecordedAct,
        "judgements": Judgement,
        "replies": Reply,
        "decisions": Decision,
        "events": Event,
        "positions": Position,
        "adoptions": Adoption,
        "step_acts": StepAct,
    }
)
"""Lists of the facts, and what was done in procedures."""
NOUNS: Mapping[str, str] = MappingProxyType({"RecordedAct": "act", "StepAct": "step-act"})
"""Kinds as rejections name them, where that is not the record's name in small letters."""
_MAX_DEPTH = 20


@dataclass(frozen=True)
class Item:
    """One record as written."""

    name: str
    """The key it stands under; empty in a list."""
    part: plain.Loaded
    """What is written."""
    place: str = ""
    """Where it stands, if its lines are not known."""

    def where(self) -> str:
        """Where it stands."""
        return self.place or self.part.where()


@dataclass(frozen=True)
class Taken:
    """What came of some facts."""

    facts: Facts
    """The records taken."""
    step_acts: Sequence[StepAct]
    """What was done in procedures."""
    errors: Sequence[tuple[str, InputError]]
    """Kind and reason of every record that was not taken."""


def taken(items: Mapping[str, Iterable[Item]]) -> Taken:
    """Records of facts: kind → records as written, in any order."""
    errors: list[tuple[str, InputError]] = []
    records: dict[str, list[Any]] = {}
    for kind, written in items.items():
        reads: list[Read[Any]] = []
        for item in written:
            try:
                reads.append(_read(kind, item))
            except InputError as error:
                errors.append((noun_of(kind), _placed(error, item)))
        kept, gone = _together(kind, reads)
        errors += [(noun_of(kind), error) for _, error in gone]
        records[kind] = [read.record for read in kept]
    acts: list[StepAct] = records.pop("step_acts", [])
    return Taken(Facts(**records), acts, errors)


def noun_of(kind: str) -> str:
    """What one record of a list is called.

    >>> noun_of("watches"), noun_of("step_acts")
    ('watch', 'step-act')
    """
    name = KINDS[kind].__name__
    return NOUNS.get(name, name.lower())


def _placed(error: InputError, item: Item) -> InputError:
    return InputError(error.code, error.says, place=item.place, hint=error.hint) if item.place else error


def _read(kind: str, item: Item) -> Read[Any]:
    """One record.

    Raises:
        InputError: what is wrong with it, with file and line.
    """
    part = item.part
    if not isinstance(part.data, dict):
        says = f"'{item.name or str(part.data)[:40]}' is no record."
        raise InputError("record-wrong-type", says, place=part.where(), hint="Write its fields: {when: …, act: …}.")
    _refuse_odd(part)
    try:
        full = expanded(kind, item.name, part.data)
    except InputError as error:
        raise InputError(error.code, error.says, place=part.where((error.place,)), hint=error.hint) from error
    name = str(full.get("id", "?"))[:60]
    try:
        record = plain.decode(plain.Loaded(data=full, place=part.place, lines=part.lines, at=part.at), KINDS[kind])
    except InputError as error:
        says = f"{noun_of(kind)} '{name}': {error.says}"
        raise InputError(error.code, says, place=error.place, hint=error.hint) from error
    check(record, full, item.where())
    return Read(record, item.where(), msgspec.json.encode(full))


def _refuse_odd(part: plain.Loaded) -> None:
    """Refuse what no record is: nested without end, with a key twice in one object.

    Raises:
        InputError: `json-too-deep`, `json-duplicate-key`.
    """
    level: list[plain.Plain] = [part.data]
    for _ in range(_MAX_DEPTH):
        for data in level:
            if isinstance(data, Doubled):
                says = f"The key '{data.key}' stands twice in one object."
                raise InputError("json-duplicate-key", says, place=part.where(), hint="Keep one of the two.")
        level = [
            inner
            for data in level
            if isinstance(data, dict | list)
            for inner in (data.values() if isinstance(data, dict) else data)
        ]
        if not level:
            return
    says = f"It is nested deeper than {_MAX_DEPTH} levels."
    raise InputError("json-too-deep", says, place=part.where(), hint="No record is that deep.")


def check(record: Record, data: dict[str, Any], place: str) -> None:
    """What a record of the ground must not say, beyond its form.

    Raises:
        InputError: the first rule it breaks.
    """
    rule = _CHECKS.get(type(record))
    if rule is not None:
        rule(record, data, place)
    refuse_unrecordable(record, data, place)


def _check_where(record: Any, data: dict[str, Any], place: str) -> None:  # noqa: ANN401 - an act or a tally
    if record.where is not None:
        check_region(record.where, data.get("where"), place)


_CHECKS: Mapping[type, Callable[[Any, Any, str], None]] = MappingProxyType(
    {
        Observation: check_observation,
        Watch: check_watch,
        Notice: check_notice,
        RecordedAct: _check_where,
        Tally: _check_where,
    }
)


def _together(kind: str, reads: Sequence[Read[Any]]) -> tuple[Sequence[Read[Any]], list[tuple[Read[Any], InputError]]]:
    """What stays once all records of a kind lie side by side."""
    if KINDS[kind] in (Observation, Watch, Notice):
        return sieved(reads, KINDS[kind])
    kept: dict[str, Read[Any]] = {}
    gone: list[tuple[Read[Any], InputError]] = []
    for read in sorted(reads, key=lambda one: (one.record.id, one.raw)):
        first = kept.setdefault(read.record.id, read)
        if first.record != read.record:
            says = f"The name '{read.record.id}' belongs to another record, at {first.place}."
            gone.append((read, InputError("id-used-twice", says, place=read.place, hint="Give it a name of its own.")))
    return list(kept.values()), gone
