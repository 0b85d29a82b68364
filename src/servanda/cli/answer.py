"""What a question gets back: JSON lines, one JSON object, or tables; people read the rest on stderr."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import click
import msgspec

from servanda.adapters.guarantees import Opened
from servanda.cli.asking import Asked
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
    says: Sequence[Wording] = ()
    """Sentences for people."""
    whole: Mapping[str, Any] = field(default_factory=lambda: _NOTHING)
    """What is said once of the whole answer, in the JSON object only."""


def give(found: Asked, answer: Answer) -> None:
    """Write the answer to a question that was asked under a view, in the shape that was asked for."""
    view = found.view
    seen_from = {
        "as_of": view.as_of,
        "floor": view.floor,
        "reading": view.reading,
        "without": sorted(view.withdrawn),
        "assume": dict(view.assume),
    }
    write(answer, found.files, found.shape, found.lang, seen_from)


def write(answer: Answer, files: Opened, shape: str, lang: str, view: Mapping[str, Any] = _NOTHING) -> None:
    """Write an answer; without a view if it does not depend on one."""
    if shape == "json":
        seen_from = {"view": view} if view else {}
        head = {"question": answer.question, **seen_from, **answer.whole}
        click.echo(msgspec.json.encode({**head, **answer.parts, "rejections": files.rejections}))
    elif shape == "lines":
        for records in answer.parts.values():
            for record in records:
                click.echo(msgspec.json.encode(record))
    else:
        blocks = [list(lines_of(table, lang)) for table in answer.tables()]
        click.echo("\n\n".join("\n".join(block) for block in blocks if block))
    for sentence in answer.says:
        click.echo(sentence[lang], err=True)
