"""The readable annotation (quotes, YAML) → the annotation of the seed's format (offsets, JSON).

Nothing is guessed: a quote that is not found, or found twice, is a fault with a sentence, and all faults come at once.
Keys the compiler does not know are carried over as they are; one that ends in `_at` names a stretch (`purpose_at` →
`purpose`).
"""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import yaml

from servanda.errors import InputError
from servanda.statements.gold.quotes import Place, Quotes, counted
from servanda.statements.sections import sentences_of

Item = dict[str, Any]
SCHEMA = "dossier-gold/0.1"
_UNIT = "Unicode code points in the UTF-8-decoded file, 0-based, half-open [start,end); no normalisation"
_SCALE = (
    "FactBank (Saurí & Pustejovsky 2009): CT+ CT- PR+ PR- PS+ PS- CTu Uu, relative to the last link of the attribution "
    "chain; embedded[] gives the value of the embedded event"
)
_DATE = re.compile(r"^-?\d{4}(-\d{2}){0,2}$")
_SPREAD = {"entities", "chains", "issues"}
"""Sections written as mappings from identifier to what it is."""
_RENAMED = {
    "entities": {"role": "role_in_text"},
    "statements": {"says": "proposition_en"},
    "meetings": {"en": "label_en", "host": "host_or_chair"},
    "positions": {"en": "content_en"},
    "commitments": {"en": "what_en"},
    "conditions": {"en": "event_en"},
    "awaited": {"en": "about_en"},
    "assessments": {"en": "value_en"},
    "must_not": {"en": "must_not_en"},
}
_LISTED = {"actor", "counterparty", "issue", "ambiguity", "statements"}


def compiled(source: str, text: str, *, name: str) -> tuple[Item, list[str]]:
    """Compile one annotation.

    Args:
        source: YAML with quotes.
        text: The text they stand in, exactly.
        name: Name of the text's file, or of the document if the text is not ours.

    Returns:
        The annotation with offsets and the words beside them, and what is wrong, one sentence each.

    Raises:
        InputError: `gold-not-yaml`.
    """
    try:
        rows = yaml.safe_load(counted(source))
    except yaml.YAMLError as error:
        raise InputError("gold-not-yaml", f"The annotation is not YAML: {error}.", place=name) from error
    if not isinstance(rows, dict):
        raise InputError("gold-not-yaml", "The annotation holds no mapping at its top.", place=name)
    return _Compiler(text, rows).run(name)


