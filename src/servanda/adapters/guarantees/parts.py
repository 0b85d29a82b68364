"""A document or a case folder → its parts, each item read on its own where something is wrong."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

import msgspec

from servanda import plain
from servanda.adapters import bytes_in
from servanda.adapters.guarantees.items import Items, at, items_of_json, items_of_plain
from servanda.errors import InputError
from servanda.plain.json_text import checked, has_doubles, keys_of, plain_of, refuse_doubles
from servanda.records.case import Case
from servanda.records.guarantees import GivenCommitment, GivenEvent, GivenView, Guarantees
from servanda.records.record import Record

T = TypeVar("T")

_NO_NAMES: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Parts:
    """What a document says, before its parts are held against each other."""

    place: str
    """What to call it."""
    commitments: Items[GivenCommitment]
    """Promises, offers, refusals."""
    events: Items[GivenEvent]
    """What conditions wait for."""
    blocs: plain.Loaded | None = None
    """Blocs as plain data."""
    plan: plain.Loaded | None = None
    """The plan as plain data."""
    drafts: Mapping[str, str] = field(default_factory=lambda: _NO_NAMES)
    """Draft → final text."""
    as_of: datetime | None = None
    """Moment of knowledge, if the document names one."""
    view: GivenView = field(default_factory=GivenView)
    """View of the document."""
    exercise: bool = False
    """A manifest says that it is one."""


class _Frame(Record, frozen=True, kw_only=True):
    """A document whose lists are still text."""

    format: msgspec.Raw = msgspec.Raw(b'"servanda-guarantees/1"')
    as_of: msgspec.Raw = msgspec.Raw(b"null")
    commitments: msgspec.Raw = msgspec.Raw(b"[]")
    events: msgspec.Raw = msgspec.Raw(b"[]")
    blocs: msgspec.Raw = msgspec.Raw(b"{}")
    drafts: msgspec.Raw = msgspec.Raw(b"{}")
    plan: msgspec.Raw = msgspec.Raw(b"null")
    view: msgspec.Raw = msgspec.Raw(b"{}")


def parts_of_text(raw: bytes, place: str, *, beside: Path | None = None) -> Parts:
    """The parts of a document: JSON, or the restricted form of YAML; a list is a list of commitments.

    Args:
        raw: The text.
        place: What to call it.
        beside: File of events that belongs to a list of commitments.

    Raises:
        InputError: the whole is not readable, or a part that stands for itself is wrong.
    """
    begins = raw.lstrip()[:1]
    if begins in {b"{", b"["} or raw.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        raw = checked(raw, place)
        found = _of_json(raw, place) if begins == b"{" else _of_json_list(raw, place)
    else:
        found = _of_plain(plain.load(raw, place))
    if beside is None:
        return found
    events = parts_of_folder(beside.parent, events=beside.name).events
    return Parts(place, found.commitments, events, plan=found.plan, blocs=found.blocs, as_of=found.as_of)


def _of_json(raw: bytes, place: str) -> Parts:
    try:
        whole = msgspec.json.decode(raw, type=Guarantees)
        doubled = has_doubles(raw, whole, place)
    except (msgspec.MsgspecError, RecursionError):
        return _piecewise(raw, place)
    if doubled:
        return _piecewise(raw, place)

    def listed(name: str, records: list[T]) -> Items[T]:
        return Items(records, range(len(records)), [], _where(place, name))

    return Parts(
        place=place,
        commitments=listed("commitments", whole.commitments),
        events=listed("events", whole.events),
        blocs=_loaded(msgspec.to_builtins(whole.blocs), place, "blocs"),
        plan=_loaded(msgspec.to_builtins(whole.plan), place, "plan") if whole.plan is not None else None,
        drafts=whole.drafts,
        as_of=whole.as_of,
        view=whole.view,
    )


def _piecewise(raw: bytes, place: str) -> Parts:
    try:
        frame = msgspec.json.decode(raw, type=_Frame)
    except (msgspec.MsgspecError, RecursionError):
        plain.decode(plain.Loaded(data=_without_lists(plain_of(raw, place)), place=place, lines={}), Guarantees)
        raise
    commitments = items_of_json(
        bytes(frame.commitments), GivenCommitment, _where(place, "commitments"), place=place, name="commitments"
    )
    events = items_of_json(bytes(frame.events), GivenEvent, _where(place, "events"), place=place, name="events")
    rest = {name: bytes(getattr(frame, name)) for name in ("format", "as_of", "blocs", "drafts", "plan", "view")}
    _refuse_doubled_frame(raw, rest, place)
    loaded = {name: _loaded(plain_of(text, place), place, name) for name, text in rest.items()}
    _decoded(loaded["format"], "format")
    return Parts(
        place=place,
        commitments=commitments,
        events=events,
        blocs=loaded["blocs"],
        plan=loaded["plan"] if loaded["plan"].data is not None else None,
        drafts=_decoded(loaded["drafts"], "drafts").drafts,
        as_of=_decoded(loaded["as_of"], "as_of").as_of,
        view=_decoded(loaded["view"], "view").view,
    )


def _without_lists(data: Any) -> Any:  # noqa: ANN401 - any JSON
    """A document without its long lists: what is wrong with the whole is not in them."""
    if not isinstance(data, dict):
        return data
    return {key: value for key, value in data.items() if key not in {"commitments", "events", "plan", "blocs"}}


def _refuse_doubled_frame(raw: bytes, rest: Mapping[str, bytes], place: str) -> None:
    """Refuse a key that stands twice outside the lists of records, where each item answers for itself."""
    for name, text in rest.items():
        refuse_doubles(text, f"{place}:{name}")
    top = msgspec.json.decode(raw, type=dict[str, msgspec.Raw])
    if keys_of(raw) != len(top) + sum(keys_of(bytes(part)) for part in top.values()):
        refuse_doubles(raw, place)  # a key of the document itself: what stood under the first one is lost


def _decoded(loaded: plain.Loaded, name: str) -> Guarantees:
    """A document with one of its fields alone, so that an error names it."""
    alone = plain.Loaded(data={name: loaded.data}, place=loaded.place, lines=loaded.lines)
    try:
        return plain.decode(alone, Guarantees)
    except InputError as error:
        raise at(error, f"{loaded.place}:{name}" if not loaded.lines else error.place) from error


def _loaded(data: Any, place: str, name: str) -> plain.Loaded:  # noqa: ANN401 - any JSON
    return plain.Loaded(data=data, place=place, lines={}, at=(name,))


def _where(place: str, name: str) -> Callable[[int], str]:
    return lambda number: f"{place}:{name}[{number}]"


def _of_json_list(raw: bytes, place: str) -> Parts:
    commitments = items_of_json(
        raw, GivenCommitment, lambda number: f"{place}:[{number}]", place=place, name="commitments"
    )
    return Parts(place, commitments, _none())


def _none() -> Items[Any]:
    return Items((), (), (), str)


def _of_plain(loaded: plain.Loaded) -> Parts:
    """The parts of a document or list that knows its lines."""
    if isinstance(loaded.data, list):
        return Parts(loaded.place, items_of_plain(loaded, GivenCommitment), _none())
    data = loaded.data if isinstance(loaded.data, dict) else plain.decode(loaded, dict[str, Any])
    parts = {name: loaded.part((name,)) for name in data}
    whole = _decoded_rest(loaded, data)
    return Parts(
        place=loaded.place,
        commitments=items_of_plain(parts["commitments"], GivenCommitment) if "commitments" in parts else _none(),
        events=items_of_plain(parts["events"], GivenEvent) if "events" in parts else _none(),
        blocs=parts.get("blocs"),
        plan=parts["plan"] if data.get("plan") is not None else None,
        drafts=whole.drafts,
        as_of=whole.as_of,
        view=whole.view,
    )


def _decoded_rest(loaded: plain.Loaded, data: Mapping[str, plain.Plain]) -> Guarantees:
    rest: dict[str, plain.Plain] = {
        key: value for key, value in data.items() if key not in {"commitments", "events", "plan", "blocs"}
    }
    return plain.decode(plain.Loaded(data=rest, place=loaded.place, lines=loaded.lines), Guarantees)


def parts_of_folder(folder: Path, *, commitments: str = "commitments.yaml", events: str = "events.yaml") -> Parts:
    """The parts that a case folder holds in files of their own.

    Raises:
        InputError: a file is not in the restricted form of YAML.
    """
    files = {"commitments": commitments, "events": events, "blocs": "blocs.yaml", "plan": "plan.yaml"}
    found: dict[str, plain.Loaded] = {}
    for name, file in files.items():
        raw = bytes_in(folder, file, plain.MAX_BYTES + 1)
        if raw is not None:
            found[name] = plain.load(raw, file)
    case = _manifest(folder)
    return Parts(
        place=commitments,
        commitments=items_of_plain(found["commitments"], GivenCommitment) if "commitments" in found else _none(),
        events=items_of_plain(found["events"], GivenEvent) if "events" in found else _none(),
        blocs=found.get("blocs"),
        plan=found.get("plan"),
        as_of=None if case is None else case.as_of,
        exercise=case is not None and case.kind == "exercise",
    )


def _manifest(folder: Path) -> Case | None:
    """The manifest of a case; none if the folder is no case."""
    raw = bytes_in(folder, "case.yaml", plain.MAX_BYTES + 1)
    return None if raw is None else plain.decode(plain.load(raw, "case.yaml"), Case)
