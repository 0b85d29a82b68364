"""A case folder → its register of commitments and its plan; bad items become rejections."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from servanda import plain
from servanda.adapters import bytes_in, refuse_unrecordable
from servanda.commitments import Register
from servanda.errors import InputError, NotFound
from servanda.records.commitment import Commitment, Event
from servanda.records.plan import Plan
from servanda.records.rejection import Rejection, rejected

T = TypeVar("T", Commitment, Event)
_HOURS = range(100_001)
"""Hours to readiness that a promise may state: up to eleven years."""

_NO_BLOCS: Mapping[str, Sequence[str]] = MappingProxyType({})


@dataclass(frozen=True, kw_only=True)
class RegisterFolder:
    """What a case folder says about promises and needs."""

    register: Register
    """Commitments, events and blocs."""
    plan: Plan | None
    """The plan; none if the folder holds none."""
    rejections: Sequence[Rejection]
    """Items that could not be taken."""


FILES = ("commitments.yaml", "events.yaml", "plan.yaml", "blocs.yaml")
"""What a case folder says about promises and needs; a case of the ground alone has none of them."""


def register_of(folder: Path) -> RegisterFolder:
    """The register of a case folder; empty if none of its files is there.

    Raises:
        NotFound, InputError: as `read_register`.
    """
    if not any((folder / name).exists() or (folder / name).is_symlink() for name in FILES):
        return RegisterFolder(register=Register((), ()), plan=None, rejections=())
    return read_register(folder)


def read_register(folder: Path, blocs: Mapping[str, Sequence[str]] = _NO_BLOCS) -> RegisterFolder:
    """Read `commitments.yaml`, `events.yaml`, `plan.yaml` and `blocs.yaml` of a case folder.

    Args:
        folder: The case folder; or a file of commitments, with the others beside it.
        blocs: Further blocs and their members, such as those that instruments name.

    Raises:
        NotFound: `register-not-found` if there is neither.
        InputError: a file is not in the restricted form of YAML, or the plan is not one.
    """
    file = folder / "commitments.yaml" if folder.is_dir() else folder
    if not file.exists() and not file.is_symlink():
        hint = "Name a case folder that holds commitments.yaml, or such a file."
        raise NotFound("register-not-found", f"'{folder}' holds no commitments.", hint=hint)
    rejections: list[Rejection] = []
    commitments = _each(file, Commitment, "commitment", rejections)
    events = _each(file.parent / "events.yaml", Event, "event", rejections)
    register = Register(tuple(commitments), tuple(events), _blocs(file.parent / "blocs.yaml", blocs))
    return RegisterFolder(register=register, plan=_plan(file.parent / "plan.yaml"), rejections=rejections)


def _each(file: Path, kind: type[T], noun: str, rejections: list[Rejection]) -> list[T]:
    raw = _bytes(file)
    return [] if raw is None else _taken(raw, file.name, kind, noun, rejections)


def _bytes(file: Path) -> bytes | None:
    return bytes_in(file.parent, file.name, plain.MAX_BYTES + 1)


def _taken(text: bytes, place: str, kind: type[T], noun: str, rejections: list[Rejection]) -> list[T]:
    taken, errors = plain.decode_named(plain.load(text, place), kind, _dated)
    rejections.extend(rejected(error, kind=noun) for error in errors)
    return taken


def _dated(record: Commitment | Event, _data: object, place: str) -> None:
    if isinstance(record, Commitment) and not record.status:
        says = f"'{record.id}' has no dated step: its status is []."
        raise InputError("commitment-undated", says, place=place, hint="Say since when and by what it is known.")
    if isinstance(record, Commitment) and record.readiness_h is not None and record.readiness_h not in _HOURS:
        says = f"'{record.id}' is ready {record.readiness_h} hours after the call."
        hint = f"Write 0 to {_HOURS.stop - 1} hours, or leave it out if nobody stated it."
        raise InputError("readiness-out-of-range", says, place=place, hint=hint)
    refuse_unrecordable(record, _data, place)


def _blocs(file: Path, further: Mapping[str, Sequence[str]]) -> Mapping[str, tuple[str, ...]]:
    known: dict[str, set[str]] = {name: set(members) for name, members in further.items()}
    raw = _bytes(file)
    if raw is not None:
        for name, members in plain.decode(plain.load(raw, file.name), dict[str, list[str]]).items():
            known.setdefault(name, set()).update(members)
    return {name: tuple(sorted(members)) for name, members in sorted(known.items())}


def _plan(file: Path) -> Plan | None:
    raw = _bytes(file)
    if raw is None:
        return None
    loaded = plain.load(raw, file.name)
    plan = plain.decode(loaded, Plan)
    for number, needed in enumerate(plan.requirements):
        tables = {"function": plan.functions, "sector": plan.sectors, "phase": plan.phases}
        for field, table in tables.items():
            if (name := getattr(needed, field)) not in table:
                says = f"The requirement '{needed.id}' names the {field} '{name}', which the plan lacks."
                place = loaded.where(("requirements", number, field))
                raise InputError("plan-reference-unknown", says, place=place, hint=f"Known: {', '.join(table)}.")
        if needed.id in {one.id for one in plan.requirements[:number]}:
            says = f"The requirement '{needed.id}' stands twice."
            hint = "Give each requirement a name of its own."
            raise InputError("duplicate-id", says, place=loaded.where(("requirements", number)), hint=hint)
    return plan
