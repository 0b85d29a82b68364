"""A case folder → its register of commitments and its plan; bad items become rejections."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from servanda import plain
from servanda.commitments import Register
from servanda.errors import InputError, NotFound
from servanda.records.commitment import Commitment, Event
from servanda.records.plan import Plan
from servanda.records.rejection import Rejection, rejected

T = TypeVar("T", Commitment, Event)

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
    if not file.is_file():
        hint = "Name a case folder that holds commitments.yaml, or such a file."
        raise NotFound("register-not-found", f"'{folder}' holds no commitments.", hint=hint)
    rejections: list[Rejection] = []
    commitments = _each(file, Commitment, "commitment", rejections)
    events = _each(file.parent / "events.yaml", Event, "event", rejections)
    register = Register(tuple(commitments), tuple(events), _blocs(file.parent / "blocs.yaml", blocs))
    return RegisterFolder(register=register, plan=_plan(file.parent / "plan.yaml"), rejections=rejections)


def register_from(text: bytes, place: str, events: Path | None = None) -> RegisterFolder:
    """A register from the text of a list of commitments, such as standard input, and a file of events.

    Raises:
        InputError: as `read_register`.
    """
    rejections: list[Rejection] = []
    commitments = _taken(text, place, Commitment, "commitment", rejections)
    known = _each(events, Event, "event", rejections) if events else []
    return RegisterFolder(register=Register(tuple(commitments), tuple(known)), plan=None, rejections=rejections)


def _each(file: Path, kind: type[T], noun: str, rejections: list[Rejection]) -> list[T]:
    if not file.is_file():
        return []
    return _taken(file.read_bytes(), file.name, kind, noun, rejections)


def _taken(text: bytes, place: str, kind: type[T], noun: str, rejections: list[Rejection]) -> list[T]:
    taken, errors = plain.decode_each(plain.load(text, place), kind)
    rejections.extend(rejected(error, kind=noun) for error in errors)
    unique: dict[str, T] = {}
    for item in taken:
        if unique.setdefault(item.id, item) != item:
            says = f"The name '{item.id}' is used for two different records; the first is kept."
            twice = InputError("duplicate-id", says, place=place, hint="Give each record a name of its own.")
            rejections.append(rejected(twice, kind=noun))
    return list(unique.values())


def _blocs(file: Path, further: Mapping[str, Sequence[str]]) -> Mapping[str, tuple[str, ...]]:
    known: dict[str, set[str]] = {name: set(members) for name, members in further.items()}
    if file.is_file():
        for name, members in plain.decode(plain.load(file.read_bytes(), file.name), dict[str, list[str]]).items():
            known.setdefault(name, set()).update(members)
    return {name: tuple(sorted(members)) for name, members in sorted(known.items())}


def _plan(file: Path) -> Plan | None:
    return plain.decode(plain.load(file.read_bytes(), file.name), Plan) if file.is_file() else None
