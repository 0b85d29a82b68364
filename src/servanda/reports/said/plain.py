"""Parts of a page as text with footnotes, and as data: each sentence with the places of the words it rests on."""

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from servanda.records.statement import Statement
from servanda.reports.citations import Citations, Line
from servanda.reports.formats import moment
from servanda.reports.page import Part
from servanda.reports.said.told import Told
from servanda.wording import say

_OURS = "ours"


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """One stretch of a source."""

    start: int
    """First code point."""
    end: int
    """One past the last."""
    sha256: str
    """Hash of the exact words."""
    quote: str = ""
    """The words themselves, only where the text is ours."""


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """What one footnote leads to."""

    number: int
    """Its mark."""
    id: str
    """Statement, or another record."""
    source: str = ""
    """Source that holds the words; empty if it is no statement."""
    places: list[Place] = []
    """Where they stand."""
    chain: str = ""
    """Who vouches, from the publisher inwards."""
    certainty: str = ""
    """How certain the last source is."""


class Sentence(msgspec.Struct, frozen=True, kw_only=True):
    """One sentence with its footnotes."""

    says: str
    """The sentence."""
    rests_on: list[str]
    """What it rests on, by name."""
    notes: list[int]
    """Marks of its footnotes."""


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """One section."""

    id: str
    """Its anchor."""
    title: str
    """Its heading."""
    sentences: list[Sentence]
    """Its sentences; a row of a table is one."""


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """A page as data."""

    case: str
    """Case."""
    exercise: bool
    """Whether all of it is invented: an exercise says so on every line."""
    lang: str
    """Language."""
    as_of: str
    """Moment it speaks for."""
    ledger_size: int
    """Knowledge time."""
    sections: list[Section]
    """Sections in order."""
    notes: list[Note]
    """Footnotes in order."""


def as_json(told: Told, parts: Sequence[Part], lang: str) -> Written:
    """A page as data."""
    citations = Citations({})
    sections = [
        Section(
            id=part.anchor,
            title=part.title[lang],
            sentences=[_sentence(line, lang, citations) for line in _lines(part, lang)],
        )
        for part in parts
    ]
    return Written(
        case=told.dossier.case.id,
        exercise=told.dossier.is_exercise,
        lang=lang,
        as_of=told.dossier.as_of.isoformat(),
        ledger_size=told.dossier.ledger_size,
        sections=sections,
        notes=notes_of(told, citations, lang),
    )


def as_text(told: Told, parts: Sequence[Part], lang: str) -> str:
    """A page as text: sections, footnotes; ends with a newline."""
    page = as_json(told, parts, lang)
    at = moment(told.dossier.as_of, told.names.zone)
    lines = [told.dossier.case.title[lang], say("said.as-of", at=at, n=page.ledger_size)[lang]]
    for section in page.sections:
        lines += ["", section.title.upper()]
        lines += [f"  {' '.join(one.says.split())}{_marks(one.notes)}" for one in section.sentences]
    lines += ["", say("said.notes")[lang].upper()]
    lines += [f"  {_note(one, lang)}" for one in page.notes]
    mark = say("reports.exercise")[lang] + " · " if page.exercise else ""
    return "".join(f"{mark}{line}\n" if line else "\n" for line in lines)


def notes_of(told: Told, citations: Citations, lang: str) -> list[Note]:
    """What the footnotes lead to, in order."""
    entries = [(reference.number, reference.id) for reference, _, _ in citations.entries()]
    return [_noted(told, number, name, lang) for number, name in entries]


def _noted(told: Told, number: int, name: str, lang: str) -> Note:
    one = told.known.get(name)
    if one is None:
        return Note(number=number, id=name)
    return Note(
        number=number,
        id=name,
        source=one.source,
        places=_places(told, one),
        chain=told.chain(name)[lang],
        certainty=one.certainty,
    )


def _places(told: Told, one: Statement) -> list[Place]:
    licence = next((source.licence for source in told.dossier.sources if source.id == one.source), "")
    text = told.dossier.texts.get(one.source, "") if licence == _OURS else ""
    return [
        Place(start=span.start, end=span.end, sha256=span.sha256, quote=text[span.start : span.end])
        for span in one.spans
    ]


def _lines(part: Part, lang: str) -> Iterator[Line]:
    """Sentences of a part; a row of a table becomes one."""
    yield from part.lines
    for table in part.tables:
        for row in table.rows:
            support = tuple(dict.fromkeys(name for cell in row.cells for name in cell.support))
            yield Line({lang: " | ".join(cell.says[lang] for cell in row.cells)}, support)


def _sentence(line: Line, lang: str, citations: Citations) -> Sentence:
    numbers = [one.number for one in citations.cite(line.support)]
    return Sentence(says=line.says[lang], rests_on=list(dict.fromkeys(line.support)), notes=numbers)


def _marks(numbers: Iterable[int]) -> str:
    """Footnote marks; runs are drawn together: [1, 4–6]."""
    runs: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    said = ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in runs)
    return f" [{said}]" if said else ""


def _note(one: Note, lang: str) -> str:
    if not one.source:
        return f"[{one.number}] {one.id}"
    spans = "; ".join(
        say("said.note-span", start=place.start, end=place.end, sha=place.sha256[:16] + "…")[lang]
        for place in one.places
    )
    return say("said.note-line", n=one.number, id=one.id, source=one.source, spans=spans, chain=one.chain)[lang]
