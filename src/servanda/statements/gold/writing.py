"""A reading → an annotation of the seed's format: what other people's scorers and ours compare with a gold.

Every key that the reader knows is written. Rows of positions, commitments, meetings, conditions, signals, open terms
and assessments follow from frames: nothing is added that no statement says.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from servanda.records.source import Source
from servanda.records.statement import Link, Span, Statement
from servanda.statements.cast import label_of
from servanda.statements.gold.rows import rows_of
from servanda.statements.lexicon import issues, registry
from servanda.statements.read_cues import Cue
from servanda.statements.sections import sentences_of

Item = dict[str, Any]
_TYPES = {
    "state": "State",
    "bloc": "Collective",
    "body": "Organisation",
    "person": "Person",
    "outlet": "MediaOutlet",
    "place": "Place",
    "forces": "ArmedForces",
}
_LOCAL = {
    "named": "Person",
    "role": "Person",
    "organ": "Organisation",
    "outlet": "MediaOutlet",
    "paper": "Instrument",
    "place": "Place",
}
_UNIT = "Unicode code points of the text as received, 0-based, half-open [start,end)"
_SCALE = "FactBank (Saurí & Pustejovsky 2009), relative to the last link of the chain"


class Named(Protocol):
    """A mention: whom it means, how (name, nominal, pronoun, metonym, elliptical), where."""

    @property
    def entity(self) -> str:
        """Its entity."""

    @property
    def kind(self) -> str:
        """How it is mentioned."""

    @property
    def span(self) -> Span:
        """Its words."""


class Dated(Protocol):
    """A time expression: its EDTF value, its kind, where."""

    @property
    def value(self) -> str:
        """EDTF."""

    @property
    def kind(self) -> str:
        """DATE, DURATION, RELATIVE or VAGUE."""

    @property
    def span(self) -> Span:
        """Its words."""


class Told(NamedTuple):
    """Everything the reader made of a text."""

    text: str
    source: Source
    statements: Sequence[Statement]
    cues: Sequence[Cue] = ()
    mentions: Sequence[Named] = ()
    times: Sequence[Dated] = ()


def annotation(told: Told) -> Item:
    """The annotation of a reading, ready for JSON."""
    chains = _Chains(told.text)
    rows = [_statement(told, chains, one, f"st{number:02}") for number, one in enumerate(told.statements, 1)]
    names = {one.id: row["id"] for one, row in zip(told.statements, rows, strict=True)}
    return {
        "schema": "dossier-gold/0.1",
        "offset_unit": _UNIT,
        "annotator": "servanda statements read",
        "document": _document(told),
        "factuality_scale": _SCALE,
        "sentences": [
            {"id": f"s{number:02}", "line": one.paragraph, **span(told.text, one.start, one.end)}
            for number, one in enumerate(sentences_of(told.text), 1)
        ],
        "entities": list(_entities(told)),
        "mentions": [
            {
                "id": f"m{number:03}",
                "entity": one.entity,
                "kind": one.kind,
                **span(told.text, one.span.start, one.span.end),
            }
            for number, one in enumerate(told.mentions, 1)
        ],
        "time_expressions": [
            {
                "id": f"t{number:02}",
                **span(told.text, one.span.start, one.span.end),
                "type": one.kind,
                "value": one.value,
            }
            for number, one in enumerate(told.times, 1)
        ],
        "attribution_chains": chains.rows,
        "statements": rows,
        "issues": _issues(told.statements),
        **rows_of(told.text, told.statements, names),
        "cues": [
            {"id": f"c{number:02}", "type": one.kind, **span(told.text, one.start, one.end)}
            for number, one in enumerate(told.cues, 1)
        ],
        "negative_gold": [],
    }


def span(text: str, start: int, end: int) -> Item:
    """A stretch with its words."""
    return {"start": start, "end": end, "text": text[start:end]}


class _Chains:
    """Chains of a text, each written once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.rows: list[Item] = []
        self._known: dict[tuple[tuple[str, str, int], ...], str] = {}

    def name(self, links: Sequence[Link]) -> str:
        key = tuple((one.source, one.basis, one.cue.start if one.cue else -1) for one in links)
        if key not in self._known:
            self._known[key] = f"ch{len(self.rows) + 1:02}"
            self.rows.append({"id": self._known[key], "links": [self._link(one) for one in links]})
        return self._known[key]

    def _link(self, one: Link) -> Item:
        cue = {"cue": span(self.text, one.cue.start, one.cue.end)} if one.cue else {}
        label = {"label": one.label} if one.label else {}
        return {"source": one.source, "basis": one.basis, **cue, **label}


