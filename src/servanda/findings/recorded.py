"""Recorded acts that exceptions ask for, and registers: only a complete one shows that something was *not* done."""

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from servanda.errors import NotFound
from servanda.findings.author import attribution_hinge
from servanda.findings.docket import covers
from servanda.findings.ground import chance_inside, region_place
from servanda.findings.matter import Matter
from servanda.findings.question import Question
from servanda.logic import NO, YES, All, Any, Expression, OneOf, unknown
from servanda.records.finding import Cause, Claim, Hinge
from servanda.records.observation import RecordedAct
from servanda.records.place import InPlace, Region
from servanda.records.record import Record, Wording
from servanda.records.time import Interval
from servanda.wording import languages, say

_REGISTERS = {
    "authorisation": "authorisations",
    "coordination-attempt": "coordination",
    "leadership-order": "orders",
    "notice": "notices",
}


@dataclass(frozen=True)
class Listed:
    """An entry of a register that nobody has shown.

    Attributes:
        kind: Kind of register that would hold it; empty if there is no such register.
        whose: Whose register.
        asked: What the entry would have to be: an earlier notice and a later one are two things that may exist.
        when: The time of which the register would have to be complete; none for that of the incident.
        event: What would have been recorded: the name of the question where no register would hold it.
    """

    kind: str
    whose: str
    asked: str = ""
    when: Interval | None = None
    event: str = ""


_FITS: tuple[tuple[str, str, Cause], ...] = (
    ("when", "when", "measurement"),
    ("after", "after", "measurement"),
    ("where", "where", "measurement"),
    ("within", "within", "measurement"),
    ("within-after", "within", "measurement"),
    ("what", "what", "missing_evidence"),
    ("outcome", "outcome", "missing_evidence"),
)
"""What may stay uncertain between an incident and an entry of a register: unknown, its sentence, its cause."""


def is_authorised(body: str, matter: Matter) -> Question:
    """Whether a body authorised it: for this act, place and time, to whoever did it."""
    acts = [act for act in known_acts(matter) if act.event == "authorisation" and act.by == body]
    cases = [(act.id, All((fits_time(act.id, act.when, matter), *fits_act(act, act.to, matter)))) for act in acts]
    asks = say("findings.asks_authorised", body=matter.docket.call(body))
    return asked_of_record(asks, cases, matter, register=Listed("authorisations", body), what="authorised")


def asked_of_record(
    asks: Wording, cases: Sequence[tuple[str, Expression]], matter: Matter, *, register: Listed, what: str
) -> Question:
    """Whether one of several entries fits; if none does, only a register declared complete can say no.

    Args:
        asks: The question.
        cases: Entries with the condition under which each fits.
        matter: Term and incident.
        register: The register that would hold such an entry.
        what: What the entry would be, in a word.
    """
    on = [what, register.kind, register.whose]
    claim = Claim(kind="entry", on=on, about=matter.incident.id, when=register.when)
    name, missing, hinge = unlisted(register, matter)
    return Question(
        asks,
        answer=Any((*(case for _, case in cases), missing)),
        rests_on=tuple(sorted(entry for entry, _ in cases)),
        hinges=(
            (name, hinge),
            (matter.author.name, attribution_hinge(matter.author, matter.docket)),
            *(hinge for entry, _ in cases for hinge in fit_hinges(entry)),
        ),
        claim=claim,
    )


def register_of(event: str, whose: str, asked: Record, when: Interval) -> Listed:
    """The register that would hold a recorded act."""
    return Listed(_REGISTERS.get(event, ""), whose, msgspec.json.encode(asked).decode(), when, event)


def unlisted(register: Listed, matter: Matter) -> tuple[str, Expression, Hinge]:
    """That there may be an entry nobody has shown: impossible only if the register is declared complete."""
    kind, whose = register.kind, register.whose
    name = f"register:{kind or register.event}:{whose}:{register.asked}"
    missing: Expression = NO if kind and _is_complete(register, matter) else unknown(name)
    says = say("findings.hinge_register", register=say(f"findings.register_{kind or 'none'}"))
    on = ":".join(part for part in (kind or register.event, whose) if part)
    return name, missing, Hinge(cause="missing_evidence", on=on, says=says)


def fit_hinges(entry: str) -> list[tuple[str, Hinge]]:
    """The hinges of everything that may stay uncertain about an entry."""
    return [
        (f"{what}:{entry}", Hinge(cause=cause, on=entry, says=say(f"findings.hinge_fit_{key}", entry=entry)))
        for what, key, cause in _FITS
    ]


def fits_time(entry: str, when: Interval, matter: Matter) -> Expression:
    """Whether an incident lies within the time of an entry."""
    return as_answer(f"when:{entry}", covers(when, matter.incident.when))


def fits_place(entry: str, where: Region, matter: Matter) -> Expression:
    """Whether an incident lies within the region of an entry."""
    incident = matter.incident
    if isinstance(where, InPlace):
        chance = chance_inside(where.place, incident.where, matter.docket, either=incident.contradictory)
    else:
        zone = region_place(where, matter.docket)
        chance = chance_inside(zone, incident.where, matter.docket, either=incident.contradictory)
    return as_answer(f"where:{entry}", None if chance is None else chance.certain)


def fits_kind(entry: str, kinds: Sequence[str], matter: Matter) -> Expression:
    """Whether the things of an incident are of the kinds an entry speaks of; no kinds are all kinds."""
    possible, announced = set(matter.incident.things), set(kinds)
    if not announced or (possible and possible <= announced):
        return YES
    return as_answer(f"what:{entry}", None if not possible or possible & announced else False)


def fits_act(act: RecordedAct, party: str, matter: Matter) -> list[Expression]:
    """That a recorded act speaks of this act, by this party, here."""
    same_act = YES if act.about in {"", matter.incident.act} else NO
    somebody = OneOf(matter.author, frozenset({party})) if party else YES
    return [same_act, somebody, fits_place(act.id, act.where, matter) if act.where is not None else YES]


def as_answer(name: str, holds: bool | None) -> Expression:  # noqa: FBT001 - an answer, not a switch
    """An answer, or the unknown of that name."""
    if holds is None:
        return unknown(name)
    return YES if holds else NO


def called(event: str) -> Wording:
    """What a recorded act is called; its identifier where it has no name."""
    try:
        return say(f"findings.entry_{event}")
    except NotFound:
        return dict.fromkeys(languages(), event)


def known_acts(matter: Matter) -> list[RecordedAct]:
    """Acts recorded by then, by name."""
    acts = [act for act in matter.docket.facts.acts if act.at <= matter.docket.as_of]
    return sorted(acts, key=lambda act: act.id)


def _is_complete(listed: Listed, matter: Matter) -> bool:
    """Whether a register is declared complete for all the time asked of, by who keeps it or by no party."""
    docket = matter.docket
    return any(
        register.of == listed.kind
        and register.to == listed.whose
        and (register.declared_by == register.to or register.declared_by not in docket.parties)
        and register.at <= docket.as_of
        and covers(register.when, listed.when or matter.incident.when) is True
        for register in docket.facts.registers
    )
