"""Records that name something that is not there → rejections, at any size of the ledger.

A promise that waits for an event nobody recorded, a watch in a place nobody drew, a judgement of a question nobody
asked: none of them is relied upon, each is shown with what it names. It is judged on what was known at that size; what
is recorded later can mend it, so the ledger keeps it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.compute as pc

from servanda.commitments import Register, View, lint_register
from servanda.errors import InputError
from servanda.records.agreement import Agreement, Place
from servanda.records.commitment import Commitment, Event
from servanda.records.decision import Judgement
from servanda.records.finding import Finding
from servanda.records.observation import Observation
from servanda.records.place import InPlace
from servanda.records.rejection import Rejection, rejected
from servanda.runs.known import Known
from servanda.schemas.distinct import distinct
from servanda.schemas.rows import Rows
from servanda.statements import review

GROUND = ("watch", "notice", "act", "tally")
"""Entry types with a region, besides observations."""
APPROVES = frozenset({"accept", "verify", "approve"})
"""Decisions by which a proposal is taken."""
Faults = Iterator[tuple[str, str, str]]
"""Name of a record, what it names in vain, the kind of that."""


def set_aside(
    known: Known, agreements: Sequence[Agreement], *, judged: Sequence[str], moment: datetime
) -> list[Rejection]:
    """Take records that name something unknown out of what is known.

    Args:
        known: What was known; changed.
        agreements: The instruments adopted by then.
        judged: Names of those whose terms are judged; regions are measured against their places.
        moment: From when promises are looked at.

    Returns:
        A rejection for each record taken out.
    """
    used = [one for one in agreements if one.id in judged] or agreements
    places = {name: place for one in used for name, place in one.places.items()}
    out: list[Rejection] = []
    for kind in GROUND:
        out += _remove(known.by_type[kind], kind, _unplaced(known.by_type[kind], places))
    misplaced, strange = _misplaced(known.observations, places), _strangers(known.observations, agreements)
    gone = pa.array([name for name, _, _ in misplaced], pa.string())
    known.observations = known.observations.where(pc.invert(pc.is_in(known.observations.column("id"), gone)))
    known.observations = _of_nobody(known.observations, {name for name, _, _ in strange})
    out += [unresolved("observation", *fault) for fault in misplaced]
    out += [unnamed_author("observation", name, unknown) for name, unknown, _ in strange]
    out += _remove(known.by_type["judgement"], "judgement", unasked(known.of("judgement"), agreements))
    out += _remove(known.by_type["position"], "position", _unencoded(known, agreements))
    out += [unresolved("adoption", *fault) for fault in _unwritten(known)]
    out += _remove(known.by_type["event"], "event", _unsupported(known, known.of("event")))
    out += _remove(known.by_type["commitment"], "commitment", _unsupported(known, known.of("commitment")))
    out += _remove(known.by_type["commitment"], "commitment", _misnamed(known, agreements))
    while bad := _dangling(known, moment):
        out += bad
        for rejection in bad:
            del known.by_type["commitment"][rejection.place]
    return out


def _remove(records: dict[str, Any], kind: str, faults: Iterable[tuple[str, str, str]]) -> list[Rejection]:
    out: list[Rejection] = []
    for name, unknown, of in list(faults):
        if records.pop(name, None) is not None:
            out.append(unresolved(kind, name, unknown, of))
    return out


def unresolved(kind: str, name: str, unknown: str, of: str) -> Rejection:
    """The rejection of a record for what it names in vain."""
    says = f"The {kind} '{name}' names the {of} '{unknown}', which is not on the record."
    hint = f"Record the {of}, or mend its name."
    return rejected(InputError("reference-unknown", says, place=name, hint=hint), kind=kind)


def unnamed_author(kind: str, name: str, unknown: str) -> Rejection:
    """The rejection of an author whom nobody knows; what was seen stays, for a shot is a shot whoever fired it."""
    says = f"The {kind} '{name}' names the party '{unknown}', which is not on the record."
    hint = "Record the party, or mend its name; until then what was seen stands, and who did it is open."
    return rejected(InputError("reference-unknown", says, place=name, hint=hint), kind=kind)


def _of_nobody(observations: Rows[Observation], names: AbstractSet[str]) -> Rows[Observation]:
    """The same observations, some of them with nobody named as the author."""
    if not names:
        return observations
    table, place = observations.table, observations.table.schema.get_field_index("by")
    rows = zip(table.column("id").to_pylist(), table.column("by").to_pylist(), strict=True)
    authors = pa.array([[] if name in names else by for name, by in rows], type=table.schema.field(place).type)
    return Rows(table.set_column(place, table.schema.field(place), authors), Observation)


def _unplaced(records: Mapping[str, Any], places: Mapping[str, Place]) -> Faults:
    for name, record in records.items():
        if isinstance(record.where, InPlace):
            place = places.get(record.where.place)
            if place is None or not _is_somewhere(place):
                yield name, record.where.place, "place"


def _is_somewhere(place: Place) -> bool:
    """Whether a place says where it is: drawn, or as a band of one that is."""
    return bool(place.shapes) or place.band is not None


def _misplaced(observations: Rows[Observation], places: Mapping[str, Place]) -> list[tuple[str, str, str]]:
    """Observations in a place that nobody drew, each with that place."""
    drawn = pa.array([name for name, place in places.items() if _is_somewhere(place)], pa.string())
    where = observations.column("where")
    named = pc.equal(pc.struct_field(where, "kind"), "in")
    bad = observations.where(pc.and_(named, pc.invert(pc.is_in(pc.struct_field(where, "place"), drawn))))
    names, named_places = bad.column("id").to_pylist(), pc.struct_field(bad.column("where"), "place").to_pylist()
    return [(name, place, "place") for name, place in zip(names, named_places, strict=True)]


def _strangers(observations: Rows[Observation], agreements: Sequence[Agreement]) -> list[tuple[str, str, str]]:
    """Observations that name a party no instrument names, each with the first such name."""
    parties = {name for one in agreements for name in one.parties}
    rows, _ = distinct([observations.column("by")])
    kinds = {tuple(one) for one in observations.column("by").take(pa.array(rows)).to_pylist() if one is not None}
    strange = {one: next(name for name in one if name not in parties) for one in kinds if not parties.issuperset(one)}
    if not strange:
        return []
    named = ((one.id, tuple(one.by)) for one in observations)
    return [(name, strange[by], "party") for name, by in named if by in strange]


def unasked(judgements: Iterable[Judgement], agreements: Sequence[Agreement]) -> Faults:
    """Judgements of a question that no instrument asks, or of a body that none knows, each with that.

    Of a duty is asked whether all of it was done: that question is the duty itself.
    """
    questions = {name for one in agreements for name in one.open}
    questions |= {question for one in agreements for question in _questions(msgspec.to_builtins(one))}
    questions |= {term.id for one in agreements for term in one.terms if term.must is not None}
    bodies = {name for one in agreements for name in one.parties}
    for judgement in judgements:
        if judgement.question not in questions:
            yield judgement.id, judgement.question, "question"
        elif judgement.body not in bodies:
            yield judgement.id, judgement.body, "body"


def _unencoded(known: Known, agreements: Sequence[Agreement]) -> Faults:
    """Positions on texts that are not on the record, on terms they do not have, or of somebody they do not name."""
    texts = {f"{one.id}@{one.version}": one for one in agreements}
    for position in known.of("position"):
        text = texts.get(position.agreement)
        if position.agreement not in known.agreements:
            yield position.id, position.agreement, "version of an instrument"
        elif text is not None and position.by not in text.parties:
            yield position.id, position.by, "party"
        elif text is not None and position.term and position.term not in {term.id for term in text.terms}:
            yield position.id, position.term, "term"


def _unwritten(known: Known) -> Faults:
    """Adoptions of versions whose text is not on the record: said, and kept, for they took the place of others."""
    for adoption in known.of("adoption"):
        if adoption.agreement not in known.agreements:
            yield adoption.id, adoption.agreement, "version of an instrument"


def _questions(data: Any) -> Iterator[str]:  # noqa: ANN401 - plain data of an instrument
    if isinstance(data, dict):
        judged = data.get("judged")
        if isinstance(judged, dict):
            yield judged["question"]
        for part in data.values():
            yield from _questions(part)
    elif isinstance(data, list):
        for part in data:
            yield from _questions(part)


def _unsupported(known: Known, records: Iterable[Commitment | Event]) -> Faults:
    refused = {one.id for one in review(known.of("statement"), known.decisions_about("statement")).rejected}
    names = known.by_type["source"].keys() | (known.by_type["statement"].keys() - refused)
    for record in records:
        steps = record.status if isinstance(record, Commitment) else record.states
        own = record.support if isinstance(record, Commitment) else []
        for name in (*own, *(name for step in steps for name in step.support)):
            if name not in names:
                yield record.id, name, "accepted statement" if name in refused else "source"


def _misnamed(known: Known, agreements: Sequence[Agreement]) -> Faults:
    plan = known.plan()
    instruments = {one.id for one in agreements}
    for one in known.of("commitment"):
        if one.instrument and one.instrument not in instruments:
            yield one.id, one.instrument, "instrument"
        if plan is None:
            continue
        if one.function not in plan.functions:
            yield one.id, one.function, "function"
        for sector in one.sectors if isinstance(one.sectors, list) else []:
            if sector not in plan.sectors:
                yield one.id, sector, "sector"
        for phase in one.phases:
            if phase not in plan.phases:
                yield one.id, phase, "phase"


def _dangling(known: Known, moment: datetime) -> list[Rejection]:
    """Promises whose conditions name events or promises that are not there; without them others may dangle."""
    register = Register(tuple(known.of("commitment")), tuple(known.of("event")))
    found: dict[str, Rejection] = {}
    for lint in lint_register(register, View(as_of=moment)):
        if lint.severity == "error":
            error = InputError(lint.code, lint.says["en"], place=lint.place, hint=lint.hint["en"])
            found.setdefault(lint.place, rejected(error, kind="commitment"))
    return list(found.values())


def is_issuer(name: str, issuers: Iterable[str]) -> bool:
    """Whether somebody issued a finding, however the name is written."""
    return name.strip().casefold() in {one.strip().casefold() for one in issuers}


def own_proposal(by: str, finding: str) -> InputError:
    """The refusal of an approval by who made the proposal."""
    says = f"'{by}' issued the finding '{finding}', and the author of a proposal never approves it."
    return InputError("decision-by-the-proposer", says, place=finding, hint="Let somebody else decide.")


def without_effect(
    known: Known, *, ground: Iterable[Rows[Any]], findings: Sequence[Finding], responses: Iterable[str]
) -> list[Rejection]:
    """Replies and decisions that name nothing they could apply to.

    Args:
        known: What was known.
        ground: Observations and incidents.
        findings: Findings; only where something names one are their names made.
        responses: Names of responses.
    """
    about = [one.about for kind in ("reply", "decision") for one in known.of(kind)]
    if not about:
        return []
    of_ground = {name for rows in ground for name in rows.column("id").to_pylist()}
    names: dict[str, Any] = {
        "statement": known.by_type["statement"].keys(),
        "incident": of_ground,
        "observation": of_ground,
        "finding": {one.id for one in findings} | known.issuers.keys(),
        "response": set(responses),
    }
    replied = of_ground | names["finding"]
    out = [
        unresolved("reply", one.id, one.about, "observation, incident or finding")
        for one in known.of("reply")
        if one.about not in replied
    ]
    for one in known.of("decision"):
        kind, _, name = one.about.partition(":")
        if kind == "entity":  # judgements about names: `statements.merged` rejects them
            continue
        checked_elsewhere = kind == "statement" or one.does in {"split", "merge"}
        if kind not in names or (not checked_elsewhere and name not in names[kind]):
            out.append(unresolved("decision", one.id, one.about, "record"))
        elif one.does == "undo" and kind != "statement":
            out.append(unresolved("decision", one.id, one.about, "statement or entity"))
        elif kind == "finding" and one.does in APPROVES and is_issuer(one.by, known.issuers.get(name, ())):
            out.append(rejected(own_proposal(one.by, name), kind="decision"))
    return out
