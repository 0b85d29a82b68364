"""A register and a plan → the rows of each sheet, as text."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from servanda.adapters.exchange.cell_text import cell_text
from servanda.adapters.exchange.columns import FORMS, Column, SheetForm
from servanda.adapters.exchange.names import EMPTY_LIST
from servanda.commitments import Register
from servanda.records.plan import Plan
from servanda.wording import languages, say

Fields = dict[str, Any]
"""A record as plain data, without what it does not state."""


@dataclass(frozen=True)
class Table:
    """One sheet, ready to be written."""

    form: SheetForm
    columns: Sequence[tuple[Column, str]]
    """Its columns; of a column of sentences, one for each language."""
    titles: Sequence[str]
    rows: Sequence[Sequence[str]]


def is_exercise(register: Register, plan: Plan | None) -> bool:
    """Whether any name begins with EX-: then every line says EXERCISE."""
    names = [name for one in register.commitments for name in (one.id, one.provider)]
    names += [event.id for event in register.events]
    return any(name.startswith("EX-") for name in [*names, *([plan.id] if plan else [])])


def tables_of(register: Register, plan: Plan | None, lang: str) -> list[Table]:
    """All sheets, those without rows too.

    Raises:
        InputError: `guard-not-one-thing`, `condition-too-deep` if a condition cannot be written.
    """
    mark = say("exchange.exercise")[lang] if is_exercise(register, plan) else ""
    rows = {**_promised(register), **_planned(plan)}
    return [_table(form, rows[name], lang, mark) for name, form in FORMS.items()]


def _promised(register: Register) -> Mapping[str, list[Fields]]:
    commitments = [_commitment(msgspec.to_builtins(one)) for one in register.commitments]
    events = [msgspec.to_builtins(event) for event in register.events]
    return {
        "commitments": commitments,
        "status": [{"commitment": one["id"], **_step(step)} for one in commitments for step in one["status"]],
        "readings": [{"commitment": one["id"], **each} for one in commitments for each in one.get("readings", ())],
        "events": events,
        "states": [{"event": one["id"], **state} for one in events for state in one.get("states", ())],
        "acts": [],
        "blocs": [{"bloc": bloc, "members": list(members)} for bloc, members in register.members.items()],
    }


def _commitment(data: Fields) -> Fields:
    """A call that states nothing is not the same as no call: what silence means is then written out."""
    if "activation" in data:
        data["activation"] = {"on_silence": "undefined", **data["activation"]}
    return data


def _step(data: Fields) -> Fields:
    if data.get("scope") == {}:
        data["scope"] = {"sectors": []}
    return data


def _planned(plan: Plan | None) -> Mapping[str, list[Fields]]:
    data: Fields = msgspec.to_builtins(plan) if plan else {}
    parts = {"function": "functions", "sector": "sectors", "phase": "phases"}
    names = [{"part": "plan", "id": plan.id, "says": plan.says}] if plan else []
    names += [
        {"part": part, "id": name, "says": says}
        for part, plural in parts.items()
        for name, says in data.get(plural, {}).items()
    ]
    return {"names": names, **{name: data.get(name, []) for name in ("requirements", "lift", "further")}}


def _table(form: SheetForm, records: Sequence[Fields], lang: str, mark: str) -> Table:
    columns = list(_columns(form, records))
    titles = [column.title(lang, language) for column, language in columns]
    rows = [[_cell(record, column, language, (lang, mark)) for column, language in columns] for record in records]
    return Table(form, columns, titles, rows)


def _columns(form: SheetForm, records: Sequence[Fields]) -> Iterator[tuple[Column, str]]:
    for column in form.columns:
        if column.holds != "words":
            yield column, ""
            continue
        spoken = {language for record in records for language in record.get("says", {})}
        yield from ((column, language) for language in (*languages(), *sorted(spoken - set(languages()))))


def _cell(record: Fields, column: Column, language: str, how: tuple[str, str]) -> str:
    lang, mark = how
    if column.holds == "mark":
        return mark
    value: Any = record
    for step in (*column.path, language) if language else column.path:
        value = value.get(step) if isinstance(value, dict) else None
    if value == [] and column.holds == "names":
        return "" if column.path[0] != "scope" else EMPTY_LIST
    return cell_text(value, column, lang)
