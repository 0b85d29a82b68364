"""What a response calls on, as a table for people."""

from collections.abc import Mapping, Sequence

from servanda.cli.tables import Cell, Table
from servanda.records.record import Wording
from servanda.records.response import Call
from servanda.wording import languages, say

_COLUMNS = ("step", "who", "function", "does", "state", "due")


def called_table(calls: Sequence[Call], names: Mapping[str, Wording], exercise: bool) -> Table:  # noqa: FBT001 - of the case
    """One row for each promise that a step calls on, and for each function for which nobody stands.

    Args:
        calls: What `called_in` gave.
        names: Party, function or sector → its name.
        exercise: Whether the case is one: then every row says so, as a rehearsal does.
    """
    heads = [say(f"responses.head_{column}") for column in _COLUMNS]
    rows = [_row(call, names) for call in calls]
    marks = [_mark(call, exercise) for call in calls]
    if any(mark[lang] for mark in marks for lang in languages()):
        rows = [[mark, *row] for mark, row in zip(marks, rows, strict=True)]
        heads = [dict.fromkeys(languages(), ""), *heads]
    return Table(heads, rows)


def _mark(call: Call, exercise: bool) -> Wording:  # noqa: FBT001 - same
    keys = [key for key, on in (("exercise", exercise), ("hypothetical", call.hypothetical)) if on]
    return {lang: " ".join(say(f"responses.{key}")[lang] for key in keys) for lang in languages()}


def _row(call: Call, names: Mapping[str, Wording]) -> list[Cell]:
    one = call.called
    if one is None:
        function, _, sector = call.nobody.partition("@")
        where = [_name(part, names) for part in (function, sector) if part]
        named = {lang: " – ".join(part[lang] for part in where) for lang in languages()}
        return [call.step, "", named, "", say("responses.word_nobody"), ""]
    due = say("responses.at", at=one.due) if one.due is not None else ""
    state = say(f"responses.word_{one.state}")
    return [call.step, _name(one.provider, names), _name(one.function, names), one.does, state, due]


def _name(name: str, names: Mapping[str, Wording]) -> Wording:
    known = names.get(name, {})
    return {lang: known.get(lang, name) for lang in languages()}
