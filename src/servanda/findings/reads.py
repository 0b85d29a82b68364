"""What the findings of a term can read: the slice of the instrument, and of the facts, that may bear on them.

Larger than what they do read, never smaller: names are followed wherever they stand in the text of the term, and
records are taken by what they could be asked for. `tests/properties/test_findings_memory.py` holds that nothing that
was left out ever mattered.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property

import msgspec

from servanda.findings.docket import Docket
from servanda.findings.identity import finding_id, version_of
from servanda.findings.memory import Memory, digest_of, sorted_digest
from servanda.findings.versions import boundaries
from servanda.logic import moment_of
from servanda.records.agreement import Term
from servanda.records.finding import Finding
from servanda.records.incident import Incident
from servanda.records.observation import Notice, RecordedAct, Register
from servanda.records.place import InPlace
from servanda.records.record import Record
from servanda.records.tally import Tally
from servanda.records.time import Interval

_GROUPS = ("places", "things", "open", "clocks", "proof")


def reads_of(term: Term, docket: Docket) -> "Reads | None":
    """What the findings of a term can read; none if nothing is remembered."""
    return None if docket.memory is None else Reads(term, docket, docket.memory)


class Reads:
    """What the findings of one term may read of one docket."""

    def __init__(self, term: Term, docket: Docket, memory: Memory) -> None:
        self.term = term
        self.docket = docket
        self._memory = memory
        self._about: Mapping[str, Sequence[Record]] = _by_about(docket)

    def recall(self, key: bytes, make: Callable[[], Finding | None], *, party: str = "") -> Finding | None:
        """The finding under a key, under the name it has in this version of the instrument."""
        found = self._memory.finding(key, make)
        if found is None:
            return None
        name = finding_id(self.term, found.subject, self.docket, party=party)
        return msgspec.structs.replace(found, id=name, agreement=version_of(self.docket))

    @property
    def act(self) -> str:
        """The act that the term speaks of."""
        term = self.term
        return next((part.do for part in (term.must_not, term.must, term.at_most) if part is not None), "")

    @cached_property
    def names(self) -> frozenset[str]:
        """Every name that the term mentions, directly or through what it names."""
        agreement = self.docket.agreement
        groups = [getattr(agreement, group) for group in _GROUPS]
        found, seen = set(_texts(self.term)), set[str]()
        while new := found - seen:
            seen |= new
            found |= {text for group in groups for name in new & set(group) for text in _texts(group[name])}
        return frozenset(found)

    @cached_property
    def text(self) -> bytes:
        """The term, with every definition it may read; not the version, nor the other terms."""
        agreement = self.docket.agreement
        own = {
            group: {
                name: each
                for name, each in sorted(getattr(agreement, group).items())
                if name in self.names or group == "proof" or _is_sector(each)
            }
            for group in _GROUPS
        }
        days = (agreement.time_zone, agreement.day_count, agreement.rest_days, agreement.holidays)
        rules = (agreement.id, agreement.parties, *days, agreement.on_rest_day, agreement.effect)
        return digest_of(self.term, msgspec.json.encode([own, rules], order="deterministic"))

    @cached_property
    def common(self) -> bytes:
        """What every finding of the term may read: the text, its moments, and the records that it may ask for."""
        docket = self.docket
        moments = [
            repr(moment_of(name, docket.calendar)) for name in sorted(docket.agreement.clocks) if self._reads(name)
        ]
        asked = list(self._records())
        return digest_of(self.text, repr(moments), sorted_digest(asked), self._places(asked), self._version())

    def _version(self) -> bytes:
        """Everything that says which version was in force when; nothing where nothing says so."""
        docket = self.docket
        known = [each for each in docket.facts.adoptions if each.at <= docket.as_of]
        texts = [each for each in (docket.agreement, *docket.others) if each.effect is not None or each.relations]
        if not known and not any(each.effect is not None for each in texts):
            return b""
        own = [digest_of(version_of(docket), repr(boundaries(docket)), repr(docket.calendar.events))]
        return digest_of(*own, sorted_digest(known), sorted_digest(texts))

    def _reads(self, clock: str) -> bool:
        return clock in self.names

    def _records(self) -> Iterator[Record]:
        facts, now = self.docket.facts, self.docket.as_of
        yield from (each for each in facts.notices if each.given_at <= now and self._asks_notice(each))
        yield from (each for each in facts.acts if each.at <= now and self._asks_act(each))
        yield from (each for each in facts.registers if each.at <= now and self._asks_register(each))
        yield from (
            each for each in facts.judgements if each.at <= now and self._asks(each.question) and not each.about
        )

    def _asks(self, question: str) -> bool:
        return question in self.names or question == self.term.id

    def _asks_notice(self, notice: Notice) -> bool:
        return notice.act == self.act

    def _asks_act(self, act: RecordedAct) -> bool:
        return act.event in self.names or (act.event == "authorisation" and act.by in self.names)

    def _asks_register(self, register: Register) -> bool:
        return register.to in self.names or not register.to

    def incident(self, incident: Incident) -> bytes:
        """What the finding on one incident may read."""
        names = sorted({*incident.observations, *incident.by_basis})
        seen = [self.docket.seen.get(name) for name in names]
        about = [each for name in (incident.id, *names) for each in self._about.get(name, ())]
        places = self._places([incident, *(each for each in seen if each is not None)])
        return digest_of(b"incident", self.common, incident, *seen, sorted_digest(about), places)

    def count(self, tally: Tally) -> bytes:
        """What the finding on one number may read."""
        return digest_of(b"count", self.common, tally, self._places([tally]))

    def silence(self, place: str, span: Interval, disturbing: Sequence[tuple[Finding, Incident]] | None) -> bytes:
        """What the finding on one silence may read.

        Args:
            place: Where it was silent.
            span: When.
            disturbing: What may have broken it; none if something certainly did.
        """
        claims = [
            part for finding, incident in disturbing or () for part in (finding, incident, self.incident(incident))
        ]
        mark = b"broken" if disturbing is None else b"silence"
        return digest_of(mark, self.common, self._elapsed(span), place, span, self._watched, *claims)

    def duty(self, party: str, incidents: Sequence[Incident]) -> bytes:
        """What the finding on a duty of one party may read; another moment of judging is another."""
        judged = [each for each in self.docket.facts.judgements if self._asks(each.question)]
        doing = [self.incident(incident) for incident in incidents]
        moment = self.docket.as_of.isoformat()
        return digest_of(b"duty", self.common, party, moment, self._watched, sorted_digest(judged), *doing)

    def cap(self, line: str, span: Interval, incidents: Sequence[Incident]) -> bytes:
        """What the finding on one cap may read: everything of its act within the time.

        Args:
            line: Party and line of the table.
            span: The time judged.
            incidents: What may have been there then.
        """
        there = [self.incident(incident) for incident in incidents]
        return digest_of(b"cap", self.common, line, self.docket.as_of.isoformat(), span, self._watched, *there)

    @cached_property
    def _watched(self) -> bytes:
        """Watches that looked for the act, and numbers that somebody counted of it."""
        facts, now = self.docket.facts, self.docket.as_of
        watches = [each for each in facts.watches if self.act in each.acts]
        counted = [each for each in facts.tallies if each.act == self.act and each.recorded_at <= now]
        return digest_of(sorted_digest(watches), sorted_digest(counted), self._places([*watches, *counted]))

    def _places(self, records: Sequence[Record]) -> bytes:
        """Definitions of the places that records name instead of saying where something was."""
        named = {name for each in records for name in _named_places(each)}
        return digest_of(*(self.docket.places.get(name) for name in sorted(named)))

    def _elapsed(self, span: Interval) -> str:
        """The moment of judging, as far as it cuts a time short."""
        now = self.docket.as_of
        return "" if span.end is not None and span.end <= now else now.isoformat()


def _by_about(docket: Docket) -> Mapping[str, Sequence[Record]]:
    """Judgements by what they are about, with and without the word for its kind."""
    found: dict[str, list[Record]] = {}
    for each in docket.facts.judgements:
        if each.about and each.at <= docket.as_of:
            found.setdefault(each.about.partition(":")[2] or each.about, []).append(each)
    return found


def _named_places(record: Record) -> Iterator[str]:
    where = getattr(record, "where", None)
    regions = where if isinstance(where, list) else [where]
    yield from (region.place for region in regions if isinstance(region, InPlace))


def _is_sector(definition: object) -> bool:
    return getattr(definition, "is_", None) == "sector"


def _texts(value: object) -> Iterator[str]:
    """Every text within a record, keys included."""
    if isinstance(value, msgspec.Struct):
        yield from _texts(msgspec.to_builtins(value))
    elif isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from _texts(key)
            yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)