def _document(told: Told) -> Item:
    raw = told.text.encode()
    return {
        "id": told.source.id,
        "sha256": hashlib.sha256(raw).hexdigest(),
        "n_bytes": len(raw),
        "n_chars": len(told.text),
        "lang": told.source.lang,
        "publisher": told.statements[0].chain[0].source if told.statements else told.source.publisher,
        "published": told.source.published,
    }


def _statement(told: Told, chains: _Chains, one: Statement, name: str) -> Item:
    def spans(places: Sequence[Span]) -> list[Item]:
        return [span(told.text, place.start, place.end) for place in places]

    optional: Mapping[str, Any] = {
        "stance": one.stance,
        "slot": one.slot,
        "quoted": spans(one.quoted),
        "embedded": [_event(told.text, event) for event in one.embedded],
        "headline_only": one.headline_only,
    }
    return {
        "id": name,
        "statement": one.id,
        "kind": one.frame,
        "chain": chains.name(one.chain),
        "spans": spans(one.spans),
        "proposition_en": one.says.get("en", ""),
        "factuality": {"value": one.certainty, "cues": []},
        "actor": list(one.actors),
        "counterparty": list(one.counterparts),
        "issue": [one.issue] if one.issue else [],
        "section": one.section,
        "rule": one.rule,
        **{key: value for key, value in optional.items() if value},
    }


def _event(text: str, event: Any) -> Item:  # noqa: ANN401 - an embedded event
    at = {"span": span(text, event.span.start, event.span.end)} if event.span else {}
    cues = [span(text, cue.start, cue.end) for cue in event.cues]
    return {"event": event.event, "factuality": event.certainty, "cues": cues, **at}


def _entities(told: Told) -> Iterator[Item]:
    """Everybody whom some row names, each once."""
    labels = {link.source: link.label for one in told.statements for link in one.chain if link.label}
    used = [link.source for one in told.statements for link in one.chain]
    used += [name for one in told.statements for name in (*one.actors, *one.counterparts)]
    used += [one.entity for one in told.mentions]
    for name in dict.fromkeys(used):
        if name != "UNKNOWN":
            yield _entity(name, labels.get(name, ""), told.source.publisher)


def _entity(name: str, label: str, publisher: str) -> Item:
    if name.startswith("anon:"):
        group = {"member_of": name.partition(".")[0]} if "." in name else {}
        return {"id": name, "type": "AnonymousSource", "labels": {"en": label} if label else {}, **group}
    if name in registry():
        known = registry()[name]
        party = {"represents": known.party} if known.party not in {"", name} else {}
        return {"id": name, "type": _TYPES.get(known.kind, known.kind), "labels": dict(known.names), **party}
    if own := label_of(name):
        return {"id": name, "type": _LOCAL[name.partition(":")[0]], "labels": {"en": own}}
    return {"id": name, "type": "", "labels": {"en": label or publisher if _slug(publisher) == name else label or name}}


def _slug(publisher: str) -> str:
    words = "".join(char if char.isalnum() else " " for char in publisher.lower()).split()
    return "-".join(words)


def _issues(statements: Sequence[Statement]) -> list[Item]:
    names = {one.issue for one in statements if one.issue}
    known = issues()["issues"]
    return [
        {"id": name, **{f"label_{lang}": known.get(name, {}).get(lang, name) for lang in ("en", "uk")}}
        for name in sorted(names)
    ]
