"""A prohibition judged on an incident by trying everything: written from the rules, without the evaluator's code.

Every unknown (author, kind and calibre, distance, place, reading, register, judgement, time) takes each of its values;
the verdict is what all combinations give, a hinge is an unknown of which another value gives another verdict while all
others stay. See docs/findings.md for the rules; nothing of `servanda.findings`, `servanda.logic` or `servanda.geo` is
imported.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from itertools import product
from typing import Any

import msgspec

from oracle import ground
from oracle.tree import Ask, Unknowns, World, every, known, matter, opposite, some
from servanda.records.agreement import (
    Agreement,
    Condition,
    Judged,
    OpenRef,
    OpenTerm,
    Proof,
    Reading,
    Row,
    Size,
    Term,
    Thing,
)
from servanda.records.agreement import Sequence as Sequenced
from servanda.records.facts import Facts
from servanda.records.incident import Incident
from servanda.records.observation import Notice, RecordedAct
from servanda.records.place import Disc, InPlace, Region
from servanda.records.time import Interval, length_of

ANY_METHOD = Proof(
    confirmed_by=["own_senses", "camera", "acoustic", "seismic", "satellite_fire", "uav", "inspection", "document"],
    kept_needs_watch=1_000_000,
)
REGISTERS = {
    "authorisation": "authorisations",
    "coordination-attempt": "coordination",
    "leadership-order": "orders",
    "notice": "notices",
}
LARGEST_MM = 10_000
FARTHEST_M = 30_000_000


@dataclass(frozen=True)
class Expected:
    """What a finding must say."""

    verdict: str
    by: tuple[str, ...]
    attribution: str
    hinges: frozenset[str]
    by_reading: dict[tuple[tuple[str, str], ...], str]
    exemption: str
    notices: tuple[str, ...]
    flips: dict[str, tuple[float, float]] = field(default_factory=dict)


@dataclass
class Oracle:
    """One term and one incident."""

    agreement: Agreement
    facts: Facts
    as_of: datetime
    term: Term
    incident: Incident
    forced: dict[str, bool] = field(default_factory=dict)
    unknowns: Unknowns = field(default_factory=Unknowns)

    def __post_init__(self) -> None:
        self.unknowns.add("author", self.authors(), f"attribution:{self.incident.id}")

    # What the finding must be.

    def expected(self) -> Expected | None:
        """The finding, or none if the term does not speak of the incident."""
        if not self.known_of() or not self.speaks():
            return None
        breach, force, permits = self.breach(), self.in_force(), self.permits()
        worlds = list(self.unknowns.worlds())
        outcomes = {tuple(world.values()): self._outcome(world, force, breach) for world in worlds}
        verdicts = {values: outcome[0] for values, outcome in outcomes.items()}
        said = set(verdicts.values())
        verdict = said.pop() if len(said) == 1 else "undetermined"
        authors = tuple(sorted({who for what, who in outcomes.values() if what == "breached"}))
        deciding = matter(self.unknowns, verdicts)
        turning = (
            deciding
            if verdict == "undetermined"
            else matter(self.unknowns, outcomes)
            if verdict == "breached"
            else set()
        )
        sure = [name for name, ask in permits if all(ask(world) for world in worlds)]
        none = verdict in {"kept", "not_in_force"}
        sure_who = len(authors) == 1 and "author" not in deciding
        return Expected(
            verdict=verdict,
            by=() if none else authors,
            attribution="not_applicable" if none else "established" if sure_who else "undetermined",
            hinges=frozenset(self.unknowns.hinge[name] for name in turning),
            by_reading=self._by_reading(deciding, verdicts),
            exemption=sure[0] if sure and verdict == "kept" else "",
            notices=tuple(sorted(one.id for one in self.notices() if self.may(partial(self.speaks_of, one)))),
            flips=self._flips() if verdict == "undetermined" else {},
        )

    def _outcome(self, world: World, force: Ask, breach: Ask) -> tuple[str, str]:
        if not force(world):
            return "not_in_force", ""
        return ("breached", world["author"]) if breach(world) else ("kept", "")

    def _by_reading(self, deciding: set[str], verdicts: dict[tuple[Any, ...], str]) -> dict[Any, str]:
        names = list(self.unknowns.options)
        opens = sorted(name for name in deciding if name.startswith("open:"))
        if not opens:
            return {}
        groups: dict[Any, set[str]] = {}
        for values, verdict in verdicts.items():
            world = dict(zip(names, values, strict=True))
            groups.setdefault(tuple((name.removeprefix("open:"), world[name]) for name in opens), set()).add(verdict)
        return {key: said.pop() if len(said) == 1 else "undetermined" for key, said in groups.items()}

    def _flips(self) -> dict[str, tuple[float, float]]:
        """Open distances at which nothing else could turn the verdict."""
        limits = list(dict.fromkeys(self.open_limits()))
        found: dict[str, tuple[float, float]] = {}
        for name, place in limits:
            spans = [self.span(other) for one, other in limits if one == name] if self.incident.where else []
            alone = bool(spans) and all(abs(one[side] - spans[0][side]) < 1 for one in spans for side in (0, 1))
            if alone and self._forced(name, holds=True) == "breached" and self._forced(name, holds=False) == "kept":
                found[name] = self.span(place)
        return found

    def agreed(self, name: str, value: Any) -> str:
        """The verdict, had the parties settled an open number so."""
        settled = OpenTerm(question={}, readings={"so": Reading(says={}, value=value)}, settled="so")
        agreement = msgspec.structs.replace(self.agreement, open={**self.agreement.open, name: settled})
        other = Oracle(agreement, self.facts, self.as_of, self.term, self.incident).expected()
        return other.verdict if other is not None else "kept"  # it speaks of no such act then, and forbids none

    def _forced(self, name: str, *, holds: bool) -> str:
        other = Oracle(self.agreement, self.facts, self.as_of, self.term, self.incident, {name: holds})
        breach, force = other.breach(), other.in_force()
        said = {other._outcome(world, force, breach)[0] for world in other.unknowns.worlds()}
        return said.pop() if len(said) == 1 else "undetermined"

    def open_limits(self) -> Iterator[tuple[str, str]]:
        where = self.term.where
        if where is not None and isinstance(where.nearer_than, OpenRef):
            yield where.nearer_than.open, where.to
        for row in self.rows():
            if isinstance(row.nearer_than, OpenRef):
                yield row.nearer_than.open, row.to

    # Whether the term speaks of it at all.

    def known_of(self) -> bool:
        """Whether anything of it was recorded by then, or is withheld."""
        later = {one.id for one in self.facts.observations if one.recorded_at > self.as_of}
        return not later or not later.issuperset(self.incident.observations)

    def speaks(self) -> bool:
        """Same act, perhaps of its class, perhaps by somebody it binds or names, perhaps where it applies."""
        forbidden, where = self.term.must_not, self.term.where
        if (
            forbidden is None
            or forbidden.do != self.incident.act
            or not self.may(lambda: self.of_class(forbidden.thing))
        ):
            return False
        if not {*self.term.binds, *self.operators()} & set(self.authors()):
            return False
        if self.term.table and not self.rows():
            return False
        only = self.term.only_if
        if only is not None and not self.may(lambda: self.holds(only)):
            return False
        return where is None or where.to != "" or self.may(self.applies_here)

    def may(self, made: Callable[[], Ask]) -> bool:
        """Whether something may hold, by what it alone depends on."""
        kept, self.unknowns = self.unknowns, Unknowns()
        self.unknowns.add("author", self.authors(), "")
        ask = made()
        found = any(ask(world) for world in self.unknowns.worlds())
        self.unknowns = kept
        return found

    # The parts of the verdict.

    def in_force(self) -> Ask:
        during = self.term.during
        if during is None:
            return known(answer=True)
        parts = [self.struck(during.from_)]
        if during.until:
            parts.append(opposite(self.struck(during.until)))
        return every(parts)

    def breach(self) -> Ask:
        excepted = some([ask for _, ask in self.permits()])
        base = self.base()
        against = [one for one in self.term.unless if not one.permits]
        broken = every([base, opposite(excepted)])
        if against:
            prevails = self.unknowns.flag("prevails", f"open_term:{self.term.id}")
            forbidden = some([self.holds(one.when) for one in against])
            broken = some([broken, every([base, excepted, forbidden, prevails])])
        for name in self.term.hinges_on:
            broken = self.as_encoded(name, broken)
        return broken

    def as_encoded(self, name: str, broken: Ask) -> Ask:
        """Until it is settled whether the term says this at all, it may say the opposite."""
        if self.open(name).settled:
            return broken
        so = self.unknowns.flag(f"whole:{name}", f"open_term:{name}")
        return lambda world: broken(world) == so(world)

    def permits(self) -> list[tuple[str, Ask]]:
        return [(one.id, self.holds(one.when)) for one in self.term.unless if one.permits]

    def base(self) -> Ask:
        bound = self.author_among(self.term.binds)
        parts = [bound, self.proven()]
        if self.term.must_not is not None:
            parts.append(self.of_class(self.term.must_not.thing))
        if self.term.only_if is not None:
            parts.append(self.holds(self.term.only_if))
        if self.term.where is not None:
            parts.append(self.applies_here())
        if self.term.table:
            parts.append(some([self.row(row) for row in self.rows()]))
        return every(parts)

    def applies_here(self) -> Ask:
        where = self.term.where
        assert where is not None
        if where.in_:
            return self.in_place(where.in_)
        if where.outside:
            return opposite(self.in_place(where.outside))
        return self.nearer(where.nearer_than, where.to)

    def rows(self) -> list[Row]:
        return [
            row
            for row in self.term.table
            if row.binds in self.authors() and self.may(partial(self.of_class, row.thing))
        ]

    def row(self, row: Row) -> Ask:
        return every([self.author_among([row.binds]), self.of_class(row.thing), self.nearer(row.nearer_than, row.to)])

    # Who.

    def parties(self) -> list[str]:
        return [name for name, party in self.agreement.parties.items() if party.role == "party"]

    def standard(self) -> Proof:
        return self.agreement.proof[self.term.proof] if self.term.proof else ANY_METHOD

    def authors(self) -> list[str]:
        """Everybody not ruled out by as many independent origins as the standard asks for."""
        basis = [one for one in self.seen() if one.id in self.incident.by_basis]
        everybody = {*self.incident.by, *self.parties(), *self.operators()}
        left = {
            name
            for name in everybody
            if self.origins(one for one in basis if name not in one.by) < self.standard().independent
        }
        return sorted(left | set(self.incident.by))

    def operators(self) -> set[str]:
        return {name for one in self.term.unless for name in _operators(one.when)}

    def author_among(self, names: Sequence[str]) -> Ask:
        return lambda world: world["author"] in names

    # Proof.

    def seen(self) -> list[Any]:
        """Observations of the incident that are at hand."""
        return [
            one
            for one in self.facts.observations
            if one.id in self.incident.observations and one.recorded_at <= self.as_of
        ]

    def origins(self, observations: Any) -> int:
        counted = {
            one.origin
            for one in observations
            if one.verb in {"saw", "heard", "recorded"}
            and one.method != "party_complaint"
            and one.method in self.standard().confirmed_by
            and one.observer not in self.parties()
        }
        return len(counted)

    def proven(self) -> Ask:
        have, need = self.origins(self.seen()), self.standard().independent
        withheld = sorted(set(self.incident.observations) - {one.id for one in self.facts.observations})
        if have >= need:
            return known(answer=True)
        missing = have + len(withheld) >= need
        return self.unknowns.flag(
            "proof",
            f"withheld:{', '.join(withheld)}" if missing else f"proof_standard:{self.term.proof or self.term.id}",
        )

    # What.

    def of_class(self, name: str) -> Ask:
        """Whether it belongs to a class, whatever it may have been; an open class is one class a reading."""
        if not name:
            return known(answer=True)
        classes = self.classes()
        left_open = self._left_open(name)
        self.unknowns.add("class", sorted(self._possible(classes)), f"{self._class_cause(classes)}:{'+'.join(classes)}")

        def belongs(value: Any) -> Ask:
            thing = classes[str(value)]
            return lambda world: _is(thing, *world["class"])

        return self.read(left_open, belongs) if left_open else belongs(name)

    def classes(self) -> dict[str, Thing]:
        """Every class the term speaks of, those of the readings instead of an open one."""
        told = {row.thing for row in self.term.table} | ({self.term.must_not.thing} if self.term.must_not else set())
        names: set[str] = set()
        for name in told - {""}:
            left_open = self._left_open(name)
            read = self.open(left_open)
            values = [read.readings[read.settled]] if read.settled else read.readings.values()
            names |= {str(one.value) for one in values} if left_open else {name}
        return {one: self.agreement.things.get(one, Thing(is_=[one])) for one in sorted(names)}

    def _left_open(self, name: str) -> str:
        return self.agreement.things[name].open if name in self.agreement.things else ""

    def _possible(self, classes: dict[str, Thing]) -> list[tuple[str, str, int, int]]:
        """Kind, system, calibre and range, one of each that belongs to the same classes."""
        known_kinds = {kind for one in classes.values() for kind in (*one.is_, *one.named_are)}
        kinds = sorted(self.incident.things) or [*sorted(known_kinds), "?"]
        systems = sorted(self.incident.named) or [
            *sorted({one for thing in classes.values() for one in thing.named}),
            "?",
        ]
        calibre, reach = self.incident.calibre, self.incident.reach
        sizes = _around(
            (calibre.low_mm, calibre.high_mm) if calibre else (1, LARGEST_MM),
            [edge for one in classes.values() for edge in (one.calibre_min_mm, one.calibre_max_mm)],
        )
        ranges = _around(
            (reach.low_m, reach.high_m) if reach else (1, FARTHEST_M),
            [edge for one in classes.values() for edge in (one.range_min_m, one.range_max_m)],
        )
        found: dict[Any, tuple[str, str, int, int]] = {}
        for one in product(kinds, systems, sizes, ranges):
            naming = [thing for thing in classes.values() if one[1] in thing.named and thing.named_are]
            if self.incident.named or all(one[0] in thing.named_are for thing in naming):
                found[tuple(_is(thing, *one) for thing in classes.values())] = one
        return list(found.values())

    def _class_cause(self, classes: dict[str, Thing]) -> str:
        """Measured if kind, and every quantity by which a class is told, is established at least roughly."""
        told = classes.values()
        bare = self.incident.calibre is None and any(one.calibre_min_mm or one.calibre_max_mm for one in told)
        short = self.incident.reach is None and any(one.range_min_m or one.range_max_m for one in told)
        named_like_it = [
            one for one in told if one.named and (not one.named_are or {*one.named_are} & {*self.incident.things})
        ]
        nameless = not self.incident.named and bool(named_like_it)
        measured = len(set(self.incident.things)) == 1 and not (bare or short or nameless)
        return "measurement" if measured else "missing_evidence"

    # Where.

    def in_place(self, name: str) -> Ask:
        place = self.agreement.places[name]
        if place.shapes:
            return self.measured_in(name)
        if not place.open:
            return self.unknowns.flag("nowhere", f"open_term:{name}")
        return self.read(place.open, lambda value: self.measured_in(str(value)))

    def measured_in(self, name: str) -> Ask:
        answers = [ground.inside(one, name, self.agreement.places) for one in self.incident.where]
        return self.unknowns.answer(f"in:{name}", f"{_cause(answers)}:{name}", self._joined(answers))

    def _joined(self, answers: Sequence[bool | None]) -> bool | None:
        """All regions hold at once; if they contradict each other, one of them does."""
        decided = {one for one in answers if one is not None}
        if len(decided) != 1 or (self.incident.contradictory and None in answers):
            return None
        return decided.pop()

    def nearer(self, limit: Any, to: str) -> Ask:
        """Whether it was nearer than so far, exactly so far not being nearer."""
        if isinstance(limit, OpenRef):
            if limit.open in self.forced:
                return known(answer=self.forced[limit.open])
            return self.read(limit.open, lambda value: self._below(_metres(value), to))
        return self._below(_metres(limit), to)

    def _below(self, limit: int, to: str) -> Ask:
        lengths = self._lengths(to)
        name = self.unknowns.add(f"distance:{to}", lengths, f"{self._length_cause(to)}:{to}")
        return lambda world: bool(world[name] < limit)

    def _length_cause(self, to: str) -> str:
        """A measurement, if it is one for some limit that the regions do not decide."""
        spans = [ground.distances(one, self.agreement.places[to]) for one in self.incident.where]
        for limit in self._limits(to):
            answers = [True if high < limit else False if low >= limit else None for low, high in spans]
            if self._joined(answers) is None and _cause(answers) == "measurement":
                return "measurement"
        return "missing_evidence"

    def _lengths(self, to: str) -> list[float]:
        """Distances it may have had that the limits of the term tell apart."""
        low, high = self.span(to)
        limits = set(self._limits(to))
        if any(abs(edge - limit) < ground.MARGIN_M for edge in (low, high) for limit in limits):
            raise ground.TooClose
        return sorted({low, high, *(one for limit in limits for one in (limit - 1, limit) if low <= one <= high)})

    def _limits(self, to: str) -> Iterator[int]:
        where = self.term.where
        stated = [row.nearer_than for row in self.term.table if row.to == to]
        if where is not None and where.to == to:
            stated.append(where.nearer_than)
        for limit in stated:
            if isinstance(limit, OpenRef):
                yield from (_metres(one) for one in self._numbers(limit))
            elif limit is not None:
                yield _metres(limit)

    def span(self, to: str) -> tuple[float, float]:
        if not self.incident.where:
            return 0.0, 20_000_000.0
        spans = [ground.distances(one, self.agreement.places[to]) for one in self.incident.where]
        low, high = max(one[0] for one in spans), min(one[1] for one in spans)
        if self.incident.contradictory:
            return min(one[0] for one in spans), max(one[1] for one in spans)
        if low > high:
            raise ground.TooClose
        return low, high

    # What the text leaves open.

    def open(self, name: str) -> OpenTerm:
        return self.agreement.open.get(name) or OpenTerm(question={})

    def read(self, name: str, ask: Any) -> Ask:
        """An answer under each reading of an open term; without readings, anything."""
        term = self.open(name)
        if term.settled:
            answer: Ask = ask(term.readings[term.settled].value)
            return answer
        if not term.readings:
            return self.unknowns.flag(f"unsettled:{name}", f"open_term:{name}")
        under = {reading: ask(one.value) for reading, one in sorted(term.readings.items())}
        variable = self.unknowns.add(f"open:{name}", sorted(under), f"open_term:{name}")
        return lambda world: bool(under[world[variable]](world))

    # Exceptions.

    def holds(self, condition: Condition) -> Ask:
        if condition.all is not None:
            return every([self.holds(one) for one in condition.all])
        if condition.any is not None:
            return some([self.holds(one) for one in condition.any])
        if condition.not_ is not None:
            return opposite(self.holds(condition.not_))
        [(name, value)] = [
            (one, getattr(condition, one)) for one in self.atoms() if getattr(condition, one) is not None
        ]
        return self.atoms()[name](value)

    def atoms(self) -> dict[str, Callable[[Any], Ask]]:
        """What a condition may ask, by its field."""
        return {
            "notified": self.notified,
            "authorised_by": self.authorised,
            "before_it": lambda wanted: self.recorded(wanted, before=True),
            "after_it": lambda wanted: self.recorded(wanted, before=False),
            "operated_by": lambda name: self.author_among([name]),
            "judged": self.judged,
            "inside": self.in_place,
            "size": self.reaches,
            "answers": self.answers,
            "open": lambda name: self.read(name, lambda value: known(answer=value == "yes")),
        }

    def judged(self, judged: Any) -> Ask:
        about = {"", self.incident.id, f"incident:{self.incident.id}"}
        said = [one for one in self.facts.judgements if one.question == judged.question and one.body == judged.by]
        said = [one for one in said if one.about in about and one.at <= self.as_of]
        last = max(said, key=lambda one: (one.about != "", one.at, one.id), default=None)
        if last is not None and last.answer in {"yes", "no"}:
            return known(answer=last.answer == "yes")
        return self.unknowns.flag(f"judged:{judged.question}:{judged.by}", f"judgement:{judged.by}")

    def notices(self) -> list[Notice]:
        return [one for one in self.facts.notices if one.given_at <= self.as_of]

    def speaks_of(self, notice: Notice) -> Ask:
        if notice.act != self.incident.act:
            return known(answer=False)
        if not self.may(lambda: every([self.author_among([notice.by]), *self._cheap(notice)])):
            return known(answer=False)  # where it was makes no difference
        parts = [self.author_among([notice.by]), *self._cheap(notice)]
        return every([*parts, self._there(notice.id, notice.where)])

    def _cheap(self, notice: Notice) -> list[Ask]:
        return [self._at_time(notice.id, notice.when), self._of_kind(notice)]

    def reaches(self, size: Size) -> Ask:
        """Whether it was so large, the threshold itself being reached."""
        count = self.incident.sizes.get(size.of)
        low, high = (count.low, count.high) if count is not None else (0, None)
        limits = [limit for one in self._sizes(size.of) for limit in self._numbers(one.at_least)]
        top = high if high is not None else max([low, *limits]) + 1
        cause = "missing_evidence" if count is None else "measurement"
        name = self.unknowns.add(f"size:{size.of}", _around((low, top), limits), f"{cause}:{size.of}")

        def reached(limit: Any) -> Ask:
            return lambda world: bool(world[name] >= limit)

        if isinstance(size.at_least, OpenRef):
            return self.read(size.at_least.open, reached)
        return reached(size.at_least)

    def _sizes(self, of: str) -> list[Size]:
        return [one.size for one in self._conditions() if one.size is not None and one.size.of == of]

    def _conditions(self) -> Iterator[Condition]:
        whole = [one.when for one in self.term.unless] + ([self.term.only_if] if self.term.only_if else [])
        while whole:
            one = whole.pop()
            yield one
            whole += [*(one.all or []), *(one.any or []), *([one.not_] if one.not_ else [])]

    def _numbers(self, number: Any) -> list[Any]:
        """A stated number, or that of every reading."""
        if isinstance(number, OpenRef):
            term = self.open(number.open)
            return [term.readings[one].value for one in ([term.settled] if term.settled else term.readings)]
        return [] if number is None else [number]

    def answers(self, answers: Any) -> Ask:
        """Somebody else's act before it is on record, and a body has judged that this one answers it."""
        wanted = Sequenced(event=answers.event, within=answers.within)
        entries = [
            every([self._in_order(one, before=True), self._within(one, wanted, before=True), self._not_by(one.by)])
            for one in self.acts()
            if one.event == answers.event
        ]
        listed = self.unrecorded(
            REGISTERS.get(answers.event, answers.event), "", str(answers), self._spanned(wanted, before=True)
        )
        judged = self.judged(Judged(question=answers.event, by=answers.judged_by))
        return every([some([*entries, listed]), judged])

    def _not_by(self, name: str) -> Ask:
        return lambda world: world["author"] != name

    def notified(self, notified: Any) -> Ask:
        mine = [one for one in self.notices() if one.to == notified.to]
        entries = [every([self._early(one, notified.at_least), self.speaks_of(one)]) for one in mine]
        return some([*entries, self.unrecorded("notices", notified.to, str(notified), self.incident.when)])

    def _early(self, notice: Notice, lead: Any) -> Ask:
        def early(value: Any) -> Ask:
            assert notice.when.start is not None
            return known(answer=notice.given_at + length_of(str(value)) <= notice.when.start)

        return self.read(lead.open, early) if isinstance(lead, OpenRef) else early(lead)

    def authorised(self, body: str) -> Ask:
        entries = [
            every([self._at_time(one.id, one.when), *self._fits(one, one.to)])
            for one in self.acts()
            if one.event == "authorisation" and one.by == body
        ]
        return some([*entries, self.unrecorded("authorisations", body, "", self.incident.when)])

    def recorded(self, wanted: Any, *, before: bool) -> Ask:
        entries = [
            every(
                [
                    self._in_order(one, before=before),
                    self._came_out(one, wanted.outcome),
                    self._within(one, wanted, before=before),
                    *self._fits(one, one.by),
                ]
            )
            for one in self.acts()
            if one.event == wanted.event and wanted.to in {"", one.to}
        ]
        kind, when = REGISTERS.get(wanted.event, wanted.event), self._spanned(wanted, before=before)
        return some([*entries, self.unrecorded(kind, wanted.to, f"{before} {wanted}", when)])

    def _came_out(self, act: RecordedAct, outcome: str) -> Ask:
        holds = None if outcome and not act.outcome else outcome in {"", act.outcome}
        return self.unknowns.answer(f"outcome:{act.id}", f"missing_evidence:{act.id}", holds)

    def _within(self, act: RecordedAct, wanted: Any, *, before: bool) -> Ask:
        """Whether no longer lay between the two than stated, whatever it was; the limit itself will do."""
        if wanted.within is None:
            return known(answer=True)
        first, second = (act.when, self.incident.when) if before else (self.incident.when, act.when)
        low, high = _seconds(first.end, second.start), _seconds(first.start, second.end)
        spans = [_length(one) for other in self._spans(act.event) for one in self._numbers(other)]
        name = f"gap:{act.id}:{before}"
        self.unknowns.add(name, _around((low, high), spans), f"measurement:{act.id}")

        def near(span: Any) -> Ask:
            return lambda world: bool(world[name] <= _length(span))

        return self.read(wanted.within.open, near) if isinstance(wanted.within, OpenRef) else near(wanted.within)

    def _spans(self, event: str) -> Iterator[Any]:
        for one in self._conditions():
            for asked in (one.before_it, one.after_it, one.answers):
                if asked is not None and asked.event == event:
                    yield asked.within

    def _spanned(self, wanted: Any, *, before: bool) -> Interval:
        """The time of which a register must be complete: that of the incident and of the longest span asked for."""
        when = self.incident.when
        assert when.start is not None
        assert when.end is not None
        longest = timedelta(seconds=max([0, *(_length(one) for one in self._numbers(wanted.within))]))
        if before:
            return Interval(start=when.start - longest, end=when.end)
        return Interval(start=when.start, end=when.end + longest)

    def acts(self) -> list[RecordedAct]:
        return [one for one in self.facts.acts if one.at <= self.as_of]

    def unrecorded(self, kind: str, whose: str, asked: str, when: Interval) -> Ask:
        """There may be such an entry that nobody brought, unless the register is declared complete for that time."""
        complete = any(
            one.of == kind
            and one.to == whose
            and one.at <= self.as_of
            and (one.declared_by == one.to or one.declared_by not in self.parties())
            and _within(when, one.when)
            for one in self.facts.registers
        )
        if kind in {"notices", *REGISTERS.values()} and complete:
            return known(answer=False)
        return self.unknowns.flag(
            f"register:{kind}:{whose}:{asked}", f"missing_evidence:{kind}" + (f":{whose}" if whose else "")
        )

    def _fits(self, act: RecordedAct, party: str) -> list[Ask]:
        parts = [known(answer=act.about in {"", self.incident.act})]
        if party:
            parts.append(self.author_among([party]))
        if act.where is not None:
            parts.append(self._there(act.id, act.where))
        return parts

    def _there(self, entry: str, where: Region) -> Ask:
        if isinstance(where, InPlace):
            answers = [ground.inside(one, where.place, self.agreement.places) for one in self.incident.where]
        else:
            assert isinstance(where, Disc)
            answers = [ground.within_disc(one, where) for one in self.incident.where]
        return self.unknowns.answer(f"where:{entry}", f"measurement:{entry}", self._joined(answers))

    def _at_time(self, entry: str, when: Interval) -> Ask:
        return self.unknowns.answer(f"when:{entry}", f"measurement:{entry}", _within(self.incident.when, when))

    def _of_kind(self, notice: Notice) -> Ask:
        possible, announced = set(self.incident.things), set(notice.things)
        if not announced or (possible and possible <= announced):
            return known(answer=True)
        holds = None if not possible or possible & announced else False
        return self.unknowns.answer(f"what:{notice.id}", f"missing_evidence:{notice.id}", holds)

    def _in_order(self, act: RecordedAct, *, before: bool) -> Ask:
        first, second = (act.when, self.incident.when) if before else (self.incident.when, act.when)
        assert first.start is not None
        assert first.end is not None
        assert second.start is not None
        assert second.end is not None
        at_once = second.start == second.end == first.start  # what only begins at that moment may have been at it
        holds = True if first.end <= second.start else False if second.end <= first.start and not at_once else None
        return self.unknowns.answer(f"order:{act.id}:{before}", f"measurement:{act.id}", holds)

    # When.

    def struck(self, clock: str) -> Ask:
        """Whether a clock had struck by the time of the incident."""
        return self._struck(clock, timedelta(0), f"measurement:{clock}")

    def _struck(self, name: str, added: timedelta, hinge: str) -> Ask:
        clock = self.agreement.clocks[name]
        if clock.at is not None:
            return self._by(clock.at + added, clock.at + added, hinge)
        if clock.after and isinstance(clock.plus, OpenRef):
            return self._after_open(clock.after, clock.plus.open, added, hinge)
        if clock.after:
            return self._struck(clock.after, added + length_of(clock.plus or "PT0S"), hinge)
        return self._event(clock.event, added, hinge)

    def _after_open(self, anchor: str, name: str, added: timedelta, hinge: str) -> Ask:
        """So long after a moment as a reading says; without readings any time after it, which it never precedes."""
        if self.open(name).readings:
            return self.read(name, lambda value: self._struck(anchor, added + length_of(str(value)), hinge))
        earlier = set(self.unknowns.options)
        begun = self._struck(anchor, added, hinge)
        if hinge in {self.unknowns.hinge[one] for one in self.unknowns.options.keys() - earlier}:
            raise ground.TooClose  # a delay of unknown length after a moment known to the day
        return every([begun, self.unknowns.flag(f"unsettled:{name}", f"open_term:{name}")])

    def _event(self, name: str, added: timedelta, hinge: str) -> Ask:
        states = [state for event in self.facts.events if event.id == name for state in event.states]
        last = max((one for one in states if one.known_on <= self.as_of), key=lambda one: one.known_on, default=None)
        if last is None or last.value == "unknown":
            return self.unknowns.flag(f"event:{name}:{added}", f"pending_clock:{name}")
        if last.value == "false":
            return known(answer=False)
        day = datetime.fromisoformat(last.occurred_on + "T00:00:00+00:00")
        return self._by(day + added, day + timedelta(days=1) + added, hinge)

    def _by(self, earliest: datetime, latest: datetime, hinge: str) -> Ask:
        """Whether a moment between two others had come at all of the time of the incident."""
        start, end = self.incident.when.start, self.incident.when.end
        assert start is not None
        assert end is not None
        if latest <= start:
            return known(answer=True)
        if end < earliest or (end <= earliest and start != end):
            return known(answer=False)
        return self.unknowns.flag(f"time:{hinge}", hinge)


