"""Scenarios: given these facts, on this date → these findings, with their hinges; and what came of running one."""

from typing import Annotated, Literal

import msgspec

from servanda.records.finding import Verdict
from servanda.records.procedure import OnSilence
from servanda.records.record import Record
from servanda.records.response import StepProgress
from servanda.records.time import Instant

Range = Annotated[list[int], msgspec.Meta(min_length=2, max_length=2)]
"""Lowest and highest figure that will do: measured distances differ by a metre or two from those read off a map."""


class ExpectedFlip(Record, frozen=True, kw_only=True):
    """Where the verdict must turn with an open value."""

    open: str
    """The open term."""
    kept_up_to: int | Range | None = None
    """The figure, or the lowest and highest that will do; none for not compared."""
    breached_above: int | Range | None = None
    """As above."""
    kept_from: int | Range | None = None
    """Of a number that is allowed: as above."""
    breached_below: int | Range | None = None
    """As above."""


class ExpectedFinding(Record, frozen=True, kw_only=True):
    """A finding that must come out. What is left out is not compared, save the hinges: left out, there must be none."""

    term: str
    """Term of the instrument."""
    on: str = ""
    """What was judged: an observation (the incident that holds it), a place, a bound party, a tally."""
    verdict: Verdict | Literal["none"]
    """The verdict; `none` if there must be no such finding."""
    kind: Literal["", "incident", "count", "silence", "duty", "cap"] = ""
    """Kind of subject, where `on` alone leaves several."""
    agreement: str = ""
    """`ID@VERSION`, where several instruments are judged."""
    row: int | None = None
    """Line of the term's table, counted from 0."""
    by: list[str] | None = None
    """Who may be answerable, in any order."""
    attribution: Literal["established", "undetermined", "not_applicable"] | None = None
    """Whether that is established."""
    hinges: list[str] = []
    """`CAUSE:ON` of all hinges of verdict and attribution, and no others; `attribution:*` for the incident itself."""
    flips: list[ExpectedFlip] | None = None
    """All flip points."""
    by_reading: dict[str, Verdict] | None = None
    """Reading → verdict; for several open terms `OPEN=READING, OPEN=READING`, by name."""
    exemption: str | None = None
    """Exemption that applied; empty for none."""
    notices: list[str] | None = None
    """Notices matched."""
    sector: str | None = None
    """Sector in which it certainly lies; empty for none."""
    watched: int | None = None
    """For silence: share watched, in parts per million."""
    final: bool | None = None
    """Whether the time to reply has passed."""


class ExpectedStep(Record, frozen=True, kw_only=True):
    """Where a procedure, or one of its steps, must stand."""

    procedure: str
    """`PROCEDURE` or `INSTRUMENT:PROCEDURE`."""
    step: str = ""
    """Which step; empty for the procedure as a whole."""
    on: str = ""
    """Observation, place, party or tally whose finding started it, where several are under way."""
    state: StepProgress | Literal["ended", "none"]
    """Where it stands; `none` if nothing must have started."""
    due: Instant | list[Instant] | None = None
    """When it is due, one moment or one for each reading; `[]` for no time; none for not compared."""
    if_silent: OnSilence | None = None
    """What silence means; none for not compared."""
    hinges: list[str] = []
    """All that it waits for, and nothing else; not compared for a procedure as a whole."""


class Expectation(Record, frozen=True, kw_only=True):
    """What a case must give."""

    findings: list[ExpectedFinding] = []
    """Findings."""
    responses: list[ExpectedStep] = []
    """Procedures and their steps."""


class Difference(Record, frozen=True, kw_only=True):
    """One thing that came out otherwise than expected."""

    about: str
    """Term and subject, or procedure and step."""
    field: str
    """What differs: verdict, hinges, by, …"""
    expected: str
    """What was expected, as text."""
    found: str
    """What was found."""


class Scored(Record, frozen=True, kw_only=True):
    """One case of a story, run."""

    story: str
    """The story."""
    case: str
    """What the case says."""
    place: str
    """File and line of the case."""
    passed: bool
    """Whether everything came out as expected."""
    expected: Expectation
    """What was expected."""
    found: list[str]
    """For each expectation in turn what was found, in one line."""
    differences: list[Difference] = []
    """Everything that differs; empty if it passed."""
