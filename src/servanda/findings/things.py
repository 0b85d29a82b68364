"""Which class of things it was: kinds and a calibre interval against the classes a term speaks of."""

from collections.abc import Iterator

from servanda.findings.docket import Docket
from servanda.findings.question import Question
from servanda.logic import OneOf, Variable
from servanda.records.agreement import Term, Thing
from servanda.records.finding import Hinge
from servanda.records.incident import Incident
from servanda.wording import say

_ANY_KIND = "?"
_LARGEST_MM = 10_000
"""No gun is larger; stands for a calibre nobody has established."""


class Classes:
    """The classes of one term as alternatives for one incident.

    The alternatives are the sets of classes it may belong to, not all the kinds it may be: two kinds that the term
    treats alike are one alternative.
    """

    def __init__(self, term: Term, incident: Incident, docket: Docket) -> None:
        self._docket = docket
        self._incident = incident
        names = {row.thing for row in term.table} | {act.thing for act in (term.must_not, term.at_most) if act}
        self._classes = {name: docket.agreement.things.get(name, Thing(is_=[name])) for name in sorted(names - {""})}
        self.variable = Variable("class", tuple(sorted(set(self._alternatives()))))

    def may_be(self, name: str) -> bool:
        """Whether it may belong to a class; an empty name is any class."""
        return not name or bool(self._fitting(name))

    def belongs(self, name: str) -> Question:
        """Whether it belongs to a class."""
        return Question(
            say("findings.asks_class", thing=self._docket.call(name)),
            answer=OneOf(self.variable, self._fitting(name)),
            rests_on=tuple(sorted(self._incident.observations)),
            hinges=(("class", self._hinge()),),
        )

    def _fitting(self, name: str) -> frozenset[str]:
        return frozenset(option for option in self.variable.options if name in option.split("+"))

    def _alternatives(self) -> Iterator[str]:
        for kind in self._kinds():
            for calibre in self._calibres():
                fits = [name for name, thing in self._classes.items() if _is(kind, calibre, thing)]
                yield "+".join(fits) or "none"

    def _kinds(self) -> list[str]:
        known = {kind for thing in self._classes.values() for kind in thing.is_}
        return sorted(self._incident.things) or [*sorted(known), _ANY_KIND]

    def _calibres(self) -> list[int]:
        """One calibre for each stretch of the interval that no limit cuts."""
        calibre = self._incident.calibre
        low, high = (calibre.low_mm, calibre.high_mm) if calibre else (1, _LARGEST_MM)
        limits = {thing.calibre_min_mm or low for thing in self._classes.values()}
        limits |= {(thing.calibre_max_mm or high) + 1 for thing in self._classes.values()}
        return sorted({low, *(limit for limit in limits if low < limit <= high)})

    def _hinge(self) -> Hinge:
        measured = self._incident.calibre is not None and len(set(self._incident.things)) == 1
        return Hinge(
            cause="measurement" if measured else "missing_evidence",
            on="+".join(self._classes),
            says=say("findings.hinge_class", things=[self._docket.call(name) for name in self._classes]),
        )


def _is(kind: str, calibre_mm: int, thing: Thing) -> bool:
    kind_fits = not thing.is_ or kind in thing.is_
    low, high = thing.calibre_min_mm or 0, thing.calibre_max_mm or _LARGEST_MM
    return kind_fits and low <= calibre_mm <= high
