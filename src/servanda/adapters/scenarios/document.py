"""One document of facts (JSON, or the restricted form of YAML) → facts, the moment and window to judge for."""

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, TypeAlias

from servanda import plain
from servanda.adapters.scenarios.merging import with_defaults
from servanda.adapters.scenarios.taking import KINDS, Item, noun_of, taken
from servanda.adapters.scenarios.windows import window_of
from servanda.errors import InputError
from servanda.plain.json_text import Doubled, checked, marked_of
from servanda.records.facts import Facts
from servanda.records.record import Record
from servanda.records.rejection import Rejection, rejected
from servanda.records.time import Instant, Interval

_KINDS = [kind for kind in KINDS if kind != "step_acts"]
_PARTS = ("format", "as_of", "window", "defaults", *_KINDS)
_JSON = (b"{", b"[")
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
Listed: TypeAlias = Iterator[tuple[str, list[Item]]]


@dataclass(frozen=True)
class Given:
    """What a document says."""

    facts: Facts
    """The records taken."""
    as_of: datetime | None
    """The moment to judge for; none if the document names none."""
    window: Interval | None
    """Time over which silence and caps are judged; none if it names none."""
    rejections: Sequence[Rejection]
    """Everything that was not taken, and why."""


class _Frame(Record, frozen=True, kw_only=True):
    """What stands for itself in a document: if it is wrong, the whole is."""

    format: Literal["servanda-facts/1"] = "servanda-facts/1"
    as_of: Instant | None = None
    window: dict[str, Any] | str | None = None
    defaults: dict[str, dict[str, Any]] = {}


def read_facts(raw: bytes, place: str) -> Given:
    """Read a document of facts. A record that is wrong stays out alone, with a rejection.

    Args:
        raw: The text.
        place: What to call it in messages.

    Raises:
        InputError: the whole is not readable, names a part that does not exist, or its moment or window is wrong.
    """
    loaded = _loaded(raw, place)
    frame = _frame(loaded)
    refused: list[tuple[str, InputError]] = []
    items = dict(_lists(loaded, frame.defaults, refused))
    found = taken(items)
    errors = [*refused, *found.errors]
    return Given(
        facts=found.facts,
        as_of=frame.as_of,
        window=window_of(frame.window, loaded.where(("window",))) if frame.window is not None else None,
        rejections=[rejected(error, kind=noun) for noun, error in errors],
    )


def _loaded(raw: bytes, place: str) -> plain.Loaded:
    if not raw.strip():
        hint = 'Write {"as_of": …, "observations": […], …}; see docs/facts-document.md.'
        raise InputError("facts-unreadable", "These are no facts: the text is empty.", place=f"{place}:1", hint=hint)
    if raw.lstrip()[:1] in _JSON or raw.startswith(_MARKS):
        return plain.Loaded(data=marked_of(checked(raw, place), place), place=place, lines={})
    return plain.load(raw, place)


def _frame(loaded: plain.Loaded) -> _Frame:
    """The document without its lists.

    Raises:
        InputError: `facts-unreadable`, `facts-kind-unknown`, `json-duplicate-key`, `record-…`.
    """
    data = loaded.data
    if not isinstance(data, dict):
        says = "These are no facts: the text holds no mapping."
        hint = 'Write {"as_of": …, "observations": […], …}; see docs/facts-document.md.'
        raise InputError("facts-unreadable", says, place=loaded.where(), hint=hint)
    if isinstance(data, Doubled):
        says = f"The key '{data.key}' stands twice in the document."
        raise InputError("json-duplicate-key", says, place=loaded.where(), hint="Keep one of the two.")
    for name in data:
        if name not in _PARTS:
            near = difflib.get_close_matches(name, _PARTS, n=1, cutoff=0.5)
            hint = f"Did you mean '{near[0]}'?" if near else f"Known are: {', '.join(_PARTS)}."
            if name == "facts":
                hint = "As in a case of a story, but here the lists stand at the top, beside as_of: leave `facts` out."
            says = f"'{name[:60]}' is no part of a document of facts."
            raise InputError("facts-kind-unknown", says, place=loaded.where((name,)), hint=hint)
    whole = {name: part for name, part in data.items() if name not in KINDS}
    frame = plain.decode(plain.Loaded(data=whole, place=loaded.place, lines=loaded.lines), _Frame)
    for kind in frame.defaults:
        if kind not in KINDS:
            says = f"'{kind[:60]}' is no list of the facts."
            hint = f"Known are: {', '.join(_KINDS)}."
            raise InputError("facts-kind-unknown", says, place=loaded.where(("defaults", kind)), hint=hint)
    return frame


def _lists(loaded: plain.Loaded, defaults: dict[str, Any], refused: list[tuple[str, InputError]]) -> Listed:
    """The items of every list; a list that is none is refused as one."""
    for kind in _KINDS:
        if not isinstance(loaded.data, dict) or kind not in loaded.data:
            continue
        part = loaded.part((kind,))
        if not isinstance(part.data, list | dict):
            says = f"{kind}: {str(part.data)[:60]} is no list of records."
            hint = "Write a list of records, or a mapping from names to records."
            refused.append((noun_of(kind), InputError("record-wrong-type", says, place=part.where(), hint=hint)))
            continue
        yield kind, list(_items(kind, part, loaded.part(("defaults", kind)) if kind in defaults else None))


def _items(kind: str, part: plain.Loaded, defaults: plain.Loaded | None) -> Iterator[Item]:
    keys = part.data.keys() if isinstance(part.data, dict) else range(len(part.data))  # type: ignore[arg-type]
    for key in keys:
        record = part.part((key,))
        place = "" if part.lines else f"{part.place}: {plain.path_text((kind, key))}"
        if defaults is not None and isinstance(record.data, dict):
            record = with_defaults(kind, defaults, record)
        yield Item(key if isinstance(key, str) else "", record, place)
