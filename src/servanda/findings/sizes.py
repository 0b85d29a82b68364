"""How large an activity was, against the thresholds of a term: troops, tanks, guns."""

from servanda.findings.atoms import conditions_of
from servanda.findings.gauge import Gauge
from servanda.findings.matter import Matter
from servanda.findings.numbers import compared, number_hinges, values_of, whole_number
from servanda.findings.question import Question
from servanda.logic import NO, YES, Expression, OneOf, Variable
from servanda.records.agreement import OpenRef, Size, Term
from servanda.records.finding import Claim, Hinge
from servanda.records.observation import MEASURES, Count
from servanda.records.record import Wording
from servanda.wording import say

UNKNOWN = Count(low=0)
"""Nobody counted: any number is possible."""


class Scale:
    """One measure of an incident, and which thresholds of its term the count leaves undecided.

    Thresholds cut the possible numbers into bands of one unknown, so that *250 or more* can never hold without *200 or
    more*.
    """

    def __init__(self, measure: str, matter: Matter) -> None:
        self.measure = measure
        self.count = matter.incident.sizes.get(measure)
        low, high = self._bounds()
        limits = sorted({limit for size in _sizes(measure, matter.term) for limit in _limits(size, matter)})
        self._unclear = [limit for limit in limits if low < limit and (high is None or limit <= high)]
        names = (*(f"below {limit}" for limit in self._unclear), "beyond")
        self.variable = Variable(f"size:{measure}", names)

    def reaches(self, limit: int) -> Expression:
        """Whether the number is at least one of the thresholds."""
        if limit in self._unclear:
            below = {f"below {each}" for each in self._unclear if each <= limit}
            return OneOf(self.variable, frozenset(self.variable.options) - below)
        return YES if limit <= self._bounds()[0] else NO

    def hinge(self) -> Hinge:
        """What the count leaves open, or that nobody counted."""
        what = name_of(self.measure)
        if self.count is None:
            says = say("findings.hinge_size_unknown", measure=what)
            return Hinge(cause="missing_evidence", on=self.measure, says=says)
        says = say("findings.hinge_size", measure=what, **_numbers(self.count))
        return Hinge(cause="measurement", on=self.measure, says=says)

    def gauge(self, name: str) -> tuple[Gauge, ...]:
        """The number against an open threshold, where both its ends are known."""
        low, high = self._bounds()
        return () if self.count is None or high is None else (Gauge(name, "count", low, high, rises=False),)

    def _bounds(self) -> tuple[int, int | None]:
        count = self.count or UNKNOWN
        return count.low, count.high


def reaches(size: Size, matter: Matter) -> Question:
    """Whether an activity reaches a size; the threshold itself does."""
    scale, threshold = Scale(size.of, matter), size.at_least
    limit = None if isinstance(threshold, OpenRef) else threshold
    return Question(
        _asks(size, scale, matter),
        answer=compared(threshold, matter.docket, whole_number, scale.reaches),
        rests_on=tuple(sorted(matter.incident.observations)),
        claim=Claim(kind="size", on=[size.of], about=matter.incident.id, limit=limit),
        hinges=((scale.variable.name, scale.hinge()), *number_hinges(threshold, matter.docket)),
        gauges=scale.gauge(threshold.open) if isinstance(threshold, OpenRef) else (),
    )


def name_of(measure: str) -> Wording:
    """What is counted, in words; its key where there are none."""
    return say(f"findings.size_{measure}") if measure in MEASURES else say("findings.size_other", measure=measure)


def _asks(size: Size, scale: Scale, matter: Matter) -> Wording:
    what, threshold = name_of(size.of), size.at_least
    found = _numbers(scale.count) if scale.count is not None else {}
    if isinstance(threshold, OpenRef):
        limit = matter.docket.question_of(threshold.open)
        return say("findings.asks_size_open", measure=what, question=limit)
    key = "asks_size" if found else "asks_size_unknown"
    return say(f"findings.{key}", measure=what, limit=threshold, **found)


def _numbers(count: Count) -> dict[str, object]:
    """An interval as words: one number, two, or at least so many."""
    if count.high is None:
        return {"found": say("findings.size_at_least", low=count.low)}
    key = "size_exact" if count.low == count.high else "size_range"
    return {"found": say(f"findings.{key}", low=count.low, high=count.high)}


def _sizes(measure: str, term: Term) -> list[Size]:
    found = [condition.size for condition in conditions_of(term) if condition.size is not None]
    return [size for size in found if size.of == measure]


def _limits(size: Size, matter: Matter) -> list[int]:
    if isinstance(size.at_least, OpenRef):
        return list((values_of(size.at_least.open, matter.docket, whole_number) or {}).values())
    return [size.at_least]
