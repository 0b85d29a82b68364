"""An annotation in memory: the seed's JSON → small frozen records. Gold and the reader's answer have the same form.

Only what is compared is kept; a key that is missing is an empty list, never an error. Prose such as "e_ukraine
(inferred)" in a place for an identifier is read up to its first blank, "a+b" as both.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from servanda.statements.gold.kinds import frame_of
from servanda.statements.gold.quotes import Place

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something that is named."""

    id: str
    type: str = ""
    """Person, State, Collective, MediaOutlet, AnonymousSource, …"""
    labels: tuple[str, ...] = ()
    """Its names in any language."""
    stands_for: tuple[str, ...] = ()
    """Entities it represents or belongs to."""
    member_of: str = ""
    """For one of an unnamed group: the group."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch with a type and perhaps a value: a mention, a cue, a time expression."""

    place: Place
    type: str
    value: str = ""
    """For mentions the entity, for times the EDTF value."""


@dataclass(frozen=True, slots=True)
class Link:
    """One link of a chain."""

    source: str
    basis: str


@dataclass(frozen=True, slots=True)
class Event:
    """An event inside a statement."""

    says: str
    value: str
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement."""

    id: str
    frame: str
    places: tuple[Place, ...]
    chain: tuple[Link, ...]
    value: str
    events: tuple[Event, ...] = ()
    actors: tuple[str, ...] = ()
    stance: str = ""
    counted: bool = True
    """False for sentences about the text itself, which belong to no dossier."""


@dataclass(frozen=True, slots=True)
class Item:
    """A row of positions, commitments, conditions, awaited signals, open terms or assessments."""

    id: str
    type: str
    """Stance, type of commitment, relation or slot."""
    places: tuple[Place, ...]
    """Its own words; those of its statements if it has none."""
    who: tuple[str, ...] = ()
    """Whose it is: the entity and whoever voices it."""
    towards: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting, once for all sentences that mention it."""

    id: str
    places: tuple[Place, ...]
    date: str | None = ""
    """EDTF; empty if the text gives none, nothing if the annotator inferred it."""
    place: str = ""
    """Empty if the text gives none or the annotator inferred it."""
    people: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Forbidden:
    """What must not be asserted, and which statements show why."""

    id: str
    says: str
    see: tuple[str, ...]
    voices: bool = False
    """True if it sees chains: it is about who says so, not about how certain it is."""