class _Compiler:
    def __init__(self, text: str, rows: Mapping[str, Any]) -> None:
        self.text = text
        self.rows = rows
        self.quotes = Quotes(text)
        self.sentences = [
            {"id": f"s{number:02}", "line": one.paragraph, **self.span((one.start, one.end))}
            for number, one in enumerate(sentences_of(text), 1)
        ]

    def run(self, name: str) -> tuple[Item, list[str]]:
        document = dict(self.rows.get("document") or {})
        gold: Item = {
            "schema": SCHEMA,
            "offset_unit": _UNIT,
            "annotator": document.pop("annotator", "one annotator, no adjudication"),
            "document": self.document(document, name),
            "factuality_scale": _SCALE,
            "sentences": self.sentences,
            "entities": [_labelled(row) for row in self.section("entities")],
            "mentions": list(self.numbered("m", "mentions", 3)),
            "time_expressions": [_timed(row) for row in self.numbered("t", "times", 2)],
            "attribution_chains": [self.chain(row) for row in self.section("chains")],
            "statements": [self.statement(row) for row in self.section("statements")],
            "issues": [_named(row) for row in self.section("issues")],
            "meetings": [self.meeting(row) for row in self.section("meetings")],
            "positions": [self.anchored(row, "positions") for row in self.section("positions")],
            "incompatibilities": [self.anchored(row, "incompatibilities") for row in self.section("incompatibilities")],
            "commitments": [self.anchored(row, "commitments") for row in self.section("commitments")],
            "conditions": [self.anchored(row, "conditions") for row in self.section("conditions")],
            "awaited_signals": [self.anchored(row, "awaited") for row in self.section("awaited")],
            "open_terms": [self.anchored(row, "open_terms") for row in self.section("open_terms")],
            "assessments": [self.anchored(row, "assessments") for row in self.section("assessments")],
            "cues": list(self.numbered("c", "cues", 2)),
            "negative_gold": [_denied(row, number) for number, row in enumerate(self.section("must_not"), 1)],
        }
        return gold, self.quotes.faults + self.unknown_sections()

    def unknown_sections(self) -> list[str]:
        known = {"document", "mentions", "times", "cues", *_SPREAD, *_RENAMED, "open_terms", "incompatibilities"}
        return [f"{name}: no such section." for name in self.rows if name not in known]

    def section(self, name: str) -> list[Item]:
        """Rows of a section; mappings spread to rows with `id`."""
        rows = self.rows.get(name) or []
        if isinstance(rows, dict):
            rows = [
                {"id": key, **row} if isinstance(row, dict) else {"id": key, "links": row} for key, row in rows.items()
            ]
        return [self.renamed(dict(row), name) for row in rows if self.is_row(row, name)]

    def is_row(self, row: object, name: str) -> bool:
        if not isinstance(row, dict):
            self.quotes.faults.append(f"{name}: {row!r} is not a mapping.")
        return isinstance(row, dict)

    def renamed(self, row: Item, name: str) -> Item:
        names = _RENAMED.get(name, {})
        return {names.get(key, key): value for key, value in row.items()}

    def span(self, place: Place) -> Item:
        return {"start": place[0], "end": place[1], "text": self.text[place[0] : place[1]]}

    def spans(self, quote: object, where: str, within: Sequence[Place] = ()) -> list[Item]:
        return [self.span(place) for place in self.quotes.places(quote, where, within)]

    def document(self, row: Item, name: str) -> Item:
        raw = self.text.encode()
        kept = {"id": row.pop("id", name), "sha256": hashlib.sha256(raw).hexdigest()}
        kept |= {"n_bytes": len(raw), "n_chars": len(self.text)}
        title = row.pop("title", None)
        kept |= {key: str(value) if key == "published" else value for key, value in row.items()}
        if title and str(title) in self.text:
            at = self.text.index(str(title))
            kept["title_span"] = self.span((at, at + len(str(title))))
        return kept if "from" in row else {**kept, "file": name}

    def numbered(self, letter: str, name: str, digits: int) -> Iterable[Item]:
        """Rows with one place each, in the order of the text; a list of quotes makes a row of each."""
        found: list[tuple[Place, Item]] = []
        for row in self.section(name):
            where = f"{name}: {row.get('entity') or row.get('type') or row.get('value') or ''}".rstrip(": ")
            near = self.near(row)
            found += [(place, row) for place in self.quotes.places(row.pop("at", None), where, near)]
        for number, (place, row) in enumerate(sorted(found, key=lambda one: (one[0][0], -one[0][1])), 1):
            yield {"id": f"{letter}{number:0{digits}}", **row, **self.span(place)}

    def near(self, row: Item) -> list[Place]:
        """`within`: a longer quote, or the name of a sentence, that settles which occurrence is meant."""
        within = row.pop("within", None)
        named = [(one["start"], one["end"]) for one in self.sentences if one["id"] == within]
        return named or self.quotes.places(within, "within")

    def chain(self, row: Item) -> Item:
        """A chain of links; `label` and other keys stay."""
        links = []
        for link in row.get("links") or []:
            cue = self.quotes.place(link.get("cue"), f"{row['id']}: cue", self.near(link))
            links.append({**link, "cue": self.span(cue)} if cue else {k: v for k, v in link.items() if k != "cue"})
        return {**row, "links": links}

    def statement(self, row: Item) -> Item:
        """A statement: its places first, which settle what its other quotes mean."""
        name = str(row.get("id"))
        places = self.quotes.places(row.pop("at", None), name, self.near(row))
        around = [*places, *self.around(places)]
        value, cues = row.pop("factuality", None), self.spans(row.pop("cues", None), f"{name}: cues", around)
        embedded = [self.embedded(dict(one), name, around) for one in row.pop("embedded", None) or []]
        row = {key: _list(one) if key in _LISTED else one for key, one in row.items()}
        kept = {**row, "spans": [self.span(place) for place in places], "factuality": {"value": value, "cues": cues}}
        kept |= {"embedded": embedded} if embedded else {}
        return self.stretched({**kept, "sentence": self.sentence(places)}, name, around)

    def around(self, places: Sequence[Place]) -> list[Place]:
        """The sentences of some places, if the stretch itself settles nothing."""
        return [
            (one["start"], one["end"])
            for one in self.sentences
            if any(one["start"] <= start < one["end"] for start, _ in places)
        ][:1]

    def sentence(self, places: Sequence[Place]) -> str:
        inside = [one["id"] for one in self.sentences if places and one["start"] <= places[0][0] < one["end"]]
        return str(inside[0]) if inside else ""

    def embedded(self, row: Item, name: str, around: Sequence[Place]) -> Item:
        where = f"{name}: embedded {row.get('event', '')}"
        span = self.quotes.place(row.pop("at", None), where, around)
        row["cues"] = self.spans(row.pop("cues", None), where, around)
        return {**row, "span": self.span(span)} if span else row

    def meeting(self, row: Item) -> Item:
        name = str(row.get("id"))
        near = [*self.near(row), *self.of_statements(row)]
        for key, kept in (("at", "trigger_spans"), ("date_at", "date_spans"), ("place_at", "place_spans")):
            if key in row:
                row[kept] = self.spans(row.pop(key), f"{name}: {key}", near)
        row["date"] = str(row["date"]) if row.get("date") else None
        row["participants"] = [
            one if isinstance(one, dict) else {"entity": one} for one in row.get("participants") or []
        ]
        return row

    def of_statements(self, row: Item) -> list[Place]:
        """Stretches of the statements a row points at."""
        wanted = {row.get("statement"), *(_list(row.get("statements")) or [])}
        known = [one for one in self.rows.get("statements") or [] if isinstance(one, dict) and one.get("id") in wanted]
        quiet = Quotes(self.text)
        return [place for one in known for place in quiet.places(one.get("at"), "")]

    def anchored(self, row: Item, section: str) -> Item:
        """A row with one stretch (`at` → `span`, or `spans` if there are several) and perhaps a cue."""
        name, near = str(row.get("id") or section), [*self.near(row), *self.of_statements(row)]
        near += self.around(near)
        found = self.spans(row.pop("at", None), name, near)
        row |= {"span": found[0]} if len(found) == 1 else {"spans": found} if found else {}
        if "governs" in row and str(row["governs"]).split("@")[0] in self.text:
            row["governs_at"] = row.pop("governs")
        return self.stretched(row, name, near)

    def stretched(self, row: Item, name: str, near: Sequence[Place]) -> Item:
        """`cue` and every key that ends in `_at` become stretches."""
        for key in [key for key in row if key == "cue" or key.endswith("_at")]:
            found = self.spans(row.pop(key), f"{name}: {key}", near)
            kept = "governs_span" if key == "governs_at" else key.removesuffix("_at")
            row |= {kept: found[0] if len(found) == 1 else found} if found else {}
        return row


