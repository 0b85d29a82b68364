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
Named = tuple[str, plain.Loaded]
"""Name of a record, and what is written under it."""


@dataclass(frozen=True)
class Taken:
    """What came of some facts."""

    facts: Facts
    """The records taken."""
    step_acts: Sequence[StepAct]
    """What was done in procedures."""
    errors: Sequence[tuple[str, InputError]]
    """Kind and reason of every record that was not taken."""


def taken(items: Mapping[str, Iterable[Named]]) -> Taken:
    """Records of facts: kind → records as written, in any order."""
    errors: list[tuple[str, InputError]] = []
    records: dict[str, list[Any]] = {}
    for kind, named in items.items():
        reads: list[Read[Any]] = []
        for name, part in named:
            try:
                reads.append(_read(kind, name, part))
            except InputError as error:
                errors.append((noun_of(kind), error))
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


def _read(kind: str, name: str, part: plain.Loaded) -> Read[Any]:
    """One record.

    Raises:
        InputError: what is wrong with it, with file and line.
    """
    if not isinstance(part.data, dict):
        says = f"'{name}' is no record."
        raise InputError("record-wrong-type", says, place=part.where(), hint="Write its fields: {when: …, act: …}.")
    try:
        full = expanded(kind, name, part.data)
    except InputError as error:
        raise InputError(error.code, error.says, place=part.where((error.place,)), hint=error.hint) from error
    whole = plain.Loaded(data=full, place=part.place, lines=part.lines, at=part.at)
    try:
        record = plain.decode(whole, KINDS[kind])
    except InputError as error:
        raise InputError(
            error.code, f"{noun_of(kind)} '{name}': {error.says}", place=error.place, hint=error.hint
        ) from error
    check(record, full, part.where())
    return Read(record, part.where(), msgspec.json.encode(full))


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
