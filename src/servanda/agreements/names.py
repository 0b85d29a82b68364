"""Names: every name that is used is defined, every definition is used, none stands twice."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from servanda.agreements.scope import Lint, Path, Scope
from servanda.records.agreement import Agreement, Band, Clock, Place, Quiet, Thing
from servanda.records.open_term import OpenRef, Reading, Timing
from servanda.records.procedure import Procedure, Step, Trigger
from servanda.records.term import (
    Act,
    Answers,
    AtMost,
    Condition,
    Counted,
    During,
    Duty,
    Judged,
    Notified,
    Row,
    Term,
    Where,
)
from servanda.records.term import Sequence as Ordered

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_ANCHORS = ("trigger", "first-breach")
_MOMENTS = ("opened", "ended")


@dataclass(frozen=True)
class Use:
    """One use of a name."""

    noun: str
    """What it names: party, place, clock, thing, open, proof, procedure."""
    name: str
    """The name."""
    path: Path
    """Where it is used."""


_FIELDS: tuple[tuple[type[msgspec.Struct], str, str], ...] = (
    (Term, "binds", "party"),
    (Term, "encoding_accepted", "party"),
    (Row, "binds", "party"),
    (Step, "who", "party"),
    (Trigger, "by", "party"),
    (Judged, "by", "party"),
    (Condition, "authorised_by", "party"),
    (Condition, "operated_by", "party"),
    (Notified, "to", "party"),
    (Ordered, "to", "party"),
    (Procedure, "verifier", "party"),
    (Answers, "judged_by", "party"),
    (Counted, "by", "party"),
    (Reading, "held_by", "holder"),
    (Where, "in_", "place"),
    (Where, "outside", "place"),
    (Where, "crosses", "place"),
    (Where, "to", "place"),
    (Row, "to", "place"),
    (Row, "in_", "place"),
    (Band, "within", "place"),
    (Band, "from_", "place"),
    (Condition, "inside", "place"),
    (Quiet, "in_", "place"),
    (During, "from_", "clock"),
    (During, "until", "clock"),
    (Duty, "done_by", "clock"),
    (Clock, "after", "clock"),
    (Timing, "counted_from", "anchor"),
    (Act, "thing", "thing"),
    (Row, "thing", "thing"),
    (AtMost, "thing", "thing"),
    (OpenRef, "open", "open"),
    (Timing, "open", "open"),
    (Place, "open", "open"),
    (Thing, "open", "open"),
    (Clock, "open", "open"),
    (Condition, "open", "open"),
    (Term, "hinges_on", "open"),
    (Term, "proof", "proof"),
    (Term, "on_breach", "procedure"),
    (Duty, "if_late", "procedure"),
    (Duty, "if_done", "procedure"),
)


def _by_kind() -> dict[type, list[tuple[str, str, str]]]:
    """Record → its fields that hold names: in the code, in files, and what they name."""
    found: dict[type, list[tuple[str, str, str]]] = {}
    for kind, field, noun in _FIELDS:
        written = next(info.encode_name for info in msgspec.structs.fields(kind) if info.name == field)
        found.setdefault(kind, []).append((field, written, noun))
    return found


_BY_KIND = _by_kind()


def uses(scope: Scope) -> Iterator[Use]:
    """Every use of a name in the instrument."""
    for path, part in scope.parts:
        for field, written, noun in _BY_KIND.get(type(part), ()):
            yield from _names(getattr(part, field), (*path, written), noun)


def _names(value: object, path: Path, noun: str) -> Iterator[Use]:
    if isinstance(value, str) and value:
        yield Use(noun, value, path)
    elif isinstance(value, list):
        for number, name in enumerate(value):
            yield Use(noun, name, (*path, number))
    elif isinstance(value, dict):
        for name in value:
            yield Use(noun, name, (*path, name))


def unknown_names(scope: Scope) -> Iterator[Lint]:
    """Names that are used and not defined."""
    known = _defined(scope.agreement)
    for use in uses(scope):
        if use.noun == "anchor":
            yield from _unknown_anchor(scope, use)
        elif use.name not in known[use.noun]:
            noun = "party" if use.noun == "holder" else use.noun
            yield scope.error(f"unknown-{noun}", use.path, name=use.name, known=_known(known[use.noun]))


def _defined(agreement: Agreement) -> dict[str, Collection[str]]:
    members = [member for party in agreement.parties.values() for member in party.members]
    return {
        "party": agreement.parties,
        "holder": [*agreement.parties, *members, "reported"],
        "place": agreement.places,
        "clock": agreement.clocks,
        "thing": agreement.things,
        "open": agreement.open,
        "proof": agreement.proof,
        "procedure": [procedure.id for procedure in agreement.procedures],
    }


def _unknown_anchor(scope: Scope, use: Use) -> Iterator[Lint]:
    step, dot, moment = use.name.partition(".")
    steps = {step.id for procedure in scope.agreement.procedures for step in procedure.steps}
    if dot and (step not in steps or moment not in _MOMENTS):
        yield scope.error("unknown-step", use.path, name=use.name, known=_known(steps))
    if not dot and use.name not in scope.agreement.clocks and use.name not in _ANCHORS:
        yield scope.error("unknown-clock", use.path, name=use.name, known=_known(scope.agreement.clocks))


def _known(names: Collection[str]) -> str:
    return ", ".join(sorted(names)) or "—"


def unused_names(scope: Scope) -> Iterator[Lint]:
    """Definitions that nothing uses: often a name misspelt elsewhere."""
    used = {("clock" if use.noun == "anchor" else use.noun, use.name) for use in uses(scope)}
    used |= {("open", part.question) for _, part in scope.parts if isinstance(part, Judged)}
    values = {part.value for _, part in scope.parts if isinstance(part, Reading) and isinstance(part.value, str)}
    used |= {(noun, value) for noun in ("place", "thing") for value in values}
    agreement = scope.agreement
    for noun, field in (("clock", "clocks"), ("thing", "things"), ("open", "open"), ("proof", "proof")):
        for name in getattr(agreement, field):
            if (noun, name) not in used:
                yield scope.warning(f"unused-{noun}", (field, name), name=name)
    for name, place in agreement.places.items():
        if ("place", name) not in used and place.is_ != "sector":
            yield scope.warning("unused-place", ("places", name), name=name)


def duplicate_names(scope: Scope) -> Iterator[Lint]:
    """Names given twice in one list, and names that cannot be pointed at."""
    agreement = scope.agreement
    yield from _list(scope, ("terms",), agreement.terms)
    yield from _list(scope, ("procedures",), agreement.procedures)
    for number, term in enumerate(agreement.terms):
        yield from _list(scope, ("terms", number, "unless"), term.unless)
    for number, procedure in enumerate(agreement.procedures):
        yield from _list(scope, ("procedures", number, "steps"), procedure.steps)
    for field in ("parties", "places", "things", "clocks", "open", "proof"):
        for name in getattr(agreement, field):
            yield from _form(scope, (field, name), name)
    yield from _form(scope, ("id",), agreement.id)


def _list(scope: Scope, path: Path, items: Sequence[Any]) -> Iterator[Lint]:
    seen: set[str] = set()
    for number, item in enumerate(items):
        if item.id in seen:
            yield scope.error("duplicate-id", (*path, number, "id"), name=item.id)
        seen.add(item.id)
        yield from _form(scope, (*path, number, "id"), item.id)


def _form(scope: Scope, path: Path, name: str) -> Iterator[Lint]:
    if not _NAME.fullmatch(name):
        yield scope.error("name-form", path, name=name)
