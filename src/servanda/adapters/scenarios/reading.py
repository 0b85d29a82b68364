"""Files of scenarios → cases ready to be run: facts with one thing changed, and what must come out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from servanda import plain
from servanda.adapters.scenarios.merging import changed
from servanda.adapters.scenarios.taking import KINDS, Item, taken
from servanda.adapters.scenarios.windows import window_of
from servanda.errors import InputError
from servanda.records.facts import Facts
from servanda.records.record import Record, Wording
from servanda.records.response import StepAct
from servanda.records.scenario import Expectation, ExpectedFinding
from servanda.records.time import Instant, Interval

Lists = dict[str, dict[str, Any]]
Said = str | Wording


class _Case(Record, frozen=True, kw_only=True):
    """One case as written."""

    says: Said
    change: dict[str, dict[str, Any] | None] = {}
    as_of: Instant | None = None
    window: str | dict[str, Any] | None = None
    expect: list[ExpectedFinding] | Expectation


class _Story(Record, frozen=True, kw_only=True):
    """One story as written."""

    id: str
    cite: str = ""
    says: Said = {}
    agreement: str = ""
    as_of: Instant | None = None
    window: str | dict[str, Any] | None = None
    facts: Lists = {}
    cases: list[_Case]


class _File(Record, frozen=True, kw_only=True):
    """A file as written."""

    scenarios: Literal["1"]
    agreement: str = ""
    assumes: list[str] = []
    says: Said = {}
    as_of: Instant | None = None
    window: str | dict[str, Any] | None = None
    defaults: Lists = {}
    stories: list[_Story]


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """One case of a story, ready to be run."""

    story: str
    """The story."""
    case: str
    """What the case says."""
    place: str
    """File and line of the case."""
    agreement: str
    """`ID` or `ID@VERSION`; empty for every instrument of the folder."""
    assumes: Sequence[str]
    """Files, from the folder of the instruments, with texts that are only assumed: each stands for all of its name."""
    as_of: datetime
    """The moment for which is judged."""
    window: Interval | None
    """Time over which silence and caps are judged."""
    facts: Facts
    """What was recorded."""
    step_acts: Sequence[StepAct]
    """What was done in procedures."""
    data: Any
    """The same as plain data, in full: to see by how many facts two cases differ."""
    expect: Expectation
    """What must come out."""


def read_scenarios(raw: str | bytes, place: str) -> list[Scenario]:
    """Read a file of scenarios.

    Args:
        raw: YAML in the restricted form, or JSON.
        place: What to call it in messages.

    Raises:
        InputError: the first thing that is wrong, with file, line and how to mend it.
    """
    loaded = plain.load(raw, place, keys=("on",))
    file = plain.decode(loaded, _File)
    _refuse_kinds(_part(loaded, ("defaults",)))
    defaults = {kind: loaded.part(("defaults", kind)) for kind in file.defaults}
    cases: list[Scenario] = []
    for number, story in enumerate(file.stories):
        told = _Told(loaded, ("stories", number), file, story, defaults)
        _refuse_twins([one.id for one in file.stories[: number + 1]], loaded.where(("stories", number, "id")), "story")
        cases += told.cases()
    return cases


@dataclass(frozen=True)
class _Told:
    """A story within its file."""

    loaded: plain.Loaded
    path: plain.Path
    file: _File
    story: _Story
    defaults: Mapping[str, plain.Loaded]

    def cases(self) -> Iterator[Scenario]:
        """Every case of the story."""
        facts = _part(self.loaded, (*self.path, "facts"))
        _refuse_kinds(facts)
        for number, case in enumerate(self.story.cases):
            path = (*self.path, "cases", number)
            _refuse_twins([_said(one.says) for one in self.story.cases[: number + 1]], self.loaded.where(path), "case")
            change = _part(self.loaded, (*path, "change"))
            _refuse_kinds(change)
            yield self._case(case, path, changed(facts, change, self.defaults))

    def _case(self, case: _Case, path: plain.Path, whole: plain.Loaded) -> Scenario:
        place = self.loaded.where(path)
        found = taken(dict(_items(whole)))
        for _, error in found.errors:
            raise error
        as_of = case.as_of or self.story.as_of or self.file.as_of
        if as_of is None:
            says = f"The case '{_said(case.says)}' names no moment for which is judged."
            hint = 'Write as_of: "2031-03-15T06:00:00Z" in the file, the story or the case.'
            raise InputError("scenario-without-moment", says, place=place, hint=hint)
        written = case.window or self.story.window or self.file.window
        expect = case.expect if isinstance(case.expect, Expectation) else Expectation(findings=case.expect)
        return Scenario(
            story=self.story.id,
            case=_said(case.says),
            place=place,
            agreement=self.story.agreement or self.file.agreement,
            assumes=self.file.assumes,
            as_of=as_of,
            window=window_of(written, place) if written else None,
            facts=found.facts,
            step_acts=found.step_acts,
            data=whole.data,
            expect=expect,
        )


def _said(says: Said) -> str:
    return says if isinstance(says, str) else says.get("en") or next(iter(says.values()), "")


def _refuse_twins(names: Sequence[str], place: str, noun: str) -> None:
    if names[-1] in names[:-1]:
        says = f"The {noun} '{names[-1]}' stands twice."
        raise InputError("duplicate-id", says, place=place, hint="Give each a name of its own.")


def _part(loaded: plain.Loaded, path: plain.Path) -> plain.Loaded:
    try:
        return loaded.part(path)
    except KeyError:
        return plain.Loaded(data={}, place=loaded.place, lines=loaded.lines, at=loaded.at + path)


def _refuse_kinds(facts: plain.Loaded) -> None:
    for kind in facts.data if isinstance(facts.data, dict) else ():
        if kind not in KINDS:
            says = f"'{kind}' is no list of the facts."
            hint = f"Known are: {', '.join(KINDS)}."
            raise InputError("facts-kind-unknown", says, place=facts.where((kind,)), hint=hint)


def _items(facts: plain.Loaded) -> Iterator[tuple[str, list[Item]]]:
    for kind, records in facts.data.items() if isinstance(facts.data, dict) else ():
        if isinstance(records, dict):
            yield kind, [Item(name, facts.part((kind, name))) for name in records]
