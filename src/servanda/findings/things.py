"""Which class of things it was: kind, name, and intervals of calibre and range, against the classes of a term."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product

from servanda.findings.docket import Docket
from servanda.findings.ground import open_hinges
from servanda.findings.numbers import under_values, values_of
from servanda.findings.question import Question
from servanda.logic import OneOf, Variable
from servanda.records.agreement import Term, Thing
from servanda.records.finding import Claim, Hinge
from servanda.records.incident import Incident
from servanda.wording import say

_ANY_KIND = "?"
_ANOTHER = "?"
"""A system that no class names."""
_LARGEST_MM = 10_000
"""No gun is larger; stands for a calibre nobody has established."""
_FARTHEST_M = 30_000_000
"""Nothing flies farther; stands for a range nobody has established."""
_NONE = (None, None)


class Classes:
    """The classes of one term as alternatives for one incident.

    The alternatives are the sets of classes it may belong to, not all the kinds it may be: two kinds that the term
    treats alike are one alternative. A class that the text leaves open is asked under each of its readings.
    """

    def __init__(self, term: Term, incident: Incident, docket: Docket) -> None:
        self._docket = docket
        self._incident = incident
        names = {row.thing for row in term.table} | {act.thing for act in (term.must_not, term.at_most) if act}
        defined = {each for name in names - {""} for each in (self._readings(name) or {}).values()}
        self._classes = {name: docket.agreement.things.get(name, Thing(is_=[name])) for name in sorted(defined)}
        self.variable = Variable("class", tuple(sorted(set(self._alternatives()))))

    def may_be(self, name: str) -> bool:
        """Whether it may belong to a class; an empty name is any class."""
        defined = self._readings(name) if name else None
        return defined is None or any(self._fitting(each) for each in defined.values())

    def belongs(self, name: str) -> Question:
        """Whether it belongs to a class."""
        left_open = self._open(name)
        return Question(
            say("findings.asks_class", thing=self._docket.call(name)),
            answer=under_values(
                left_open, self._readings(name), self._docket, lambda each: OneOf(self.variable, self._fitting(each))
            ),
            rests_on=tuple(sorted(self._incident.observations)),
            hinges=(("class", self._hinge()), *(open_hinges(left_open, self._docket) if left_open else ())),
            claim=Claim(kind="class", on=[name], about=self._incident.id),
        )

    def _open(self, name: str) -> str:
        thing = self._docket.agreement.things.get(name)
        return thing.open if thing is not None else ""

    def _readings(self, name: str) -> dict[str, str] | None:
        """The defined class behind each reading of one that is left open; `{"": name}` if it is defined itself."""
        left_open = self._open(name)
        return values_of(left_open, self._docket, self._defined) if left_open else {"": name}

    def _defined(self, value: object) -> str | None:
        """A class that says itself what belongs to it."""
        known = isinstance(value, str) and value in self._docket.agreement.things
        return value if known and isinstance(value, str) and not self._open(value) else None

    def _fitting(self, name: str) -> frozenset[str]:
        return frozenset(option for option in self.variable.options if name in option.split("+"))

    def _alternatives(self) -> Iterator[str]:
        for kind, system in product(self._kinds(), self._systems()):
            if not self._may_be_called(system, kind):
                continue
            for calibre, reach in product(self._calibres(), self._reaches()):
                fits = [
                    name for name, thing in self._classes.items() if _is(_Kind(kind, system, calibre, reach), thing)
                ]
                yield "+".join(fits) or "none"

    def _kinds(self) -> list[str]:
        known = {kind for thing in self._classes.values() for kind in (*thing.is_, *thing.named_are)}
        return sorted(self._incident.things) or [*sorted(known), _ANY_KIND]

    def _systems(self) -> list[str]:
        """The systems it may have been: those named, or any that a class names, or another."""
        known = {system for thing in self._classes.values() for system in thing.named}
        return sorted(self._incident.named) or [*sorted(known), _ANOTHER]

    def _may_be_called(self, system: str, kind: str) -> bool:
        """Whether something nobody named may be a system, as far as the classes say what kinds their systems are."""
        naming = [thing for thing in self._classes.values() if system in thing.named]
        return bool(self._incident.named) or all(not each.named_are or kind in each.named_are for each in naming)

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
        kinds = set(incident.things)
        called = bool(incident.named) or not any(
            each.named and (not each.named_are or kinds & set(each.named_are)) for each in classes
        )
        measured = calibre and reach and called and len(kinds) == 1
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


@dataclass(frozen=True)
class _Kind:
    """One thing it may have been: kind, system, calibre in millimetres, range in metres."""

    kind: str
    system: str
    calibre: int
    reach: int


def _is(it: _Kind, thing: Thing) -> bool:
    """Whether it belongs to a class: by name whatever else it is, or by kind, calibre and range."""
    if it.system in thing.named:
        return True
    kind_fits = it.kind in thing.is_ if thing.is_ else not thing.named
    calibre_fits = (thing.calibre_min_mm or 0) <= it.calibre <= (thing.calibre_max_mm or _LARGEST_MM)
    return kind_fits and calibre_fits and (thing.range_min_m or 0) <= it.reach <= (thing.range_max_m or _FARTHEST_M)
