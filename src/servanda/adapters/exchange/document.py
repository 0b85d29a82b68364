"""A register and a plan → the files of a case, or one document of JSON or YAML."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

import msgspec

from servanda.adapters.exchange.condition_text import moment_text
from servanda.adapters.exchange.tables import is_exercise
from servanda.commitments import Register
from servanda.records.plan import Plan

FORMAT = "servanda-guarantees/1"
"""Name of the form of one document."""

_BARE = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
_WIDE = 110
_EXERCISE = "# EXERCISE.\n"


def document_of(register: Register, plan: Plan | None, as_of: datetime | None = None) -> dict[str, Any]:
    """Register and plan as one document of plain data.

    Args:
        register: The register.
        plan: The plan, if there is one.
        as_of: Moment of knowledge; none if nothing names it, and then the latest step in it counts.
    """
    moment = moment_text(as_of) if as_of is not None else ""
    document = {"format": FORMAT, "as_of": moment, **parts_of(register, plan)}
    return {name: part for name, part in document.items() if part}


def parts_of(register: Register, plan: Plan | None) -> dict[str, Any]:
    """What each file of a case holds, by its name without ending."""
    return {
        "commitments": [msgspec.to_builtins(one) for one in register.commitments],
        "events": [msgspec.to_builtins(one) for one in register.events],
        "blocs": {bloc: list(members) for bloc, members in register.members.items()},
        "plan": msgspec.to_builtins(plan) if plan else None,
    }


def json_text(register: Register, plan: Plan | None, as_of: datetime | None = None) -> str:
    """One document of JSON."""
    return json.dumps(document_of(register, plan, as_of), ensure_ascii=False, indent=1) + "\n"


def yaml_document(register: Register, plan: Plan | None) -> str:
    """One document of YAML."""
    return _head(register, plan) + yaml_text(document_of(register, plan))


def case_files(register: Register, plan: Plan | None) -> dict[str, str]:
    """The files of a case: `commitments.yaml`, and those of the others that hold anything."""
    parts = parts_of(register, plan)
    kept = {name: part for name, part in parts.items() if part or name == "commitments"}
    return {f"{name}.yaml": _head(register, plan) + yaml_text(part) for name, part in kept.items()}


def _head(register: Register, plan: Plan | None) -> str:
    return _EXERCISE if is_exercise(register, plan) else ""


def yaml_text(data: Any) -> str:  # noqa: ANN401 - the JSON data model
    r"""Plain data as YAML that every reader understands alike: texts in quotation marks, short parts on one line.

    >>> yaml_text([{"id": "a", "support": ["page:x"]}])
    '[{"id": "a", "support": ["page:x"]}]\n'
    """
    return "\n".join(_lines(data)) + "\n"


def _lines(data: Any) -> Iterator[str]:  # noqa: ANN401 - same
    if isinstance(data, Mapping) and not _short(data):
        for key, part in data.items():
            yield from _entry(f"{_key(key)}:", part, "  ")
    elif isinstance(data, list) and not _short(data):
        for part in data:
            yield from _item(part)
    else:
        yield _flow(data)


def _entry(head: str, part: Any, indent: str) -> Iterator[str]:  # noqa: ANN401 - same
    if _short(part):
        yield f"{head} {_flow(part)}"
        return
    yield head
    yield from (indent + line for line in _lines(part))


def _item(part: Any) -> Iterator[str]:  # noqa: ANN401 - same
    first, *others = _lines(part)
    yield f"- {first}"
    yield from (f"  {line}" for line in others)


def _short(data: Any) -> bool:  # noqa: ANN401 - same
    return not isinstance(data, Mapping | list) or not data or len(_flow(data)) <= _WIDE


def _flow(data: Any) -> str:  # noqa: ANN401 - same
    return json.dumps(data, ensure_ascii=False)


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) and key.casefold() not in _WORDS else _flow(key)
