"""Which class of things it was: kinds, and intervals of calibre and range, against the classes a term speaks of."""

from collections.abc import Iterable, Iterator
from itertools import product

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
_FARTHEST_M = 30_000_000
"""Nothing flies farther; stands for a range nobody has established."""
_NONE = (None, None)


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
            for calibre, reach in product(self._calibres(), self._reaches()):
                fits = [name for name, thing in self._classes.items() if _is(kind, calibre, reach, thing)]
                yield "+".join(fits) or "none"

    def _kinds(self) -> list[str]:
        known = {kind for thing in self._classes.values() for kind in thing.is_}
        return sorted(self._incident.things) or [*sorted(known), _ANY_KIND]

    def _calibres(self) -> list[int]:
        """One calibre for each stretch of the interval that no limit cuts."""
        calibre = self._incident.calibre
        low, high = (calibre.low_mm, calibre.high_mm) if calibre else (1, _LARGEST_MM)
        classes = self._classes.values()
        return _cut(low, high, map(_calibre, classes))

    def _reaches(self) -> list[int]:
        """One range for each stretch of the interval that no limit cuts."""
        reach = self._incident.reach
        low, high = (reach.low_m, reach.high_m) if reach else (1, _FARTHEST_M)
        return _cut(low, high, map(_range, self._classes.values()))

    def _hinge(self) -> Hinge:
        """Measured, where kind and every quantity that a class is told by are established, as intervals at least."""
        classes, incident = self._classes.values(), self._incident
        calibre = incident.calibre is not None or all(_calibre(each) == _NONE for each in classes)
        reach = incident.reach is not None or all(_range(each) == _NONE for each in classes)
        measured = calibre and reach and len(set(incident.things)) == 1
        return Hinge(
            cause="measurement" if measured else "missing_evidence",
            on="+".join(self._classes),
            says=say("findings.hinge_class", things=[self._docket.call(name) for name in self._classes]),
        )


def _calibre(thing: Thing) -> tuple[int | None, int | None]:
    return thing.calibre_min_mm, thing.calibre_max_mm


def _range(thing: Thing) -> tuple[int | None, int | None]:
    return thing.range_min_m, thing.range_max_m


def _cut(low: int, high: int, limits: Iterable[tuple[int | None, int | None]]) -> list[int]:
    """The beginning of each stretch of an interval that no limit cuts."""
    cuts = {edge for least, most in limits for edge in (least or low, (most or high) + 1)}
    return sorted({low, *(edge for edge in cuts if low < edge <= high)})


def _is(kind: str, calibre_mm: int, reach_m: int, thing: Thing) -> bool:
    kind_fits = not thing.is_ or kind in thing.is_
    calibre_fits = (thing.calibre_min_mm or 0) <= calibre_mm <= (thing.calibre_max_mm or _LARGEST_MM)
    return kind_fits and calibre_fits and (thing.range_min_m or 0) <= reach_m <= (thing.range_max_m or _FARTHEST_M)
