"""The questions that decide a cap over a time, and the diagram of everything that can still come out."""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, cast

from servanda.findings.caps import SHARED, Cap, numbers_of, presences, span_of
from servanda.findings.docket import Docket
from servanda.findings.ground import open_hinge, open_hinges, open_term
from servanda.findings.on_silence import watch_question
from servanda.findings.peaks import Part, Sweep, sweep
from servanda.findings.question import Question
from servanda.findings.sums import Undecided, held
from servanda.findings.versions import in_force
from servanda.findings.watching import Watched, watched
from servanda.logic import (
    NO,
    YES,
    Diagram,
    Expression,
    OneOf,
    Truth,
    decide,
    holding,
    kleene,
    reading_variable,
    unknown,
    variables_of,
)
from servanda.records.agreement import OpenRef
from servanda.records.finding import Hinge
from servanda.records.time import Interval
from servanda.wording import say

MOST_UNDECIDED = 10
"""So many undecided parts are added up under every combination; more by their bounds, naming all of their unknowns."""

Leaf = Literal["kept", "breached", "not_in_force"] | Undecided
"""A verdict, or what makes it depend on numbers alone."""


@dataclass(frozen=True)
class CapCase:
    """A cap on one party, a time, and what was there.

    Attributes:
        cap: The cap.
        span: The time judged.
        docket: The instrument and the facts.
        watch: How far the place was watched for the act that is counted.
        force: Whether the term was in force.
        watched: Whether the watch is enough.
        sweep: What was there, moment by moment.
        numbers: The most allowed, by reading; none if nobody says.
    """

    cap: Cap
    span: Interval
    docket: Docket
    watch: Watched
    force: Question
    watched: Question
    sweep: Sweep
    numbers: dict[str, int] | None

    @cached_property
    def near(self) -> Sweep:
        """The moments at which the cap may have been exceeded."""
        return self.sweep.above(min(self.numbers.values()) if self.numbers else 0)

    @cached_property
    def by_bounds(self) -> bool:
        """Whether there are too many unknowns to add up under every combination of them."""
        undecided = [each for each in self._placed().values() if kleene(each) is Truth.UNKNOWN]
        return len(undecided) > MOST_UNDECIDED

    @cached_property
    def diagram(self) -> Diagram:
        """Every outcome that can still be reached."""
        conditions = {"force": self.force.expression(), "watch": self.watched.expression()}
        return holding({**self._parts(), **conditions}).mapped(self._leaf)

    @cached_property
    def sums(self) -> Diagram:
        """The same, were the term in force and the place watched: only whether the cap was exceeded."""
        return holding({**self._parts(), "force": YES, "watch": YES}).mapped(self._leaf)

    def _parts(self) -> dict[str, Expression]:
        if self.by_bounds:
            return {**dict(self._open_parts()), **dict(self._bounds())}
        return {**dict(self._open_parts()), **{_name(part): holds for part, holds in self._placed().items()}}

    def counting(self, which: int) -> Expression:
        """Whether a presence counts: one unknown of its own, unless the text leaves something open about it."""
        presence = self.sweep.presences[which]
        if self.sweep.truths[which] is Truth.TRUE:
            return YES
        expression = presence.counts.expression()
        shared = any(name.startswith(SHARED) for name in variables_of(expression))
        return expression if shared else unknown(f"counts@{presence.incident.id}")

    def named(self) -> dict[str, list[Hinge]]:
        """The hinges behind each unknown."""
        found: dict[str, list[Hinge]] = {}
        questions = [self.force, self.watched, *(each.counts for each in self.sweep.presences)]
        for name, hinge in (pair for question in questions for pair in question.all_hinges()):
            found.setdefault(name, [hinge])
        for name, hinge in self._open_hinges():
            found[name] = [hinge]
        for which, presence in enumerate(self.sweep.presences):
            own = decide(presence.counts.expression()).hinges()
            found[f"counts@{presence.incident.id}"] = [hinge for each in own for hinge in found[each.name]]
            says = say("findings.hinge_cap_when", incident=presence.incident.id)
            found[f"when@{presence.incident.id}"] = [Hinge(cause="measurement", on="when", says=says)]
            found[f"number@{which}"] = [self.count_hinge(which)]
        found |= {name: self._all_hinges(found) for name, _ in self._bounds()}
        return found

    def count_hinge(self, which: int) -> Hinge:
        """That it is not established how many one incident adds."""
        presence = self.sweep.presences[which]
        name, low, high = presence.incident.id, presence.low, presence.high
        if high is None:
            says = say("findings.hinge_cap_least", incident=name, low=low)
            return Hinge(cause="missing_evidence", on="count", says=says)
        says = say("findings.hinge_cap_count", incident=name, low=low, high=high)
        return Hinge(cause="measurement", on="count", says=says)

    def _all_hinges(self, found: dict[str, list[Hinge]]) -> list[Hinge]:
        """Everything that is not known of what may have been there when the cap may have been exceeded."""
        hinges: list[Hinge] = []
        for which in sorted({which for moment in self.near.moments for which, _ in moment.parts}):
            presence = self.sweep.presences[which]
            hinges += found[f"counts@{presence.incident.id}"]
            hinges += found[f"when@{presence.incident.id}"] if self.near.when(which) else []
            hinges += found[f"number@{which}"] if presence.low != presence.high else []
        return hinges

    def _placed(self) -> dict[Part, Expression]:
        """Whether each presence counts, at each of its moments."""
        counts = {which: self.counting(which) for which in range(len(self.sweep.presences))}
        parts = {part for moment in self.near.moments for part in moment.parts}
        return {part: self.near.condition(part, counts) for part in sorted(parts)}

    def _bounds(self) -> Iterator[tuple[str, Expression]]:
        """Whether the cap was exceeded, under each reading, by bounds alone."""
        least, greatest = self.sweep.least(), self.sweep.greatest()
        for reading, number in (self.numbers or {"": 0}).items():
            name = f"over {reading}"
            within = greatest is not None and greatest <= number
            yield name, YES if least > number else NO if within else unknown(name)

    def _open_parts(self) -> Iterator[tuple[str, Expression]]:
        for name in self._doubted():
            yield f"whole:{name}", unknown(f"whole:{name}")
        most = self.cap.most
        if not isinstance(most, OpenRef) or (self.numbers is not None and "" in self.numbers):
            return
        variable = reading_variable(most.open, open_term(most.open, self.docket))
        if self.numbers is None or variable is None:
            yield "beyond", unknown(f"unsettled:{most.open}")
            return
        for reading in self.numbers:
            yield f"most {reading}", OneOf(variable, frozenset({reading}))

    def _open_hinges(self) -> Iterator[tuple[str, Hinge]]:
        if isinstance(self.cap.most, OpenRef):
            yield from open_hinges(self.cap.most.open, self.docket)
        for name in self._doubted():
            yield f"whole:{name}", open_hinge(name, self.docket)

    def _doubted(self) -> list[str]:
        """Open terms on which the whole term hangs: once they are settled it may say the opposite."""
        known = self.docket.agreement.open
        return [name for name in self.cap.term.hinges_on if name not in known or not known[name].settled]

    def _leaf(self, reached: Hashable) -> Leaf:
        names = cast("frozenset[str]", reached)
        if "force" not in names:
            return "not_in_force"
        turned = sum(f"whole:{name}" not in names for name in self._doubted()) % 2 == 1
        over = "watch" not in names or self._exceeded(names)
        if isinstance(over, Undecided) and over.turned is not turned:
            return Undecided(over.rooms, turned)
        if isinstance(over, Undecided):
            return over
        return "breached" if over is not turned else "kept"

    def _exceeded(self, names: frozenset[str]) -> bool | Undecided:
        """Whether more than allowed were there; *unseen* is not asked."""
        reading = next((name.removeprefix("most ") for name in names if name.startswith("most ")), "")
        if self.by_bounds:
            return f"over {reading}" in names and (self.numbers is not None or "beyond" in names)
        there = [[part[0] for part in moment.parts if _name(part) in names] for moment in self.near.moments]
        if self.numbers is None:
            return "beyond" in names and any(there)
        bounds = [(each.low, each.high) for each in self.sweep.presences]
        return held(self.numbers[reading], there, bounds)


def case_of_cap(cap: Cap, window: Interval | None, docket: Docket) -> CapCase:
    """The questions for a cap.

    Raises:
        InputError: what clocks and geometry raise.
    """
    span = span_of(cap, window, docket)
    act = cap.term.at_most.do if cap.term.at_most is not None else ""
    watch = watched(cap.place, act, span, docket, docket.standard(cap.term))
    return CapCase(
        cap=cap,
        span=span,
        docket=docket,
        watch=watch,
        force=in_force(cap.term, span, docket),
        watched=watch_question(watch, cap.place, docket, cap.term),
        sweep=sweep(presences(cap, span, docket)),
        numbers=numbers_of(cap.most, docket),
    )


def _name(part: Part) -> str:
    return f"there {part[0]} {part[1]}"
