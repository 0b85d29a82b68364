"""What a question gets back: JSON lines, one JSON object, or tables; people read the rest on stderr."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from types import MappingProxyType
from typing import Any

import click
import msgspec

from servanda.adapters.guarantees import Opened
from servanda.cli.asking import Asked
from servanda.cli.stamps import Stamps, stamps_of
from servanda.cli.tables import Table, lines_of
from servanda.records.record import Wording

_NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True)
class Answer:
    """The answer to one question."""

    question: str
    """Group and verb, as on the command line."""
    parts: Mapping[str, Sequence[Any]]
    """Name of a list in the JSON answer → its records; as lines they follow each other."""
    tables: Callable[[], Sequence[Table]]
    """The same for people; made only if asked for."""
    record: object = None
    """An answer that is one record: its fields stand in the JSON object itself; as lines it is one line."""
    says: Sequence[Wording] = ()
    """Sentences for people."""
    whole: Mapping[str, Any] = field(default_factory=lambda: _NOTHING)
    """What is said once of the whole answer, in the JSON object only."""
    gone: Sequence[str] = ()
    """Whom the question itself assumes gone."""


def give(found: Asked, answer: Answer) -> None:
    """Write the answer to a question that was asked under a view, in the shape that was asked for."""
    if found.shape != "table":
        stamps_of(found).tell_view(found.lang)
    write(answer, found.files, (found.shape, found.lang), stamps_of(found, answer.gone), view_of(found))


def view_of(found: Asked) -> dict[str, Any]:
    """The view of an answer, as data."""
    view = found.view
    return {
        "as_of": view.as_of,
        "floor": view.floor,
        "reading": view.reading,
        "without": sorted(view.withdrawn),
        "assume": dict(view.assume),
    }


def write(
    answer: Answer, files: Opened, how: tuple[str, str], stamps: Stamps, view: Mapping[str, Any] = _NOTHING
) -> None:
    """Write an answer; without a view if it does not depend on one.

    Args:
        answer: The answer.
        files: What was asked.
        how: Shape of stdout, and language of what people read.
        stamps: What must stand over it.
        view: From where it is seen.
    """
    shape, lang = how
    if shape == "json":
        click.echo(encoded(as_one(answer, files, view)))
    elif shape == "lines":
        for record in [*([] if answer.record is None else [answer.record]), *chain(*answer.parts.values())]:
            click.echo(encoded(record))
    else:
        _tabulate(answer.tables(), stamps.above(lang), lang)
    for sentence in answer.says:
        stamps.tell(sentence, lang)


def _tabulate(tables: Sequence[Table], above: Sequence[str], lang: str) -> None:
    """Write tables that have rows, each below its marks."""
    blocks = ["\n".join([*above, *lines_of(table, lang)]) for table in tables if table.rows]
    if blocks:
        click.echo("\n\n".join(blocks))


def as_one(answer: Answer, files: Opened, view: Mapping[str, Any] = _NOTHING) -> dict[str, Any]:
    """An answer as one JSON object."""
    fields: Mapping[str, Any] = {} if answer.record is None else msgspec.to_builtins(answer.record, enc_hook=_plain)
    seen_from = {"view": view} if view else {}
    head = {"question": answer.question, "exercise": files.exercise, **seen_from, **answer.whole}
    return {**head, **fields, **answer.parts, "rejections": files.rejections}


def encoded(record: object) -> bytes:
    """A record of an answer as JSON."""
    return msgspec.json.encode(record, enc_hook=_plain)


def _plain(value: object) -> object:
    """What a frozen table is in JSON."""
    if isinstance(value, Mapping):
        return dict(value)
    says = f"{type(value).__name__} is nothing that JSON holds"
    raise TypeError(says)
