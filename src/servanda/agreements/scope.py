"""One agreement under examination: its parts with their paths, its neighbours, and how a lint is worded."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeAlias

import msgspec

from servanda.plain import path_text
from servanda.records.agreement import Agreement
from servanda.records.record import Record, Wording
from servanda.wording import say

Path: TypeAlias = tuple[str | int, ...]
"""Names in the file and indices, from the top of the instrument to one of its parts."""

Severity: TypeAlias = Literal["error", "warning"]


class Lint(Record, frozen=True, kw_only=True):
    """One thing in an instrument that no schema can say and that would mislead whoever relies on it."""

    code: str
    """Stable name of the kind."""
    place: str
    """`ID@VERSION: path`; the command line shows file and line instead."""
    says: Wording
    """What is wrong, with the offending value."""
    hint: Wording
    """How to mend it."""
    severity: Severity
    """An error may change a verdict; a warning is a doubt to look at."""
    agreement: str
    """`ID@VERSION`."""
    path: list[str | int]
    """Path within the instrument, as data."""


@dataclass(frozen=True)
class Scope:
    """An agreement with everything a check may look at."""

    agreement: Agreement
    """The instrument under examination."""
    instruments: Mapping[str, list[Agreement]]
    """All instruments given, by name, versions sorted."""
    sources: frozenset[str] | None = None
    """Known sources; none if the caller has no list of them."""

    @cached_property
    def parts(self) -> list[tuple[Path, msgspec.Struct]]:
        """Every record inside the instrument with its path, in the order of the file's fields."""
        return list(walk(self.agreement))

    @property
    def name(self) -> str:
        """`ID@VERSION`."""
        return f"{self.agreement.id}@{self.agreement.version}"

    def error(self, code: str, path: Path, **values: object) -> Lint:
        """A lint that may change a verdict."""
        return self._lint("error", code, path, values)

    def warning(self, code: str, path: Path, **values: object) -> Lint:
        """A lint to look at."""
        return self._lint("warning", code, path, values)

    def _lint(self, severity: Severity, code: str, path: Path, values: Mapping[str, object]) -> Lint:
        where = path_text(path)
        return Lint(
            code=code,
            place=f"{self.name}: {where}" if where else self.name,
            says=say(f"agreements.{code}", **values),
            hint=say(f"agreements.{code}-mend", **values),
            severity=severity,
            agreement=self.name,
            path=list(path),
        )


def walk(record: msgspec.Struct, path: Path = ()) -> Iterator[tuple[Path, msgspec.Struct]]:
    """A record and every record inside it, each with its path; drawn points are left out."""
    yield path, record
    for name, written in zip(record.__struct_fields__, record.__struct_encode_fields__, strict=True):
        if name != "shapes":
            yield from _inside(getattr(record, name), (*path, written))


def _inside(value: object, path: Path) -> Iterator[tuple[Path, msgspec.Struct]]:
    if isinstance(value, msgspec.Struct):
        yield from walk(value, path)
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _inside(item, (*path, number))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _inside(item, (*path, str(key)))
