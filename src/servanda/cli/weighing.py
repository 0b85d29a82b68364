"""What is weak in a register and its plan, as data and as a sentence."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Protocol

from servanda import commitments as stage
from servanda.adapters.guarantees import Opened
from servanda.cli.asking import MOST_SAID, Asked
from servanda.cli.stamps import tell
from servanda.commitments import View
from servanda.commitments.lint_plan import lint_plan
from servanda.records.record import Wording
from servanda.wording import languages, say

_WORST: Mapping[str, str] = MappingProxyType({"error": "0", "warning": "1", "note": "2"})


class Weakness(Protocol):
    """One weakness of a register or a plan."""

    @property
    def code(self) -> str:
        """Stable identifier."""

    @property
    def place(self) -> str:
        """What is concerned."""

    @property
    def severity(self) -> str:
        """How bad it is."""

    @property
    def says(self) -> Wording:
        """What is weak."""

    @property
    def hint(self) -> Wording:
        """How to mend it."""


def weaknesses(files: Opened, view: View) -> list[Weakness]:
    """Weaknesses of the register, then those of the plan against it."""
    found: list[Weakness] = [*stage.lint_register(files.register, view, files.drafts)]
    return [*found, *lint_plan(files.plan, files.recorded, view.as_of)]


def fields_of(one: Weakness) -> dict[str, Any]:
    """A weakness as data."""
    return {"code": one.code, "place": one.place, "says": one.says, "hint": one.hint, "severity": one.severity}


@dataclass(frozen=True)
class Weak:
    """One weakness with everything that has it."""

    code: str
    """Stable identifier."""
    severity: str
    """How bad it is."""
    says: Wording
    """What is weak."""
    hint: Wording
    """How to mend it."""
    places: Sequence[str]
    """Whom it concerns."""

    @property
    def sentence(self) -> Wording:
        """The same for people."""
        where = ", ".join(self.places)
        return {lang: f"{where}: {self.says[lang]} {self.hint[lang]} [{self.code}]" for lang in languages()}


def together(lints: Iterable[Weakness]) -> list[Weak]:
    """Weaknesses that are told in the same words, each once: errors first, then by code."""
    found: dict[tuple[str, ...], list[Weakness]] = {}
    for one in lints:
        key = (_WORST[one.severity], one.code, *one.says.values(), *one.hint.values())
        found.setdefault(key, []).append(one)
    return [
        Weak(some[0].code, some[0].severity, some[0].says, some[0].hint, list(dict.fromkeys(one.place for one in some)))
        for _key, some in sorted(found.items(), key=lambda item: item[0])
    ]


def say_weaknesses(found: Asked) -> None:
    """Say to people what of the register cannot count for the plan as it may seem; notes are left to `lint`."""
    lints = together(
        one for one in lint_plan(found.files.plan, found.files.recorded, found.view.as_of) if one.severity != "note"
    )
    for one in lints[:MOST_SAID]:
        tell(found, one.sentence)
    if len(lints) > MOST_SAID:
        tell(found, say("doors.more", n=len(lints) - MOST_SAID))
