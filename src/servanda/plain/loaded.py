"""Data read from a text, with the line each part stood on."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

Plain: TypeAlias = "bool | int | str | list[Plain] | dict[str, Plain] | None"
"""The JSON data model without fractions: all that a record's file may hold."""

Path: TypeAlias = tuple[str | int, ...]
"""Keys and indices from the top of a text to one of its parts."""


def path_text(path: Path) -> str:
    """A path as people write it.

    >>> path_text(("terms", 2, "where"))
    'terms[2].where'
    """
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return text.removeprefix(".")


@dataclass(frozen=True, slots=True)
class Loaded:
    """Plain data, its place and the lines of its parts."""

    data: Plain
    """The data itself."""
    place: str
    """File, or whatever else the reader calls the text."""
    lines: Mapping[Path, int]
    """Line of each part of the whole text, counted from 1."""
    at: Path = ()
    """Where in the whole text this data stands."""

    def line_of(self, path: Path = ()) -> int:
        """Line on which a part stands; for a part that is missing, the line of what should hold it."""
        whole = self.at + path
        while whole and whole not in self.lines:
            whole = whole[:-1]
        return self.lines.get(whole, 1)

    def where(self, path: Path = ()) -> str:
        """`file:line` of a part."""
        return f"{self.place}:{self.line_of(path)}"

    def part(self, path: Path) -> "Loaded":
        """A part as data of its own that still knows its lines.

        Raises:
            KeyError: the part does not exist.
        """
        return Loaded(data=value_at(self.data, path), place=self.place, lines=self.lines, at=self.at + path)


def value_at(data: Plain, path: Path) -> Plain:
    """The part of some data that a path leads to.

    Raises:
        KeyError: there is no such part.
    """
    for part in path:
        data = _child(data, part, path)
    return data


def _child(data: Plain, part: str | int, path: Path) -> Plain:
    if isinstance(data, dict) and isinstance(part, str) and part in data:
        return data[part]
    if isinstance(data, list) and isinstance(part, int) and part < len(data):
        return data[part]
    raise KeyError(path_text(path))
