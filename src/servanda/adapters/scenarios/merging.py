"""Facts with one thing changed: plain data laid over plain data, both with their lines.

A mapping is laid over a mapping field by field; `null` takes a record or a field away; all else replaces. A place is
replaced whole, in whichever way either is written.
"""

from collections.abc import Iterator, Mapping

from servanda.adapters.scenarios.shorthand import PLACED
from servanda.plain import Loaded, Path, Plain

_PLACE = ("where", "in", "at", "within_m", "sigma_m")


def changed(facts: Loaded, change: Loaded, defaults: Mapping[str, Loaded]) -> Loaded:
    """Facts (kind → name → record) with a change laid over them, each record above what its kind says by default."""
    lines: dict[Path, int] = {}
    made: dict[str, Plain] = {}
    for kind in _keys(facts.data, change.data):
        if isinstance(change.data, dict) and change.data.get(kind, {}) is None:
            continue
        below, above = part_of(facts, kind), part_of(change, kind)
        records: dict[str, Plain] = {}
        for name in _keys(below.data, above.data):
            whole = _one(kind, name, (below, above), defaults)
            if whole is not None:
                records[name] = whole.data
                lines |= {(kind, name, *path): line for path, line in whole.lines.items()}
        made[kind] = records
        lines |= dict(_top(kind, below)) | dict(_top(kind, above))
    return Loaded(data=made, place=change.place, lines=lines)


def _one(kind: str, name: str, layers: tuple[Loaded, Loaded], defaults: Mapping[str, Loaded]) -> Loaded | None:
    """One record of some facts; none if the change takes it away."""
    below, above = layers
    if isinstance(above.data, dict) and name in above.data and above.data[name] is None:
        return None
    written = [layer.part((name,)) for layer in layers if isinstance(layer.data, dict) and name in layer.data]
    whole = defaults.get(kind, Loaded(data={}, place=below.place, lines={}))
    for part in written:
        whole = with_defaults(kind, whole, part)
    return whole


def _top(kind: str, layer: Loaded) -> Iterator[tuple[Path, int]]:
    if layer.at in layer.lines:
        yield (kind,), layer.line_of()


def _keys(*data: Plain) -> list[str]:
    return list(dict.fromkeys(name for one in data if isinstance(one, dict) for name in one))


def part_of(loaded: Loaded, name: str) -> Loaded:
    """A part by name, or an empty mapping where there is none."""
    if isinstance(loaded.data, dict) and name in loaded.data:
        return loaded.part((name,))
    return Loaded(data={}, place=loaded.place, lines=loaded.lines, at=(*loaded.at, name))


def with_defaults(kind: str, defaults: Loaded, record: Loaded) -> Loaded:
    """A record with what holds unless it says otherwise."""
    return _with_lines(_record(kind, defaults.data, record.data), defaults, record)


def _record(kind: str, below: Plain, above: Plain) -> Plain:
    if not isinstance(below, dict) or not isinstance(above, dict):
        return above
    return _laid({name: part for name, part in below.items() if name not in _replaced(kind, above)}, above)


def _replaced(kind: str, above: dict[str, Plain]) -> set[str]:
    """Fields in which a record says where it is that no longer hold once it says so again."""
    names = [name for name in _PLACE if kind in PLACED or name in {"where", "in"}]
    said = {name for name in names if above.get(name) is not None}
    if said & {"where", "in"}:
        return set(names)
    gone = {"where", "in"} if said else set[str]()
    if "within_m" in said:
        gone.add("sigma_m")
    return gone | ({"within_m"} if "sigma_m" in said else set())


def _laid(below: Plain, above: Plain) -> Plain:
    if not isinstance(above, dict):
        return above
    result = dict(below) if isinstance(below, dict) else {}
    for name, part in above.items():
        if part is None:
            result.pop(name, None)
        else:
            result[name] = _laid(result.get(name), part)
    return result


def _with_lines(data: Plain, below: Loaded, above: Loaded) -> Loaded:
    lines = dict(_lines(below)) | dict(_lines(above))
    return Loaded(data=data, place=above.place, lines=lines)


def _lines(loaded: Loaded) -> Iterator[tuple[Path, int]]:
    """Lines of everything in some data, by paths that begin there."""
    waiting: list[tuple[Path, Plain]] = [((), loaded.data)]
    while waiting:
        path, data = waiting.pop()
        if loaded.at + path in loaded.lines:
            yield path, loaded.lines[loaded.at + path]
        if isinstance(data, dict):
            waiting += [((*path, name), part) for name, part in data.items()]
        elif isinstance(data, list):
            waiting += [((*path, number), part) for number, part in enumerate(data)]