def _labelled(row: Item) -> Item:
    labels = {lang: row.pop(lang) for lang in ("uk", "en") if lang in row}
    return {"id": row.pop("id"), "type": row.pop("type", None), "labels": labels, **row}


def _named(row: Item) -> Item:
    names = {f"label_{lang}": row.pop(lang) for lang in ("en", "uk") if lang in row}
    return {**row, **names}


def _timed(row: Item) -> Item:
    value = str(row.get("value") or "")
    kind = row.pop("type", None) or ("RELATIVE" if "(" in value else "DATE" if _DATE.match(value) else "OTHER")
    return {**row, "type": kind, "value": value}


def _denied(row: Item, number: int) -> Item:
    return {"id": f"n{number}", **row}


def _list(value: Any) -> Any:  # noqa: ANN401 - what an annotator wrote
    return value if isinstance(value, list) or value is None else [value]


def without_words(gold: Any) -> Any:  # noqa: ANN401 - any part of an annotation
    """The same annotation of a text that is not ours: the hash of each stretch instead of its words."""
    if isinstance(gold, list):
        return [without_words(one) for one in gold]
    if not isinstance(gold, dict):
        return gold
    if {"start", "end", "text"} <= gold.keys():
        digest = hashlib.sha256(gold["text"].encode()).hexdigest()
        rest = {key: value for key, value in gold.items() if key != "text"}
        return {**{key: without_words(value) for key, value in rest.items()}, "sha256": digest}
    return {key: without_words(value) for key, value in gold.items()}