@dataclass(frozen=True, slots=True)
class Annotation:
    """Everything that is compared about one text."""

    name: str
    lang: str
    ours: bool
    publisher: str
    entities: dict[str, Entity]
    mentions: tuple[Mark, ...] = ()
    times: tuple[Mark, ...] = ()
    cues: tuple[Mark, ...] = ()
    weakening: tuple[Place, ...] = ()
    """Words that are said to lower a certainty, whether or not they are listed among the cues."""
    claims: tuple[Claim, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    items: dict[str, tuple[Item, ...]] = field(default_factory=dict)
    """By section: positions, commitments, conditions, awaited_signals, open_terms, assessments, incompatibilities."""
    forbidden: tuple[Forbidden, ...] = ()

    def claim(self, name: str) -> Claim | None:
        """A statement by its identifier."""
        return next((one for one in self.claims if one.id == name), None)


_TYPE = {
    "positions": "stance",
    "commitments": "type",
    "conditions": "relation",
    "open_terms": "slot",
    "incompatibilities": "type",
}
_WHO = {"positions": ("actor", "voiced_by"), "commitments": ("provider", "by"), "awaited_signals": ("by",)}
_TOWARDS = {"commitments": ("recipient", "from"), "awaited_signals": ("from",), "open_terms": ("object",)}
SECTIONS = (*_TYPE, "awaited_signals", "assessments")


def annotation_of(gold: Row) -> Annotation:
    """Read an annotation that `checking` found whole."""
    document = gold.get("document", {})
    claims = _claims(gold)
    return Annotation(
        name=str(document.get("id") or document.get("file") or ""),
        lang=str(document.get("lang", "")),
        ours=document.get("ours") is True,
        publisher=str(document.get("publisher", "")),
        entities={row["id"]: _entity(row) for row in gold.get("entities", [])},
        mentions=tuple(Mark(_at(row), str(row.get("kind")), str(row.get("entity"))) for row in _of(gold, "mentions")),
        times=tuple(
            Mark(_at(row), str(row.get("type")), str(row.get("value"))) for row in _of(gold, "time_expressions")
        ),
        cues=tuple(Mark(_at(row), str(row.get("type"))) for row in _of(gold, "cues")),
        weakening=_weakening(gold),
        claims=tuple(claims.values()),
        meetings=tuple(_meeting(row, claims) for row in _of(gold, "meetings")),
        items={name: tuple(_item(row, name, claims) for row in _of(gold, name)) for name in SECTIONS},
        forbidden=tuple(_forbidden(row, gold) for row in _of(gold, "negative_gold")),
    )


def _of(gold: Row, section: str) -> list[Row]:
    return list(gold.get(section) or [])


def _at(row: Row) -> Place:
    return int(row["start"]), int(row["end"])


def _places(*parts: object) -> tuple[Place, ...]:
    """Stretches of some values: spans, lists of spans, or nothing."""
    found: list[Place] = []
    for part in parts:
        if isinstance(part, list):
            found += _places(*part)
        elif isinstance(part, dict) and "start" in part and "end" in part:
            found.append(_at(part))
    return tuple(found)


def _names(*parts: object) -> tuple[str, ...]:
    """Identifiers in some values, in order, each once."""
    found: list[str] = []
    for part in parts:
        if isinstance(part, list):
            found += _names(*part)
        elif part:
            found += str(part).split(" ")[0].split("+")
    return tuple(dict.fromkeys(found))


def _entity(row: Row) -> Entity:
    return Entity(
        id=row["id"],
        type=str(row.get("type") or ""),
        labels=tuple(str(one) for one in (row.get("labels") or {}).values()),
        stands_for=_names(row.get("represents"), row.get("state")),
        member_of=str(row.get("member_of") or ""),
    )


def _claims(gold: Row) -> dict[str, Claim]:
    chains = {row["id"]: _links(row) for row in _of(gold, "attribution_chains")}
    claims = {}
    for row in _of(gold, "statements"):
        kind = str(row.get("kind"))
        claims[str(row["id"])] = Claim(
            id=str(row["id"]),
            frame=frame_of(kind),
            places=_places(row.get("spans")),
            chain=chains.get(row.get("chain"), ()),
            value=str((row.get("factuality") or {}).get("value")),
            events=tuple(_event(one) for one in row.get("embedded") or []),
            actors=_names(row.get("actor"), row.get("on_behalf_of")),
            stance=str(row.get("stance") or ""),
            counted=not row.get("not_for_dossier") and kind != "attribution_meta",
        )
    return claims


def _forbidden(row: Row, gold: Row) -> Forbidden:
    """An item with the statements it sees; a chain stands for all its statements."""
    seen = _names(row.get("see"))
    told = [str(one["id"]) for one in _of(gold, "statements") if one["id"] in seen or one.get("chain") in seen]
    chains = any(row["id"] in seen for row in _of(gold, "attribution_chains"))
    return Forbidden(str(row.get("id")), str(row.get("must_not_en")), tuple(told), voices=chains)


def _weakening(gold: Row) -> tuple[Place, ...]:
    rows = _of(gold, "statements")
    parts = [(row.get("factuality") or {}).get("cues") for row in rows]
    return _places(*parts, *(one.get("cues") for row in rows for one in row.get("embedded") or []))


def _links(row: Row) -> tuple[Link, ...]:
    return tuple(Link(str(one.get("source")), str(one.get("basis"))) for one in row.get("links") or [])


def _event(row: Row) -> Event:
    return Event(str(row.get("event")), str(row.get("factuality")), _places(row.get("span"), row.get("spans")))


def _meeting(row: Row, claims: Mapping[str, Claim]) -> Meeting:
    names = _names(row.get("statement"), row.get("statements"))
    triggers = _places(row.get("trigger_spans"))
    return Meeting(
        id=str(row["id"]),
        places=triggers or _words_of(names, claims),
        date=None if row.get("date_basis") == "inferred" else str(row.get("date") or ""),
        place="".join(_names(row.get("place"))[:1]) if row.get("place_basis") != "inferred" else "",
        people=_names(row.get("host_or_chair"), [one.get("entity") for one in row.get("participants") or []]),
        statements=names,
    )


def _item(row: Row, section: str, claims: Mapping[str, Claim]) -> Item:
    names = _names(row.get("statement"), row.get("statements"), row.get("positions"))
    own = _places(row.get("span"), row.get("spans")) or _places(row.get("cue"))
    return Item(
        id=str(row.get("id")),
        type=str(row.get(_TYPE.get(section, "")) or ""),
        places=own or _words_of(names, claims),
        who=_names(*(row.get(key) for key in _WHO.get(section, ()))),
        towards=_names(*(row.get(key) for key in _TOWARDS.get(section, ()))),
        statements=names,
    )


def _words_of(names: tuple[str, ...], claims: Mapping[str, Claim]) -> tuple[Place, ...]:
    return tuple(place for name in names if name in claims for place in claims[name].places)