def _operators(condition: Condition) -> Iterator[str]:
    if condition.operated_by is not None:
        yield condition.operated_by
    for one in (*(condition.all or []), *(condition.any or []), *([condition.not_] if condition.not_ else [])):
        yield from _operators(one)


def _is(thing: Thing, kind: str, system: str, size: int, reach: int) -> bool:
    if system in thing.named:
        return True
    kind_fits = kind in thing.is_ if thing.is_ else not thing.named
    size_fits = (thing.calibre_min_mm or 0) <= size <= (thing.calibre_max_mm or LARGEST_MM)
    return kind_fits and size_fits and (thing.range_min_m or 0) <= reach <= (thing.range_max_m or FARTHEST_M)


def _around(span: tuple[int, int], edges: Iterable[int | None]) -> list[int]:
    """Both ends of an interval of whole numbers, and those at every edge within it."""
    low, high = span
    near = {one for edge in edges if edge is not None for one in (edge - 1, edge, edge + 1)}
    return sorted({low, high, *(one for one in near if low <= one <= high)})


def _cause(answers: Sequence[bool | None]) -> str:
    """What an undecided place is: a measurement, unless there is no region, or some alone would decide it."""
    return "measurement" if answers and set(answers) == {None} else "missing_evidence"


def _seconds(first: datetime | None, second: datetime | None) -> int:
    assert first is not None
    assert second is not None
    return round((second - first).total_seconds())


def _length(duration: Any) -> int:
    return round(length_of(str(duration)).total_seconds())


def _metres(text: Any) -> int:
    number, unit = str(text).split()
    return int(number) * {"m": 1, "km": 1000}[unit]


def _within(inner: Interval, outer: Interval) -> bool | None:
    assert inner.start is not None
    assert inner.end is not None
    assert outer.start is not None
    assert outer.end is not None
    if inner.start == inner.end:
        return outer.start <= inner.start < outer.end or outer == inner
    if outer.start <= inner.start and inner.end <= outer.end:
        return True
    meets = inner.start < outer.end and outer.start < inner.end
    return None if meets or inner.start == outer.start else False
