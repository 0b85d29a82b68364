"""A row of a patrol log → an observation or a watch."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, TypeAlias, cast

import msgspec

from servanda.adapters.readers.patrol.cells import calibre_of, choice_of, count_of, weapons_of
from servanda.adapters.readers.patrol.columns import ACCESS, asserted
from servanda.adapters.readers.patrol.moments import clock_of, day_of, midnight, moment_of, zone_of
from servanda.adapters.readers.patrol.row import LogRow
from servanda.adapters.readers.patrol.where import region_of
from servanda.adapters.readers.taken import How
from servanda.errors import InputError
from servanda.observations.rules import NOTHING, check_observation, check_watch
from servanda.records.observation import Count, Method, Observation, Verb, Watch
from servanda.records.place import Sector
from servanda.records.record import Wording
from servanda.records.time import Interval

Entry: TypeAlias = Observation | Watch

_PERCEIVED = ("heard", "saw", "recorded", "was_told")
_RESTRICTED = (*ACCESS, "lose_watch")
_SAID = ("act", "count", "weapon", "calibre", "party", "assessment", "direction", "who_told")
"""What only a thing perceived has; elsewhere it belongs into a row of its own."""
_MEASURED = ("bearing", "distance")
_SIGHT = ("sight", "view")
_UNFIT: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(_PERCEIVED, ()),
    **dict.fromkeys(_RESTRICTED, (*_SAID, *_SIGHT)),
    **dict.fromkeys((NOTHING, "watch"), (*_SAID, *_MEASURED)),
}
"""Kind of entry → columns that contradict it."""
_TAKEN = frozenset(
    {
        "what",
        "observer",
        "day",
        "from",
        "to",
        "day_to",
        "zone",
        "place",
        "act",
        "count",
        "calibre",
        "who_told",
        "device",
    }
    | {"remark", "language", "id", "distance", "weapon", "party"}
)
"""Columns that fields of an observation take; what stands in others is kept beside it."""
_POSITIONS = frozenset({"post", "lat", "lon", "mgrs", "position", "accuracy"})
"""Where the observer stood: it makes the region, and is kept nowhere else."""


@dataclass(frozen=True, kw_only=True)
class File:
    """What a row needs to know of its file."""

    name: str
    digest: str
    how: How


def entry_of(row: LogRow, file: File) -> Entry:
    """The record of a row.

    Raises:
        InputError: the first thing that is wrong with it.
    """
    if row.wrong is not None:
        raise row.wrong
    what = choice_of(row.text("what"), "what")
    if not what:
        raise InputError("what-missing", "The row does not say what was done.", hint="Choose: heard, saw, watch.")
    if stated := [name for name in _UNFIT[what] if _states(row, name)]:
        says = f"An entry '{what}' also states {', '.join(stated)}."
        raise InputError("entry-unfit", says, hint="Write what was perceived in a row of its own.")
    return _watch(row, file) if what == "watch" else _observation(row, what, file)


def _states(row: LogRow, name: str) -> bool:
    return bool(row.text(name)) and not (name == "count" and row.text(name) == "0")


def _watch(row: LogRow, file: File) -> Watch:
    acts = [choice_of(part, "act") for part in _parts(row.text("notices"))]
    watch = Watch(
        id=_name(row, file),
        observer=_observer(row, file.how),
        method=_device(row, "own_senses"),
        where=region_of(row, "watch", file.how),
        when=_watched(row, file.how),
        acts=sorted(set(acts)),
        says=_remark(row, also=True),
    )
    check_watch(watch, _raw(watch), "")
    return watch


def _observation(row: LogRow, what: str, file: File) -> Observation:
    observer = _observer(row, file.how)
    method, verb = _perceived_by(row, what)
    things, words = weapons_of(row.text("weapon"))
    parties, sides = _parties(row.text("party"), file.how.parties)
    kept = _beside(row, what) | {"weapon": words, "party": sides}
    made = Observation(
        id=_name(row, file),
        observer=observer,
        method=method,
        verb=verb,
        origin=f"told:{row.text('who_told') or observer}" if verb == "was_told" else observer,
        act=_act(row, what),
        where=region_of(row, what, file.how),
        when=_when(row, file.how, restricted=what in _RESTRICTED),
        things=things,
        calibre=calibre_of(row.text("calibre")),
        count=Count(low=0, high=0) if what == "nothing" else count_of(row.text("count")),
        by=parties,
        recorded_at=file.how.received,
        says=_remark(row),
        place_name=row.text("place"),
        further=row.further | {name: text for name, text in kept.items() if text},
    )
    check_observation(made, _raw(made), "")
    return made


def _beside(row: LogRow, what: str) -> dict[str, str]:
    taken = _TAKEN | _POSITIONS | ({"sight", "view"} if what == NOTHING else set())
    if row.text("bearing"):
        taken |= {"bearing", "compass", "north", "declination"}
    return {name: row.text(name) for name in row.cells if name not in taken}


def _act(row: LogRow, what: str) -> str:
    if what not in _PERCEIVED:
        return NOTHING if what == "nothing" else what
    act = choice_of(row.text("act"), "act")
    if not act:
        raise InputError("act-missing", "The row does not say what happened.", hint="Choose: fire, flight, crossing.")
    return act


def _perceived_by(row: LogRow, what: str) -> tuple[Method, Verb]:
    """Method and verb: what others told is never one's own hearing or sight."""
    if what == "was_told":
        if row.text("device"):
            says = "What was told is said to be recorded by a device."
            raise InputError("entry-unfit", says, hint="Write what the device recorded in a row of its own.")
        return "document", "was_told"
    if what in _PERCEIVED and row.text("who_told"):
        says = f"An entry '{what}' also says who told."
        raise InputError("entry-unfit", says, hint="Choose 'was told', or write both as rows of their own.")
    if what in {"heard", "saw"}:
        return _device(row, "own_senses"), cast("Verb", what)
    if what == "recorded" and not row.text("device"):
        says = "The row does not say what recorded it."
        raise InputError("device-missing", says, hint="Choose camera, acoustic sensor or unmanned aircraft.")
    method = _device(row, "own_senses")
    return method, "saw" if method == "own_senses" else "recorded"


