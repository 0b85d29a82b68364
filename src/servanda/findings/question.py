"""Questions: a condition with its words, what each answer rests on, and what each unknown hinges on.

One tree serves twice: its expression is decided, and its words explain the decision.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from servanda.findings.gauge import Gauge
from servanda.logic import NO, YES, All, Any, Expression, Not
from servanda.records.finding import Claim, Hinge
from servanda.records.record import Wording


@dataclass(frozen=True)
class Question:
    """One node: what is asked, and either an answer or the parts that make it."""

    asks: Wording
    joined: Literal["all", "any", "not", "leaf"] = "leaf"
    parts: tuple["Question", ...] = ()
    answer: Expression = YES
    rests_on: tuple[str, ...] = ()
    hinges: tuple[tuple[str, Hinge], ...] = ()
    claim: Claim | None = None
    gauges: tuple[Gauge, ...] = ()
    cite: str = ""
    says: Wording = field(default_factory=dict)

    def expression(self) -> Expression:
        """The condition without its words."""
        match self.joined:
            case "leaf":
                return self.answer
            case "not":
                return Not(self.parts[0].expression())
            case "all":
                return All(tuple(part.expression() for part in self.parts))
            case "any":
                return Any(tuple(part.expression() for part in self.parts))

    def citing(self, cite: str, says: Wording | None = None) -> "Question":
        """The same question as one that stands for a place in the text."""
        return replace(self, cite=cite, says=says or {})

    def all_hinges(self) -> Iterator[tuple[str, Hinge]]:
        """Every unknown of the tree with the hinge that names it."""
        yield from self.hinges
        for part in self.parts:
            yield from part.all_hinges()

    def all_gauges(self) -> Iterator[Gauge]:
        """Every open number of the tree against what was measured."""
        yield from self.gauges
        for part in self.parts:
            yield from part.all_gauges()


def settled(asks: Wording, *, holds: bool, rests_on: Sequence[str] = (), claim: Claim | None = None) -> Question:
    """A question with a known answer."""
    return Question(asks, answer=YES if holds else NO, rests_on=tuple(sorted(rests_on)), claim=claim)


def every(asks: Wording, parts: Sequence[Question]) -> Question:
    """All parts must hold."""
    return Question(asks, "all", tuple(parts))


def some(asks: Wording, parts: Sequence[Question]) -> Question:
    """One part must hold."""
    return Question(asks, "any", tuple(parts))


def opposite_of(asks: Wording, part: Question) -> Question:
    """The part must not hold."""
    return Question(asks, "not", (part,))
