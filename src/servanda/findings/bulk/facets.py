"""What one term tells apart in what a row says: class of thing, who and how proven, and when.

The functions that judge a single incident are asked once for each thing, observer and time that occurs; rows for which
they give the same answers are one to the term.
"""

from collections.abc import Mapping
from dataclasses import replace

import msgspec

from servanda.findings.author import author_of, operators_of
from servanda.findings.bulk.profile import Key, Part, Profiles
from servanda.findings.docket import Docket
from servanda.findings.evidence import happened
from servanda.findings.question import Question
from servanda.findings.things import Classes
from servanda.findings.versions import in_force
from servanda.incidents.build import incident_of
from servanda.records.agreement import Term
from servanda.records.incident import Incident
from servanda.records.observation import Observation
from servanda.schemas.rows import ByName

NOT_SPOKEN_OF = -1
_NAME = "o"


class Held(ByName[Observation]):
    """One observation by its name, without a table."""

    def __init__(self, one: Observation) -> None:
        self._one = one

    def __getitem__(self, name: str) -> Observation:
        if name != self._one.id:
            raise KeyError(name)
        return self._one

    def __contains__(self, name: object) -> bool:
        return name == self._one.id


def alone(observation: Observation, docket: Docket) -> tuple[Incident, Docket]:
    """An observation as an incident of its own, and the docket that knows no other."""
    incident = incident_of([observation], [], parties=docket.parties, places=docket.places)
    return incident, replace(docket, seen=Held(observation), measured={}, spans={})


class Facets:
    """The answers of one term, numbered as they first occur; kept from batch to batch."""

    def __init__(self, term: Term, docket: Docket) -> None:
        self.term = term
        self._docket = docket
        self._among = {*term.binds, *operators_of(term)}
        facts = docket.facts
        self._asks_records = bool(facts.notices or facts.acts or facts.registers)
        self._known: dict[tuple[str, Key], int] = {}
        self._numbers: dict[tuple[str, object], int] = {}

    def codes(self, profiles: Profiles) -> Mapping[str, list[int]]:
        """The number of each thing, observer and time of a batch."""
        return {
            name: [self._code(name, profiles, part, code) for code in range(len(part.coded))]
            for name, part in (("thing", profiles.thing), ("seen", profiles.seen), ("time", profiles.time))
        }

    def _code(self, name: str, profiles: Profiles, part: Part, code: int) -> int:
        key = (name, part.keys[code])
        if key not in self._known:
            sample = profiles.sample(part, code)
            said = getattr(self, f"_{name}")(msgspec.structs.replace(sample, id=_NAME), part.keys[code])
            numbered = self._numbers.setdefault((name, said), len(self._numbers)) if said is not None else NOT_SPOKEN_OF
            self._known[key] = numbered
        return self._known[key]

    def _thing(self, sample: Observation, _: Key) -> object:
        incident, docket = alone(sample, self._docket)
        classes = Classes(self.term, incident, docket)
        wanted = self.term.must_not.thing if self.term.must_not is not None else ""
        if not classes.may_be(wanted):
            return None
        named = sorted({row.thing for row in self.term.table} | {wanted} - {""})
        return (classes.variable.options, tuple(_answered(classes.belongs(name)) for name in named))

    def _seen(self, sample: Observation, _: Key) -> object:
        incident, docket = alone(sample, self._docket)
        author = author_of(incident, docket, self.term)
        if not self._among & set(author.options):
            return None
        return (author.options, _answered(happened(incident, self.term, docket)))

    def _time(self, sample: Observation, key: Key) -> object:
        force = _answered(in_force(self.term, sample.when, self._docket))
        return (force, key if self._asks_records else ())


def _answered(question: Question) -> str:
    """All that a finding takes from a question: not its words, and not what a checker is told of it."""
    return repr((question.expression(), list(question.all_hinges()), list(question.all_gauges())))