def _device(row: LogRow, instead: Method) -> Method:
    return cast("Method", choice_of(row.text("device"), "device") or instead)


def _observer(row: LogRow, how: How) -> str:
    name = row.text("observer") or how.observer
    if not name:
        says = "The row does not say which patrol or post it is."
        raise InputError("observer-missing", says, hint="Write the name under which it may be shown.")
    return name


def _name(row: LogRow, file: File) -> str:
    """A stable name: the officer's own number or the form's, else the file and row."""
    own = row.text("id") or f"{file.digest[:12]}-{row.number}"
    return f"{row.text('observer') or file.how.observer}-{own}"


def _parties(text: str, known: Mapping[str, object]) -> tuple[list[str], str]:
    """Parties that a cell may stand for, and its words where it stands for nobody known."""
    if not text:
        return [], ""
    code = asserted(text)
    for name in (text, code):
        listed = cast("list[str] | None", known.get(name))
        if listed is not None:
            return sorted(listed), ""
    return ([code], "") if code and not known else ([], text)


def _remark(row: LogRow, *, also: bool = False) -> Wording:
    """The remark; a watch also says there what stands in columns that the log does not have."""
    others = [f"{title}: {text}" for title, text in row.further.items()] if also else []
    text = "; ".join(part for part in (row.text("remark"), *others) if part)
    return {choice_of(row.text("language"), "language") or "und": text} if text else {}


def _parts(text: str) -> list[str]:
    """Several choices of one cell: with `/` between them, or with spaces as forms export codes."""
    if "/" in text or ";" in text:
        return [part for part in text.replace(";", "/").split("/") if part.strip()]
    words = text.split()
    try:
        for word in words:
            choice_of(word, "act")
    except InputError:
        return [text] if words else []
    return words


def _when(row: LogRow, how: How, *, restricted: bool) -> Interval:
    """Every moment at which it may have happened; a restriction without an end goes on."""
    zone = zone_of(row.text("zone") or how.zone)
    first, last = _days(row)
    begins, ends = clock_of(row.text("from")), clock_of(row.text("to"))
    start = moment_of(first, begins, zone, "first") if begins else midnight(first, zone)
    if ends:
        return _interval(start, moment_of(last, ends, zone, "last") + ends.exact, row)
    if restricted and not row.text("day_to"):
        return Interval(start=start, end=None)
    if begins and not row.text("day_to"):
        return Interval(start=start, end=moment_of(first, begins, zone, "last") + begins.exact)
    return _interval(start, midnight(last + timedelta(days=1), zone), row)


def _watched(row: LogRow, how: How) -> Interval:
    """The time that was certainly watched."""
    zone = zone_of(row.text("zone") or how.zone)
    first, last = _days(row)
    begins, ends = clock_of(row.text("from")), clock_of(row.text("to"))
    if begins is None or ends is None:
        says = f"The watch has no time {'from' if begins is None else 'to'}."
        raise InputError("watch-open-ended", says, hint="Write both: nobody watches for ever.")
    return _interval(moment_of(first, begins, zone, "last"), moment_of(last, ends, zone, "first"), row)


def _days(row: LogRow) -> tuple[date, date]:
    if not row.text("day"):
        raise InputError("day-missing", "The row has no day.", hint="Write 2031-03-14.")
    first = day_of(row.text("day"))
    return first, day_of(row.text("day_to")) if row.text("day_to") else first


def _interval(start: datetime, end: datetime, row: LogRow) -> Interval:
    if end <= start:
        says = f"It ends at {row.text('to') or row.text('day_to')}, no later than it begins."
        raise InputError("time-reversed", says, hint="Past midnight, write the second day too.")
    return Interval(start=start, end=end)


def _raw(entry: Entry) -> dict[str, Any]:
    raw: dict[str, Any] = msgspec.to_builtins(entry)
    if isinstance(entry.where, Sector):
        raw["where"]["declination_cdeg"] = entry.where.declination_cdeg
    return raw


def digest_of(row: LogRow) -> bytes:
    """The row as bytes, for the hash in a rejection."""
    return hashlib.sha256(repr(sorted(row.cells.items())).encode()).digest()
